"""Everything that only SQLite can do: engines, pragmas, how transactions begin, checks of the file.

The register's file is opened by SQLite alone. Opening and closing it by any other means in this process would
drop SQLite's locks, and copying it while it lives would copy half a transaction.
"""

import sqlite3
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, func, select, table
from sqlalchemy.util import LRUCache

from pmedia_desktop.register import problems
from pmedia_desktop.register.connecting import connect, open_file, sidecars
from pmedia_desktop.register.index_comparison import index_findings
from pmedia_desktop.texts import translate

#: "PMDR" in the file's header: this is a register of ours.
APPLICATION_ID = 0x504D4452

#: The pages of a file up to this size, in bytes, are checked before it is used: less than a tenth of a second.
_CHECKED_AT_ONCE = 32 * 2**20

#: Statements are compiled once for all engines, which come and go with files and transactions: the compiled ones, kept
#: by statement and dialect, and the dialect.
_COMPILED: MutableMapping[Any, Any] = LRUCache(1_000)
_DIALECT = create_engine("sqlite://").dialect


@dataclass(frozen=True)
class Header:
    """What the file's header says: whose it is, and the version of its schema."""

    application_id: int
    version: int


def writing_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """Return an engine whose transactions hold the write lock from their first moment (BEGIN IMMEDIATE).

    ``foreign_keys`` off is for migrations that rebuild tables: inside a transaction it could not be switched.
    """
    return _engine(lambda: connect(path, foreign_keys=foreign_keys), "BEGIN IMMEDIATE")


def reading_engine(path: Path) -> Engine:
    """Return an engine whose transactions see one state of the file and cannot change it."""
    return _engine(lambda: connect(path, query_only=True), "BEGIN")


def exclusive_engine(path: Path) -> Engine:
    """Return an engine whose transactions begin only when nobody else reads or writes."""
    return _engine(lambda: connect(path), "BEGIN EXCLUSIVE")


def _engine(creator: Callable[[], sqlite3.Connection], begin: str) -> Engine:
    # One connection a transaction: safe in every thread, and a restored file is met by the next transaction.
    options = {"compiled_cache": _COMPILED}
    engine = create_engine("sqlite://", creator=creator, poolclass=NullPool, execution_options=options)
    engine.dialect = _DIALECT

    @event.listens_for(engine, "begin")
    def begin_transaction(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def read_header(path: Path) -> Header:
    """Read the header without locks and without touching anything beside the file."""
    with closing(open_file(path, "mode=ro&immutable=1")) as connection:
        return Header(
            application_id=_pragma(connection, "application_id"),
            version=_pragma(connection, "user_version"),
        )


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def check_header(path: Path, known_version: int) -> None:
    """Raise what is wrong with the file at first sight: foreign, empty, newer than ``known_version``."""
    if not path.is_file():
        raise problems.not_a_register(path)
    if path.stat().st_size == 0:
        raise problems.damaged(path, translate("register.sqlite_file", "文件是空的"))
    try:
        header = read_header(path)
    except sqlite3.DatabaseError as error:
        if sidecars(path) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT:
            return  # half of a write's pages are there: whole again once SQLite has taken it back
        raise
    if header.application_id != APPLICATION_ID:
        raise problems.not_a_register(path)
    if sidecars(path):
        return  # a write that broke off: the header tells nothing until SQLite has taken it back
    if header.version > known_version:
        raise problems.newer(path, header.version, known_version)


def check_usable(path: Path, known_version: int) -> int:
    """Return the schema's version, or raise what keeps the register from being read and written.

    What a write that broke off has left is taken back first. The check walks through all pages; what it finds
    would otherwise be met in the middle of the work. A large register that was closed properly is not kept waiting
    for it: its pages are checked in the background (``verification.page_problems``).
    """
    in_background = path.stat().st_size > _CHECKED_AT_ONCE and not sidecars(path)
    with closing(connect(path)) as connection:
        version = _pragma(connection, "user_version")
        if _pragma(connection, "application_id") != APPLICATION_ID:
            raise problems.not_a_register(path)
        if version > known_version:
            raise problems.newer(path, version, known_version)
        if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            # A foreign tool has switched it: copies of such a file lose what its sidecar holds.
            connection.execute("PRAGMA journal_mode = DELETE")
        (finding,) = ("ok",) if in_background else connection.execute("PRAGMA quick_check(1)").fetchone()
        if finding != "ok":
            raise problems.damaged(path, finding)
        _try_to_write(connection, version)
        return version


def check_tables(path: Path, tables: frozenset[str]) -> None:
    """Raise ``RegisterDamaged`` if the register lacks one of its tables."""
    with closing(connect(path, query_only=True)) as connection:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables <= found:
        raise problems.damaged(path, ", ".join(sorted(tables - found)))


def check_triggers(path: Path, schema: Mapping[str, str]) -> None:
    """Raise ``AlteredBackup`` for a trigger, view or virtual table that the program has not made: it would act."""
    with closing(connect(path, query_only=True)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    harmless = ("CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX")
    for name, sql in found:
        plain = " ".join(sql.split())
        if not plain.startswith(harmless) and schema.get(name) != plain:
            raise problems.altered_backup(path, name)


def roll_back_leftovers(path: Path) -> None:
    """Let SQLite take back what a write that broke off has left half done, so that the file is whole by itself.

    It does so at the next reading anyway; but until then a copy of the file without its journal would be damaged.
    """
    with suppress(sqlite3.Error), closing(connect(path)) as connection:
        connection.execute("SELECT COUNT(*) FROM sqlite_master")


def _try_to_write(connection: sqlite3.Connection, version: int) -> None:
    """Begin a change and take it back: SQLite alone knows whether file and folder can be written."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version = {version}")
    except sqlite3.OperationalError as error:
        # On a full disk the register can still be read, and the next change says what is wrong.
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise
    finally:
        connection.rollback()


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return SQLite's own connection, for what SQLAlchemy has no words for or would make slow."""
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def page_findings(connection: Connection, *, quick: bool = False) -> tuple[str, ...]:
    """Return what a check of all pages finds wrong, in SQLite's words; empty when all is well.

    The ``quick`` one does not compare indexes with their tables.
    """
    findings = connection.exec_driver_sql("PRAGMA quick_check(5)").scalars().all()
    if findings != ["ok"]:
        return tuple(findings)
    return () if quick else index_findings(driver_of(connection))


def row_counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of each table."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).scalars()
    return {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names.all()}


def schema_version(connection: Connection) -> int:
    """Return the version of the file's schema; 0 for an empty file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def schema_objects(connection: Connection) -> dict[str, str]:
    """Return the statements that made the tables, indexes, views and triggers, by name."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND sql IS NOT NULL"
    )
    return {name: " ".join(sql.split()) for name, sql in rows}


def copy_schema(connection: sqlite3.Connection, schema: dict[str, str], version: int) -> None:
    """Make the tables, indexes and views of a schema in an empty file, without its triggers."""
    order = ("CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE INDEX", "CREATE VIEW")
    for beginning in order:
        for sql in schema.values():
            if sql.startswith(beginning):
                connection.execute(sql)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {version}")


def memory_engine() -> Engine:
    """Return an engine on a database that lives as long as its one connection."""
    return _engine(lambda: sqlite3.connect(":memory:", isolation_level=None), "BEGIN")
