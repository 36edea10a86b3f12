from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmedia_desktop.measures.deadlines import all_deadlines, filing_deadline
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, AccountState, Baseline, Operation, Operator
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.filing import Approval, ApprovalForm, Closure, FilingKind, FilingState, LoginWay
from pmedia_desktop.model.finding import Deadline, DueState
from pmedia_desktop.model.settings import ClosureReading, OpeningReading, Settings
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import (
    TODAY,
    account,
    closing,
    closing_account,
    closure,
    new_account,
    opening,
    snapshot,
)

CALENDAR = WorkCalendar()


def due(known: Snapshot, on: date = TODAY) -> list[Deadline]:
    return all_deadlines(known, on, CALENDAR)


def only(known: Snapshot, on: date = TODAY) -> Deadline:
    (deadline,) = due(known, on)
    return deadline


def opened(**changes: object) -> Snapshot:
    return snapshot(new_account(), filings=(opening(**changes),))


def closed(**changes: object) -> Snapshot:
    return snapshot(closing_account(), filings=(closing(**changes),))


def test_nothing_is_due_in_a_register_in_order() -> None:
    assert due(snapshot(account())) == []


# Terms of filings


def test_an_opening_counts_from_the_approval_and_shows_the_event_as_the_second_line() -> None:
    deadline = only(opened())
    assert (deadline.rule, deadline.article) == ("filing.opening", "第六条")
    assert (deadline.start, deadline.due, deadline.days_left) == (date(2026, 11, 9), date(2026, 11, 23), 0)
    assert deadline.state is DueState.TODAY
    assert deadline.alternative is not None
    assert (deadline.alternative.start, deadline.alternative.due) == (date(2026, 11, 11), date(2026, 11, 25))
    assert deadline.reason == "从主要领导批准之日起算：11月9日为第0天，第10个工作日是11月23日（周末不计）。"
    assert deadline.account == "凤鸣发布（新浪微博）"


def test_the_readings_can_be_turned_round() -> None:
    deadline = only(replace(opened(), settings=Settings(opening_reading=OpeningReading.EVENT)))
    assert deadline.due == date(2026, 11, 25)
    assert deadline.alternative is not None
    assert deadline.alternative.due == date(2026, 11, 23)


def test_terms_are_the_units_settings() -> None:
    assert only(replace(opened(), settings=Settings(opening_days=5))).due == date(2026, 11, 16)


def test_an_opening_without_an_approval_has_not_begun() -> None:
    deadline = only(opened(approval=Approval()), date(2026, 11, 13))
    assert (deadline.state, deadline.due, deadline.days_left) == (DueState.NOT_STARTED, None, None)
    assert "未起算" in deadline.reason
    assert deadline.alternative is not None
    assert deadline.alternative.due == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 11, 19), DueState.NOT_STARTED),
        (date(2026, 11, 20), DueState.SOON),
        (date(2026, 11, 25), DueState.TODAY),
        (date(2026, 11, 26), DueState.OVERDUE),
    ],
)
@pytest.mark.parametrize("drafted", [True, False])
def test_what_has_gone_live_does_not_wait_for_an_approval_to_be_entered(
    drafted: bool, on: date, state: DueState
) -> None:
    deadline = only(opened(approval=Approval()) if drafted else snapshot(new_account()), on)
    assert (deadline.state, deadline.due) == (state, None)
    assert ("期限已满" in deadline.reason) == (state is DueState.OVERDUE)


def test_a_closure_has_not_begun_before_its_completion() -> None:
    deadline = next(d for d in due(closed()) if d.rule == "filing.closure")
    assert (deadline.state, deadline.due, deadline.article) == (DueState.NOT_STARTED, None, "第七条")
    assert deadline.alternative is not None
    assert "稳妥口径" in deadline.alternative.label
    assert deadline.alternative.due == date(2026, 11, 16)


def test_an_approval_cannot_start_a_closures_count() -> None:
    approved = closed(closure=closure(requested_on=None, freeze_days=0))
    deadline = only(approved)
    assert deadline.due is None
    assert deadline.alternative is not None
    assert deadline.alternative.due is None


def test_a_closure_counts_five_working_days_from_its_completion() -> None:
    done = closure(confirmed_on=date(2026, 11, 17), completed_on=date(2026, 11, 17))
    deadline = only(closed(closure=done))
    assert (deadline.start, deadline.due, deadline.days_left) == (date(2026, 11, 17), date(2026, 11, 24), 1)


def test_a_closures_readings_can_be_turned_round() -> None:
    known = replace(closed(), settings=Settings(closure_reading=ClosureReading.REQUEST))
    deadline = next(d for d in due(known) if d.rule == "filing.closure")
    assert (deadline.due, deadline.state, deadline.days_left) == (date(2026, 11, 16), DueState.OVERDUE, -7)


@pytest.mark.parametrize("state", [FilingState.SUBMITTED, FilingState.RECEIVED, FilingState.FILED])
def test_a_filing_handed_in_is_due_no_more(state: FilingState) -> None:
    assert due(opened(state=state, submitted_on=TODAY)) == []


