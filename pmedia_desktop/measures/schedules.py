"""Where the days off of a year come from: the notices, the unit's own entry, or an estimate.

``chinesecalendar`` keeps the State Council's notices of 2004 to 2026, ``holidays`` knows the statutory days
of 1950 to 2100; both are imported only when a year is asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pmedia_desktop.measures.wording import listed
from pmedia_desktop.model.settings import HolidayYear
from pmedia_desktop.texts import translate

FIRST_PUBLISHED = 2004
LAST_PUBLISHED = 2026

#: The years for which the kept library can tell where the lunar holidays lie.
_FIRST_LUNAR, _LAST_LUNAR = 1950, 2100


@dataclass(frozen=True)
class Schedule:
    """One year's days off with the name of each, and the weekend days that are working days."""

    days_off: Mapping[date, str]
    makeup_workdays: frozenset[date]
    source: str

    def overlaid(self, other: "Schedule") -> "Schedule":
        """Return this schedule with the other's days put over it."""
        days_off = {day: name for day, name in self.days_off.items() if day not in other.makeup_workdays}
        return Schedule(
            days_off={**days_off, **other.days_off},
            makeup_workdays=(self.makeup_workdays - frozenset(other.days_off)) | other.makeup_workdays,
            source=self.source,
        )


def published(year: int) -> Schedule:
    """Return the schedule of a year from 2004 to 2026 as its notice fixed it."""
    from chinese_calendar import constants

    names = _published_names()
    return Schedule(
        days_off={day: names[name] for day, name in constants.holidays.items() if day.year == year},
        makeup_workdays=frozenset(day for day in constants.workdays if day.year == year),
        source=translate("measures.schedules", "国务院办公厅{year}年部分节假日安排").format(year=year),
    )


def estimated(year: int) -> Schedule:
    """Return a schedule made from the statutory holidays alone, for a year whose notice is not known.

    Beyond 1950 to 2100 only the holidays with a fixed date are counted. What a notice will add is left out:
    bridging days let a real term end a little later than estimated, a make-up workday at a weekend lets it end a
    day or two earlier.
    """
    days_off = _statutory(year) if _FIRST_LUNAR <= year <= _LAST_LUNAR else _fixed_dates(year)
    return Schedule(
        days_off=days_off,
        makeup_workdays=frozenset(),
        source=translate("measures.schedules", "按法定节日推算"),
    )


def of_unit(entry: HolidayYear, year: int) -> Schedule:
    """Return what the unit entered, restricted to one calendar year; days are named after their holiday."""
    makeup_workdays = frozenset(day for day in entry.makeup_workdays if day.year == year)
    days = sorted(day for day in set(entry.days_off) - makeup_workdays if day.year == year)
    known = published(year) if FIRST_PUBLISHED <= year <= LAST_PUBLISHED else estimated(year)
    return Schedule(
        days_off={day: name for run in _runs(days) for day, name in _named(run, known.days_off).items()},
        makeup_workdays=makeup_workdays,
        source=entry.source or translate("measures.schedules", "本单位录入的放假安排"),
    )


def _runs(days: Iterable[date]) -> list[list[date]]:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _named(run: list[date], names: Mapping[date, str]) -> dict[date, str]:
    found = list(dict.fromkeys(names[day] for day in run if day in names))
    name = listed(found) if found else translate("measures.schedules", "放假")
    return dict.fromkeys(run, name)


def _statutory(year: int) -> dict[date, str]:
    from holidays.countries.china import China

    # The library says in brackets that a day stands in for a holiday on a weekend; the holiday's name is enough.
    names: Mapping[date, str] = China(years=year, language="zh_CN", expand=False)  # type: ignore[no-untyped-call]
    # New Year's Eve and an extension are part of the Spring Festival for whoever counts days.
    eve, festival = translate("measures.schedules", "农历除夕"), translate("measures.schedules", "春节")
    return {
        day: festival if name.startswith((eve, festival)) else name.split("（")[0].replace("; ", "、")
        for day, name in names.items()
    }


def _fixed_dates(year: int) -> dict[date, str]:
    return {
        date(year, 1, 1): translate("measures.schedules", "元旦"),
        date(year, 5, 1): translate("measures.schedules", "劳动节"),
        date(year, 10, 1): translate("measures.schedules", "国庆节"),
        date(year, 10, 2): translate("measures.schedules", "国庆节"),
        date(year, 10, 3): translate("measures.schedules", "国庆节"),
    }


def _published_names() -> dict[str, str]:
    return {
        "New Year's Day": translate("measures.schedules", "元旦"),
        "Spring Festival": translate("measures.schedules", "春节"),
        "Tomb-sweeping Day": translate("measures.schedules", "清明节"),
        "Labour Day": translate("measures.schedules", "劳动节"),
        "Dragon Boat Festival": translate("measures.schedules", "端午节"),
        "Mid-autumn Festival": translate("measures.schedules", "中秋节"),
        "National Day": translate("measures.schedules", "国庆节"),
        "Anti-Fascist 70th Day": translate("measures.schedules", "抗战胜利纪念日"),
    }
