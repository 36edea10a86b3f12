"""Copying a living register into a verified file, by SQLite's own backup interface."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count, takewhile
from pathlib import Path
from typing import TypeAlias, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from pmedia_desktop.model.upkeep import BackupInfo, BackupOrder, BackupPurpose, ChainHead
from pmedia_desktop.progress import Progress
from pmedia_desktop.register import connecting, problems
from pmedia_desktop.register.backup_names import SEALED_ENDING, backup_name, restores_in
from pmedia_desktop.register.chain import head_of
from pmedia_desktop.register.chain_verification import chain_problems
from pmedia_desktop.register.connecting import connect, sidecars
from pmedia_desktop.register.files import flush_folder, flush_to_disk, link_or_move, sha256_of
from pmedia_desktop.register.index_comparison import index_findings
from pmedia_desktop.register.sqlite_file import driver_of, page_findings, reading_engine, row_counts
from pmedia_desktop.register.stopping import Stopping

T = TypeVar("T")

#: Pages copied between two reports of progress (1 MB).
_PAGES_A_STEP = 256

#: Seconds between two tries when somebody else holds one of the two files.
_PAUSE = 0.01


def backup_folder(folder: Path) -> Path:
    """Return the folder of a register's own backups."""
    return folder / "backups"


#: Writes a file sealed: from the first path to the second, which is there already and empty.
Sealer: TypeAlias = Callable[[Path, Path], None]


@dataclass(frozen=True)
class Copied:
    """A whole copy: rows per table, the journal's head, the first thing wrong with its chain.

    ``restores``: how often the register was restored.
    """

    counts: Mapping[str, int]
    head: ChainHead
    doubt: str = ""
    restores: int = 0


def copy_verified(
    source: Path, folder: Path, purpose: BackupPurpose, at: datetime, progress: Progress, seal: Sealer | None = None
) -> BackupInfo:
    """Copy the register into ``folder`` under a name of its own; a copy that is not whole never gets the name.

    The copy of a register whose journal does not hold together is kept as a doubtful one, unless the user asked for it.
    """
    with problems.spoken_problems(folder):
        folder.mkdir(parents=True, exist_ok=True)
        # What is to be sealed never stands on the stick in the clear, not even for a moment.
        work = backup_folder(source.parent) if seal else folder
        work.mkdir(exist_ok=True)
        plain = work / f"{backup_name(purpose, at)}.{os.getpid()}.part"
        sealed = folder / f"{backup_name(purpose, at)}{SEALED_ENDING}.{os.getpid()}.part"
        for left in (plain, sealed):  # by a try that failed within this second
            discard(left)
        try:
            copied = copy_to(source, plain, progress)
            if copied.doubt and purpose is not BackupPurpose.MANUAL:
                purpose = BackupPurpose.DOUBTFUL
            if seal is not None:
                seal(plain, _new_file(sealed))
                flush_to_disk(sealed)
            finished = plain if seal is None else sealed
            size = finished.stat().st_size
            name = backup_name(purpose, at, BackupOrder(copied.restores, copied.head.number))
            path = publish(finished, folder, name, SEALED_ENDING if seal else "")
        finally:
            discard(plain)
            discard(sealed)
    return BackupInfo(
        path=path,
        purpose=purpose,
        at=at,
        size=size,
        counts=copied.counts,
        head=copied.head,
        doubt=copied.doubt,
    )


