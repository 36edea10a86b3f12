"""What lies inside an .xlsx, looked at before a reader takes it up: sizes, far-away cells, hidden rows.

A few kilobytes can unpack to gigabytes, and one character in the last cell of a sheet makes a reader ask for
all the cells before it. So every part that is read is unpacked here under a limit, and the reader gets a copy
that holds these parts only: no macros, no pictures, no links to other files.
"""

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.hyperlinks import (
    LONGEST_ADDRESS,
    CellLinks,
    address_of_formula,
    addresses_of,
    column_number,
)
from pmedia_desktop.exchange.tables import MOST_SHEETS, check_size, too_large
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.package"
_MOST_PARTS = 5_000
_MOST_BYTES = 100_000_000
_CHUNK = 65_536
_MOST_ERRORS, _LONGEST_ERROR = 20_000, 20
_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|content\.xml|mimetype|META-INF/manifest\.xml"
    r"|xl/(_rels/)?workbook\.(xml|bin)(\.rels)?|xl/(sharedStrings|styles)\.(xml|bin)|xl/worksheets/[^/]+\.(xml|bin)",
    re.IGNORECASE,
)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_SHEET_LINKS = re.compile(r"xl/worksheets/_rels/([^/]+\.xml)\.rels", re.IGNORECASE)
_SHEET_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_COLUMN_LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass
class SheetScan:
    """What a sheet's XML says beside its values: the last row and column in use, and the rows that are hidden.

    ``errors`` {row, column: #REF!} are formulas that came to nothing, which the reader takes for empty cells;
    ``unreckoned``: how many formulas have no result, as programs leave them that write tables without Excel.
    ``links`` {row, column: address} are what cells lead to, ``named_links`` those whose address stands in another part.
    """

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    unreckoned: int = 0
    links: dict[tuple[int, int], str] = field(default_factory=dict)
    named_links: CellLinks = field(default_factory=CellLinks)


@dataclass(frozen=True)
class Package:
    """The copy without what nobody reads, and what was seen of each sheet by its name."""

    content: bytes
    sheets: dict[str, SheetScan]


def damaged() -> InputError:
    """Return the refusal of a file that cannot be unpacked or understood."""
    return InputError(
        translate(_CONTEXT, "这个表格文件已经损坏，或者不是真正的表格，"),
        translate(_CONTEXT, "请用Excel或WPS打开，另存为xlsx后再试。"),
    )


def inspected(content: bytes) -> Package:
    """Return the parts that are read, all within the limits, or raise ``InputError``."""
    copy = io.BytesIO()
    scans: dict[str, SheetScan] = {}
    addresses: dict[str, dict[str, str]] = {}
    left = _MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(copy, "w") as target:
            _check_parts(source)
            for part in source.infolist():
                links = _SHEET_LINKS.fullmatch(part.filename)
                if links or _NEEDED.fullmatch(part.filename):
                    content_of_part = unpacked(source, part, left)
                    left -= len(content_of_part)
                    if links:
                        addresses[f"xl/worksheets/{links[1]}".lower()] = _addresses(content_of_part)
                        continue
                    if _SHEET.fullmatch(part.filename):
                        scans[posixpath.normpath(part.filename).lower()] = scan(content_of_part)
                    elif part.filename.lower().endswith((".xml", ".rels")):
                        _refuse_declarations(content_of_part)
                    target.writestr(part.filename, content_of_part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError) as error:
        raise damaged() from error
    for name, scanned in scans.items():
        known = addresses.get(name, {})
        scanned.links |= {place: known[id_] for place, id_ in scanned.named_links.names.items() if id_ in known}
    unreckoned = sum(scan.unreckoned for scan in scans.values())
    if unreckoned:
        raise InputError(
            translate(_CONTEXT, "表里有{count}个公式还没有算出结果，").format(count=unreckoned),
            translate(_CONTEXT, "请用Excel或WPS打开，保存一次再试。"),
        )
    return Package(copy.getvalue(), _by_name(copy, scans))


def _by_name(copy: io.BytesIO, scans: dict[str, SheetScan]) -> dict[str, SheetScan]:
    """Return the scans by the name of their sheet: the workbook names a link, the link its part."""
    try:
        with zipfile.ZipFile(copy) as package:
            book = ElementTree.fromstring(package.read("xl/workbook.xml"))  # noqa: S314  # declarations are refused
            links = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    except (LookupError, ElementTree.ParseError):
        return {}  # another kind of book, of whose sheets nothing more is known
    parts = {link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))) for link in links}
    return {
        sheet.get("name", ""): scans.get(parts.get(sheet.get(_LINK), "").lstrip("/").lower(), SheetScan())
        for sheet in book.iter(_SHEET_TAG)
    }


