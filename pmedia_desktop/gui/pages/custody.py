"""密码保管: who holds which way into which account (Article 15), and what it still needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QTableView,
    QToolButton,
    QWidget,
)

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.cards import clear
from pmedia_desktop.gui.columns_menu import ColumnsMenu
from pmedia_desktop.gui.custody import actions
from pmedia_desktop.gui.custody.appoint_dialog import open_appoint_dialog
from pmedia_desktop.gui.custody.notices import notices
from pmedia_desktop.gui.custody.passphrases import answer_leaked_passphrase, change_passphrase
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.looks import CREDENTIAL_TONES, name_of
from pmedia_desktop.gui.matters import days_left_words
from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.jobs import custody_ledger_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.record_history import offer_history
from pmedia_desktop.gui.saved_views import SavedViews
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table, show_rows, speaks_of
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import layout_in, load_ui, part
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import Credential
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.custody.records import CredentialRow, CustodyOverview
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.custody"
#: Within so many days a change is due soon; the unit's own warning days decide on Today.
_SOON = 10


class CustodyPage(Page):
    """One row per credential; what it shows comes from the register alone, the keyring is not asked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("custody", self)
        self._overview: CustodyOverview | None = None
        self._wanted = ""
        self._search = part(root, QLineEdit, "search")
        self._only_needs = part(root, QCheckBox, "only_needs")
        self._show_retired = part(root, QCheckBox, "show_retired")
        self._count = part(root, QLabel, "count")
        self._table = part(root, QTableView, "table")
        self._look = part(root, QPushButton, "look")
        self._deposit = part(root, QPushButton, "deposit")
        self._hand_over = part(root, QPushButton, "hand_over")
        self._notices = layout_in(root, "notices")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "密码保管列表"))
        offer_history(
            self._table, desk, lambda row: Subject(SubjectKind.CREDENTIAL, row.credential.id, row.account_name)
        )
        self._empty = EmptyState(root, self._table, self._act_on_empty)
        self._search.textChanged.connect(lambda _text: self._filter())
        for box in (self._only_needs, self._show_retired):
            box.toggled.connect(lambda _on: self._filter())
        self._table.activated.connect(self._open)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        part(root, QPushButton, "appoint").clicked.connect(self._appoint)
        self._look.clicked.connect(lambda: self._on_chosen(actions.look))
        self._deposit.clicked.connect(lambda: self._on_chosen(actions.deposit))
        self._hand_over.clicked.connect(lambda: desk.go(Place("handing_over")))
        self._offer_more(part(root, QToolButton, "more"))
        ticks = {"needs": self._only_needs, "retired": self._show_retired}
        SavedViews(root, desk, "custody", {"text": self._search, **ticks})
        # What matters is when to change next; with both days, names and logins would be cut on 1366 pixels.
        hidden_at_first = frozenset((translate(_CONTEXT, "改密日期"),))
        ColumnsMenu(root, desk.memory, "custody", self._table, hidden_at_first)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._search.setFocus)
        desk.safe.changed.connect(self._show_notices)
        self._enable()

    def visit(self, place: Place) -> None:
        """Show the table; the field "new" opens the dialog for a new record."""
        self._wanted = place.field
        self.refresh()

    def refresh(self) -> None:
        """Read the table."""
        self.desk.read(self, _overview, self._show, replaces="rows")

    def _show(self, overview: CustodyOverview) -> None:
        self._overview = overview
        self._show_notices()
        self._filter()
        wanted, self._wanted = self._wanted, ""
        if wanted == "new":
            self._appoint()

    def _show_notices(self) -> None:
        if self._overview is None:
            return
        clear(self._notices)
        for notice in notices(self.desk, self, self._overview):
            self._notices.addWidget(notice)

    def _filter(self) -> None:
        if self._overview is None:
            return
        rows = [row for row in self._overview.rows if self._fits(row)]
        show_rows(self._table, rows, lambda row: row.credential.id)
        self._count.setText(translate(_CONTEXT, "共{count}项").format(count=len(rows)))
        if rows:
            self._empty.show_table()
        elif self._overview.rows:
            self._empty.nothing_fits(translate(_CONTEXT, "没有符合条件的项目"))
        else:
            self._empty.explain(
                translate(_CONTEXT, "还没有指定保管人"),
                translate(
                    _CONTEXT,
                    "每个账号的密码、绑定手机、管理员权限都要有一个人保管。点“指定保管人”，选账号和人；密码可以存进来，也可以只登记由谁保管。",
                ),
                translate(_CONTEXT, "指定保管人…"),
            )
        self._enable()

    def _fits(self, row: CredentialRow) -> bool:
        if not row.credential.is_active and not self._show_retired.isChecked():
            return False
        if self._only_needs.isChecked() and not row.needs:
            return False
        return speaks_of(_searched(row), self._search.text())

    def _enable(self) -> None:
        chosen: list[CredentialRow] = chosen_rows(self._table)
        row = chosen[0] if chosen else None
        keeps = row is not None and row.credential.is_active and row.credential.keeps_secret
        has_secret = row is not None and row.credential.current is not None
        none = translate(_CONTEXT, "先在表里选一项。")
        allow(self._look, has_secret, none if row is None else translate(_CONTEXT, "这一项没有存着的密码。"))
        allow(self._deposit, keeps, none if row is None else _why_no_deposit(row))
        self._deposit.setText(translate(_CONTEXT, "更换密码…") if has_secret else translate(_CONTEXT, "存入密码…"))
        some = bool(self._overview and self._overview.rows)
        allow(self._hand_over, some, translate(_CONTEXT, "还没有指定保管人，没有可以交接的。"))

    def _open(self, index: QModelIndex) -> None:
        self.desk.go(Place("credential", self._model.rows[index.row()].credential.id))

    def _on_chosen(self, act: Callable[[Desk, QWidget, CredentialRow], None]) -> None:
        for row in chosen_rows(self._table)[:1]:
            act(self.desk, self, row)

    def _appoint(self) -> None:
        open_appoint_dialog(
            self.desk, self, Credential(), lambda credential: self.desk.go(Place("credential", credential.id))
        )

    def _act_on_empty(self) -> None:
        if self._overview is not None and self._overview.rows:
            self._search.clear()
            self._only_needs.setChecked(False)
        else:
            self._appoint()

    def _offer_more(self, button: QToolButton) -> None:
        menu = QMenu(button)
        for words, place in (
            (translate(_CONTEXT, "离任清单"), Place("leaving_list")),
            (translate(_CONTEXT, "密封件"), Place("envelope")),
            (translate(_CONTEXT, "年度盘点"), Place("inventory")),
            (translate(_CONTEXT, "带到另一台电脑"), Place("transfers")),
            (translate(_CONTEXT, "登录终端"), Place("settings", 0, "custody")),
        ):
            menu.addAction(words).triggered.connect(_going(self.desk, place))
        menu.addSeparator()
        menu.addAction(translate(_CONTEXT, "更换开锁口令…")).triggered.connect(
            lambda: change_passphrase(self.desk, self)
        )
        menu.addAction(translate(_CONTEXT, "开锁口令可能泄露…")).triggered.connect(
            lambda: answer_leaked_passphrase(self.desk, self)
        )
        menu.addSeparator()
        menu.addAction(translate(_CONTEXT, "打印保管台账…")).triggered.connect(
            lambda: ask_to_print(self.desk, self, custody_ledger_job())
        )
        menu_button(button, menu)