def copy_to(source: Path, target: Path, progress: Progress) -> Copied:
    """Copy a register to a new file, and check that the copy is whole and on the disk."""
    # One transaction over the whole copy: a writer meanwhile would make SQLite begin again and again.
    with problems.spoken_problems(source), reading_engine(source).begin() as connection:
        expected = _content(connection)
        with problems.spoken_problems(target), closing(connect(_new_file(target))) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # nobody reads it before it has been flushed
            driver_of(connection).backup(
                copy, pages=_PAGES_A_STEP, sleep=_PAUSE, progress=_Watch(target, progress).step
            )
    # The disk writes and SQLite walks through the pages beside what Python has to look at.
    with (
        problems.spoken_problems(target),
        ThreadPoolExecutor(3) as beside,
        Stopping(progress) as stopping,
    ):
        flushed = beside.submit(flush_to_disk, target)
        walk = beside.submit(_checked, target, stopping, partial(page_findings, quick=True))
        comparison = beside.submit(_checked, target, stopping, lambda connection: index_findings(driver_of(connection)))
        try:
            content, doubt, restores = _checked(target, stopping, _what_it_says)
        except SQLAlchemyError:
            if walk.result():
                raise problems.damaged(source, *walk.result()[:1]) from None
            raise
        findings = walk.result() or comparison.result()
        if findings or content != expected:
            raise problems.damaged(source, *findings[:1])
        flushed.result()
        return Copied(*expected, doubt, restores)


def _checked(path: Path, stopping: Stopping, check: Callable[[Connection], T]) -> T:
    """Look at a file in a connection of its own, as a thread does, until it is time to stop."""
    with reading_engine(path).begin() as connection:
        stopping.watch(driver_of(connection))
        return check(connection)


def _what_it_says(connection: Connection) -> tuple[tuple[dict[str, int], ChainHead], str, int]:
    with Session(connection) as session:
        return _content(connection), next(chain_problems(connection), ""), restores_in(session)


class _Watch:
    """Passes progress on, and ends a copy that does not come on: Python would wait for a lock for ever."""

    def __init__(self, target: Path, progress: Progress) -> None:
        self._target = target
        self._progress = progress
        self._left = -1
        self._since = time.monotonic()

    def step(self, _status: int, left: int, total: int) -> None:
        """Take a report of SQLite's."""
        now = time.monotonic()
        if left != self._left:
            self._left, self._since = left, now
        elif now - self._since > connecting.BUSY_SECONDS:
            raise problems.locked(self._target)
        self._progress.step(total - left, total)


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


def publish(temporary: Path, folder: Path, name: str, ending: str = "") -> Path:
    """Give a finished file its name in the folder, with a number where the name is taken; ``ending`` goes last."""
    for path in _names_in(folder, name, ending):
        with suppress(FileExistsError):
            link_or_move(temporary, path)
            break
    temporary.unlink(missing_ok=True)
    flush_folder(folder)
    return path


def published(folder: Path, name: str, ending: str = "") -> Iterator[Path]:
    """Yield the files in the folder that ``publish`` has given this name, with a number or without."""
    return takewhile(Path.exists, _names_in(folder, name, ending))


def _names_in(folder: Path, name: str, ending: str) -> Iterator[Path]:
    for attempt in count(1):
        suffix = f"-{attempt}" if attempt > 1 else ""
        yield folder / f"{Path(name).stem}{suffix}{Path(name).suffix}{ending}"


def copy_finished(file: Path, folder: Path) -> Path:
    """Copy a finished backup to another folder: temporary name, flushed, read back, renamed. Its path there."""
    with problems.spoken_problems(folder):
        folder.mkdir(parents=True, exist_ok=True)
        name, dot, ending = file.name.partition(SEALED_ENDING)
        for there in published(folder, name, dot + ending):
            if sha256_of(there) == sha256_of(file):
                return there
        temporary = folder / f"{file.name}.{os.getpid()}.part"
        try:
            with file.open("rb") as source, _new_file(temporary).open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            flush_to_disk(temporary)
            if sha256_of(temporary) != sha256_of(file):
                raise problems.disk_failure(folder, "read back")
            return publish(temporary, folder, name, dot + ending)
        finally:
            discard(temporary)


def copy_sealed(file: Path, folder: Path, seal: Sealer) -> Path:
    """Copy a finished backup that is not sealed to another folder and seal it on the way. Its path there."""
    with problems.spoken_problems(folder):
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"{file.name}{SEALED_ENDING}.{os.getpid()}.part"
        try:
            seal(file, _new_file(temporary))
            flush_to_disk(temporary)
            return publish(temporary, folder, file.name, SEALED_ENDING)
        finally:
            discard(temporary)
