"""The second place of a register's scheduled backups: a stick, a share; used whenever it is there."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.model.upkeep import BackupFile, BackupPurpose
from pmedia_desktop.register import problems
from pmedia_desktop.register.backup_files import KEPT_AT_LEAST, SealedCheck, backups_in, clear_unfinished, thin_out
from pmedia_desktop.register.backup_names import SEALED_ENDING
from pmedia_desktop.register.copying import Sealer, backup_folder, copy_finished, copy_sealed, published
from pmedia_desktop.texts import translate

_CONTEXT = "register.second_place"
_MEGABYTE = 2**20


@dataclass(frozen=True)
class Schedule:
    """How scheduled backups are kept: room in MB for each place, the second place if there is one, how they are sealed.

    ``sealed_is_whole`` tells of a sealed one whether it is as it was made; one that nobody can judge counts as lost.
    ``kept_here`` says to the user why nothing leaves the data folder for the time being; empty while it may.
    The second place is used while the folder that holds it is there (the stick is in, the share answers).
    """

    megabytes: int = 5_000
    second_place: Path | None = None
    seal: Sealer | None = None
    sealed_is_whole: SealedCheck = field(default=lambda _file: False)
    kept_here: str = ""

    @property
    def second_is_there(self) -> bool:
        """Whether the second place can be used now."""
        try:
            return self.second_place is not None and self.second_place.parent.is_dir()
        except OSError:
            return False

    @property
    def room(self) -> int:
        """The room in bytes."""
        return self.megabytes * _MEGABYTE


def bring_to_second_place(folder: Path, schedule: Schedule, now: datetime) -> tuple[Path | None, tuple[str, ...]]:
    """Bring there what the newest day's scheduled backups in a data ``folder`` are, whatever they were made before.

    Returns where the newest lies then, and a note when that could not be done: a full stick or a share that went away
    is no reason to do without the backup that lies here. A doubtful one takes no other's place there either.
    """
    if schedule.kept_here:
        return None, (schedule.kept_here,)
    place = schedule.second_place
    if place is None or not schedule.second_is_there or not (files := _of_newest_day(folder)):
        return None, ()
    *earlier, newest = files
    second = None
    try:
        clear_unfinished(place, now)
        # The newest is compared byte for byte; reading all of them each time would take minutes on a stick.
        for file in (*(file for file in earlier if not _is_there(file, place)), newest):
            second = _brought(file, place, schedule)
            if file.purpose is not BackupPurpose.DOUBTFUL:
                thin_out(place, schedule.room, second, schedule.sealed_is_whole)
    except EnvironmentProblem as problem:
        note = translate(_CONTEXT, "第二处备份没有写成：{problem}")
        return None, (note.format(problem=problem),)
    return second, ()


def _of_newest_day(folder: Path) -> tuple[BackupFile, ...]:
    """Return the newest backups that nobody asked for, the oldest of them first, and no more than stay in any case."""
    files = [file for file in backups_in(backup_folder(folder)) if file.purpose is not BackupPurpose.MANUAL]
    of_day = [file for file in files if file.at.astimezone().date() == files[0].at.astimezone().date()]
    return tuple(reversed(of_day[:KEPT_AT_LEAST]))


def _is_there(file: BackupFile, place: Path) -> bool:
    with problems.spoken_problems(place):
        return any((place / name).exists() for name in (file.path.name, f"{file.path.name}{SEALED_ENDING}"))


def _brought(file: BackupFile, place: Path, schedule: Schedule) -> Path:
    """Copy a backup there; where the unit has them sealed, one that was made before that is sealed on the way."""
    if schedule.seal is None or file.sealed:
        return copy_finished(file.path, place)
    for sealed in published(place, file.path.name, SEALED_ENDING):
        if schedule.sealed_is_whole(sealed):
            return sealed
    return copy_sealed(file.path, place, schedule.seal)
