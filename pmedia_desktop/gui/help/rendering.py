"""A chapter as a document of Qt, with pictures as wide as there is room, and what is known of this PC filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import (
    QImageReader,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from pmedia_desktop.gui.help.manual import with_present_pictures
from pmedia_desktop.gui.input_methods import advice, look_up_input_methods
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

_CONTEXT = "gui.help.rendering"
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
