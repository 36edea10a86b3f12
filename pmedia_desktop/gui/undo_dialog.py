"""撤销: the last changes by name; one is taken back, or it is said why it cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.journal.undoing import RecentChange
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.undo_dialog"


class UndoDialog(FittingDialog):
    """The list, newest first."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        root = load_ui("undo", self)
        self._table = part(root, QTableView, "table")
        self._reason = part(root, QLabel, "reason")
        self._undo = part(root, QPushButton, "undo_it")
        self._model = RowsModel(
            [
                Column(translate(_CONTEXT, "时间"), lambda change: change.at.strftime("%m-%d %H:%M"), width=110),
                Column(translate(_CONTEXT, "做了什么"), lambda change: change.words),
                Column(translate(_CONTEXT, "谁"), lambda change: change.who, width=90),
                Column(translate(_CONTEXT, "能否撤销"), _state, width=100),
            ]
        )
        set_up_table(self._table, self._model, translate(_CONTEXT, "最近的修改"))
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._show_reason())
        self._table.activated.connect(lambda _index: self._undo_chosen())
        self._undo.clicked.connect(self._undo_chosen)
        part(root, QPushButton, "close").clicked.connect(self.reject)
        self._read()

    def _read(self) -> None:
        self._desk.read(self, _recent, self._show, replaces="recent")

    def _show(self, changes: tuple[RecentChange, ...]) -> None:
        self._model.show(changes)
        if changes:
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._show_reason()

    def _chosen(self) -> RecentChange | None:
        rows: list[RecentChange] = chosen_rows(self._table)
        return rows[0] if rows else None

    def _show_reason(self) -> None:
        change = self._chosen()
        reason = change.reason if change else translate(_CONTEXT, "还没有修改过什么。")
        allow(self._undo, not reason, reason)
        self._reason.setText(reason)

    def _undo_chosen(self) -> None:
        change = self._chosen()
        if change is not None and not change.reason:
            number = change.number
            self._undo.setEnabled(False)
            self._desk.change(self, lambda office: _undone(office, number), self._say_undone, ended=self._read)

    def _say_undone(self, words: str) -> None:
        self._desk.say(translate(_CONTEXT, "已撤销：{what}").format(what=words))


def _state(change: RecentChange) -> str:
    if change.undone:
        return translate(_CONTEXT, "已撤销")
    return translate(_CONTEXT, "不能") if change.reason else translate(_CONTEXT, "可以")


def _recent(office: Office) -> tuple[RecentChange, ...]:
    from pmedia_desktop.services.journal.undoing import recent_changes

    return recent_changes(office)


def _undone(office: Office, number: int) -> Outcome[str]:
    from pmedia_desktop.services.journal.undoing import undo

    return undo(office, number)
