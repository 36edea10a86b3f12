"""密码保管: how long a password lasts and is shown, and the login terminals (Article 15)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.custody.capture import can_block_capture
from pmedia_desktop.gui.custody.terminal_dialog import TerminalDialog, confirm_this_computer
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.settings.settings_values import read_settings, save_values
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table, show_rows
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.custody import LoginTerminal
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.settings.custody"
_NAMES = ("password_change_days", "password_warning_days", "lock_after_minutes", "shown_seconds", "capture_blocked")


class CustodyTab(SettingsTab):
    """The tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "custody")
        self._form = RecordForm(self.root, _NAMES)
        self._table = part(self.root, QTableView, "table")
        self._this = part(self.root, QPushButton, "this_computer")
        self._edit = part(self.root, QPushButton, "edit")
        self._retire = part(self.root, QPushButton, "retire")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "登录终端"))
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._table.activated.connect(self._open)
        part(self.root, QPushButton, "save").clicked.connect(self.save)
        part(self.root, QPushButton, "add").clicked.connect(
            lambda: TerminalDialog(desk, self.window(), LoginTerminal()).open()
        )
        self._this.clicked.connect(lambda: confirm_this_computer(desk, self))
        self._edit.clicked.connect(self._edit_chosen)
        self._retire.clicked.connect(self._retire_chosen)
        part(self.root, QLabel, "capture_hint").setText(
            translate(_CONTEXT, "Windows 10 起有效；更早的系统里窗口会变成黑色。")
            if can_block_capture()
            else translate(_CONTEXT, "这台电脑的系统没有办法阻止截屏，查看密码时请留意旁人和远程协助。")
        )
        self._enable()
        self.note_shown()

    def read(self) -> None:
        """Read the settings and the devices."""
        self.ask(read_settings, self._show, "settings")
        self.ask(_terminals, self._show_terminals, "terminals")

    def typed(self) -> Any:
        """Return what is set."""
        return self._form.typed()

    def save(self) -> bool:
        """Save what is set."""
        values = self._form.values()
        self.desk.change(self, lambda office: save_values(office, values), self._saved, refused=self._form.refuse)
        return True

    def _show(self, settings: Settings) -> None:
        if self.has_changed():
            return
        self._form.show({name: getattr(settings, name) for name in _NAMES})
        self.note_shown()

    def _saved(self, _settings: Settings) -> None:
        self.note_shown()
        self.desk.say(translate(_CONTEXT, "已保存设置"))

    def _show_terminals(self, shown: tuple[tuple[LoginTerminal, ...], str]) -> None:
        terminals, mark = shown
        show_rows(self._table, terminals, key=lambda terminal: terminal.id)
        self._this.setVisible(not any(one.mark == mark and one.is_in_use for one in terminals))
        self._enable()

    def _enable(self) -> None:
        chosen: list[LoginTerminal] = chosen_rows(self._table)
        none = translate(_CONTEXT, "先在表里选一台设备。")
        allow(self._edit, bool(chosen), none)
        in_use = bool(chosen) and chosen[0].is_in_use
        allow(self._retire, in_use, translate(_CONTEXT, "这台设备已经停用。") if chosen else none)

    def _open(self, index: QModelIndex) -> None:
        TerminalDialog(self.desk, self.window(), self._model.rows[index.row()]).open()

    def _edit_chosen(self) -> None:
        for terminal in chosen_rows(self._table)[:1]:
            TerminalDialog(self.desk, self.window(), terminal).open()

    def _retire_chosen(self) -> None:
        chosen: list[LoginTerminal] = chosen_rows(self._table)
        if chosen and self.desk.dialogs.confirm(
            translate(_CONTEXT, "停用“{name}”？").format(name=chosen[0].name),
            translate(_CONTEXT, "停用以后，这台设备上不能再查看密码；记录保留。"),
            translate(_CONTEXT, "停用"),
        ):
            terminal_id = chosen[0].id
            self.desk.change(self, lambda office: _retire(office, terminal_id))


def _columns() -> tuple[Column[LoginTerminal], ...]:
    return (
        Column(translate(_CONTEXT, "名称"), lambda one: one.name),
        Column(translate(_CONTEXT, "类别"), lambda one: word(one.kind), 96),
        Column(translate(_CONTEXT, "资产编号"), lambda one: one.asset_number, 120),
        Column(translate(_CONTEXT, "存放地点"), lambda one: one.place, 140),
        Column(translate(_CONTEXT, "安全责任人"), lambda one: one.vouched_by, 112),
        Column(translate(_CONTEXT, "登记日期"), lambda one: write_date(one.added_on), 112),
        Column(
            translate(_CONTEXT, "状态"),
            lambda one: translate(_CONTEXT, "在用") if one.is_in_use else translate(_CONTEXT, "已停用"),
            96,
            tone=lambda one: Tone.GOOD if one.is_in_use else Tone.NEUTRAL,
        ),
    )


def _terminals(office: Office) -> tuple[tuple[LoginTerminal, ...], str]:
    from pmedia_desktop.services.custody.terminals import list_terminals, this_computer

    return list_terminals(office), this_computer().mark


def _retire(office: Office, terminal_id: int) -> Outcome[LoginTerminal]:
    from pmedia_desktop.services.custody.terminals import retire_terminal

    return retire_terminal(office, terminal_id)
