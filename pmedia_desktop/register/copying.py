"""Copying a living register into a verified file, by SQLite's own backup interface."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import cast

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from pmedia_desktop.model.upkeep import BackupInfo, BackupPurpose, ChainHead
from pmedia_desktop.progress import Progress
from pmedia_desktop.register import problems
from pmedia_desktop.register.chain import head_of
from pmedia_desktop.register.files import flush_folder, flush_to_disk, link_or_move, sha256_of
from pmedia_desktop.register.sqlite_file import connect, page_findings, reading_engine, row_counts, sidecars

#: Pages copied between two reports of progress (1 MB).
_PAGES_A_STEP = 256

#: Local time, for the people who read the folder.
NAME_TIME = "%Y%m%d-%H%M%S"


def backup_folder(folder: Path) -> Path:
    """Return the folder of a register's own backups."""
    return folder / "backups"


def copy_verified(source: Path, folder: Path, purpose: BackupPurpose, at: datetime, progress: Progress) -> BackupInfo:
    """Copy the register into ``folder`` under a name of its own; a copy that is not whole never gets the name."""
    with problems.spoken_problems(folder):
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"{_name(purpose, at)}.{os.getpid()}.part"
        try:
            counts, head = copy_to(source, temporary, progress)
            size, digest = temporary.stat().st_size, sha256_of(temporary)
            path = _publish(temporary, folder, purpose, at)
        finally:
            discard(temporary)
    return BackupInfo(path=path, purpose=purpose, at=at, size=size, sha256=digest, counts=counts, head=head)


def copy_to(source: Path, target: Path, progress: Progress) -> tuple[Mapping[str, int], ChainHead]:
    """Copy a register to a new file, check that the copy is whole, and return its counts and its journal's head."""
    # One transaction over the whole copy: a writer meanwhile would make SQLite begin again and again.
    with problems.spoken_problems(source), reading_engine(source).begin() as connection:
        expected = _content(connection)
        original = cast(sqlite3.Connection, connection.connection.driver_connection)
        with problems.spoken_problems(target), closing(connect(_new_file(target))) as copy:
            original.backup(
                copy, pages=_PAGES_A_STEP, progress=lambda _, left, total: progress.step(total - left, total)
            )
    with problems.spoken_problems(target), reading_engine(target).begin() as connection:
        findings = page_findings(connection)
        if findings or _content(connection) != expected:
            raise problems.damaged(source, *findings[:1])
    with problems.spoken_problems(target):
        flush_to_disk(target)
    return expected


def _new_file(path: Path) -> Path:
    """Make an empty file that only its owner may read: a copy holds what the register holds."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def discard(temporary: Path) -> None:
    """Remove an unfinished copy and what SQLite laid beside it."""
    for file in (temporary, *sidecars(temporary)):
        file.unlink(missing_ok=True)


def _content(connection: Connection) -> tuple[dict[str, int], ChainHead]:
    with Session(connection) as session:
        return row_counts(connection), head_of(session)


def _name(purpose: BackupPurpose, at: datetime, attempt: int = 0) -> str:
    suffix = f"-{attempt + 1}" if attempt else ""
    return f"register-{purpose.value}-{at.astimezone().strftime(NAME_TIME)}{suffix}.db"


def _publish(temporary: Path, folder: Path, purpose: BackupPurpose, at: datetime) -> Path:
    attempt = 0
    while True:
        path = folder / _name(purpose, at, attempt)
        with suppress(FileExistsError):
            link_or_move(temporary, path)
            temporary.unlink(missing_ok=True)
            flush_folder(folder)
            return path
        attempt += 1
