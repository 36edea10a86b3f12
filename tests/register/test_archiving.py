"""Old journal entries go to an archive file; an anchor stays, the chain goes on, and ``verify`` accepts it."""

import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.upkeep import ArchiveReport
from pmedia_desktop.register import archiving
from pmedia_desktop.register.archiving import archive_journal
from pmedia_desktop.register.backup import list_backups, make_backup, verify_with_backups
from pmedia_desktop.register.chain import CHANGE_COLUMNS, ENTRY_COLUMNS, hash_of
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.verification import verify_register
from tests.register.custody_examples import fill_custody
from tests.register.examples import ACTOR, START, Filled, ticking
from tests.register.handling import rename_weibo

LATER = START + timedelta(days=700)


def archived(register: Register, name: str = "后来的名称") -> ArchiveReport:
    """Archive all that there is, after one later change."""
    later = Register(register.path, ticking(LATER))
    with later.read() as reader:
        weibo = reader.account(1)
    with later.write(ACTOR, Action.ACCOUNT_CHANGED) as writer:
        writer.save(replace(weibo, name=name))
    return archive_journal(later, LATER, ACTOR)


def numbers(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [number for (number,) in connection.execute("SELECT number FROM journal_entry ORDER BY number")]


def test_the_old_entries_lie_in_the_file_and_the_chain_goes_on(register: Register, filled: Filled) -> None:
    before = verify_register(register)
    report = archived(register)
    assert report.through == before.head
    assert numbers(report.path) == list(range(1, before.head.number + 1))
    assert numbers(register.path) == [before.head.number + 1, before.head.number + 2]
    after = verify_with_backups(register)
    assert (after.problems, after.notes) == ((), ())
    with register.read() as reader:
        (anchor,) = reader.journal(limit=1)
    assert anchor.action is Action.JOURNAL_ARCHIVED
    rename_weibo(register, filled, "再改")
    assert verify_register(register).ok
    with closing(sqlite3.connect(register.path)) as connection:
        (values,) = connection.execute("SELECT COUNT(*) FROM journal_value").fetchone()
        with pytest.raises(sqlite3.IntegrityError, match="altered"):
            connection.execute("DELETE FROM journal_entry")
    assert values < 60


def test_the_custody_record_still_stands_against_its_archived_lines(register: Register, filled: Filled) -> None:
    fill_custody(register, filled)
    archived(register)
    assert verify_register(register).ok
    with closing(sqlite3.connect(register.path)) as connection:
        (guard,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'custody_event_stays'").fetchone()
        connection.execute("DROP TRIGGER custody_event_stays")
        connection.execute("UPDATE custody_event SET reason = '别的' WHERE id = 1")
        connection.execute(guard)
        connection.commit()
    assert any("保管记录" in problem for problem in verify_register(register).problems)


def test_a_second_archive_follows_the_first(register: Register, filled: Filled) -> None:
    fill_custody(register, filled)
    first = archived(register)
    later = Register(register.path, ticking(LATER + timedelta(days=700)))
    rename_weibo(later, filled, "更后来的名称")
    second = archive_journal(later, LATER + timedelta(days=700), ACTOR)
    assert numbers(second.path)[0] == first.through.number + 1
    assert verify_with_backups(register).problems == ()
    assert {path.name for path in first.path.parent.iterdir()} == {first.path.name, second.path.name}


def test_since_when_the_register_is_used_is_known_after_any_number_of_archives(
    register: Register, filled: Filled
) -> None:
    def used_since() -> date | None:
        with register.read() as reader:
            return reader.snapshot().used_since

    first = used_since()
    assert first == START.astimezone().date()
    archived(register)
    assert used_since() == first
    later = Register(register.path, ticking(LATER + timedelta(days=700)))
    rename_weibo(later, filled, "更后来的名称")
    archive_journal(later, LATER + timedelta(days=700), ACTOR)
    assert used_since() == first
    assert verify_with_backups(register).ok


def test_backups_from_before_and_restores_are_still_explained(register: Register, filled: Filled) -> None:
    old = make_backup(register)
    rename_weibo(register, filled, "改名")
    rename_weibo(register, filled, "又改名")
    rename_weibo(register, filled, "再改名")
    newer = make_backup(register)
    restore_backup(old.path, register.folder, actor=ACTOR, clock=ticking(START + timedelta(days=3)))
    archived(register)
    assert newer.path in [file.path for file in list_backups(register.folder)]
    assert verify_with_backups(register).ok
    restore_backup(old.path, register.folder, actor=ACTOR)
    assert verify_register(register).ok


def test_a_backup_that_a_restore_gave_up_is_no_forgery_of_the_archive(register: Register, filled: Filled) -> None:
    old = make_backup(register)
    rename_weibo(register, filled, "改名")
    make_backup(register)
    restore_backup(old.path, register.folder, actor=ACTOR, clock=ticking(START + timedelta(days=3)))
    for name in ("又改名", "再改名"):
        rename_weibo(register, filled, name)
    archived(register)
    assert verify_with_backups(register).problems == ()


def test_without_the_anchor_the_missing_entries_are_noticed(register: Register, filled: Filled) -> None:
    archived(register)
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DELETE FROM journal_value WHERE value LIKE '% %' AND length(value) > 60")
        connection.commit()
    assert verify_register(register).problems[0] == "操作日志缺少第 1 条。"


def test_an_archive_that_is_missing_or_altered_is_told(register: Register, filled: Filled) -> None:
    report = archived(register)
    with report.path.open("ab") as file:
        file.write(b"x")
    assert "校验值不同" in verify_with_backups(register).notes[0]
    report.path.unlink()
    assert "不在归档文件夹里" in verify_with_backups(register).notes[0]


def test_a_forged_archive_with_an_anchor_to_match_differs_from_the_backups(register: Register, filled: Filled) -> None:
    rename_weibo(register, filled, "真的名称")
    make_backup(register)
    rename_weibo(register, filled, "后来")
    with closing(sqlite3.connect(register.path)) as connection:  # the forger: other history, every hash made anew
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE 'journal_entry_%'").fetchall()
        for name, _sql in guards:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE journal_entry SET action = 'restored' WHERE number = 2")
        previous = "".join(connection.execute("SELECT previous_hash FROM journal_entry WHERE number = 2").fetchone())
        for number, *_rest in connection.execute("SELECT number FROM journal_entry WHERE number > 1").fetchall():
            columns = ", ".join(ENTRY_COLUMNS)
            connection.execute("UPDATE journal_entry SET previous_hash = ? WHERE number = ?", (previous, number))
            entry = connection.execute(f"SELECT {columns} FROM journal_entry WHERE number = ?", (number,)).fetchone()  # noqa: S608
            changes = connection.execute(
                f"SELECT {', '.join(CHANGE_COLUMNS)} FROM journal_change WHERE entry_number = ? ORDER BY position",  # noqa: S608
                (number,),
            ).fetchall()
            previous = hash_of(entry, changes)
            connection.execute("UPDATE journal_entry SET hash = ? WHERE number = ?", (previous, number))
        for _name, sql in guards:
            connection.execute(sql)
        connection.commit()
    assert "与以前留存的校验值不同" in verify_with_backups(register).problems[0]
    archived(register)
    (told,) = verify_with_backups(register).problems
    assert "与备份留存的校验值不同" in told


def test_nothing_old_nothing_archived(register: Register, filled: Filled) -> None:
    before = register.path.read_bytes()
    with pytest.raises(InputError, match="没有早于"):
        archive_journal(register, START - timedelta(days=1), ACTOR)
    assert register.path.read_bytes() == before


def test_a_broken_chain_is_not_moved_out_of_sight(register: Register, filled: Filled) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DROP TRIGGER journal_entry_stays")
        connection.execute("UPDATE journal_entry SET note = 'x' WHERE number = 2")
        connection.commit()
    with pytest.raises(EnvironmentProblem, match="没有归档"):
        archived(register)


@pytest.mark.parametrize("step", ["_write_archive", "_check_archive", "_remove", "_delete_entries"])
def test_broken_off_at_any_step_the_journal_is_whole(
    register: Register, filled: Filled, step: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class PowerCut(Exception):
        pass

    real = getattr(archiving, step)

    def cut(*arguments: object) -> None:
        with suppress(TypeError):
            real(*arguments)
        raise PowerCut

    monkeypatch.setattr(archiving, step, cut)
    copy = tmp_path / "copy"
    shutil.copytree(register.folder, copy)
    with pytest.raises(PowerCut):
        archived(Register(copy / "register.db", register.clock))
    report = verify_register(copy / "register.db")
    assert report.ok
    assert numbers(copy / "register.db")[0] == (1 if step != "_remove" else report.head.number - 1)
    monkeypatch.setattr(archiving, step, real)
    if step != "_remove":
        assert archived(Register(copy / "register.db", register.clock), "第二次").entries > 0
