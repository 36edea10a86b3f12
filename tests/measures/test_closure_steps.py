from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.closure_dates import confirm_window, freeze_days, freeze_end, window_missed
from pmedia_desktop.measures.closure_steps import (
    ClosureStage,
    ClosureStep,
    account_state,
    checked,
    next_step,
    request_again,
    state_after_abandoning,
    steps,
)
from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.attachment import AttachmentKind
from pmedia_desktop.model.filing import Approval, Closure, Filing, LoginWay
from pmedia_desktop.model.settings import DEFAULT_FREEZE_TIERS, FreezeTier, Settings
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import TODAY, account, closing, closing_account, closure, proof, snapshot

C = ClosureStage
FROZEN_UNTIL = date(2026, 11, 16)
LAST_CONFIRMATION = date(2026, 11, 23)


def known(*filings: Filing) -> Snapshot:
    return snapshot(closing_account(), filings=filings)


def stages(filing: Filing, on: date = TODAY, register: Snapshot | None = None) -> list[ClosureStage]:
    return [step.stage for step in steps(filing, register or known(filing), on)]


def step_of(filing: Filing, stage: ClosureStage, on: date = TODAY) -> ClosureStep:
    return next(step for step in steps(filing, known(filing), on) if step.stage is stage)


# The freeze


@pytest.mark.parametrize(
    ("followers", "days"),
    [(0, 7), (1_000, 7), (1_001, 15), (10_000, 15), (10_001, 30), (100_000, 30), (100_001, 60), (10**8, 60)],
)
def test_the_freeze_follows_the_tiers(followers: int, days: int) -> None:
    assert freeze_days(followers, DEFAULT_FREEZE_TIERS) == days


def test_a_table_without_an_open_end_keeps_its_longest_freeze() -> None:
    assert freeze_days(5_000, (FreezeTier(1_000, 7), FreezeTier(2_000, 15))) == 15
    assert freeze_days(5_000, ()) == 0


