"""Tables as an office keeps them: sheets, rows and cells, before anybody knows what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "exchange.tables"

#: The longest and widest sheet that is read, and the most sheets of a file.
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 20_000, 200, 100
#: All text of a file together, in characters; a larger one is no table that somebody typed.
MOST_TEXT = 20_000_000

#: What a cell may hold. Numbers stay numbers, because a number that Excel has rounded must be known for one.
Cell: TypeAlias = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as Excel shows it (from 1); ``hidden`` when the sheet does not show it.

    ``links`` is {place of a cell, from 0: the address that it leads to}.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    links: Mapping[int, str] = field(default_factory=dict, hash=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell is None or cell == "" for cell in self.cells)

    def part(self, first: int, last: int) -> "Row":
        """Return the cells from ``first`` to before ``last`` as a row."""
        links = {place - first: address for place, address in self.links.items() if first <= place < last}
        return replace(self, cells=self.cells[first:last], links=links)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet; ``name`` is empty for a text table, which has none. Empty rows are left out."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False


def too_large(what: str) -> InputError:
    """Return the refusal of a table beyond the limits; ``what`` says in words how far it goes."""
    return InputError(
        translate(_CONTEXT, "表格太大（{what}），").format(what=what),
        translate(_CONTEXT, "一张表最多{rows}行、{columns}列：请删去多余的内容，或者分成几个文件。").format(
            rows=MOST_ROWS, columns=MOST_COLUMNS
        ),
    )


def check_size(rows: int, columns: int) -> None:
    """Raise ``InputError`` for a sheet that is too long or too wide."""
    if rows > MOST_ROWS:
        raise too_large(translate(_CONTEXT, "第{row}行还有内容").format(row=rows))
    if columns > MOST_COLUMNS:
        raise too_large(translate(_CONTEXT, "第{column}列还有内容").format(column=columns))
