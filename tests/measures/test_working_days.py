import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.working_days import LONGEST_TERM, WorkCalendar, count_working_days, explain
from pmedia_desktop.model.settings import HolidayYear

CALENDAR = WorkCalendar()

VECTORS = [
    ("2025-01-20", 10, "2025-02-08"),
    ("2025-01-24", 5, "2025-02-07"),
    ("2025-04-25", 5, "2025-05-06"),
    ("2025-09-26", 10, "2025-10-16"),
    ("2025-09-29", 5, "2025-10-13"),
    ("2025-12-31", 10, "2026-01-15"),
    ("2026-02-09", 10, "2026-02-28"),
    ("2026-02-13", 5, "2026-02-27"),
    ("2026-04-03", 5, "2026-04-13"),
    ("2026-04-30", 5, "2026-05-11"),
    ("2026-06-18", 10, "2026-07-03"),
    ("2026-09-18", 5, "2026-09-24"),
    ("2026-09-24", 10, "2026-10-15"),
    ("2026-09-29", 10, "2026-10-19"),
    ("2026-09-30", 5, "2026-10-13"),
    ("2026-10-03", 5, "2026-10-13"),
    ("2026-10-10", 5, "2026-10-16"),
    ("2026-11-23", 10, "2026-12-07"),
]


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]


@pytest.mark.parametrize(("start", "days", "due"), VECTORS)
def test_a_term_ends_as_the_notices_of_2025_and_2026_say(start: str, days: int, due: str) -> None:
    count = count_working_days(CALENDAR, date.fromisoformat(start), days)
    assert count.due == date.fromisoformat(due)
    assert not count.estimated


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_years_2025_and_2026_have_248_working_days(year: int) -> None:
    assert sum(map(CALENDAR.is_working_day, days_of(year))) == 248


def test_every_skipped_day_says_why() -> None:
    count = count_working_days(CALENDAR, date(2026, 9, 29), 10)
    assert {day.on: day.why for day in count.skipped} == {
        **{date(2026, 10, day): "国庆节" for day in range(1, 8)},
        date(2026, 10, 11): "周末",
        date(2026, 10, 17): "周末",
        date(2026, 10, 18): "周末",
    }
    assert count.makeup_workdays == (date(2026, 10, 10),)


def test_a_term_explains_itself_in_one_sentence() -> None:
    count = count_working_days(CALENDAR, date(2026, 9, 29), 10)
    assert explain(count) == (
        "9月29日为第0天，第10个工作日是10月19日（国庆节10月1日至7日、周末不计，10月10日周六调休上班计入）"
    )


def test_neighbouring_holidays_are_told_as_one_run() -> None:
    assert "国庆节和中秋节10月1日至8日" in explain(count_working_days(CALENDAR, date(2025, 9, 26), 10))


def test_a_term_without_a_skipped_day_has_no_brackets() -> None:
    assert explain(count_working_days(CALENDAR, date(2026, 11, 23), 3)) == "11月23日为第0天，第3个工作日是11月26日"


def test_a_term_across_new_year_names_both_years() -> None:
    assert explain(count_working_days(CALENDAR, date(2025, 12, 31), 10)).startswith(
        "2025年12月31日为第0天，第10个工作日是2026年1月15日"
    )


def test_a_year_without_a_schedule_is_estimated_and_says_so() -> None:
    count = count_working_days(CALENDAR, date(2026, 12, 28), 10)
    assert count.due == date(2027, 1, 12)
    assert count.estimated
    assert count.estimated_years == (2027,)
    assert explain(count).endswith("；2027年放假安排尚未公布，按法定节日推算，调休未定，可能提前")


def test_a_term_that_ends_in_a_published_year_is_no_estimate() -> None:
    assert not count_working_days(CALENDAR, date(2026, 12, 17), 10).estimated


def test_only_days_after_the_event_decide_whether_it_is_an_estimate() -> None:
    assert not count_working_days(CALENDAR, date(2003, 12, 31), 5).estimated
    assert count_working_days(CALENDAR, date(2003, 12, 30), 5).estimated


def test_the_statutory_holidays_of_2027_are_days_off() -> None:
    for day in (date(2027, 1, 1), date(2027, 2, 5), date(2027, 6, 9), date(2027, 9, 15), date(2027, 10, 1)):
        assert not CALENDAR.is_working_day(day)
    assert CALENDAR.why_off(date(2027, 6, 9)) == "端午节"


@pytest.mark.parametrize("year", [1900, 1949, 1990, 2003, 2027, 2050, 2100, 2101, 2999, 9998])
def test_every_other_year_is_estimated_and_never_an_exception(year: int) -> None:
    assert CALENDAR.is_estimated(year)
    assert not CALENDAR.is_working_day(date(year, 10, 1))
    count = count_working_days(CALENDAR, date(year, 4, 20), 10)
    assert count.estimated
    assert str(year) in explain(count)


