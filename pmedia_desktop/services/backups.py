"""Backup, verification and restore, as the window and the command line ask for them."""

from pathlib import Path

from pmedia_desktop.model.upkeep import BackupFile, BackupInfo, RestoreReport, VerifyReport
from pmedia_desktop.progress import Progress
from pmedia_desktop.register import backup
from pmedia_desktop.register.verification import verify_register
from pmedia_desktop.services.office import Office


def list_backups(office: Office) -> tuple[BackupFile, ...]:
    """Return the backups in the data folder, newest first."""
    return backup.list_backups(office.folder)


def back_up(office: Office, folder: Path | None = None, progress: Progress | None = None) -> BackupInfo:
    """Make and verify a backup, in the data folder's ``backups`` or in ``folder``."""
    return backup.make_backup(office.register, folder, progress=progress)


def daily_backup(office: Office, progress: Progress | None = None) -> BackupInfo | None:
    """Make the day's backup at first use; None when there is one of today."""
    return backup.daily_backup(office.register, progress=progress)


def verify(office: Office) -> VerifyReport:
    """Check the file, its foreign keys and the journal's chain."""
    return verify_register(office.register)


def restore(file: Path, folder: Path, progress: Progress | None = None) -> RestoreReport:
    """Put a verified backup in the place of the register, which is set aside; noted in the journal.

    No office may be open on the register meanwhile.
    """
    return backup.restore_backup(file, folder, progress=progress)
