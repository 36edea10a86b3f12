"""A declared paper and its values as a Word file: the cells, words and sizes of the PDF, to be edited further."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import ABOVE, PADDING, visible_rows
from pmedia_desktop.paper.declaration import Align, Area, Cell, FieldKind, Form, Label, Medium, Row, Slot
from pmedia_desktop.paper.filling import Filled
from pmedia_desktop.paper.list_rows import CODE_SIDE
from pmedia_desktop.paper.qr import qr_picture
from pmedia_desktop.paper.template import numbered_notes
from pmedia_desktop.paper.values import JsonValue, Printed, check_values, is_empty, printed_values
from pmedia_desktop.paper.word.documents import saved_word
from pmedia_desktop.paper.word.filling import fill_word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from docx.document import Document

_CONTEXT = "paper.word.writing"
_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DXA = 1440 / 25.4  # twentieths of a point in a mm
_BODY, _HEADING, _TITLE = "仿宋", "黑体", "方正小标宋简体"
_PICTURE_MARGIN = 4.0
_BETWEEN = 2  # points: the empty line between two tables
#: Without the space that Word puts between Chinese and digits by itself: cells are measured without it.
_CLOSE = (
    '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0"/>'
)
_HEAD_ROWS = 2  # a list has at most so many rows above it that are its heading
_ALIGNED = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right"}


@dataclass(frozen=True)
class _Words:
    """What one cell or paragraph says, and how."""

    lines: Sequence[str]
    font: str
    size: float
    align: Align


def as_word(
    form: Form, values: Mapping[str, JsonValue], *, variant: str = "", options: frozenset[str] = frozenset()
) -> bytes:
    """Return a filled paper as a .docx; an office's own Word form is filled as it is.

    A form over an office's PDF page becomes a table of its fields: its page cannot be turned into Word.
    """
    if form.background is not None and form.background.medium is Medium.WORD:
        return fill_word(form, values, variant)
    variant = check_values(form, values, variant)
    import docx

    document = docx.Document()
    _Writer(form, values, variant, options, document).write()
    return saved_word(document)


def word_of(filled: Filled) -> bytes:
    """Return as a .docx what a PDF was filled from; raises ``InputError`` for a paper that was only kept."""
    job = filled.job
    if job is None:
        raise refused_as_word()
    if not filled.further:
        return as_word(job.form, job.values, variant=job.variant, options=job.options)
    import docx

    document = docx.Document()
    for sheet in (job, *filled.further):
        variant = check_values(sheet.form, sheet.values, sheet.variant)
        _Writer(sheet.form, sheet.values, variant, sheet.options, document).write(begins_page=sheet is not job)
    return saved_word(document)


def refused_as_word() -> InputError:
    """Return the refusal to make a Word file of a signed paper: it would look like one and be none."""
    return InputError(
        translate(_CONTEXT, "这份表已签字留存，只有 PDF，"), translate(_CONTEXT, "需要复印件时请打印留存的 PDF。")
    )


class _Writer:
    """Writes one sheet at the end of a document."""

    def __init__(
        self, form: Form, values: Mapping[str, JsonValue], variant: str, options: frozenset[str], document: "Document"
    ) -> None:
        self._form = form
        self._variant = variant
        self._document = document
        self._body = self._document.element.body
        filled = {name for name, value in values.items() if not is_empty(value)}
        self._rows = visible_rows(form, variant, options, filled)
        self._printed = printed_values(form, values, variant, form.fields, blank=False)
        self._pictures: list[tuple[bytes, float]] = []

    def write(self, *, begins_page: bool = False) -> None:
        """Write the sheet, on a page of its own after another one."""
        form = self._form
        self._set_page()
        if begins_page:
            self._document.add_page_break()  # type: ignore[no-untyped-call]
        self._paragraph(_Words([form.title], _TITLE, form.sizes.title, Align.CENTER))
        if form.background is not None:
            self._add_table(list(self._listed()), 2, framed=True)
        if form.header:
            self._add_table([self._row(row, []) for row in form.header], form.page.columns, framed=False)
        if self._rows:
            self._add_table(list(self._grid()), form.page.columns, framed=True)
        if form.notes:
            self._paragraph(_Words(["".join(numbered_notes(form))], _BODY, form.sizes.note, Align.LEFT))
        self._put_pictures()
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = form.title, "", ""

    def _set_page(self) -> None:
        from docx.shared import Mm

        page, [section] = self._form.page, self._document.sections
        section.page_width, section.page_height = Mm(page.width), Mm(page.height)
        section.left_margin, section.right_margin = Mm(page.left), Mm(page.right)
        section.top_margin, section.bottom_margin = Mm(page.top), Mm(page.bottom)

    def _add(self, xml: str) -> None:
        from docx.oxml import parse_xml

        self._body.insert(len(self._body) - 1, parse_xml(xml))

    def _paragraph(self, words: _Words) -> None:
        self._add(_paragraphs(words, _NAMESPACE))

    def _add_table(self, rows: list[str], columns: int, *, framed: bool) -> None:
        width = round((self._form.page.width - self._form.page.left - self._form.page.right) * _DXA)
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        line = '<w:{} w:val="{}" w:sz="4" w:space="0" w:color="000000"/>'
        borders = "".join(line.format(side, "single" if framed else "nil") for side in sides)
        grid = f'<w:gridCol w:w="{width // columns}"/>' * columns
        self._add(
            f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{_margins(framed)}</w:tblCellMar></w:tblPr>"
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
        )
        # Word makes one table of two that follow each other, with the frame of one around both.
        self._paragraph(_Words([""], _BODY, _BETWEEN, Align.LEFT))

    def _listed(self) -> Iterator[str]:
        """Return the fields of a form over an office's page, one a row."""
        for field in self._form.fields:
            label = _Words([field.label], _HEADING, self._form.sizes.label, Align.CENTER)
            value = self._value(Slot(field=field.name, align=Align.LEFT, size=self._form.sizes.value), 50)
            yield _row_xml(8, [_cell_xml(1, label), _cell_xml(1, value)])

    def _grid(self) -> Iterator[str]:
        """Return the rows of the grid; a cell that reaches down is begun once and continued below."""
        reaching: dict[int, tuple[int, Cell]] = {}
        ruled = next((number for number, row in enumerate(self._rows) if row.ruled), 0)
        for number, row in enumerate(self._rows):
            head = number < ruled <= _HEAD_ROWS
            yield self._row(row, _continued(row, reaching, self._form.page.columns), is_head=head)
            if row.ruled:
                yield from self._further_entries(row)

    def _row(self, row: Row, continued: list[tuple[int, Cell]], *, is_head: bool = False) -> str:
        """Return a row: its own cells, and at their columns those that reach down from above."""
        cells, waiting, column = [], dict(continued), 0
        own = iter(row.cells)
        while column < self._form.page.columns:
            if column in waiting:
                span = waiting[column].span
                cells.append(_cell_xml(span, None, merge="continue"))
            else:
                cell = next(own)
                span = cell.span
                cells.append(self._cell(row, cell))
            column += span
        return _row_xml(8 if row.ruled else row.height, cells, is_head=is_head)

    def _cell(self, row: Row, cell: Cell, entry: int = 0) -> str:
        merge = "restart" if cell.rows > 1 else ""
        content, form = cell.content, self._form
        if isinstance(content, Label):
            text = content.text_in(self._variant)
            lines = list(text) if content.vertical else text.split("\n")
            font = _BODY if content.plain else _HEADING
            align = Align.CENTER if content.vertical else content.align
            return _cell_xml(cell.span, _Words(lines, font, content.size, align), merge)
        if isinstance(content, Area):
            lines = [f"{line.left}　　{line.right}" if line.left else line.right for line in content.lines]
            return _cell_xml(cell.span, _Words(lines, _BODY, content.size, Align.RIGHT), merge, "bottom")
        if isinstance(content, Slot):
            width = (form.page.width - form.page.left - form.page.right) * cell.span / form.page.columns
            side = min(width, row.height * cell.rows) - _PICTURE_MARGIN
            return _cell_xml(cell.span, self._value(content, side, entry if row.ruled else None), merge)
        return _cell_xml(cell.span, None, merge)

    def _further_entries(self, row: Row) -> Iterator[str]:
        """Return a row of its own for each further entry of a list of accounts."""
        counts = [len(self._printed[name]) for name in row.field_names]
        for entry in range(1, max(counts, default=1)):
            yield _row_xml(8, [self._cell(row, cell, entry) for cell in row.cells])

    def _value(self, slot: Slot, side: float, number: int | None = None) -> _Words:
        """Return what a field says, of a list of accounts the entry ``number``."""
        printed: Printed = self._printed[slot.field]
        if isinstance(printed, bytes):
            self._pictures.append((printed, side))
            return _Words([_picture_mark(len(self._pictures))], _BODY, slot.size, slot.align)
        field = self._form.fields_by_name[slot.field]
        entries = printed if number is None else printed[number : number + 1] or (field.empty,)
        if field.kind is FieldKind.CODES and any(entries):
            self._pictures.append((qr_picture(entries[0]), CODE_SIDE))
            return _Words([_picture_mark(len(self._pictures))], _BODY, slot.size, slot.align)
        lines = [line for entry in entries for line in entry.split("\n")]
        align = Align.LEFT if field.kind is FieldKind.PARAGRAPH and number is None else slot.align
        return _Words(lines, _BODY, slot.size, align)

    def _put_pictures(self) -> None:
        from docx.oxml.ns import qn
        from docx.shared import Mm

        marks = {_picture_mark(number): picture for number, picture in enumerate(self._pictures, 1)}
        for table in self._document.tables:
            for paragraph in table._tbl.iter(qn("w:p")):  # noqa: SLF001 - tables inside its cells too
                run = _run_of(paragraph, self._document)
                if run is not None and run.text in marks:
                    content, side = marks[run.text]
                    run.text = ""
                    run.add_picture(io.BytesIO(content), height=Mm(side))


