"""Accounts: entered, found, corrected, really changed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Account, AccountState, Baseline
from pmedia_desktop.model.account_query import AccountQuery
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.filing import Filing, FilingKind, FilingState
from pmedia_desktop.model.settings import ChangeDuty, Settings
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import accounts, people
from pmedia_desktop.services import settings as unit_settings
from pmedia_desktop.services.filing import filings, process
from pmedia_desktop.services.journal import history
from pmedia_desktop.services.paper import filing_papers
from tests.services.conftest import TODAY, Started

EFFECTIVE = date(2026, 11, 20)


@pytest.mark.parametrize("text", ["示例", "pssl", "７３００００", "李𬱖"])
def test_an_account_is_found_by_name_initials_full_width_forms_or_holder(started: Started, text: str) -> None:
    (row,) = accounts.search_accounts(started.office, AccountQuery(text=text))
    assert row.account.id == started.account.id
    assert row.holder == started.clerk


def test_what_matches_nothing_finds_nothing(started: Started) -> None:
    assert accounts.search_accounts(started.office, AccountQuery(text="凤鸣")) == ()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "名称"),
        ("platform", "", "平台"),
        ("media_code", "123", "16位"),
        ("followers", -1, "负数"),
        ("opened_on", date(202, 1, 1), "真实"),
    ],
)
def test_an_account_typed_wrongly_is_refused_with_the_field(
    started: Started, field: str, value: object, said: str
) -> None:
    with pytest.raises(InputError, match=said) as refused:
        accounts.correct_account(started.office, replace(started.account, **{field: value}))
    assert refused.value.field == field
    assert accounts.account_page(started.office, started.account.id).account == started.account


def test_a_correction_is_kept_and_files_nothing(started: Started) -> None:
    accounts.correct_account(started.office, replace(started.account, name="示例镇发布"))
    page = accounts.account_page(started.office, started.account.id)
    assert page.account.name == "示例镇发布"
    assert page.filings == ()


def test_a_new_holder_drafts_the_change_filing_with_old_and_new_names(started: Started) -> None:
    successor = people.save_person(started.office, Person(name="陈𣲗")).value
    edited = replace(started.account, holder_id=successor.id, remark="随手记")
    advice = accounts.change_advice(started.office, edited)
    assert [row.label for row in advice.to_file] == ["账号管理员"]
    assert [row.label for row in advice.internal] == ["备注"]
    outcome = accounts.change_account(started.office, edited, EFFECTIVE, "岗位调整")
    assert outcome.changed == {SubjectKind.ACCOUNT, SubjectKind.FILING}
    filing = outcome.value.filing
    assert filing is not None
    assert filing.state is FilingState.DRAFT
    assert [(row.before, row.after) for row in filing.changes] == [("李𬱖", "陈𣲗")]
    assert filing.preparer_name == "李𬱖"


def test_an_internal_change_files_nothing(started: Started) -> None:
    changed = accounts.change_account(started.office, replace(started.account, remark="换了头像"), EFFECTIVE).value
    assert changed.filing is None
    assert filings.list_filings(started.office) == ()


def test_the_unit_decides_which_fields_are_filed(started: Started) -> None:
    unit_settings.save_settings(started.office, Settings(change_duties=(("update_frequency", ChangeDuty.FILE),)))
    changed = accounts.change_account(
        started.office, replace(started.account, update_frequency="每日"), EFFECTIVE
    ).value
    assert changed.filing is not None


def test_two_changes_of_one_day_stand_on_one_form_and_undo_each_other(started: Started) -> None:
    office = started.office
    first = accounts.change_account(office, replace(started.account, name="彭山示例"), EFFECTIVE).value
    both = replace(first.account, platform_id="7300000002")
    second = accounts.change_account(office, both, EFFECTIVE).value
    assert first.filing is not None
    assert second.filing is not None
    assert second.filing.id == first.filing.id
    assert len(second.filing.changes) == 2
    third = accounts.change_account(office, replace(both, name="彭山示例镇发布"), EFFECTIVE).value
    assert third.filing is not None
    assert [row.field for row in third.filing.changes] == ["platform_id"]


def test_an_account_of_an_unknown_platform_is_refused(started: Started) -> None:
    with pytest.raises(InputError) as refused:
        accounts.register_account(started.office, Account(platform="nowhere", name="甲"))
    assert refused.value.field == "platform"


def test_a_change_that_is_undone_on_the_same_day_leaves_no_empty_form(started: Started) -> None:
    office = started.office
    changed = accounts.change_account(office, replace(started.account, name="彭山示例"), EFFECTIVE).value
    undone = accounts.change_account(office, started.account, EFFECTIVE).value
    assert changed.filing is not None
    assert undone.filing is None
    assert filings.filing_page(office, changed.filing.id).filing.state is FilingState.ABANDONED


def test_the_reasons_of_two_changes_of_one_day_are_both_kept(started: Started) -> None:
    office = started.office
    first = accounts.change_account(office, replace(started.account, name="彭山示例"), EFFECTIVE, "改名").value
    second = accounts.change_account(office, replace(first.account, platform_id="73"), EFFECTIVE, "换号").value
    assert second.filing is not None
    assert second.filing.reason == "改名；换号"
    assert [row.reason for row in second.filing.changes] == ["改名", "换号"]


@pytest.mark.parametrize("state", [AccountState.PLANNED, AccountState.CANCELLED])
def test_an_account_that_is_not_open_changes_without_a_form(started: Started, state: AccountState) -> None:
    closed = accounts.correct_account(started.office, replace(started.account, state=state)).value
    changed = accounts.change_account(started.office, replace(closed, name="彭山示例"), EFFECTIVE).value
    assert changed.filing is None


def test_a_page_that_read_an_older_account_does_not_undo_what_was_saved_since(started: Started) -> None:
    accounts.correct_account(started.office, replace(started.account, homepage="https://a.cn"), started.account)
    with pytest.raises(InputError, match="别处已经修改"):
        accounts.correct_account(started.office, replace(started.account, remark="x"), started.account)


def test_all_accounts_of_a_holder_go_to_a_successor_with_one_form_each(started: Started) -> None:
    office = started.office
    accounts.register_account(office, Account(platform="douyin", name="甲", holder_id=started.clerk.id))
    successor = people.save_person(office, Person(name="陈𣲗", post="干部")).value
    leaving = people.person_leaves(office, started.clerk.id, EFFECTIVE, successor.id, "调离").value
    assert leaving.person.until == EFFECTIVE
    assert len(leaving.filings) == 2
    assert {row.after for filing in leaving.filings for row in filing.changes} == {"陈𣲗"}
    assert {filing.event_on for filing in leaving.filings} == {EFFECTIVE}
    (entry, *_) = history.read_history(office)
    assert (entry.what, entry.subject.title, entry.note) == ("登记人员离任", started.clerk.name, "调离")
    assert len([line for line in entry.details if line.startswith("账号管理员")]) == 2


def test_a_refused_successor_leaves_the_leaving_person_in_office_too(started: Started) -> None:
    office = started.office
    gone = people.save_person(office, Person(name="陈𣲗", until=date(2026, 11, 1))).value
    before = history.read_history(office)
    for successor_id in (gone.id, started.clerk.id, 999):
        with pytest.raises(InputError):
            people.person_leaves(office, started.clerk.id, EFFECTIVE, successor_id)
    assert next(p for p in people.list_people(office) if p.id == started.clerk.id).until is None
    assert history.read_history(office) == before


def test_an_account_that_runs_cannot_have_been_opened_tomorrow(started: Started) -> None:
    office, tomorrow = started.office, TODAY + timedelta(days=1)
    running = replace(started.account, opened_on=tomorrow)
    with pytest.raises(InputError, match="开设日期“2026-11-24”还没有到"):
        accounts.correct_account(office, running)
    with pytest.raises(InputError, match="还没有到"):
        accounts.change_account(office, running, EFFECTIVE)
    with pytest.raises(InputError, match="还没有到"):
        accounts.register_account(office, Account(platform="douyin", name="甲", opened_on=tomorrow))
    planned = Account(platform="douyin", name="甲", state=AccountState.PLANNED, opened_on=tomorrow)
    assert accounts.register_account(office, planned).value.opened_on == tomorrow


def _opening_of(started: Started) -> Filing:
    return process.start_opening(started.office, started.account).value


@pytest.mark.parametrize("printed", [False, True])
def test_a_change_before_the_opening_is_handed_in_is_said_by_the_opening(started: Started, printed: bool) -> None:
    office = started.office
    opening = _opening_of(started)
    if printed:
        filing_papers.print_filing(office, opening.id, "还没有批准")
    successor = people.save_person(office, Person(name="陈𣲗")).value
    changed = accounts.change_account(office, replace(started.account, holder_id=successor.id), EFFECTIVE).value
    assert changed.filing is None
    assert changed.opening is not None
    assert (changed.opening.id, changed.opening.state, changed.opening.printing) == (
        opening.id,
        FilingState.DRAFT,
        None,
    )
    assert len(filings.list_filings(office)) == 1
    everywhere = people.change_person(office, replace(successor, name="陈明"), EFFECTIVE).value
    assert everywhere.filings == ()


def test_a_change_after_the_opening_was_signed_has_a_form_of_its_own(started: Started) -> None:
    office = started.office
    process.advance_filing(office, _opening_of(started), FilingState.SIGNED, EFFECTIVE)
    changed = accounts.change_account(office, replace(started.account, name="彭山示例"), EFFECTIVE).value
    assert changed.filing is not None


@pytest.mark.parametrize(("state", "word"), [(AccountState.CANCELLED, "注销"), (AccountState.DELETED, "删除")])
def test_an_account_that_was_ended_by_hand_gets_its_closure_drafted(
    started: Started, state: AccountState, word: str
) -> None:
    office = started.office
    older = accounts.correct_account(office, replace(started.account, baseline=Baseline.TO_BE_FILED)).value
    ended = replace(older, state=state)
    (row,) = accounts.change_advice(office, ended).to_close
    assert (row.before, row.after) == ("正常", word)
    changed = accounts.change_account(office, ended, EFFECTIVE, "停用").value
    assert changed.filing is None
    assert changed.closure is not None
    assert (changed.closure.kind, changed.closure.event_on) == (FilingKind.CLOSURE, EFFECTIVE)
    page = accounts.account_page(office, older.id)
    assert page.account.state is state
    assert [deadline.rule for deadline in page.deadlines] == ["filing.closure"]
    process.advance_filing(office, changed.closure, FilingState.ABANDONED, TODAY)
    page = accounts.account_page(office, older.id)
    assert [deadline.rule for deadline in page.deadlines] == ["filing.closure"]
    assert "article7.not_filed" in {finding.rule for finding in page.findings}


def test_an_account_that_migrated_is_filed_as_a_change(started: Started) -> None:
    office = started.office
    changed = accounts.change_account(office, replace(started.account, state=AccountState.MIGRATED), EFFECTIVE).value
    assert changed.filing is not None
    assert [(row.label, row.before, row.after) for row in changed.filing.changes] == [("账号状态", "正常", "迁移")]
    page = filings.filing_page(office, changed.filing.id)
    assert [deadline.rule for deadline in page.deadlines] == ["filing.change"]
    assert not [found for found in page.checks if found.rule.startswith("form.change")]
    corrected = accounts.correct_account(office, started.account)
    assert corrected.value.state is AccountState.NORMAL


def test_a_closure_that_is_under_way_is_not_drafted_again(started: Started) -> None:
    office = started.office
    closure = process.start_closure(office, started.account.id).value
    changed = accounts.change_account(office, replace(started.account, state=AccountState.CANCELLED), EFFECTIVE).value
    assert changed.closure is None
    assert [row.filing.id for row in filings.list_filings(office)] == [closure.id]


def test_an_opening_that_read_an_older_account_is_refused(started: Started) -> None:
    accounts.correct_account(started.office, replace(started.account, homepage="https://a.cn"))
    with pytest.raises(InputError, match="别处已经修改"):
        process.start_opening(started.office, replace(started.account, remark="x"), None, started.account)
