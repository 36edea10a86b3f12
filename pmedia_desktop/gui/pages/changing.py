"""办理变更备案: what changed is entered where it belongs; the filing is drafted when that is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.cards import Card, clear, section_title
from pmedia_desktop.gui.editors.account_editor import AccountEditor, read_choices
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.filled_label import FilledLabel
from pmedia_desktop.gui.looks import FILING_TONES
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.filing import FilingKind, FilingState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.editors.account_editor import AccountChoices
    from pmedia_desktop.model.account import Account
    from pmedia_desktop.services.filing.filings import FilingRow
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.changing"


@dataclass(frozen=True)
class _Shown:
    accounts: tuple[tuple[Account, str], ...]
    choices: AccountChoices
    drafts: tuple[FilingRow, ...]
    days: int


class ChangingPage(Page):
    """Leads to where the change is entered, and shows the change filings under way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("changing", self)
        set_up_back(root, desk.go_back)
        self._note = FilledLabel(part(root, QLabel, "changing_note"))
        layout = part(root, QWidget, "changing_contents").layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("changing.ui: changing_contents needs a vertical layout")
        self._contents = layout

    def refresh(self) -> None:
        """Read which accounts there are."""
        self.desk.read(self, _read_accounts, self._show, replaces="accounts")

    def _show(self, shown: _Shown) -> None:
        self._note.say(shown.days)
        clear(self._contents)
        self._contents.addWidget(section_title(translate(_CONTEXT, "单位或人员变了")))
        self._contents.addWidget(
            Card(
                translate(_CONTEXT, "单位名称、主要领导、分管负责人、电话"),
                [(translate(_CONTEXT, "在“单位与人员”里改；涉及几个账号，就起草几份备案。"), "hint")],
                button=(translate(_CONTEXT, "去单位与人员"), lambda: self.desk.go(Place("people"))),
            )
        )
        self._contents.addWidget(
            section_title(translate(_CONTEXT, "账号变了（名称、账号ID、认证主体、管理员、运维方式……）"))
        )
        for account, platform in shown.accounts:
            self._contents.addWidget(
                Card(
                    account.name,
                    [(platform, "hint")],
                    button=(translate(_CONTEXT, "修改这个账号…"), self._editing(account, shown.choices)),
                )
            )
        if not shown.accounts:
            self._contents.addWidget(
                Card(
                    translate(_CONTEXT, "还没有登记账号"),
                    [(translate(_CONTEXT, "先把现有账号登记进来。"), "hint")],
                    button=(translate(_CONTEXT, "登记账号"), lambda: self.desk.go(Place("accounts", 0, "new"))),
                )
            )
        if shown.drafts:
            self._contents.addWidget(section_title(translate(_CONTEXT, "正在办理的变更备案")))
        for row in shown.drafts:
            day = row.filing.event_on
            self._contents.addWidget(
                Card(
                    row.title,
                    [(row.filing.reason, "hint")],
                    tag=(word(row.filing.state), FILING_TONES[row.filing.state]),
                    note=translate(_CONTEXT, "{day}生效").format(day=chinese_date(day)) if day else "",
                    button=(translate(_CONTEXT, "继续办理"), self._going(row.filing.id)),
                )
            )
        self._contents.addStretch(1)

    def _editing(self, account: Account, choices: AccountChoices) -> Callable[[], None]:
        return lambda: AccountEditor(self.desk, self.window(), account, choices).open()

    def _going(self, filing_id: int) -> Callable[[], None]:
        return lambda: self.desk.go(Place("filing", filing_id))


def _read_accounts(office: Office) -> _Shown:
    from pmedia_desktop.services.filing.filings import list_filings
    from pmedia_desktop.services.office import snapshot

    known = snapshot(office)
    finished = (FilingState.FILED, FilingState.ABANDONED, FilingState.RETURNED)
    return _Shown(
        tuple((account, known.platform(account.platform).name) for account in known.accounts if account.state.is_open),
        read_choices(office),
        tuple(
            row
            for row in list_filings(office)
            if row.filing.kind is FilingKind.CHANGE and row.filing.state not in finished
        ),
        known.settings.change_days,
    )
