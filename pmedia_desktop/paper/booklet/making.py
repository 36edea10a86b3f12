"""Lays a booklet on A4 pages with platypus: title page, contents, outline, links, running numbers."""

import io
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus.tableofcontents import TableOfContents

from pmedia_desktop.paper.arrangement import POINTS_PER_MM as MM
from pmedia_desktop.paper.booklet.content import Block, Booklet, Figure, Grid, Heading, Prose
from pmedia_desktop.paper.booklet.flowables import (
    FigureOnPage,
    Lines,
    grid_on_page,
    heading_on_page,
    prose_on_page,
    setting,
)
from pmedia_desktop.paper.declaration import Align
from pmedia_desktop.paper.drawing import A4, DocumentInfo, describe
from pmedia_desktop.paper.fitting import set_aligned
from pmedia_desktop.paper.fonts import BUILDING, FIRST_FONT, Typeface, load_font, runs
from pmedia_desktop.texts import translate

_CONTEXT = "paper.booklet"
_SIDE, _TOP, _BOTTOM = 22 * MM, 20 * MM, 22 * MM
WIDTH = A4[0] - 2 * _SIDE
"""The width of the text in points."""
_NUMBER_SIZE = 9.0
_NUMBER_BASELINE = 12 * MM
_TITLE_SIZE, _NOTE_SIZE, _CONTENTS_SIZE = 26.0, 11.0, 16.0
_ABOVE_TITLE, _BELOW_TITLE = 70 * MM, 12 * MM
#: A chapter begins on the page of the one before it where so much is left: for its words and a section's picture.
_ROOM_FOR_CHAPTER = 0.55 * A4[1]
_BELOW_CONTENTS_TITLE = 11.0
_LISTED = 2  # levels in the contents
_CONTENTS_FONT = "latin"  # of its dots and numbers


def booklet_pdf(booklet: Booklet) -> bytes:
    """Return the booklet as a PDF; of the same content the same bytes."""
    with BUILDING:
        load_font(FIRST_FONT)
        load_font(_CONTENTS_FONT)
        file = io.BytesIO()
        document = _Document(file, booklet)
        document.multiBuild(list(_story(booklet)), canvasmaker=document.canvas)
        return file.getvalue()


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Tells the contents of every heading, writes the outline, and numbers pages with what the pass before counted."""

    def __init__(self, file: io.BytesIO, booklet: Booklet) -> None:
        super().__init__(file, pagesize=A4, invariant=1, pageCompression=1, lang="zh-CN", initialFontName=FIRST_FONT)
        self._info = DocumentInfo(title=booklet.title, day=booklet.day)
        self._pages = self._last_page = 0
        frame = Frame(_SIDE, _BOTTOM, WIDTH, A4[1] - _TOP - _BOTTOM, 0, 0, 0, 0)
        self.addPageTemplates([PageTemplate("page", [frame], onPageEnd=self._number)])

    def canvas(self, *arguments: Any, **options: Any) -> Canvas:
        """Return the canvas of one pass."""
        made = Canvas(*arguments, **options)
        made.showOutline()
        return made

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - platypus' name
        """Enter a heading into the outline and the contents."""
        heading = flowable.heading if isinstance(flowable, Lines) else None
        if heading is None or heading.level > _LISTED:
            return
        level = heading.level - 1
        self.canv.addOutlineEntry(heading.words, heading.anchor, level, closed=1)
        self.notify("TOCEntry", (level, _marked_up(heading.words, level), self.page, heading.anchor))

    def beforeDocument(self) -> None:  # noqa: N802 - platypus' name
        """Know how many pages the pass before had: it was the same number when two passes agree on the contents.

        Platypus writes its own "(anonymous)" into every canvas it makes, so ours is described only now.
        """
        describe(self.canv, self._info)
        self._pages = self._last_page

    def _number(self, canvas: Canvas, _document: BaseDocTemplate) -> None:
        self._last_page = self.page
        if self.page == 1:
            return
        words = translate(_CONTEXT, "第 {page} 页，共 {pages} 页").format(page=self.page, pages=self._pages)
        canvas.setFillGray(0.35)
        edges = (_SIDE, A4[0] - _SIDE)
        for text in set_aligned(words, Typeface.BODY, _NUMBER_SIZE, edges, _NUMBER_BASELINE, Align.CENTER):
            canvas.setFont(text.font, text.size)
            canvas.drawString(text.x, text.y, text.words)


def _story(booklet: Booklet) -> Iterator[Flowable]:
    yield Spacer(1, _ABOVE_TITLE)
    yield _centred(booklet.title, _TITLE_SIZE, Typeface.TITLE)
    yield Spacer(1, _BELOW_TITLE)
    for note in booklet.notes:
        yield _centred(note, _NOTE_SIZE, Typeface.BODY)
    yield PageBreak()
    yield setting(translate(_CONTEXT, "目　录"), WIDTH, _CONTENTS_SIZE, Typeface.HEADING)
    yield Spacer(1, _BELOW_CONTENTS_TITLE)
    yield _contents()
    yield PageBreak()
    for number, kept in enumerate(_kept_together(booklet.blocks)):
        if number and isinstance(kept[0], Heading) and kept[0].level == 1:
            yield CondPageBreak(_ROOM_FOR_CHAPTER)
        parts = [_on_page(block) for block in kept]
        yield parts[0] if len(parts) == 1 else KeepTogether(parts)


def _kept_together(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield what may not be parted: headings with what follows, a sentence with what it announces and shows."""
    kept: list[Block] = []
    for block in blocks:
        if kept and not _leads_on(kept[-1]) and not isinstance(block, Figure):
            yield kept
            kept = []
        elif kept and isinstance(block, Figure) and any(isinstance(one, Figure) for one in kept):
            # One picture stays with its words: two and they would leave half a page empty.
            yield kept
            kept = []
        kept.append(block)
    if kept:
        yield kept


def _leads_on(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Prose) and block.announces)


def _on_page(block: Block) -> Flowable:
    match block:
        case Heading():
            return heading_on_page(block, WIDTH)
        case Prose():
            return prose_on_page(block, WIDTH)
        case Figure():
            return FigureOnPage(block, WIDTH)
        case Grid():
            return grid_on_page(block, WIDTH)


def _centred(words: str, size: float, typeface: Typeface) -> Lines:
    lines = setting(words, WIDTH, size, typeface)
    lines.centred = True
    return lines


def _contents() -> TableOfContents:
    styles = [
        ParagraphStyle("chapter", fontName=_CONTENTS_FONT, fontSize=10.5, leading=15, spaceBefore=4),
        ParagraphStyle("section", fontName=_CONTENTS_FONT, fontSize=9.5, leading=12.4, leftIndent=18),
    ]
    return TableOfContents(levelStyles=styles, dotsMinLevel=0)


def _marked_up(words: str, level: int) -> str:
    """Return a heading with its fonts named, as the contents' own paragraphs read it."""
    typeface = Typeface.BODY if level else Typeface.HEADING
    return "".join(f'<font name="{run.font}">{escape(run.text)}</font>' for run in runs(words, typeface))
