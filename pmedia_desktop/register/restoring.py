"""Restoring: a backup takes the register's place in one step; what was there is set aside whole."""

import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.model.upkeep import ChainHead, RestoreReport
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register import problems
from pmedia_desktop.register.chain import SET_ASIDE_HEAD, head_of
from pmedia_desktop.register.copying import NAME_TIME, copy_to, discard
from pmedia_desktop.register.files import flush_folder, link_or_move
from pmedia_desktop.register.migrations import MIGRATIONS
from pmedia_desktop.register.opening import REGISTER_NAME, open_register, system_actor
from pmedia_desktop.register.sqlite_file import check_header, exclusive_engine, sidecars
from pmedia_desktop.register.store import Clock, Register, utc_now


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
            raise problems.no_backup(file)
        check_header(file, MIGRATIONS[-1].version)
    path = folder / REGISTER_NAME
    temporary = folder / f"{REGISTER_NAME}.{os.getpid()}.restoring"
    with problems.spoken_problems(path):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            copied = copy_to(file, temporary, progress or Silent())
            aside_head = _head_if_readable(path) if path.exists() else None
            aside = _set_aside(path, clock()) if path.exists() or sidecars(path) else None
            temporary.replace(path)
            flush_folder(folder)
        finally:
            discard(temporary)
    who = actor or system_actor()
    with open_register(folder, actor=who, clock=clock) as register:
        _note_restore(register, who, file, aside, aside_head)
    return RestoreReport(path=path, set_aside=aside, counts=copied.counts, head=copied.head)


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
