"""The head of a filing's page: the way back, what it is, the print button, and what is rarely done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton, QWidget

from pmedia_desktop.gui.cards import set_tone
from pmedia_desktop.gui.looks import FILING_TONES
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import theme
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.filings.stepping import Stepping
    from pmedia_desktop.services.filings import FilingPage

_CONTEXT = "gui.filings.page_header"


class PageHeader:
    """Works the parts ``back``, ``title``, ``state``, ``print`` and ``more`` of the filing's page."""

    def __init__(self, desk: Desk, root: QWidget, stepping: Stepping, print_form: Callable[[], None]) -> None:
        self._desk = desk
        self._account_id = 0
        self._title = part(root, QLabel, "title")
        self._state = part(root, QLabel, "state")
        back = part(root, QToolButton, "back")
        back.clicked.connect(desk.go_back)
        part(root, QPushButton, "print").clicked.connect(print_form)
        more = part(root, QToolButton, "more")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        self._open_account = menu.addAction(translate(_CONTEXT, "打开账号"))
        self._back_to_draft = menu.addAction(translate(_CONTEXT, "退回草稿修改…"))
        self._abandon = menu.addAction(translate(_CONTEXT, "作废…"))
        self._open_account.triggered.connect(lambda: desk.go(Place("account", self._account_id)))
        self._back_to_draft.triggered.connect(stepping.back_to_draft)
        self._abandon.triggered.connect(stepping.abandon)
        more.setMenu(menu)

        def draw() -> None:
            back.setIcon(theme().icon("back", "accent"))
            more.setIcon(theme().icon("down", "accent"))

        theme().follow(root, draw)
        draw()

    def show(self, page: FilingPage) -> None:
        """Show what the filing is and how far, and offer what can be done with it now."""
        self._account_id = page.filing.account_id
        self._title.setText(page.title)
        self._title.setToolTip(page.title)
        set_tone(self._state, word(page.filing.state), FILING_TONES[page.filing.state])
        self._open_account.setEnabled(page.account is not None)
        self._back_to_draft.setEnabled(FilingState.DRAFT in page.next_states)
        self._abandon.setEnabled(FilingState.ABANDONED in page.next_states)
