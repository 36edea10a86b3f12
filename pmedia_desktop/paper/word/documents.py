"""Opens and saves Word files. What a small file unpacks to is measured first."""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from docx.document import Document

_CONTEXT = "paper.word.documents"
_MOST_PARTS = 2_000
_MOST_BYTES = 80_000_000
_CHUNK = 65_536


def opened_word(content: bytes) -> "Document":
    """Return the document, or raise ``InputError`` for what is none, is locked or would not fit into memory."""
    _check_size(content)
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import LxmlError

    try:
        return docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, LxmlError, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as problem:
        raise _damaged() from problem


def saved_word(document: "Document") -> bytes:
    """Return the document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _damaged() -> InputError:
    return InputError(
        translate(_CONTEXT, "这个文件不是可以打开的 Word 文件（docx），"),
        translate(_CONTEXT, "请用 Word 或 WPS 打开，另存为 docx 后再打开。"),
    )


def _check_size(content: bytes) -> None:
    """Unpack every part under a limit: what the file says of its sizes may be untrue."""
    left = _MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > _MOST_PARTS:
                raise _too_large()
            for part in parts:
                with package.open(part) as stream:
                    while chunk := stream.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise _too_large()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as problem:
        raise _damaged() from problem


def _too_large() -> InputError:
    return InputError(
        translate(_CONTEXT, "这个 Word 文件展开后太大，不像是表样，"),
        translate(_CONTEXT, "请删去其中的图片和多余内容，另存后再打开。"),
    )
