"""How the tables of a Word file are laid out in its sketch: columns, rows, cells, and tables within cells."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pmedia_desktop.paper.recognition.found import Area
from pmedia_desktop.paper.word.blocks import content_of, words_of_cell

_EMU = 36_000  # of Word's smallest units in a mm
_LEAST_HEIGHT = 8.0
_INSIDE = 2.0  # mm that the words of a cell are away from its upper and lower edge, together

Breaker = Callable[[str, float], list[str]]
"""Breaks words into the lines that a width in mm has room for."""


@dataclass
class LaidCell:
    """A cell: where it begins, how far it reaches, its paragraphs with their texts, and the tables within it."""

    row: int
    column: int
    columns: int
    rows: int
    paragraphs: list[tuple[Any, str]]
    inside: list["LaidTable"] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    words_height: float = 0.0

    @property
    def text(self) -> str:
        """The words of all paragraphs."""
        return "\n".join(text for _, text in self.paragraphs)

    @property
    def height(self) -> float:
        """How high it has to be at least, in mm."""
        return self.words_height + sum(sum(table.heights) for table in self.inside)


@dataclass
class LaidTable:
    """A table: its element, the left edges of its columns and the last right one, heights of its rows, its cells."""

    element: Any
    lefts: list[float]
    heights: list[float]
    cells: list[LaidCell]

    def placed(self, top: float, height: float) -> Iterator[tuple[LaidCell, Area]]:
        """Return the cells and where they stand; what there is more of ``height`` is given to the last row."""
        heights = [*self.heights]
        if heights:
            heights[-1] += max(height - sum(heights), 0)
        tops = [top]
        for one in heights:
            tops.append(tops[-1] + one)
        for cell in self.cells:
            left, right = self.lefts[cell.column], self.lefts[min(cell.column + cell.columns, len(self.lefts) - 1)]
            upper, lower = tops[cell.row], tops[cell.row + cell.rows]
            yield cell, Area(left, upper, right - left, lower - upper)


def laid_out(
    table: Any, left: float, width: float, text: Callable[[Any], str], broken: Breaker, line: float
) -> LaidTable:
    """Lay a table out between ``left`` and ``width`` further on; ``line`` is a line's height. All in mm."""
    columns = _column_widths(table, width)
    lefts = [left]
    for column in columns:
        lefts.append(lefts[-1] + column)
    cells, heights = _read(table, len(columns), text)
    for cell, element in cells:
        edge, room = lefts[cell.column], lefts[min(cell.column + cell.columns, len(lefts) - 1)] - lefts[cell.column]
        words = cell.text.strip("\n")
        cell.lines = broken(words, room) if words.strip() else []
        cell.inside = [
            laid_out(one, edge, room, text, broken, line) for one in content_of(element) if one.tag.endswith("}tbl")
        ]
        if cell.lines or not cell.inside:
            cell.words_height = len(cell.lines) * line + _INSIDE
    _stretch([cell for cell, _ in cells], heights)
    return LaidTable(table, lefts, heights, [cell for cell, _ in cells])


def _stretch(cells: Sequence[LaidCell], heights: list[float]) -> None:
    """Make rows as high as their cells need; one joined downwards takes it from its last row."""
    for cell in cells:
        if cell.rows == 1:
            heights[cell.row] = max(heights[cell.row], cell.height)
    for cell in cells:
        missing = cell.height - sum(heights[cell.row : cell.row + cell.rows])
        heights[cell.row + cell.rows - 1] += max(missing, 0)


def _column_widths(table: Any, width: float) -> list[float]:
    """Return the widths of the table's columns in mm, made to fill the width that there is."""
    asked = [float(column.w) / _EMU if column.w else 0.0 for column in table.tblGrid.gridCol_lst]
    # Other programs write rows that are wider than the grid that they declare.
    wide = max((row.grid_before + sum(cell.grid_span for cell in row.tc_lst) for row in table.tr_lst), default=1)
    asked += [0.0] * (max(wide, 1) - len(asked))
    known = [one for one in asked if one > 0]
    usual = sum(known) / len(known) if known else 1.0
    asked = [one or usual for one in asked]
    share = width / sum(asked)
    return [one * share for one in asked]


def _read(table: Any, columns: int, text: Callable[[Any], str]) -> tuple[list[tuple[LaidCell, Any]], list[float]]:
    """Return the cells of a table with their elements, and the heights of its rows in mm."""
    begun: list[tuple[LaidCell, Any]] = []
    reaching: dict[int, LaidCell] = {}
    heights = []
    for number, row in enumerate(table.tr_lst):
        heights.append(max(_row_height(row), _LEAST_HEIGHT))
        column = row.grid_before
        for cell in row.tc_lst:
            span = min(cell.grid_span, max(columns - column, 1))
            above = reaching.get(column)
            if cell.vMerge == "continue" and above is not None:
                above.rows = number - above.row + 1
            else:
                paragraphs = [(one, text(one)) for one in words_of_cell(cell)]
                new = LaidCell(number, min(column, columns - 1), span, 1, paragraphs)
                begun.append((new, cell))
                reaching[column] = new
            column += span
    return begun, heights


def _row_height(row: Any) -> float:
    height = row.trHeight_val
    return float(height) / _EMU if height is not None else 0.0
