"""The mark of a register's state: as long as it is the same, so is everything that is read from the file.

Every change has its entry in the hash-chained journal, so the journal's head alone tells two states apart; what is kept
without an entry (half-filled guides, a foreign tool's hand) shows in the file's time and size. No SQLAlchemy here: the
start asks for the mark before that is imported.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from pmedia_desktop.register.connecting import open_file, sidecars

_HEAD = "SELECT number, hash FROM journal_entry ORDER BY number DESC LIMIT 1"


def state_mark(path: Path, head: tuple[int, str]) -> str:
    """Return the mark of the file while nobody writes it; ``head`` is its journal's newest entry, number and hash."""
    file = path.stat()
    return " ".join(map(str, (*head, file.st_mtime_ns, file.st_size, file.st_ino)))


def state_of_file(path: Path) -> str | None:
    """Return the mark of a register that nobody has open; None where it cannot be told without waiting or mending."""
    try:
        if sidecars(path):
            return None  # somebody is writing, or a write that broke off has to be taken back first
        with closing(open_file(path, "mode=ro", wait=0)) as connection:
            connection.execute("BEGIN")
            head = connection.execute(_HEAD).fetchone()
            return None if head is None else state_mark(path, head)
    except (OSError, sqlite3.Error):
        return None
