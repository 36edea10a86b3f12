"""Backups of a register: made, on schedule and on demand, and compared with it."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.journal import JournalEntry
from pmedia_desktop.model.upkeep import BackupFile, BackupInfo, BackupPurpose, ChainHead, VerifyReport
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register import problems
from pmedia_desktop.register.archive_verification import archive_findings
from pmedia_desktop.register.backup_files import backups_in, clear_unfinished, thin_out
from pmedia_desktop.register.chain import head_of
from pmedia_desktop.register.chain_verification import archived_through
from pmedia_desktop.register.copying import Sealer, backup_folder, copy_verified
from pmedia_desktop.register.giving_up import has_entry
from pmedia_desktop.register.migrations import MIGRATIONS
from pmedia_desktop.register.second_place import Schedule, bring_to_second_place
from pmedia_desktop.register.sqlite_file import check_header, reading_engine
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.verification import verify_register
from pmedia_desktop.texts import translate

_CONTEXT = "register.backup"


def make_backup(
    register: Register,
    folder: Path | None = None,
    *,
    purpose: BackupPurpose = BackupPurpose.MANUAL,
    progress: Progress | None = None,
    seal: Sealer | None = None,
) -> BackupInfo:
    """Copy the register into ``folder`` (``backups`` beside it if None), verified before it gets its name."""
    place = folder or backup_folder(register.folder)
    return copy_verified(register.path, place, purpose, register.clock(), progress or Silent(), seal)


def daily_backup(
    register: Register, schedule: Schedule | None = None, *, progress: Progress | None = None
) -> BackupInfo | None:
    """Make the backup of the day unless there is one, and bring it to the second place; None when there was one."""
    now = register.clock()
    of_today = [
        file
        for file in list_backups(register.folder)
        if file.purpose in (BackupPurpose.DAILY, BackupPurpose.DOUBTFUL) and file.at.date() == now.astimezone().date()
    ]
    if of_today and not _is_another_day(register, of_today[0], now):
        return None
    clear_unfinished(backup_folder(register.folder), register.clock())
    return scheduled_backup(register, BackupPurpose.DAILY, schedule, progress=progress)


def _is_another_day(register: Register, of_today: BackupFile, now: datetime) -> bool:
    """Whether the clock went back since the backup of "today", and there is something new.

    A PC whose battery is flat begins with the same day each time it is switched on.
    """
    newest = newest_entry(register)
    if newest is None or newest.number <= of_today.order.entry:
        return False
    return now < of_today.at or is_behind(now, newest)


def newest_entry(register: Register) -> JournalEntry | None:
    """Return the journal's last entry, None of a register in which nothing has happened yet."""
    with register.read() as reader:
        return next(iter(reader.journal(limit=1)), None)


def is_behind(now: datetime, newest: JournalEntry, tolerance: timedelta = timedelta(0)) -> bool:
    """Whether the PC's clock is behind the last entry by more than ``tolerance``."""
    return now < newest.at - tolerance


def scheduled_backup(
    register: Register,
    purpose: BackupPurpose,
    schedule: Schedule | None = None,
    *,
    progress: Progress | None = None,
) -> BackupInfo:
    """Make a backup in the data folder and in the second place, and thin both out.

    A doubtful one takes no other's place: nothing is thinned out then.
    """
    plan = schedule or Schedule()
    made = make_backup(register, purpose=purpose, progress=progress, seal=plan.seal)
    notes: tuple[str, ...] = ()
    if made.doubt:
        note = translate(_CONTEXT, "{doubt}这次的备份另外存放，以前的备份一份也没有清理；请校验登记册。")
        notes = (note.format(doubt=made.doubt),)
    else:
        thin_out(backup_folder(register.folder), plan.room, made.path, plan.sealed_is_whole)
    second, notes_of_second = bring_to_second_place(register.folder, plan, register.clock())
    return replace(made, second=second, notes=(*notes, *notes_of_second))


def list_backups(folder: Path) -> tuple[BackupFile, ...]:
    """Return the register's own backups, the newest first; ``folder`` is the register's."""
    return backups_in(backup_folder(folder))


def verify_with_backups(register: Register, *, progress: Progress | None = None) -> VerifyReport:
    """Check a register, also against the heads kept in its backups.

    A backup that cannot be opened proves nothing against the register: it becomes one of the report's ``notes``.
    """
    heads = backup_heads(register.folder)
    known = [head for head in heads.values() if head is not None]
    report = verify_register(register, known_heads=known, progress=progress)
    message = translate(_CONTEXT, "备份“{name}”打不开，没有用它核对；请把它移走，另做一份备份。")
    notes = [message.format(name=path.name) for path, head in heads.items() if head is None]
    if not report.ok:
        return replace(report, notes=tuple(notes))  # what is damaged cannot tell of its archives
    in_archives, archive_notes = archive_findings(register, known)
    return replace(report, problems=in_archives, notes=(*notes, *archive_notes, *_notes_of_others(register, known)))


def _notes_of_others(register: Register, known: Sequence[ChainHead]) -> Iterator[str]:
    """Say how many backups prove nothing, because a restore has set their register aside."""
    with reading_engine(register.path).begin() as connection:
        last = archived_through(connection).number
        others = sum(head.number > last and not has_entry(connection, head) for head in known)
    if others:
        message = translate(_CONTEXT, "有{count}份备份属于从备份恢复时换下的登记册，没有用来核对。")
        yield message.format(count=others)


def backup_heads(folder: Path) -> dict[Path, ChainHead | None]:
    """Return the journal's last entry of each readable backup in a data folder, None of those that cannot be opened."""
    heads: dict[Path, ChainHead | None] = {}
    for file in list_backups(folder):
        if file.sealed:
            continue
        heads[file.path] = None
        with suppress(InputError, EnvironmentProblem, OperationalError), problems.spoken_problems(file.path):
            check_header(file.path, MIGRATIONS[-1].version)
            with reading_engine(file.path).begin() as connection, Session(connection) as session:
                heads[file.path] = head_of(session)
    return heads
