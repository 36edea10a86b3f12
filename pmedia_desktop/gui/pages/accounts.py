"""账号: the table of the unit's accounts, searched, filtered and ordered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView

from pmedia_desktop.gui.columns_menu import ColumnsMenu
from pmedia_desktop.gui.editors.account_editor import AccountChoices, AccountEditor, new_account, read_choices
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.facts import as_text
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.ledger_export import LedgerMenu
from pmedia_desktop.gui.looks import ACCOUNT_TONES, DUE_TONES, due_day
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.jobs import ledger_job
from pmedia_desktop.gui.printing.preview_dialog import PreviewDialog
from pmedia_desktop.gui.saved_views import SavedViews
from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.account_query import AccountColumn, AccountQuery
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.accounts import AccountRow
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.accounts"
#: Everybody sees the other columns until they choose for themselves.
_HIDDEN_AT_FIRST = frozenset((AccountColumn.CERTIFIED_UNTIL.value, AccountColumn.FOLLOWERS.value))
#: The search waits this long for the next key, in milliseconds.
_TYPING_PAUSE = 150


class AccountsPage(Page):
    """The table, its search and its filters."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("accounts", self)
        self._search = part(root, QLineEdit, "search")
        self._platform = part(root, ChoiceBox, "platform")
        self._state = part(root, ChoiceBox, "state")
        self._holder = part(root, ChoiceBox, "holder")
        self._count = part(root, QLabel, "count")
        self._table = part(root, QTableView, "table")
        self._model = RowsModel(_columns())
        self._order = (AccountColumn.NAME, False)
        self._choices: AccountChoices | None = None
        set_up_table(self._table, self._model, translate(_CONTEXT, "账号列表"))
        self._empty = EmptyState(root, self._table, self._act_on_empty)
        ColumnsMenu(root, desk.memory, "accounts", self._table, _HIDDEN_AT_FIRST)
        boxes = {"platform": self._platform, "state": self._state, "holder": self._holder}
        SavedViews(root, desk, "accounts", {"text": self._search, **boxes})
        header = self._table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._order_by)
        self._table.activated.connect(self._open)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self._read)
        self._search.textChanged.connect(lambda _text: self._typing.start())
        for box in (self._platform, self._state, self._holder):
            box.currentIndexChanged.connect(lambda _index: self._read())
        part(root, QPushButton, "import_table").clicked.connect(lambda: self.desk.go(Place("importing")))
        LedgerMenu(part(root, QPushButton, "export_ledger"), desk)
        part(root, QPushButton, "ledger").clicked.connect(self._print_ledger)
        part(root, QPushButton, "register").clicked.connect(self._register)
        part(root, QPushButton, "open_new").clicked.connect(lambda: self.desk.go(Place("opening")))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._search.setFocus)

    def visit(self, place: Place) -> None:
        """Show the table; the field "new" opens the dialog for entering an account."""
        self.desk.read(self, read_choices, self._offer, replaces="choices")
        self._read()
        if place.field == "new":
            self._register()

    def refresh(self) -> None:
        """Read the table again, and what the filters offer."""
        self.desk.read(self, read_choices, self._offer, replaces="choices")
        self._read()

    def _print_ledger(self) -> None:
        note = translate(_CONTEXT, "全部账号一页纸，按今天登记的内容。给领导看、归档都可以用。")
        PreviewDialog(self.desk, self.window(), ledger_job(), note).open()

    def query(self) -> AccountQuery:
        """Return what the search line, the filters and the header ask for."""
        column, descending = self._order
        return AccountQuery(
            text=self._search.text(),
            platforms=(self._platform.choice(),) if self._platform.choice() else (),
            states=(self._state.choice(),) if self._state.choice() else (),
            holder_id=self._holder.choice(),
            order_by=column,
            descending=descending,
        )

    def _read(self) -> None:
        query = self.query()
        self.desk.read(self, lambda office: _search(office, query), self._show, replaces="rows")

    def _show(self, rows: tuple[AccountRow, ...]) -> None:
        chosen = self._table.currentIndex().row()
        self._model.show(rows)
        self._count.setText(translate(_CONTEXT, "共{count}个").format(count=len(rows)))
        if rows:
            self._empty.show_table()
            self._table.setCurrentIndex(self._model.index(min(max(chosen, 0), len(rows) - 1), 0))
        elif self._is_filtered():
            self._empty.explain(
                translate(_CONTEXT, "没有符合条件的账号"),
                translate(_CONTEXT, "换个词再搜，或者清除筛选条件。拼音首字母也可以，例如 psfb。"),
                translate(_CONTEXT, "清除条件"),
            )
        else:
            self._empty.explain(
                translate(_CONTEXT, "还没有登记账号"),
                translate(
                    _CONTEXT,
                    "平台上已经在用的，点“登记已有账号”逐个录进来，微信视频号、小程序也各算一个账号；"
                    "已有Excel台账的，点上面的“导入”；平台上还没有的，点“开设新账号”办理。",
                ),
                translate(_CONTEXT, "登记已有账号…"),
            )

    def _offer(self, choices: AccountChoices) -> None:
        self._choices = choices
        people = [(person.id, person.name) for person in choices.people]
        platforms = [(platform.code, platform.name) for platform in choices.platforms]
        self._platform.offer([(None, translate(_CONTEXT, "全部平台")), *platforms])
        self._state.offer([(None, translate(_CONTEXT, "全部状态")), *words_of(AccountState)])
        self._holder.offer([(None, translate(_CONTEXT, "全部管理员")), *people])

    def _is_filtered(self) -> bool:
        boxes = (self._platform, self._state, self._holder)
        return bool(self._search.text().strip()) or any(box.currentIndex() > 0 for box in boxes)

    def _act_on_empty(self) -> None:
        if not self._is_filtered():
            self._register()
            return
        self._search.clear()
        for box in (self._platform, self._state, self._holder):
            box.setCurrentIndex(0)

    def _register(self) -> None:
        if self._choices is None:
            self.desk.read(self, read_choices, self._register_with)
        else:
            self._register_with(self._choices)

    def _register_with(self, choices: AccountChoices) -> None:
        AccountEditor(self.desk, self.window(), new_account(choices), choices).open()

    def _order_by(self, section: int) -> None:
        header = self._table.horizontalHeader()
        key = self._model.columns[section].key
        if key:
            column = AccountColumn(key)
            descending = self._order == (column, False)
            self._order = (column, descending)
        shown = next(n for n, column in enumerate(self._model.columns) if column.key == self._order[0])
        order = Qt.SortOrder.DescendingOrder if self._order[1] else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(shown, order)
        self._read()

    def _open(self, index: QModelIndex) -> None:
        self.desk.go(Place("account", self._model.rows[index.row()].account.id))


