"""An account's own page: what the rules found, what is due, its facts, filings, attachments and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTableView, QToolButton, QVBoxLayout, QWidget

from pmedia_desktop.gui.account_facts import account_facts
from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.answered_page import AnsweredPage
from pmedia_desktop.gui.attachments_panel import AttachmentsPanel
from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.cards import Card, clear, section_title, set_tone
from pmedia_desktop.gui.drafting_papers import offer_forms, offer_letters
from pmedia_desktop.gui.editors.account_editor import AccountEditor, read_choices
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.facts import facts_card
from pmedia_desktop.gui.fields.dates import chinese_date, write_date
from pmedia_desktop.gui.history_table import history_model, tell_details
from pmedia_desktop.gui.looks import ACCOUNT_TONES, DUE_TONES, FILING_TONES
from pmedia_desktop.gui.matters import SEVERITY_TONES, days_left_words, place_of
from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.page_tabs import PageTabs
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.publishing.clock_words import CLOCK_TONES, clock_words
from pmedia_desktop.gui.recycling import move_to_bin
from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.editors.account_editor import AccountChoices
    from pmedia_desktop.model.filing import Filing
    from pmedia_desktop.model.finding import Deadline, Finding
    from pmedia_desktop.services import accounts as service
    from pmedia_desktop.services.journal.history import HistoryLine
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.publishing.clocks import UpdateClock

_CONTEXT = "gui.pages.account"


@dataclass(frozen=True)
class _Shown:
    page: service.AccountPage
    choices: AccountChoices
    history: tuple[HistoryLine, ...]


class AccountPage(AnsweredPage):
    """One account."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "account")
        root = self.root
        self._account_id = 0
        self._field = ""
        self._shown: _Shown | None = None
        self._title = part(root, ElidedLabel, "title")
        self._state = part(root, QLabel, "state")
        self._platform = part(root, QLabel, "platform")
        self._tabs = part(root, PageTabs, "tabs")
        self._overview = part(root, QWidget, "overview_contents").layout()
        self._close_account = part(root, QPushButton, "close_account")
        self._filings_hint = part(root, QLabel, "filings_hint")
        filings = part(root, QTableView, "filings")
        self._filings = RowsModel(_filing_columns())
        set_up_table(filings, self._filings, translate(_CONTEXT, "备案"))
        filings.activated.connect(self._open_filing)
        self._attachments = AttachmentsPanel(desk, root, tuple(AttachmentKind))
        history = part(root, QTableView, "history")
        self._history = history_model(history)
        history.activated.connect(lambda index: tell_details(desk.dialogs, self._history.rows[index.row()]))
        set_up_back(root, desk.go_back)
        part(root, QPushButton, "edit").clicked.connect(lambda: self._edit())
        self._close_account.clicked.connect(lambda: self.desk.go(Place("closing", self._account_id)))
        more = part(root, QToolButton, "more")
        menu = QMenu(more)
        menu.addAction(translate(_CONTEXT, "填写上级的表…")).triggered.connect(
            lambda: offer_forms(desk, self, self._account_id)
        )
        offer_letters(menu, desk, self, lambda: self._account_id)
        menu.addSeparator()
        menu.addAction(translate(_CONTEXT, "移入回收站")).triggered.connect(self._recycle)
        menu_button(more, menu)

    def visit(self, place: Place) -> None:
        """Show the account; a field opens the dialog there."""
        if place.record != self._account_id:
            self._tabs.setCurrentIndex(0)
        self._account_id = place.record
        self._field = place.field
        self.refresh()

    def refresh(self) -> None:
        """Read the account, and the people and settings that show beside it."""
        account_id = self._account_id
        self.ask(lambda office: _read_account(office, account_id), self._show)

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        page = shown.page
        account = page.account
        self._title.setText(account.name)
        set_tone(self._state, word(account.state), ACCOUNT_TONES[account.state])
        self._platform.setText(page.platform.name)
        allow(self._close_account, account.state.is_open, translate(_CONTEXT, "只有正在使用的账号才要关停。"))
        self._show_overview(page)
        self._filings.show(tuple(reversed(page.filings)))
        self._filings_hint.setText(
            ""
            if page.filings
            else translate(_CONTEXT, "这个账号还没有备案。开设、变更、关停时，程序会在这里起草备案表。")
        )
        self._attachments.show(Subject(SubjectKind.ACCOUNT, account.id, account.name), page.attachments)
        self._history.show(shown.history)
        if self._field:
            field, self._field = self._field, ""
            self._edit(field)

    def _show_overview(self, page: service.AccountPage) -> None:
        layout = self._overview
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("account.ui: overview_contents needs a vertical layout")
        clear(layout)
        if page.deadlines:
            layout.addWidget(section_title(translate(_CONTEXT, "期限")))
            for deadline in page.deadlines:
                layout.addWidget(self._deadline_card(deadline))
        if page.findings:
            layout.addWidget(section_title(translate(_CONTEXT, "需要核对和补充")))
            for finding in page.findings:
                layout.addWidget(self._finding_card(finding))
        if page.clock is not None:
            layout.addWidget(section_title(translate(_CONTEXT, "更新计时")))
            layout.addWidget(self._clock_card(page.clock))
        layout.addWidget(section_title(translate(_CONTEXT, "登记内容")))
        for title, facts in account_facts(page):
            layout.addWidget(facts_card(title, facts))
        layout.addStretch(1)

    def _clock_card(self, clock: UpdateClock) -> Card:
        last = translate(_CONTEXT, "补录最近一条的标题、链接和日期，就开始计时。")
        if clock.since is not None:
            last = translate(_CONTEXT, "从开设之日起计时：{day}").format(day=chinese_date(clock.since))
        if clock.last is not None:
            last = translate(_CONTEXT, "最近一条：{day}“{title}”").format(
                day=chinese_date(clock.last), title=clock.last_title
            )
        return Card(
            clock_words(clock),
            [(last, "hint")],
            tag=(translate(_CONTEXT, "{limit}天").format(limit=clock.limit), CLOCK_TONES[clock.status.value]),
            button=(
                translate(_CONTEXT, "近十二个月"),
                lambda: self.desk.go(Place("publications", clock.account.id, "clocks")),
            ),
        )

    def _deadline_card(self, deadline: Deadline) -> Card:
        left = days_left_words(deadline.days_left) if deadline.days_left is not None else word(deadline.state)
        due = translate(_CONTEXT, "{day}到期").format(day=chinese_date(deadline.due)) if deadline.due else ""
        if deadline.estimated:
            due += translate(_CONTEXT, "（按法定节日推算）")
        button = None
        if deadline.subject.kind is SubjectKind.FILING:
            button = (translate(_CONTEXT, "打开备案"), lambda: self.desk.go(place_of(deadline.subject)))
        elif deadline.rule.startswith("filing."):
            button = self._opening_button()
        return Card(
            deadline.what,
            [(deadline.reason, "hint")],
            tag=(left, DUE_TONES[deadline.state]),
            note="　".join(text for text in (deadline.article, due) if text),
            button=button,
        )

    def _finding_card(self, finding: Finding) -> Card:
        button = None
        if finding.subject.kind is SubjectKind.FILING:
            button = (translate(_CONTEXT, "打开备案"), lambda: self.desk.go(place_of(finding.subject, finding.field)))
        elif finding.field == "baseline":
            button = self._opening_button()
        elif finding.field:
            button = (translate(_CONTEXT, "去补充"), lambda: self._edit(finding.field))
        return Card(
            finding.message,
            [(finding.remedy, "hint")],
            tag=(word(finding.severity), SEVERITY_TONES[finding.severity]),
            note=finding.article,
            button=button,
        )

    def _opening_button(self) -> tuple[str, Callable[[], None]]:
        """Return the button for an account that was opened without a filing."""
        return translate(_CONTEXT, "办理备案"), lambda: self.desk.go(Place("opening", self._account_id))

    def _edit(self, field: str = "") -> None:
        if self._shown is None:
            return
        editor = AccountEditor(self.desk, self.window(), self._shown.page.account, self._shown.choices)
        editor.open()
        if field:
            editor.show_field(field)

    def _open_filing(self, index: QModelIndex) -> None:
        self.desk.go(Place("filing", self._filings.rows[index.row()].id))

    def _recycle(self) -> None:
        if self._shown is None:
            return
        account = self._shown.page.account
        subject = Subject(SubjectKind.ACCOUNT, account.id, account.name)
        if self.desk.dialogs.confirm(
            translate(_CONTEXT, "把“{name}”移入回收站？").format(name=account.name),
            translate(
                _CONTEXT, "登记内容都会保留，以后可以在“设置—回收站”里还原。平台上的账号不受影响，要停用请走关停。"
            ),
            translate(_CONTEXT, "移入回收站"),
        ):
            self.desk.change(
                self, lambda office: move_to_bin(office, subject), lambda _none: self.desk.go(Place("accounts"))
            )


def _filing_columns() -> tuple[Column[Filing], ...]:
    return (
        Column(translate(_CONTEXT, "类型"), lambda filing: word(filing.kind), 96),
        Column(
            translate(_CONTEXT, "进度"),
            lambda filing: word(filing.state),
            120,
            tone=lambda filing: FILING_TONES[filing.state],
        ),
        Column(translate(_CONTEXT, "事由"), lambda filing: filing.reason),
        Column(translate(_CONTEXT, "事项日期"), lambda filing: write_date(filing.event_on), 120),
        Column(translate(_CONTEXT, "报送日期"), lambda filing: write_date(filing.submitted_on), 120),
        Column(translate(_CONTEXT, "备案编号"), lambda filing: filing.number, 144),
    )


def _read_account(office: Office, account_id: int) -> _Shown:
    from pmedia_desktop.services.accounts import account_page
    from pmedia_desktop.services.journal.history import read_history

    page = account_page(office, account_id)
    return _Shown(page, read_choices(office), read_history(office, Subject(SubjectKind.ACCOUNT, account_id)))
