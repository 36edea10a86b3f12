"""Where the links of a sheet lead: behind 点击访问 there is an address that the cell does not show."""

import re
from collections.abc import Iterator
from xml.parsers import expat

from pmedia_desktop.exchange.tables import too_large
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.hyperlinks"
#: An address is shorter in any browser; a sheet has no more linked cells, and a file no more text in its links.
LONGEST_ADDRESS, _MOST_CELLS, _MOST_TEXT = 2_000, 50_000, 5_000_000
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)
#: An address that is put together of several parts is known to the spreadsheet alone.
_FORMULA = re.compile(r'\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,)]', re.IGNORECASE)
_CELLS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")


def address_in(text: str) -> str:
    """Return a link's address, or an empty text for one that leads to a file, a mailbox or another sheet."""
    plain = text.strip()
    return plain if len(plain) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(plain) else ""


def address_of_formula(formula: str) -> str:
    """Return the address that ``HYPERLINK("https://…","点击访问")`` leads to, or an empty text."""
    found = _FORMULA.match(formula)
    return address_in(found[1].replace('""', '"')) if found else ""


def column_number(letters: str) -> int:
    """Return the number of the column called A, B … AA, from 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class CellLinks:
    """The linked cells of one sheet {(row, column): name of its link}, both from 1."""

    def __init__(self) -> None:
        self.names: dict[tuple[int, int], str] = {}

    def add(self, cells: str, name: str, last_row: int, last_column: int) -> None:
        """Take a link for its cells (C5, C5:C9) as far as the sheet goes; ``InputError`` when there are too many."""
        for place in _places(cells, last_row, last_column):
            self.names[place] = name
            if len(self.names) > _MOST_CELLS:
                raise _too_many()


def _places(cells: str, last_row: int, last_column: int) -> Iterator[tuple[int, int]]:
    found = _CELLS.fullmatch(cells)
    if found:
        left, top = column_number(found[1]), int(found[2])
        right = min(column_number(found[3] or found[1]), last_column)
        bottom = min(int(found[4] or top), last_row)
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _too_many() -> Exception:
    return too_large(translate(_CONTEXT, "链接太多"))


def addresses_of(parser: expat.XMLParserType, relationships: bytes) -> dict[str, str]:
    """Return {name of a link: address} of what a sheet's relationships lead to; ``expat.ExpatError`` when damaged."""
    found: dict[str, str] = {}
    text = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal text
        if name.rpartition(" ")[2] == "Relationship" and attributes.get("Type", "").endswith("/hyperlink"):
            address = address_in(attributes.get("Target", ""))
            text += len(address)
            if address:
                found[attributes.get("Id", "")] = address
            if text > _MOST_TEXT:
                raise _too_many()

    parser.StartElementHandler = start
    parser.Parse(relationships, True)
    return found
