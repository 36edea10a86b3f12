"""Backup, verification and restore, as the window and the command line ask for them."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.model.upkeep import (
    ArchiveReport,
    BackupFile,
    BackupInfo,
    BackupPurpose,
    RestoreReport,
    VerifyReport,
)
from pmedia_desktop.progress import Progress
from pmedia_desktop.register import archiving, backup
from pmedia_desktop.register.backup_files import backups_in, newest_first
from pmedia_desktop.register.files import sha256_of
from pmedia_desktop.register.folder_lock import FolderLock
from pmedia_desktop.register.opening import check_backup_file, open_register, system_actor
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.register.second_place import Schedule, bring_to_second_place
from pmedia_desktop.services.backup.sealing import is_as_sealed, sealer_for
from pmedia_desktop.services.office import Office
from pmedia_desktop.texts import translate

_CONTEXT = "services.backup.backups"


def list_backups(office: Office) -> tuple[BackupFile, ...]:
    """Return the backups in the data folder and, while it is there, in the second place, newest first."""
    schedule = schedule_of(office)
    own = backup.list_backups(office.folder)
    if schedule.second_place is None or not schedule.second_is_there:
        return own
    names = {file.path.name for file in own}
    with suppress(EnvironmentProblem):  # a share that has just gone away
        own += tuple(file for file in backups_in(schedule.second_place) if file.path.name not in names)
    return newest_first(own)


def schedule_of(office: Office) -> Schedule:
    """Return how the unit keeps its scheduled backups.

    While backups are to be sealed and nobody could open them, they lie plain beside the register, which is plain as
    well, and nowhere else: a unit whose last holder has left must not be without any.
    """
    with office.register.read() as reader:
        settings = reader.settings()
    seal = sealer_for(office) if settings.backups_sealed else None
    nobody_opens = settings.backups_sealed and seal is None
    return Schedule(
        megabytes=settings.backup_megabytes,
        second_place=Path(settings.second_place) if settings.second_place else None,
        seal=seal,
        sealed_is_whole=is_as_sealed,
        kept_here=f"{_nobody_opens()}{translate(_CONTEXT, '备份暂不加密，只存在这台电脑上。')}" if nobody_opens else "",
    )


def _nobody_opens() -> str:
    return translate(
        _CONTEXT,
        "没有人能打开加密的备份：请在“密码保管”里设置开锁口令或制作密封件，或者在“设置”里关闭备份加密。",
    )


def back_up(office: Office, folder: Path | None = None, progress: Progress | None = None) -> BackupInfo:
    """Make and verify a backup, in the data folder's ``backups`` or in ``folder``; noted in the journal.

    Raises ``InputError`` for another ``folder`` while the backup should be sealed and nobody could open it.
    """
    schedule = schedule_of(office)
    if folder is not None and schedule.kept_here:
        raise InputError(translate(_CONTEXT, "备份没有做，"), _nobody_opens())
    made = backup.make_backup(office.register, folder, progress=progress, seal=schedule.seal)
    # On a full disk a backup to another place is what is needed most: it counts without its note.
    with (
        suppress(EnvironmentProblem),
        office.register.write(office.actor, Action.BACKUP_MADE, subject=Subject(SubjectKind.REGISTER)) as writer,
    ):
        writer.record("backup_file", made.path.name)
    return replace(made, notes=tuple(filter(None, (made.doubt, schedule.kept_here))))


def sum_of(made: BackupInfo) -> str:
    """Return the SHA-256 of a backup's file in hexadecimal, for whoever wants to note it down."""
    return sha256_of(made.path)


def back_up_before_import(office: Office, progress: Progress | None = None) -> BackupInfo:
    """Make the backup that an import, and taking one back, begin with."""
    return backup.scheduled_backup(office.register, BackupPurpose.BEFORE_IMPORT, schedule_of(office), progress=progress)


def daily_backup(office: Office, progress: Progress | None = None) -> BackupInfo | None:
    """Make the day's backup at first use, also in the second place; None when there is one of today."""
    return backup.daily_backup(office.register, schedule_of(office), progress=progress)


def bring_backups_along(office: Office) -> tuple[str, ...]:
    """Bring to the second place, while it is there, what it lacks of the newest day; return what kept it from that."""
    return bring_to_second_place(office.folder, schedule_of(office), office.now())[1]


def verify(office: Office, progress: Progress | None = None) -> VerifyReport:
    """Check the file, its foreign keys and the journal's chain, also against the heads kept in the backups.

    A sealed backup that is no longer as it was made is one of the report's notes.
    """
    report = backup.verify_with_backups(office.register, progress=progress)
    message = translate(_CONTEXT, "加密备份“{name}”已损坏，或者不是这个版本做的，请把它移走，另做一份备份。")
    spoiled = [file for file in backup.list_backups(office.folder) if file.sealed and not is_as_sealed(file.path)]
    return replace(report, notes=(*report.notes, *(message.format(name=file.path.name) for file in spoiled)))


def archive_journal(office: Office, before: date, progress: Progress | None = None) -> ArchiveReport:
    """Seal the journal's entries from before that day into an archive file, after a backup; the chain goes on."""
    backup.make_backup(office.register, progress=progress)
    moment = datetime.combine(before, time()).astimezone()
    return archiving.archive_journal(office.register, moment, office.actor, progress)


def restore(
    file: Path, folder: Path, progress: Progress | None = None, *, user: str = "", locked_already: bool = False
) -> RestoreReport:
    """Put a verified backup in the place of the register, which is set aside; noted in the journal.

    No office may be open on the register meanwhile: the folder's lock is taken, unless the caller holds it
    (``locked_already``: the window that restores its own register).
    """
    actor = replace(system_actor(), name=user)
    if locked_already or not folder.exists():
        return _restore(file, folder, actor, progress)
    with FolderLock(folder, actor.os_user):
        return _restore(file, folder, actor, progress)


def _restore(file: Path, folder: Path, actor: Actor, progress: Progress | None) -> RestoreReport:
    check_backup_file(file)
    # One that is missing, damaged or foreign cannot be backed up; it is set aside as it stands.
    with suppress(InputError, EnvironmentProblem), open_register(folder, actor=actor, upgrade=False) as register:
        backup.make_backup(register, purpose=BackupPurpose.BEFORE_RESTORE, progress=progress)
    return restore_backup(file, folder, actor=actor, progress=progress)
