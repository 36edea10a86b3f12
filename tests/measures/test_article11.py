"""Article 11: replies are due by kind; what is not the unit's is handed on."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.measures.article11 import keep_earlier_terms, reply_term, term_days, was_late
from pmedia_desktop.measures.deadlines import all_deadlines
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.finding import DueState, Severity
from pmedia_desktop.model.message import Message, MessageChannel, MessageKind, MessageState
from pmedia_desktop.model.settings import Settings
from tests.measures.examples import TODAY, account, finding_of, rules_of, snapshot

CALENDAR = WorkCalendar()
MESSAGE = Message(
    id=4, account_id=1, received_on=date(2026, 11, 16), nickname="岷江渔火", text="几点上班？", within_duties=True
)


@pytest.mark.parametrize(
    ("kind", "due"),
    [
        (MessageKind.INQUIRY, date(2026, 11, 23)),
        (MessageKind.HELP, date(2026, 11, 23)),
        (MessageKind.SUGGESTION, date(2026, 11, 25)),
        (MessageKind.COMPLAINT, date(2026, 11, 25)),
        (MessageKind.REPORT, date(2026, 12, 7)),
    ],
)
def test_the_term_follows_the_kind(kind: MessageKind, due: date) -> None:
    assert reply_term(replace(MESSAGE, kind=kind), Settings(), CALENDAR).due == due


def test_a_complex_matter_has_the_longest_term() -> None:
    assert reply_term(replace(MESSAGE, is_complex=True), Settings(), CALENDAR).due == date(2026, 12, 7)


def test_what_is_not_the_units_is_handed_on_within_a_day() -> None:
    assert reply_term(replace(MESSAGE, within_duties=False), Settings(), CALENDAR).due == date(2026, 11, 17)


def test_a_holiday_does_not_count() -> None:
    count = reply_term(replace(MESSAGE, received_on=date(2026, 9, 30)), Settings(), CALENDAR)
    assert count.due == date(2026, 10, 13)


def test_the_units_own_terms_win() -> None:
    settings = Settings(inquiry_days=2)
    assert term_days(MESSAGE, settings) == 2


def test_a_message_keeps_the_term_under_which_it_came() -> None:
    shorter = keep_earlier_terms(Settings(), Settings(inquiry_days=2), date(2026, 11, 17))
    earlier, later = MESSAGE, replace(MESSAGE, received_on=date(2026, 11, 17))
    assert [term_days(one, shorter) for one in (earlier, later)] == [5, 2]
    again = keep_earlier_terms(shorter, replace(shorter, inquiry_days=3), date(2026, 11, 18))
    assert [term_days(one, again) for one in (earlier, later)] == [5, 2]
    assert term_days(replace(MESSAGE, received_on=date(2026, 11, 18)), again) == 3
    answered = replace(earlier, replied_on=date(2026, 11, 20))
    assert not was_late(answered, again, CALENDAR, TODAY)


def test_terms_changed_twice_on_a_day_or_taken_back_leave_nothing_behind() -> None:
    on = date(2026, 11, 17)
    slip = keep_earlier_terms(Settings(), Settings(inquiry_days=50), on)
    mended = keep_earlier_terms(slip, replace(slip, inquiry_days=3), on)
    assert [one.inquiry_days for one in mended.earlier_reply_terms] == [5]
    assert keep_earlier_terms(mended, replace(mended, inquiry_days=5), on) == Settings()


def test_an_open_message_is_due_with_its_reason() -> None:
    known = snapshot(account(), messages=(replace(MESSAGE, handler_id=3),))
    (deadline,) = [d for d in all_deadlines(known, TODAY, CALENDAR) if d.rule == "article11.message"]
    assert deadline.what == "答复咨询：岷江渔火（新浪微博）"
    assert deadline.state is DueState.TODAY
    assert deadline.article == "第十一条"
    assert "承办人李明" in deadline.reason
    assert "第5个工作日是11月23日" in deadline.reason


def test_a_message_whose_term_has_passed_is_an_error() -> None:
    known = snapshot(account(), messages=(MESSAGE,))
    found = finding_of(known, "article11.message", date(2026, 11, 24))
    assert found.severity is Severity.ERROR
    assert "到2026年11月23日已满5个工作日，登记中还没有答复" in found.message


def test_nobody_having_said_whose_matter_it_is_is_noted() -> None:
    known = snapshot(account(), messages=(replace(MESSAGE, within_duties=None),))
    assert rules_of(known) == ["article11.duties"]


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({"replied_on": date(2026, 11, 20), "reply": "八点半。"}, MessageState.ANSWERED),
        ({"within_duties": False, "transferred_on": date(2026, 11, 17)}, MessageState.TRANSFERRED),
        ({"no_reply_reason": "广告"}, MessageState.NEEDS_NONE),
        ({"channel": MessageChannel.TELEPHONE, "about_id": 3}, MessageState.NOTED),
    ],
)
def test_what_is_settled_is_not_due(change: dict[str, object], state: MessageState) -> None:
    settled = replace(MESSAGE, **change)  # type: ignore[arg-type]
    known = snapshot(account(), messages=(settled,))
    assert settled.state is state
    assert rules_of(known, date(2027, 1, 20)) == []
    assert [d for d in all_deadlines(known, TODAY, CALENDAR) if d.rule == "article11.message"] == []


def test_a_call_of_its_own_asks_for_an_answer_as_a_message_does() -> None:
    call = replace(MESSAGE, account_id=None, channel=MessageChannel.TELEPHONE)
    (deadline,) = [
        d
        for d in all_deadlines(snapshot(account(), messages=(call,)), TODAY, CALENDAR)
        if d.rule == "article11.message"
    ]
    assert deadline.what == "答复咨询：岷江渔火（电话沟通）"


@given(st.dates(date(2024, 1, 1), date(2026, 12, 1)), st.integers(0, 60))
def test_late_is_exactly_what_comes_after_the_last_day(received: date, later: int) -> None:
    message = replace(MESSAGE, received_on=received)
    answered = date.fromordinal(received.toordinal() + later)
    due = reply_term(message, Settings(), CALENDAR).due
    assert was_late(replace(message, replied_on=answered), Settings(), CALENDAR, TODAY) == (answered > due)


@pytest.mark.parametrize(("handed_on", "late"), [(date(2026, 11, 17), False), (date(2026, 11, 18), True)])
def test_what_was_handed_on_in_time_is_not_late_when_the_citizen_is_told_of_it(handed_on: date, late: bool) -> None:
    told = replace(
        MESSAGE, within_duties=False, transferred_to="区住建局", transferred_on=handed_on, replied_on=date(2026, 11, 27)
    )
    assert was_late(told, Settings(), CALENDAR, TODAY) is late
