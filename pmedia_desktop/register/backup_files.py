"""The backups in a folder, as their names tell them; which of them may go, and what killed ones have left."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import OperationalError

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.upkeep import BackupFile, BackupPurpose
from pmedia_desktop.register import problems
from pmedia_desktop.register.copying import NAME_TIME, SEALED_ENDING
from pmedia_desktop.register.migrations import MIGRATIONS
from pmedia_desktop.register.sqlite_file import check_header, page_findings, reading_engine

#: So many backups that can be restored stay, however large they are.
KEPT_AT_LEAST = 3
#: Everything of these days stays; then one a day, one a week, one a month.
KEPT_WHOLE_DAYS, KEPT_DAILY_DAYS, KEPT_WEEKLY_DAYS = 2, 14, 60

_NAME = re.compile(r"register-(?P<purpose>[a-z-]+?)-(?P<at>\d{8}-\d{6})(?:-\d+)?\.db(?P<sealed>\.sealed)?")

#: What ``copying`` names a backup that is being made, and what SQLite lays beside it.
_UNFINISHED = re.compile(r"register-[a-z-]+-\d{8}-\d{6}(?:-\d+)?\.db(?:\.sealed)?\.\d+\.part(?:-journal|-wal|-shm)?")
_UNFINISHED_SECONDS = 24 * 60 * 60


def backups_in(folder: Path) -> tuple[BackupFile, ...]:
    """Return the backups that lie in a folder, the newest first."""
    found = []
    with problems.spoken_problems(folder):
        for path in (*folder.glob("register-*.db"), *folder.glob(f"register-*.db{SEALED_ENDING}")):
            match = _NAME.fullmatch(path.name)
            if match is None or match["purpose"] not in list(BackupPurpose) or not path.is_file():
                continue
            with suppress(ValueError):  # a day that no calendar has: somebody else has named this file
                # The name holds local time, for the people who read the folder.
                at = datetime.strptime(match["at"], NAME_TIME).astimezone()
                purpose = BackupPurpose(match["purpose"])
                size = path.stat().st_size
                found.append(BackupFile(path=path, purpose=purpose, at=at, size=size, sealed=bool(match["sealed"])))
    return tuple(sorted(found, key=lambda file: (file.at, file.path.name), reverse=True))


def superfluous(files: Sequence[BackupFile], now: datetime, budget: int) -> tuple[BackupFile, ...]:
    """Return which of the backups (newest first) thinning takes away, the oldest first; ``budget`` in bytes.

    All of the last two days stay, then the newest of each day, week and month; what is still larger than the budget
    loses its oldest. Those that the user has made count against the budget and are never taken away.
    """
    kept: list[BackupFile] = []
    spans: set[tuple[object, ...]] = set()
    for file in files:
        span = _span(file.at, now)
        if file.purpose is BackupPurpose.MANUAL or span is None or span not in spans:
            kept.append(file)
        if file.purpose is not BackupPurpose.MANUAL and span is not None:
            spans.add(span)
    room = budget - sum(file.size for file in kept)
    for file in reversed(tuple(kept)):
        if room >= 0 or len(kept) <= KEPT_AT_LEAST:
            break
        if file.purpose is not BackupPurpose.MANUAL:
            kept.remove(file)
            room += file.size
    return tuple(file for file in reversed(files) if file not in kept)


def _span(at: datetime, now: datetime) -> tuple[object, ...] | None:
    """Return the span of which one backup stays; None where all do."""
    age, local = now - at, at.astimezone()
    if age < timedelta(days=KEPT_WHOLE_DAYS):
        return None
    if age < timedelta(days=KEPT_DAILY_DAYS):
        return "day", local.date()
    if age < timedelta(days=KEPT_WEEKLY_DAYS):
        return "week", *local.isocalendar()[:2]
    return "month", local.year, local.month


def thin_out(folder: Path, now: datetime, budget: int) -> tuple[BackupFile, ...]:
    """Take away what is superfluous, and return it; nothing while fewer than three of the others can be restored."""
    files = backups_in(folder)
    going = superfluous(files, now, budget)
    staying = [file for file in files if file not in going]
    if not going or not _enough_whole(staying):
        return ()
    for file in going:
        with problems.spoken_problems(file.path):
            file.path.unlink(missing_ok=True)
    return going


def _enough_whole(files: Sequence[BackupFile]) -> bool:
    whole = 0
    for file in files:
        whole += is_whole(file)
        if whole >= KEPT_AT_LEAST:
            return True
    return False


def is_whole(file: BackupFile) -> bool:
    """Whether a backup can be opened and all its pages hold together. A sealed one was checked when it was made."""
    if file.sealed:
        return file.size > 0
    with suppress(InputError, EnvironmentProblem, OperationalError), problems.spoken_problems(file.path):
        check_header(file.path, MIGRATIONS[-1].version)
        with reading_engine(file.path).begin() as connection:
            return not page_findings(connection)
    return False


def clear_unfinished(folder: Path, now: datetime) -> None:
    """Remove what backups that were killed have left; a day old, none of them is under way any more."""
    with problems.spoken_problems(folder):
        for path in folder.glob("register-*.part*"):
            if _UNFINISHED.fullmatch(path.name) is None:
                continue
            with suppress(FileNotFoundError):  # its maker has just finished or cleared it
                if now.timestamp() - path.stat().st_mtime > _UNFINISHED_SECONDS:
                    path.unlink()
