"""The PC's clock set back, or far ahead for a day: nothing is lost, the order holds, and the user is told."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.archiving import archive_journal
from pmedia_desktop.register.backup import daily_backup, list_backups, make_backup, verify_with_backups
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.register.store import Register
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.starting import clock_warning, look_after
from tests.register.examples import ACTOR, START, put_filled_register, ticking

BACK, AHEAD = datetime(2010, 1, 1, 8, tzinfo=UTC), datetime(2099, 1, 1, 8, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder with a filled register."""
    put_filled_register(tmp_path)
    return tmp_path


def changed(folder: Path, at: datetime, name: str) -> Register:
    """Enter somebody at that moment."""
    register = Register(folder / "register.db", ticking(at))
    with register.write(ACTOR, Action.PERSON_SAVED) as writer:
        writer.save(Person(name=name))
    return register


@pytest.mark.parametrize("at", [BACK, AHEAD])
def test_changes_under_a_wrong_clock_are_kept_in_their_order(folder: Path, at: datetime) -> None:
    changed(folder, START + timedelta(days=1), "以前")
    changed(folder, at, "其间")
    register = changed(folder, START + timedelta(days=2), "以后")
    assert verify_with_backups(register).problems == ()
    with register.read() as reader:
        assert [entry.subject.title for entry in reader.journal(limit=3)] == ["以后", "其间", "以前"]
        assert {"以前", "其间", "以后"} <= {person.name for person in reader.people()}


def test_backups_made_while_the_clock_was_back_take_no_others_place(folder: Path) -> None:
    register = Register(folder / "register.db", ticking(START))
    kept = [daily_backup(Register(register.path, ticking(START + timedelta(days=day)))) for day in range(5)]
    assert daily_backup(changed(folder, BACK, "其间")) is not None
    later = START + timedelta(days=5)
    assert daily_backup(changed(folder, later, "以后")) is not None
    left = {file.path for file in list_backups(folder)}
    assert {made.path for made in kept if made} <= left
    assert list_backups(folder)[0].at.date() == later.astimezone().date()


def test_one_day_far_ahead_costs_no_backup_and_is_not_the_newest_for_ever(folder: Path) -> None:
    made = [daily_backup(changed(folder, START + timedelta(days=day), f"第{day}天")) for day in range(12)]
    assert daily_backup(changed(folder, AHEAD, "其间")) is not None
    later = daily_backup(changed(folder, START + timedelta(days=13), "以后"))
    assert later is not None
    files = list_backups(folder)
    assert files[0].path == later.path
    assert {info.path for info in made if info} <= {file.path for file in files}


def test_a_flat_battery_that_begins_the_same_day_again_and_again_does_not_end_the_backups(folder: Path) -> None:
    """Whenever the PC is switched on, it is the first of January: what was entered since is backed up all the same."""
    for day in range(5):
        assert daily_backup(changed(folder, BACK, f"第{day}天")) is not None
    assert daily_backup(Register(folder / "register.db", ticking(BACK))) is None, "nothing new"
    assert len(list_backups(folder)) == 5


def test_a_restore_and_an_archive_under_a_clock_set_back_hold_together(folder: Path) -> None:
    made = make_backup(changed(folder, START + timedelta(days=1), "以前"))
    changed(folder, START + timedelta(days=2), "备份以后")
    restore_backup(made.path, folder, actor=ACTOR, clock=ticking(BACK))
    register = changed(folder, BACK + timedelta(days=1), "其间")
    assert verify_with_backups(register).problems == ()
    # Entry numbers count, not their hours: nothing that follows a newer entry is taken out of the middle.
    report = archive_journal(register, START + timedelta(hours=12), ACTOR)
    with register.read() as reader:
        assert "其间" in [entry.subject.title for entry in reader.journal()]
    assert report.entries > 1
    assert verify_with_backups(register).problems == ()


class _SetBack(Office):
    def now(self) -> datetime:
        return BACK


def test_the_user_is_told_that_the_clock_is_behind_the_last_entry(folder: Path) -> None:
    register = Register(folder / "register.db", ticking(START))
    assert clock_warning(Office(register, folder, ACTOR)) == ""
    office = _SetBack(register, folder, ACTOR)
    assert "请核对电脑的日期和时间" in look_after(office, left_open=False)
    assert "2010-01-01" in clock_warning(replace(office))