def _check_parts(source: zipfile.ZipFile) -> None:
    parts = source.infolist()
    if len(parts) > _MOST_PARTS:
        raise _bomb()
    if any(part.flag_bits & 1 for part in parts):
        raise locked()
    if sum(1 for part in parts if _SHEET.fullmatch(part.filename)) > MOST_SHEETS:
        raise too_large(translate(_CONTEXT, "工作表多于{count}张").format(count=MOST_SHEETS))


def locked() -> InputError:
    """Return the refusal of a file that asks for a password."""
    return InputError(
        translate(_CONTEXT, "这个表格文件设了打开密码，"), translate(_CONTEXT, "请打开后取消密码，另存一份再试。")
    )


def _bomb() -> InputError:
    return InputError(
        translate(_CONTEXT, "这个文件解开以后大得反常（超过{size}MB），没有读取，").format(
            size=_MOST_BYTES // 1_000_000
        ),
        translate(_CONTEXT, "请确认文件来源；只把要导入的内容复制到一张新表里再试。"),
    )


def unpacked(source: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int) -> bytes:
    """Unpack one part; what its directory says of its size is not believed."""
    if part.file_size > limit:
        raise _bomb()
    parts: list[bytes] = []
    size = 0
    with source.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise _bomb()
            parts.append(chunk)
    return b"".join(parts)


def strict_parser() -> expat.XMLParserType:
    """Return a parser that raises ``InputError`` for declarations, before an entity can unfold."""
    parser = expat.ParserCreate(namespace_separator=" ")

    def refuse(*_declaration: object) -> None:
        raise damaged()

    # Office programs write none; who declares entities wants a reader to unfold them without end.
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _addresses(xml: bytes) -> dict[str, str]:
    try:
        return addresses_of(strict_parser(), xml)
    except (expat.ExpatError, LookupError) as error:
        raise damaged() from error


def _refuse_declarations(xml: bytes) -> None:
    try:
        strict_parser().Parse(xml, True)
    except (expat.ExpatError, LookupError) as error:  # an encoding that nobody knows
        raise damaged() from error


def scan(xml: bytes) -> SheetScan:
    """Read a sheet's XML as a stream; raises ``InputError`` as soon as a value lies beyond the limits."""
    scanner, parser = _Scanner(), strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = scanner.start, scanner.end
    parser.CharacterDataHandler = scanner.text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged() from error
    return scanner.found


class _Scanner:
    """Follows a sheet's XML from cell to cell."""

    def __init__(self) -> None:
        self.found = SheetScan()
        self._row = self._column = 0
        self._inside = self._kind = self._formula = ""
        self._waits = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self._inside = name.rpartition(" ")[2]
        match self._inside:
            case "row":
                self._row, self._column = int(attributes.get("r") or self._row + 1), 0
                if attributes.get("hidden") in ("1", "true"):
                    self.found.hidden_rows.add(self._row)
            case "c":
                self._column = _column(attributes.get("r", "")) or self._column + 1
                self._kind, self._formula = attributes.get("t", ""), ""
            case "hyperlink":
                id_ = next((value for key, value in attributes.items() if key.endswith(" id")), "")
                self.found.named_links.add(attributes.get("ref", ""), id_, self.found.last_row, self.found.last_column)
            case "f":
                self._waits = self._kind != "str"  # a text's formula may come to an empty text
            case "v" | "is":
                check_size(self._row, self._column)
                self.found.last_row = max(self.found.last_row, self._row)
                self.found.last_column = max(self.found.last_column, self._column)

    def text(self, text: str) -> None:
        """Take what stands in an element."""
        self._waits = self._waits and self._inside != "v"
        if self._inside == "f" and len(self._formula) <= LONGEST_ADDRESS:
            self._formula += text
        if self._kind == "e" and self._inside == "v":
            self._error(text)

    def _error(self, text: str) -> None:
        place = self._row, self._column
        self.found.errors[place] = (self.found.errors.get(place, "") + text)[:_LONGEST_ERROR]
        if len(self.found.errors) > _MOST_ERRORS:
            raise too_large(translate(_CONTEXT, "公式算出的错误多于{count}处").format(count=_MOST_ERRORS))

    def end(self, name: str) -> None:
        """Take the end of an element."""
        self._inside = ""
        if name.rpartition(" ")[2] != "c":
            return
        if self._waits:
            self.found.unreckoned += 1
            self._waits = False
        address = address_of_formula(self._formula)
        if address:
            self.found.links[self._row, self._column] = address


def _column(reference: str) -> int:
    letters = _COLUMN_LETTERS.match(reference)
    return column_number(letters.group()) if letters else 0
