"""Backups: made, listed, thinned out, and restored."""

import os
import re
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.model.upkeep import (
    BackupFile,
    BackupInfo,
    BackupPurpose,
    ChainHead,
    RestoreReport,
    VerifyReport,
)
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register import problems
from pmedia_desktop.register.chain import SET_ASIDE_HEAD, head_of
from pmedia_desktop.register.copying import NAME_TIME, backup_folder, copy_to, copy_verified, discard
from pmedia_desktop.register.files import flush_folder, link_or_move
from pmedia_desktop.register.migrations import MIGRATIONS
from pmedia_desktop.register.opening import REGISTER_NAME, open_register, system_actor
from pmedia_desktop.register.sqlite_file import check_header, exclusive_engine, reading_engine, sidecars
from pmedia_desktop.register.store import Clock, Register, utc_now
from pmedia_desktop.register.verification import verify_register
from pmedia_desktop.texts import translate

__all__ = [
    "BackupFile",
    "BackupInfo",
    "BackupPurpose",
    "RestoreReport",
    "backup_folder",
    "backup_heads",
    "daily_backup",
    "list_backups",
    "make_backup",
    "restore_backup",
    "verify_with_backups",
]

_CONTEXT = "register.backup"

#: So many daily backups are kept.
KEPT_DAILY = 14

_NAME = re.compile(r"register-(?P<purpose>[a-z-]+?)-(?P<at>\d{8}-\d{6})(?:-\d+)?\.db")

#: What ``copying`` names a backup that is being made, and what SQLite lays beside it.
_UNFINISHED = re.compile(r"register-[a-z-]+-\d{8}-\d{6}(?:-\d+)?\.db\.\d+\.part(?:-journal|-wal|-shm)?")
_UNFINISHED_SECONDS = 24 * 60 * 60


def make_backup(
    register: Register,
    folder: Path | None = None,
    *,
    purpose: BackupPurpose = BackupPurpose.MANUAL,
    progress: Progress | None = None,
) -> BackupInfo:
    """Copy the register into ``folder`` (``backups`` beside it if None), verified before it gets its name."""
    return copy_verified(
        register.path, folder or backup_folder(register.folder), purpose, register.clock(), progress or Silent()
    )


def daily_backup(register: Register, *, progress: Progress | None = None) -> BackupInfo | None:
    """Make the backup of the day unless there is one, and keep the newest 14 daily ones."""
    today = register.clock().astimezone().date()
    daily = [file for file in list_backups(register.folder) if file.purpose is BackupPurpose.DAILY]
    if any(file.at.date() == today for file in daily):
        return None
    _clear_unfinished(backup_folder(register.folder), register.clock())
    made = make_backup(register, purpose=BackupPurpose.DAILY, progress=progress)
    for file in daily[KEPT_DAILY - 1 :]:
        with problems.spoken_problems(file.path):
            file.path.unlink(missing_ok=True)
    return made


def _clear_unfinished(folder: Path, now: datetime) -> None:
    """Remove what backups that were killed have left; a day old, none of them is under way any more."""
    with problems.spoken_problems(folder):
        for path in folder.glob("register-*.part*"):
            if _UNFINISHED.fullmatch(path.name) is None:
                continue
            with suppress(FileNotFoundError):  # its maker has just finished or cleared it
                if now.timestamp() - path.stat().st_mtime > _UNFINISHED_SECONDS:
                    path.unlink()


def list_backups(folder: Path) -> tuple[BackupFile, ...]:
    """Return the register's own backups, the newest first; ``folder`` is the register's."""
    found = []
    with problems.spoken_problems(backup_folder(folder)):
        for path in backup_folder(folder).glob("register-*.db"):
            match = _NAME.fullmatch(path.name)
            if match is None or match["purpose"] not in list(BackupPurpose) or not path.is_file():
                continue
            with suppress(ValueError):  # a day that no calendar has: somebody else has named this file
                # The name holds local time, for the people who read the folder.
                at = datetime.strptime(match["at"], NAME_TIME).astimezone()
                purpose = BackupPurpose(match["purpose"])
                found.append(BackupFile(path=path, purpose=purpose, at=at, size=path.stat().st_size))
    return tuple(sorted(found, key=lambda file: (file.at, file.path.name), reverse=True))


