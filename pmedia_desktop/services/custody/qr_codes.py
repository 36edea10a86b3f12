"""QR codes on screen and from pictures: one-time set-ups, public keys, the envelope's sheet (also as a scanned PDF)."""

from pathlib import Path

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.exchange.qr_pictures import read_qr
from pmedia_desktop.paper.preview import page_count, page_picture
from pmedia_desktop.paper.qr import qr_picture
from pmedia_desktop.texts import translate

__all__ = ["content_of", "qr_picture", "sheet_in_file", "text_in_picture"]

_CONTEXT = "services.custody.qr_codes"
_SCAN_DPI = 200
_LARGEST_FILE = 20_000_000  # bytes
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"BM", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")


def text_in_picture(content: bytes) -> str:
    """Return the text of the QR code in a picture, or on the first page of a scanned PDF that has one."""
    if not content.startswith(b"%PDF"):
        return read_qr(content)
    problem: InputError | None = None
    for page in range(page_count(content)):
        try:
            return read_qr(page_picture(content, page, _SCAN_DPI))
        except InputError as found:
            problem = found
    raise problem or InputError(translate(_CONTEXT, "文件里没有一页。"))


def content_of(path: Path) -> bytes:
    """Return a picture's or scan's file of at most 20 MB."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InputError(translate(_CONTEXT, "文件超过20MB，"), translate(_CONTEXT, "请降低扫描分辨率后再试。"))
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "读不到文件“{name}”，").format(name=path.name),
            translate(_CONTEXT, "请检查文件是否还在、是否被别的程序打开。"),
        ) from error


def sheet_in_file(path: Path) -> str:
    """Return what stands on the envelope's sheet: from its picture or scan, or a text file with the groups."""
    content = content_of(path)
    if content.startswith((b"%PDF", *_PICTURES)):
        return text_in_picture(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            translate(_CONTEXT, "文件“{name}”不是图片，也不是文本，").format(name=path.name),
            translate(_CONTEXT, "请给出密封件的照片、扫描件，或者录入了字母组的文本文件。"),
        ) from error
