"""Reading entries back out of the archives that ``archiving`` has sealed, as they are read from the register."""

import re
from pathlib import Path

from sqlalchemy.orm import Session

from pmedia_desktop.model.journal import JournalEntry, JournalQuery
from pmedia_desktop.register import history, problems
from pmedia_desktop.register.archiving import archive_folder
from pmedia_desktop.register.sqlite_file import reading_engine

_NAME = re.compile(r"journal-(\d+)-\d+-\d{8}.*\.db")


def archive_files(folder: Path) -> tuple[Path, ...]:
    """Return the archives beside the register in ``folder``, the one with the newest entries first."""
    named = (path for path in archive_folder(folder).glob("*.db") if _NAME.fullmatch(path.name))
    return tuple(sorted(named, key=first_number, reverse=True))


def first_number(archive: Path) -> int:
    """Return the number of an archive's first entry, as its name says."""
    named = _NAME.fullmatch(archive.name)
    return int(named[1]) if named else 1


def archived_entries(path: Path, query: JournalQuery, *, before: int | None, limit: int) -> tuple[JournalEntry, ...]:
    """Return an archive's newest entries that are looked for, numbered below ``before``.

    Raises ``EnvironmentProblem`` or ``InputError`` when the file cannot be read as an archive.
    """
    with problems.spoken_problems(path), reading_engine(path).begin() as connection, Session(connection) as session:
        return history.entries(session, query, before=before, limit=limit)
