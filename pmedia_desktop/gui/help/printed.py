"""The manual on paper: its chapters, as Qt reads their Markdown on the screen too, become a booklet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QImageReader, QTextBlock, QTextCursor, QTextDocument, QTextListFormat

from pmedia_desktop import __version__
from pmedia_desktop.gui.help.manual import Chapter, chapters, with_present_pictures
from pmedia_desktop.gui.help.rendering import filled_in
from pmedia_desktop.paper.booklet.content import Block, Booklet, Figure, Grid, Heading, Piece, Prose
from pmedia_desktop.services.files import write_file
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from PySide6.QtGui import QTextTable

    from pmedia_desktop.progress import Progress

_CONTEXT = "gui.help.printed"
#: A picture of so many pixels across is as wide as the text; smaller ones (dialogs) keep their proportion to it.
PICTURE_SIZE = (1120, 680)


def write_pdf(target: Path, facts: dict[str, str], folder: Path, day: date, progress: Progress) -> None:
    """Write the whole manual; for a working thread, with documents of its own. ``facts`` fill the placeholders.

    On the same ``day`` the file is the same each time. Raises ``EnvironmentProblem`` when it cannot be written.
    """
    from pmedia_desktop.paper.booklet.making import booklet_pdf

    blocks: list[Block] = []
    for number, chapter in enumerate(chapters()):
        progress.step(number, len(chapters()))
        blocks += blocks_of(chapter, facts, folder)
    progress.step(0, 0)
    notes = (
        translate(_CONTEXT, "第 {version} 版　　{day:%Y}年{day.month}月{day.day}日").format(
            version=__version__, day=day
        ),
        translate(_CONTEXT, "图中都是程序自带的示例登记册，单位、人员、账号都不是真的。"),
    )
    title = translate(_CONTEXT, "政务新媒体账号管理用户手册")
    write_file(target, booklet_pdf(Booklet(title, notes, day.isoformat(), blocks)))


def blocks_of(chapter: Chapter, facts: dict[str, str], folder: Path) -> Iterator[Block]:
    """Yield a chapter's headings, paragraphs, pictures and tables; links lead to headings of the booklet."""
    document = QTextDocument()
    document.setMarkdown(with_present_pictures(filled_in(chapter.text, facts), folder))
    block, table_end = document.begin(), -1
    while block.isValid():
        table = QTextCursor(block).currentTable()
        if table is not None and block.position() > table_end:
            table_end = table.lastPosition()
            yield _grid(table, chapter)
        elif table is None and block.length() > 1:
            yield from _read(block, chapter, folder)
        block = block.next()


def _read(block: QTextBlock, chapter: Chapter, folder: Path) -> Iterator[Block]:
    level = block.blockFormat().headingLevel()
    if level:
        anchor = chapter.file if level == 1 else f"{chapter.file}#{block.text()}"
        yield Heading(level, block.text(), anchor)
        return
    prose = _prose(block, chapter)
    if prose.pieces:
        yield prose
    for iterator in block:  # type: ignore[attr-defined]  # the stubs know only half of its protocol
        form = iterator.fragment().charFormat()
        if form.isImageFormat():
            picture = form.toImageFormat()
            caption = str(picture.property(picture.Property.ImageAltText.value))
            yield _figure(folder / picture.name(), caption)


def _figure(path: Path, caption: str) -> Figure:
    across = QImageReader(str(path)).size().width()
    return Figure(path.read_bytes(), caption, min(1.0, across / PICTURE_SIZE[0]))


def _prose(block: QTextBlock, chapter: Chapter) -> Prose:
    pieces = []
    for iterator in block:  # type: ignore[attr-defined]  # as above
        piece = iterator.fragment()
        form = piece.charFormat()
        if form.isImageFormat():
            continue
        link = form.anchorHref()
        # "#heading" is in the same chapter; addresses elsewhere cannot be followed without a network.
        anchor = f"{chapter.file}{link}" if link.startswith("#") else link if ".md" in link else ""
        pieces.append(Piece(piece.text(), form.fontWeight() >= QFont.Weight.Bold, anchor))
    items = block.textList()
    if items is None:
        return Prose(tuple(pieces))
    ordered = items.format().style() == QTextListFormat.Style.ListDecimal
    return Prose(tuple(pieces), items.itemText(block) if ordered else "•")


def _grid(table: QTextTable, chapter: Chapter) -> Grid:
    return Grid(
        [
            [
                _prose(table.cellAt(row, column).firstCursorPosition().block(), chapter)
                for column in range(table.columns())
            ]
            for row in range(table.rows())
        ]
    )