def _why_no_deposit(row: CredentialRow) -> str:
    if not row.credential.is_active:
        return translate(_CONTEXT, "这一项已经停用。")
    return translate(_CONTEXT, "这一项只登记由谁保管，没有密码要存。")


def _going(desk: Desk, place: Place) -> Callable[[], None]:
    return lambda: desk.go(place)


def _searched(row: CredentialRow) -> str:
    credential = row.credential
    people = (name_of(row.holder), name_of(row.deputy), name_of(row.borrower))
    texts = (row.account_name, row.platform_name, credential.login_name, word(credential.kind), *people)
    return " ".join(texts)


def _columns() -> tuple[Column[CredentialRow], ...]:
    return (
        Column(translate(_CONTEXT, "账号"), lambda row: row.account_name),
        Column(translate(_CONTEXT, "平台"), lambda row: row.platform_name, 104),
        Column(translate(_CONTEXT, "类别"), lambda row: word(row.credential.kind), 192),
        Column(translate(_CONTEXT, "登录账号"), lambda row: row.credential.login_name, 148),
        Column(translate(_CONTEXT, "保管人"), lambda row: name_of(row.holder), 80),
        Column(translate(_CONTEXT, "B岗"), lambda row: name_of(row.deputy), 76),
        Column(translate(_CONTEXT, "改密日期"), _changed_words, 104),
        Column(translate(_CONTEXT, "下次更换"), _due_words, 108, tone=_due_tone),
        Column(
            translate(_CONTEXT, "状态"),
            _state_words,
            136,
            tone=lambda row: Tone.WARNING if row.credential.is_lent else CREDENTIAL_TONES[row.credential.status],
        ),
        Column(translate(_CONTEXT, "还要办的"), lambda row: "；".join(row.needs)),
    )


def _changed_words(row: CredentialRow) -> str:
    version = row.credential.version
    return write_date(version.set_at.astimezone().date()) if version is not None else ""


def _state_words(row: CredentialRow) -> str:
    if row.credential.is_lent:
        return translate(_CONTEXT, "借给{name}").format(name=name_of(row.borrower))
    return word(row.credential.status)


def _due_words(row: CredentialRow) -> str:
    return "" if row.days_left is None else days_left_words(row.days_left)


def _due_tone(row: CredentialRow) -> Tone | None:
    if row.days_left is None:
        return None
    if row.days_left < 0:
        return Tone.DANGER
    return Tone.WARNING if row.days_left <= _SOON else Tone.GOOD


def _overview(office: Office) -> CustodyOverview:
    from pmedia_desktop.services.custody.records import custody_overview

    return custody_overview(office)
