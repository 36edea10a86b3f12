"""修改记录: what happened to one record, with what it was before and after, out of the table in which it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.history_table import details_of, history_model, tell_details
from pmedia_desktop.gui.table_export import TableExport
from pmedia_desktop.gui.tables import chosen_rows
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.attachment import Subject
    from pmedia_desktop.services.journal.history import HistoryLine
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.record_history"
_SUBJECT = 3  # it is the same in every line


def offer_history(table: QTableView, desk: Desk, subject_of: Callable[[Any], Subject]) -> None:
    """Offer the chosen record's history in the table's context menu; ``subject_of`` names the record of a row."""

    def show() -> None:
        for row in chosen_rows(table)[:1]:
            RecordHistory(desk, table.window(), subject_of(row)).open()

    part(table, TableExport, "export").offer(translate(_CONTEXT, "修改记录…"), show)


class RecordHistory(FittingDialog):
    """The entries of the journal that touched a record, the newest first."""

    def __init__(self, desk: Desk, parent: QWidget, subject: Subject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        root = load_ui("record_history", self)
        part(root, QLabel, "note").setText(subject.title)
        self._table = part(root, QTableView, "table")
        self._model = history_model(self._table)
        self._table.setColumnHidden(_SUBJECT, True)
        self._details = part(root, QLabel, "details")
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._show_details())
        self._table.activated.connect(lambda index: tell_details(desk.dialogs, self._model.rows[index.row()]))
        part(root, QPushButton, "close").clicked.connect(self.reject)
        desk.read(self, lambda office: _history(office, subject), self._show)

    def _show(self, lines: tuple[HistoryLine, ...]) -> None:
        self._model.show(lines)
        if lines:
            self._table.setCurrentIndex(self._model.index(0, 0))
        else:
            self._details.setText(translate(_CONTEXT, "登记册里没有它的修改记录，可能已经归档。"))

    def _show_details(self) -> None:
        self._details.setText("\n".join(details_of(line) for line in chosen_rows(self._table)))


def _history(office: Office, subject: Subject) -> tuple[HistoryLine, ...]:
    from pmedia_desktop.services.journal.history import read_history

    return read_history(office, subject)
