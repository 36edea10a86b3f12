"""Cells of a Word file's tables, merged ones as one, and a drawing of the tables to look at.

Word files have no page until a program sets them, so what is shown is a sketch: the widths are the file's, the
heights are those it asks for or those its words need. The file itself is never changed by looking at it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import ABOVE, PADDING, POINTS_PER_MM
from pmedia_desktop.paper.declaration import Align, Medium
from pmedia_desktop.paper.drawing import DocumentInfo, Drawing
from pmedia_desktop.paper.fitting import LEADING, Line, Text, breakables, lines_at, set_aligned
from pmedia_desktop.paper.fonts import BUILDING, GLYPHS, NoGlyphError, Typeface, widths
from pmedia_desktop.paper.recognition.found import (
    Area,
    Character,
    FoundCell,
    FoundForm,
    FoundLine,
    FoundMark,
    FoundPage,
)
from pmedia_desktop.paper.recognition.proposing import proposals
from pmedia_desktop.paper.recognition.reading_cells import reading
from pmedia_desktop.paper.word.documents import opened_word
from pmedia_desktop.paper.word.marking import marks_taken_out
from pmedia_desktop.paper.word.marks import MARK, Mark, mark_in, text_of
from pmedia_desktop.texts import translate

_CONTEXT = "paper.recognition.word_tables"
_EMU = 36_000  # of Word's smallest units in a mm
_MOST_CELLS = 5_000
_SIZE = 10.5
_LEAST_HEIGHT = 8.0
_MARGIN = 25.0
_WIDTH, _HEIGHT = 210.0, 297.0
_GAP = 4.0
_REPLACEMENT = "□"


@dataclass
class _Begun:
    """A cell while its table is read: where it begins, how far it reaches, its words line by line."""

    row: int
    column: int
    columns: int
    rows: int
    lines: list[str]


def from_word(content: bytes) -> FoundForm:
    """Return the tables of a .docx as one long page, and the marks that it has already."""
    taken = marks_taken_out(content)
    page, number = _laid_out(taken.content)
    height = page.height
    found = FoundPage(_WIDTH, height, tuple(page.cells), tuple(page.outside), lines=tuple(page.lines))
    if not number and not taken.elsewhere and not proposals((found,)):
        raise InputError(
            translate(_CONTEXT, "这个 Word 文件里没有表格，也没有“单位名称：　　　”这样要填的空，"),
            translate(_CONTEXT, "可以直接在文件里要填的地方写上“{{单位名称}}”的样子，或另存为 PDF 后再打开。"),
        )
    shown = page.drawn(height)
    marks = [
        FoundMark(one.mark.name, one.mark.tick, one.mark.part, (one.table, one.row, one.column)) for one in taken.cells
    ]
    marks += [
        FoundMark(one.mark.name, one.mark.tick, one.mark.part, blank=(one.paragraph, one.start)) for one in taken.blanks
    ]
    marks += [FoundMark(one.name, one.tick, one.part, area=page.area_of(one)) for one in taken.elsewhere]
    return FoundForm(Medium.WORD, taken.content, shown, (found,), tuple(marks))


def sketch_of(content: bytes) -> bytes:
    """Return a drawing of a .docx as it stands, as PDF: its words and tables on one long page."""
    page, _tables = _laid_out(content)
    return page.drawn(page.height)


def _laid_out(content: bytes) -> tuple["_Page", int]:
    """Return the sketch of a .docx, and how many tables it has."""
    from docx.text.paragraph import Paragraph

    page, number, paragraph = _Page(), 0, 0
    document = opened_word(content)
    for element in document.element.body.iterchildren():
        kind = element.tag.rpartition("}")[2]
        if kind == "p":
            page.words(text_of(Paragraph(element, document._body)), paragraph)  # noqa: SLF001
            paragraph += 1
        elif kind == "tbl":
            page.table(number, element)
            number += 1
    return page, number


class _Page:
    """The sketch, from the top down; ``y`` is how far it has come, in mm."""

    @property
    def height(self) -> float:
        """How high the page is, in mm: one of A4 at least."""
        return max(_HEIGHT, self.y + _MARGIN)

    def __init__(self) -> None:
        self.y = _MARGIN
        self.cells: list[FoundCell] = []
        self.outside: list[Character] = []
        self.lines: list[FoundLine] = []
        self._frames: list[Area] = []
        self._texts: list[tuple[Area, list[str], Align]] = []

    def words(self, text: str, number: int) -> None:
        """Set paragraph ``number``, outside the tables."""
        if not text.strip():
            self.y += _GAP / 2
            return
        lines = _broken(text, _WIDTH - 2 * _MARGIN)
        height = len(lines) * _line_height()
        area = Area(_MARGIN, self.y, _WIDTH - 2 * _MARGIN, height + 2)
        self._texts.append((area, lines, Align.LEFT))
        self.outside += _placed(area, lines, Align.LEFT)
        self.lines.append(FoundLine(text, _places_of(text, area, lines), area.right, number))
        self.y += height + 2

    def area_of(self, mark: Mark) -> Area:
        """Return where a mark outside the tables is shown; one in a head or foot is not."""
        return next(
            (
                area
                for area, lines, _ in self._texts
                if any(mark_in(found) == mark for found in MARK.finditer("".join(lines)))
            ),
            Area(0, 0, 0, 0),
        )

    def table(self, number: int, table: Any) -> None:
        """Set a table: cells joined down and across are one."""
        columns = _column_widths(table)
        begun, heights = _read(table, len(columns))
        if len(self.cells) + len(begun) > _MOST_CELLS:
            raise InputError(
                translate(_CONTEXT, "这个 Word 文件里的表格太大，不像是表样，"),
                translate(_CONTEXT, "请只留要填的表格再打开。"),
            )
        lefts = [_MARGIN]
        for width in columns:
            lefts.append(lefts[-1] + width)
        broken = {id(cell): _cell_lines(cell, lefts) for cell in begun}
        for cell in begun:
            if cell.rows == 1:
                needed = len(broken[id(cell)]) * _line_height() + 2
                heights[cell.row] = max(heights[cell.row], needed)
        for cell in begun:
            needed = len(broken[id(cell)]) * _line_height() + 2
            missing = needed - sum(heights[cell.row : cell.row + cell.rows])
            heights[cell.row + cell.rows - 1] += max(missing, 0)
        tops = [self.y]
        for height in heights:
            tops.append(tops[-1] + height)
        for cell in begun:
            right = lefts[min(cell.column + cell.columns, len(lefts) - 1)]
            area = Area(
                lefts[cell.column],
                tops[cell.row],
                right - lefts[cell.column],
                tops[cell.row + cell.rows] - tops[cell.row],
            )
            self._add(area, broken[id(cell)], (number, cell.row, cell.column))
        self.y = tops[-1] + _GAP

    def _add(self, area: Area, lines: list[str], place: tuple[int, int, int]) -> None:
        align = Align.CENTER if len(lines) == 1 and len(lines[0]) < 12 else Align.LEFT
        characters = tuple(_placed(area, lines, align))
        words = reading([line for line in ("".join(line.split()) for line in lines) if line])
        self.cells.append(FoundCell(area, words, characters, printed=bool(words), table_place=place))
        self._frames.append(area)
        self._texts.append((area, lines, align))

    def drawn(self, height: float) -> bytes:
        """Return the sketch as a PDF of one page."""
        pieces: list[Line | Text] = []
        for area in self._frames:
            x0, x1 = area.x * POINTS_PER_MM, area.right * POINTS_PER_MM
            y0, y1 = (height - area.bottom) * POINTS_PER_MM, (height - area.y) * POINTS_PER_MM
            pieces += [Line(0.6, x0, y, x1, y) for y in (y0, y1)]
            pieces += [Line(0.6, x, y0, x, y1) for x in (x0, x1)]
        with BUILDING:
            drawing = Drawing(DocumentInfo(title=translate(_CONTEXT, "Word 表样")))
            for area, lines, align in self._texts:
                pieces += _set(area, lines, align, height)
            drawing.page([pieces], size=(_WIDTH * POINTS_PER_MM, height * POINTS_PER_MM))
            return drawing.finish()


def _line_height() -> float:
    return _SIZE * LEADING / POINTS_PER_MM


def _drawable(text: str) -> str:
    """Return the text with a box for each character that our fonts lack; it is only looked at."""
    drawable = []
    for character in text:
        if character == "\n":
            drawable.append(character)
            continue
        try:
            GLYPHS[Typeface.BODY][character]
        except NoGlyphError:
            drawable.append(_REPLACEMENT)
        else:
            drawable.append(character)
    return "".join(drawable)


def _broken(text: str, width: float) -> list[str]:
    room = max(width * POINTS_PER_MM - 2 * PADDING, _SIZE)
    drawable = _drawable(text.replace("\t", "　"))
    return lines_at(breakables(drawable, Typeface.BODY), room, _SIZE)


def _cell_lines(cell: _Begun, lefts: list[float]) -> list[str]:
    width = lefts[min(cell.column + cell.columns, len(lefts) - 1)] - lefts[cell.column]
    text = "\n".join(cell.lines).strip("\n")
    return _broken(text, width) if text.strip() else []


def _baselines(area: Area, count: int) -> Iterator[float]:
    """Return each line's baseline in mm from the top of the page; lines stand in the middle of the height."""
    start = area.y + (area.height - count * _line_height()) / 2
    for number in range(count):
        yield start + number * _line_height() + _SIZE * 0.95 / POINTS_PER_MM


