"""A backup into which somebody has built what would act by itself: refused, and named by the check."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pmedia_desktop.register import problems
from pmedia_desktop.register.backup import make_backup
from pmedia_desktop.register.opening import open_register
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.register.verification import verify_register
from pmedia_desktop.services.backup.restore_preview import preview_restore
from tests.faults.surroundings import files_in
from tests.register.examples import put_filled_register


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder with a filled register."""
    put_filled_register(tmp_path / "数据")
    return tmp_path / "数据"


@pytest.mark.parametrize(
    "built_in",
    [
        "CREATE TRIGGER evil AFTER INSERT ON journal_entry BEGIN UPDATE account SET remark = 'x'; END",
        "CREATE VIEW evil AS SELECT * FROM person",
    ],
)
def test_a_backup_into_which_something_was_built_is_refused_and_told_by_the_check(
    folder: Path, built_in: str, tmp_path: Path
) -> None:
    with open_register(folder) as register:
        backup = make_backup(register, tmp_path).path
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(built_in)
        connection.commit()
    before = files_in(folder)
    with pytest.raises(problems.AlteredBackup, match="evil"):
        restore_backup(backup, folder)
    assert files_in(folder) == before
    assert verify_register(backup).problems == ("数据库结构被改动：多出 evil。",)


@pytest.mark.parametrize(
    "nonsense",
    [
        "UPDATE account SET operation = 'nonsense'",
        "UPDATE account SET opened_on = '2026-99-99'",
        "UPDATE person SET since = X'FF'",
    ],
)
def test_a_backup_with_a_row_that_no_program_of_ours_writes_is_damaged(
    folder: Path, nonsense: str, tmp_path: Path
) -> None:
    with open_register(folder) as register:
        backup = make_backup(register, tmp_path).path
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(nonsense)
        connection.commit()
    before = files_in(folder)
    for take in (restore_backup, preview_restore):
        with pytest.raises(problems.RegisterDamaged, match="读不出来"):
            take(backup, folder)
    assert files_in(folder) == before
    assert any("读不出来" in found for found in verify_register(backup).problems)