def test_a_term_into_2027_is_marked_as_an_estimate() -> None:
    deadline = only(opened(approval=Approval(on=date(2026, 12, 28)), event_on=date(2026, 12, 30)), date(2026, 12, 30))
    assert deadline.estimated
    assert deadline.alternative is not None
    assert deadline.alternative.estimated
    assert "推算" in deadline.reason


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 11, 17), DueState.COMING),
        (date(2026, 11, 18), DueState.SOON),
        (date(2026, 11, 23), DueState.TODAY),
        (date(2026, 11, 24), DueState.OVERDUE),
    ],
)
def test_a_deadline_draws_nearer(on: date, state: DueState) -> None:
    assert only(opened(), on).state is state


def test_the_correction_of_a_returned_filing_has_no_last_day() -> None:
    returned = opening(state=FilingState.RETURNED, submitted_on=TODAY, return_reason="缺章")
    deadline = only(snapshot(new_account(), filings=(returned, opening(id=2, follows_id=1))), date(2027, 1, 1))
    assert (deadline.rule, deadline.state, deadline.due) == ("filing.resubmit", DueState.UNDATED, None)


def test_a_filing_given_up_is_not_due() -> None:
    known = snapshot(account(), filings=(opening(state=FilingState.ABANDONED),))
    assert due(known) == []
    assert filing_deadline(known.filings[0], known, TODAY, CALENDAR) is None


def test_a_day_at_the_end_of_the_calendar_keeps_nothing_from_being_told() -> None:
    deadline = only(opened(event_on=date.max, approval=Approval(on=date.max)))
    assert (deadline.state, deadline.due) == (DueState.NOT_STARTED, None)


# Accounts without a filing


def test_an_older_account_to_be_filed_is_a_task_without_a_last_day() -> None:
    deadline = only(snapshot(account(baseline=Baseline.TO_BE_FILED)))
    assert (deadline.rule, deadline.state, deadline.article) == ("filing.baseline", DueState.UNDATED, "第六条")


def test_an_older_account_whose_filing_is_drafted_is_one_task_not_two() -> None:
    late = opening(event_on=date(2020, 3, 2), approval=Approval())
    deadline = only(snapshot(account(baseline=Baseline.TO_BE_FILED), filings=(late,)))
    assert (deadline.rule, deadline.state, deadline.subject.id) == ("filing.baseline", DueState.UNDATED, 1)


@pytest.mark.parametrize("baseline", [Baseline.FILED_BEFORE, Baseline.UNCLEAR])
def test_older_accounts_otherwise_are_not_due(baseline: Baseline) -> None:
    assert due(snapshot(account(baseline=baseline))) == []


def test_a_new_account_without_a_filing_shows_the_count_from_its_opening() -> None:
    deadline = only(snapshot(new_account()))
    assert (deadline.rule, deadline.state) == ("filing.opening", DueState.SOON)
    assert deadline.alternative is not None
    assert deadline.alternative.due == date(2026, 11, 25)


def test_a_closure_that_was_given_up_after_the_cancellation_is_due_again() -> None:
    given_up = closing(state=FilingState.ABANDONED, closure=closure(completed_on=date(2026, 11, 17)))
    deadline = only(snapshot(closing_account(state=AccountState.CANCELLED), filings=(given_up,)))
    assert (deadline.rule, deadline.due, deadline.state) == ("filing.closure", date(2026, 11, 24), DueState.SOON)
    assert deadline.subject.kind is SubjectKind.ACCOUNT


# What a closure brings


def test_the_end_of_the_freeze_tells_the_window_that_follows() -> None:
    deadline = next(d for d in due(closed(), date(2026, 11, 12)) if d.rule == "closure.freeze_end")
    assert (deadline.due, deadline.days_left) == (date(2026, 11, 16), 4)
    assert "2026年11月16日至2026年11月23日" in deadline.reason


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 11, 16), DueState.COMING),
        (date(2026, 11, 18), DueState.SOON),
        (date(2026, 11, 23), DueState.TODAY),
        (date(2026, 11, 24), DueState.OVERDUE),
    ],
)
def test_the_confirmation_is_due_within_seven_days_after_the_freeze(on: date, state: DueState) -> None:
    deadline = next(d for d in due(closed(), on) if d.rule == "closure.confirm")
    assert (deadline.start, deadline.due, deadline.state) == (date(2026, 11, 16), date(2026, 11, 23), state)


def test_the_confirmation_stays_due_after_the_form_is_handed_in() -> None:
    known = closed(state=FilingState.FILED, submitted_on=date(2026, 11, 12))
    assert only(known).rule == "closure.confirm"


def test_a_missed_window_leads_back_to_the_request() -> None:
    deadline = next(d for d in due(closed(), date(2026, 12, 1)) if d.rule == "closure.confirm")
    assert "重新提出注销申请" in deadline.reason


