"""SQLite's walks through the pages of a register, in threads beside other work."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from pmedia_desktop.register.sqlite_file import reading_engine, schema_version

#: Seconds between two tries to stop a walk: one that has not begun its work hears nothing.
_PAUSE = 0.05


@contextmanager
def page_walk(
    path: Path, check: Callable[[Connection], tuple[str, ...]], *, wait_for_writers: float | None = None
) -> Iterator[Callable[[], tuple[str, ...]]]:
    """Check a register meanwhile, as it is when the block begins; the block gets what waits for the findings.

    A block that fails stops the check. Raises SQLAlchemy's ``OperationalError`` when a writer is in the way for so many
    seconds (None: as long as usual).
    """
    begun: Future[sqlite3.Connection] = Future()

    def walk() -> tuple[str, ...]:
        try:
            with reading_engine(path, wait=wait_for_writers).begin() as connection:
                schema_version(connection)  # the first reading: from here on its transaction sees one state
                begun.set_result(cast(sqlite3.Connection, connection.connection.driver_connection))
                return check(connection)
        except BaseException as error:
            if not begun.done():
                begun.set_exception(error)
            raise

    with ThreadPoolExecutor(1) as beside:
        walked = beside.submit(walk)
        connection = begun.result()
        try:
            yield walked.result
        except BaseException:
            while not walked.done():
                with suppress(sqlite3.ProgrammingError):  # it has just come to its end
                    connection.interrupt()
                wait((walked,), _PAUSE)
            raise
