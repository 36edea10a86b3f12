"""The operators of an account (运营者) in a small table that is typed into directly."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QTableWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.fields.dates import read_date, write_date
from pmedia_desktop.gui.typed_table import TypedTable
from pmedia_desktop.model.account import Operator
from pmedia_desktop.texts import translate

_CONTEXT = "gui.editors.operators_table"


class OperatorsTable(TypedTable):
    """Name, mobile phone, and the day a short-term operator ends; without a day the operator is a long-term one."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(
            table,
            (
                translate(_CONTEXT, "姓名"),
                translate(_CONTEXT, "手机"),
                translate(_CONTEXT, "短期运营者到期日（长期不填）"),
            ),
        )

    def show(self, operators: tuple[Operator, ...]) -> None:
        """Show the operators."""
        self.show_lines((one.name, one.mobile_phone, write_date(one.until)) for one in operators)

    def add(self) -> None:
        """Add an empty line and begin typing in it."""
        self.begin_line(("", "", ""))

    def typed(self) -> list[list[str]]:
        """Return the texts of all lines that hold any."""
        return [line for line in self.lines() if any(line)]

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