def _set(area: Area, lines: list[str], align: Align, height: float) -> Iterator[Text]:
    edges = (area.x * POINTS_PER_MM + PADDING, area.right * POINTS_PER_MM - PADDING)
    for line, baseline in zip(lines, _baselines(area, len(lines)), strict=True):
        yield from set_aligned(line, Typeface.BODY, _SIZE, edges, (height - baseline) * POINTS_PER_MM - ABOVE, align)


def _placed(area: Area, lines: list[str], align: Align) -> Iterator[Character]:
    """Return where each character of a cell's lines is drawn that can be seen."""
    return (character for character in _spread(area, lines, align) if not character.text.isspace())


def _places_of(text: str, area: Area, lines: list[str]) -> tuple[Area, ...]:
    """Return where each character of a paragraph stands in its lines; the end of a line takes no room."""
    drawn = _spread(area, lines, Align.LEFT)
    places: list[Area] = []
    for character in text:
        if character != "\n":
            places.append(next(drawn).area)
        else:
            last = places[-1] if places else area
            places.append(Area(last.right, last.y, 0, last.height))
    return tuple(places)


def _spread(area: Area, lines: list[str], align: Align) -> Iterator[Character]:
    """Return every character of lines with its place."""
    size = _SIZE / POINTS_PER_MM
    for line, baseline in zip(lines, _baselines(area, len(lines)), strict=True):
        measured = [width * size / 1000 for width in widths(line, Typeface.BODY)]
        x = area.x + PADDING / POINTS_PER_MM
        if align is Align.CENTER:
            x = area.x + (area.width - sum(measured)) / 2
        for character, width in zip(line, measured, strict=True):
            yield Character(character, Area(x, baseline - size, width, size * 1.2))
            x += width


