"""The update clock of every account, and the picture of its last twelve months."""

from dataclasses import dataclass
from datetime import date

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.update_clock import (
    UpdateClock,
    clock_of,
    clocks,
    days_over,
    days_with_items,
    longest_gap,
)
from pmedia_desktop.paper.year_picture import year_picture
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "services.publishing.clocks"

__all__ = ["ClockRow", "UpdateClock", "YearPicture", "list_clocks", "print_year", "read_year"]


@dataclass(frozen=True)
class ClockRow:
    """One account's clock, with the account as people call it."""

    clock: UpdateClock
    title: str


@dataclass(frozen=True)
class YearPicture:
    """How many items an account brought out on each day of the last twelve months, this month included.

    ``over`` are the days on which nothing new had come out for too long.
    """

    title: str
    first: date
    last: date
    counts: dict[date, int]
    over: frozenset[date]
    clock: UpdateClock


def list_clocks(office: Office) -> tuple[ClockRow, ...]:
    """Return the clocks of all accounts that have one, those that waited longest first."""
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
    rows = (ClockRow(clock, account_title(clock.account, known)) for clock in clocks(known, office.today()))
    return tuple(sorted(rows, key=lambda row: -1 if row.clock.days is None else row.clock.days, reverse=True))


def read_year(office: Office, account_id: int) -> YearPicture:
    """Return an account's last twelve months."""
    with office.register.read() as reader:
        return _year(office, reader, account_id)


def print_year(office: Office, account_id: int) -> bytes:
    """Return an account's last twelve months as a page."""
    with office.register.read() as reader:
        year = _year(office, reader, account_id)
        unit = reader.unit()
    return year_picture(
        title=translate(_CONTEXT, "政务新媒体更新情况图"),
        lines=(
            translate(_CONTEXT, "单位：{unit}").format(unit=unit.full_name if unit else ""),
            translate(_CONTEXT, "账号：{account}").format(account=year.title),
            _summary(year, office.today()),
        ),
        last=year.last,
        counts=year.counts,
        over=year.over,
        limit=year.clock.limit,
    )


def _summary(year: YearPicture, today: date) -> str:
    gap = longest_gap(year.counts, year.first, year.last)
    if gap is None:
        return translate(_CONTEXT, "近十二个月没有登记发布记录。制图日期：{day}").format(day=today.isoformat())
    return translate(
        _CONTEXT, "近十二个月发布{count}条，有更新的日子{days}天，最长间隔{gap}天。制图日期：{day}"
    ).format(count=sum(year.counts.values()), days=len(year.counts), gap=gap, day=today.isoformat())


def _year(office: Office, reader: Reader, account_id: int) -> YearPicture:
    account = reader.account(account_id)
    known = complete_snapshot(office, reader)
    today = office.today()
    first = date(today.year - (today.month < 12), today.month % 12 + 1, 1)
    every = days_with_items(account_id, known)
    clock = clock_of(account, known, today)
    return YearPicture(
        title=account_title(account, known),
        first=first,
        last=today,
        counts={day: count for day, count in every.items() if first <= day <= today},
        over=frozenset(day for day in days_over(every, today, clock.limit) if day >= first),
        clock=clock,
    )