@given(st.integers(min_value=0, max_value=10**7), st.permutations(DEFAULT_FREEZE_TIERS))
def test_the_order_of_the_table_does_not_matter(followers: int, tiers: list[FreezeTier]) -> None:
    assert freeze_days(followers, tiers) == freeze_days(followers, DEFAULT_FREEZE_TIERS)


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=10**6))
def test_more_followers_are_never_frozen_shorter(one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assert freeze_days(fewer, DEFAULT_FREEZE_TIERS) <= freeze_days(more, DEFAULT_FREEZE_TIERS)


def test_the_window_begins_when_the_freeze_is_over() -> None:
    assert freeze_end(closure()) == FROZEN_UNTIL
    window = confirm_window(closure())
    assert window is not None
    assert (window.first, window.last) == (FROZEN_UNTIL, LAST_CONFIRMATION)
    assert not window_missed(closure(), LAST_CONFIRMATION)
    assert window_missed(closure(), LAST_CONFIRMATION + timedelta(days=1))


def test_nothing_is_frozen_before_the_request_or_where_the_platform_does_not_freeze() -> None:
    assert confirm_window(closure(requested_on=None)) is None
    assert confirm_window(closure(freeze_days=0)) is None


# The stages


def test_a_wechat_closure_has_six_stages() -> None:
    assert stages(closing()) == [C.APPROVED, C.ANNOUNCED, C.REQUESTED, C.FROZEN, C.CONFIRMED, C.CANCELLED]


def test_a_platform_that_does_not_freeze_asks_for_no_confirmation() -> None:
    filing = closing(account_id=1, closure=closure(requested_on=None, freeze_days=0))
    register = snapshot(account(), filings=(filing,))
    assert stages(filing, register=register) == [C.APPROVED, C.ANNOUNCED, C.REQUESTED, C.CANCELLED]


def test_the_freeze_is_foreseen_before_the_request() -> None:
    assert C.CONFIRMED in stages(closing(closure=Closure()))


def test_each_stage_says_what_it_needs() -> None:
    bare = closing(approval=Approval(), closure=Closure())
    needs = {step.stage: [need.field for need in step.needs] for step in steps(bare, known(bare), TODAY)}
    assert needs == {
        C.APPROVED: ["approval"],
        C.ANNOUNCED: ["notice_on", "notice_place", "attachments"],
        C.REQUESTED: ["requested_on", "followers", "attachments"],
        C.FROZEN: [],
        C.CONFIRMED: [],
        C.CANCELLED: ["completed_on", "attachments"],
    }


def test_a_requests_screenshot_suffices_until_the_completion() -> None:
    shown = replace(known(closing()), attachments=(proof(AttachmentKind.CANCELLATION_REQUEST),))
    needs = {step.stage: [need.field for need in step.needs] for step in steps(closing(), shown, TODAY)}
    assert needs[C.REQUESTED] == []
    assert "attachments" in needs[C.CANCELLED]


@pytest.mark.parametrize(
    ("on", "stage"),
    [(date(2026, 11, 15), C.FROZEN), (FROZEN_UNTIL, C.CONFIRMED), (date(2026, 12, 1), C.CONFIRMED)],
)
def test_the_next_stage_follows_the_calendar(on: date, stage: ClosureStage) -> None:
    following = next_step(closing(), known(closing()), on)
    assert following is not None
    assert following.stage is stage


def test_the_window_is_told_until_it_is_missed() -> None:
    inside = step_of(closing(), C.CONFIRMED, FROZEN_UNTIL)
    assert "2026年11月16日至2026年11月23日" in inside.needs[0].message
    missed = step_of(closing(), C.CONFIRMED, date(2026, 12, 1))
    assert "重新提出注销申请" in missed.needs[0].message


def test_a_cancelled_account_has_no_next_stage() -> None:
    done = closing(closure=closure(confirmed_on=FROZEN_UNTIL, completed_on=FROZEN_UNTIL))
    assert next_step(done, known(done), TODAY) is None
    assert all(step.done for step in steps(done, known(done), TODAY))


def test_an_account_nobody_can_log_in_to_is_recovered_first() -> None:
    lost = closing(closure=closure(requested_on=None, freeze_days=0, login_way=LoginWay.RECOVERING))
    following = next_step(lost, known(lost), TODAY)
    assert following is not None
    assert following.stage is C.RECOVERED
    assert "发函平台" in following.needs[0].message


def test_an_official_letter_needs_no_confirmation() -> None:
    lost = closing(closure=closure(requested_on=None, freeze_days=0, login_way=LoginWay.LETTER_TO_PLATFORM))
    assert stages(lost) == [C.APPROVED, C.ANNOUNCED, C.REQUESTED, C.CANCELLED]
    request = step_of(lost, C.REQUESTED)
    assert request.title == "发函平台申请注销"
    assert [need.field for need in request.needs] == ["requested_on", "login_note", "attachments"]


# What may be entered


def test_the_freeze_is_filled_in_from_the_followers() -> None:
    filing = closing(closure=closure(freeze_days=0, followers=5_000))
    saved = checked(filing, known(closing(closure=Closure())), TODAY)
    assert saved.closure is not None
    assert saved.closure.freeze_days == 15


def test_the_units_own_tiers_count() -> None:
    register = replace(known(closing(closure=Closure())), settings=Settings(freeze_tiers=(FreezeTier(None, 20),)))
    saved = checked(closing(closure=closure(freeze_days=0)), register, TODAY)
    assert saved.closure is not None
    assert saved.closure.freeze_days == 20


def test_a_freeze_entered_by_hand_is_kept() -> None:
    saved = checked(closing(closure=closure(freeze_days=9)), known(closing()), TODAY)
    assert saved.closure is not None
    assert saved.closure.freeze_days == 9
    again = checked(saved, known(saved), TODAY)
    assert again.closure is not None
    assert again.closure.freeze_days == 9


def test_a_freeze_entered_by_hand_together_with_the_followers_is_kept() -> None:
    saved = checked(closing(closure=closure(freeze_days=9, followers=20_000)), known(closing()), TODAY)
    assert saved.closure is not None
    assert saved.closure.freeze_days == 9


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"freeze_days": 10**9}, "freeze_days"),
        ({"freeze_days": -1}, "freeze_days"),
        ({"confirm_within_days": 400}, "confirm_within_days"),
    ],
)
def test_a_senseless_number_of_days_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InputError, match="0到366") as raised:
        checked(closing(closure=closure(**changes)), known(closing()), TODAY)
    assert raised.value.field == field


