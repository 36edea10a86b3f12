"""A form agrees with itself, with the other forms of its account, and its days follow each other."""

from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.measures.account_as_filed import account_as_filed
from pmedia_desktop.measures.filing_checks import check_before_printing
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, Baseline, Certification
from pmedia_desktop.model.attachment import AttachmentKind
from pmedia_desktop.model.filing import FieldChange, Filing, FilingKind, FilingState
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from tests.measures.examples import (
    DEPUTY,
    HOLDER,
    PRINCIPAL,
    TODAY,
    account,
    closing,
    closing_account,
    closure,
    new_account,
    opening,
    proof,
    snapshot,
)

CALENDAR = WorkCalendar()
FIRST, SECOND = date(2026, 11, 11), date(2026, 11, 20)


def renaming(before: str, after: str, on: date = FIRST, **changes: object) -> Filing:
    row = FieldChange(field="name", label="名称", before=before, after=after)
    return opening(**{"kind": FilingKind.CHANGE, "id": 3, "event_on": on, "changes": (row,), **changes})


def checks(filing: Filing, known: Snapshot) -> list[Finding]:
    return check_before_printing(filing, known, TODAY, CALENDAR)


def rules(filing: Filing, *others: Filing, one: Account | None = None, **changes: object) -> list[str]:
    known = snapshot(one or account(), filings=(filing, *others), **changes)
    return [finding.rule for finding in checks(filing, known)]


def test_a_form_names_the_account_as_it_was_before_a_later_change() -> None:
    first, second = renaming("凤鸣", "凤鸣发布"), renaming("凤鸣发布", "凤鸣之声", SECOND, id=4)
    now = account(name="凤鸣之声")
    known = snapshot(now, filings=(first, second))
    named = [account_as_filed(filing, known) for filing in (opening(), first, second)]
    assert [one and one.name for one in named] == ["凤鸣之声", "凤鸣发布", "凤鸣之声"]
    assert rules(first, second, one=now) == ["form.changed_later"]
    assert rules(second, first, one=now) == []


def test_an_opening_is_filed_under_the_name_it_opened_with_but_an_older_account_as_it_is_today() -> None:
    later = renaming("凤鸣发布", "凤鸣之声", SECOND)
    known = snapshot(new_account(name="凤鸣之声"), filings=(opening(), later))
    opened = account_as_filed(opening(), known)
    assert opened is not None
    assert opened.name == "凤鸣发布"
    older = replace(known, accounts=(account(name="凤鸣之声", baseline=Baseline.TO_BE_FILED),))
    assert account_as_filed(opening(), older) == older.accounts[0]


def test_what_people_and_words_a_later_change_replaced_is_read_back_too() -> None:
    successor = Person(id=4, name="陈某", post="干部", office_phone="028-37600004")
    rows = (
        FieldChange(field="holder_id", label="账号管理员", before="李明", after="陈某"),
        FieldChange(field="certification", label="认证状态", before="已认证", after="未认证"),
        FieldChange(field="platform", label="平台", before="新浪微博", after="抖音"),
    )
    now = account(holder_id=4, platform="douyin", certification=Certification.NOT_CERTIFIED)
    known = snapshot(
        now, people=(PRINCIPAL, DEPUTY, HOLDER, successor), filings=(renaming("", "", SECOND, id=4, changes=rows),)
    )
    assert account_as_filed(renaming("凤鸣", "凤鸣发布"), known) == account()
    twice = replace(known, people=(*known.people, replace(HOLDER, id=9)))
    read = account_as_filed(renaming("凤鸣", "凤鸣发布"), twice)
    assert read is not None
    assert read.holder_id == 4


def test_a_change_that_was_given_up_or_corrected_says_nothing_of_the_account() -> None:
    second = renaming("凤鸣发布", "凤鸣之声", SECOND, id=4)
    given_up = replace(second, state=FilingState.ABANDONED)
    now = account(name="凤鸣之声")
    assert rules(renaming("凤鸣", "凤鸣发布"), given_up, one=now) == ["form.change_not_on_form"]
    returned = replace(second, state=FilingState.RETURNED)
    corrected = replace(second, id=5, follows_id=4, changes=renaming("凤鸣发布", "凤鸣之声").changes)
    known = snapshot(now, filings=(returned, corrected))
    assert account_as_filed(corrected, known) == now
    assert account_as_filed(returned, known) == now


def test_a_row_that_says_otherwise_than_the_form_is_reported_until_it_is_signed() -> None:
    wrong = renaming("凤鸣", "风鸣发布")
    (found,) = checks(wrong, snapshot(account(), filings=(wrong,)))
    assert (found.rule, found.severity) == ("form.change_not_on_form", Severity.WARNING)
    assert "“风鸣发布”" in found.message
    assert "“凤鸣发布”" in found.message
    assert rules(replace(wrong, state=FilingState.SIGNED)) == []
    assert rules(renaming("凤鸣", "凤鸣发布（原凤鸣）")) == []


