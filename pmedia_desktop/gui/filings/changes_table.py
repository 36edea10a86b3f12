"""变更内容: the rows before and after, which the program records and the user completes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem

from pmedia_desktop.gui.typed_table import set_up_typed_table
from pmedia_desktop.model.filing import FieldChange
from pmedia_desktop.texts import translate

_CONTEXT = "gui.filings.changes_table"
_FIELD_ROLE = Qt.ItemDataRole.UserRole


class ChangesTable:
    """A small table that is typed into directly: what changed, before, after, why."""

    def __init__(self, table: QTableWidget, changed: Callable[[], None]) -> None:
        self._table = table
        set_up_typed_table(
            table,
            (
                translate(_CONTEXT, "变更项目"),
                translate(_CONTEXT, "变更前"),
                translate(_CONTEXT, "变更后"),
                translate(_CONTEXT, "原因"),
            ),
        )
        table.itemChanged.connect(lambda _item: changed())

    def show(self, changes: tuple[FieldChange, ...]) -> None:
        """Show the rows."""
        self._table.blockSignals(True)
        self._table.setRowCount(0)
        for row in changes:
            self._add(row.field, row.label, row.before, row.after, row.reason)
        self._table.blockSignals(False)

    def set_editable(self, editable: bool) -> None:
        """Let the rows be typed into or only read."""
        trigger = QAbstractItemView.EditTrigger
        typing = trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        self._table.setEditTriggers(typing if editable else trigger.NoEditTriggers)

    def add(self) -> None:
        """Add an empty row and begin typing in it."""
        first = self._add("", "", "", "", "")
        self._table.setFocus()
        self._table.setCurrentItem(first)
        self._table.editItem(first)

    def remove(self) -> None:
        """Remove the row that the cursor is in."""
        row = self._table.currentRow()
        if row >= 0:
            self._table.removeRow(row)

    def changes(self) -> tuple[FieldChange, ...]:
        """Return the rows that say anything."""
        return tuple(FieldChange(**row) for row in self.typed())

    def typed(self) -> list[dict[str, str]]:
        """Return the rows as JSON values."""
        rows = []
        for number in range(self._table.rowCount()):
            label, before, after, reason = (self._cell(number, column) for column in range(4))
            if label or before or after:
                field = self._table.item(number, 0)
                known = field.data(_FIELD_ROLE) if field else ""
                rows.append({"field": known or "", "label": label, "before": before, "after": after, "reason": reason})
        return rows

    def show_typed(self, rows: list[dict[str, str]]) -> None:
        """Show again what :meth:`typed` gave."""
        self.show(tuple(FieldChange(**row) for row in rows))

    def _cell(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text().strip() if item else ""

    def _add(self, field: str, *texts: str) -> QTableWidgetItem:
        row = self._table.rowCount()
        self._table.insertRow(row)
        items = [QTableWidgetItem(text) for text in texts]
        items[0].setData(_FIELD_ROLE, field)
        for column, item in enumerate(items):
            item.setToolTip(item.text())
            self._table.setItem(row, column, item)
        return items[0]
