"""Filings from draft to the authority's answer, and the account that follows them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Account, AccountState, Baseline
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.filing import Approval, ApprovalForm, ClosureReason, Filing, FilingKind, FilingState
from pmedia_desktop.services import accounts, attachments
from pmedia_desktop.services.filing import filings, process
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper import filing_papers
from pmedia_desktop.services.sample.making import Sample
from tests.services.conftest import TODAY, Started
from tests.services.kept import kept_pdf


def _opening(started: Started) -> Filing:
    planned = Account(
        platform="douyin",
        name="彭山示例镇发布",
        platform_id="slz1",
        state=AccountState.PLANNED,
        holder_id=started.clerk.id,
    )
    return process.start_opening(started.office, planned).value


def _state(office: Office, account_id: int) -> AccountState:
    return accounts.account_page(office, account_id).account.state


def test_an_opening_enters_the_planned_account_and_drafts_its_filing(started: Started) -> None:
    filing = _opening(started)
    assert (filing.kind, filing.state) == (FilingKind.OPENING, FilingState.DRAFT)
    assert _state(started.office, filing.account_id) is AccountState.PLANNED
    assert (filing.preparer_name, filing.preparer_phone) == ("李𬱖", "028-37600001")


def test_the_account_goes_live_on_the_day_that_the_filing_names(started: Started) -> None:
    filing = _opening(started)
    process.save_filing(started.office, replace(filing, event_on=date(2026, 11, 19)))
    account = accounts.account_page(started.office, filing.account_id).account
    assert (account.state, account.opened_on) == (AccountState.NORMAL, date(2026, 11, 19))


def test_a_second_opening_of_one_account_is_refused(started: Started) -> None:
    filing = _opening(started)
    account = accounts.account_page(started.office, filing.account_id).account
    with pytest.raises(InputError, match="已经有一份开设备案"):
        process.start_opening(started.office, account)


def test_an_opening_walks_the_real_way_to_the_filed_form(started: Started) -> None:
    office = started.office
    filing = _opening(started)
    filing = process.save_filing(
        office,
        replace(
            filing,
            event_on=date(2026, 11, 16),
            reason="方便群众",
            approval=Approval(on=date(2026, 11, 13), by="王䶮"),
        ),
    ).value
    printed = filing_papers.print_filing(office, filing.id, "先送签").value
    assert printed.filing.state is FilingState.PRINTED
    filing = printed.filing
    for state in (FilingState.SIGNED, FilingState.SEALED):
        filing = process.advance_filing(office, filing, state, TODAY).value
    filing = replace(filing, submitted_how="送达", receiver="区政府办公室")
    filing = process.advance_filing(office, filing, FilingState.SUBMITTED, TODAY).value
    assert (filing.submitted_on, filing.receiver) == (TODAY, "区政府办公室")
    filing = process.advance_filing(office, filing, FilingState.FILED, TODAY).value
    assert filing.state is FilingState.FILED
    assert [event.state for event in filing.events][-1] is FilingState.FILED
    page = filings.filing_page(office, filing.id)
    assert page.next_states == ()
    assert page.deadlines == ()


def test_a_step_into_the_future_is_refused_and_nothing_changes(started: Started) -> None:
    filing = _opening(started)
    with pytest.raises(InputError):
        process.advance_filing(started.office, filing, FilingState.PRINTED, TODAY + timedelta(days=1))
    assert filings.filing_page(started.office, filing.id).filing == filing


def _submitted(started: Started) -> Filing:
    office = started.office
    filing = _opening(started)
    filing = process.save_filing(
        office, replace(filing, event_on=date(2026, 11, 16), approval=Approval(on=date(2026, 11, 13), by="王䶮"))
    ).value
    filing = filing_papers.print_filing(office, filing.id, "送签").value.filing
    for state in (FilingState.SIGNED, FilingState.SEALED, FilingState.SUBMITTED):
        filing = process.advance_filing(office, replace(filing, receiver="区政府办"), state, TODAY).value
    return filing


def test_what_a_submitted_filing_said_never_changes(started: Started) -> None:
    filing = _submitted(started)
    with pytest.raises(InputError):
        process.save_filing(started.office, replace(filing, reason="另一个理由"))
    assert filings.filing_page(started.office, filing.id).filing == filing


def test_a_submitted_filing_printed_again_is_the_kept_pdf_even_after_the_account_changed(started: Started) -> None:
    filing = _submitted(started)
    kept = kept_pdf(started.office, filing.id)
    account = accounts.account_page(started.office, filing.account_id).account
    accounts.correct_account(started.office, replace(account, name="别的名称"))
    outcome = filing_papers.print_filing(started.office, filing.id)
    assert outcome.value.pdf == kept
    assert outcome.changed == frozenset()
    assert filing_papers.preview_filing(started.office, filing.id).pdf == kept


def test_a_returned_filing_stays_and_is_followed_by_its_correction(started: Started) -> None:
    office = started.office
    filing = replace(_submitted(started), return_reason="名称与公章不一致")
    returned = process.advance_filing(office, filing, FilingState.RETURNED, TODAY, "名称与公章不一致").value
    assert returned.return_reason == "名称与公章不一致"
    correction = process.correct_returned(office, returned.id).value
    assert (correction.state, correction.follows_id) == (FilingState.DRAFT, returned.id)
    assert correction.approval == returned.approval
    assert filings.filing_page(office, returned.id).filing.state is FilingState.RETURNED
    assert kept_pdf(office, returned.id)


def test_only_a_returned_filing_is_corrected(started: Started) -> None:
    with pytest.raises(InputError, match="没有被退回"):
        process.correct_returned(started.office, _opening(started).id)


def test_a_closure_moves_the_account_through_its_states(started: Started) -> None:
    office = started.office
    account = accounts.register_account(
        office, Account(platform="wechat_official", name="彭山示例", platform_id="pssl", followers=860)
    ).value
    filing = process.start_closure(office, account.id).value
    assert filing.closure is not None

    def closed(**steps: object) -> None:
        nonlocal filing
        assert filing.closure is not None
        filing = process.save_filing(office, replace(filing, closure=replace(filing.closure, **steps))).value

    filing = process.save_filing(office, replace(filing, approval=Approval(on=date(2026, 10, 8), by="王䶮"))).value
    closed(reason=ClosureReason.ORDERED, notice_on=date(2026, 10, 10), notice_place="本公众号")
    assert _state(office, account.id) is AccountState.CLOSURE_ANNOUNCED
    closed(requested_on=date(2026, 10, 20), followers=860)
    assert _state(office, account.id) is AccountState.FROZEN
    assert filing.closure is not None
    assert filing.closure.freeze_days == 7
    closed(confirmed_on=date(2026, 10, 29))
    closed(completed_on=date(2026, 11, 19))
    assert _state(office, account.id) is AccountState.CANCELLED
    assert filing.event_on == date(2026, 11, 19)


def test_an_unconfirmed_window_leads_back_to_the_request(sample: Sample, office: Office) -> None:
    account = accounts.register_account(
        office, Account(platform="wechat_official", name="示例镇旧号", platform_id="old1", followers=10)
    ).value
    filing = process.start_closure(office, account.id).value
    assert filing.closure is not None
    filing = process.save_filing(
        office,
        replace(
            filing,
            approval=Approval(on=date(2026, 9, 1), by="王䶮"),
            closure=replace(filing.closure, notice_on=date(2026, 9, 2), requested_on=date(2026, 9, 3), followers=10),
        ),
    ).value
    again = process.repeat_closure_request(office, filing.id).value
    assert again.closure is not None
    assert again.closure.request_round == 2
    assert again.closure.requested_on is None
    inside = replace(again, closure=replace(again.closure, requested_on=date(2026, 9, 9)))
    with pytest.raises(InputError, match="冻结期到2026年9月10日才满"):
        process.save_filing(office, inside)
    after = replace(again, closure=replace(again.closure, requested_on=date(2026, 9, 20)))
    saved = process.save_filing(office, after).value.closure
    assert saved is not None
    assert saved.requested_on == date(2026, 9, 20)


def test_a_draft_of_the_notice_names_unit_and_account(office: Office, sample: Sample) -> None:
    text = filings.draft_notice(office, sample.closure_id)
    assert "示例镇微政务" in text
    assert "眉山市彭山区示例镇人民政府" in text


def test_proof_of_completion_can_follow_a_submitted_filing(started: Started, tmp_path: Path) -> None:
    filing = _submitted(started)
    scan = tmp_path / "证明.pdf"
    scan.write_bytes(b"%PDF-1.4 proof")
    subject = Subject(SubjectKind.FILING, filing.id)
    kept = attachments.attach_file(started.office, subject, AttachmentKind.COMPLETION_PROOF, scan).value
    assert attachments.read_attachment(started.office, kept.id)[1] == b"%PDF-1.4 proof"


@pytest.mark.parametrize("act", [filings.filing_page, filing_papers.print_filing, filings.draft_notice])
def test_a_filing_that_does_not_exist_is_named_clearly(started: Started, act: Callable[..., object]) -> None:
    with pytest.raises(InputError, match="99"):
        act(started.office, 99)


def test_the_list_shows_the_newest_first_with_its_deadline(office: Office, sample: Sample) -> None:
    rows = filings.list_filings(office)
    assert [row.filing.id for row in rows] == [sample.closure_id, sample.change_id, sample.opening_id]
    assert rows[0].title == "关停备案：示例镇微政务（微信公众号）"
    assert all(row.deadline and row.deadline.due for row in rows)


def test_saving_what_a_page_shows_keeps_a_form_that_was_printed_meanwhile(started: Started) -> None:
    filing = process.start_closure(started.office, started.account.id).value
    first = filing_papers.print_filing(started.office, filing.id, "先送签").value.filing
    filing_papers.print_filing(started.office, filing.id, "再印一份")
    saved = process.save_filing(started.office, replace(first, reason="上级清理")).value
    assert saved.printing is not None
    assert saved.printing.attachment_id != (first.printing.attachment_id if first.printing else 0)
    assert saved.reason == "上级清理"


def test_the_signed_sheet_is_what_is_kept_and_printed_again(started: Started) -> None:
    office = started.office
    filing = _opening(started)
    filing = process.save_filing(office, replace(filing, event_on=date(2026, 11, 16))).value
    printed = filing_papers.print_filing(office, filing.id, "送签").value
    signed = process.advance_filing(office, printed.filing, FilingState.SIGNED, TODAY).value
    account = accounts.account_page(office, filing.account_id).account
    accounts.correct_account(office, replace(account, name="别的名称"))
    again = filing_papers.print_filing(office, filing.id)
    assert again.value.pdf == printed.pdf
    assert again.value.filing == signed
    assert filing_papers.preview_filing(office, filing.id).pdf == printed.pdf


def test_a_form_signed_by_hand_is_not_filled_anew_afterwards(started: Started) -> None:
    office = started.office
    filing = process.advance_filing(office, _opening(started), FilingState.SIGNED, TODAY).value
    with pytest.raises(InputError, match="手工"):
        filing_papers.print_filing(office, filing.id)
    with pytest.raises(InputError, match="手工"):
        filing_papers.preview_filing(office, filing.id)


def test_a_page_that_read_an_older_state_does_not_undo_what_was_saved_since(started: Started) -> None:
    office = started.office
    read = _opening(started)
    process.save_filing(office, replace(read, reason="第一个人写的"), read)
    with pytest.raises(InputError, match="别处已经修改"):
        process.save_filing(office, replace(read, remark="第二个人写的"), read)
    with pytest.raises(InputError, match="别处已经修改"):
        process.advance_filing(office, read, FilingState.ABANDONED, TODAY, read=read)
    assert filings.filing_page(office, read.id).filing.reason == "第一个人写的"


def test_a_returned_filing_has_one_correction_however_often_it_is_asked_for(started: Started) -> None:
    office = started.office
    filing = replace(_submitted(started), return_reason="缺公章")
    returned = process.advance_filing(office, filing, FilingState.RETURNED, TODAY).value
    first = process.correct_returned(office, returned.id).value
    assert process.correct_returned(office, returned.id).value == first
    account = accounts.account_page(office, filing.account_id).account
    with pytest.raises(InputError, match="已经有一份"):
        process.start_opening(office, account)


def test_a_returned_opening_is_corrected_not_begun_anew(started: Started) -> None:
    office = started.office
    filing = replace(_submitted(started), return_reason="缺公章")
    process.advance_filing(office, filing, FilingState.RETURNED, TODAY)
    account = accounts.account_page(office, filing.account_id).account
    with pytest.raises(InputError, match="被退回"):
        process.start_opening(office, account)


def test_the_opening_day_of_the_account_follows_a_corrected_filing(started: Started) -> None:
    office = started.office
    filing = _opening(started)
    filing = process.save_filing(office, replace(filing, event_on=date(2026, 11, 19))).value
    process.save_filing(office, replace(filing, event_on=date(2026, 11, 18)))
    assert accounts.account_page(office, filing.account_id).account.opened_on == date(2026, 11, 18)


def test_an_opening_day_typed_by_mistake_leads_the_account_back(started: Started) -> None:
    office = started.office
    filing = _opening(started)
    for right in (None, TODAY + timedelta(days=30)):
        filing = process.save_filing(office, replace(filing, event_on=TODAY)).value
        assert _state(office, filing.account_id) is AccountState.NORMAL
        filing = process.save_filing(office, replace(filing, event_on=right)).value
        account = accounts.account_page(office, filing.account_id).account
        assert (account.state, account.opened_on) == (AccountState.PLANNED, right)


def test_an_older_account_stays_open_when_the_day_on_its_late_form_is_erased(started: Started) -> None:
    office = started.office
    older = replace(started.account, baseline=Baseline.TO_BE_FILED)
    filing = process.start_opening(office, accounts.correct_account(office, older).value).value
    process.save_filing(office, replace(filing, event_on=None))
    assert _state(office, filing.account_id) is AccountState.NORMAL


def test_a_request_typed_by_mistake_and_erased_thaws_the_account(started: Started) -> None:
    office = started.office
    account = accounts.register_account(
        office, Account(platform="wechat_official", name="彭山示例", platform_id="pssl", followers=860)
    ).value
    filing = process.start_closure(office, account.id).value
    assert filing.closure is not None
    asked = replace(filing.closure, notice_on=date(2026, 11, 20), notice_place="本号", requested_on=TODAY)
    filing = process.save_filing(office, replace(filing, closure=asked)).value
    assert _state(office, account.id) is AccountState.FROZEN
    assert filing.closure is not None
    filing = process.save_filing(office, replace(filing, closure=replace(filing.closure, requested_on=None))).value
    assert _state(office, account.id) is AccountState.CLOSURE_ANNOUNCED
    assert filing.closure is not None
    process.save_filing(office, replace(filing, closure=replace(filing.closure, notice_on=None)))
    assert _state(office, account.id) is AccountState.NORMAL


def test_an_account_is_not_live_before_its_day(started: Started) -> None:
    filing = _opening(started)
    process.save_filing(started.office, replace(filing, event_on=TODAY + timedelta(days=30)))
    assert _state(started.office, filing.account_id) is AccountState.PLANNED


def test_the_closure_of_an_account_that_is_cancelled_already_leaves_it_so(started: Started) -> None:
    office = started.office
    account = accounts.register_account(
        office, Account(platform="toutiao", name="旧号", platform_id="t1", state=AccountState.CANCELLED)
    ).value
    filing = process.start_closure(office, account.id).value
    process.save_filing(office, replace(filing, reason="补录"))
    assert _state(office, account.id) is AccountState.CANCELLED


@pytest.mark.parametrize(
    "wrong",
    [
        {"event_on": date(1, 1, 1)},
        {"event_on": date(9999, 12, 31)},
        {"approval": Approval(on=date(2026, 11, 24))},
        {"national_checked_on": date(2030, 1, 1)},
        {"preparer_name": "a\u202eb"},
    ],
    ids=["year one", "year 9999", "future approval", "future check", "invisible"],
)
def test_a_filing_typed_wrongly_is_refused(started: Started, wrong: dict[str, object]) -> None:
    filing = _opening(started)
    with pytest.raises(InputError):
        process.save_filing(started.office, replace(filing, **wrong))
    assert filings.filing_page(started.office, filing.id).filing == filing


def test_only_a_step_enters_the_day_of_submission(started: Started) -> None:
    filing = _opening(started)
    saved = process.save_filing(started.office, replace(filing, submitted_on=TODAY, reason="理由")).value
    assert (saved.submitted_on, saved.reason) == (None, "理由")


def test_an_abandoned_closure_leaves_the_account_open(started: Started) -> None:
    office = started.office
    filing = process.start_closure(office, started.account.id).value
    assert filing.closure is not None
    announced = replace(filing.closure, notice_on=date(2026, 11, 20), notice_place="本号")
    filing = process.save_filing(office, replace(filing, closure=announced)).value
    assert _state(office, started.account.id) is AccountState.CLOSURE_ANNOUNCED
    process.advance_filing(office, filing, FilingState.ABANDONED, TODAY)
    assert _state(office, started.account.id) is AccountState.NORMAL


def test_an_oral_consent_cannot_be_signed_before_it_was_given(started: Started) -> None:
    filing = _opening(started)
    oral = Approval(on=date(2026, 11, 10), by="王䶮", form=ApprovalForm.ORAL, signed_later_on=date(2026, 11, 9))
    with pytest.raises(InputError, match="补签日期2026年11月9日早于口头同意的日期2026年11月10日") as refused:
        process.save_filing(started.office, replace(filing, approval=oral))
    assert refused.value.field == "approval.signed_later_on"
    with pytest.raises(InputError, match="早于口头同意"):
        process.advance_filing(started.office, replace(filing, approval=oral), FilingState.SIGNED, TODAY)
