"""A text in which places are underlined: what the checks have found, where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from pmedia_desktop.gui.theme import Tone, theme
from pmedia_desktop.gui.ui_files import own_widget

#: More marks than these help nobody and slow the painting down.
_MOST_MARKS = 500


@own_widget
class MarkedText(QPlainTextEdit):
    """Marks are counted in characters; Qt counts a character beyond U+FFFF as two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[tuple[int, int, Tone], ...] = ()
        self.setTabChangesFocus(True)

    def mark(self, marks: Sequence[tuple[int, int, Tone]]) -> None:
        """Underline the places (start, end, tone) of the text as it stands."""
        self._marks = tuple(marks[:_MOST_MARKS])
        self._draw()

    def show_place(self, start: int, end: int) -> None:
        """Select a place, bring it into view and put the focus there."""
        self.setTextCursor(self._cursor(start, end))
        self.ensureCursorVisible()
        self.setFocus()

    def _draw(self) -> None:
        selections = []
        for start, end, tone in self._marks:
            colour, ground = theme().tone(tone)
            looks = QTextCharFormat()
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            looks.setUnderlineColor(QColor(colour))
            looks.setBackground(ground)
            selection = QTextEdit.ExtraSelection()
            # PySide6's stubs leave out the fields of this structure.
            selection.cursor = self._cursor(start, end)  # type: ignore[attr-defined]
            selection.format = looks  # type: ignore[attr-defined]
            selections.append(selection)
        self.setExtraSelections(selections)

    def _cursor(self, start: int, end: int) -> QTextCursor:
        text = self.toPlainText()
        first = _units(text[:start])
        cursor = self.textCursor()
        cursor.setPosition(first)
        cursor.setPosition(first + _units(text[start:end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _units(text: str) -> int:
    """Return a text's length as Qt counts it, in units of UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)
