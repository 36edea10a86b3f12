"""One credential: who holds it, how it stands, and everything that happened to it, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.answered_page import AnsweredPage
from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.cards import Card, clear, section_title, set_tone, words
from pmedia_desktop.gui.custody import actions
from pmedia_desktop.gui.custody.appoint_dialog import open_appoint_dialog
from pmedia_desktop.gui.custody.event_words import event_sentence
from pmedia_desktop.gui.facts import facts_card
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.looks import CREDENTIAL_TONES, name_of
from pmedia_desktop.gui.matters import days_left_words
from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import layout_in, part
from pmedia_desktop.model.custody import WRITTEN_OF_CREDENTIALS, CopyState, CredentialStatus
from pmedia_desktop.model.words import field_label, word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.custody import Credential, CustodyEvent
    from pmedia_desktop.services.custody.records import CredentialRow
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.credential"


@dataclass(frozen=True)
class _Shown:
    row: CredentialRow
    events: tuple[CustodyEvent, ...]
    names: dict[int, str]


class CredentialPage(AnsweredPage):
    """Facts above, events below, the latest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "credential")
        root = self.root
        self._id = 0
        self._row: CredentialRow | None = None
        self._title = part(root, QLabel, "title")
        self._status = part(root, QLabel, "status")
        self._look = part(root, QPushButton, "look")
        self._deposit = part(root, QPushButton, "deposit")
        self._confirm = part(root, QPushButton, "confirm")
        self._lend = part(root, QPushButton, "lend")
        self._more = part(root, QToolButton, "more")
        self._notices = layout_in(root, "notices")
        self._contents = layout_in(root, "contents")
        set_up_back(root, desk.go_back)
        for button, act in (
            (self._look, actions.look),
            (self._deposit, actions.deposit),
            (self._confirm, actions.confirm_login),
        ):
            button.clicked.connect(self._acting(act))
        self._lend.clicked.connect(self._lend_or_take_back)
        self._offer_more()

    def visit(self, place: Place) -> None:
        """Show the credential."""
        self._id = place.record
        self.refresh()

    def refresh(self) -> None:
        """Read the credential."""
        credential_id = self._id
        self.ask(lambda office: _read(office, credential_id), self._show)

    def _show(self, shown: _Shown) -> None:
        row, credential = shown.row, shown.row.credential
        self._row = row
        self._title.setText(actions.called(row))
        set_tone(self._status, word(credential.status), CREDENTIAL_TONES[credential.status])
        has_secret, is_active = credential.current is not None, credential.is_active
        version = credential.version
        self._look.setVisible(has_secret or (is_active and credential.keeps_secret))
        allow(self._look, has_secret, translate(_CONTEXT, "还没有存入密码。"))
        self._deposit.setVisible(is_active and credential.keeps_secret)
        self._deposit.setText(translate(_CONTEXT, "更换密码…") if has_secret else translate(_CONTEXT, "存入密码…"))
        self._confirm.setVisible(is_active and version is not None and version.confirmed_at is None)
        self._lend.setVisible(is_active and has_secret)
        self._lend.setText(translate(_CONTEXT, "归还") if credential.is_lent else translate(_CONTEXT, "借出…"))
        clear(self._notices)
        if row.change_due is not None and row.days_left is not None and row.days_left <= 0:
            self._notices.addWidget(_change_notice(row))
        clear(self._contents)
        self._contents.addWidget(facts_card(translate(_CONTEXT, "保管"), _custody_facts(row), self._edit_button()))
        self._contents.addWidget(
            facts_card(
                translate(_CONTEXT, "登录方式"),
                [(field_label(name), getattr(credential, name)) for name in WRITTEN_OF_CREDENTIALS],
            )
        )
        self._contents.addWidget(section_title(translate(_CONTEXT, "经过")))
        for event in shown.events:
            self._contents.addWidget(words(event_sentence(event, shown.names)))
        self._contents.addStretch(1)

    def _edit_button(self) -> tuple[str, Callable[[], None]]:
        return translate(_CONTEXT, "修改登记…"), self._edit

    def _edit(self) -> None:
        if self._row is not None:
            open_appoint_dialog(self.desk, self, self._row.credential)

    def _acting(self, act: Callable[[Desk, QWidget, CredentialRow], None]) -> Callable[[], None]:
        def on_click() -> None:
            if self._row is not None:
                act(self.desk, self, self._row)

        return on_click

    def _lend_or_take_back(self) -> None:
        if self._row is not None:
            act = actions.take_back if self._row.credential.is_lent else actions.lend
            act(self.desk, self, self._row)

    def _offer_more(self) -> None:
        menu = QMenu(self._more)
        self._former = menu.addAction(translate(_CONTEXT, "查看上一个密码…"))
        self._former.triggered.connect(self._acting(actions.look_at_former))
        menu.addAction(translate(_CONTEXT, "调整B岗…")).triggered.connect(self._acting(actions.change_deputy))
        menu.addAction(translate(_CONTEXT, "交接…")).triggered.connect(
            lambda: self.desk.go(Place("handing_over", self._id))
        )
        menu.addSeparator()
        menu.addAction(translate(_CONTEXT, "报告疑似泄露…")).triggered.connect(self._acting(actions.suspect_leak))
        menu.addAction(translate(_CONTEXT, "停用…")).triggered.connect(self._acting(actions.retire))
        reinstating = menu.addAction(translate(_CONTEXT, "恢复使用…"))
        reinstating.triggered.connect(self._acting(actions.reinstate))
        discarding = menu.addAction(translate(_CONTEXT, "销毁存着的密码…"))
        discarding.triggered.connect(self._acting(actions.discard))
        self._of_retired = (reinstating, discarding)
        menu.aboutToShow.connect(self._enable_menu)
        menu_button(self._more, menu)

    def _enable_menu(self) -> None:
        credential = self._row.credential if self._row is not None else None
        is_active = credential is not None and credential.is_active
        for action in self._more.menu().actions():
            allow(action, is_active, translate(_CONTEXT, "这一项已经停用。"))
        for action in self._of_retired:
            action.setVisible(credential is not None and not is_active)
            kept = credential is not None and not is_active and credential.current is not None
            allow(action, kept, translate(_CONTEXT, "没有存着的密码。"))
        # Also of one that is not used any more: a new password may never have been confirmed.
        self._former.setVisible(credential is not None and _keeps_former(credential))
        self._former.setEnabled(credential is not None)


