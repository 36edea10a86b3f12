"""A chapter as a document of Qt, with pictures as wide as there is room; and all of them as one PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QUrl, QUuid
from PySide6.QtGui import (
    QFont,
    QImageReader,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from pmedia_desktop.gui.help.manual import chapters, with_present_pictures
from pmedia_desktop.gui.input_methods import advice, look_up_input_methods
from pmedia_desktop.services.files import write_file
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pmedia_desktop.progress import Progress

_CONTEXT = "gui.help.rendering"
_PAPER_POINTS = 10.5
_PAPER_DPI = 300
_SCREEN_DPI = 96
#: How much larger than the text headings of the first, second and third level are.
_HEADING_SIZES = (1.5, 1.2, 1.1)


def fill_document(document: QTextDocument, text: str, width: float, folder: Path) -> None:
    """Lay a chapter into a document; pictures (of ``folder``) get at most ``width``, in the document's own units."""
    document.setBaseUrl(QUrl.fromLocalFile(f"{folder}/"))
    document.setMarkdown(with_present_pictures(text, folder))
    block = document.begin()
    while block.isValid():
        _set_type(document, block)
        for iterator in block:  # type: ignore[attr-defined]  # the stubs know only half of its protocol
            piece = iterator.fragment()
            if piece.charFormat().isImageFormat():
                picture = piece.charFormat().toImageFormat()
                real = QImageReader(str(folder / picture.name())).size()
                if real.width() > 0:
                    picture.setWidth(min(width, real.width()))
                    picture.setHeight(picture.width() * real.height() / real.width())
                    cursor = QTextCursor(document)
                    cursor.setPosition(piece.position())
                    cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                    cursor.setCharFormat(picture)
        block = block.next()


def _set_type(document: QTextDocument, block: QTextBlock) -> None:
    """Set headings a little larger than the text, and file names in the letters of the text.

    Markdown's own headings are twice as large, and its fixed letters have no Chinese among them.
    """
    font = document.defaultFont()
    level = block.blockFormat().headingLevel()
    if level:
        font.setPointSizeF(font.pointSizeF() * _HEADING_SIZES[min(level, len(_HEADING_SIZES)) - 1])
        font.setBold(True)
    # Taken down before anything is set: setting joins and splits the pieces that are being walked over.
    pieces = [iterator.fragment() for iterator in block]  # type: ignore[attr-defined]  # as above
    found = [(piece.position(), piece.length(), piece.charFormat()) for piece in pieces]
    cursor = QTextCursor(document)
    for start, length, form in found:
        if form.isImageFormat() or not (level or form.fontFixedPitch()):
            continue
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        letters = QTextCharFormat(form)
        letters.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        letters.setFont(font)
        cursor.setCharFormat(letters)


def write_pdf(
    target: Path, font: QFont, facts: dict[str, str], folder: Path, progress: Progress, at: datetime | None = None
) -> None:
    """Write the whole manual; for a working thread, with a document of its own. ``facts`` fill the placeholders.

    Of one moment ``at``, which stands in for the clock, the file is the same each time.

    Raises ``EnvironmentProblem`` when the file cannot be written; Qt's own writer would only warn.
    """
    content = QBuffer()
    content.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(content)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 18, 20, 18), QPageLayout.Unit.Millimeter)
    writer.setResolution(_PAPER_DPI)
    writer.setTitle(translate(_CONTEXT, "政务新媒体账号管理用户手册"))
    if at is not None:
        writer.setDocumentId(QUuid.createUuidV5(QUuid(), at.isoformat().encode()))
    progress.step(0, 0)
    whole = QTextDocument()
    paper = QFont(font)
    paper.setPointSizeF(_PAPER_POINTS)
    whole.setDefaultFont(paper)
    whole.documentLayout().setPaintDevice(writer)
    whole.setPageSize(writer.pageLayout().paintRectPixels(_PAPER_DPI).size().toSizeF())
    # Pictures are measured in the screen's pixels, the page in the printer's.
    width = (whole.pageSize().width() - 2 * whole.documentMargin()) * _SCREEN_DPI / _PAPER_DPI
    fill_document(whole, filled_in("\n\n".join(chapter.text for chapter in chapters()), facts), width, folder)
    _begin_chapters_on_pages(whole)
    progress.step(0, 0)
    whole.print_(writer)
    written = bytes(content.data().data())
    write_file(target, written if at is None else _dated(written, at))


def _dated(content: bytes, at: datetime) -> bytes:
    """Put ``at`` in the place of the clock's times, which Qt writes whatever it is told; no place in the file moves."""
    local = at.astimezone()
    content = re.sub(rb"(?<=Date \(D:)\d{14}", f"{local:%Y%m%d%H%M%S}".encode(), content)
    return re.sub(rb'(?<=Date=")[-\d]{10}T[:\d]{8}', f"{local:%Y-%m-%dT%H:%M:%S}".encode(), content)


def _begin_chapters_on_pages(document: QTextDocument) -> None:
    block = document.begin().next()
    while block.isValid():
        if block.blockFormat().headingLevel() == 1:
            form = block.blockFormat()
            form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(block).setBlockFormat(form)
        block = block.next()


def facts_of_this_pc() -> dict[str, str]:
    """Return what fills the manual's placeholders."""
    methods = look_up_input_methods()
    return {"input_methods": f"{methods.sentence}\n\n{advice(methods)}"}


def facts_of_any_pc() -> dict[str, str]:
    """Return what fills them in a manual that is given to other PCs."""
    return {"input_methods": translate(_CONTEXT, "在程序里打开“帮助”的“输入法”一章，这里写着您这台电脑的情况。")}


def filled_in(text: str, facts: dict[str, str]) -> str:
    """Put what is known of this PC into a chapter."""
    for name, value in facts.items():
        text = text.replace(f"{{{name}}}", value)
    return text
