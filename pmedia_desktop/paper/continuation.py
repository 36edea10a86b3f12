"""The continuation sheet (续页): what no cell could hold, whole, in a readable size, on as many pages as needed.

A list goes on by its rows, under its own heading again; anything else is told entry by entry.
"""

from collections.abc import Iterator, Sequence

from pmedia_desktop.paper.arrangement import PADDING, Box, text_box
from pmedia_desktop.paper.composing import Continued
from pmedia_desktop.paper.declaration import Align, Form
from pmedia_desktop.paper.drawing import Part
from pmedia_desktop.paper.fitting import LEADING, Fitted, Line, Picture, Text, breakables, lines_at, set_aligned
from pmedia_desktop.paper.fonts import Typeface
from pmedia_desktop.paper.frames import INNER, frame_lines
from pmedia_desktop.paper.list_rows import ListRow, ListTable
from pmedia_desktop.paper.setting import naming, set_block
from pmedia_desktop.paper.template import Fixed
from pmedia_desktop.texts import translate

_CONTEXT = "paper.continuation"
_TITLE_SIZE = 16.0
_SIZE = 12.0
_PITCH = 1.5
_HEAD_PITCH = 1.9


def continuation_pages(form: Form, about: Sequence[tuple[str, str]], items: Sequence[Continued]) -> list[list[Part]]:
    """Compose the pages; ``about`` are the labels and values that say whose sheet it is."""
    sheets = [_Sheet(form, about)]
    for number, item in enumerate(items):
        heading = f"{item.number}.{item.label}"
        table = item.table if item.table and _Sheet(form, about).holds_each_row(heading, item.table) else None
        needed = sheets[-1].height_before(heading, table) + (table.band(table.rows[0]) if table else _PITCH * _SIZE)
        if number and sheets[-1].has_room(needed):
            sheets[-1].rule()
        elif number:
            sheets.append(_Sheet(form, about))
        sheets[-1].heading(heading)
        if table:
            _continue_table(form, about, sheets, table)
            continue
        for line in _lines(form, item):
            if not sheets[-1].has_room(_PITCH * _SIZE):
                sheets.append(_Sheet(form, about))
            sheets[-1].line(line)
    return [sheet.finish() for sheet in sheets]


def _continue_table(form: Form, about: Sequence[tuple[str, str]], sheets: list["_Sheet"], table: ListTable) -> None:
    """Go on with a list's rows, its heading again on each sheet."""
    sheets[-1].table_head(table)
    for row in table.rows:
        if not sheets[-1].has_room(table.band(row)):
            sheets.append(_Sheet(form, about))
            sheets[-1].table_head(table)
        sheets[-1].row(table, row)


def _lines(form: Form, item: Continued) -> Iterator[str]:
    with naming(item.label, item.names[0]):
        for entry in item.entries:
            yield from lines_at(breakables(entry, Typeface.BODY), text_box(form).width - 4 * PADDING, _SIZE)


