"""Cells of a Word file's tables, merged ones as one, and a drawing of the tables to look at.

Word files have no page until a program sets them, so what is shown is a sketch: the widths are the file's, the
heights are those it asks for or those its words need. The file itself is never changed by looking at it.
"""

from collections.abc import Callable, Iterator
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
from pmedia_desktop.paper.recognition.word_layout import LaidCell, LaidTable, laid_out
from pmedia_desktop.paper.word.blocks import Blocks, blocks_of, content_of
from pmedia_desktop.paper.word.documents import opened_word
from pmedia_desktop.paper.word.marking import marks_taken_out
from pmedia_desktop.paper.word.marks import MARK, Mark, mark_in, shown_text
from pmedia_desktop.texts import translate

_CONTEXT = "paper.recognition.word_tables"
_MOST_CELLS = 5_000
_SIZE = 10.5
_MARGIN = 25.0
_WIDTH, _HEIGHT = 210.0, 297.0
_GAP = 4.0
_REPLACEMENT = "□"


def from_word(content: bytes) -> FoundForm:
    """Return the tables of a .docx as one long page, and the marks that it has already."""
    taken = marks_taken_out(content)
    page = _laid_out(taken.content)
    height = page.height
    found = FoundPage(_WIDTH, height, tuple(page.cells), tuple(page.outside), lines=tuple(page.lines))
    if not page.tables and not taken.elsewhere and not proposals((found,)):
        raise InputError(
            translate(_CONTEXT, "这个 Word 文件里没有表格，也没有“单位名称：　　　”这样要填的空，"),
            translate(_CONTEXT, "可以直接在文件里要填的地方写上“{{单位名称}}”的样子，或另存为 PDF 后再打开。"),
        )
    shown = page.drawn()
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
    page = _laid_out(content)
    return page.drawn()


def _laid_out(content: bytes) -> "_Page":
    """Return the sketch of a .docx."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    document = opened_word(content)
    page = _Page(blocks_of(document), lambda element: shown_text(Paragraph(element, document._body)))  # noqa: SLF001
    for element in content_of(document.element.body):
        if element.tag == qn("w:p"):
            page.words(element)
        else:
            page.table(element)
    return page


class _Page:
    """The sketch, from the top down; ``y`` is how far it has come, in mm."""

    def __init__(self, blocks: Blocks, text: Callable[[Any], str]) -> None:
        self.y = _MARGIN
        self.tables = len(blocks.tables)
        self._paragraph_numbers = {element: number for number, element in enumerate(blocks.paragraphs)}
        self._table_numbers = {element: number for number, element in enumerate(blocks.tables)}
        self._text = text
        self.cells: list[FoundCell] = []
        self.outside: list[Character] = []
        self.lines: list[FoundLine] = []
        self._frames: list[Area] = []
        self._texts: list[tuple[Area, list[str], Align]] = []

    def words(self, paragraph: Any) -> None:
        """Set a paragraph outside the tables."""
        text, number = self._text(paragraph), self._paragraph_numbers[paragraph]
        if not text.strip():
            self.y += _GAP / 2
            return
        lines = _broken(text, _WIDTH - 2 * _MARGIN)
        height = len(lines) * _line_height()
        area = Area(_MARGIN, self.y, _WIDTH - 2 * _MARGIN, height + 2)
        self._texts.append((area, lines, Align.LEFT))
        self.outside += _placed(area, lines, Align.LEFT)
        self.lines.append(FoundLine(text, _places_of(text, area, lines, Align.LEFT), area.right, number))
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

    def table(self, table: Any) -> None:
        """Set a table: cells joined down and across are one."""
        laid = laid_out(table, _MARGIN, _WIDTH - 2 * _MARGIN, self._text, _broken, _line_height())
        height = sum(laid.heights)
        self._set_table(laid, self.y, height)
        self.y += height + _GAP

    def _set_table(self, laid: LaidTable, top: float, height: float) -> None:
        if len(self.cells) + len(laid.cells) > _MOST_CELLS:
            raise InputError(
                translate(_CONTEXT, "这个 Word 文件里的表格太大，不像是表样，"),
                translate(_CONTEXT, "请只留要填的表格再打开。"),
            )
        number = self._table_numbers[laid.element]
        for cell, area in laid.placed(top, height):
            self._set_cell(cell, area, (number, cell.row, cell.column))

    def _set_cell(self, cell: LaidCell, area: Area, place: tuple[int, int, int]) -> None:
        """Set a cell; tables within it take its place, below its words."""
        below = area.y + cell.words_height
        if not cell.inside:
            self._add(area, cell, place)
        elif cell.lines:
            self._add(Area(area.x, area.y, area.width, cell.words_height), cell, place)
        for inner in cell.inside:
            height = area.bottom - below if inner is cell.inside[-1] else sum(inner.heights)
            self._set_table(inner, below, height)
            below += height

    def _add(self, area: Area, cell: LaidCell, place: tuple[int, int, int]) -> None:
        lines = cell.lines
        align = Align.CENTER if len(lines) == 1 and len(lines[0]) < 12 else Align.LEFT
        characters = tuple(_placed(area, lines, align))
        words = reading([line for line in ("".join(line.split()) for line in lines) if line])
        found = tuple(self._lines_of(cell, area, align)) if words else ()
        self.cells.append(FoundCell(area, words, characters, bool(words), place, found))
        self._frames.append(area)
        self._texts.append((area, lines, align))

    def _lines_of(self, cell: LaidCell, area: Area, align: Align) -> Iterator[FoundLine]:
        """Return the paragraphs of a cell and where their characters stand."""
        text = cell.text
        first = len(text) - len(text.lstrip("\n"))
        places = _places_of(text.strip("\n"), area, cell.lines, align)
        places = (*places[:1] * first, *places)  # what the first breaks of the text would have had
        start = 0
        for element, words in cell.paragraphs:
            if words:
                mine = places[start : start + len(words)]
                yield FoundLine(words, mine, area.right, self._paragraph_numbers[element])
            start += len(words) + 1

    @property
    def height(self) -> float:
        """How high the page is, in mm: one of A4 at least."""
        return max(_HEIGHT, self.y + _MARGIN)

    def drawn(self) -> bytes:
        """Return the sketch as a PDF of one page."""
        height = self.height
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


def _places_of(text: str, area: Area, lines: list[str], align: Align) -> tuple[Area, ...]:
    """Return where each character of a paragraph stands in its lines; the end of a line takes no room."""
    drawn = _spread(area, lines, align)
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
