"""What looking after the register yields: recycled records, backups, reports of checks and restores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.journal import Actor


@dataclass(frozen=True, kw_only=True)
class RecycledItem:
    """A record in the recycle bin: since when, and who put it there."""

    subject: Subject
    recycled_at: datetime
    actor: Actor


@dataclass(frozen=True)
class ChainHead:
    """The last entry of a journal: its number (0: no entry yet) and its hash in hexadecimal."""

    number: int
    hash: str


class BackupPurpose(StrEnum):
    """Why a backup was made. Those that the user has asked for are never thinned out.

    ``DOUBTFUL``: the day's copy of a register whose journal does not hold together; it stands for no other one.
    """

    DAILY = "daily"
    MANUAL = "manual"
    BEFORE_MIGRATION = "before-migration"
    BEFORE_IMPORT = "before-import"
    BEFORE_RESTORE = "before-restore"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, kw_only=True)
class BackupInfo:
    """A verified backup. ``size`` in bytes; ``counts`` are rows per table.

    ``doubt`` says what does not hold together in the journal; the copy is whole all the same. ``second`` is the same
    backup in the second place; ``notes`` are sentences for the user.
    """

    path: Path
    purpose: BackupPurpose
    at: datetime
    size: int
    counts: Mapping[str, int]
    head: ChainHead
    doubt: str = ""
    second: Path | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class BackupOrder:
    """Which backup is the newer one, whatever the clock said: how often restored, then the journal's last entry."""

    restores: int = 0
    entry: int = 0


@dataclass(frozen=True, kw_only=True)
class BackupFile:
    """A backup as the folder lists it. ``size`` in bytes; a ``sealed`` one opens with a holder's key only.

    ``at`` is what the PC's clock said, which may have been wrong: ``order`` comes first.
    """

    path: Path
    purpose: BackupPurpose
    at: datetime
    size: int
    sealed: bool = False
    order: BackupOrder = field(default_factory=BackupOrder)


@dataclass(frozen=True, kw_only=True)
class VerifyReport:
    """The outcome of a check: ``problems`` are finished Chinese sentences, empty when all is well.

    ``notes`` are sentences on what could not be compared (a backup that cannot be opened); the register itself may
    be whole all the same. ``erased_values`` counts personal values that were taken out of the history on purpose.
    """

    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    entries: int = 0
    erased_values: int = 0
    head: ChainHead = field(default_factory=lambda: ChainHead(0, ""))
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether nothing was found wrong."""
        return not self.problems


@dataclass(frozen=True, kw_only=True)
class RestoreReport:
    """A restore that succeeded. ``set_aside`` is the folder that keeps the register that was there before."""

    path: Path
    set_aside: Path | None
    counts: Mapping[str, int]
    head: ChainHead


@dataclass(frozen=True, kw_only=True)
class SalvageReport:
    """What was saved of a damaged register into the file ``path``.

    Rows by table, those that could not be read, how many missing records were taken from a backup, and the tables that
    could not be read to their end: nobody knows how many rows were behind.
    """

    path: Path
    saved: Mapping[str, int]
    lost: Mapping[str, int]
    filled: int
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ArchiveReport:
    """Journal entries sealed into the file ``path``: how many, and the last of them."""

    path: Path
    sha256: str
    entries: int
    through: ChainHead
