"""Restoring: a backup takes the register's place in one step; what was there is set aside whole."""

import os
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.model.upkeep import RestoreReport
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register import problems
from pmedia_desktop.register.backup import backup_heads
from pmedia_desktop.register.backup_files import backups_in
from pmedia_desktop.register.backup_names import NAME_TIME, RESTORES
from pmedia_desktop.register.chain import GIVEN_UP_SPAN, SET_ASIDE_HEAD
from pmedia_desktop.register.connecting import sidecars
from pmedia_desktop.register.copying import backup_folder, copy_to, discard
from pmedia_desktop.register.files import flush_folder, flush_to_disk, link_or_move
from pmedia_desktop.register.giving_up import GivenUp, given_up
from pmedia_desktop.register.opening import REGISTER_NAME, check_backup_file, open_register_file, system_actor
from pmedia_desktop.register.row_reading import readable
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
    check_backup_file(file)
    path = folder / REGISTER_NAME
    temporary = folder / f"{REGISTER_NAME}.{os.getpid()}.restoring"
    who, aside = actor or system_actor(), None
    with problems.of_backup(file), problems.spoken_problems(path):
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob(f"{REGISTER_NAME}.*.restoring*"):  # by a restore that was killed
            left.unlink(missing_ok=True)
        try:
            copied = copy_to(file, temporary, progress or Silent())
            heads = backup_heads(folder).values()
            lost = given_up(path, temporary, (head for head in heads if head is not None))
            aside = _new_place_aside(folder, clock()) if path.exists() or sidecars(path) else None
            # What is made from now on is newer than any backup that there is.
            known = (file.order.restores for file in backups_in(backup_folder(folder)))
            restores = 1 + max(copied.restores, *known, 0)
            # Brought up to date and noted before it counts: what takes the place is finished.
            with open_register_file(temporary, actor=who, clock=clock) as register, readable(temporary):
                _note_restore(register, who, file, aside, lost, restores)
            flush_to_disk(temporary)
            if aside is not None:
                _set_aside(path, aside)
            temporary.replace(path)
            flush_folder(folder)
        except BaseException:
            if aside is not None:
                with suppress(OSError):  # something lies in it: it stays
                    aside.rmdir()
            raise
        finally:
            discard(temporary)
    return RestoreReport(path=path, set_aside=aside, counts=copied.counts, head=copied.head)


def _new_place_aside(folder: Path, at: datetime) -> Path:
    return Path(tempfile.mkdtemp(prefix=f"set-aside-{at.astimezone().strftime(NAME_TIME)}-", dir=folder))


def _set_aside(path: Path, aside: Path) -> None:
    """Keep the present register in the folder ``aside``; its name stays taken until the new one replaces it."""
    # An unfinished transaction's journal belongs to this file alone; beside the restored one it would be replayed.
    for file in sidecars(path):
        file.rename(aside / file.name)
    if path.exists():
        link_or_move(path, aside / path.name)
    flush_folder(aside)


def _note_restore(
    register: Register, actor: Actor, file: Path, aside: Path | None, lost: GivenUp, restores: int
) -> None:
    with register.write(actor, Action.REGISTER_RESTORED) as writer:
        writer.record("restored_from", file.name)
        writer.keep_draft(RESTORES, {"count": restores})
        if aside is not None:
            writer.record("set_aside", aside.name)
        if lost.head is not None:
            writer.record(SET_ASIDE_HEAD, f"{lost.head.number} {lost.head.hash}")
        for first, last in lost.spans:
            writer.record(GIVEN_UP_SPAN, f"{first} {last}")
