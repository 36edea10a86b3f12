"""The four words that the program draws, in pinyin and in characters, and the button that draws others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from pmedia_desktop.gui.custody.secret_view import SecretView
from pmedia_desktop.gui.ui_files import layout_in, part

if TYPE_CHECKING:
    from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
    from pmedia_desktop.vault.words import DrawnWords


class DrawnWordsLines:
    """Works the parts ``words_place`` and ``another`` of a dialog; a screen reader calls the two lines by the names."""

    def __init__(self, dialog: SecretDialog, pinyin_name: str, chinese_name: str) -> None:
        self.drawn: DrawnWords | None = None
        self._dialog = dialog
        self._pinyin = SecretView(pinyin_name)
        self._chinese = SecretView(chinese_name)
        place = layout_in(dialog.root, "words_place")
        for view in (self._pinyin, self._chinese):
            place.addWidget(view)
        part(dialog.root, QPushButton, "another").clicked.connect(self.draw)

    def draw(self) -> None:
        """Draw other words and show them."""
        self._dialog.desk.read(self._dialog, lambda _office: _offer(), self._take, replaces="words")

    def show_again(self) -> None:
        """Show the words again, where they were hidden meanwhile."""
        if self.drawn is not None:
            self._take(self.drawn)

    def forget(self) -> None:
        """Let go of the words."""
        for view in (self._pinyin, self._chinese):
            view.forget()
        self.drawn = None

    def _take(self, drawn: DrawnWords) -> None:
        self.drawn = drawn
        self._pinyin.hold(drawn.typed, covered=False)
        self._chinese.hold(drawn.chinese, covered=False)
        self._dialog.fit()


def _offer() -> DrawnWords:
    from pmedia_desktop.vault.generator import offer_passphrase

    return offer_passphrase()
