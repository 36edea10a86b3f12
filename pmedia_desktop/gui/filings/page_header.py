"""The head of a filing's page: the way back, what it is, the print button, and what is rarely done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.cards import set_tone
from pmedia_desktop.gui.drafting_papers import draft_note
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.looks import FILING_TONES
from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.filings.stepping import Stepping
    from pmedia_desktop.services.filing.filings import FilingPage

_CONTEXT = "gui.filings.page_header"


class PageHeader:
    """Works the parts ``back``, ``title``, ``state``, ``print`` and ``more`` of the filing's page."""

    def __init__(self, desk: Desk, root: QWidget, stepping: Stepping, print_form: Callable[[], None]) -> None:
        self._desk = desk
        self._account_id = 0
        self._filing_id = 0
        self._title = part(root, ElidedLabel, "title")
        self._state = part(root, QLabel, "state")
        set_up_back(root, desk.go_back)
        self._notice = part(root, QLabel, "form_problem")
        self._print = part(root, QPushButton, "print")
        self._print.clicked.connect(print_form)
        self._more = more = part(root, QToolButton, "more")
        menu = QMenu(more)
        self._open_account = menu.addAction(translate(_CONTEXT, "打开账号"))
        menu.addAction(translate(_CONTEXT, "报送说明（复制）…")).triggered.connect(
            lambda: draft_note(desk, root, self._filing_id)
        )
        self._back_to_draft = menu.addAction(translate(_CONTEXT, "退回草稿修改…"))
        self._abandon = menu.addAction(translate(_CONTEXT, "作废…"))
        self._open_account.triggered.connect(lambda: desk.go(Place("account", self._account_id)))
        self._back_to_draft.triggered.connect(stepping.back_to_draft)
        self._abandon.triggered.connect(stepping.abandon)
        menu_button(more, menu)

    def await_filing(self) -> None:
        """Name no filing and offer nothing until the one that was asked for is here."""
        self._say("", "")
        self._offer(False)

    def say_unread(self, problem: SpokenError) -> None:
        """Say why there is no filing to show."""
        self._say(translate(_CONTEXT, "这份备案打不开"), str(problem))
        self._offer(False)

    def show(self, page: FilingPage, form_problem: str) -> None:
        """Show what the filing is and how far, and offer what can be done with it now.

        ``form_problem`` says what is wrong with the unit's own form, "" when nothing is.
        """
        self._say(page.title, form_problem)
        self._offer(True)
        self._account_id = page.filing.account_id
        self._filing_id = page.filing.id
        set_tone(self._state, word(page.filing.state), FILING_TONES[page.filing.state])
        allow(self._open_account, page.account is not None, translate(_CONTEXT, "这个账号在回收站里。"))
        goes_back = FilingState.DRAFT in page.next_states
        allow(self._back_to_draft, goes_back, translate(_CONTEXT, "打印以后、报送以前的才能退回草稿。"))
        ends = FilingState.ABANDONED in page.next_states
        allow(self._abandon, ends, translate(_CONTEXT, "已经报送或作废；报送后发现有错的，办新的备案更正。"))

    def _say(self, title: str, notice: str) -> None:
        self._title.setText(title)
        self._notice.setText(notice)
        self._notice.setVisible(bool(notice))

    def _offer(self, arrived: bool) -> None:
        for shown in (self._state, self._print, self._more):
            shown.setVisible(arrived)
