"""To whom an incident was reported, in a small table that is typed into directly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.fields.dates import read_date, write_date
from pmedia_desktop.gui.typed_table import set_up_typed_table
from pmedia_desktop.model.incident import IncidentReport
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTEXT = "gui.inspection.reports_table"


class ReportsTable:
    """Whom, which day, what time, how."""

    def __init__(self, table: QTableWidget, today: date) -> None:
        self._table = table
        self._today = today
        set_up_typed_table(
            table,
            (
                translate(_CONTEXT, "向谁报告"),
                translate(_CONTEXT, "日期"),
                translate(_CONTEXT, "时间"),
                translate(_CONTEXT, "方式"),
            ),
        )
        table.setAccessibleName(translate(_CONTEXT, "报告情况"))

    def show(self, reports: Iterable[IncidentReport]) -> None:
        """Show the reports."""
        self.show_typed([[one.to, write_date(one.on), one.time, one.how] for one in reports])

    def show_typed(self, rows: Iterable[list[str]]) -> None:
        """Show what :meth:`typed` gave."""
        self._table.setRowCount(0)
        for row in rows:
            self._add(row)

    def add(self) -> None:
        """Add a line of today and begin typing in it."""
        first = self._add(["", write_date(self._today), "", ""])
        self._table.setFocus()
        self._table.setCurrentItem(first)
        self._table.editItem(first)

    def remove(self) -> None:
        """Remove the line the cursor is in."""
        self._table.removeRow(self._table.currentRow())

    def typed(self) -> list[list[str]]:
        """Return the texts of all lines that say to whom or how."""
        rows = [[self._cell(row, column) for column in range(4)] for row in range(self._table.rowCount())]
        return [row for row in rows if row[0] or row[3]]

    def reports(self) -> tuple[IncidentReport, ...]:
        """Return the reports; ``InputError`` for a day that cannot be read."""
        return tuple(
            IncidentReport(to=to, on=self._day(day), time=time, how=how) for to, day, time, how in self.typed()
        )

    def _day(self, text: str) -> date:
        try:
            day = read_date(text, self._today)
        except ValueError:
            day = None
        if day is None:
            raise InputError(
                translate(_CONTEXT, "报告日期“{text}”不是日期，").format(text=text),
                translate(_CONTEXT, "请按 2026-11-23 的样子填写。"),
                field="reports",
            )
        return day

    def _add(self, texts: list[str]) -> QTableWidgetItem:
        row = self._table.rowCount()
        self._table.insertRow(row)
        items = [QTableWidgetItem(text) for text in texts]
        for column, item in enumerate(items):
            self._table.setItem(row, column, item)
        return items[0]

    def _cell(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text().strip() if item is not None else ""
