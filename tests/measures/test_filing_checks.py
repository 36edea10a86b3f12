from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.measures.filing_checks import check_before_printing
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, AccountState, Baseline, Certification, Operation, OwnerKind
from pmedia_desktop.model.attachment import AttachmentKind
from pmedia_desktop.model.filing import Approval, FieldChange, Filing, FilingKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from tests.measures.examples import (
    DEPUTY,
    HOLDER,
    NAME,
    PRINCIPAL,
    TODAY,
    UNIT,
    account,
    closing,
    closing_account,
    closure,
    new_account,
    opening,
    proof,
    snapshot,
    wechat,
)

CALENDAR = WorkCalendar()
PROOFS = (proof(AttachmentKind.NOTICE), proof(AttachmentKind.CANCELLATION_REQUEST))
ROW = FieldChange(field="holder_id", label="账号管理员", before="陈某", after="李明")


def checks(filing: Filing, known: Snapshot, on: date = TODAY) -> list[Finding]:
    return check_before_printing(filing, known, on, CALENDAR)


def opened(filing: Filing | None = None, one: Account | None = None, **changes: object) -> list[Finding]:
    return checks(filing or opening(), snapshot(one or new_account(), **changes))


def missing(found: list[Finding]) -> list[str]:
    return [finding.field for finding in found if finding.rule == "form.required"]


def change(**changes: object) -> Filing:
    return replace(opening(kind=FilingKind.CHANGE, id=3, changes=(ROW,)), **changes)


def test_a_complete_opening_change_and_closure_have_nothing_to_check() -> None:
    assert opened() == []
    assert checks(change(), snapshot(account())) == []
    assert checks(closing(), snapshot(closing_account(), attachments=PROOFS), date(2026, 11, 16)) == []


@pytest.mark.parametrize("field", ["platform", "name", "platform_id", "homepage", "purpose"])
def test_an_opening_needs_the_accounts_texts(field: str) -> None:
    assert field in missing(opened(one=new_account(**{field: ""})))


@pytest.mark.parametrize("field", ["full_name", "credit_code", "superior_unit"])
def test_an_opening_needs_the_units_texts(field: str) -> None:
    assert missing(opened(unit=replace(UNIT, **{field: ""}))) == [field]


@pytest.mark.parametrize("field", ["reason", "preparer_name", "preparer_phone"])
def test_every_filing_needs_its_reason_and_who_fills_it_in(field: str) -> None:
    for filing, one in ((opening(), new_account()), (change(), account()), (closing(), closing_account())):
        assert field in missing(checks(replace(filing, **{field: ""}), snapshot(one, attachments=PROOFS)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"certification": Certification.UNKNOWN}, "certification"),
        ({"certification_subject": ""}, "certification_subject"),
        ({"operation": Operation.OUTSOURCED}, "contractor"),
        ({"bound_phone_owner": OwnerKind.UNKNOWN}, "bound_phone_owner"),
        ({"holder_id": None}, "holder_id"),
    ],
)
def test_openings_and_changes_need_what_describes_the_running_account(changes: dict[str, object], field: str) -> None:
    assert missing(opened(one=new_account(**changes))) == [field]
    assert missing(checks(change(), snapshot(account(**changes)))) == [field]


def test_a_named_platform_administrator_stands_for_the_bound_phone() -> None:
    assert opened(one=new_account(bound_phone_owner=OwnerKind.UNKNOWN, platform_administrator="李明")) == []


def test_a_closure_needs_less_of_the_account_than_an_opening() -> None:
    bare = closing_account(homepage="", purpose="", certification=Certification.UNKNOWN, basis_number="")
    assert checks(closing(), snapshot(bare, attachments=PROOFS), date(2026, 11, 16)) == []


def test_an_answer_of_no_is_an_answer() -> None:
    one = wechat(id=1, baseline=Baseline.NONE, linked_to_superior=False, in_media_matrix=False)
    assert missing(opened(one=one)) == []
    assert missing(opened(one=replace(one, in_media_matrix=None))) == ["in_media_matrix"]


def test_a_wechat_opening_needs_its_basis() -> None:
    found = opened(one=wechat(id=1, basis_number=""))
    assert missing(found) == ["basis_number"]
    assert "article5.no_basis" in [finding.rule for finding in found]


def test_a_mini_program_needs_its_own_name_and_its_icp_number() -> None:
    assert missing(opened(one=new_account(platform="mini_program", platform_id="wx1"))) == [
        "icp_number",
        "platform_detail",
    ]


@pytest.mark.parametrize(("person", "field"), [(PRINCIPAL, "principal_id"), (DEPUTY, "deputy_in_charge_id")])
def test_people_need_a_post_and_a_telephone(person: object, field: str) -> None:
    people = [replace(p, post="", office_phone="") if p is person else p for p in (PRINCIPAL, DEPUTY, HOLDER)]
    assert missing(opened(people=tuple(people))) == ["post", "office_phone"]
    assert missing(opened(unit=replace(UNIT, **{field: None}))) == [field]


def test_a_closure_does_not_ask_for_the_deputy_in_charge() -> None:
    known = snapshot(closing_account(), unit=replace(UNIT, deputy_in_charge_id=None), attachments=PROOFS)
    assert checks(closing(), known, date(2026, 11, 16)) == []


