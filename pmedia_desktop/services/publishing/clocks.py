"""The update clock of every account, and the picture of its last twelve months."""

from dataclasses import dataclass
from datetime import date, timedelta

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.update_clock import (
    UpdateClock,
    clocks,
    days_over,
    days_with_items,
    longest_gap,
)
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.paper.year_picture import year_picture
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.office import Office, current_snapshot, platforms_of
from pmedia_desktop.texts import translate

_CONTEXT = "services.publishing.clocks"
#: So long before the picture's first day the item may have come out whose age counts on that day.
_BEFORE = timedelta(days=366)

__all__ = ["ClockRow", "UpdateClock", "YearPicture", "list_clocks", "print_year", "read_year"]


@dataclass(frozen=True)
class ClockRow:
    """One account's clock, with the account as people call it."""

    clock: UpdateClock
    title: str


@dataclass(frozen=True)
class YearPicture:
    """How many items an account brought out on each day of the last twelve months, this month included.

    ``over`` are the days on which nothing new had come out for more than ``limit`` days.
    """

    title: str
    first: date
    last: date
    counts: dict[date, int]
    over: frozenset[date]
    limit: int


def list_clocks(office: Office) -> tuple[ClockRow, ...]:
    """Return the clocks of all accounts that have one, those that waited longest first."""
    with office.register.read() as reader:
        known = current_snapshot(office, reader)
    rows = (ClockRow(clock, account_title(clock.account, known)) for clock in clocks(known, office.today()))
    return tuple(sorted(rows, key=lambda row: -1 if row.clock.days is None else row.clock.days, reverse=True))


def read_year(office: Office, account_id: int) -> YearPicture:
    """Return an account's last twelve months."""
    with office.register.read() as reader:
        return _year(office, reader, account_id)


def print_year(office: Office, account_id: int, until: date | None = None) -> bytes:
    """Return an account's twelve months up to ``until`` (today) as a page."""
    with office.register.read() as reader:
        year = _year(office, reader, account_id, until)
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
        limit=year.limit,
    )


def _summary(year: YearPicture, today: date) -> str:
    when = (
        translate(_CONTEXT, "近十二个月")
        if year.last == today
        else translate(_CONTEXT, "截至{day}的十二个月").format(day=year.last.isoformat())
    )
    gap = longest_gap(year.counts, year.first, year.last)
    if gap is None:
        return translate(_CONTEXT, "{when}没有登记发布记录。制图日期：{day}").format(when=when, day=today.isoformat())
    return translate(_CONTEXT, "{when}发布{count}条，有更新的日子{days}天，最长间隔{gap}天。制图日期：{day}").format(
        when=when, count=sum(year.counts.values()), days=len(year.counts), gap=gap, day=today.isoformat()
    )


def _year(office: Office, reader: Reader, account_id: int, until: date | None = None) -> YearPicture:
    account, limit = reader.account(account_id), reader.settings().update_days
    last = min(until or office.today(), office.today())
    first = date(last.year - (last.month < 12), last.month % 12 + 1, 1)
    # The account's last item counts however old it is; of an earlier picture the year before is enough.
    items = (
        reader.recent_publications() if last == office.today() else reader.publications_between(first - _BEFORE, last)
    )
    known = Snapshot(accounts=(account,), platforms=platforms_of(office), publications=items)
    every = {day: count for day, count in days_with_items(account_id, known).items() if day <= last}
    return YearPicture(
        title=account_title(account, known),
        first=first,
        last=last,
        counts={day: count for day, count in every.items() if first <= day},
        over=frozenset(day for day in days_over(every, last, limit) if day >= first),
        limit=limit,
    )
