"""Bringing a file's schema up to date, step by step, each step in a transaction of its own."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from pmedia_desktop.errors import SpokenError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action, Actor, JournalChange
from pmedia_desktop.model.upkeep import BackupPurpose
from pmedia_desktop.progress import Silent
from pmedia_desktop.register import chain, problems
from pmedia_desktop.register.copying import backup_folder, copy_verified
from pmedia_desktop.register.migrations import MIGRATIONS, Migration
from pmedia_desktop.register.sqlite_file import (
    memory_engine,
    reading_engine,
    schema_objects,
    schema_version,
    writing_engine,
)
from pmedia_desktop.register.store import Clock
from pmedia_desktop.texts import translate

_CONTEXT = "register.migrating"


def make_schema(path: Path, migrations: Sequence[Migration], actor: Actor, clock: Clock) -> None:
    """Lead an empty file through all steps and begin its journal."""
    _run(path, migrations, Action.REGISTER_CREATED, actor, clock)


def bring_up_to_date(path: Path, version: int, migrations: Sequence[Migration], actor: Actor, clock: Clock) -> None:
    """Lead a register of schema ``version`` through the steps it lacks, after a verified backup.

    A step that fails is taken back whole (``MigrationFailed``); the steps before it stay. A file that holds more than
    its version knows is damaged: what says the version was altered.
    """
    _refuse_later_tables(path, version)
    backup = copy_verified(path, backup_folder(path.parent), BackupPurpose.BEFORE_MIGRATION, clock(), Silent())
    pending = [step for step in migrations if step.version > version]
    try:
        _run(path, pending, Action.REGISTER_MIGRATED, actor, clock)
    except SpokenError:
        raise
    except Exception as error:
        with writing_engine(path).begin() as connection:
            reached = schema_version(connection)
        raise problems.migration_failed(path, reached, backup.path) from error


def _refuse_later_tables(path: Path, version: int) -> None:
    later = tables_of(len(MIGRATIONS)) - tables_of(version)
    with problems.spoken_problems(path), reading_engine(path).begin() as connection:
        present = later & schema_objects(connection).keys()
    if present:
        detail = translate(_CONTEXT, "文件写着版本 {version}，里面却有更新版本的内容")
        raise problems.damaged(path, detail.format(version=version))


def _run(path: Path, steps: Sequence[Migration], action: Action, actor: Actor, clock: Clock) -> None:
    engine = writing_engine(path, foreign_keys=False)
    for step in steps:
        with problems.spoken_problems(path), engine.begin() as connection:
            version = schema_version(connection)
            if version >= step.version:  # another process came first
                continue
            step.apply(connection)
            _check_foreign_keys(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {step.version}")
            if step is steps[-1]:
                _note(connection, action, version, step.version, actor, clock)


def _note(connection: Connection, action: Action, before: int, after: int, actor: Actor, clock: Clock) -> None:
    register = Subject(SubjectKind.REGISTER)
    change = JournalChange(register, "schema_version", str(before) if before else None, str(after))
    with Session(connection) as session:
        chain.append(session, at=clock(), actor=actor, action=action, subject=register, note="", changes=[change])


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise RuntimeError(f"the migration leaves {broken[0]} pointing to a missing {broken[2]}")


def tables_of(version: int) -> frozenset[str]:
    """Return the names of a released schema's tables."""
    return frozenset(name for name, sql in expected_schema(version).items() if sql.startswith("CREATE TABLE"))


@cache
def expected_schema(version: int) -> dict[str, str]:
    """Return the tables, indexes, views and triggers of a released schema by name."""
    with memory_engine().begin() as connection:
        for step in MIGRATIONS[:version]:
            step.apply(connection)
        return schema_objects(connection)
