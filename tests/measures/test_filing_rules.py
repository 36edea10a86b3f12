from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.model.account import AccountState, Baseline
from pmedia_desktop.model.attachment import AttachmentKind
from pmedia_desktop.model.filing import Approval, ApprovalForm, Closure, Filing, FilingKind, FilingState, LoginWay
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.model.settings import ClosureReading, OpeningReading, Settings
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import (
    account,
    closing,
    closing_account,
    closure,
    finding_of,
    new_account,
    opening,
    proof,
    rules_of,
    snapshot,
)

LAST_DAY = date(2026, 11, 23)  # the 10th working day after the approval of 9 November
NEXT_DAY = date(2026, 11, 24)
NO_APPROVAL = Approval()


def opened(**changes: object) -> Snapshot:
    return snapshot(new_account(), filings=(opening(**changes),))


def closed(*, on_account: AccountState = AccountState.FROZEN, **changes: object) -> Snapshot:
    proofs = tuple(
        proof(kind)
        for kind in (AttachmentKind.NOTICE, AttachmentKind.CANCELLATION_REQUEST, AttachmentKind.COMPLETION_PROOF)
    )
    return snapshot(closing_account(state=on_account), filings=(closing(**changes),), attachments=proofs)


# Article 6


def test_an_opening_is_not_overdue_on_its_last_day() -> None:
    assert rules_of(opened(), LAST_DAY) == []


def test_an_opening_not_handed_in_by_the_last_day_is_overdue() -> None:
    found = finding_of(opened(), "filing.overdue", NEXT_DAY)
    assert (found.article, found.severity) == ("第六条", Severity.ERROR)
    assert "2026年11月23日" in found.message


@pytest.mark.parametrize(
    "state", [FilingState.SUBMITTED, FilingState.RECEIVED, FilingState.FILED, FilingState.RETURNED]
)
def test_what_was_handed_in_on_the_last_day_is_in_time_whatever_the_office_answers(state: FilingState) -> None:
    known = opened(state=state, submitted_on=LAST_DAY, national_checked_on=NEXT_DAY, return_reason="缺章")
    assert not {"filing.overdue", "filing.late"} & set(rules_of(known, date(2027, 3, 1)))


@pytest.mark.parametrize(
    ("state", "severity"), [(FilingState.SUBMITTED, Severity.WARNING), (FilingState.FILED, Severity.NOTE)]
)
def test_what_was_handed_in_late_is_no_error_any_more(state: FilingState, severity: Severity) -> None:
    known = opened(state=state, submitted_on=NEXT_DAY)
    assert finding_of(known, "filing.late", date(2026, 12, 1)).severity is severity


def test_the_unit_can_let_the_event_lead() -> None:
    known = replace(opened(), settings=Settings(opening_reading=OpeningReading.EVENT))
    assert rules_of(known, date(2026, 11, 25)) == []
    assert rules_of(known, date(2026, 11, 26)) == ["filing.overdue"]


def test_an_event_long_ago_without_an_approval_warns_of_the_other_reading() -> None:
    assert set(rules_of(opened(approval=NO_APPROVAL), date(2026, 12, 1))) == {
        "article6.no_approval",
        "filing.overdue_other_reading",
    }


def test_a_day_that_is_only_estimated_says_so() -> None:
    approved = {"approval": Approval(on=date(2027, 3, 1)), "event_on": date(2027, 3, 2)}
    assert "（推算）" in finding_of(opened(**approved), "filing.overdue", date(2027, 4, 1)).message
    late = opened(**approved, state=FilingState.SUBMITTED, submitted_on=date(2027, 3, 29))
    assert "（推算）" in finding_of(late, "filing.late", date(2027, 4, 1)).message
    unapproved = opened(event_on=date(2027, 3, 2), approval=NO_APPROVAL)
    assert "（推算）" in finding_of(unapproved, "filing.overdue_other_reading", date(2027, 4, 1)).message
    assert "推算" not in finding_of(opened(), "filing.overdue", NEXT_DAY).message


def test_an_approval_is_not_missed_before_the_account_goes_live() -> None:
    assert rules_of(opened(approval=NO_APPROVAL), date(2026, 11, 10)) == []
    assert finding_of(opened(approval=NO_APPROVAL), "article6.no_approval", date(2026, 11, 11)).article == "第六条"


