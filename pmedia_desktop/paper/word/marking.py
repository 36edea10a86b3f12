"""Puts marks into an office's Word file, into the cells and blanks that were chosen, and takes them out again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pmedia_desktop.paper.check_boxes import CheckBox, check_boxes
from pmedia_desktop.paper.line_blanks import BLANK, blanks_in_cell, line_blanks
from pmedia_desktop.paper.word.blocks import (
    Blocks,
    blocks_of,
    cells_by_place,
    copy_text_boxes,
    is_copy,
    without_controls,
    words_of_cell,
)
from pmedia_desktop.paper.word.documents import opened_word, saved_word
from pmedia_desktop.paper.word.marks import (
    MARK,
    Mark,
    around,
    in_brackets,
    mark_in,
    marks_of,
    paragraphs_of,
    replace_in,
    replace_marks,
    shown_text,
    text_of,
    write_over,
)

_BOX, _BLANK = "□", "\u3000"
_PARTS = {"year": "年", "short_year": "年", "month": "月", "day": "日"}


@dataclass(frozen=True)
class MarkedCell:
    """A cell by number of its table, row and column of the grid, and the mark that goes into it."""

    table: int
    row: int
    column: int
    mark: Mark


@dataclass(frozen=True)
class MarkedBlank:
    """A blank of a line, by number of the paragraph and place in its text, and the mark that goes there."""

    paragraph: int
    start: int
    mark: Mark


@dataclass(frozen=True)
class MarksFound:
    """A file without the marks of its cells and blanks, those marks, and the marks that stand elsewhere."""

    content: bytes
    cells: tuple[MarkedCell, ...]
    blanks: tuple[MarkedBlank, ...]
    elsewhere: tuple[Mark, ...]


def marks_taken_out(content: bytes) -> MarksFound:
    """Return the file as it was before its cells and blanks were marked; marks within sentences stay where they are."""
    document = opened_word(content)
    had_controls = without_controls(document)
    blocks = blocks_of(document)
    every = [paragraph for paragraph in paragraphs_of(document) if not is_copy(paragraph._p)]  # noqa: SLF001
    elsewhere = {paragraph._p: marks_of(paragraph) for paragraph in every}  # noqa: SLF001
    paragraphs = [_paragraph(element, document) for element in blocks.paragraphs]
    in_cells = _in_cells(blocks)
    bare = [_bared(number, shown_text(paragraph)) for number, paragraph in enumerate(paragraphs)]
    blanks: list[MarkedBlank] = []
    for number, (element, paragraph) in enumerate(zip(blocks.paragraphs, paragraphs, strict=True)):
        found_here = _at_blanks(number, bare, in_cells.get(number))
        if found_here and len(found_here) == len(elsewhere[element]):
            blanks += found_here
            del elsewhere[element]
            replace_in(paragraph, _unmarked)
    cells: list[MarkedCell] = []
    for number, table in enumerate(blocks.tables):
        for row, column, cell in cells_by_place(table):
            for paragraph in _paragraphs_in(cell, document):
                found = elsewhere.pop(paragraph._p, [])  # noqa: SLF001 - a paragraph is told by its element
                cells += [MarkedCell(number, row, column, mark) for mark in found]
                replace_in(paragraph, _unmarked)
    loose = tuple(mark for marks in elsewhere.values() for mark in marks)
    is_changed = bool(had_controls or cells or blanks)
    if is_changed:
        copy_text_boxes(document)
    return MarksFound(saved_word(document) if is_changed else content, tuple(cells), tuple(blanks), loose)


def _in_cells(blocks: Blocks) -> dict[int, list[int]]:
    """Return for each paragraph of a cell, by number, all paragraphs of the cell."""
    numbers = {element: number for number, element in enumerate(blocks.paragraphs)}
    together: dict[int, list[int]] = {}
    for table in blocks.tables:
        for _, _, cell in cells_by_place(table):
            mine = [numbers[element] for element in words_of_cell(cell) if element in numbers]
            together |= dict.fromkeys(mine, mine)
    return together


def _bared(number: int, text: str) -> tuple[str, list[MarkedBlank]]:
    """Return a line as it was without its marks, and where they stood in it."""
    placed: list[MarkedBlank] = []
    bare, end = "", 0
    for found in MARK.finditer(text):
        mark = mark_in(found)
        bare += text[end : found.start()]
        placed.append(MarkedBlank(number, len(bare), mark))
        bare += _bare(mark, text[: found.start()], text[found.end() :])
        end = found.end()
    return bare + text[end:], placed


def _at_blanks(
    number: int, bare: Sequence[tuple[str, list[MarkedBlank]]], cell: Sequence[int] | None
) -> list[MarkedBlank]:
    """Return the marks of a line that stand at the beginning of one of its blanks; ``cell``: the lines of its cell."""
    text, placed = bare[number]
    if not placed:
        return []
    if cell is None:
        found = line_blanks(text)
    else:
        found = blanks_in_cell([bare[one][0] for one in cell])[list(cell).index(number)]
    blanks = {(blank.start, blank.part or "", blank.tick) for blank in found}
    return [one for one in placed if (one.start, one.mark.part, one.mark.tick) in blanks]


def marked(
    content: bytes,
    cells: Iterable[MarkedCell],
    blanks: Iterable[MarkedBlank] = (),
    renamed: Mapping[str, str] | None = None,
) -> bytes:
    """Return the file with the marks: behind a cell's words, before 年, 月, 日, in a box's place, in a line's blank.

    ``renamed`` gives marks that were there already another name; an empty one takes them away.
    """
    document = opened_word(content)
    if renamed:
        replace_marks(document, lambda mark, _run: _under(renamed.get(mark.name, mark.name), mark))
    blocks = blocks_of(document)
    _mark_cells(document, blocks, cells)
    lines = [_paragraph(element, document) for element in blocks.paragraphs]
    ends = {(number, box.start): box.end for number, line in enumerate(lines) for box in check_boxes(text_of(line))}
    # From the last to the first: what was written before never moves the places of those still to come.
    for blank in sorted(blanks, key=lambda blank: -blank.start):
        end = ends.get((blank.paragraph, blank.start), blank.start) if blank.mark.tick else blank.start
        write_over(lines[blank.paragraph], blank.start, end, blank.mark.written())
    copy_text_boxes(document)
    return saved_word(document)


def _mark_cells(document: Any, blocks: Blocks, cells: Iterable[MarkedCell]) -> None:
    found = {
        (number, row, column): cell
        for number, table in enumerate(blocks.tables)
        for row, column, cell in cells_by_place(table)
    }
    marks: dict[Any, list[Mark]] = {}
    for one in cells:
        marks.setdefault(found[one.table, one.row, one.column], []).append(one.mark)
    for cell, its_marks in marks.items():
        paragraphs = _paragraphs_in(cell, document)
        _put_ticks(paragraphs, [mark for mark in its_marks if mark.tick])
        for mark in its_marks:
            if not mark.tick:
                _put(paragraphs, mark)


def _under(name: str, mark: Mark) -> str:
    return Mark(name, mark.tick, mark.part).written() if name else ""


def _paragraphs_in(cell: Any, document: Any) -> list[Any]:
    """Return the paragraphs of a cell; every cell has one at least."""
    return [_paragraph(element, document) for element in cell.p_lst or [cell.add_p()]]


def _paragraph(element: Any, document: Any) -> Any:
    from docx.text.paragraph import Paragraph

    return Paragraph(element, document._body)  # noqa: SLF001


def _unmarked(mark: Mark, run: Any) -> str:
    """Return what stood in a mark's place before."""
    return _bare(mark, *around(run))


