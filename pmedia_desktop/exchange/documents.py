"""The text of other people's documents: .docx, .html, .txt. Nothing in them is run, fetched or unfolded without end.

A .docx is read as a stream of its main part; what was struck out under tracked changes is left out, what was put in
is taken, as one sees it on paper. (python-docx leaves out what was put in.)
"""

import io
import re
import zipfile
import zlib
from html.parser import HTMLParser
from pathlib import Path
from xml.parsers import expat

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.delimited import decoded
from pmedia_desktop.exchange.package import strict_parser, unpacked
from pmedia_desktop.exchange.reading import content_of
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.documents"
#: The longest text that is taken, in characters; the longest official paper has a tenth of it.
LONGEST_TEXT = 1_000_000
_MOST_UNPACKED = 50_000_000
_MOST_MARKUP = 10_000_000
_ZIP, _COMPOUND, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"
_MAIN_PART = "word/document.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: What one does not see: text that was struck out, field codes, and a drawing's second spelling for old programs.
_UNSEEN = frozenset(("del", "moveFrom", "instrText", "Fallback"))
_MARKUP = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body|<meta|<div|<p[ >])", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([A-Za-z0-9_-]{3,20})""", re.IGNORECASE)
_SILENT_TAGS = frozenset(("script", "style", "head", "title", "template", "noscript"))
_BLOCK_TAGS = frozenset(
    (
        "p",
        "div",
        "br",
        "li",
        "tr",
        "td",
        "th",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "table",
        "blockquote",
        "hr",
    )
)


def read_text(path: Path) -> str:
    """Return a document's text, paragraph by paragraph, or raise ``InputError`` for what cannot be read as one."""
    content = content_of(path)
    if content.startswith(_ZIP):
        text = _word_text(content)
    elif content.startswith(_COMPOUND):
        raise InputError(
            translate(_CONTEXT, "“{name}”是旧的doc格式，或者设了打开密码，").format(name=path.name),
            translate(_CONTEXT, "请用Word或WPS打开，取消密码，另存为docx后再试。"),
        )
    elif _PDF in content[:1024]:
        raise InputError(
            translate(_CONTEXT, "“{name}”是PDF，").format(name=path.name),
            translate(_CONTEXT, "请打开后复制文字粘贴进来，或者选择原来的docx。"),
        )
    else:
        is_page = path.suffix.lower() in (".html", ".htm") or _MARKUP.match(content[:512])
        text = _page_text(content, path) if is_page else _decoded(content, path)
    if "\0" in text:
        raise _unreadable(path)
    if len(text) > LONGEST_TEXT:
        raise InputError(
            translate(_CONTEXT, "“{name}”有{count}万字，太长了，").format(name=path.name, count=len(text) // 10_000),
            translate(_CONTEXT, "请只取要发布的部分。"),
        )
    return _tidied(text)


def _word_text(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _paragraphs(unpacked(package, package.getinfo(_MAIN_PART), _MOST_UNPACKED))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        LookupError,  # a part that is not there, an encoding that nobody knows
        NotImplementedError,
        OSError,
        ValueError,
        RuntimeError,  # a part under a password
        expat.ExpatError,
        InputError,  # what unfolds without end
    ) as error:
        raise InputError(
            translate(_CONTEXT, "这个文件不是Word文档，或者已经损坏、大得反常，"),
            translate(_CONTEXT, "请用Word或WPS打开，另存为docx后再试。"),
        ) from error


def _paragraphs(xml: bytes) -> str:
    pieces: list[str] = []
    depth_unseen = 0
    in_text = False

    def start(name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth_unseen, in_text
        plain = name.rpartition(" ")[2]
        if plain in _UNSEEN:
            depth_unseen += 1
        elif not depth_unseen and name.startswith(_WORD):
            in_text = plain == "t"
            pieces.append(_BREAKS.get(plain, ""))

    def end(name: str) -> None:
        nonlocal depth_unseen, in_text
        plain = name.rpartition(" ")[2]
        if plain in _UNSEEN:
            depth_unseen -= 1
        elif not depth_unseen and plain == "p":
            pieces.append("\n")
        in_text = False

    def characters(text: str) -> None:
        if in_text and not depth_unseen:
            pieces.append(text)

    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parser.Parse(xml, True)
    return "".join(pieces)


class _PageReader(HTMLParser):
    """Gathers what a browser would show of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT_TAGS:
            self._silent += 1
        elif tag in _BLOCK_TAGS:
            self.pieces.append("\n")
        elif tag == "body":  # a head that nobody has closed ends here
            self._silent = 0

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT_TAGS:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCK_TAGS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"[ \t\r\n]+", " ", data))


def _page_text(content: bytes, path: Path) -> str:
    if len(content) > _MOST_MARKUP:
        raise InputError(
            translate(_CONTEXT, "这个网页文件有{size}MB，太大了，").format(size=len(content) // 1_000_000),
            translate(_CONTEXT, "请复制正文粘贴进来。"),
        )
    named = _CHARSET.search(content[:4096])
    encoding = named[1].decode("ascii").lower() if named else ""
    is_chinese = encoding in ("gb2312", "gbk", "gb18030")
    text = content.decode("gb18030", errors="replace") if is_chinese else _decoded(content, path)
    reader = _PageReader()
    reader.feed(text)
    reader.close()
    return "".join(reader.pieces)


def _tidied(text: str) -> str:
    """Return the text with one kind of line end, no blanks at the ends of lines, at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\ufeff", "")
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


def _decoded(content: bytes, path: Path) -> str:
    try:
        return decoded(content)
    except InputError as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> InputError:
    return InputError(
        translate(_CONTEXT, "“{name}”不是看得懂的文档，").format(name=path.name),
        translate(_CONTEXT, "请选择docx、txt或html文件，或者复制文字粘贴进来。"),
    )
