"""A backup takes the register's place in one step; what was there is set aside."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pmedia_desktop.errors import SpokenError
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.upkeep import BackupPurpose, ChainHead
from pmedia_desktop.register import connecting, sqlite_file
from pmedia_desktop.register.backup import (
    list_backups,
    make_backup,
    verify_with_backups,
)
from pmedia_desktop.register.migrations import MIGRATIONS
from pmedia_desktop.register.opening import open_register_file
from pmedia_desktop.register.problems import (
    NewerRegister,
    NotARegister,
    PathProblem,
    RegisterDamaged,
    RegisterLocked,
)
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.verification import verify_register
from tests.register.examples import ACTOR, Filled, new_register, ticking
from tests.register.handling import damaged_copy, files_in, rename_weibo, weibo_name


def test_a_restore_puts_the_backup_in_place_and_sets_the_present_register_aside(
    register: Register, filled: Filled
) -> None:
    info = make_backup(register)
    rename_weibo(register, filled, "改名")
    present, backup = register.path.read_bytes(), info.path.read_bytes()

    report = restore_backup(info.path, register.folder, actor=ACTOR, clock=ticking())

    assert weibo_name(register.folder) == "彭山示例镇发布"
    assert report.set_aside is not None
    assert (report.set_aside / "register.db").read_bytes() == present
    assert (report.counts, report.head) == (info.counts, info.head)
    with register.read() as reader:
        (entry,) = reader.journal(limit=1)
    assert (entry.action, entry.actor) == (Action.REGISTER_RESTORED, ACTOR)
    assert [change.field for change in entry.changes] == [
        "restored_from",
        "set_aside",
        "set_aside_head",
        "given_up_span",
    ]
    assert info.path.read_bytes() == backup


def test_what_was_set_aside_can_be_restored_in_turn(register: Register, filled: Filled) -> None:
    info = make_backup(register)
    rename_weibo(register, filled, "改名")
    report = restore_backup(info.path, register.folder)
    assert report.set_aside is not None
    restore_backup(report.set_aside / "register.db", register.folder)
    assert weibo_name(register.folder) == "改名"


def test_after_a_restore_the_heads_of_newer_backups_are_explained(register: Register, filled: Filled) -> None:
    old = make_backup(register)
    rename_weibo(register, filled, "改名")
    newer = make_backup(register)
    restore_backup(old.path, register.folder)
    rename_weibo(register, filled, "又改名")
    assert newer.path in [file.path for file in list_backups(register.folder)]
    assert verify_with_backups(register).ok
    assert not verify_register(register, known_heads=(old.head, newer.head, ChainHead(99, "x"))).ok


def test_a_backup_from_another_pc_is_no_alarm_for_ever(register: Register, filled: Filled, tmp_path: Path) -> None:
    """The new PC has begun a register of its own, and its backup from before the restore stays."""
    stick = make_backup(register, tmp_path / "U盘")
    with new_register(tmp_path / "新电脑") as begun:
        make_backup(begun)
    restore_backup(stick.path, begun.folder, actor=ACTOR)
    report = verify_with_backups(begun)
    assert report.problems == ()
    assert report.notes == ("有1份备份属于从备份恢复时换下的登记册，没有用来核对。",)


def test_going_back_and_forth_between_backups_leaves_all_of_them_explained(register: Register, filled: Filled) -> None:
    early = make_backup(register)
    for name in ("改名", "又改名", "再改名"):
        rename_weibo(register, filled, name)
    late = make_backup(register)
    restore_backup(early.path, register.folder, actor=ACTOR)
    rename_weibo(register, filled, "恢复以后")
    make_backup(register)
    restore_backup(late.path, register.folder, actor=ACTOR)
    assert verify_with_backups(register).problems == ()
    restore_backup(early.path, register.folder, actor=ACTOR)
    assert verify_with_backups(register).problems == (), "what earlier restores gave up as well"


def test_backups_newer_than_the_one_that_replaced_a_damaged_register_are_explained(
    register: Register, filled: Filled
) -> None:
    early = make_backup(register)
    rename_weibo(register, filled, "改名")
    rename_weibo(register, filled, "又改名")
    make_backup(register)
    register.path.write_bytes(b"")
    restore_backup(early.path, register.folder, actor=ACTOR)
    assert verify_with_backups(register).problems == ()
    assert not verify_register(register, known_heads=(ChainHead(early.head.number, "x"),)).ok


def test_a_restore_into_an_empty_folder(register: Register, filled: Filled, tmp_path: Path) -> None:
    info = make_backup(register)
    report = restore_backup(info.path, tmp_path / "new")
    assert report.set_aside is None
    assert weibo_name(tmp_path / "new") == "彭山示例镇发布"


def test_a_register_of_an_older_version_is_restored_and_brought_up_to_date(
    register: Register, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is one version yet: the step is the test's own."""
    from pmedia_desktop.register import restoring
    from pmedia_desktop.register.migrations import Migration

    info = make_backup(register)
    newest = MIGRATIONS[-1].version
    step = Migration(newest + 1, lambda connection: None)

    def open_with_step(path: Path, **options: object) -> Register:
        return open_register_file(path, migrations=(*MIGRATIONS, step), **options)  # type: ignore[arg-type]

    monkeypatch.setattr(restoring, "open_register_file", open_with_step)
    restore_backup(info.path, register.folder, actor=ACTOR)
    assert sqlite_file.read_header(register.path).version == newest + 1
    assert list_backups(register.folder)[0].purpose is BackupPurpose.BEFORE_MIGRATION


