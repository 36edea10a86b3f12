"""Tables as a file of the user's: .xlsx, or .csv in UTF-8 with its mark."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.table_writing import WrittenTable, csv_table, xlsx
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.texts import translate

_CONTEXT = "services.exporting.table_file"


class TableFormat(StrEnum):
    """What a table can be written as."""

    XLSX = "xlsx"
    CSV = "csv"


def format_of(path: Path) -> TableFormat:
    """Return what the ending of a file's name asks for, or raise ``InputError``."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in tuple(TableFormat):
        raise InputError(
            translate(_CONTEXT, "不能写成“{ending}”文件，").format(ending=path.suffix or path.name),
            translate(_CONTEXT, "文件名请以 .xlsx 或 .csv 结尾（期限日历：.ics）。"),
        )
    return TableFormat(ending)


def table_file(name: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]], written_as: TableFormat) -> bytes:
    """Return one table as a file; ``name`` is its sheet's."""
    if written_as is TableFormat.CSV:
        return csv_table(headings, rows)
    return xlsx([WrittenTable(name, headings, rows)])
