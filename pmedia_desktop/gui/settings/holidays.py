"""放假安排: a year's schedule, published, estimated, or ticked by the unit from the notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton

from pmedia_desktop.gui.cards import set_tone
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.settings.holiday_notice import HolidayNoticeDialog
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.settings.year_calendar import YearCalendar
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.settings import HolidayYear
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.holiday_notices import ReadYear
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.settings.holidays"


class HolidaysTab(SettingsTab):
    """The tab. It opens on the year of today, in November and December on the next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "holidays")
        today = desk.office.today()
        self._year = today.year + (today.month >= 11)
        # Days of the neighbouring years that a notice names at New Year.
        self._beyond: tuple[tuple[date, ...], tuple[date, ...]] = ((), ())
        self._title = part(self.root, QLabel, "year")
        self._origin = part(self.root, ElidedLabel, "origin")
        self._source = part(self.root, QLineEdit, "source")
        self._calendar = part(self.root, YearCalendar, "calendar")
        self._form = RecordForm(self.root, ("source",))
        set_tone(part(self.root, QLabel, "legend_off"), translate(_CONTEXT, "休　放假"), Tone.GOOD)
        set_tone(part(self.root, QLabel, "legend_makeup"), translate(_CONTEXT, "班　调休上班"), Tone.WARNING)
        self.note_shown()
        part(self.root, QToolButton, "earlier").clicked.connect(lambda: self._turn(-1))
        part(self.root, QToolButton, "later").clicked.connect(lambda: self._turn(1))
        part(self.root, QPushButton, "from_notice").clicked.connect(self._ask_for_notice)
        part(self.root, QPushButton, "undo").clicked.connect(self._undo)
        part(self.root, QPushButton, "save").clicked.connect(self.save)

    def read(self) -> None:
        """Read the year."""
        year = self._year
        self.ask(lambda office: _read_year(office, year), self._show, "year")

    def typed(self) -> Any:
        """Return what is ticked, and the notice it comes from."""
        return self._calendar.days_off(), self._calendar.makeup_workdays(), self._beyond, self._source.text()

    def _undo(self) -> None:
        self.note_shown()
        self.read()

    def _ask_for_notice(self) -> None:
        if not self.settle_unsaved(translate(_CONTEXT, "{year}年").format(year=self._year)):
            return
        dialog = HolidayNoticeDialog(self.desk, self.window())
        dialog.read.connect(self._tick)
        dialog.open()

    def _tick(self, found: ReadYear) -> None:
        """Turn to the notice's year and tick its days, to be looked at and saved."""
        schedule = found.schedule
        self._year = schedule.year
        self.note_shown()
        days_off, workdays = schedule.days_off, schedule.makeup_workdays

        def tick(year: tuple[HolidayYear, bool]) -> None:
            self._show(year)
            self._calendar.show_year(
                schedule.year,
                (day for day in days_off if day.year == schedule.year),
                (day for day in workdays if day.year == schedule.year),
            )
            self._beyond = (
                tuple(day for day in days_off if day.year != schedule.year),
                tuple(day for day in workdays if day.year != schedule.year),
            )
            self._source.setText(schedule.source)
            self.desk.say(translate(_CONTEXT, "已勾上通知里的日期，请核对后保存"))

        self.desk.read(self, lambda office: _read_year(office, schedule.year), tick, replaces="year")

    def _turn(self, years: int) -> None:
        title = translate(_CONTEXT, "{year}年").format(year=self._year)
        if self.settle_unsaved(title):
            # What is being saved now no longer counts as unsaved; were it refused, a dialog would say so.
            self.note_shown()
            self._year += years
            self.read()

    def _show(self, found: tuple[HolidayYear, bool]) -> None:
        if self.has_changed():
            return
        schedule, estimated = found
        self._form.clear_problem()
        self._title.setText(translate(_CONTEXT, "{year}年").format(year=schedule.year))
        if estimated:
            set_tone(self._origin, translate(_CONTEXT, "还没有公布，按法定节日推算，请照通知勾选"), Tone.WARNING)
        else:
            set_tone(self._origin, translate(_CONTEXT, "已公布"), Tone.GOOD)
        self._source.setText("" if estimated else schedule.source)
        self._calendar.show_year(schedule.year, schedule.days_off, schedule.makeup_workdays)
        self._beyond = ((), ())
        self.note_shown()

    def save(self) -> bool:
        """Save the year."""
        schedule = HolidayYear(
            year=self._year,
            days_off=tuple(sorted(self._calendar.days_off() + self._beyond[0])),
            makeup_workdays=tuple(sorted(self._calendar.makeup_workdays() + self._beyond[1])),
            source=self._source.text().strip(),
        )
        self.desk.change(
            self,
            lambda office: _save_year(office, schedule),
            self._saved,
            refused=lambda problem: self._refuse(problem, schedule.year),
        )
        return True

    def _refuse(self, problem: SpokenError, year: int) -> None:
        if self.isVisible() and year == self._year:
            self._form.refuse(problem)
        else:
            self.desk.dialogs.advise(problem)

    def _saved(self, schedule: HolidayYear) -> None:
        if schedule.year == self._year:
            self.note_shown()
        self.desk.say(translate(_CONTEXT, "已保存{year}年的放假安排，期限已按它重新计算").format(year=schedule.year))
        self.read()


def _read_year(office: Office, year: int) -> tuple[HolidayYear, bool]:
    from pmedia_desktop.services.settings import read_year

    return read_year(office, year)


def _save_year(office: Office, schedule: HolidayYear) -> Outcome[HolidayYear]:
    from pmedia_desktop.services.settings import save_year

    return save_year(office, schedule)