def _columns() -> tuple[Column[AccountRow], ...]:
    return (
        Column(translate(_CONTEXT, "账号名称"), lambda row: row.account.name, key=AccountColumn.NAME),
        Column(translate(_CONTEXT, "平台"), lambda row: row.platform.name, 128, key=AccountColumn.PLATFORM),
        Column(translate(_CONTEXT, "账号ID"), lambda row: row.account.platform_id, 160, key=AccountColumn.PLATFORM_ID),
        Column(
            translate(_CONTEXT, "状态"),
            lambda row: word(row.account.state),
            132,
            key=AccountColumn.STATE,
            tone=lambda row: ACCOUNT_TONES[row.account.state],
        ),
        Column(
            translate(_CONTEXT, "管理员"),
            lambda row: row.holder.name if row.holder else translate(_CONTEXT, "未指定"),
            96,
            key=AccountColumn.HOLDER,
        ),
        Column(
            translate(_CONTEXT, "开设日期"),
            lambda row: write_date(row.account.opened_on),
            112,
            key=AccountColumn.OPENED_ON,
        ),
        Column(
            translate(_CONTEXT, "认证到期"),
            lambda row: write_date(row.account.certified_until),
            112,
            key=AccountColumn.CERTIFIED_UNTIL,
        ),
        Column(
            translate(_CONTEXT, "粉丝数"),
            lambda row: as_text(row.account.followers),
            96,
            key=AccountColumn.FOLLOWERS,
            right=True,
        ),
        Column(translate(_CONTEXT, "下一期限"), _deadline_words, 160, tone=_deadline_tone),
        Column(
            translate(_CONTEXT, "待核对"),
            lambda row: translate(_CONTEXT, "{count}项").format(count=row.findings) if row.findings else "",
            116,
            tone=lambda row: Tone.WARNING if row.findings else None,
        ),
    )


def _deadline_words(row: AccountRow) -> str:
    deadline = row.next_deadline
    return due_day(deadline) if deadline else ""


def _deadline_tone(row: AccountRow) -> Tone | None:
    return DUE_TONES[row.next_deadline.state] if row.next_deadline else None


def _search(office: Office, query: AccountQuery) -> tuple[AccountRow, ...]:
    from pmedia_desktop.services.accounts import search_accounts

    return search_accounts(office, query)
