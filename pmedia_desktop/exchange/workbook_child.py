"""The process that reads one spreadsheet (the hidden command ``read-workbook``) and prints it as JSON.

The library asks for whatever memory a file claims to need, and a refused allocation ends the process: so it
must not be the program's own.
"""

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pmedia_desktop.exchange.package import Package, SheetScan, damaged, inspected, locked
from pmedia_desktop.exchange.tables import MOST_TEXT, Cell, Row, Sheet, check_size, too_large
from pmedia_desktop.own_process import answer_as_process
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.workbook_child"
_MOST_MEMORY = 1_500_000_000  # bytes of address space
_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def run(path: Path) -> int:
    """Answer ``{"sheets": ...}`` or what is wrong with the file; whatever else happens, the caller explains."""

    def work(_progress: Progress) -> dict[str, Any]:
        return {"sheets": [_plain_sheet(sheet) for sheet in read_workbook(path.read_bytes())]}

    return answer_as_process(work, _MOST_MEMORY)


def read_workbook(content: bytes) -> list[Sheet]:
    """Return the sheets of an .xlsx, .xls (.et) or .ods, merged cells filled, or raise ``InputError``."""
    import python_calamine

    package = Package(content, {})
    if content.startswith(_ZIP):
        package = inspected(content)
    elif content.startswith(_COMPOUND) and _ENCRYPTED in content:
        raise locked()
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(package.content)) as book:
            return [_sheet(book, about, package) for about in book.sheets_metadata if _is_table(about)]
    except python_calamine.PasswordError as error:
        raise locked() from error
    except python_calamine.CalamineError as error:
        raise damaged() from error


def _is_table(about: Any) -> bool:
    return str(about.typ).endswith("WorkSheet")


def _sheet(book: Any, about: Any, package: Package) -> Sheet:
    sheet = book.get_sheet_by_name(about.name)
    check_size(sheet.total_height, sheet.total_width)
    grid = sheet.to_python(skip_empty_area=False)
    cells = [[_cell(value) for value in line] for line in grid]
    if sum(len(cell) for line in cells for cell in line if isinstance(cell, str)) > MOST_TEXT:
        raise too_large(translate(_CONTEXT, "文字太多"))
    seen = package.sheets.get(about.name, SheetScan())
    for (row, column), error in seen.errors.items():
        if row <= len(cells) and column <= len(cells[row - 1]):
            cells[row - 1][column - 1] = error
    merged = sheet.merged_cell_ranges or []
    _fill_merged(cells, merged)
    links = _links(seen, merged, len(cells))
    rows = (
        Row(number, tuple(line), number in seen.hidden_rows, links.get(number, {}))
        for number, line in enumerate(cells, 1)
    )
    return Sheet(
        name=about.name,
        rows=tuple(row for row in rows if not row.is_empty),
        hidden=not str(about.visible).endswith("Visible"),
    )


def _cell(value: Any) -> Cell:
    """Return a cell's value as one of ours; midnight is a day, another moment and a time of day are their text."""
    match value:
        case datetime():
            return value.date() if value.time() == time() else value.isoformat(" ", "minutes")
        case time() | timedelta():
            return str(value)
        case bool() | int() | float() | date():
            return value
    return str(value)


def _fill_merged(cells: list[list[Cell]], ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Write what stands in a merged cell into all of its places, as far as the table goes."""
    for (top, left), (bottom, right) in ranges:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        value = cells[top][left]
        for line in cells[top : bottom + 1]:
            for column in range(left, min(right + 1, len(line))):
                line[column] = value


def _links(
    seen: SheetScan, ranges: list[tuple[tuple[int, int], tuple[int, int]]], height: int
) -> dict[int, dict[int, str]]:
    """Return {row from 1: {place from 0: address}}; a merged cell leads from each of its rows."""
    below = {(top + 1, left + 1): bottom + 1 for (top, left), (bottom, _right) in ranges}
    found: dict[int, dict[int, str]] = {}
    for (row, column), address in seen.links.items():
        for number in range(row, min(below.get((row, column), row), height) + 1):
            found.setdefault(number, {})[column - 1] = address
    if sum(len(address) for links in found.values() for address in links.values()) > MOST_TEXT:
        raise too_large(translate(_CONTEXT, "文字太多"))
    return found


def _plain_sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "rows": [[row.number, row.hidden, [_plain(cell) for cell in row.cells], row.links] for row in sheet.rows],
    }


def _plain(cell: Cell) -> Any:
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell
