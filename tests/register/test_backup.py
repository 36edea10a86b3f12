import os
import sqlite3
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pmedia_desktop.errors import Cancelled
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.unit import Person
from pmedia_desktop.model.upkeep import BackupPurpose
from pmedia_desktop.register import stopping
from pmedia_desktop.register.backup import (
    daily_backup,
    list_backups,
    make_backup,
    verify_with_backups,
)
from pmedia_desktop.register.backup_files import backups_in
from pmedia_desktop.register.copying import backup_folder, copy_finished
from pmedia_desktop.register.problems import (
    RegisterDamaged,
)
from pmedia_desktop.register.second_place import Schedule, bring_to_second_place
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.verification import verify_register
from tests.register.examples import ACTOR, START, Filled
from tests.register.handling import damaged_copy, rename_weibo


def test_a_backup_says_what_it_holds(register: Register, filled: Filled) -> None:
    info = make_backup(register)

    report = verify_register(info.path)
    assert report.ok
    assert (info.counts, info.head) == (report.counts, report.head)
    assert info.head == verify_register(register).head
    assert info.size == info.path.stat().st_size
    assert info.path.parent == backup_folder(register.folder)
    assert [path.name for path in info.path.parent.iterdir()] == [info.path.name]


def test_a_backup_goes_where_it_is_sent(register: Register, filled: Filled, tmp_path: Path) -> None:
    info = make_backup(register, tmp_path / "U盘" / "备份")
    assert info.path.parent == tmp_path / "U盘" / "备份"
    assert list_backups(register.folder) == ()


def test_backups_of_one_second_do_not_overwrite_each_other(register: Register, filled: Filled) -> None:
    frozen = Register(register.path, clock=lambda: START)
    first, second = make_backup(frozen), make_backup(frozen)
    assert first.path != second.path
    assert {file.path for file in list_backups(register.folder)} == {first.path, second.path}
    assert {file.at for file in list_backups(register.folder)} == {START}


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows a file takes over the rights of its folder")
def test_a_backup_is_for_its_owner_only(register: Register, filled: Filled) -> None:
    assert make_backup(register).path.stat().st_mode & 0o077 == 0
    assert register.path.stat().st_mode & 0o077 == 0


def test_a_cancelled_backup_leaves_nothing(register: Register, filled: Filled) -> None:
    class Cancelling:
        def step(self, done: int, total: int, what: str = "") -> None:
            raise Cancelled

    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        writer.attach(SubjectKind.UNIT, 1, AttachmentKind.OTHER, "big", b"x" * 3_000_000)
    with pytest.raises(Cancelled):
        make_backup(register, progress=Cancelling())
    assert list(backup_folder(register.folder).iterdir()) == []


@pytest.mark.parametrize("thread", ["the main one", "another"])
def test_a_backup_is_cancelled_while_it_is_checked_too(
    register: Register, filled: Filled, monkeypatch: pytest.MonkeyPatch, thread: str
) -> None:
    monkeypatch.setattr(stopping, "_INSTRUCTIONS", 500)
    main = threading.main_thread()
    copied = []

    class CancellingTheChecks:
        def step(self, done: int, total: int, what: str = "") -> None:
            if total:
                copied.append(done == total)
            elif (threading.current_thread() is main) == (thread == "the main one"):
                raise Cancelled

    with pytest.raises(Cancelled):
        make_backup(register, progress=CancellingTheChecks())
    assert copied[-1], "the copy itself was finished"
    assert list(backup_folder(register.folder).iterdir()) == []
    assert verify_with_backups(register).ok


@pytest.mark.parametrize("raised", [Cancelled, ZeroDivisionError])
def test_a_check_of_the_register_can_be_cancelled_and_hides_no_defect(
    register: Register, filled: Filled, monkeypatch: pytest.MonkeyPatch, raised: type[Exception]
) -> None:
    monkeypatch.setattr(stopping, "_INSTRUCTIONS", 500)

    class Raising:
        def step(self, done: int, total: int, what: str = "") -> None:
            raise raised

    with pytest.raises(raised):
        verify_with_backups(register, progress=Raising())


