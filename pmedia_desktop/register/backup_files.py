"""The backups in a folder, as their names tell them; which of them may go, and what killed ones have left."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from sqlalchemy.exc import OperationalError

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.upkeep import BackupFile, BackupPurpose
from pmedia_desktop.register import problems
from pmedia_desktop.register.backup_names import SEALED_ENDING, UNFINISHED, backup_called
from pmedia_desktop.register.migrations import MIGRATIONS
from pmedia_desktop.register.sqlite_file import check_header, page_findings, reading_engine

#: So many backups that can be restored stay, however large they are.
KEPT_AT_LEAST = 3
#: Everything of so many days with backups stays (today and two whole days); of further ones, up to so many,
#: one each; then one for each of so many weeks; then one a month.
KEPT_WHOLE_DAYS, KEPT_DAILY_DAYS, KEPT_WEEKS = 3, 14, 7

#: Tells of a sealed file, without any key, whether it is as it was when it was made.
SealedCheck: TypeAlias = Callable[[Path], bool]

_UNFINISHED_SECONDS = 24 * 60 * 60


def backups_in(folder: Path) -> tuple[BackupFile, ...]:
    """Return the backups that lie in a folder, the newest first."""
    with problems.spoken_problems(folder):
        paths = (*folder.glob("register-*.db"), *folder.glob(f"register-*.db{SEALED_ENDING}"))
        return newest_first(file for path in paths if (file := backup_called(path)) is not None)


def newest_first(files: Iterable[BackupFile]) -> tuple[BackupFile, ...]:
    """Return backups in the order in which they were made, the newest first."""
    return tuple(sorted(files, key=lambda file: (file.order, file.at, file.path.name), reverse=True))


def superfluous(files: Sequence[BackupFile], budget: int) -> tuple[BackupFile, ...]:
    """Return which of the backups (newest first) thinning takes away, the oldest first; ``budget`` in bytes.

    All of the last two days stay, then the newest of each day, week and month; what is still larger than the budget
    loses its oldest. Those that the user has made count against the budget and are never taken away. Doubtful ones
    are thinned among themselves and stand for no other. Days are those on which backups were made, counted from the
    newest backup: the clock, which may have jumped, is not asked.
    """
    doubtful = [file for file in files if file.purpose is BackupPurpose.DOUBTFUL]
    chosen = {
        id(file) for some in ([file for file in files if file not in doubtful], doubtful) for file in _chosen(some)
    }
    kept = [file for file in files if id(file) in chosen]
    room = budget - sum(file.size for file in kept)
    sound = sum(file not in doubtful for file in kept)
    for file in reversed(tuple(kept)):
        if room >= 0:
            break
        if file.purpose is BackupPurpose.MANUAL or (file not in doubtful and sound <= KEPT_AT_LEAST):
            continue
        kept.remove(file)
        room += file.size
        sound -= file not in doubtful
    return tuple(file for file in reversed(files) if file not in kept)


def _chosen(files: Iterable[BackupFile]) -> Iterator[BackupFile]:
    """Yield those of the backups (newest first) that stay where there is room."""
    days: list[object] = []
    spans: set[tuple[object, ...]] = set()
    for file in files:
        if file.purpose is BackupPurpose.MANUAL:
            yield file
            continue
        span = _span(file, days, spans)
        if span is None or span not in spans:
            yield file
        if span is not None:
            spans.add(span)


def _span(file: BackupFile, days: list[object], spans: set[tuple[object, ...]]) -> tuple[object, ...] | None:
    """Return the span of which one backup stays; None where all do. ``days`` are those that came before, and this."""
    local = file.at.astimezone()
    if local.date() not in days:
        days.append(local.date())
    number = days.index(local.date())
    if number < KEPT_WHOLE_DAYS:
        return None
    if number < KEPT_DAILY_DAYS:
        return "day", local.date()
    week = ("week", *local.isocalendar()[:2])
    if week in spans or sum(span[0] == "week" for span in spans) < KEPT_WEEKS:
        return week
    return "month", local.year, local.month


def thin_out(folder: Path, budget: int, made: Path, sealed_is_whole: SealedCheck) -> tuple[BackupFile, ...]:
    """Take away what is superfluous, and return it; nothing while fewer than three of the others can be restored.

    The backup that was just ``made`` stays, wherever it stands among the others.
    """
    files = backups_in(folder)
    going = tuple(file for file in superfluous(files, budget) if file.path.name != made.name)
    staying = [file for file in files if file not in going and file.purpose is not BackupPurpose.DOUBTFUL]
    if not going or not _enough_whole(staying, sealed_is_whole):
        return ()
    for file in going:
        with problems.spoken_problems(file.path):
            file.path.unlink(missing_ok=True)
    return going


def _enough_whole(files: Sequence[BackupFile], sealed_is_whole: SealedCheck) -> bool:
    whole = 0
    for file in files:
        whole += sealed_is_whole(file.path) if file.sealed else is_whole(file)
        if whole >= KEPT_AT_LEAST:
            return True
    return False


def is_whole(file: BackupFile) -> bool:
    """Whether a backup that is not sealed can be opened and all its pages hold together."""
    with suppress(InputError, EnvironmentProblem, OperationalError), problems.spoken_problems(file.path):
        check_header(file.path, MIGRATIONS[-1].version)
        with reading_engine(file.path).begin() as connection:
            return not page_findings(connection)
    return False


def clear_unfinished(folder: Path, now: datetime) -> None:
    """Remove what backups that were killed have left; a day old, none of them is under way any more."""
    with problems.spoken_problems(folder):
        for path in folder.glob("register-*.part*"):
            if UNFINISHED.fullmatch(path.name) is None:
                continue
            with suppress(FileNotFoundError):  # its maker has just finished or cleared it
                if now.timestamp() - path.stat().st_mtime > _UNFINISHED_SECONDS:
                    path.unlink()
