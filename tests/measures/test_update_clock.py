"""The update clock: whose runs, how it stands, and who would run over during a holiday."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.measures import update_clock
from pmedia_desktop.measures.deadlines import all_deadlines
from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.measures.update_clock import ClockStatus, clock_of, days_over, long_holidays, longest_gap
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.finding import DueState, Severity
from pmedia_desktop.model.publication import Placement, Publication, PublicationState
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot

TODAY = date(2026, 11, 23)
ACCOUNT = Account(id=1, platform="weibo", name="示例镇发布", state=AccountState.NORMAL)
CALENDAR = WorkCalendar()


def out(day: date | None, state: PublicationState = PublicationState.PUBLISHED, number: int = 1) -> Publication:
    return Publication(
        id=number, title=f"第{number}条", state=state, placements=(Placement(account_id=1, published_on=day),)
    )


def register(*items: Publication, **fields: object) -> Snapshot:
    return replace(Snapshot(accounts=(ACCOUNT,), publications=items), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (0, ClockStatus.NORMAL),
        (9, ClockStatus.NORMAL),
        (10, ClockStatus.SOON),
        (14, ClockStatus.SOON),
        (15, ClockStatus.OVERDUE),
    ],
)
def test_the_clock_warns_before_it_runs_out(days: int, status: ClockStatus) -> None:
    clock = clock_of(ACCOUNT, register(out(TODAY - timedelta(days=days))), TODAY)
    assert (clock.days, clock.status) == (days, status)
    assert clock.due == TODAY - timedelta(days=days) + timedelta(days=14)


def test_the_units_own_limits_count() -> None:
    settings = Settings(update_days=7, update_warning_days=5)
    clock = clock_of(ACCOUNT, register(out(TODAY - timedelta(days=8)), settings=settings), TODAY)
    assert (clock.limit, clock.status) == (7, ClockStatus.OVERDUE)


def test_what_was_withdrawn_or_is_still_to_come_is_no_update() -> None:
    known = register(
        out(TODAY - timedelta(days=20), number=1),
        out(TODAY - timedelta(days=2), PublicationState.WITHDRAWN, number=2),
        out(TODAY + timedelta(days=1), number=3),
        out(None, PublicationState.ISSUED, number=4),
    )
    clock = clock_of(ACCOUNT, known, TODAY)
    assert (clock.days, clock.last_title) == (20, "第1条")


def test_an_item_on_another_account_is_none_of_this_one() -> None:
    item = Publication(
        title="别处", state=PublicationState.PUBLISHED, placements=(Placement(account_id=2, published_on=TODAY),)
    )
    assert clock_of(ACCOUNT, register(item), TODAY).status is ClockStatus.UNKNOWN


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (AccountState.NORMAL, True),
        (AccountState.CLOSURE_ANNOUNCED, True),
        (AccountState.FROZEN, False),
        (AccountState.PLANNED, False),
        (AccountState.CANCELLED, False),
    ],
)
def test_an_account_that_waits_for_its_closure_runs_until_it_is_frozen(state: AccountState, expected: bool) -> None:
    assert update_clock.runs(replace(ACCOUNT, state=state)) is expected


def test_the_deadline_is_the_last_day_and_says_why() -> None:
    (deadline,) = all_deadlines(register(out(TODAY - timedelta(days=11))), TODAY, CALENDAR)
    assert (deadline.rule, deadline.due, deadline.state) == ("clock.update", date(2026, 11, 26), DueState.SOON)
    assert "到今天11天" in deadline.reason
    assert all_deadlines(register(out(TODAY - timedelta(days=9))), TODAY, CALENDAR) == []


def test_running_over_is_an_error_with_the_same_rule_as_its_deadline() -> None:
    known = register(out(TODAY - timedelta(days=16)))
    (finding,) = [one for one in all_findings(known, TODAY) if one.rule.startswith("clock.")]
    (deadline,) = all_deadlines(known, TODAY, CALENDAR)
    assert finding.severity is Severity.ERROR
    assert (finding.rule, finding.subject) == (deadline.rule, deadline.subject)
    assert deadline.state is DueState.OVERDUE


def test_a_unit_that_keeps_no_records_is_not_told_of_any() -> None:
    assert list(update_clock.findings(register(), TODAY)) == []
    other = replace(ACCOUNT, id=2, name="别的")
    known = register(out(TODAY), accounts=(ACCOUNT, other))
    (finding,) = update_clock.findings(known, TODAY)
    assert (finding.rule, finding.severity, finding.subject.id) == ("clock.unknown", Severity.NOTE, 2)


@pytest.mark.parametrize(
    ("opened_days_ago", "used_days_ago", "status"),
    [
        (9, 30, ClockStatus.NORMAL),
        (14, 30, ClockStatus.SOON),
        (20, 30, ClockStatus.OVERDUE),
        (20, 20, ClockStatus.OVERDUE),
        (30, 20, ClockStatus.UNKNOWN),  # older than the register: who knows what came out before
    ],
)
def test_a_new_account_that_shows_nothing_is_counted_from_its_opening(
    opened_days_ago: int, used_days_ago: int, status: ClockStatus
) -> None:
    new = replace(ACCOUNT, id=2, name="新的", opened_on=TODAY - timedelta(days=opened_days_ago))
    known = register(out(TODAY), accounts=(ACCOUNT, new), used_since=TODAY - timedelta(days=used_days_ago))
    clock = clock_of(new, known, TODAY)
    assert (clock.status, clock.last) == (status, None)
    rules = {one.rule for one in all_findings(known, TODAY) if one.subject.id == 2 and one.rule.startswith("clock.")}
    expected = {ClockStatus.OVERDUE: {"clock.update"}, ClockStatus.UNKNOWN: {"clock.unknown"}}
    assert rules == expected.get(status, set())
    reasons = [one.reason for one in all_deadlines(known, TODAY, CALENDAR) if one.rule == "clock.update"]
    assert all("开设以来还没有登记过发布" in reason for reason in reasons)
    assert len(reasons) == (status in (ClockStatus.SOON, ClockStatus.OVERDUE))


def test_a_unit_that_records_nothing_is_not_told_of_a_new_account_either() -> None:
    new = replace(ACCOUNT, opened_on=TODAY - timedelta(days=20))
    known = register(accounts=(new,), used_since=TODAY - timedelta(days=30))
    assert clock_of(new, known, TODAY).status is ClockStatus.UNKNOWN


def test_before_the_national_day_it_is_told_who_would_run_over() -> None:
    """1 to 7 October 2026 are off; 30 September is the last working day."""
    on = date(2026, 9, 22)
    due_in_the_holiday = register(out(date(2026, 9, 20)))
    (deadline,) = all_deadlines(due_in_the_holiday, on, CALENDAR)
    assert (deadline.rule, deadline.due) == ("clock.holiday", date(2026, 9, 30))
    assert "国庆节10月1日至10月7日放假" in deadline.reason
    assert not deadline.estimated
    due_after_it = register(out(date(2026, 9, 26)))
    assert all_deadlines(due_after_it, date(2026, 9, 28), CALENDAR) == []


def test_a_holiday_whose_notice_is_not_out_says_so() -> None:
    (deadline,) = all_deadlines(register(out(date(2027, 1, 25))), date(2027, 2, 3), CALENDAR)
    assert (deadline.rule, deadline.estimated) == ("clock.holiday", True)
    assert "春节按法定节日推算2月5日至" in deadline.reason
    assert "放假安排尚未公布" in deadline.reason


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2026, 9, 20), date(2026, 9, 25)),
        (date(2026, 9, 28), date(2026, 10, 1)),
        (date(2026, 10, 1), None),
        (date(2026, 11, 23), None),  # weekends are none
        (date(2026, 12, 25), date(2027, 1, 1)),
    ],
)
def test_the_next_long_holiday_is_known(on: date, first: date | None) -> None:
    holiday = next(long_holidays(CALENDAR, on), None)
    assert (holiday.first if holiday else None) == first
    assert holiday is None or CALENDAR.is_working_day(holiday.last_working_day)


@given(st.sets(st.dates(min_value=date(2026, 1, 1), max_value=TODAY), max_size=30), st.integers(1, 40))
def test_a_day_is_over_when_no_item_came_out_in_the_days_before_it(days: set[date], limit: int) -> None:
    over = days_over(days, TODAY, limit)
    for number in range((TODAY - date(2026, 1, 1)).days + 1):
        day = date(2026, 1, 1) + timedelta(days=number)
        earlier = [one for one in days if one <= day]
        assert (day in over) == (bool(earlier) and (day - max(earlier)).days > limit)


def test_the_longest_gap_reaches_back_before_the_span() -> None:
    days = {date(2026, 10, 20), date(2026, 11, 10)}
    assert longest_gap(days, date(2026, 11, 1), date(2026, 11, 15)) == 21
    assert longest_gap(set(), date(2026, 11, 1), date(2026, 11, 15)) is None
