"""Backup, verification and restore, as the window and the command line ask for them."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.upkeep import BackupFile, BackupInfo, RestoreReport, VerifyReport
from pmedia_desktop.progress import Progress
from pmedia_desktop.register import backup
from pmedia_desktop.register.folder_lock import FolderLock
from pmedia_desktop.register.opening import system_actor
from pmedia_desktop.services.office import Office


def list_backups(office: Office) -> tuple[BackupFile, ...]:
    """Return the backups in the data folder, newest first."""
    return backup.list_backups(office.folder)


def back_up(office: Office, folder: Path | None = None, progress: Progress | None = None) -> BackupInfo:
    """Make and verify a backup, in the data folder's ``backups`` or in ``folder``; noted in the journal."""
    made = backup.make_backup(office.register, folder, progress=progress)
    # On a full disk a backup to another place is what is needed most: it counts without its note.
    with (
        suppress(EnvironmentProblem),
        office.register.write(office.actor, Action.BACKUP_MADE, subject=Subject(SubjectKind.REGISTER)) as writer,
    ):
        writer.record("backup_file", made.path.name)
    return made


def daily_backup(office: Office, progress: Progress | None = None) -> BackupInfo | None:
    """Make the day's backup at first use; None when there is one of today."""
    return backup.daily_backup(office.register, progress=progress)


def verify(office: Office) -> VerifyReport:
    """Check the file, its foreign keys and the journal's chain, also against the heads kept in the backups."""
    return backup.verify_with_backups(office.register)


def restore(
    file: Path, folder: Path, progress: Progress | None = None, *, user: str = "", locked_already: bool = False
) -> RestoreReport:
    """Put a verified backup in the place of the register, which is set aside; noted in the journal.

    No office may be open on the register meanwhile: the folder's lock is taken, unless the caller holds it
    (``locked_already``: the window that restores its own register).
    """
    actor = replace(system_actor(), name=user)
    if locked_already or not folder.exists():
        return backup.restore_backup(file, folder, actor=actor, progress=progress)
    with FolderLock(folder, actor.os_user):
        return backup.restore_backup(file, folder, actor=actor, progress=progress)