def test_a_principal_who_changed_twice_is_reported_with_the_filing_that_changed_it() -> None:
    row = FieldChange(field="principal_id", label="单位主要领导", before="甲", after="乙")
    first = renaming("", "", changes=(row,))
    second = renaming("", "", SECOND, id=4, changes=(replace(row, before="乙", after="王䶮"),))
    found = checks(first, snapshot(account(), filings=(first, second)))
    assert [finding.rule for finding in found] == ["form.change_not_on_form"]
    assert "2026年11月20日生效的另一份" in found[0].message
    assert "合成一份" in found[0].remedy


def test_a_persons_own_row_is_compared_with_the_person_in_that_office() -> None:
    row = FieldChange(field="mobile_phone", label="账号管理员手机", before="1", after="13900000009")
    assert rules(renaming("", "", changes=(row,))) == ["form.change_not_on_form"]
    assert rules(renaming("", "", changes=(replace(row, after="13900000003"),))) == []


def test_two_forms_of_one_field_follow_on() -> None:
    first = renaming("凤鸣", "凤鸣发布")
    second = renaming("凤鸣小镇", "凤鸣之声", SECOND, id=4)
    (found,) = checks(second, snapshot(account(name="凤鸣之声"), filings=(first, second)))
    assert found.rule == "form.change_not_following"
    assert "“凤鸣小镇”" in found.message


def test_one_field_stands_in_one_row() -> None:
    rows = renaming("凤鸣", "凤鸣发布").changes
    assert rules(renaming("", "", changes=rows * 2)) == ["form.change_twice"]


@pytest.mark.parametrize("field", ["homepage", "purpose"])
def test_an_old_name_left_in_the_accounts_texts_is_reported(field: str) -> None:
    filing = renaming("7300000009", "7300000001", changes=(replace(renaming("", "").changes[0], field="platform_id"),))
    row = FieldChange(field="platform_id", label="账号ID", before="7300000009", after="7300000001")
    left = account(**{field: "https://weibo.com/u/7300000009"})
    assert rules(replace(filing, changes=(row,)), one=left) == ["form.old_name_left"]
    assert rules(replace(filing, changes=(row,))) == []


def test_a_form_is_not_filled_in_before_what_it_reports() -> None:
    early = opening(filled_on=date(2026, 11, 10))
    assert rules(early, one=new_account()) == ["form.filled_before_event"]
    assert rules(replace(early, filled_on=FIRST), one=new_account()) == []
    planned = opening(filled_on=date(2026, 11, 10), event_on=date(2026, 11, 30))
    assert "form.filled_before_event" not in rules(planned, one=new_account(opened_on=date(2026, 11, 30)))
    closed = closing(filled_on=date(2026, 11, 3))
    proofs = (proof(AttachmentKind.NOTICE), proof(AttachmentKind.CANCELLATION_REQUEST))
    assert rules(closed, one=closing_account(), attachments=proofs)[-1] == "form.filled_before_event"


def test_nothing_happens_before_the_account_is_opened_and_its_opening_has_one_day() -> None:
    assert rules(opening(), one=new_account(opened_on=date(2026, 11, 12))) == ["form.opening_days_differ"]
    assert rules(renaming("凤鸣", "凤鸣发布"), one=account(opened_on=SECOND)) == ["filing.before_opening"]
    early = closing(closure=closure(notice_on=date(2020, 1, 1)), approval=replace(closing().approval, on=None))
    found = rules(early, one=closing_account())
    assert found.count("filing.before_opening") == 1


def test_a_certification_in_another_name_or_run_out_is_reported_on_openings_and_changes() -> None:
    other = account(certification_subject="眉山市彭山区某局", certified_until=date(2026, 11, 1))
    expected = ["article4.certification_subject_differs", "article4.certification_expired"]
    assert rules(renaming("凤鸣", "凤鸣发布"), one=other) == expected


def test_a_preparer_who_left_is_reported() -> None:
    gone = replace(HOLDER, id=9, name="旧人", office_phone="", mobile_phone="", until=date(2026, 11, 1))
    filing = opening(preparer_name="旧人")
    assert rules(filing, one=new_account(), people=(PRINCIPAL, DEPUTY, HOLDER, gone)) == ["form.preparer_left"]
    namesake = replace(gone, id=8, until=None)
    assert rules(filing, one=new_account(), people=(PRINCIPAL, DEPUTY, HOLDER, gone, namesake)) == []
