"""The rows of a list: entries that stand beside each other, a rule below each; on the form and on 续页 alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from pmedia_desktop.paper.arrangement import POINTS_PER_MM, Box
from pmedia_desktop.paper.declaration import Slot
from pmedia_desktop.paper.fitting import LEADING, Fitted, Line, Picture, Text
from pmedia_desktop.paper.fonts import Typeface
from pmedia_desktop.paper.qr import qr_picture
from pmedia_desktop.paper.setting import set_block

_RULE = 0.5
CODE_SIDE = 12.0
"""How wide the QR codes of a list are at most, in mm: a phone reads a homepage's address at this size."""


@dataclass(frozen=True)
class ListRow:
    """A row, broken to its columns' widths. ``height`` is in lines; ``codes`` are addresses printed as QR codes."""

    cells: tuple[tuple[str, ...], ...]
    height: int
    codes: Mapping[int, str]


@dataclass(frozen=True)
class ListTable:
    """Rows of a list in one type size. ``head`` are its columns as they stand on the form: heading and cell."""

    slots: tuple[tuple[Slot, Box], ...]
    head: tuple[tuple[str, Box], ...]
    size: float
    rows: tuple[ListRow, ...]

    def band(self, row: ListRow) -> float:
        """Return how high a row is, in points: half a line of air above and below its words."""
        return (row.height + 1) * self.size * LEADING

    @property
    def height(self) -> float:
        """How high all rows are."""
        return sum(map(self.band, self.rows))

    @property
    def left(self) -> float:
        """Where the first column begins."""
        return min(cell.x for _, cell in self.head)

    @property
    def right(self) -> float:
        """Where the last column ends."""
        return max(cell.right for _, cell in self.head)

    def rows_within(self, height: float) -> int:
        """Return how many rows from the first on stand in a height."""
        for number, row in enumerate(self.rows):
            height -= self.band(row)
            if height < 0:
                return number
        return len(self.rows)

    def parted(self, count: int) -> tuple["ListTable", "ListTable"]:
        """Return the first rows and the others."""
        return replace(self, rows=self.rows[:count]), replace(self, rows=self.rows[count:])

    def set_row(self, row: ListRow, top: float) -> list[Text | Line | Picture]:
        """Set one row below ``top``, with the rule below it."""
        band = self.band(row)
        pieces: list[Text | Line | Picture] = []
        for at, (slot, box) in enumerate(self.slots):
            room = Box(box.x, top - band, box.width, band)
            if at in row.codes:
                side = _side(box)
                pieces.append(
                    Picture(qr_picture(row.codes[at]), box.x, room.bottom + (band - side) / 2, box.width, side)
                )
            else:
                pieces += set_block(Fitted(self.size, row.cells[at]), Typeface.BODY, room, slot.align)
        pieces.append(Line(_RULE, self.left, top - band, self.right, top - band))
        return pieces

    def set_below(self, top: float) -> list[Text | Line | Picture]:
        """Set all rows, one below the other."""
        pieces: list[Text | Line | Picture] = []
        for row in self.rows:
            pieces += self.set_row(row, top)
            top -= self.band(row)
        return pieces


def list_rows(columns: Sequence[Sequence[Sequence[str]]], codes: Mapping[int, Sequence[str]]) -> tuple[ListRow, ...]:
    """Return the rows of broken columns; ``codes`` are the columns, by their place, that are printed as QR codes."""
    return tuple(
        ListRow(
            tuple(map(tuple, cells)),
            max(map(len, cells)),
            {at: addresses[number] for at, addresses in codes.items() if addresses[number]},
        )
        for number, cells in enumerate(zip(*columns, strict=True))
    )


def code_lines(address: str, box: Box, size: float) -> list[str]:
    """Return as many empty lines as an address's QR code is high."""
    return [""] * ceil(_side(box) / (size * LEADING)) if address else []


def _side(box: Box) -> float:
    """Return how wide a QR code is in a column, in points."""
    return min(box.width, CODE_SIDE * POINTS_PER_MM)
