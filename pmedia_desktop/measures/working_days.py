"""Working days (工作日): which days count, and when a term of working days ends.

Monday to Friday count, days off of the yearly notice do not, weekend days that the notice makes working
days (调休上班) do. The day of the event is day 0 (民法典 201), so the last day always is a working day.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.schedules import FIRST_PUBLISHED, LAST_PUBLISHED, Schedule, estimated, of_unit, published
from pmedia_desktop.measures.wording import full_date, listed, short_date
from pmedia_desktop.model.finding import SkippedDay, WorkingDayCount
from pmedia_desktop.model.settings import HolidayYear
from pmedia_desktop.texts import translate

#: No term of the unit is longer; it also keeps a slip of the key from counting for minutes.
LONGEST_TERM = 1000

_ONE_DAY = timedelta(days=1)


class WorkCalendar:
    """Says of any day whether it is a working day, why not, and whether that is only an estimate.

    A year's schedule comes from the unit's own entry if there is one, else from the notices of 2004 to 2026,
    else (before and after) it is estimated from the statutory holidays. The settings page enters the days of one
    year only; should an entry hold days of a neighbouring year (a notice does at New Year), they win over that
    year's schedule.
    """

    def __init__(self, unit_years: Iterable[HolidayYear] = ()) -> None:
        # An entry without a single day off is a page nobody has ticked yet: no year of China is without.
        self._unit_years = {entry.year: entry for entry in unit_years if entry.days_off}
        self._schedules: dict[int, Schedule] = {}

    def is_working_day(self, day: date) -> bool:
        """Whether ``day`` counts as a working day."""
        schedule = self._schedule(day.year)
        if day in schedule.makeup_workdays:
            return True
        return day.weekday() < 5 and day not in schedule.days_off

    def is_makeup_workday(self, day: date) -> bool:
        """Whether ``day`` is a weekend day on which the schedule lets people work (调休上班)."""
        return day.weekday() >= 5 and day in self._schedule(day.year).makeup_workdays

    def is_estimated(self, year: int) -> bool:
        """Whether the year has no published schedule, neither shipped nor entered by the unit."""
        return year not in self._unit_years and not FIRST_PUBLISHED <= year <= LAST_PUBLISHED

    def why_off(self, day: date) -> str:
        """Return why ``day`` does not count (国庆节, 周末), or nothing when it does."""
        if self.is_working_day(day):
            return ""
        return self._schedule(day.year).days_off.get(day) or translate("measures.working_days", "周末")

    def schedule(self, year: int) -> HolidayYear:
        """Return the year's days off and make-up workdays as they are in force here."""
        in_force = self._schedule(year)
        return HolidayYear(
            year=year,
            days_off=tuple(sorted(in_force.days_off)),
            makeup_workdays=tuple(sorted(in_force.makeup_workdays)),
            source=in_force.source,
        )

    def _schedule(self, year: int) -> Schedule:
        if year not in self._schedules:
            self._schedules[year] = self._make_schedule(year)
        return self._schedules[year]

    def _make_schedule(self, year: int) -> Schedule:
        own = self._unit_years.get(year)
        if own is not None:
            base = of_unit(own, year)
        else:
            base = estimated(year) if self.is_estimated(year) else published(year)
        for neighbour in (year - 1, year + 1):
            if neighbour in self._unit_years:
                base = base.overlaid(of_unit(self._unit_years[neighbour], year))
        return base


def count_working_days(calendar: WorkCalendar, start: date, days: int) -> WorkingDayCount:
    """Return the end of a term of ``days`` working days that begins on the day after ``start``.

    Raises ``InputError`` when ``days`` is not between 1 and ``LONGEST_TERM``, or the term runs past the year 9999.
    """
    if not 1 <= days <= LONGEST_TERM:
        raise InputError(
            translate("measures.working_days", "工作日数须在1到{most}之间，现为{days}。").format(
                most=LONGEST_TERM, days=days
            )
        )
    skipped: list[SkippedDay] = []
    makeup_workdays: list[date] = []
    day, counted = start, 0
    while counted < days:
        day = _day_after(day, start)
        if calendar.is_working_day(day):
            counted += 1
            if calendar.is_makeup_workday(day):
                makeup_workdays.append(day)
        else:
            skipped.append(SkippedDay(on=day, why=calendar.why_off(day)))
    first_year = _day_after(start, start).year
    estimated_years = tuple(year for year in range(first_year, day.year + 1) if calendar.is_estimated(year))
    return WorkingDayCount(
        start=start,
        days=days,
        due=day,
        estimated=bool(estimated_years),
        skipped=tuple(skipped),
        makeup_workdays=tuple(makeup_workdays),
        estimated_years=estimated_years,
    )


