"""显示的列: choosing which columns of a list are shown; the choice is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QTableView, QToolButton, QWidget

from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.tables import RowsModel
from pmedia_desktop.gui.ui_files import part

if TYPE_CHECKING:
    from pmedia_desktop.gui.memory import WindowMemory


class ColumnsMenu(QMenu):
    """The menu of the button ``columns`` in ``root``; ``key`` is what the memory calls the page.

    The first column and those that take the rest of the table's width always stay: they say what a row is about.
    """

    def __init__(
        self,
        root: QWidget,
        memory: WindowMemory,
        key: str,
        table: QTableView,
        hidden_at_first: frozenset[str] = frozenset(),
    ) -> None:
        button = part(root, QToolButton, "columns")
        super().__init__(button)
        model = table.model()
        if not isinstance(model, RowsModel):
            raise TypeError("ColumnsMenu: the table has no RowsModel")
        self._table, self._memory, self._key = table, memory, key
        self._names = {
            number: column.key or "".join(column.title.split())
            for number, column in enumerate(model.columns)
            if number and column.width
        }
        hidden = memory.hidden_columns(key, hidden_at_first)
        for number, name in self._names.items():
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
