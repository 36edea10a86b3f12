"""变更内容: the rows before and after, which the program records and the user completes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget

from pmedia_desktop.gui.typed_table import TypedTable
from pmedia_desktop.model.filing import FieldChange
from pmedia_desktop.texts import translate

_CONTEXT = "gui.filings.changes_table"
_FIELD_ROLE = Qt.ItemDataRole.UserRole


class ChangesTable(TypedTable):
    """A small table that is typed into directly: what changed, before, after, why."""

    def __init__(self, table: QTableWidget, changed: Callable[[], None]) -> None:
        super().__init__(
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
            cells = self.add_line((row.label, row.before, row.after, row.reason))
            cells[0].setData(_FIELD_ROLE, row.field)
            for cell in cells:
                cell.setToolTip(cell.text())
        self._table.blockSignals(False)

    def set_editable(self, editable: bool) -> None:
        """Let the rows be typed into or only read."""
        trigger = QAbstractItemView.EditTrigger
        typing = trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        self._table.setEditTriggers(typing if editable else trigger.NoEditTriggers)

    def add(self) -> None:
        """Add an empty row and begin typing in it."""
        self.begin_line(("", "", "", ""))

    def changes(self) -> tuple[FieldChange, ...]:
        """Return the rows that say anything."""
        return tuple(FieldChange(**row) for row in self.typed())

    def typed(self) -> list[dict[str, str]]:
        """Return the rows as JSON values."""
        rows = []
        for number, (label, before, after, reason) in enumerate(self.lines()):
            if label or before or after:
                field = self._table.item(number, 0)
                known = field.data(_FIELD_ROLE) if field else ""
                rows.append({"field": known or "", "label": label, "before": before, "after": after, "reason": reason})
        return rows

    def show_typed(self, rows: list[dict[str, str]]) -> None:
        """Show again what :meth:`typed` gave."""
        self.show(tuple(FieldChange(**row) for row in rows))
