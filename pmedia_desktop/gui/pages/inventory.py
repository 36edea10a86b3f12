"""年度盘点: everybody confirms once a year what they hold; closed only when every row is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.answered_page import AnsweredPage
from pmedia_desktop.gui.back_button import set_up_back
from pmedia_desktop.gui.custody.actions import read_snapshot
from pmedia_desktop.gui.custody.unlock_dialog import with_open_safe
from pmedia_desktop.gui.custody.waiting import run_with_safe
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.fields.dates import chinese_date, write_date
from pmedia_desktop.gui.printing.jobs import filled_job, inventory_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.handover import Inventory, InventoryRow
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.paper.filling import Filled
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault

_CONTEXT = "gui.pages.inventory"


class InventoryPage(AnsweredPage):
    """The latest inventory."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "inventory")
        root = self.root
        self._inventory: Inventory | None = None
        self._known: Snapshot | None = None
        self._state = part(root, QLabel, "state")
        self._begin = part(root, QPushButton, "begin")
        self._confirm = part(root, QPushButton, "confirm")
        self._close = part(root, QPushButton, "close_it")
        self._print = part(root, QPushButton, "print")
        self._table = part(root, QTableView, "table")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "盘点项目"))
        self._empty = EmptyState(root, self._table, self._begin_one)
        self._begin.clicked.connect(self._begin_one)
        self._confirm.clicked.connect(self._confirm_chosen)
        self._close.clicked.connect(self._close_it)
        self._print.clicked.connect(self._print_it)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        set_up_back(root, desk.go_back)

    def refresh(self) -> None:
        """Read the latest inventory."""
        self.ask(read_snapshot, self._show)

    def _show(self, known: Snapshot) -> None:
        self._known = known
        self._inventory = known.inventories[-1] if known.inventories else None
        inventory = self._inventory
        self._model.show(inventory.rows if inventory is not None else ())
        self._state.setText(_state_words(inventory))
        self._state.setVisible(inventory is not None)
        if inventory is not None:
            self._empty.show_table()
            self._table.selectAll()
        else:
            self._empty.explain(
                translate(_CONTEXT, "还没有盘点过"),
                translate(_CONTEXT, "点“开始盘点”，程序按现在的登记列出每一项，由各保管人确认。"),
                translate(_CONTEXT, "开始盘点"),
            )
        self._enable()

    def _enable(self) -> None:
        inventory = self._inventory
        is_open = inventory is not None and inventory.closed_on is None
        rows: list[InventoryRow] = chosen_rows(self._table)
        left = [row for row in inventory.rows if row.confirmed_on is None] if inventory is not None else []
        begin_first = translate(_CONTEXT, "先开始盘点。")
        none_open = translate(_CONTEXT, "先选还没有确认的项目。") if is_open else begin_first
        some_left = translate(_CONTEXT, "还有没确认的项目。") if is_open else begin_first
        allow(self._begin, not is_open, translate(_CONTEXT, "先完成这一次盘点。"))
        allow(self._confirm, is_open and any(row.confirmed_on is None for row in rows), none_open)
        allow(self._close, is_open and not left, some_left)
        allow(self._print, inventory is not None, begin_first)

    def _begin_one(self) -> None:
        self.desk.change(self, _begin)

    def _confirm_chosen(self) -> None:
        """Let the holders of the chosen rows confirm them, one holder after the other."""
        inventory, known = self._inventory, self._known
        if inventory is None or known is None:
            return
        chosen = {row.credential_id for row in chosen_rows(self._table) if row.confirmed_on is None}
        held = [one for one in known.credentials if one.id in chosen]
        opened = self.desk.safe.person
        holders = [one.holder_id for one in held if one.holder_id is not None]
        if not holders:
            return
        holder = known.person(opened.id if opened is not None and opened.id in holders else holders[0])
        if holder is None:
            return
        ids = tuple(one.id for one in held if one.holder_id == holder.id)
        if known.key_of(holder.id) is not None:
            with_open_safe(
                self.desk, self, lambda: self._confirm_as(inventory.id, ids, None), whose=frozenset({holder.id})
            )
        elif self.desk.dialogs.confirm(
            translate(_CONTEXT, "请{name}本人确认").format(name=holder.name),
            translate(_CONTEXT, "{count}项都在，登录账号、绑定手机和邮箱都和登记的一样？").format(count=len(ids)),
            translate(_CONTEXT, "本人确认无误"),
        ):
            self._confirm_as(inventory.id, ids, holder)

    def _confirm_as(self, inventory_id: int, ids: tuple[int, ...], claimed: Person | None) -> None:
        run_with_safe(
            self.desk,
            self,
            translate(_CONTEXT, "正在记录"),
            lambda office, vault, _progress: _confirm(office, vault, inventory_id, ids, claimed),
            lambda _inventory: self.desk.say(translate(_CONTEXT, "已确认{count}项").format(count=len(ids))),
        )

    def _close_it(self) -> None:
        inventory = self._inventory
        if inventory is not None:
            inventory_id = inventory.id
            self.desk.change(self, lambda office: _close(office, inventory_id), self._closed)

    def _closed(self, filled: Filled) -> None:
        self.desk.say(translate(_CONTEXT, "盘点已完成，请打印签字"))
        ask_to_print(self.desk, self, filled_job(translate(_CONTEXT, "年度盘点表"), lambda *_: filled))

    def _print_it(self) -> None:
        if self._inventory is not None:
            ask_to_print(self.desk, self, inventory_job(self._inventory.id))