def _run_of(paragraph: Any, document: Any) -> Any:
    from docx.text.paragraph import Paragraph

    runs = Paragraph(paragraph, document._body).runs  # noqa: SLF001 - a picture needs the document's part
    return runs[0] if runs else None


def _picture_mark(number: int) -> str:
    return f"\u2063picture {number}\u2063"


def _continued(row: Row, reaching: dict[int, tuple[int, Cell]], columns: int) -> list[tuple[int, Cell]]:
    """Return the cells that reach into a row from above, and note those that begin in it."""
    continued = [(column, cell) for column, (left, cell) in reaching.items() if left > 0]
    for column, (left, cell) in list(reaching.items()):
        if left > 1:
            reaching[column] = (left - 1, cell)
        else:
            del reaching[column]
    taken, column, own = dict(continued), 0, iter(row.cells)
    while column < columns:
        cell = taken.get(column) or next(own)
        if column not in taken and cell.rows > 1:
            reaching[column] = (cell.rows - 1, cell)
        column += cell.span
    return continued


def _margins(framed: bool) -> str:
    """Return the distance of a cell's words from its frame: half of the PDF's, for Word's own fonts may be wider."""
    aside = PADDING / 2 if framed else 0
    sides = (("top", ABOVE), ("left", aside), ("bottom", ABOVE), ("right", aside))
    return "".join(f'<w:{side} w:w="{round(points * 20)}" w:type="dxa"/>' for side, points in sides)


def _row_xml(height: float, cells: Sequence[str], *, is_head: bool = False) -> str:
    head = "<w:tblHeader/>" if is_head else ""  # Word repeats it on every page
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{round(height * _DXA)}" w:hRule="atLeast"/>{head}</w:trPr>'
        f"{''.join(cells)}</w:tr>"
    )


def _cell_xml(span: int, words: _Words | None, merge: str = "", stands: str = "center") -> str:
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}<w:vAlign w:val="{stands}"/></w:tcPr>'
        f"{_paragraphs(words or _Words([''], _BODY, 10, Align.LEFT))}</w:tc>"
    )


def _paragraphs(words: _Words, namespace: str = "") -> str:
    """Return one paragraph for each line."""
    half_points = round(words.size * 2)
    fonts = f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{words.font}"/>'
    look = f'<w:rPr>{fonts}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    return "".join(
        f'<w:p {namespace}><w:pPr>{_CLOSE}<w:jc w:val="{_ALIGNED[words.align]}"/>{look}'
        f'</w:pPr><w:r>{look}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in (words.lines or [""])
    )