def test_an_old_year_is_not_said_to_be_still_to_come() -> None:
    assert "尚未公布" not in explain(count_working_days(CALENDAR, date(1990, 4, 20), 10))


def test_the_end_of_time_is_a_wrong_input() -> None:
    with pytest.raises(InputError, match="9999年12月25日"):
        count_working_days(CALENDAR, date(9999, 12, 25), 10)
    assert count_working_days(CALENDAR, date(9999, 12, 24), 1).due == date(9999, 12, 27)


@pytest.mark.parametrize("days", [-1, 0, LONGEST_TERM + 1, 10**9])
def test_a_senseless_number_of_days_is_a_wrong_input(days: int) -> None:
    with pytest.raises(InputError, match="工作日数"):
        count_working_days(CALENDAR, date(2026, 11, 23), days)


def test_the_units_own_schedule_replaces_the_estimate() -> None:
    own = HolidayYear(
        year=2027,
        days_off=tuple(date(2027, 2, day) for day in range(5, 13)),
        makeup_workdays=(date(2027, 1, 30),),
        source="国务院办公厅通知",
    )
    calendar = WorkCalendar([own])
    assert not calendar.is_estimated(2027)
    assert calendar.is_working_day(date(2027, 1, 30))
    assert calendar.why_off(date(2027, 2, 12)) == "春节"
    assert calendar.schedule(2027).source == "国务院办公厅通知"
    assert calendar.is_working_day(date(2027, 5, 4)), "what the unit has not ticked is a working day"
    assert not count_working_days(calendar, date(2027, 2, 1), 10).estimated


def test_the_units_own_schedule_replaces_a_published_one() -> None:
    calendar = WorkCalendar([HolidayYear(2026, (date(2026, 11, 24),), ())])
    assert calendar.why_off(date(2026, 11, 24)) == "放假"
    assert calendar.is_working_day(date(2026, 10, 1))


def test_a_notice_may_reach_into_the_year_before() -> None:
    own = HolidayYear(2027, (date(2026, 12, 31), date(2027, 1, 1)), (date(2026, 12, 27),))
    calendar = WorkCalendar([own])
    assert not calendar.is_working_day(date(2026, 12, 31))
    assert calendar.is_working_day(date(2026, 12, 27))
    assert calendar.why_off(date(2026, 10, 1)) == "国庆节", "the rest of 2026 stays as published"


def test_an_entry_that_nobody_has_ticked_stays_an_estimate() -> None:
    assert WorkCalendar([HolidayYear(2027, (), ())]).is_estimated(2027)


def test_the_calendar_page_sees_the_schedule_in_force() -> None:
    schedule = CALENDAR.schedule(2026)
    assert len(schedule.makeup_workdays) == 6
    assert date(2026, 2, 15) in schedule.days_off
    assert CALENDAR.schedule(2027).source == "按法定节日推算"


def test_the_libraries_of_holidays_are_not_imported_before_they_are_needed() -> None:
    code = (
        "import sys; import pmedia_desktop.measures.findings, pmedia_desktop.measures.deadlines;"
        "print([name for name in ('chinese_calendar', 'holidays') if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"


days_from_1990_to_2110 = st.dates(min_value=date(1990, 1, 1), max_value=date(2110, 12, 31))
terms = st.integers(min_value=1, max_value=40)


@given(days_from_1990_to_2110, terms)
def test_a_term_holds_exactly_its_working_days_and_ends_on_one(start: date, days: int) -> None:
    count = count_working_days(CALENDAR, start, days)
    between = [start + timedelta(days=n) for n in range(1, (count.due - start).days + 1)]
    assert CALENDAR.is_working_day(count.due)
    assert sum(map(CALENDAR.is_working_day, between)) == days
    assert [day.on for day in count.skipped] == [day for day in between if not CALENDAR.is_working_day(day)]


@given(days_from_1990_to_2110, terms)
def test_a_longer_term_ends_later_and_a_later_start_ends_no_earlier(start: date, days: int) -> None:
    due = count_working_days(CALENDAR, start, days).due
    assert count_working_days(CALENDAR, start, days + 1).due > due
    assert count_working_days(CALENDAR, start + timedelta(days=1), days).due >= due


@given(days_from_1990_to_2110)
def test_a_day_either_works_or_says_why_not(day: date) -> None:
    assert CALENDAR.is_working_day(day) == (CALENDAR.why_off(day) == "")


@given(days_from_1990_to_2110, terms)
def test_the_explanation_names_the_last_day(start: date, days: int) -> None:
    count = count_working_days(CALENDAR, start, days)
    assert f"第{days}个工作日是" in explain(count)
    assert f"{count.due.month}月{count.due.day}日" in explain(count)
