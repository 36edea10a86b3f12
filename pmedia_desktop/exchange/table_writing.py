"""Tables for others: .xlsx and .csv in which text stays text and nothing becomes a formula."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.table_writing"
_LONGEST_TEXT = 32_767  # characters that a cell of Excel takes
_WIDEST, _NARROWEST = 40, 8  # characters
#: Excel's own format 49, "@"; written out, it would be a format of the file's own that some readers do not know.
_AS_TEXT = 49
#: Excel takes such a text of a CSV for a formula; ``cell_values`` takes the apostrophe off again.
_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
#: Excel shows 12 digits and more as 1.2E+11, and drops zeros in front. A tab keeps them as text; an apostrophe of their
#: own would be taken for such a guard.
_LIKE_A_NUMBER = re.compile(r"\d{12,}|0\d+|'\d+")

_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@dataclass(frozen=True)
class WrittenTable:
    """A sheet to be written: its headings and the rows below them."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def xlsx(tables: Sequence[WrittenTable]) -> bytes:
    """Return a workbook: text cells in the format ``@``, days as dates, headings bold and always in sight."""
    import xlsxwriter

    content = io.BytesIO()
    never = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, {"in_memory": True, **never}) as book:
        text = book.add_format({"num_format": _AS_TEXT, "valign": "top", "text_wrap": True})
        day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        number = book.add_format({"valign": "top"})
        heading = book.add_format({"bold": True, "num_format": _AS_TEXT, "bottom": 1, "text_wrap": True})
        for table in tables:
            sheet = book.add_worksheet(_sheet_name(table.name))
            sheet.freeze_panes(1, 0)
            for column, name in enumerate(table.headings):
                sheet.set_column(column, column, _width(table, column), text)
                sheet.write_string(0, column, name, heading)
            for line, cells in enumerate(table.rows, 1):
                for column, cell in enumerate(cells):
                    match cell:
                        case None | "":
                            continue
                        case date():
                            sheet.write_datetime(line, column, datetime.combine(cell, time()), day)
                        case int() | float():
                            sheet.write_number(line, column, cell, number)
                        case str():
                            sheet.write_string(line, column, _short_enough(cell), text)
    return content.getvalue()


def _sheet_name(name: str) -> str:
    """Return a name that Excel takes for a sheet: at most 31 characters, none that it reserves."""
    return _NOT_IN_SHEET_NAMES.sub(" ", name).strip(" '")[:31] or translate(_CONTEXT, "表格")


def _width(table: WrittenTable, column: int) -> int:
    """Return a column's width in characters; a Chinese one is two wide."""
    texts = [table.headings[column], *(str(cells[column] or "") for cells in table.rows[:200])]
    widest = max(sum(2 if character > "\u2e7f" else 1 for character in text) for text in texts)
    return min(max(widest + 2, _NARROWEST), _WIDEST)


def _short_enough(text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise InputError(
            translate(_CONTEXT, "有一项内容长达{count}字，表格放不下，").format(count=len(text)),
            translate(_CONTEXT, "请先缩短：“{start}……”。").format(start=text[:20]),
        )
    return text


def csv_table(headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """Return a text table in UTF-8 with its mark, as Excel and WPS open it by a double click."""
    content = io.StringIO(newline="")
    writer = csv.writer(content, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([[_guarded(cell) for cell in cells] for cells in rows])
    return content.getvalue().encode("utf-8-sig")


def _guarded(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case str():
            if _LIKE_A_FORMULA.match(cell):
                return f"'{cell}"
            return f"\t{cell}" if _LIKE_A_NUMBER.fullmatch(cell) else cell
    return str(cell)
