"""Reading entries back out of the archives that ``archiving`` has sealed, as they are read from the register."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from pmedia_desktop.model.journal import JournalEntry, JournalQuery
from pmedia_desktop.model.upkeep import ChainHead
from pmedia_desktop.register import history, problems
from pmedia_desktop.register.archiving import archive_folder
from pmedia_desktop.register.chain import entry_before
from pmedia_desktop.register.giving_up import has_entry
from pmedia_desktop.register.sqlite_file import reading_engine

_NAME = re.compile(r"journal-\d+-\d+-\d{8}.*\.db")


def archive_files(folder: Path) -> tuple[Path, ...]:
    """Return the archives beside the register in ``folder``."""
    return tuple(sorted(path for path in archive_folder(folder).glob("*.db") if _NAME.fullmatch(path.name)))


def archives_of(register: Path, files: Iterable[Path]) -> Iterator[tuple[Path, int]]:
    """Yield the archives that the journal of ``register`` goes on from, and the number below which each is read.

    The newest comes first. What a kill left, and what another past of the register left when a backup was restored,
    is not among them: the chain goes past it. Raises as ``archived_entries`` does.
    """
    left, head = list(files), _before(register)
    while head.number:
        found = next((path for path in left if _holds(path, head)), None)
        if found is None:
            return
        yield found, head.number + 1
        left.remove(found)
        head = _before(found)


def _before(path: Path) -> ChainHead:
    with problems.spoken_problems(path), reading_engine(path).begin() as connection:
        return entry_before(connection)


def _holds(path: Path, entry: ChainHead) -> bool:
    with problems.spoken_problems(path), reading_engine(path).begin() as connection:
        return has_entry(connection, entry)


def archived_entries(path: Path, query: JournalQuery, *, before: int | None, limit: int) -> tuple[JournalEntry, ...]:
    """Return an archive's newest entries that are looked for, numbered below ``before``.

    Raises ``EnvironmentProblem`` or ``InputError`` when the file cannot be read as an archive.
    """
    with problems.spoken_problems(path), reading_engine(path).begin() as connection, Session(connection) as session:
        return history.entries(session, query, before=before, limit=limit)