def _column_widths(table: Any) -> list[float]:
    """Return the widths of the table's columns in mm, made to fill the page between its margins."""
    asked = [float(column.w) / _EMU if column.w else 0.0 for column in table.tblGrid.gridCol_lst]
    # Other programs write rows that are wider than the grid that they declare.
    wide = max((row.grid_before + sum(cell.grid_span for cell in row.tc_lst) for row in table.tr_lst), default=1)
    asked += [0.0] * (max(wide, 1) - len(asked))
    known = [width for width in asked if width > 0]
    usual = sum(known) / len(known) if known else 1.0
    asked = [width or usual for width in asked]
    share = (_WIDTH - 2 * _MARGIN) / sum(asked)
    return [width * share for width in asked]


def _read(table: Any, columns: int) -> tuple[list[_Begun], list[float]]:
    """Return the cells of a table and the heights of its rows in mm."""
    begun: list[_Begun] = []
    reaching: dict[int, _Begun] = {}
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
                new = _Begun(number, min(column, columns - 1), span, 1, [_paragraph_text(p) for p in cell.p_lst])
                begun.append(new)
                reaching[column] = new
            column += span
    return begun, heights


def _row_height(row: Any) -> float:
    height = row.trHeight_val
    return float(height) / _EMU if height is not None else 0.0


def _paragraph_text(paragraph: Any) -> str:
    return str(paragraph.text)