def test_a_backup_made_while_others_write_is_whole(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        writer.attach(SubjectKind.UNIT, 1, AttachmentKind.OTHER, "big", b"x" * 5_000_000)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with register.write(ACTOR, Action.PERSON_SAVED) as writer:
                writer.save(Person(name=f"人{number}"))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        infos = [make_backup(register) for _ in range(3)]
    finally:
        stop.set()
        thread.join()
    assert all(verify_register(info.path).ok for info in infos)
    assert verify_with_backups(register).ok


def test_a_register_whose_journal_was_forged_is_still_backed_up(register: Register, filled: Filled) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DROP TRIGGER journal_entry_stays")
        connection.execute("UPDATE journal_entry SET note = 'x' WHERE number = 2")
        connection.commit()
    assert make_backup(register).path.exists()


def test_the_day_has_one_backup(register: Register, filled: Filled) -> None:
    morning = START
    assert daily_backup(Register(register.path, clock=lambda: morning)) is not None
    assert daily_backup(Register(register.path, clock=lambda: morning + timedelta(hours=9))) is None
    assert daily_backup(Register(register.path, clock=lambda: morning + timedelta(days=1))) is not None


def test_files_of_others_in_the_folder_are_left_alone(register: Register, filled: Filled) -> None:
    make_backup(register)
    own = {file.path for file in list_backups(register.folder)}
    others = ("register-weekly-20260101-000000.db", "register-.db", "letter.txt", "register-daily-20269999-000000.db")
    for name in others:
        (backup_folder(register.folder) / name).write_text("x")
    (backup_folder(register.folder) / "register-daily-20260102-000000.db").mkdir()
    assert {file.path for file in list_backups(register.folder)} == own


def part_of_a_killed_backup(folder: Path, name: str, at: datetime) -> Path:
    path = backup_folder(folder) / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"half")
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def test_the_daily_backup_clears_what_killed_backups_have_left(register: Register, filled: Filled) -> None:
    old, new = START - timedelta(days=1, minutes=1), START - timedelta(hours=23)
    name = "register-daily-20260101-000000.db.4711.part"
    stale = [part_of_a_killed_backup(register.folder, name + ending, old) for ending in ("", "-journal")]
    kept = [
        part_of_a_killed_backup(register.folder, "register-manual-20260101-000000-2.db.4711.part", new),
        part_of_a_killed_backup(register.folder, "movie.part", old),
    ]
    make_backup(Register(register.path, clock=lambda: START))
    assert all(path.exists() for path in stale)
    daily_backup(Register(register.path, clock=lambda: START))
    assert not any(path.exists() for path in stale)
    assert all(path.exists() for path in kept)


def spoil(path: Path, how: str) -> None:
    match how:
        case "letter":
            path.write_text("一封信" * 500, "utf-8")
        case "empty":
            path.write_bytes(b"")
        case "foreign":
            with closing(sqlite3.connect(path)) as connection:
                connection.execute("CREATE TABLE stamps (id)")
        case "damaged":
            content = list_backups(path.parent.parent)[0].path.read_bytes()
            path.write_bytes(content[:4096] + b"\xee" * (len(content) - 4096))


@pytest.mark.parametrize("how", ["letter", "empty", "foreign", "damaged"])
def test_a_backup_that_cannot_be_opened_is_told_beside_a_whole_register(
    register: Register, filled: Filled, how: str
) -> None:
    make_backup(register)
    spoiled = backup_folder(register.folder) / "register-manual-20200101-000000.db"
    spoil(spoiled, how)

    report = verify_with_backups(register)

    assert report.ok
    (note,) = report.notes
    assert spoiled.name in note
    assert "打不开" in note


def test_a_register_that_was_cut_back_is_found_by_its_backups(register: Register, filled: Filled) -> None:
    early = make_backup(register)
    rename_weibo(register, filled, "改名")
    make_backup(register)
    register.path.write_bytes(early.path.read_bytes())
    report = verify_with_backups(register)
    assert not report.ok
    assert report.notes == ()


def test_names_hold_local_time_and_instants_are_read_from_them(register: Register, filled: Filled) -> None:
    at = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
    info = make_backup(Register(register.path, clock=lambda: at))
    assert info.path.name == f"register-manual-{at.astimezone():%Y%m%d-%H%M%S}-r0-n{info.head.number}.db"
    assert list_backups(register.folder)[0].at == at


def test_a_doubtful_copy_takes_no_others_place(register: Register, filled: Filled, tmp_path: Path) -> None:
    made = [
        daily_backup(Register(register.path, clock=lambda day=day: START + timedelta(days=day))) for day in range(5)
    ]
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DROP TRIGGER journal_entry_stays")
        connection.execute("UPDATE journal_entry SET note = 'x' WHERE number = 2")
        connection.commit()
    later = Register(register.path, clock=lambda: START + timedelta(days=40))
    stick = Schedule(megabytes=0, second_place=tmp_path / "登记册备份")
    for info in made:
        assert info is not None
        copy_finished(info.path, tmp_path / "登记册备份")
    doubtful = daily_backup(later, stick)
    assert doubtful is not None
    assert doubtful.purpose is BackupPurpose.DOUBTFUL
    assert "第 2 条" in doubtful.notes[0]
    assert all(info is not None and info.path.exists() for info in made)
    assert daily_backup(later) is None
    assert len(backups_in(tmp_path / "登记册备份")) == 6, "it lies in the second place as well, beside the others"