def test_an_event_without_a_day_is_missed() -> None:
    assert missing(checks(opening(event_on=None), snapshot(new_account(opened_on=None)))) == ["event_on"]
    assert missing(checks(change(event_on=None), snapshot(account()))) == ["event_on"]


def test_a_change_needs_its_rows() -> None:
    assert missing(checks(change(changes=()), snapshot(account()))) == ["changes"]


def test_a_row_without_a_difference_is_reported() -> None:
    same = replace(ROW, before="李明")
    assert [f.rule for f in checks(change(changes=(same,)), snapshot(account()))] == ["form.change_without_difference"]


def test_a_unit_that_was_renamed_tells_the_public() -> None:
    renamed = change(changes=(replace(ROW, field="full_name", label="单位全称", after=NAME),))
    assert [f.rule for f in checks(renamed, snapshot(account()))] == ["form.not_announced"]
    assert checks(replace(renamed, publicly_announced=True), snapshot(account())) == []


def test_a_unit_name_that_is_not_the_seals_is_reported() -> None:
    found = opened(unit=replace(UNIT, seal_text="眉山市彭山区凤鸣镇人民政府"))
    assert [f.rule for f in found] == ["unit.seal_differs"]
    assert [f.rule for f in opened(unit=replace(UNIT, seal_text=""))] == ["unit.no_seal_text"]


def test_an_identifier_mixed_up_with_the_name_is_reported() -> None:
    assert [f.rule for f in opened(one=new_account(platform_id="凤鸣发布"))] == ["account.identifier"]


def test_a_form_for_signature_needs_no_approval_yet() -> None:
    planned = new_account(state=AccountState.PLANNED, opened_on=None)
    unsigned = opening(approval=Approval(), event_on=date(2026, 11, 30))
    assert checks(unsigned, snapshot(planned)) == []


def test_an_approval_missing_or_later_than_the_event_is_an_error() -> None:
    assert [f.rule for f in opened(opening(approval=Approval()))] == ["article6.no_approval"]
    late = opened(opening(approval=Approval(on=date(2026, 11, 12))))
    assert [(f.rule, f.severity) for f in late] == [("article6.approval_late", Severity.ERROR)]


def test_a_late_form_is_reported_and_can_be_printed() -> None:
    found = checks(opening(), snapshot(new_account()), date(2026, 12, 1))
    assert [(f.rule, f.severity) for f in found] == [("filing.overdue", Severity.ERROR)]
    assert "晚报的表也要报" in found[0].remedy


@pytest.mark.parametrize(
    ("attached", "rules"),
    [
        ((), ["form.no_notice", "form.no_proof"]),
        ((AttachmentKind.NOTICE,), ["form.no_proof"]),
        ((AttachmentKind.NOTICE, AttachmentKind.CANCELLATION_REQUEST), []),
        ((AttachmentKind.NOTICE, AttachmentKind.COMPLETION_PROOF), []),
    ],
)
def test_a_closure_encloses_notice_and_proof(attached: tuple[AttachmentKind, ...], rules: list[str]) -> None:
    known = snapshot(closing_account(), attachments=tuple(map(proof, attached)))
    assert [f.rule for f in checks(closing(), known, date(2026, 11, 16))] == rules


def test_a_closure_without_notice_and_request_is_incomplete() -> None:
    bare = closing(closure=closure(notice_on=None, notice_place="", requested_on=None, followers=None))
    found = checks(bare, snapshot(closing_account(followers=None), attachments=PROOFS))
    assert missing(found) == ["notice_on", "notice_place", "requested_on", "followers"]


def test_a_closure_may_be_filed_before_its_completion() -> None:
    assert missing(checks(closing(), snapshot(closing_account(), attachments=PROOFS))) == []


def test_a_person_who_left_is_noticed_on_the_form() -> None:
    gone = replace(HOLDER, until=date(2026, 11, 1))
    found = opened(people=(PRINCIPAL, DEPUTY, gone))
    assert [(f.rule, f.field) for f in found] == [
        ("form.person_left", "holder_id"),
        ("form.preparer_left", "preparer_name"),
        ("form.old_phone", "preparer_phone"),
    ]


def test_a_telephone_that_somebody_took_over_is_no_old_one() -> None:
    gone = replace(HOLDER, id=9, until=date(2026, 11, 1))
    assert opened(people=(PRINCIPAL, DEPUTY, HOLDER, gone)) == []


def test_a_filing_without_its_account_says_so() -> None:
    found = checks(opening(account_id=99, event_on=TODAY), snapshot())
    assert missing(found) == ["account_id"]


def test_what_follows_the_signature_on_a_closures_form_is_only_a_note_until_it_has_begun() -> None:
    filing = closing(approval=Approval(), closure=closure(notice_on=None, notice_place="", requested_on=None))
    found = checks(filing, snapshot(closing_account()))
    assert missing(found) == ["notice_on", "notice_place", "requested_on"]
    assert {finding.severity for finding in found} == {Severity.NOTE}
    assert all("补写" in finding.remedy for finding in found)
    approved = checks(replace(filing, approval=Approval(on=date(2026, 11, 2))), snapshot(closing_account()))
    assert {finding.severity for finding in approved} == {Severity.WARNING}
    assert "form.no_proof" in [finding.rule for finding in approved]
