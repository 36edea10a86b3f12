"""撤销: the last changes by name, taken back or refused with a reason."""

from dataclasses import replace

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.services import accounts, people, settings
from pmedia_desktop.services.filing import process
from pmedia_desktop.services.journal import recycle_bin
from pmedia_desktop.services.journal.undoing import RecentChange, recent_changes, undo
from pmedia_desktop.services.paper import papers
from tests.services.conftest import Started


def _last(office, words: str = "") -> RecentChange:
    return next(change for change in recent_changes(office) if words in change.words)


def _renamed(started: Started, name: str = "新名称"):
    return accounts.correct_account(started.office, replace(started.account, name=name)).value


def test_changes_are_listed_by_name_newest_first(started):
    _renamed(started)
    first = recent_changes(started.office)[0]
    assert (first.words, first.reason, first.undone) == ("更正账号录入 新名称", "", False)


def test_a_corrected_account_is_as_it_was(started):
    _renamed(started)
    assert undo(started.office, _last(started.office).number).value == "更正账号录入 新名称"
    assert accounts.account_page(started.office, started.account.id).account == started.account


def test_only_the_fields_of_that_change_are_put_back(started):
    renamed = _renamed(started)
    accounts.correct_account(started.office, replace(renamed, purpose="另一个定位"))
    undo(started.office, recent_changes(started.office)[1].number)
    account = accounts.account_page(started.office, started.account.id).account
    assert (account.name, account.purpose) == (started.account.name, "另一个定位")


def test_a_field_that_was_changed_again_is_refused_by_name(started):
    _renamed(started)
    number = _last(started.office).number
    accounts.correct_account(started.office, replace(started.account, name="第三个名称"))
    with pytest.raises(InputError, match="后来又改过"):
        undo(started.office, number)


def test_the_same_change_is_not_undone_twice_but_the_undoing_can_be(started):
    _renamed(started)
    number = _last(started.office).number
    undo(started.office, number)
    with pytest.raises(InputError, match="已经撤销过了"):
        undo(started.office, number)
    undoing = recent_changes(started.office)[0]
    assert undoing.words == "撤销：更正账号录入 新名称"
    undo(started.office, undoing.number)
    assert accounts.account_page(started.office, started.account.id).account.name == "新名称"
    assert next(one for one in recent_changes(started.office) if one.number == number).reason == ""


def test_a_new_person_goes_to_the_recycle_bin(started):
    made = people.save_person(started.office, replace(started.clerk, id=0, name="赵小兰", roles=())).value
    undo(started.office, _last(started.office).number)
    assert [item.subject.id for item in recycle_bin.recycled(started.office)] == [made.id]


def test_what_was_recycled_comes_back(started):
    made = people.save_person(started.office, replace(started.clerk, id=0, name="赵小兰", roles=())).value
    recycle_bin.recycle(started.office, Subject(SubjectKind.PERSON, made.id))
    undo(started.office, _last(started.office).number)
    assert recycle_bin.recycled(started.office) == ()


def test_a_setting_is_put_back(started):
    before = settings.read_settings(started.office)
    settings.save_settings(started.office, replace(before, copies=5))
    undo(started.office, _last(started.office).number)
    assert settings.read_settings(started.office) == before


@pytest.mark.usefixtures("sample")
def test_what_happened_on_paper_is_not_undone(office):
    papers.print_filing(office, 1, "试打")
    with pytest.raises(InputError, match="纸上已经办了这一步"):
        undo(office, _last(office, "打印备案表").number)


def test_what_was_handed_in_since_is_not_undone(office, sample):
    filing = papers.print_filing(office, sample.opening_id, "试打").value.filing
    account = accounts.account_page(office, filing.account_id).account
    accounts.correct_account(office, replace(account, remark="改过"))
    number = _last(office, "更正账号录入").number
    assert _last(office, "更正账号录入").reason == ""
    for state in (FilingState.SIGNED, FilingState.SEALED, FilingState.SUBMITTED):
        filing = process.advance_filing(office, filing, state, office.today()).value
    with pytest.raises(InputError, match="已经随备案报送"):
        undo(office, number)


def test_there_are_thirty_at_most(started):
    for number in range(35):
        _renamed(started, f"名称{number}")
    assert len(recent_changes(started.office)) == 30
