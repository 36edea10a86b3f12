"""The schema's versions: today's equals the mapped tables, steps are atomic, old files open."""

import gzip
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from pmedia_desktop.data_files import data_path
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.upkeep import BackupPurpose
from pmedia_desktop.register.backup import list_backups
from pmedia_desktop.register.migrating import expected_schema
from pmedia_desktop.register.migrations import MIGRATIONS, Migration
from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.register.problems import MigrationFailed, NewerRegister
from pmedia_desktop.register.tables import (
    account,
    attachment,
    custody,
    filing,
    handover,
    inspection,
    journal,
    keys,
    message,
    publication,
    unit,
    upkeep,
    written_notice,
)
from pmedia_desktop.register.tables.base import Base
from pmedia_desktop.register.verification import verify_register
from tests.fixtures.freeze_register import content_of
from tests.register.examples import ACTOR, put_filled_register, ticking

NEWEST = MIGRATIONS[-1].version

FROZEN = sorted(data_path("resources", "registers").glob("register_v*.db.gz"))


def spelled(statement: str) -> str:
    """Return a CREATE statement without regard to white space."""
    return "".join(statement.split())


def mapped_schema() -> dict[str, str]:
    modules = (
        account,
        attachment,
        custody,
        filing,
        handover,
        inspection,
        journal,
        keys,
        message,
        publication,
        unit,
        upkeep,
        written_notice,
    )
    assert all(module.__doc__ for module in modules)  # all are imported
    statements = {}
    for table in Base.metadata.sorted_tables:
        statements[table.name] = str(CreateTable(table).compile(dialect=sqlite.dialect()))
        for index in table.indexes:
            statements[str(index.name)] = str(CreateIndex(index).compile(dialect=sqlite.dialect()))
    return statements


def test_the_migrated_schema_is_the_mapped_one() -> None:
    migrated = expected_schema(NEWEST)
    statements = ("CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX")
    made = {name: spelled(sql) for name, sql in migrated.items() if sql.startswith(statements)}
    assert made == {name: spelled(sql) for name, sql in mapped_schema().items()}


def test_versions_are_numbered_without_gaps() -> None:
    assert [step.version for step in MIGRATIONS] == list(range(1, NEWEST + 1))


def test_every_released_version_has_its_frozen_register() -> None:
    assert [path.name for path in FROZEN] == [f"register_v{step.version}.db.gz" for step in MIGRATIONS]


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.name)
def test_a_frozen_register_opens_today_and_says_what_it_said(frozen: Path, tmp_path: Path) -> None:
    (tmp_path / REGISTER_NAME).write_bytes(gzip.decompress(frozen.read_bytes()))
    described = Path(__file__).parents[1] / "fixtures" / frozen.name.replace(".db.gz", ".json")

    with open_register(tmp_path, actor=ACTOR, clock=ticking()) as register:
        assert verify_register(register).problems == ()
        assert contains(content_of(register), json.loads(described.read_text("utf-8")))


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda path: path.name)
def test_a_frozen_register_uses_every_table(frozen: Path, tmp_path: Path) -> None:
    (tmp_path / REGISTER_NAME).write_bytes(gzip.decompress(frozen.read_bytes()))
    counts = verify_register(tmp_path / REGISTER_NAME).counts
    assert [name for name, count in counts.items() if count == 0] == []


def contains(now: Any, then: Any) -> bool:
    """Whether ``now`` says all that ``then`` said: records may have gained fields, and the journal entries."""
    if isinstance(then, Mapping):
        return all(name in now and contains(now[name], value) for name, value in then.items())
    if isinstance(then, list):
        # The journal comes newest first: a migration's own entries stand before the frozen ones.
        return len(now) >= len(then) and all(map(contains, now[len(now) - len(then) :], then))
    return bool(now == then) or (isinstance(then, int) and isinstance(now, int) and now >= then)


def add_table(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE later (id INTEGER PRIMARY KEY, account_id INTEGER REFERENCES account (id))"
    )
    connection.exec_driver_sql("ALTER TABLE draft ADD COLUMN title VARCHAR")


def add_table_and_fail(connection: Connection) -> None:
    add_table(connection)
    raise ZeroDivisionError


def rebuild_account(connection: Connection) -> None:
    """Rebuild a table that others point to, the way SQLite's manual says."""
    (statement,) = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'account'").one()
    connection.exec_driver_sql(statement.replace("CREATE TABLE account", "CREATE TABLE account_new"))
    connection.exec_driver_sql("INSERT INTO account_new SELECT * FROM account")
    connection.exec_driver_sql("DROP TABLE account")
    connection.exec_driver_sql("ALTER TABLE account_new RENAME TO account")