def test_an_approval_after_the_event_is_reported() -> None:
    found = finding_of(opened(approval=Approval(on=date(2026, 11, 12))), "article6.approval_late")
    assert found.severity is Severity.ERROR
    assert "2026年11月12日晚于办理日期2026年11月11日" in found.message


def test_an_approval_on_the_day_of_the_event_is_in_order() -> None:
    assert rules_of(opened(approval=Approval(on=date(2026, 11, 11)))) == []


def test_a_change_is_measured_like_an_opening() -> None:
    change = opening(kind=FilingKind.CHANGE, id=3)
    known = snapshot(account(), filings=(change,))
    assert rules_of(known, LAST_DAY) == []
    assert rules_of(known, NEXT_DAY) == ["filing.overdue"]


def test_an_oral_consent_waits_for_its_signature() -> None:
    oral = Approval(on=date(2026, 11, 9), by="王䶮", form=ApprovalForm.ORAL)
    assert rules_of(opened(approval=oral)) == ["filing.oral_consent"]
    assert rules_of(opened(approval=replace(oral, signed_later_on=date(2026, 11, 12)))) == []


def test_a_returned_filing_asks_to_be_corrected_until_its_correction_is_under_way() -> None:
    returned = opening(
        state=FilingState.RETURNED, submitted_on=LAST_DAY, returned_on=NEXT_DAY, return_reason="单位名称与公章不一致。"
    )
    known = snapshot(new_account(), filings=(returned,))
    assert rules_of(known, date(2026, 12, 30)) == ["filing.returned"]
    assert "原因：单位名称与公章不一致。登记" in finding_of(known, "filing.returned").message
    followed = snapshot(new_account(), filings=(returned, opening(id=2, follows_id=1)))
    assert rules_of(followed, date(2026, 12, 30)) == [], "handed in in time the first time is in time"
    given_up = snapshot(new_account(), filings=(returned, opening(id=2, follows_id=1, state=FilingState.ABANDONED)))
    assert rules_of(given_up, date(2026, 12, 30)) == ["filing.returned"]


def test_a_filed_account_is_looked_up_in_the_national_system() -> None:
    known = opened(state=FilingState.FILED, submitted_on=LAST_DAY)
    assert finding_of(known, "filing.national_state").severity is Severity.NOTE


@pytest.mark.parametrize(
    ("baseline", "severity"),
    [(Baseline.TO_BE_FILED, Severity.WARNING), (Baseline.UNCLEAR, Severity.NOTE)],
)
def test_an_older_account_without_an_opening_filing_is_never_red(baseline: Baseline, severity: Severity) -> None:
    found = finding_of(snapshot(account(baseline=baseline)), "article6.not_filed")
    assert (found.severity, found.field) == (severity, "baseline")


@pytest.mark.parametrize(
    ("reading", "rule", "severity"),
    [
        (OpeningReading.APPROVAL, "filing.overdue_other_reading", Severity.WARNING),
        (OpeningReading.EVENT, "filing.overdue", Severity.ERROR),
    ],
)
def test_an_account_opened_with_the_program_is_overdue_without_any_draft(
    reading: OpeningReading, rule: str, severity: Severity
) -> None:
    known = replace(snapshot(new_account()), settings=Settings(opening_reading=reading))
    assert rules_of(known, date(2026, 11, 25)) == ["article6.not_filed"]
    found = finding_of(known, rule, date(2026, 11, 26))
    assert (found.severity, found.article) == (severity, "第六条")
    assert "2026年11月25日已满" in found.message


def test_an_account_filed_before_asks_for_nothing_even_without_a_date() -> None:
    assert rules_of(snapshot(account(baseline=Baseline.FILED_BEFORE, baseline_on=None))) == []


def test_a_baseline_filed_afterwards_is_neither_late_nor_without_approval() -> None:
    late = opening(event_on=date(2020, 3, 2), approval=NO_APPROVAL)
    assert rules_of(snapshot(account(baseline=Baseline.TO_BE_FILED), filings=(late,))) == []


def test_an_abandoned_filing_says_nothing() -> None:
    known = snapshot(account(), filings=(opening(state=FilingState.ABANDONED),))
    assert rules_of(known, date(2027, 1, 1)) == []


