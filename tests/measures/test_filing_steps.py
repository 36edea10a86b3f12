from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.filing_progress import advance, correction_of, next_states
from pmedia_desktop.measures.filing_steps import Step, next_task, steps
from pmedia_desktop.model.filing import Approval, ApprovalForm, Filing, FilingState, Printing
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import NOW, TODAY, closing, closing_account, closure, new_account, opening, snapshot

S = FilingState
WHOLE_WAY = (S.PRINTED, S.SIGNED, S.SEALED, S.SUBMITTED, S.RECEIVED, S.FILED)
DAY_FIELDS = ("signed_on", "sealed_on", "submitted_on", "received_on", "filed_on")


def go(filing: Filing, *states: FilingState, on: date = TODAY) -> Filing:
    for state in states:
        filing = advance(filing, state, on, today=TODAY, now=NOW)
    return filing


def step_of(filing: Filing, state: FilingState | None) -> Step:
    known = snapshot(new_account(), filings=(filing,))
    return next(step for step in steps(filing, known) if step.state is state)


def test_a_filing_goes_the_whole_way() -> None:
    filed = go(opening(approval=Approval(by="王䶮")), *WHOLE_WAY)
    assert filed.state is S.FILED
    assert [event.state for event in filed.events] == list(WHOLE_WAY)
    assert [getattr(filed, field) for field in DAY_FIELDS] == [TODAY] * 5
    assert not filed.is_under_way


def test_a_signature_on_the_form_is_the_approval() -> None:
    signed = advance(opening(approval=Approval(by="王䶮")), S.SIGNED, date(2026, 11, 20), today=TODAY, now=NOW)
    assert signed.approval.on == date(2026, 11, 20)


def test_the_handwritten_day_takes_the_place_of_a_day_typed_before_the_form_was_signed() -> None:
    typed_before = Approval(on=date(2026, 11, 18), by="王䶮")
    assert go(opening(approval=typed_before), S.SIGNED, on=date(2026, 11, 20)).approval.on == date(2026, 11, 20)
    assert go(opening(approval=typed_before), S.SIGNED, on=date(2026, 11, 16)).approval.on == date(2026, 11, 16)


def test_a_correction_keeps_the_day_on_which_the_returned_sheet_was_approved() -> None:
    approved = go(opening(approval=Approval(by="王䶮")), *WHOLE_WAY[:4], on=date(2026, 11, 16))
    returned = go(replace(approved, id=7, return_reason="缺章"), S.RETURNED)
    signed = go(correction_of(returned), S.SIGNED)
    assert (signed.approval.on, signed.signed_on) == (date(2026, 11, 16), TODAY)


def test_an_approval_by_memo_keeps_its_own_day() -> None:
    memo = Approval(on=date(2026, 11, 9), by="王䶮", form=ApprovalForm.MEMO)
    assert go(opening(approval=memo), S.SIGNED).approval.on == date(2026, 11, 9)


def test_a_paper_filled_in_by_hand_is_signed_without_having_been_printed_here() -> None:
    assert go(opening(), S.SIGNED, S.SEALED, S.SUBMITTED).submitted_on == TODAY


def test_steps_done_on_paper_are_entered_afterwards_with_their_days() -> None:
    filing = opening()
    for state, day in ((S.SIGNED, 10), (S.SEALED, 11), (S.SUBMITTED, 12), (S.FILED, 18)):
        filing = advance(filing, state, date(2026, 11, day), today=TODAY, now=NOW, note="补录")
    assert (filing.signed_on, filing.filed_on) == (date(2026, 11, 10), date(2026, 11, 18))
    assert {event.recorded_at for event in filing.events} == {NOW}
    assert filing.events[-1].note == "补录"


@pytest.mark.parametrize(
    ("before", "to"),
    [
        (S.DRAFT, S.SEALED),
        (S.DRAFT, S.SUBMITTED),
        (S.PRINTED, S.SEALED),
        (S.SIGNED, S.SUBMITTED),
        (S.SUBMITTED, S.DRAFT),
        (S.SUBMITTED, S.ABANDONED),
        (S.FILED, S.RETURNED),
        (S.RETURNED, S.DRAFT),
        (S.ABANDONED, S.DRAFT),
        (S.DRAFT, S.DRAFT),
    ],
)
def test_a_step_that_cannot_follow_is_refused(before: FilingState, to: FilingState) -> None:
    with pytest.raises(InputError, match="之后不能直接到"):
        advance(opening(state=before), to, TODAY, today=TODAY, now=NOW)


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(InputError, match="2026年11月24日还没有到") as raised:
        advance(opening(), S.SIGNED, TODAY + timedelta(days=1), today=TODAY, now=NOW)
    assert raised.value.field == "signed_on"


def test_a_day_before_the_step_before_is_refused() -> None:
    signed = go(opening(), S.SIGNED, on=date(2026, 11, 20))
    with pytest.raises(InputError, match="早于前一步的2026年11月20日"):
        advance(signed, S.SEALED, date(2026, 11, 19), today=TODAY, now=NOW)


