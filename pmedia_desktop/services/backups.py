"""Backup, verification and restore, as the window and the command line ask for them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register.backup import BackupInfo, RestoreReport, list_backups, make_backup, restore_backup
from pmedia_desktop.register.verification import VerifyReport, verify_register
from pmedia_desktop.services.office import Office, open_office

__all__ = [
    "BackupInfo",
    "BackupPage",
    "RestoreReport",
    "VerifyReport",
    "back_up",
    "backup_page",
    "daily_backup",
    "restore",
    "verify",
]


@dataclass(frozen=True)
class BackupPage:
    """The verified backups in the data folder, newest first, and when the last one was made."""

    backups: tuple[BackupInfo, ...]
    last: datetime | None


def backup_page(office: Office) -> BackupPage:
    """Return what the settings page shows of the backups."""
    backups = tuple(list_backups(office.folder))
    return BackupPage(backups, backups[0].at if backups else None)


def back_up(office: Office, folder: Path | None = None, progress: Progress | None = None) -> BackupInfo:
    """Make and verify a backup, in the data folder's ``backups`` or in ``folder``."""
    return make_backup(office.register, folder, progress=progress or Silent())


def daily_backup(office: Office) -> BackupInfo | None:
    """Make the day's backup at first use; None when there is one of today."""
    today = office.today()
    for backup in list_backups(office.folder):
        if backup.at.astimezone().date() == today:
            return None
    return back_up(office)


def verify(office: Office) -> VerifyReport:
    """Check the file, its foreign keys and the journal's chain."""
    return verify_register(office.register)


def restore(file: Path, folder: Path, *, user: str = "") -> RestoreReport:
    """Put a verified backup in the place of the register, which is set aside, and note it in the journal.

    No office may be open on the register meanwhile.
    """
    report = restore_backup(file, folder)
    office = open_office(folder, user=user)
    try:
        with office.register.write(
            office.actor, Action.REGISTER_RESTORED, subject=Subject(SubjectKind.REGISTER), note=file.name
        ):
            pass
    finally:
        office.close()
    return report