def test_a_change_older_than_its_account_is_questioned() -> None:
    change = opening(kind=FilingKind.CHANGE, event_on=date(2020, 3, 1), state=FilingState.FILED, submitted_on=LAST_DAY)
    known = snapshot(account(), filings=(replace(change, national_checked_on=NEXT_DAY),))
    assert "filing.before_opening" in rules_of(known)
    later = replace(change, event_on=date(2020, 3, 2), national_checked_on=NEXT_DAY)
    assert "filing.before_opening" not in rules_of(snapshot(account(), filings=(later,)))


# Article 7


def test_a_closure_in_its_order_has_no_findings() -> None:
    assert rules_of(closed(), date(2026, 11, 16)) == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"approval": NO_APPROVAL}, "article7.no_approval"),
        ({"approval": Approval(on=date(2026, 11, 5))}, "article7.notice_before_approval"),
        ({"closure": closure(notice_on=None)}, "article7.no_notice"),
        ({"closure": closure(notice_on=date(2026, 11, 10))}, "article7.cancelled_before_notice"),
    ],
)
def test_a_closure_out_of_order_is_reported(changes: dict[str, object], rule: str) -> None:
    found = finding_of(closed(**changes), rule, date(2026, 11, 16))
    assert (found.article, found.severity) == ("第七条", Severity.ERROR)


def test_approval_notice_and_request_may_fall_on_one_day() -> None:
    one_day = closed(approval=Approval(on=date(2026, 11, 9)), closure=closure(notice_on=date(2026, 11, 9)))
    assert rules_of(one_day, date(2026, 11, 16)) == []


def test_a_closure_is_overdue_five_working_days_after_its_completion() -> None:
    done = closure(confirmed_on=date(2026, 11, 17), completed_on=date(2026, 11, 17))
    known = closed(closure=done, on_account=AccountState.CANCELLED)
    assert rules_of(known, date(2026, 11, 24)) == []
    assert rules_of(known, date(2026, 11, 25)) == ["filing.overdue"]


def test_before_the_completion_only_the_safe_reading_warns() -> None:
    assert finding_of(closed(), "filing.overdue_other_reading", date(2026, 11, 17)).severity is Severity.WARNING


def test_the_unit_can_let_the_safe_reading_lead() -> None:
    known = replace(closed(), settings=Settings(closure_reading=ClosureReading.REQUEST))
    assert rules_of(known, date(2026, 11, 16)) == []
    assert rules_of(known, date(2026, 11, 17)) == ["filing.overdue"]


def test_a_closure_handed_in_before_its_completion_is_in_time() -> None:
    done = closure(confirmed_on=date(2026, 11, 17), completed_on=date(2026, 11, 17))
    known = closed(closure=done, state=FilingState.SUBMITTED, submitted_on=date(2026, 11, 12))
    assert rules_of(known, date(2027, 1, 5)) == []


def test_an_unconfirmed_window_is_reported_when_it_has_passed() -> None:
    submitted = {"state": FilingState.SUBMITTED, "submitted_on": date(2026, 11, 12)}
    assert rules_of(closed(**submitted), date(2026, 11, 23)) == []
    assert rules_of(closed(**submitted), date(2026, 11, 24)) == ["article7.window_missed"]


SUBMITTED: dict[str, object] = {"state": FilingState.SUBMITTED, "submitted_on": date(2026, 11, 12)}


@pytest.mark.parametrize("state", [FilingState.SUBMITTED, FilingState.FILED, FilingState.RETURNED])
@pytest.mark.parametrize(
    ("step", "words"),
    [
        (closure(requested_on=None, freeze_days=0), "尚未申请注销"),
        (closure(freeze_days=0), "尚未完成注销"),
        (closure(freeze_days=0, login_way=LoginWay.LETTER_TO_PLATFORM), "尚未完成注销"),
        (closure(confirmed_on=date(2026, 11, 17)), "尚未完成注销"),
        (closure(requested_on=None, freeze_days=0, request_round=2), "尚未重新申请注销"),
    ],
)
def test_a_closure_handed_in_is_watched_until_the_account_is_cancelled(
    step: Closure, words: str, state: FilingState
) -> None:
    known = closed(closure=step, state=state, submitted_on=date(2026, 11, 12), national_checked_on=date(2026, 11, 12))
    found = finding_of(known, "article7.not_cancelled", date(2027, 3, 1))
    assert (found.article, found.severity) == ("第七条", Severity.WARNING)
    assert "已报关停备案" in found.message
    assert words in found.message