@pytest.mark.parametrize("day", [FROZEN_UNTIL, LAST_CONFIRMATION])
def test_the_first_and_the_last_day_of_the_window_are_good(day: date) -> None:
    confirmed = closing(closure=closure(confirmed_on=day, completed_on=day))
    assert checked(confirmed, known(closing()), TODAY).event_on == day


def test_corrected_followers_correct_the_freeze() -> None:
    saved = checked(closing(closure=closure(followers=20_000)), known(closing()), TODAY)
    assert saved.closure is not None
    assert saved.closure.freeze_days == 30


def test_a_platform_that_does_not_freeze_is_given_no_freeze() -> None:
    filing = closing(account_id=1, closure=closure(freeze_days=0))
    saved = checked(filing, snapshot(account()), TODAY)
    assert saved.closure is not None
    assert saved.closure.freeze_days == 0


def test_the_completion_is_the_filings_event() -> None:
    done = closing(closure=closure(confirmed_on=FROZEN_UNTIL, completed_on=date(2026, 11, 17)))
    assert checked(done, known(closing()), TODAY).event_on == date(2026, 11, 17)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"notice_on": date(2026, 11, 24)}, "notice_on"),
        ({"requested_on": date(2026, 11, 24)}, "requested_on"),
        ({"confirmed_on": date(2026, 11, 15)}, "confirmed_on"),
        ({"confirmed_on": date(2026, 11, 8)}, "confirmed_on"),
        ({"confirmed_on": date(2026, 11, 20), "requested_on": None}, "confirmed_on"),
        ({"completed_on": date(2026, 11, 15)}, "completed_on"),
        ({"completed_on": date(2026, 11, 8)}, "completed_on"),
        ({"confirmed_on": date(2026, 11, 20), "completed_on": date(2026, 11, 19)}, "completed_on"),
        ({"requested_on": date(2026, 11, 2), "confirmed_on": date(2026, 11, 17)}, "confirmed_on"),
    ],
)
def test_what_cannot_have_happened_is_refused(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as raised:
        checked(closing(closure=closure(**changes)), known(closing()), TODAY)
    assert raised.value.field == field
    assert str(raised.value).endswith("。")


def test_what_happened_in_the_wrong_order_can_still_be_entered() -> None:
    upside_down = closing(closure=closure(notice_on=date(2026, 11, 20)))
    assert checked(upside_down, known(closing()), TODAY).closure == upside_down.closure


def test_updating_may_stop_on_a_day_to_come() -> None:
    announced = closing(closure=closure(stopped_on=date(2026, 12, 1)))
    assert checked(announced, known(closing()), TODAY).closure == announced.closure


def test_a_missed_window_leads_back_to_the_request() -> None:
    again = request_again(closing(), date(2026, 12, 1))
    assert again.closure is not None
    assert (again.closure.request_round, again.closure.requested_on, again.closure.freeze_days) == (2, None, 0)
    following = next_step(again, known(again), date(2026, 12, 1))
    assert following is not None
    assert following.stage is C.REQUESTED


def test_the_request_is_not_repeated_while_the_window_is_open() -> None:
    with pytest.raises(InputError, match="现在还不需要"):
        request_again(closing(), LAST_CONFIRMATION)


# The account's state


@pytest.mark.parametrize(
    ("step", "state"),
    [
        (Closure(), AccountState.NORMAL),
        (Closure(notice_on=TODAY), AccountState.CLOSURE_ANNOUNCED),
        (closure(), AccountState.FROZEN),
        (closure(confirmed_on=FROZEN_UNTIL), AccountState.FROZEN),
        (closure(completed_on=FROZEN_UNTIL), AccountState.CANCELLED),
        (closure(freeze_days=0), AccountState.CLOSURE_ANNOUNCED),
    ],
)
def test_the_account_follows_its_closure(step: Closure, state: AccountState) -> None:
    assert account_state(step, Closure(), AccountState.NORMAL) is state


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        (closure(), Closure(notice_on=TODAY), AccountState.CLOSURE_ANNOUNCED),
        (closure(notice_on=None), Closure(), AccountState.NORMAL),
        (Closure(notice_on=TODAY), Closure(), AccountState.NORMAL),
        (closure(completed_on=FROZEN_UNTIL), closure(), AccountState.FROZEN),
    ],
    ids=["the request", "the request without a notice", "the notice", "the completion"],
)
def test_a_day_typed_by_mistake_and_erased_leads_the_account_back(
    before: Closure, after: Closure, state: AccountState
) -> None:
    reached = account_state(before, Closure(), AccountState.NORMAL)
    assert account_state(after, before, reached) is state


