"""书面告知: a real change that is not filed is told in writing, and waits on Today until it was."""

from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.settings import ChangeDuty, Settings
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import accounts, people, today, unit
from pmedia_desktop.services import settings as unit_settings
from pmedia_desktop.services.filing import process, written_notices
from pmedia_desktop.services.journal import history, undoing
from pmedia_desktop.services.office import Office, snapshot
from tests.services.conftest import TODAY, Started

EFFECTIVE = date(2026, 11, 20)


def _to_tell(office: Office) -> list[str]:
    items = (item for group in today.today_page(office).groups for item in group.items)
    return [item.what for item in items if item.target.kind is SubjectKind.WRITTEN_NOTICE]


def _new_number(started: Started) -> Person:
    renumbered = replace(started.clerk, office_phone="028-37600099")
    changed = people.change_person(started.office, renumbered, EFFECTIVE, "换号").value
    assert changed.filings == ()
    assert [notice.label for notice in changed.to_tell] == ["办公电话"]
    return changed.person


def test_a_holders_new_number_is_told_by_a_note_until_it_was(started: Started) -> None:
    office = started.office
    _new_number(started)
    assert _to_tell(office) == ["书面告知：李𬱖"]
    (notice,) = snapshot(office).written_notices
    draft = written_notices.draft_note(office, notice.id)
    assert "办公电话：由“028-37600001”变更为“028-37600099”（2026年11月20日起），换号。" in draft.text
    assert "我单位李𬱖（新浪微博“彭山示例镇发布”的账号管理员）" in draft.text
    assert draft.text.splitlines()[2] == "眉山市彭山区人民政府办公室："
    with pytest.raises(InputError, match="告知日期"):
        written_notices.mark_told(office, draft.notices, date(2026, 11, 24))
    written_notices.mark_told(office, draft.notices, TODAY)
    assert _to_tell(office) == []
    assert written_notices.draft_note(office, notice.id).notices == ()
    assert any("告知日期：2026年11月23日" in line for line in history.read_history(office)[0].details)


def test_one_note_tells_all_that_waits_of_one_account(started: Started) -> None:
    office = started.office
    first = accounts.change_account(office, replace(started.account, homepage="https://a.cn"), EFFECTIVE).value
    accounts.change_account(office, replace(first.account, purpose="发布政务信息"), TODAY)
    assert _to_tell(office) == ["书面告知：彭山示例镇发布（新浪微博）"]
    draft = written_notices.draft_note(office, first.to_tell[0].id)
    assert [notice.field for notice in draft.notices] == ["homepage", "purpose"]
    written_notices.mark_told(office, draft.notices[:1], TODAY)
    assert _to_tell(office) == ["书面告知：彭山示例镇发布（新浪微博）"]


def test_a_field_that_changed_twice_is_told_once_and_one_that_came_back_not_at_all(started: Started) -> None:
    office = started.office
    renumbered = _new_number(started)
    again = people.change_person(office, replace(renumbered, office_phone="028-37600088"), TODAY, "又换号").value
    draft = written_notices.draft_note(office, again.to_tell[0].id)
    assert "1. 办公电话：由“028-37600001”变更为“028-37600088”（2026年11月23日起），又换号。" in draft.text
    assert "028-37600099" not in draft.text
    assert len(draft.notices) == 2
    back = people.change_person(office, replace(again.person, office_phone="028-37600001"), TODAY).value
    assert _to_tell(office) == []
    draft = written_notices.draft_note(office, back.to_tell[0].id)
    assert (draft.notices, draft.text) == ((), "")


def test_the_units_new_address_is_told(started: Started) -> None:
    known = unit.read_unit(started.office)
    assert known is not None
    changed = unit.change_unit(started.office, replace(known, address="彭山区凤鸣大道1号"), EFFECTIVE).value
    draft = written_notices.draft_note(started.office, changed.to_tell[0].id)
    assert draft.text.startswith("关于本单位有关信息变更的函")


def test_what_the_unit_keeps_to_itself_is_not_told(started: Started) -> None:
    unit_settings.save_settings(started.office, Settings(change_duties=(("homepage", ChangeDuty.INTERNAL),)))
    changed = accounts.change_account(started.office, replace(started.account, homepage="https://a.cn"), EFFECTIVE)
    assert changed.value.to_tell == ()


def test_nobody_is_told_of_a_colleague_without_an_office_or_of_an_account_nobody_has_seen(started: Started) -> None:
    office = started.office
    colleague = people.save_person(office, Person(name="陈𣲗")).value
    assert people.change_person(office, replace(colleague, office_phone="028-37600002"), EFFECTIVE).value.to_tell == ()
    process.start_opening(office, started.account)
    changed = accounts.change_account(office, replace(started.account, homepage="https://a.cn"), EFFECTIVE).value
    assert changed.to_tell == ()
    renumbered = replace(started.clerk, office_phone="028-37600099")
    assert people.change_person(office, renumbered, EFFECTIVE).value.to_tell == ()
    known = unit.read_unit(office)
    assert known is not None
    assert unit.change_unit(office, replace(known, address="凤鸣大道1号"), EFFECTIVE).value.to_tell == ()


def test_undoing_the_change_takes_the_matter_back(started: Started) -> None:
    _new_number(started)
    change = undoing.recent_changes(started.office)[0]
    assert change.reason == ""
    undoing.undo(started.office, change.number)
    assert _to_tell(started.office) == []
