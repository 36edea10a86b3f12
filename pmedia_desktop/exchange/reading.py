"""One door for tables: what kind of file it is, by its content and not by its name."""

from pathlib import Path

from pmedia_desktop.errors import EnvironmentProblem, InputError, reason_of
from pmedia_desktop.exchange.delimited import read_delimited
from pmedia_desktop.exchange.tables import Sheet
from pmedia_desktop.exchange.workbook import read_in_child
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.reading"
#: The largest file that is read, in bytes (50 MB).
LARGEST_FILE = 50 * 1024 * 1024
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PDF = b"%PDF-"
_MARKUP = (b"<html", b"<!doctype html", b"<table", b"<?xml", b"{\\rtf")


def content_of(path: Path) -> bytes:
    """Return a file's bytes. ``InputError`` when it is missing or too large, ``EnvironmentProblem`` when unreadable."""
    try:
        if path.is_dir():
            raise InputError(
                translate(_CONTEXT, "“{path}”是一个文件夹，").format(path=path),
                translate(_CONTEXT, "请选择其中的文件。"),
            )
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise InputError(
                translate(_CONTEXT, "文件有{size}MB，超过{limit}MB的上限，").format(
                    size=size // 2**20, limit=LARGEST_FILE // 2**20
                ),
                translate(_CONTEXT, "请只把要导入的内容复制到一张新表里再试。"),
            )
        with path.open("rb") as file:
            return file.read(LARGEST_FILE)
    except (FileNotFoundError, ValueError) as error:
        raise InputError(
            translate(_CONTEXT, "找不到文件“{path}”，").format(path=path),
            translate(_CONTEXT, "请检查文件名和位置。"),
        ) from error
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "文件“{path}”读不出来（{why}），").format(path=path, why=reason_of(error)),
            translate(_CONTEXT, "请检查是否正被其他程序打开、是否有权限读取。"),
        ) from error


def is_pdf(content: bytes) -> bool:
    """Whether the file is a PDF, which carries no table but perhaps a form's values."""
    return _PDF in content[:1024]


def read_tables(path: Path, progress: Progress | None = None) -> tuple[Sheet, ...]:
    """Return the sheets of a spreadsheet or text table; every kind of bad file ends in an ``InputError``."""
    content = content_of(path)
    if not content.strip():
        raise InputError(
            translate(_CONTEXT, "文件“{name}”是空的，").format(name=path.name), translate(_CONTEXT, "请检查后再试。")
        )
    if content.startswith(_SPREADSHEETS):
        return read_in_child(path, progress or Silent())
    if content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        raise InputError(
            translate(_CONTEXT, "“{name}”是网页或文档改了名字，不是真正的表格，").format(name=path.name),
            translate(_CONTEXT, "请用Excel或WPS打开，另存为xlsx后再试。"),
        )
    return (read_delimited(content),)
