"""What several changes and corrections leave on the forms: each agrees with itself."""

import json
from dataclasses import replace
from datetime import date

from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import accounts, people, unit
from pmedia_desktop.services.filing import filings, process
from pmedia_desktop.services.journal.undoing import recent_changes, undo
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper import filing_papers
from tests.services.conftest import Started

FIRST, SECOND = date(2026, 11, 10), date(2026, 11, 20)


def renamed(started: Started, name: str, on: date = FIRST) -> Filing:
    now = accounts.account_page(started.office, started.account.id).account
    filing = accounts.change_account(started.office, replace(now, name=name), on, "改名").value.filing
    assert filing is not None
    return filing


def stored(office: Office, filing: Filing) -> Filing:
    return filings.filing_page(office, filing.id).filing


def printed(office: Office, filing: Filing) -> tuple[str, list[str]]:
    printing = filing_papers.print_filing(office, filing.id, "先报").value.filing.printing
    assert printing is not None
    values = json.loads(printing.values_json)
    return values["account_name"], values["changed_after"]


def rules(office: Office, filing: Filing) -> list[str]:
    return [
        found.rule for found in filing_papers.check_filing(office, filing.id) if found.rule.startswith("form.change")
    ]


def test_two_changes_of_one_name_print_two_forms_that_follow_on(started: Started) -> None:
    first, second = renamed(started, "示例镇发布"), renamed(started, "示例发布台", SECOND)
    assert printed(started.office, first) == ("示例镇发布", ["示例镇发布"])
    assert printed(started.office, second) == ("示例发布台", ["示例发布台"])
    assert rules(started.office, first) == ["form.changed_later"]
    assert rules(started.office, second) == []
    assert filing_papers.changed_since_printing(started.office, first.id) == ()


def test_a_correction_mends_the_form_that_follows_a_returned_one(started: Started) -> None:
    office, filing = started.office, renamed(started, "示例镇发部")
    filing_papers.print_filing(office, filing.id, "先报")
    for state in (FilingState.SIGNED, FilingState.SEALED, FilingState.SUBMITTED):
        filing = process.advance_filing(office, stored(office, filing), state, date(2026, 11, 23)).value
    returned = process.advance_filing(
        office, replace(filing, return_reason="名称写错"), FilingState.RETURNED, date(2026, 11, 23)
    ).value
    follower = process.correct_returned(office, returned.id).value
    account = accounts.account_page(office, started.account.id).account
    outcome = accounts.correct_account(office, replace(account, name="示例镇发布"))
    assert SubjectKind.FILING in outcome.changed
    assert printed(office, follower) == ("示例镇发布", ["示例镇发布"])
    assert rules(office, follower) == []
    assert stored(office, returned) == returned


def test_a_sheet_printed_for_signature_is_said_to_be_outdated_by_a_correction_and_undoing_leads_back(
    started: Started,
) -> None:
    office, filing = started.office, renamed(started, "示例镇发部")
    filing_papers.print_filing(office, filing.id, "先报")
    account = accounts.account_page(office, started.account.id).account
    accounts.correct_account(office, replace(account, name="示例镇发布"))
    assert filing_papers.changed_since_printing(office, filing.id) == ("账号名称", "变更后")
    undo(office, recent_changes(office)[0].number)
    assert stored(office, filing).changes[0].after == "示例镇发部"
    assert filing_papers.changed_since_printing(office, filing.id) == ()


def test_a_row_that_was_typed_otherwise_stays_and_is_reported(started: Started) -> None:
    office, filing = started.office, renamed(started, "示例镇发部")
    row = replace(filing.changes[0], after="示例镇发布厅")
    process.save_filing(office, replace(filing, changes=(row,)))
    account = accounts.account_page(office, started.account.id).account
    assert SubjectKind.FILING not in accounts.correct_account(office, replace(account, name="示例镇发布")).changed
    assert rules(office, filing) == ["form.change_not_on_form"]


def test_a_persons_corrected_name_and_telephone_reach_rows_and_the_preparer(started: Started) -> None:
    office = started.office
    successor = people.save_person(office, Person(name="陈默", post="干部", office_phone="028-37600005")).value
    account = started.account
    filing = accounts.change_account(office, replace(account, holder_id=successor.id), FIRST, "调整").value.filing
    assert filing is not None
    people.save_person(office, replace(successor, name="陈墨"))
    clerk = replace(started.clerk, name="李𬱖兰", office_phone="028-37600009")
    outcome = people.save_person(office, clerk)
    assert outcome.changed == {SubjectKind.PERSON, SubjectKind.FILING}
    (row,) = stored(office, filing).changes
    assert (row.before, row.after) == ("李𬱖兰", "陈墨")
    assert (stored(office, filing).preparer_name, stored(office, filing).preparer_phone) == (
        "李𬱖兰",
        "028-37600009",
    )


def test_a_namesakes_corrected_name_leaves_the_preparer_alone(started: Started) -> None:
    office = started.office
    namesake = people.save_person(office, Person(name=started.clerk.name, post="镇长")).value
    filing = renamed(started, "示例镇发布")
    people.save_person(office, replace(namesake, name="李鈜"))
    assert stored(office, filing).preparer_name == started.clerk.name


def test_a_corrected_name_of_the_unit_reaches_the_forms_of_all_its_accounts(started: Started) -> None:
    office = started.office
    entered = unit.read_unit(office)
    assert entered is not None
    change = unit.change_unit(office, replace(entered, full_name="眉山市彭山区示列镇人民政府"), FIRST, "更名").value
    outcome = unit.correct_unit(office, replace(change.unit, full_name="眉山市彭山区示例镇政府"))
    assert outcome.changed == {SubjectKind.UNIT, SubjectKind.FILING}
    (filing,) = change.filings
    assert stored(office, filing).changes[0].after == "眉山市彭山区示例镇政府"