REGISTERED = (AccountState.CLOSURE_ANNOUNCED, AccountState.FROZEN, AccountState.CANCELLED)


@pytest.mark.parametrize("registered", REGISTERED)
def test_days_that_are_not_typed_yet_take_nothing_back(registered: AccountState) -> None:
    assert account_state(Closure(followers=3), Closure(), registered) is registered


def test_an_account_registered_further_on_than_the_days_say_stays_there() -> None:
    assert account_state(Closure(notice_on=TODAY), Closure(), AccountState.FROZEN) is AccountState.FROZEN
    assert account_state(closure(), Closure(), AccountState.CLOSURE_ANNOUNCED) is AccountState.FROZEN
    assert account_state(closure(), Closure(), AccountState.CANCELLED) is AccountState.CANCELLED


def test_a_request_made_again_thaws_the_account() -> None:
    before = closing().closure
    again = request_again(closing(), date(2026, 12, 1)).closure
    assert before is not None
    assert again is not None
    assert account_state(again, before, AccountState.FROZEN) is AccountState.CLOSURE_ANNOUNCED
    unannounced = replace(again, notice_on=None)
    assert account_state(unannounced, before, AccountState.FROZEN) is AccountState.NORMAL
    assert account_state(again, before, AccountState.CANCELLED) is AccountState.CANCELLED
    requested = replace(again, requested_on=date(2026, 12, 1), freeze_days=7)
    assert account_state(requested, again, AccountState.CLOSURE_ANNOUNCED) is AccountState.FROZEN


@pytest.mark.parametrize("state", [AccountState.PLANNED, AccountState.MIGRATED, AccountState.DELETED])
def test_an_account_that_is_not_there_stays_so(state: AccountState) -> None:
    assert account_state(closure(), Closure(), state) is state
    assert state_after_abandoning(closure(), state) is state


@pytest.mark.parametrize("state", [AccountState.NORMAL, AccountState.CLOSURE_ANNOUNCED, AccountState.FROZEN])
def test_an_abandoned_closure_leaves_the_account_running_unless_it_was_cancelled(state: AccountState) -> None:
    assert state_after_abandoning(closure(), state) is AccountState.NORMAL
    assert state_after_abandoning(closure(completed_on=FROZEN_UNTIL), state) is AccountState.CANCELLED


def test_an_account_registered_as_cancelled_is_not_revived_by_giving_up_its_closure() -> None:
    assert state_after_abandoning(Closure(), AccountState.CANCELLED) is AccountState.CANCELLED