def test_what_sqlite_left_of_a_lost_register_is_not_replayed_into_the_restored_one(
    register: Register, filled: Filled
) -> None:
    info = make_backup(register)
    with closing(sqlite3.connect(register.path)) as other:  # a foreign tool, killed in the middle of its work
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("UPDATE account SET name = '别处写的'")
        other.commit()
        left = {path.name: path.read_bytes() for path in register.folder.glob("register.db-*")}
    register.path.unlink()
    for name, content in left.items():
        (register.folder / name).write_bytes(content)
    assert "register.db-wal" in left

    report = restore_backup(info.path, register.folder)

    assert report.set_aside is not None
    assert {path.name: path.read_bytes() for path in report.set_aside.iterdir()} == left
    assert weibo_name(register.folder) == "彭山示例镇发布"
    assert verify_register(register).ok


def test_a_damaged_register_is_replaced(register: Register, filled: Filled) -> None:
    info = make_backup(register)
    content = bytearray(register.path.read_bytes())
    content[4096:] = b"\xee" * (len(content) - 4096)
    register.path.write_bytes(content)

    report = restore_backup(info.path, register.folder)

    assert report.set_aside is not None
    assert (report.set_aside / "register.db").read_bytes() == content
    assert verify_register(register).ok


def test_a_backup_that_cannot_be_used_changes_nothing(register: Register, filled: Filled, tmp_path: Path) -> None:
    info = make_backup(register)
    letter = tmp_path / "letter.txt"
    letter.write_text("一封信" * 500, "utf-8")
    newer = tmp_path / "newer.db"
    newer.write_bytes(info.path.read_bytes())
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version = 999")
    cases: list[tuple[Path, type[SpokenError]]] = [
        (letter, NotARegister),
        (newer, NewerRegister),
        (damaged_copy(info.path, tmp_path / "damaged.db"), RegisterDamaged),
        (tmp_path / "nothing.db", PathProblem),
        (tmp_path, PathProblem),
    ]
    before = files_in(register.folder)
    for file, problem in cases:
        with pytest.raises(problem):
            restore_backup(file, register.folder)
        assert files_in(register.folder) == before


def test_nothing_is_restored_over_a_register_in_use(
    register: Register, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    info = make_backup(register)
    rename_weibo(register, filled, "改名")
    with register.read() as reader:
        reader.unit()
        with pytest.raises(RegisterLocked):
            restore_backup(info.path, register.folder)
    assert weibo_name(register.folder) == "改名"
    assert sorted(path.name for path in register.folder.iterdir()) == ["backups", "register.db"]
