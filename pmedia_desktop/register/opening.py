"""Opening the register: what may be wrong with the file is said before anything is changed."""

import getpass
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pmedia_desktop.model.journal import Actor
from pmedia_desktop.register import problems
from pmedia_desktop.register.backup_files import backups_in
from pmedia_desktop.register.connecting import REGISTER_NAME
from pmedia_desktop.register.copying import backup_folder, discard
from pmedia_desktop.register.files import flush_folder, link_or_move
from pmedia_desktop.register.migrating import bring_up_to_date, expected_schema, make_schema, tables_of
from pmedia_desktop.register.migrations import MIGRATIONS, Migration
from pmedia_desktop.register.sqlite_file import check_header, check_tables, check_triggers, check_usable, read_header
from pmedia_desktop.register.store import Clock, Register, utc_now

__all__ = ["REGISTER_NAME", "check_backup_file", "open_register", "open_register_file", "system_actor"]


def system_actor() -> Actor:
    """Return who acts when nobody has said a name: the operating system's user."""
    try:
        return Actor(name="", os_user=getpass.getuser())
    except (ImportError, KeyError, OSError):  # a user id without a name
        return Actor(name="", os_user=str(os.getuid()) if hasattr(os, "getuid") else "")


def open_register(
    folder: Path,
    *,
    create: bool = False,
    actor: Actor | None = None,
    clock: Clock = utc_now,
    migrations: Sequence[Migration] = MIGRATIONS,
    upgrade: bool = True,
) -> Register:
    """Open the register in ``folder``; with ``create`` a missing one is made, unless backups say that there was one.

    Raises one of ``register.problems`` for a missing, foreign, newer, damaged, read-only or locked file and for
    a full disk, and has changed nothing then. A register of an older version is backed up and brought up to
    date; ``actor`` (the system's user if None) stands in the journal for that and for the making. Without ``upgrade``
    it stays as it is, to be copied.
    """
    path = folder / REGISTER_NAME
    who = actor or system_actor()
    with problems.spoken_problems(path):
        if not path.exists():
            if backups_in(backup_folder(folder)):
                raise problems.lost(path)
            if not create:
                raise problems.missing(path)
            _create(path, migrations, who, clock)
    return open_register_file(path, actor=who, clock=clock, migrations=migrations, upgrade=upgrade)


def open_register_file(
    path: Path,
    *,
    actor: Actor,
    clock: Clock = utc_now,
    migrations: Sequence[Migration] = MIGRATIONS,
    upgrade: bool = True,
) -> Register:
    """Open a register by its file; everything else as ``open_register`` does."""
    with problems.spoken_problems(path):
        newest = migrations[-1].version
        check_header(path, newest)
        version = check_usable(path, newest)
        check_tables(path, tables_of(version))
        if version < newest and upgrade:
            bring_up_to_date(path, version, migrations, actor, clock)
    return Register(path, clock)


def check_backup_file(path: Path) -> None:
    """Raise what keeps a file from being restored, as far as its header and the list of its tables tell."""
    try:
        with problems.of_backup(path), problems.spoken_problems(path):
            if not path.is_file():
                raise problems.no_backup(path)
            check_header(path, MIGRATIONS[-1].version)
            version = max(read_header(path).version, 1)
            check_tables(path, tables_of(version))
            check_triggers(path, expected_schema(version))
    except problems.NotARegister as error:
        raise problems.not_a_backup(path) from error


def _create(path: Path, migrations: Sequence[Migration], actor: Actor, clock: Clock) -> None:
    """Make the register under another name first, so that the name never belongs to half a register."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".new", dir=path.parent)
    os.close(descriptor)
    temporary = Path(name)
    try:
        make_schema(temporary, migrations, actor, clock)
        with suppress(FileExistsError):  # another process has just made it: that one is opened
            link_or_move(temporary, path)
        flush_folder(path.parent)
    finally:
        discard(temporary)
