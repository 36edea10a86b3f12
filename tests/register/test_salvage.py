"""What can be read of a damaged register goes into a new file beside it; the damaged one stays as it is."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pmedia_desktop.model.upkeep import BackupPurpose
from pmedia_desktop.register.backup import make_backup
from pmedia_desktop.register.problems import RegisterDamaged
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.register.salvage import newest_whole_backup, salvage
from pmedia_desktop.register.schema_pages import put_back_list_of_tables
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.verification import verify_register
from tests.register.examples import START, Filled
from tests.register.handling import damaged_copy, pages_of_the_list_of_tables, rename_weibo, spoil, weibo_name


def pages_of(path: Path, *tables: str) -> list[int]:
    """Return the root pages of tables, counted from 0."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall()
    return [page - 1 for name, page in rows if name in tables]


def test_a_whole_register_is_saved_whole(register: Register, filled: Filled) -> None:
    report = salvage(register.folder, START)
    assert report.lost == {}
    before, after = verify_register(register), verify_register(report.path)
    assert after.ok
    assert (after.counts, after.head) == (before.counts, before.head)


def test_a_lost_table_leaves_the_others_and_the_damaged_file_as_it_was(register: Register, filled: Filled) -> None:
    (page,) = pages_of(register.path, "draft")
    damaged = spoil(register.path, page)
    report = salvage(register.folder, START)
    assert register.path.read_bytes() == damaged
    assert report.saved["account"] == 3
    assert "draft" not in report.saved
    assert report.path.name.startswith("register-salvaged-")
    restore_backup(report.path, register.folder)
    assert weibo_name(register.folder) == "彭山示例镇发布"


def test_what_others_point_to_comes_from_the_newest_whole_backup(register: Register, filled: Filled) -> None:
    make_backup(register, purpose=BackupPurpose.DAILY)
    rename_weibo(register, filled, "备份以后改的名")
    (page,) = pages_of(register.path, "person")
    spoil(register.path, page)
    report = salvage(register.folder, START)
    assert report.filled >= 2
    restore_backup(report.path, register.folder)
    assert weibo_name(register.folder) == "备份以后改的名"
    with register.read() as reader:
        assert filled.holder in reader.people()


def test_what_nobody_points_to_comes_from_the_backup_as_well(register: Register, filled: Filled) -> None:
    with register.read() as reader:
        filings = reader.filings()
    make_backup(register, purpose=BackupPurpose.DAILY)
    rename_weibo(register, filled, "备份以后改的名")
    spoil(register.path, *pages_of(register.path, "filing", "filing_change", "unit", "journal_value"))
    report = salvage(register.folder, START)
    assert {"filing", "unit"} <= set(report.unknown)
    restore_backup(report.path, register.folder)
    assert weibo_name(register.folder) == "备份以后改的名"
    with register.read() as reader:
        assert filings == reader.filings()
        assert reader.unit() is not None
    with closing(sqlite3.connect(report.path)) as connection:
        (values,) = connection.execute("SELECT COUNT(*) FROM journal_value").fetchone()
    assert values == 0, "they may have been erased on purpose since"


def test_a_table_of_which_nothing_can_be_read_is_not_called_complete(register: Register, filled: Filled) -> None:
    spoil(register.path, *pages_of(register.path, "filing"))
    assert salvage(register.folder, START).unknown == ("filing",)


def test_without_a_backup_what_points_nowhere_lets_go(register: Register, filled: Filled) -> None:
    (page,) = pages_of(register.path, "person")
    spoil(register.path, page)
    report = salvage(register.folder, START)
    with closing(sqlite3.connect(report.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT COUNT(*) FROM account").fetchone() == (3,)


@pytest.mark.parametrize("page", range(1, 90, 11))
def test_whichever_page_is_lost_the_rest_can_be_opened(register: Register, filled: Filled, page: int) -> None:
    list_of_tables = pages_of_the_list_of_tables(register.path)
    spoil(register.path, page)
    if page in list_of_tables:
        with pytest.raises(RegisterDamaged):
            salvage(register.folder, START)
        return
    report = salvage(register.folder, START)
    restored = restore_backup(report.path, register.folder.parent / f"salvaged-{page}")
    with Register(restored.path).read() as reader:
        reader.snapshot()


def test_a_lost_list_of_tables_comes_from_the_newest_backup_and_the_rows_from_the_register(
    register: Register, filled: Filled
) -> None:
    make_backup(register)
    rename_weibo(register, filled, "备份以后改的名")
    lost = sorted(pages_of_the_list_of_tables(register.path))[::4]
    assert lost[0] == 0
    damaged = spoil(register.path, *lost)
    report = salvage(register.folder, START)
    assert register.path.read_bytes() == damaged
    assert report.lost == {}
    restore_backup(report.path, register.folder)
    assert weibo_name(register.folder) == "备份以后改的名"


def test_a_list_of_tables_from_a_file_that_lies_otherwise_is_not_believed(register: Register, filled: Filled) -> None:
    made = make_backup(register)
    with closing(sqlite3.connect(made.path)) as connection:
        connection.execute("VACUUM")
    spoil(register.path, sorted(pages_of_the_list_of_tables(register.path))[-1])
    with pytest.raises(RegisterDamaged):
        salvage(register.folder, START)


def test_a_list_of_tables_of_an_earlier_version_is_not_believed(register: Register, filled: Filled) -> None:
    """Right after an update the newest backup is the one of before it: what the update has added would be lost."""
    made = make_backup(register)
    older = bytearray(made.path.read_bytes())
    older[63] -= 1  # PRAGMA user_version
    made.path.write_bytes(older)
    before = register.path.read_bytes()
    assert put_back_list_of_tables(register.path, made.path) is False
    assert register.path.read_bytes() == before


def test_without_a_list_of_tables_nothing_can_be_saved(register: Register, filled: Filled) -> None:
    damaged = spoil(register.path, 0)
    with pytest.raises(Exception, match="登记册"):
        salvage(register.folder, START)
    assert register.path.read_bytes() == damaged
    assert [path.name for path in register.folder.iterdir() if path.name.startswith("salvage")] == []


def test_the_newest_backup_that_is_whole_is_found(register: Register, filled: Filled) -> None:
    older = make_backup(register)
    newer = make_backup(register)
    damaged_copy(newer.path, newer.path)
    found = newest_whole_backup(register.folder)
    assert found is not None
    assert found.path == older.path
    older.path.unlink()
    assert newest_whole_backup(register.folder) is None
