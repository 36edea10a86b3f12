"""Puts marks into an office's Word file, into the cells that were chosen, and takes them out again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pmedia_desktop.paper.word.documents import opened_word, saved_word
from pmedia_desktop.paper.word.marks import Mark, marks_of, paragraphs_of, replace_in, replace_marks

_BOXES = "□☐○◯〇▢"
_BOX = "□"
_PARTS = {"year": "年", "month": "月", "day": "日"}


@dataclass(frozen=True)
class MarkedCell:
    """A cell by number of its table, row and column of the grid, and the mark that goes into it."""

    table: int
    row: int
    column: int
    mark: Mark


@dataclass(frozen=True)
class MarksFound:
    """A file without the marks of its tables' cells, those marks, and the marks that stand elsewhere."""

    content: bytes
    cells: tuple[MarkedCell, ...]
    elsewhere: tuple[Mark, ...]


def marks_taken_out(content: bytes) -> MarksFound:
    """Return the file as it was before its cells were marked; marks outside the tables stay where they are."""
    document = opened_word(content)
    cells: list[MarkedCell] = []
    elsewhere = {paragraph._p: marks_of(paragraph) for paragraph in paragraphs_of(document)}  # noqa: SLF001
    for number, table in enumerate(document.element.body.tbl_lst):
        for row, column, cell in cells_by_place(table):
            for paragraph in _paragraphs_in(cell, document):
                found = elsewhere.pop(paragraph._p)  # noqa: SLF001 - a paragraph is told by its element
                cells += [MarkedCell(number, row, column, mark) for mark in found]
                replace_in(paragraph, lambda mark, _run: _BOX if mark.tick else "")
    loose = tuple(mark for marks in elsewhere.values() for mark in marks)
    return MarksFound(saved_word(document) if cells else content, tuple(cells), loose)


def marked(content: bytes, cells: Iterable[MarkedCell], renamed: Mapping[str, str] | None = None) -> bytes:
    """Return the file with the marks: behind a cell's words, before 年, 月, 日, or in a box's place.

    ``renamed`` gives marks that were there already another name; an empty one takes them away.
    """
    document = opened_word(content)
    if renamed:
        replace_marks(document, lambda mark, _run: _under(renamed.get(mark.name, mark.name), mark))
    found = {
        (number, row, column): cell
        for number, table in enumerate(document.element.body.tbl_lst)
        for row, column, cell in cells_by_place(table)
    }
    for one in cells:
        _put(found[one.table, one.row, one.column], one.mark, document)
    return saved_word(document)


def cells_by_place(table: Any) -> Iterator[tuple[int, int, Any]]:
    """Return row and first column of each cell that begins there, cells joined from above left out."""
    for number, row in enumerate(table.tr_lst):
        column = row.grid_before
        for cell in row.tc_lst:
            if cell.vMerge != "continue":
                yield number, column, cell
            column += cell.grid_span


def _under(name: str, mark: Mark) -> str:
    return Mark(name, mark.tick, mark.part).written() if name else ""


def _paragraphs_in(cell: Any, document: Any) -> list[Any]:
    from docx.text.paragraph import Paragraph

    return [Paragraph(element, document._body) for element in cell.p_lst]  # noqa: SLF001


def _put(cell: Any, mark: Mark, document: Any) -> None:
    paragraphs = _paragraphs_in(cell, document)
    runs = [run for paragraph in paragraphs for run in paragraph.runs]
    if mark.tick:
        for run in runs:
            place = _box_before(run.text, mark.tick)
            if place >= 0:
                run.text = run.text[:place] + mark.written() + run.text[place + 1 :]
                return
    if mark.part:
        for run in runs:
            place = run.text.find(_PARTS[mark.part])
            if place >= 0:
                run.text = run.text[:place].rstrip(" \u3000") + mark.written() + run.text[place:]
                return
    last = paragraphs[-1]
    # A value takes the look of the words before it, so that an empty cell keeps its paragraph's.
    look = last.runs[-1] if last.runs else None
    run = last.add_run(mark.written())
    if look is not None:
        run.style, run.font.name, run.font.size = look.style, look.font.name, look.font.size


def _box_before(text: str, word: str) -> int:
    """Return where the box of a word stands, -1 when it is not in the text."""
    for place, character in enumerate(text):
        if character in _BOXES and text[place + 1 :].lstrip(" \u3000").startswith(word):
            return place
    return -1