def test_nothing_is_to_be_confirmed_after_the_confirmation() -> None:
    assert [d.rule for d in due(closed(closure=closure(confirmed_on=date(2026, 11, 17))))] == ["filing.closure"]


@pytest.mark.parametrize(
    "step",
    [
        closure(requested_on=None, freeze_days=0),
        closure(notice_on=None, requested_on=None, freeze_days=0, request_round=2),
        closure(freeze_days=0, login_way=LoginWay.LETTER_TO_PLATFORM),
        closure(confirmed_on=date(2026, 11, 17)),
    ],
)
def test_a_closure_handed_in_stays_due_until_the_account_is_cancelled(step: Closure) -> None:
    deadline = only(closed(closure=step, state=FilingState.FILED, submitted_on=date(2026, 11, 12)))
    assert (deadline.rule, deadline.state, deadline.due) == ("closure.completion", DueState.UNDATED, None)
    done = replace(step, completed_on=date(2026, 11, 20))
    assert due(closed(closure=done, state=FilingState.FILED, submitted_on=date(2026, 11, 12))) == []


def test_a_lost_request_stays_due_before_the_form_is_handed_in() -> None:
    lost = closed(closure=closure(requested_on=None, freeze_days=0, request_round=2))
    assert [d.rule for d in due(lost)] == ["closure.completion", "filing.closure"]


def test_a_returned_closure_and_its_correction_bring_their_days_once() -> None:
    returned = closing(state=FilingState.RETURNED, submitted_on=date(2026, 11, 12), return_reason="缺章")
    known = snapshot(closing_account(), filings=(returned, closing(id=6, follows_id=5)))
    assert sorted(d.rule for d in due(known)) == ["closure.confirm", "filing.resubmit"]


def test_an_oral_consent_is_to_be_signed() -> None:
    oral = Approval(on=date(2026, 11, 9), form=ApprovalForm.ORAL)
    before = due(opened(approval=oral))
    assert [d.rule for d in before] == ["filing.opening", "approval.oral"]
    assert before[1].reason.endswith("请在报送前补上。")
    (handed_in,) = due(opened(approval=oral, state=FilingState.SUBMITTED, submitted_on=date(2026, 11, 10)))
    assert handed_in.reason.endswith("表已经报送，还没有补签，请尽快补上。")


# What an account brings


@pytest.mark.parametrize(
    ("days_left", "state"),
    [
        (91, None),
        (90, DueState.COMING),
        (30, DueState.SOON),
        (7, DueState.SOON),
        (0, DueState.TODAY),
        (-1, DueState.OVERDUE),
    ],
)
def test_a_certification_is_announced_90_days_before_it_ends(days_left: int, state: DueState | None) -> None:
    known = snapshot(account(certified_until=TODAY + timedelta(days=days_left)))
    assert [d.state for d in due(known)] == ([state] if state else [])


def test_a_short_term_operator_ends_after_a_month() -> None:
    operators = (
        Operator(name="陈某", long_term=False, until=date(2026, 12, 20)),
        Operator(name="周某", long_term=True, until=date(2026, 12, 20)),
        Operator(name="吴某", long_term=False),
    )
    deadline = only(snapshot(account(operators=operators)))
    assert deadline.rule == "operator.expiry"
    assert "陈某" in deadline.what


def test_a_maintenance_contract_ends() -> None:
    outsourced = account(operation=Operation.OUTSOURCED, contract_until=date(2026, 12, 1))
    assert only(snapshot(outsourced)).rule == "contract.end"
    assert due(snapshot(replace(outsourced, operation=Operation.BY_UNIT))) == []


def test_an_account_that_is_gone_brings_nothing() -> None:
    gone: Account = account(state=AccountState.CANCELLED, certified_until=TODAY, baseline=Baseline.TO_BE_FILED)
    assert due(snapshot(gone)) == []


# The list as a whole


def test_the_most_urgent_comes_first() -> None:
    known = snapshot(
        new_account(),
        closing_account(certified_until=date(2027, 1, 30)),
        account(id=3, platform="douyin", baseline=Baseline.TO_BE_FILED),
        account(id=4, platform="kuaishou", certified_until=date(2026, 11, 1)),
        filings=(opening(), closing(), opening(id=8, kind=FilingKind.CHANGE, account_id=3)),
    )
    states = [deadline.state for deadline in due(known, date(2026, 11, 22))]
    order = [
        DueState.OVERDUE,
        DueState.TODAY,
        DueState.SOON,
        DueState.UNDATED,
        DueState.COMING,
        DueState.NOT_STARTED,
    ]
    assert states == sorted(states, key=order.index)
    assert {DueState.OVERDUE, DueState.SOON, DueState.UNDATED, DueState.COMING, DueState.NOT_STARTED} == set(states)


def test_every_deadline_explains_itself() -> None:
    known = snapshot(new_account(certified_until=TODAY), closing_account(), filings=(opening(), closing()))
    for deadline in due(known):
        assert deadline.reason.endswith("。")
        assert deadline.what
        assert deadline.article
        assert "{" not in deadline.reason + deadline.what
