"""The operators of an account (运营者) in a small table that is typed into directly."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.fields.dates import read_date, write_date
from pmedia_desktop.gui.typed_table import set_up_typed_table
from pmedia_desktop.model.account import Operator
from pmedia_desktop.texts import translate

_CONTEXT = "gui.editors.operators_table"


class OperatorsTable:
    """Name, mobile phone, and the day a short-term operator ends; without a day the operator is a long-term one."""

    def __init__(self, table: QTableWidget) -> None:
        self._table = table
        set_up_typed_table(
            table,
            (
                translate(_CONTEXT, "姓名"),
                translate(_CONTEXT, "手机"),
                translate(_CONTEXT, "短期运营者到期日（长期不填）"),
            ),
        )

    def show(self, operators: tuple[Operator, ...]) -> None:
        """Show the operators."""
        self._table.setRowCount(0)
        for operator in operators:
            self._add(operator.name, operator.mobile_phone, write_date(operator.until))

    def add(self) -> None:
        """Add an empty line and begin typing in it."""
        first = self._add("", "", "")
        self._table.setFocus()
        self._table.setCurrentItem(first)
        self._table.editItem(first)

    def remove(self) -> None:
        """Remove the line the cursor is in."""
        self._table.removeRow(self._table.currentRow())

    def typed(self) -> list[list[str]]:
        """Return the texts of all lines that hold any."""
        rows = [[self._cell(row, column) for column in range(3)] for row in range(self._table.rowCount())]
        return [row for row in rows if any(row)]

    def show_typed(self, rows: list[list[str]]) -> None:
        """Show again what :meth:`typed` gave."""
        self._table.setRowCount(0)
        for name, phone, until in rows:
            self._add(name, phone, until)

    def operators(self) -> tuple[Operator, ...]:
        """Return the operators; ``InputError`` for a day that is none."""
        found = []
        for name, phone, until in self.typed():
            try:
                day = read_date(until, date.today())  # noqa: DTZ011 - only the year of what is typed
            except ValueError as error:
                raise InputError(
                    translate(_CONTEXT, "运营者{name}的到期日“{text}”不是日期，").format(name=name, text=until),
                    translate(_CONTEXT, "请按 2026-11-23 的样子填写，长期运营者不填。"),
                    field="operators",
                ) from error
            found.append(Operator(name=name, mobile_phone=phone, long_term=day is None, until=day))
        return tuple(found)

    def _cell(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text().strip() if item else ""

    def _add(self, *texts: str) -> QTableWidgetItem:
        row = self._table.rowCount()
        self._table.insertRow(row)
        items = [QTableWidgetItem(text) for text in texts]
        for column, item in enumerate(items):
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            self._table.setItem(row, column, item)
        return items[0]
