"""The update clock: how long an account has shown nothing new, and which one would run over during a holiday.

国办秘函〔2019〕19号 makes two weeks without anything new a veto; the unit's own limit is a setting. An account that
waits for its closure runs as well, until the platform has frozen it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pmedia_desktop.measures.due import dated, due_state
from pmedia_desktop.measures.subjects import about_account, account_title, named_account
from pmedia_desktop.measures.wording import full_date, short_date
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.finding import Deadline, DueState, Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "measures.update_clock"

#: So many days off in a row make a long holiday, and so many days before it people are told.
_LONG_HOLIDAY, _TOLD_BEFORE = 3, 15
_RUNNING = (AccountState.NORMAL, AccountState.CLOSURE_ANNOUNCED)
_ONE_DAY = timedelta(days=1)


class ClockStatus(StrEnum):
    """How an account stands; ``UNKNOWN``: nothing was ever recorded, and it is older than the records."""

    NORMAL = "normal"
    SOON = "soon"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True)
class UpdateClock:
    """One account's clock on a day: its last item, the calendar days since, and the last day for the next one.

    ``since`` is the day they are counted from: the last item's, or the opening's of an account that has shown nothing.
    """

    account: Account
    last: date | None
    since: date | None
    last_title: str
    days: int | None
    limit: int
    due: date | None
    status: ClockStatus


@dataclass(frozen=True)
class LongHoliday:
    """Days off in a row; ``last_working_day`` is the one before them. Estimated: the year's notice is not out yet."""

    name: str
    first: date
    last: date
    last_working_day: date
    estimated: bool


def source() -> str:
    """Return the source named for what the clock says (no article of the Measures does)."""
    return translate(_CONTEXT, "国办秘函〔2019〕19号")


def runs(account: Account) -> bool:
    """Whether the account's clock runs."""
    return account.state in _RUNNING


def clock_of(account: Account, snapshot: Snapshot, on: date) -> UpdateClock:
    """Return the account's clock on the day ``on``."""
    settings = snapshot.settings
    until = [(day, item) for day, item in snapshot.items_out_on(account.id) if day <= on]
    day, last = max(until, key=lambda pair: (pair[0], pair[1].id), default=(None, None))
    since = day or _opened_among_records(account, snapshot, on)
    if since is None:
        status, days, due = ClockStatus.UNKNOWN, None, None
    else:
        days, due = (on - since).days, since + timedelta(days=settings.update_days)
        status = ClockStatus.NORMAL
        if days > settings.update_days:
            status = ClockStatus.OVERDUE
        elif days >= settings.update_warning_days:
            status = ClockStatus.SOON
    return UpdateClock(
        account=account,
        last=day,
        since=since,
        last_title=last.title if last else "",
        days=days,
        limit=settings.update_days,
        due=due,
        status=status,
    )


def _opened_among_records(account: Account, snapshot: Snapshot, on: date) -> date | None:
    """Return the opening of an account that is younger than the register, in a unit that records what it publishes.

    Of an older one it is not known what came out before anybody wrote it down.
    """
    opened = account.opened_on
    if opened is None or snapshot.used_since is None or not snapshot.records_publications:
        return None
    return opened if snapshot.used_since <= opened <= on else None


def clocks(snapshot: Snapshot, on: date) -> list[UpdateClock]:
    """Return the clocks of all accounts that have one, in the order of the accounts."""
    return [clock_of(account, snapshot, on) for account in snapshot.accounts if runs(account)]


def days_with_items(account_id: int, snapshot: Snapshot) -> dict[date, int]:
    """Return how many items of the account came out on each day that had any, withdrawn ones left out."""
    counted: dict[date, int] = {}
    for day, _item in snapshot.items_out_on(account_id):
        counted[day] = counted.get(day, 0) + 1
    return counted


def days_over(days: Iterable[date], last: date, limit: int) -> frozenset[date]:
    """Return the days up to ``last`` on which the last item was more than ``limit`` days old."""
    known = sorted(days)
    if not known:
        return frozenset()
    return frozenset(
        earlier + timedelta(days=number)
        for earlier, later in zip(known, [*known[1:], last + _ONE_DAY], strict=True)
        for number in range(limit + 1, (later - earlier).days)
    )


def longest_gap(days: Iterable[date], first: date, last: date) -> int | None:
    """Return the most days between two items that reach into the span; None where nothing ever came out."""
    known = sorted(days)
    if not known:
        return None
    gaps = (later - earlier for earlier, later in zip(known, [*known[1:], last], strict=True) if later >= first)
    return max((gap.days for gap in gaps), default=0)