def test_a_signature_is_not_older_than_the_approval_by_memo() -> None:
    memo = Approval(on=date(2026, 11, 9), by="王䶮", form=ApprovalForm.MEMO)
    with pytest.raises(InputError, match="早于前一步"):
        advance(opening(approval=memo), S.SIGNED, date(2026, 11, 8), today=TODAY, now=NOW)


def test_a_signature_may_be_older_than_the_printing() -> None:
    assert go(go(opening(), S.PRINTED), S.SIGNED, on=date(2026, 11, 12)).signed_on == date(2026, 11, 12)


def test_the_office_may_file_without_a_receipt() -> None:
    submitted = go(opening(), *WHOLE_WAY[:4])
    assert go(submitted, S.FILED).received_on is None


def test_a_return_needs_its_reason() -> None:
    submitted = go(opening(), *WHOLE_WAY[:4])
    with pytest.raises(InputError, match="退回的原因"):
        go(submitted, S.RETURNED)
    returned = go(replace(submitted, return_reason="缺章"), S.RETURNED)
    assert (returned.returned_on, returned.submitted_on) == (TODAY, TODAY)
    assert next_states(returned) == (S.ABANDONED,)


def test_a_returned_filing_can_be_given_up() -> None:
    returned = go(replace(go(opening(), *WHOLE_WAY[:4]), return_reason="不必备案"), S.RETURNED)
    given_up = go(returned, S.ABANDONED)
    assert (given_up.state, given_up.submitted_on, given_up.returned_on) == (S.ABANDONED, TODAY, TODAY)
    assert task(given_up) == ""


def test_a_form_changed_after_printing_is_printed_and_signed_anew() -> None:
    printing = Printing(
        attachment_id=1, sha256="", form_name="filing", form_version="1", values_json="{}", printed_at=NOW
    )
    sealed = go(opening(printing=printing, approval=Approval(by="王䶮")), S.SIGNED, S.SEALED)
    draft = go(replace(sealed, filled_on=TODAY), S.DRAFT)
    assert draft.filled_on is None, "the day of the sheet that is void is not the new one's"
    assert (draft.printing, draft.signed_on, draft.sealed_on, draft.approval) == (None, None, None, Approval())
    assert len(draft.events) == 3, "the history stays"


def test_back_in_the_draft_an_approval_by_minutes_still_holds() -> None:
    minutes = Approval(on=date(2026, 11, 9), by="王䶮", form=ApprovalForm.MINUTES)
    assert go(opening(approval=minutes), S.PRINTED, S.DRAFT).approval == minutes


def test_a_form_signed_with_the_completion_on_it_remembers_so() -> None:
    done = closure(confirmed_on=date(2026, 11, 16), completed_on=date(2026, 11, 17))
    signed = go(closing(closure=done), S.SIGNED)
    assert signed.closure == replace(done, completion_on_paper=True)
    assert go(signed, S.DRAFT).closure == done
    returned = go(replace(go(signed, S.SEALED, S.SUBMITTED), return_reason="缺章"), S.RETURNED)
    assert correction_of(returned).closure == done


def test_a_form_signed_before_the_completion_leaves_it_open() -> None:
    assert go(closing(), S.SIGNED).closure == closing().closure


def test_the_correction_says_the_same_and_has_gone_no_step() -> None:
    returned = go(replace(go(closing(), *WHOLE_WAY[:4]), return_reason="缺章"), S.RETURNED)
    correction = correction_of(returned)
    assert (correction.id, correction.state, correction.follows_id) == (0, S.DRAFT, 5)
    assert (correction.reason, correction.closure, correction.approval) == (
        returned.reason,
        returned.closure,
        returned.approval,
    )
    assert (correction.submitted_on, correction.printing, correction.events) == (None, None, ())


# What each step says


def test_the_steps_of_a_draft_say_what_they_need() -> None:
    draft = opening(reason="")
    assert [need.field for need in step_of(draft, S.DRAFT).needs] == ["reason"]
    assert [need.field for need in step_of(draft, S.SIGNED).needs] == ["signed_on"]
    assert [need.field for need in step_of(draft, S.SUBMITTED).needs] == ["submitted_on", "submitted_how", "receiver"]
    assert not step_of(draft, S.DRAFT).done


def test_a_step_that_is_done_still_says_what_nobody_noted() -> None:
    submitted = step_of(go(opening(), *WHOLE_WAY[:4]), S.SUBMITTED)
    assert (submitted.done, submitted.done_on) == (True, TODAY)
    assert [need.field for need in submitted.needs] == ["submitted_how", "receiver"]


def test_an_oral_consent_waits_for_the_signature() -> None:
    oral = Approval(on=date(2026, 11, 9), by="王䶮", form=ApprovalForm.ORAL)
    waiting = step_of(opening(approval=oral), S.SIGNED)
    assert "口头同意还没有补签，补签后登记日期。" in [need.message for need in waiting.needs]
    signed = go(opening(approval=oral), S.SIGNED)
    assert signed.approval == replace(oral, signed_later_on=TODAY)
    assert step_of(signed, S.SIGNED).needs == ()
    assert go(signed, S.DRAFT).approval == oral, "the signature stood on the old sheet"