def restore_backup(
    file: Path,
    folder: Path,
    *,
    actor: Actor | None = None,
    clock: Clock = utc_now,
    progress: Progress | None = None,
) -> RestoreReport:
    """Put a backup in the place of the register in ``folder``.

    The backup is checked first; a damaged, foreign or newer one changes nothing. The register that was there
    is set aside whole, with what SQLite left beside it, in a folder of its own. Backups of older versions are
    brought up to date.
    """
    with problems.spoken_problems(file):
        if not file.is_file():
            raise problems.missing(file)
        check_header(file, MIGRATIONS[-1].version)
    path = folder / REGISTER_NAME
    temporary = folder / f"{REGISTER_NAME}.{os.getpid()}.restoring"
    with problems.spoken_problems(path):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            counts, head = copy_to(file, temporary, progress or Silent())
            aside_head = _head_if_readable(path) if path.exists() else None
            aside = _set_aside(path, clock()) if path.exists() or sidecars(path) else None
            temporary.replace(path)
            flush_folder(folder)
        finally:
            discard(temporary)
    who = actor or system_actor()
    with open_register(folder, actor=who, clock=clock) as register:
        _note_restore(register, who, file, aside, aside_head)
    return RestoreReport(path=path, set_aside=aside, counts=counts, head=head)


def backup_heads(folder: Path) -> tuple[ChainHead, ...]:
    """Return the heads that the journal had when the backups were made; what cannot be opened is left out."""
    return tuple(head for head in _heads(folder).values() if head is not None)


def verify_with_backups(register: Register, *, progress: Progress | None = None) -> VerifyReport:
    """Check a register, also against the heads kept in its backups.

    A backup that cannot be opened proves nothing against the register: it becomes one of the report's ``notes``.
    """
    heads = _heads(register.folder)
    known = [head for head in heads.values() if head is not None]
    report = verify_register(register, known_heads=known, progress=progress)
    message = translate(_CONTEXT, "备份“{name}”打不开，没有用它核对；请把它移走，另做一份备份。")
    notes = tuple(message.format(name=path.name) for path, head in heads.items() if head is None)
    return replace(report, notes=notes)


def _heads(folder: Path) -> dict[Path, ChainHead | None]:
    heads: dict[Path, ChainHead | None] = {}
    for file in list_backups(folder):
        heads[file.path] = None
        with suppress(InputError, EnvironmentProblem, OperationalError), problems.spoken_problems(file.path):
            check_header(file.path, MIGRATIONS[-1].version)
            heads[file.path] = _head(file.path, reading_engine(file.path))
    return heads


def _set_aside(path: Path, at: datetime) -> Path:
    """Keep the present register in a folder of its own; its name stays taken until the new one replaces it."""
    aside = Path(tempfile.mkdtemp(prefix=f"set-aside-{at.astimezone().strftime(NAME_TIME)}-", dir=path.parent))
    # An unfinished transaction's journal belongs to this file alone; beside the restored one it would be replayed.
    for file in sidecars(path):
        file.rename(aside / file.name)
    if path.exists():
        link_or_move(path, aside / path.name)
    flush_folder(aside)
    return aside


def _head_if_readable(path: Path) -> ChainHead | None:
    """Return the present register's head, or None if it is damaged; ``RegisterLocked`` while somebody works in it."""
    with suppress(problems.RegisterDamaged, problems.NotARegister, OperationalError):
        return _head(path, exclusive_engine(path))
    return None


def _head(path: Path, engine: Engine) -> ChainHead:
    with problems.spoken_problems(path), engine.begin() as connection, Session(connection) as session:
        return head_of(session)


def _note_restore(
    register: Register, actor: Actor, file: Path, aside: Path | None, aside_head: ChainHead | None
) -> None:
    with register.write(actor, Action.REGISTER_RESTORED) as writer:
        writer.record("restored_from", file.name)
        if aside is not None:
            writer.record("set_aside", aside.name)
        if aside_head is not None:
            writer.record(SET_ASIDE_HEAD, f"{aside_head.number} {aside_head.hash}")
