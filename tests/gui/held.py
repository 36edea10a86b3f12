"""Another program that holds the register, as an anti-virus scan or a copying colleague does."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the register of ``folder`` so that nobody else can read or write it."""
    connection = sqlite3.connect(folder / "register.db", isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()