def _day_after(day: date, start: date) -> date:
    if day == date.max:
        raise InputError(
            translate("measures.working_days", "从{start}起算的期限超出了能表示的日期，请核对年份。").format(
                start=full_date(start)
            )
        )
    return day + _ONE_DAY


def explain(count: WorkingDayCount) -> str:
    """Return in one sentence how the term was counted: day 0, the last day, what was skipped, what counted."""
    written = short_date if count.start.year == count.due.year else full_date
    sentence = translate("measures.working_days", "{start}为第0天，第{days}个工作日是{due}").format(
        start=written(count.start), days=count.days, due=written(count.due)
    )
    remarks = _remarks_on_days(count)
    if remarks:
        sentence = translate("measures.working_days", "{sentence}（{remarks}）").format(
            sentence=sentence, remarks=translate("measures.working_days", "，").join(remarks)
        )
    if count.estimated:
        sentence = translate("measures.working_days", "{sentence}；{estimate}").format(
            sentence=sentence, estimate=_estimate_remark(count)
        )
    return sentence


def _remarks_on_days(count: WorkingDayCount) -> list[str]:
    remarks = []
    if count.skipped:
        remarks.append(
            translate("measures.working_days", "{days}不计").format(days=listed(_runs_of_skipped(count.skipped)))
        )
    if count.makeup_workdays:
        days = listed(f"{short_date(day)}{_weekday(day)}" for day in count.makeup_workdays)
        remarks.append(translate("measures.working_days", "{days}调休上班计入").format(days=days))
    return remarks


def _runs_of_skipped(skipped: tuple[SkippedDay, ...]) -> list[str]:
    """Name each holiday with its days; ordinary weekends are named once, at the end."""
    weekend = translate("measures.working_days", "周末")
    runs: list[list[SkippedDay]] = []
    for day in skipped:
        if day.why == weekend:
            continue
        if runs and day.on - runs[-1][-1].on == _ONE_DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    named = [_run_text(run) for run in runs]
    if any(day.why == weekend for day in skipped):
        named.append(weekend)
    return named


def _run_text(run: list[SkippedDay]) -> str:
    first, last = run[0].on, run[-1].on
    names = translate("measures.working_days", "和").join(dict.fromkeys(day.why for day in run))
    if first == last:
        return translate("measures.working_days", "{holiday}{first}").format(holiday=names, first=short_date(first))
    day_alone = translate("measures.working_days", "{day}日").format(day=last.day)
    return translate("measures.working_days", "{holiday}{first}至{last}").format(
        holiday=names, first=short_date(first), last=day_alone if first.month == last.month else short_date(last)
    )


def _estimate_remark(count: WorkingDayCount) -> str:
    """Say which years were estimated; a later year is one whose notice is not out yet.

    A make-up Sunday that the notice brings counts as a working day, so the term may end earlier than estimated.
    """
    years = listed(str(year) for year in count.estimated_years)
    if count.estimated_years[-1] > LAST_PUBLISHED:
        return translate(
            "measures.working_days", "{years}年放假安排尚未公布，按法定节日推算，调休未定，可能提前"
        ).format(years=years)
    return translate("measures.working_days", "没有{years}年的放假安排，按法定节日推算，调休不详，可能提前").format(
        years=years
    )


def _weekday(day: date) -> str:
    names = (
        translate("measures.working_days", "周一"),
        translate("measures.working_days", "周二"),
        translate("measures.working_days", "周三"),
        translate("measures.working_days", "周四"),
        translate("measures.working_days", "周五"),
        translate("measures.working_days", "周六"),
        translate("measures.working_days", "周日"),
    )
    return names[day.weekday()]