def _bare(mark: Mark, before: str, behind: str) -> str:
    """Return what stands in a mark's place as long as nothing is marked, by the words around it."""
    if not mark.tick:
        return ""
    return _BLANK if in_brackets(before, behind) else _BOX


def _put_ticks(paragraphs: list[Any], marks: list[Mark]) -> None:
    """Write marks into the places of their words' boxes; one whose box is not there is left out, never appended."""
    boxes = check_boxes("\n".join(text_of(paragraph) for paragraph in paragraphs))
    placed: dict[CheckBox, Mark] = {}
    for mark in marks:
        free = [box for box in boxes if box not in placed]
        box = next((box for box in free if box.word == mark.tick), None) or next(
            (box for box in free if box.word and (mark.tick in box.word or box.word in mark.tick)), None
        )
        if box is not None:
            placed[box] = mark
    # From the last to the first: what was written before never moves the places of those still to come.
    for box in sorted(placed, key=lambda box: -box.start):
        start, end = box.start, box.end
        for paragraph in paragraphs:
            length = len(text_of(paragraph))
            if start <= length:
                write_over(paragraph, start, end, placed[box].written())
                break
            start, end = start - length - 1, end - length - 1


def _put(paragraphs: list[Any], mark: Mark) -> None:
    for paragraph in paragraphs if mark.part else ():
        text = text_of(paragraph)
        place = text.find(_PARTS[mark.part])
        if place >= 0:
            write_over(paragraph, len(text[:place].rstrip(" \u3000\xa0")), place, mark.written())
            return
    last = paragraphs[-1]
    words = text_of(last).rstrip(BLANK)
    if words.endswith((":", "：")) and len(words) < len(text_of(last)):
        # What is written takes up the blanks behind 姓名：　　　, and does not stand behind them.
        write_over(last, len(words), len(words), mark.written())
        return
    # A value takes the look of the words before it, so that an empty cell keeps its paragraph's.
    look = last.runs[-1] if last.runs else None
    run = last.add_run(mark.written())
    if look is not None:
        run.style, run.font.name, run.font.size = look.style, look.font.name, look.font.size