class _Sheet:
    """One page that is being filled from the top."""

    def __init__(self, form: Form, about: Sequence[tuple[str, str]]) -> None:
        self._form = form
        self._area = text_box(form)
        self._texts: list[Text] = []
        self._rules: list[Line] = []
        self._listed: list[Text | Line | Picture] = []
        self._below = 2 * PADDING
        self._note = self._broken(form.continuation_note, form.sizes.note)
        self._floor = self._area.bottom + (len(self._note) + 0.5) * form.sizes.note * _PITCH
        self._y = self._area.top
        self._head(about)
        self._frame_top = self._y

    def _broken(self, words: str, size: float) -> list[str]:
        with naming("continuation_note"):
            return lines_at(breakables(words, Typeface.BODY), self._area.width, size) if words else []

    def _head(self, about: Sequence[tuple[str, str]]) -> None:
        title = self._form.title + translate(_CONTEXT, "（续页）")
        for line in lines_at(breakables(title, Typeface.TITLE), self._area.width, _TITLE_SIZE):
            self._put(line, Typeface.TITLE, _TITLE_SIZE, _HEAD_PITCH, Align.CENTER)
        for label, value in about:
            with naming(label):
                words = breakables(label + value.replace("\n", " "), Typeface.BODY)
            for line in lines_at(words, self._area.width, self._form.sizes.value):
                self._put(line, Typeface.BODY, self._form.sizes.value, _PITCH, Align.LEFT)
        self._y -= PADDING

    def _put(self, line: str, typeface: Typeface, size: float, pitch: float, align: Align, inset: float = 0.0) -> None:
        self._y -= size * pitch
        self._below = 2 * PADDING
        edges = (self._area.x + inset, self._area.right - inset)
        self._texts += set_aligned(line, typeface, size, edges, self._y + size * (pitch - 1) / 2 + size * 0.12, align)

    def has_room(self, height: float) -> bool:
        """Whether so many points still fit above the foot."""
        return self._y - height >= self._floor + PADDING

    def height_before(self, heading: str, table: ListTable | None) -> float:
        """Return how high the heading of an item is, with that of its table."""
        head = _head_height(self._form, table) if table else 0.0
        return len(self._heading_lines(heading)) * _HEAD_PITCH * _SIZE + head

    def holds_each_row(self, heading: str, table: ListTable) -> bool:
        """Whether an empty sheet has room for any row of a table; a longer one is told entry by entry."""
        return self.has_room(self.height_before(heading, table) + max(map(table.band, table.rows)))

    def heading(self, words: str) -> None:
        """Begin an item."""
        for line in self._heading_lines(words):
            self._put(line, Typeface.HEADING, _SIZE, _HEAD_PITCH, Align.LEFT, 2 * PADDING)

    def _heading_lines(self, words: str) -> list[str]:
        return lines_at(breakables(words, Typeface.HEADING), self._area.width - 4 * PADDING, _SIZE)

    def table_head(self, table: ListTable) -> None:
        """Begin a list, or go on with it on this sheet."""
        height, size = _head_height(self._form, table), self._form.sizes.label
        self._rules.append(Line(INNER, table.left, self._y, table.right, self._y))
        for words, cell in table.head:
            lines = tuple(_head_lines(self._form, words, cell))
            room = Box(cell.x, self._y - height, cell.width, height)
            self._texts += set_block(Fitted(size, lines), Typeface.HEADING, room, Align.CENTER)
        self._y -= height
        self._rules.append(Line(INNER, table.left, self._y, table.right, self._y))
        self._columns(table, height)

    def row(self, table: ListTable, row: ListRow) -> None:
        """Set a row of a list."""
        self._listed += table.set_row(row, self._y)
        self._y -= table.band(row)
        self._columns(table, table.band(row))
        self._below = 0.0

    def _columns(self, table: ListTable, height: float) -> None:
        """Draw the lines between columns beside what was set last."""
        edges = sorted({round(edge, 2) for _, cell in table.head for edge in (cell.x, cell.right)})
        self._rules += [Line(INNER, x, self._y, x, self._y + height) for x in edges]

    def line(self, words: str) -> None:
        """Add a line of an item's text."""
        self._put(words, Typeface.BODY, _SIZE, _PITCH, Align.LEFT, 2 * PADDING)

    def rule(self) -> None:
        """Draw the line between two items."""
        self._y -= PADDING
        self._rules.append(Line(INNER, self._area.x, self._y, self._area.right, self._y))
        self._below = 2 * PADDING

    def finish(self) -> list[Part]:
        """Close the frame, put the note under it and return the page."""
        bottom = self._y - self._below
        frame = Box(self._area.x, bottom, self._area.width, self._frame_top - bottom)
        size = self._form.sizes.note
        for number, line in enumerate(self._note):
            y = bottom - PADDING - size - number * size * _PITCH
            self._texts += set_aligned(line, Typeface.BODY, size, (self._area.x, self._area.right), y, Align.LEFT)
        return [Fixed((*self._rules, *frame_lines([], frame)), tuple(self._texts)), self._listed]


def _head_lines(form: Form, words: str, cell: Box) -> list[str]:
    with naming(words):
        return lines_at(breakables(words, Typeface.HEADING), cell.width - PADDING, form.sizes.label)


def _head_height(form: Form, table: ListTable) -> float:
    """Return how high the heading of a table is, in points."""
    lines = max(len(_head_lines(form, words, cell)) for words, cell in table.head)
    return (lines + 0.6) * form.sizes.label * LEADING
