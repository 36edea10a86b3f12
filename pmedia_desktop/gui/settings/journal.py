"""操作记录: the journal in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from pmedia_desktop.gui.history_table import details_of, history_model, tell_details
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.tables import chosen_rows
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.history import HistoryLine
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.settings.journal"
_PAGE = 200


class JournalTab(SettingsTab):
    """The tab: the newest entries first, older ones on request."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "journal")
        self._table = part(self.root, QTableView, "table")
        self._model = history_model(self._table)
        self._details = part(self.root, QLabel, "details")
        self._count = part(self.root, QLabel, "count")
        self._older = part(self.root, QPushButton, "older")
        self._older.clicked.connect(self._read_older)
        self._table.activated.connect(lambda _index: self._tell_details())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._show_details())

    def read(self) -> None:
        """Read the newest entries."""
        self.desk.read(
            self, lambda office: _read_journal(office, None), lambda lines: self._show((), lines), replaces="j"
        )

    def _read_older(self) -> None:
        shown = self._model.rows
        before = shown[-1].number if shown else None
        self.desk.read(
            self, lambda office: _read_journal(office, before), lambda lines: self._show(shown, lines), replaces="j"
        )

    def _show(self, newer: tuple[HistoryLine, ...], lines: tuple[HistoryLine, ...]) -> None:
        self._model.show((*newer, *lines))
        self._older.setEnabled(len(lines) == _PAGE)
        self._count.setText(translate(_CONTEXT, "显示了{count}条").format(count=len(self._model.rows)))
        self._show_details()

    def _show_details(self) -> None:
        """Show the whole entry below the table, whose lines are short."""
        self._details.setText("\n".join(details_of(line) for line in chosen_rows(self._table)))

    def _tell_details(self) -> None:
        for line in chosen_rows(self._table):
            tell_details(self.desk.dialogs, line)


def _read_journal(office: Office, before: int | None) -> tuple[HistoryLine, ...]:
    from pmedia_desktop.services.history import read_history

    return read_history(office, before=before, limit=_PAGE)
