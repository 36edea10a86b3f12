"""Asks for a period: a quarter, a year, or two days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.measures.quarters import quarter_days, quarter_of
from pmedia_desktop.model.inspection_words import quarter_words
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.period_dialog"
_OWN = "own"
_ONE_DAY = timedelta(days=1)


class PeriodDialog(RecordDialog):
    """Calls ``chosen`` with the first and the last day."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        question: str,
        chosen: Callable[[date, date], None],
        file: str = "period",
        names: tuple[str, ...] = (),
    ) -> None:
        super().__init__(desk, parent, file, ("period", "begin", "end", *names))
        self._chosen = chosen
        part(self.root, QLabel, "hint").setText(question)
        self._periods = usual_periods(desk.office.today())
        box = part(self.root, ChoiceBox, "period")
        box.offer([*((key, words) for key, (words, _, _) in self._periods.items()), (_OWN, self._own_words())])
        box.currentIndexChanged.connect(lambda _index: self._fit())
        self._fit()
        self.note_opened()

    def has_changed(self) -> bool:
        """Never: nothing typed here is lost."""
        return False

    def save(self, values: dict[str, Any]) -> None:
        """Hand the period on."""
        begin, end = values["begin"], values["end"]
        if begin is None or end is None:
            raise_at = "begin" if begin is None else "end"
            self.refuse(
                InputError(
                    translate(_CONTEXT, "还没有填写日期，"), translate(_CONTEXT, "请填写起止日期。"), field=raise_at
                )
            )
            return
        if end < begin:
            self.refuse(
                InputError(translate(_CONTEXT, "止日早于起日，"), translate(_CONTEXT, "请改正其中一个。"), field="end")
            )
            return
        self.accept()
        self._chosen(begin, end)

    def _own_words(self) -> str:
        return translate(_CONTEXT, "自己填写")

    def _fit(self) -> None:
        key = part(self.root, ChoiceBox, "period").choice()
        for name in ("begin", "end"):
            part(self.root, QWidget, name).setEnabled(key == _OWN)
        if key in self._periods:
            _, begin, end = self._periods[key]
            self.form.show({"begin": begin, "end": end})


def usual_periods(today: date) -> dict[str, tuple[str, date, date]]:
    """Return the periods that are asked for most, by key: their words, first and last day."""
    year, quarter = quarter_of(today)
    before = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    periods = {}
    for key, (of_year, number) in (("this_quarter", (year, quarter)), ("last_quarter", before)):
        begin, after = quarter_days(of_year, number)
        periods[key] = (quarter_words(of_year, number), begin, after - _ONE_DAY)
    periods["this_year"] = (
        translate(_CONTEXT, "{year}年").format(year=year),
        date(year, 1, 1),
        date(year, 12, 31),
    )
    periods["last_year"] = (
        translate(_CONTEXT, "{year}年").format(year=year - 1),
        date(year - 1, 1, 1),
        date(year - 1, 12, 31),
    )
    return periods