def lose_people(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM person")


def file_version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put_filled_register(tmp_path)
    return tmp_path


def test_a_step_is_applied_after_a_backup_and_noted(folder: Path) -> None:
    before = (folder / REGISTER_NAME).read_bytes()
    steps = (*MIGRATIONS, Migration(NEWEST + 1, add_table))

    with open_register(folder, actor=ACTOR, clock=ticking(), migrations=steps) as register, register.read() as reader:
        (entry,) = reader.journal(limit=1)

    assert file_version(folder / REGISTER_NAME) == NEWEST + 1
    assert (entry.action, entry.actor) == (Action.REGISTER_MIGRATED, ACTOR)
    assert (entry.changes[0].before, entry.changes[0].after) == (str(NEWEST), str(NEWEST + 1))
    (backup,) = list_backups(folder)
    assert backup.purpose is BackupPurpose.BEFORE_MIGRATION
    assert file_version(backup.path) == NEWEST
    assert verify_register(backup.path).ok
    assert backup.path.stat().st_size == len(before)


def test_a_register_up_to_date_is_neither_backed_up_nor_touched(folder: Path) -> None:
    before = (folder / REGISTER_NAME).read_bytes()
    open_register(folder).close()
    assert (folder / REGISTER_NAME).read_bytes() == before
    assert list_backups(folder) == ()


def test_a_step_that_fails_is_taken_back_whole(folder: Path) -> None:
    before = (folder / REGISTER_NAME).read_bytes()

    with pytest.raises(MigrationFailed, match=f"升级没有成功，仍是版本 {NEWEST}") as failure:
        open_register(folder, migrations=(*MIGRATIONS, Migration(NEWEST + 1, add_table_and_fail)))

    assert isinstance(failure.value.__cause__, ZeroDivisionError)
    assert (folder / REGISTER_NAME).read_bytes() == before
    (backup,) = list_backups(folder)
    assert str(backup.path) in str(failure.value)
    assert verify_register(backup.path).ok
    with open_register(folder) as register, register.read() as reader:
        assert reader.unit() is not None


def test_steps_before_the_failing_one_stay(folder: Path) -> None:
    steps = (*MIGRATIONS, Migration(NEWEST + 1, rebuild_account), Migration(NEWEST + 2, add_table_and_fail))
    with pytest.raises(MigrationFailed, match=f"仍是版本 {NEWEST + 1}"):
        open_register(folder, migrations=steps)
    assert file_version(folder / REGISTER_NAME) == NEWEST + 1
    assert len(list_backups(folder)) == 1


def test_rebuilding_a_table_loses_no_row_that_points_to_it(folder: Path) -> None:
    counts = verify_register(folder / REGISTER_NAME).counts
    steps = (*MIGRATIONS, Migration(NEWEST + 1, rebuild_account))
    open_register(folder, migrations=steps).close()
    with closing(sqlite3.connect(folder / REGISTER_NAME)) as connection:
        for table in ("account", "account_operator", "account_reviewer", "filing"):
            assert connection.execute("SELECT COUNT(*) FROM " + table).fetchone()[0] == counts[table]  # noqa: S608
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_step_that_breaks_references_is_taken_back(folder: Path) -> None:
    before = (folder / REGISTER_NAME).read_bytes()
    with pytest.raises(MigrationFailed):
        open_register(folder, migrations=(*MIGRATIONS, Migration(NEWEST + 1, lose_people)))
    assert (folder / REGISTER_NAME).read_bytes() == before


def test_a_migrated_register_is_too_new_for_the_old_program(folder: Path) -> None:
    open_register(folder, migrations=(*MIGRATIONS, Migration(NEWEST + 1, add_table))).close()
    with pytest.raises(NewerRegister):
        open_register(folder)


def test_a_second_program_finds_the_step_done(folder: Path) -> None:
    """Both saw the old version; the first one came first."""
    from pmedia_desktop.register.migrating import bring_up_to_date

    steps = (*MIGRATIONS, Migration(NEWEST + 1, add_table))
    open_register(folder, migrations=steps).close()
    before = (folder / REGISTER_NAME).read_bytes()
    bring_up_to_date(folder / REGISTER_NAME, NEWEST, steps, ACTOR, ticking())
    assert (folder / REGISTER_NAME).read_bytes() == before