def _columns() -> tuple[Column[InventoryRow], ...]:
    return (
        Column(translate(_CONTEXT, "账号"), lambda row: row.account),
        Column(translate(_CONTEXT, "平台"), lambda row: row.platform, 100),
        Column(translate(_CONTEXT, "类别"), lambda row: row.kind, 140),
        Column(translate(_CONTEXT, "登录账号"), lambda row: row.login_name, 130),
        Column(translate(_CONTEXT, "保管人"), lambda row: row.holder, 90),
        Column(translate(_CONTEXT, "B岗"), lambda row: row.deputy, 90),
        Column(
            translate(_CONTEXT, "确认"),
            lambda row: (
                translate(_CONTEXT, "还没有")
                if row.confirmed_on is None
                else translate(_CONTEXT, "{day} {name}").format(day=write_date(row.confirmed_on), name=row.confirmed_by)
            ),
            190,
            tone=lambda row: Tone.WARNING if row.confirmed_on is None else Tone.GOOD,
        ),
    )


def _state_words(inventory: Inventory | None) -> str:
    if inventory is None:
        return ""
    if inventory.closed_on is not None:
        return translate(_CONTEXT, "上次盘点：{begun}开始，{closed}完成。").format(
            begun=chinese_date(inventory.begun_on), closed=chinese_date(inventory.closed_on)
        )
    left = sum(row.confirmed_on is None for row in inventory.rows)
    return translate(_CONTEXT, "{begun}开始的盘点：共{count}项，还有{left}项没有确认。").format(
        begun=chinese_date(inventory.begun_on), count=len(inventory.rows), left=left
    )


def _begin(office: Office) -> Outcome[Inventory]:
    from pmedia_desktop.services.custody.inventories import begin_inventory

    return begin_inventory(office)


def _confirm(
    office: Office, vault: Vault, inventory_id: int, ids: tuple[int, ...], claimed: Person | None
) -> Outcome[Inventory]:
    from pmedia_desktop.services.custody.inventories import confirm_row
    from pmedia_desktop.services.office import acting_as

    acting = office if claimed is None else acting_as(office, claimed.name)
    outcomes = [confirm_row(acting, None if claimed else vault, inventory_id, one) for one in ids]
    return outcomes[-1]


def _close(office: Office, inventory_id: int) -> Outcome[Filled]:
    from pmedia_desktop.services.custody.inventories import close_inventory

    return close_inventory(office, inventory_id)
