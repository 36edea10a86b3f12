"""An import is one transaction with one entry; it repeats without effect and is taken back whole."""

from dataclasses import replace

import pytest

from pmedia_desktop.errors import Cancelled, InputError
from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import accounts, people
from pmedia_desktop.services.backup.backups import list_backups, verify
from pmedia_desktop.services.importing.applying import import_planned
from pmedia_desktop.services.importing.undoing import import_called, import_undo
from pmedia_desktop.services.journal.history import read_history
from pmedia_desktop.services.office import Office, snapshot
from tests.services.conftest import Started
from tests.services.importing.conftest import Import

LINES = (
    ("名称", "平台", "UID", "粉丝数", "管理员", "电话", "审核人", "域名"),
    ("彭山示例镇发布", "微博", "7300000001", "300", "赵一", "13800000001", "李𬱖、钱二", "a.example.cn"),
    ("平安示例", "抖音", "dy1", "", "赵一", "13800000001", "", ""),
    ("坏行", "不知道", "", "", "", "", "", ""),
)


def entries(office: Office, action: Action) -> int:
    with office.register.read() as reader:
        return sum(entry.action is action for entry in reader.journal(limit=100))


def test_an_import_is_one_entry_after_one_backup(started: Started, imported: Import) -> None:
    imported(*LINES)
    known = snapshot(started.office)
    assert [account.name for account in known.accounts] == ["彭山示例镇发布", "平安示例"]
    assert {person.name for person in known.people} >= {"赵一", "钱二"}
    holder = known.person(known.accounts[1].holder_id)
    assert holder is not None
    assert holder.mobile_phone == "13800000001"
    assert entries(started.office, Action.IMPORTED) == 1
    assert len(list_backups(started.office)) == 1
    line = read_history(started.office)[0]
    assert (line.what, line.note) == ("导入表格", "台账.xlsx")
    assert verify(started.office).ok


def test_the_same_file_a_second_time_changes_nothing(started: Started, imported: Import) -> None:
    imported(*LINES)
    known = snapshot(started.office)
    again = imported(*LINES)
    assert (again.created, again.changed, again.unchanged, len(again.refused)) == (0, 0, 2, 1)
    assert snapshot(started.office) == known
    assert entries(started.office, Action.IMPORTED) == 1


def test_a_plan_is_refused_when_the_register_has_changed_since(started: Started, planned: Import) -> None:
    plan = planned(*LINES)
    people.save_person(started.office, Person(name="新来的"))
    with pytest.raises(InputError, match="又改过"):
        import_planned(started.office, plan)
    assert entries(started.office, Action.IMPORTED) == 0


class Cancelling:
    """A progress whose user cancels at the first step."""

    def step(self, done: int, total: int, what: str = "") -> None:
        raise Cancelled


def test_an_import_that_is_cancelled_during_its_backup_leaves_nothing(started: Started, planned: Import) -> None:
    with pytest.raises(Cancelled):
        import_planned(started.office, planned(*LINES), Cancelling())
    assert (entries(started.office, Action.IMPORTED), list_backups(started.office)) == (0, ())


def test_an_import_is_taken_back_as_a_whole(started: Started, imported: Import) -> None:
    before = snapshot(started.office)
    imported(*LINES)
    done = import_called(started.office)
    undone = import_undo(started.office, done.number).value
    assert (done.file, undone.removed, undone.reverted) == ("台账.xlsx", 3, 1)
    after = snapshot(started.office)
    assert (after.accounts, after.people) == (before.accounts, before.people)
    assert entries(started.office, Action.IMPORT_UNDONE) == 1
    assert verify(started.office).ok
    with pytest.raises(InputError, match="已经撤回"):
        import_undo(started.office, done.number)


def test_taking_back_can_be_cancelled_during_its_backup(started: Started, imported: Import) -> None:
    imported(*LINES)
    before = snapshot(started.office)
    with pytest.raises(Cancelled):
        import_undo(started.office, import_called(started.office).number, Cancelling())
    assert entries(started.office, Action.IMPORT_UNDONE) == 0
    assert snapshot(started.office).accounts == before.accounts


def test_it_is_not_taken_back_when_one_of_its_records_was_changed_since(started: Started, imported: Import) -> None:
    imported(*LINES)
    account = snapshot(started.office).accounts[1]
    accounts.correct_account(started.office, replace(account, remark="后来改的"))
    before = snapshot(started.office)
    with pytest.raises(InputError, match="平安示例"):
        import_undo(started.office, import_called(started.office).number)
    assert snapshot(started.office) == before


def test_it_is_not_taken_back_when_others_need_its_people(started: Started, imported: Import) -> None:
    imported(("姓名", "手机"), ("孙三", "13800000003"))
    person = next(person for person in snapshot(started.office).people if person.name == "孙三")
    accounts.correct_account(started.office, replace(started.account, holder_id=person.id))
    before = snapshot(started.office)
    with pytest.raises(InputError, match="孙三"):
        import_undo(started.office, import_called(started.office).number)
    assert snapshot(started.office) == before


def test_without_an_import_there_is_nothing_to_take_back(started: Started) -> None:
    with pytest.raises(InputError, match="没有导入"):
        import_called(started.office)
    with pytest.raises(InputError, match="不是导入"):
        import_undo(started.office, 1)


def test_an_imported_account_may_be_closed_already(started: Started, imported: Import) -> None:
    imported(("名称", "平台", "账号状态"), ("旧号", "腾讯微视", "已注销"))
    assert snapshot(started.office).accounts[-1].state is AccountState.CANCELLED


def test_a_table_does_not_end_an_account_that_the_register_knows_as_open(started: Started, imported: Import) -> None:
    account = started.account
    plan = imported(("名称", "平台", "账号ID", "账号状态"), (account.name, "新浪微博", account.platform_id, "注销"))
    assert snapshot(started.office).account(account.id) == account
    assert "关停要报备案" in str(plan.refused)
