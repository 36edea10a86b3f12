"""Choosing which columns of a table are shown; the choice is remembered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QMenu, QTableView, QToolButton

from pmedia_desktop.gui.memory import WindowMemory
from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.tables import RowsModel


class ColumnsMenu(QMenu):
    """The menu of a button beside the table. ``names`` maps a column's number to what the memory calls it."""

    def __init__(
        self,
        button: QToolButton,
        table: QTableView,
        model: RowsModel[Any],
        memory: WindowMemory,
        key: str,
        names: Mapping[int, str],
        hidden_at_first: frozenset[str],
    ) -> None:
        super().__init__(button)
        self._table, self._memory, self._key, self._names = table, memory, key, names
        hidden = memory.hidden_columns(key, hidden_at_first)
        for number, name in names.items():
            action = self.addAction(model.columns[number].title)
            action.setCheckable(True)
            action.setChecked(name not in hidden)
            table.setColumnHidden(number, name in hidden)
            action.toggled.connect(lambda on, column=number: self._show(column, on))
        menu_button(button, self)

    def _show(self, column: int, on: bool) -> None:
        self._table.setColumnHidden(column, not on)
        hidden = frozenset(name for number, name in self._names.items() if self._table.isColumnHidden(number))
        self._memory.hide_columns(self._key, hidden)
