"""Which backups stay: all of two days, then daily, weekly, monthly, within the room; never fewer than three whole."""

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pmedia_desktop.model.upkeep import BackupFile, BackupPurpose
from pmedia_desktop.register.backup import daily_backup, list_backups, make_backup
from pmedia_desktop.register.backup_files import KEPT_AT_LEAST, superfluous, thin_out
from pmedia_desktop.register.copying import backup_folder
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.register.second_place import Schedule
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, START, Filled, ticking
from tests.register.handling import rename_weibo

NOW = datetime(2026, 11, 23, 12, 0).astimezone()
ROOM = 10**12
NUMBERS = itertools.count()


def backup(days: float, purpose: BackupPurpose = BackupPurpose.DAILY, size: int = 1) -> BackupFile:
    at = NOW - timedelta(days=days)
    return BackupFile(path=Path(f"{next(NUMBERS)}"), purpose=purpose, at=at, size=size)


def nobody_knows(_sealed: Path) -> bool:
    return False


def left(files: list[BackupFile], budget: int = ROOM) -> list[BackupFile]:
    newest_first = sorted(files, key=lambda file: file.at, reverse=True)
    going = superfluous(newest_first, budget)
    return [file for file in newest_first if file not in going]


def test_everything_of_two_days_stays() -> None:
    files = [backup(hours / 24, BackupPurpose.BEFORE_IMPORT) for hours in range(48)]
    assert left(files) == files


def test_then_the_newest_of_each_day_week_and_month_stays() -> None:
    files = [backup(quarter / 4) for quarter in range(4 * 400)]
    kept = left(files)
    ages = [(NOW - file.at).days for file in kept]
    assert sum(age < 2 for age in ages) == 8
    assert 12 <= sum(2 <= age < 14 for age in ages) <= 15
    assert 6 <= sum(14 <= age < 60 for age in ages) <= 9
    assert 11 <= sum(age >= 60 for age in ages) <= 14


@given(st.lists(st.tuples(st.floats(0, 500), st.integers(1, 50), st.sampled_from(BackupPurpose)), max_size=40))
def test_what_the_user_has_made_stays_and_so_do_three_at_least(drawn: list[tuple[float, int, BackupPurpose]]) -> None:
    files = [backup(days, purpose, size) for days, size, purpose in drawn]
    kept = left(files, budget=60)
    assert all(file in kept for file in files if file.purpose is BackupPurpose.MANUAL)
    kept_sound, all_sound = (
        [file for file in some if file.purpose is not BackupPurpose.DOUBTFUL] for some in (kept, left(files))
    )
    assert len(kept_sound) >= min(KEPT_AT_LEAST, len(all_sound))
    spare = [file for file in kept_sound if file.purpose is not BackupPurpose.MANUAL]
    assert sum(file.size for file in kept) <= 60 or len(kept_sound) <= KEPT_AT_LEAST or not spare


def test_the_oldest_go_first_when_there_is_no_room() -> None:
    files = [backup(day, size=10) for day in range(10)]
    assert left(files, budget=45) == files[:4]
    assert left(files, budget=5) == files[:KEPT_AT_LEAST]


def test_doubtful_ones_stand_for_no_other() -> None:
    sound = [backup(day) for day in range(3, 12)]
    doubtful = [backup(day - 0.01, BackupPurpose.DOUBTFUL, size=10) for day in range(3, 12)]
    assert [file for file in left([*sound, *doubtful]) if file in sound] == sound
    assert [file for file in left([*sound[:3], *doubtful], budget=20) if file in sound] == sound[:3]


def test_three_doubtful_ones_are_not_three_that_can_be_restored(register: Register, filled: Filled) -> None:
    for day in range(6):
        purpose = BackupPurpose.DOUBTFUL if day >= 3 else BackupPurpose.DAILY
        make_backup(Register(register.path, ticking(START + timedelta(days=day))), purpose=purpose)
    sound = [file for file in list_backups(register.folder) if file.purpose is BackupPurpose.DAILY]
    sound[0].path.write_bytes(b"rubbish")
    made = list_backups(register.folder)[0].path
    assert thin_out(backup_folder(register.folder), 0, made, nobody_knows) == ()


def test_nothing_goes_while_fewer_than_three_can_be_restored(register: Register, filled: Filled) -> None:
    for day in range(6):
        make_backup(Register(register.path, ticking(START + timedelta(days=day))), purpose=BackupPurpose.DAILY)
    folder = backup_folder(register.folder)
    made, *spoiled = list_backups(register.folder)[:3]
    for file in spoiled:
        file.path.write_bytes(b"rubbish")
    assert thin_out(folder, 0, made.path, nobody_knows) == ()
    for file in spoiled:
        file.path.unlink()
    assert len(thin_out(folder, 0, made.path, nobody_knows)) == 1
    assert len(list_backups(register.folder)) == KEPT_AT_LEAST


def test_sealed_ones_that_are_not_as_they_were_made_stand_for_no_other(register: Register, filled: Filled) -> None:
    def sealed(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes())

    for day in range(5):
        daily_backup(Register(register.path, ticking(START + timedelta(days=day))), Schedule(seal=sealed))
    folder, made = backup_folder(register.folder), list_backups(register.folder)[0].path
    assert thin_out(folder, 0, made, nobody_knows) == ()
    assert len(thin_out(folder, 0, made, lambda file: file.stat().st_size > 0)) == 5 - KEPT_AT_LEAST


def test_a_newer_backup_is_known_by_what_it_holds_and_not_by_the_clock(register: Register, filled: Filled) -> None:
    """A restore begins anew with numbers that were there before: what comes after it is newer all the same."""
    before = make_backup(Register(register.path, ticking(START)))
    rename_weibo(Register(register.path, ticking(START)), filled, "以后")
    ahead = make_backup(Register(register.path, lambda: datetime(2099, 1, 1, tzinfo=UTC)))
    assert [file.path for file in list_backups(register.folder)] == [ahead.path, before.path]
    restore_backup(before.path, register.folder, actor=ACTOR, clock=ticking(START + timedelta(days=1)))
    after = make_backup(Register(register.path, ticking(START + timedelta(days=2))))
    assert after.head.number <= ahead.head.number
    assert [file.path for file in list_backups(register.folder)] == [after.path, ahead.path, before.path]


def test_daily_backups_of_two_months_are_thinned_and_others_stay(register: Register, filled: Filled) -> None:
    manual = make_backup(register)
    for day in range(17, 80, 9):
        daily_backup(Register(register.path, clock=ticking(START + timedelta(days=day))))
    for day in range(80, 84):
        daily_backup(Register(register.path, clock=ticking(START + timedelta(days=day))), Schedule(megabytes=0))
    assert manual.path.exists()
    assert len([file for file in list_backups(register.folder) if file.purpose is BackupPurpose.DAILY]) == 2