def _keeps_former(credential: Credential) -> bool:
    return any(copy.state is CopyState.KEPT for copy in credential.copies)


def _change_notice(row: CredentialRow) -> Card:
    return Card(
        translate(_CONTEXT, "该更换密码了"),
        [(row.change_why, "")],
        tag=(days_left_words(row.days_left or 0), Tone.DANGER),
        role="caution",
    )


def _custody_facts(row: CredentialRow) -> list[tuple[str, str]]:
    credential = row.credential
    version = credential.version
    facts = [
        (field_label("credential.holder_id"), name_of(row.holder)),
        (field_label("deputy_id"), name_of(row.deputy) or translate(_CONTEXT, "没有设")),
    ]
    if credential.is_lent and credential.loan is not None:
        until = credential.loan.until.astimezone()
        facts.append(
            (
                translate(_CONTEXT, "借用"),
                translate(_CONTEXT, "{name}，应在{day}前归还").format(
                    name=name_of(row.borrower), day=chinese_date(until.date())
                ),
            )
        )
    if credential.status is CredentialStatus.HOLDER_ONLY:
        facts.append((translate(_CONTEXT, "密码"), translate(_CONTEXT, "只登记保管人，不存密码")))
    if version is not None:
        facts += [
            (
                translate(_CONTEXT, "密码"),
                translate(_CONTEXT, "第{number}个，{day}存入").format(
                    number=version.number, day=chinese_date(version.set_at.astimezone().date())
                ),
            ),
            (translate(_CONTEXT, "强度"), word(version.strength)),
            (
                translate(_CONTEXT, "登录验证"),
                chinese_date(version.confirmed_at.astimezone().date())
                if version.confirmed_at is not None
                else translate(_CONTEXT, "还没有"),
            ),
        ]
    if row.change_due is not None:
        facts.append((translate(_CONTEXT, "更换期限"), f"{chinese_date(row.change_due)}，{row.change_why}"))
    if row.needs:
        facts.append((translate(_CONTEXT, "还要办的"), "；".join(row.needs)))
    return facts


def _read(office: Office, credential_id: int) -> _Shown:
    from pmedia_desktop.services.custody.records import credential_row, events_of
    from pmedia_desktop.services.people import list_people

    names = {person.id: person.name for person in list_people(office)}
    return _Shown(credential_row(office, credential_id), events_of(office, credential_id), names)