def test_nothing_is_backed_up_from_a_damaged_register_and_nothing_goes(register: Register, filled: Filled) -> None:
    kept = [make_backup(register, purpose=BackupPurpose.DAILY) for _ in range(4)]
    damaged_copy(register.path, register.path)
    with pytest.raises(RegisterDamaged):
        daily_backup(Register(register.path, clock=lambda: START + timedelta(days=400)), Schedule(megabytes=0))
    assert {file.path for file in list_backups(register.folder)} == {info.path for info in kept}


def test_the_second_place_is_used_while_it_is_there(register: Register, filled: Filled, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    schedule = Schedule(second_place=stick / "登记册备份")
    today = Register(register.path, clock=lambda: START)
    made = daily_backup(today, schedule)
    assert made is not None
    assert (made.second, made.notes) == (None, ())
    assert not stick.exists()

    stick.mkdir()
    assert daily_backup(today, schedule) is None
    assert bring_to_second_place(register.folder, schedule, START)[1] == ()
    (second,) = backups_in(stick / "登记册备份")
    assert second.path.read_bytes() == made.path.read_bytes()

    tomorrow = daily_backup(Register(register.path, clock=lambda: START + timedelta(days=1)), schedule)
    assert tomorrow is not None
    assert tomorrow.second == stick / "登记册备份" / tomorrow.path.name


def test_a_second_place_that_fails_is_told_beside_the_backup(
    register: Register, filled: Filled, tmp_path: Path
) -> None:
    letter = tmp_path / "登记册备份"
    letter.touch()
    made = daily_backup(Register(register.path, clock=lambda: START), Schedule(second_place=letter))
    assert made is not None
    assert made.path.exists()
    assert "第二处备份没有写成" in made.notes[0]


def test_what_was_made_before_a_migration_or_a_restore_comes_to_the_second_place_too(
    register: Register, filled: Filled, tmp_path: Path
) -> None:
    stick = Schedule(second_place=tmp_path / "登记册备份")
    today = Register(register.path, clock=lambda: START)
    before = [
        make_backup(today, purpose=purpose)
        for purpose in (BackupPurpose.BEFORE_MIGRATION, BackupPurpose.BEFORE_RESTORE)
    ]
    make_backup(today)
    made = daily_backup(today, stick)
    assert made is not None
    assert {file.path.name for file in backups_in(tmp_path / "登记册备份")} == {
        info.path.name for info in (*before, made)
    }
    assert bring_to_second_place(register.folder, stick, START) == (tmp_path / "登记册备份" / made.path.name, ())
    assert len(backups_in(tmp_path / "登记册备份")) == 3


@pytest.mark.parametrize("is_sealed", [False, True])
def test_beside_a_copy_that_was_damaged_there_comes_one_and_not_one_more_each_day(
    register: Register, filled: Filled, tmp_path: Path, is_sealed: bool
) -> None:
    def sealed(source: Path, target: Path) -> None:
        target.write_bytes(b"sealed " + source.read_bytes())

    daily_backup(Register(register.path, clock=lambda: START))
    place = tmp_path / "登记册备份"
    stick = Schedule(
        second_place=place,
        seal=sealed if is_sealed else None,
        sealed_is_whole=lambda file: file.read_bytes()[:7] == b"sealed ",
    )
    copied, _notes = bring_to_second_place(register.folder, stick, START)
    assert copied is not None
    copied.write_bytes(b"damaged")
    brought = {bring_to_second_place(register.folder, stick, START)[0] for _ in range(3)}
    assert len(brought) == 1
    assert {copied, *brought} == set(place.iterdir())


def test_nothing_lies_open_in_the_second_place_once_the_unit_has_its_backups_sealed(
    register: Register, filled: Filled, tmp_path: Path
) -> None:
    def sealed(source: Path, target: Path) -> None:
        target.write_bytes(b"sealed " + source.read_bytes())

    def is_whole(file: Path) -> bool:
        return file.exists() and file.read_bytes()[:7] == b"sealed "

    today = Register(register.path, clock=lambda: START)
    plain = daily_backup(today)
    stick = Schedule(second_place=tmp_path / "登记册备份", seal=sealed, sealed_is_whole=is_whole)
    assert plain is not None
    for _ in range(2):
        bring_to_second_place(register.folder, stick, START)
        (only,) = (tmp_path / "登记册备份").iterdir()
        assert only.name == f"{plain.path.name}.sealed"
        assert is_whole(only)


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows a file takes over the rights of its folder")
def test_a_copy_in_the_second_place_is_for_its_owner_only(register: Register, filled: Filled, tmp_path: Path) -> None:
    made = daily_backup(register, Schedule(second_place=tmp_path / "登记册备份"))
    assert made is not None
    assert made.second is not None
    assert made.second.stat().st_mode & 0o077 == 0