def test_with_an_oral_consent_of_the_day_the_paper_goes_on_and_the_signature_is_still_awaited() -> None:
    handed_in = go(opening(approval=Approval(by="王䶮", form=ApprovalForm.ORAL)), *WHOLE_WAY[:4])
    assert handed_in.approval == Approval(on=TODAY, by="王䶮", form=ApprovalForm.ORAL)
    assert handed_in.approval.awaits_signature
    assert any("补签" in need.message for need in step_of(handed_in, S.SIGNED).needs)


def test_an_oral_consent_signed_on_a_paper_of_its_own_keeps_that_day() -> None:
    oral = Approval(on=date(2026, 11, 9), by="王䶮", form=ApprovalForm.ORAL, signed_later_on=date(2026, 11, 10))
    signed = go(opening(approval=oral), S.SIGNED)
    assert signed.approval == oral
    assert go(signed, S.DRAFT).approval == oral


def test_a_printed_form_is_a_step_done() -> None:
    printing = Printing(
        attachment_id=1, sha256="", form_name="filing", form_version="1", values_json="{}", printed_at=NOW
    )
    step = step_of(go(opening(printing=printing), S.PRINTED), S.PRINTED)
    assert (step.done, step.done_on) == (True, TODAY)


def test_a_returned_filing_ends_with_the_return() -> None:
    returned = go(replace(go(opening(), *WHOLE_WAY[:4]), return_reason="缺章"), S.RETURNED)
    shown = [step.state for step in steps(returned, snapshot(new_account()))]
    assert shown == [S.DRAFT, S.PRINTED, S.SIGNED, S.SEALED, S.SUBMITTED, S.RECEIVED, S.RETURNED, None]


def test_the_last_step_is_the_national_system() -> None:
    assert not step_of(opening(), None).done
    assert step_of(opening(national_checked_on=TODAY), None).done_on == TODAY


# What is next


def task(filing: Filing, *others: Filing, known: Snapshot | None = None) -> str:
    return next_task(filing, known or snapshot(new_account(), filings=(filing, *others)), TODAY)


@pytest.mark.parametrize(
    ("states", "words"),
    [((), "草稿"), ((S.PRINTED,), "主要领导签字"), ((S.SIGNED,), "加盖公章"), ((S.SIGNED, S.SEALED), "下一步报送")],
)
def test_the_next_task_follows_the_paper(states: tuple[FilingState, ...], words: str) -> None:
    assert words in task(go(opening(), *states))


@pytest.mark.parametrize("state", [S.SUBMITTED, S.RECEIVED, S.FILED, S.ABANDONED])
def test_nothing_is_to_be_done_while_the_office_has_the_form(state: FilingState) -> None:
    assert task(opening(state=state)) == ""


def test_a_returned_form_is_to_be_corrected_once() -> None:
    returned = opening(state=S.RETURNED, return_reason="缺章")
    assert task(returned) == "被退回（缺章），请更正后重新报送。"
    assert task(returned, opening(id=2, follows_id=1)) == ""


def test_a_closure_goes_on_at_the_platform_after_it_was_handed_in() -> None:
    submitted = closing(state=S.SUBMITTED)
    known = snapshot(closing_account(), filings=(submitted,))
    assert task(submitted, known=known) == "平台上：期满后登录确认。"
    done = replace(submitted, closure=closure(confirmed_on=TODAY, completed_on=TODAY))
    assert task(done, known=known) == ""


# Properties


@given(st.lists(st.tuples(st.sampled_from(list(S)), st.integers(min_value=-20, max_value=3)), max_size=25))
def test_no_sequence_of_steps_leads_to_a_contradiction(wanted: list[tuple[FilingState, int]]) -> None:
    filing = opening(return_reason="缺章", approval=Approval(by="王䶮"))
    for state, offset in wanted:
        before = filing
        try:
            filing = advance(filing, state, TODAY + timedelta(days=offset), today=TODAY, now=NOW)
        except InputError:
            continue
        assert state in next_states(before)
        assert filing.events[:-1] == before.events
        if before.state.is_submitted:
            assert filing.submitted_on == before.submitted_on
    days = [day for day in (getattr(filing, field) for field in DAY_FIELDS) if day is not None]
    assert days == sorted(days)
    assert all(day <= TODAY for day in days)
    handed_in = S.SUBMITTED in [event.state for event in filing.events]
    assert (filing.submitted_on is not None) == handed_in
    assert handed_in == (filing.state.is_submitted or filing.returned_on is not None)
    if filing.state.is_submitted:
        assert filing.signed_on is not None
        assert filing.sealed_on is not None
        assert filing.approval.on is not None


@given(st.sampled_from(list(S)))
def test_every_state_but_the_last_ones_leads_on(state: FilingState) -> None:
    ends = {S.FILED, S.ABANDONED}
    assert bool(next_states(opening(state=state))) == (state not in ends)
    assert state not in next_states(opening(state=state))
