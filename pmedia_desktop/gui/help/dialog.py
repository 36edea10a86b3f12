"""The manual above a dialog, or above a window that could not open its register: read, and closed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.pages.help import HelpPage
from pmedia_desktop.gui.place import Place
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.help.dialog"
_SIZE = QSize(900, 600)


class HelpDialog(FittingDialog):
    """``about`` names what help is asked for, as the help page's place does."""

    def __init__(self, desk: Desk, parent: QWidget, about: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(translate(_CONTEXT, "帮助"))
        self.resize(_SIZE)
        self._page = HelpPage(desk)
        self._page.offer_reading_only()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._page)
        self._page.visit(Place("help", 0, about))

    def explain(self) -> None:
        """Nothing: this is the manual."""