def deadlines(snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Deadline]:
    """Yield what is to be published by when: the clock's last day, or the last working day before a long holiday."""
    holidays = tuple(long_holidays(calendar, on))
    for clock in clocks(snapshot, on):
        due = clock.due
        if due is None or clock.since is None:
            continue
        holiday = next((one for one in holidays if one.first <= due <= one.last and on <= one.last_working_day), None)
        if holiday is not None:
            yield _before_holiday(clock, due, holiday, snapshot, on)
        elif clock.status is not ClockStatus.NORMAL:
            yield _clock_deadline(clock, due, clock.since, snapshot, on)


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield the accounts that ran over, and those without any record in a unit that keeps records."""
    for clock in clocks(snapshot, on):
        if clock.status is ClockStatus.OVERDUE:
            yield Finding(
                rule="clock.update",
                article=source(),
                severity=Severity.ERROR,
                subject=about_account(clock.account),
                message=_overdue(clock).format(
                    account=named_account(clock.account, snapshot), days=clock.days, limit=clock.limit
                ),
                remedy=translate(_CONTEXT, "请尽快发布一条，并登记发布时间。"),
            )
        elif clock.status is ClockStatus.UNKNOWN and snapshot.records_publications:
            yield Finding(
                rule="clock.unknown",
                article=source(),
                severity=Severity.NOTE,
                subject=about_account(clock.account),
                message=translate(_CONTEXT, "{account}还没有登记过发布记录，不知道多久没有更新。").format(
                    account=named_account(clock.account, snapshot)
                ),
                remedy=translate(_CONTEXT, "请补录最近一条的标题、链接和日期。"),
            )


def long_holidays(calendar: WorkCalendar, on: date) -> Iterator[LongHoliday]:
    """Yield the three or more days off in a row that begin within 15 days; a mere weekend is none."""
    for ahead in range(1, _TOLD_BEFORE + 1):
        first = on + timedelta(days=ahead)
        if calendar.is_working_day(first) or not calendar.is_working_day(first - _ONE_DAY):
            continue
        last = first
        while not calendar.is_working_day(last + _ONE_DAY):
            last += _ONE_DAY
        if (last - first).days + 1 >= _LONG_HOLIDAY:
            days = (first + timedelta(days=number) for number in range((last - first).days + 1))
            weekend = translate("measures.working_days", "周末")
            name = next((why for day in days if (why := calendar.why_off(day)) != weekend), weekend)
            estimated = calendar.is_estimated(first.year) or calendar.is_estimated(last.year)
            yield LongHoliday(name, first, last, first - _ONE_DAY, estimated)


def _overdue(clock: UpdateClock) -> str:
    if clock.last is None:
        return translate(_CONTEXT, "{account}开设{days}天还没有登记过发布，超过{limit}天。")
    return translate(_CONTEXT, "{account}已经{days}天没有更新，超过{limit}天。")


def _clock_deadline(clock: UpdateClock, due: date, since: date, snapshot: Snapshot, on: date) -> Deadline:
    title = account_title(clock.account, snapshot)
    state = due_state(due, on, snapshot.settings)
    reason = translate(_CONTEXT, "最近一条是{since}的“{item}”，到今天{days}天；{limit}天没有更新就是单项否决的问题。")
    if clock.last is None:
        reason = translate(
            _CONTEXT, "{since}开设以来还没有登记过发布，到今天{days}天；{limit}天没有更新就是单项否决的问题。"
        )
    return dated(
        rule="clock.update",
        what=translate(_CONTEXT, "更新账号：{account}").format(account=title),
        article=source(),
        subject=about_account(clock.account),
        account=title,
        due=due,
        on=on,
        # Whoever asked to be reminded after ten days wants to see it among what is due.
        state=DueState.SOON if state is DueState.COMING else state,
        start=since,
        reason=reason.format(since=full_date(since), item=clock.last_title, days=clock.days, limit=clock.limit),
    )


def _before_holiday(clock: UpdateClock, due: date, holiday: LongHoliday, snapshot: Snapshot, on: date) -> Deadline:
    title = account_title(clock.account, snapshot)
    pattern = (
        translate(
            _CONTEXT,
            "{holiday}按法定节日推算{first}至{last}放假（放假安排尚未公布，实际可能更长），"
            "这个账号到{due}满{limit}天没有更新，请在放假前发布一条。",
        )
        if holiday.estimated
        else translate(
            _CONTEXT, "{holiday}{first}至{last}放假，这个账号到{due}满{limit}天没有更新，请在放假前发布一条。"
        )
    )
    return dated(
        rule="clock.holiday",
        what=translate(_CONTEXT, "放假前更新账号：{account}").format(account=title),
        article=source(),
        subject=about_account(clock.account),
        account=title,
        due=holiday.last_working_day,
        on=on,
        state=due_state(holiday.last_working_day, on, snapshot.settings),
        start=clock.since,
        estimated=holiday.estimated,
        reason=pattern.format(
            holiday=holiday.name,
            first=short_date(holiday.first),
            last=short_date(holiday.last),
            due=short_date(due),
            limit=clock.limit,
        ),
    )
