"""To whom an incident was reported, in a small table that is typed into directly."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.fields.dates import read_date, write_date
from pmedia_desktop.gui.typed_table import TypedTable
from pmedia_desktop.model.incident import IncidentReport
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTEXT = "gui.inspection.reports_table"


class ReportsTable(TypedTable):
    """Whom, which day, what time, how."""

    def __init__(self, table: QTableWidget, today: date) -> None:
        super().__init__(
            table,
            (
                translate(_CONTEXT, "向谁报告"),
                translate(_CONTEXT, "日期"),
                translate(_CONTEXT, "时间"),
                translate(_CONTEXT, "方式"),
            ),
        )
        self._today = today
        table.setAccessibleName(translate(_CONTEXT, "报告情况"))

    def show(self, reports: Iterable[IncidentReport]) -> None:
        """Show the reports."""
        self.show_lines((one.to, write_date(one.on), one.time, one.how) for one in reports)

    def add(self) -> None:
        """Add a line of today and begin typing in it."""
        self.begin_line(("", write_date(self._today), "", ""))

    def typed(self) -> list[list[str]]:
        """Return the texts of all lines that say to whom or how."""
        return [line for line in self.lines() if line[0] or line[3]]

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