def test_while_the_platform_freezes_the_account_nothing_is_missing() -> None:
    assert rules_of(closed(**SUBMITTED), date(2026, 11, 16)) == []


def test_a_closure_still_to_be_handed_in_is_watched_once_the_request_is_lost_or_sent_by_letter() -> None:
    lost = closed(closure=closure(requested_on=None, freeze_days=0, request_round=2))
    assert "尚未重新申请注销" in finding_of(lost, "article7.not_cancelled").message
    letter = closed(closure=closure(freeze_days=0, login_way=LoginWay.LETTER_TO_PLATFORM))
    assert "尚未完成注销" in finding_of(letter, "article7.not_cancelled").message
    draft = closed(closure=closure(requested_on=None, freeze_days=0))
    assert "article7.not_cancelled" not in rules_of(draft)


def test_a_completed_closure_is_watched_no_longer() -> None:
    done = closure(confirmed_on=date(2026, 11, 17), completed_on=date(2026, 11, 17), request_round=2)
    assert rules_of(closed(closure=done, **SUBMITTED), date(2027, 3, 1)) == []


def test_a_completion_after_a_window_that_nobody_confirmed_lacks_its_confirmation() -> None:
    done = closed(closure=closure(completed_on=date(2026, 11, 24)), **SUBMITTED)
    found = finding_of(done, "article7.no_confirmation", date(2026, 11, 25))
    assert (found.severity, found.field) == (Severity.NOTE, "confirmed_on")
    assert "缺登录确认日期" in found.message
    within = closed(closure=closure(completed_on=date(2026, 11, 23)), **SUBMITTED)
    assert rules_of(within, date(2026, 11, 25)) == []
    letter = closure(completed_on=date(2026, 11, 24), login_way=LoginWay.LETTER_TO_PLATFORM)
    assert rules_of(closed(closure=letter, **SUBMITTED), date(2026, 11, 25)) == []


def test_a_completion_without_proof_is_only_noted() -> None:
    done = closure(confirmed_on=date(2026, 11, 17), completed_on=date(2026, 11, 17))
    known = replace(closed(closure=done), attachments=(proof(AttachmentKind.CANCELLATION_REQUEST),))
    assert finding_of(known, "article7.no_proof", date(2026, 11, 20)).severity is Severity.NOTE


@pytest.mark.parametrize("state", [AccountState.CLOSURE_ANNOUNCED, AccountState.FROZEN])
def test_an_account_under_closure_without_a_filing_is_reported(state: AccountState) -> None:
    assert rules_of(snapshot(account(state=state))) == ["article7.not_filed"]


def test_an_account_cancelled_before_it_entered_the_register_asks_for_nothing() -> None:
    gone = account(state=AccountState.CANCELLED)
    assert rules_of(snapshot(gone)) == []
    assert rules_of(snapshot(replace(gone, baseline=Baseline.NONE))) == ["article7.not_filed"]


def test_a_closure_that_was_given_up_after_the_cancellation_is_still_asked_for() -> None:
    done = closing(state=FilingState.ABANDONED, closure=closure(completed_on=date(2026, 11, 17)))
    gone = closing_account(state=AccountState.CANCELLED)
    found = finding_of(snapshot(gone, filings=(done,)), "article7.not_filed")
    assert "2026年11月17日注销" in found.message
    again = replace(done, id=6, state=FilingState.DRAFT)
    assert "article7.not_filed" not in rules_of(snapshot(gone, filings=(done, again)))
    running = closing_account(state=AccountState.NORMAL)
    assert rules_of(snapshot(running, filings=(done,))) == []


def test_a_filing_whose_account_lies_in_the_recycle_bin_is_no_crash() -> None:
    lost: tuple[Filing, ...] = (opening(account_id=99), closing(account_id=99))
    assert "filing.overdue" in rules_of(snapshot(filings=lost), date(2026, 12, 30))
