"""The paragraphs and tables of a Word file, numbered in the order of the file: in cells and text boxes too.

Content controls are taken away before: their words and cells stay, their prompts (单击此处输入文字) do not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"


@dataclass(frozen=True)
class Blocks:
    """The elements of a document that may be marked; an element's number is its place in the list."""

    paragraphs: list[Any] = field(default_factory=list)
    tables: list[Any] = field(default_factory=list)


def blocks_of(document: "Document") -> Blocks:
    """Return every paragraph and table of the body."""
    found = Blocks()
    _gather(document.element.body, found)
    return found


def content_of(element: Any) -> Iterator[Any]:
    """Return the paragraphs and tables of the body or a cell, those of text boxes behind the paragraph they hang on."""
    from docx.oxml.ns import qn

    for child in element.iterchildren(qn("w:p"), qn("w:tbl")):
        yield child
        if child.tag == qn("w:p"):
            for box in _text_boxes(child):
                yield from content_of(box)


def words_of_cell(cell: Any) -> list[Any]:
    """Return the paragraphs of a cell, those of its text boxes too, those of tables in it not."""
    from docx.oxml.ns import qn

    return [child for child in content_of(cell) if child.tag == qn("w:p")]


def _gather(element: Any, found: Blocks) -> None:
    from docx.oxml.ns import qn

    for child in content_of(element):
        if child.tag == qn("w:p"):
            found.paragraphs.append(child)
            continue
        found.tables.append(child)
        for _row, _column, cell in cells_by_place(child):
            _gather(cell, found)


def cells_by_place(table: Any) -> Iterator[tuple[int, int, Any]]:
    """Return row and first column of each cell that begins there, cells joined from above left out."""
    begun: set[int] = set()
    for number, row in enumerate(table.tr_lst):
        column = row.grid_before
        for cell in row.tc_lst:
            # Other programs write cells that go on from nothing: they begin where they stand.
            if cell.vMerge != "continue" or column not in begun:
                begun.add(column)
                yield number, column, cell
            column += cell.grid_span


def _text_boxes(paragraph: Any) -> list[Any]:
    """Return the text boxes of a paragraph; older programs' copies of them are left out."""
    from docx.oxml.ns import qn

    return [
        box
        for box in paragraph.iter(qn("w:txbxContent"))
        if next(box.iterancestors(qn("w:p"))) is paragraph and not is_copy(box)
    ]


def is_copy(element: Any) -> bool:
    """Whether something is in the copy that older programs show of a text box."""
    return next(element.iterancestors(_FALLBACK), None) is not None


def copy_text_boxes(document: "Document") -> None:
    """Give the copies of text boxes that older programs show the words of those that newer ones show."""
    import copy

    from docx.oxml.ns import qn

    for fallback in document.element.body.iter(_FALLBACK):
        choice = fallback.getparent().find(_CHOICE)
        if choice is None:
            continue
        boxes, copies = (list(part.iter(qn("w:txbxContent"))) for part in (choice, fallback))
        if len(boxes) == len(copies):
            for box, former in zip(boxes, copies, strict=True):
                former.getparent().replace(former, copy.deepcopy(box))


def without_controls(document: "Document") -> bool:
    """Take content controls away, their words left in place; return whether there were any."""
    from docx.oxml.ns import qn

    controls = list(document.element.body.iter(qn("w:sdt")))
    for control in controls:
        content = control.find(qn("w:sdtContent"))
        inside = [] if content is None else list(content)
        if control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
            _clear(control)
        for element in inside:
            control.addprevious(element)
        control.getparent().remove(control)
    return bool(controls)


def _clear(control: Any) -> None:
    """Empty the runs of a prompt and take its grey look from them."""
    from docx.oxml.ns import qn

    for run in control.iter(qn("w:r")):
        for words in run.findall(qn("w:t")):
            run.remove(words)
        for look in run.findall(qn("w:rPr")):
            for style in look.findall(qn("w:rStyle")):
                look.remove(style)
