"""Connections to the register's file, and what lies beside it; without SQLAlchemy, for the start comes before it."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

#: The register's file in the data folder.
REGISTER_NAME = "register.db"

#: How long a transaction waits for another one before the user is told that the file is in use.
BUSY_SECONDS = 5.0

#: Files that SQLite lays beside a database; they belong to it and to no other.
SIDECAR_ENDINGS = ("-journal", "-wal", "-shm")


def sidecars(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite has left beside the database."""
    found = (path.with_name(path.name + ending) for ending in SIDECAR_ENDINGS)
    return tuple(file for file in found if file.exists())


def connect(path: Path, *, foreign_keys: bool = True, query_only: bool = False) -> sqlite3.Connection:
    """Open a file that is there; a missing one is an error.

    Python's own transaction handling is off (``isolation_level`` None): it would commit every DDL statement.
    """
    connection = open_file(path, "mode=rw")
    try:
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous = FULL")
        # Python for Windows has it off: erased values would stay readable in free pages.
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if query_only:
            connection.execute("PRAGMA query_only = ON")
    except UnicodeDecodeError as error:
        # What SQLite says of a damaged list of tables quotes it, and Python fails at the quotation.
        connection.close()
        raise sqlite3.DatabaseError(f"could not decode to UTF-8: {error.reason}") from error
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def open_file(path: Path, option: str, wait: float | None = None) -> sqlite3.Connection:
    """Open a file as SQLite's URI ``option`` says, and ``wait`` so many seconds for others (None: as usual)."""
    place = path.absolute().as_posix()
    # A drive letter needs a slash of its own, a network share brings its own two.
    uri = f"file://{'' if place.startswith('/') else '/'}{quote(os.fsencode(place))}?{option}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS if wait is None else wait, isolation_level=None)
