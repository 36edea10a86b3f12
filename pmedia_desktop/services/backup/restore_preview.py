"""What a backup holds, and what would change if it took the register's place: read, checked, nothing written."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.upkeep import ChainHead
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register.copying import copy_to
from pmedia_desktop.register.leftovers import work_folder
from pmedia_desktop.register.opening import check_backup_file, open_register, open_register_file, system_actor
from pmedia_desktop.register.problems import of_backup, spoken_problems
from pmedia_desktop.register.row_reading import readable
from pmedia_desktop.register.store import Register
from pmedia_desktop.services.filing.filings import filing_title
from pmedia_desktop.services.office import platforms_in
from pmedia_desktop.texts import translate

_CONTEXT = "services.backup.restore_preview"


class Effect(Enum):
    """What a restore does to a record."""

    GONE = auto()
    BACK = auto()
    AS_BEFORE = auto()


@dataclass(frozen=True)
class RestoredRecord:
    """A record that would be another one afterwards: its kind and its name in words."""

    kind: str
    name: str
    effect: Effect


@dataclass(frozen=True)
class RestorePreview:
    """What a backup holds. ``changes`` is None where there is no present register to compare.

    ``later`` counts what was done since; None where the backup's last entry is not in the present journal: it comes
    from another PC, or from a register that an earlier restore has set aside.
    """

    unit: str
    last_change: datetime | None
    doubt: str
    counts: tuple[tuple[str, int], ...]
    changes: tuple[RestoredRecord, ...] | None
    later: int | None = None


def preview_restore(file: Path, folder: Path, progress: Progress | None = None) -> RestorePreview:
    """Read a backup, an older version's too, and compare it with the register in ``folder``.

    Raises what a restore would for a file that is damaged, foreign or newer.
    """
    check_backup_file(file)
    with of_backup(file), spoken_problems(file), work_folder(folder) as work:
        copied = copy_to(file, Path(work) / "register.db", progress or Silent())
        with (
            open_register_file(Path(work) / "register.db", actor=system_actor()) as register,
            readable(register.path),
        ):
            held, last = _content(register, folder)
    present: Snapshot | None = None
    later: int | None = None
    with suppress(InputError, EnvironmentProblem), open_register(folder, upgrade=False) as register:
        present, _ = _content(register, folder)
        later = _done_since(register, copied.head)
    if present is not None and present.unit is None and not present.accounts:
        present = None  # just begun: there is nothing to compare
    return RestorePreview(
        unit=held.unit.full_name if held.unit else "",
        last_change=last,
        doubt=copied.doubt,
        counts=_counts(held, copied.counts),
        changes=None if present is None else tuple(_changes(held, present)),
        later=later,
    )


def _content(register: Register, folder: Path) -> tuple[Snapshot, datetime | None]:
    with register.read() as reader:
        newest = reader.journal(limit=1)
        return replace(reader.snapshot(), platforms=platforms_in(folder)), newest[0].at if newest else None


def _done_since(register: Register, head: ChainHead) -> int | None:
    """Count the entries after the backup's last one, but not that backups were made."""
    with register.read() as reader:
        same = reader.journal(before=head.number + 1, limit=1)
        if not same or (same[0].number, same[0].hash) != (head.number, head.hash):
            return None
        later = reader.journal(limit=1)[0].number - head.number
        entries = reader.journal(limit=later) if later else ()
    return sum(entry.action is not Action.BACKUP_MADE for entry in entries)


def _counts(held: Snapshot, rows: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return (
        (translate(_CONTEXT, "账号"), len(held.accounts)),
        (translate(_CONTEXT, "人员"), len(held.people)),
        (translate(_CONTEXT, "备案"), len(held.filings)),
        (translate(_CONTEXT, "信息"), rows.get("publication", 0)),
        (translate(_CONTEXT, "留言"), rows.get("message", 0)),
        (translate(_CONTEXT, "附件"), rows.get("attachment", 0)),
        (translate(_CONTEXT, "封存的密码"), rows.get("sealed_copy", 0)),
        (translate(_CONTEXT, "操作记录"), rows.get("journal_entry", 0)),
    )


def _changes(held: Snapshot, present: Snapshot) -> Iterator[RestoredRecord]:
    kinds = (
        (translate(_CONTEXT, "账号"), _accounts(held), _accounts(present)),
        (translate(_CONTEXT, "人员"), _people(held), _people(present)),
        (translate(_CONTEXT, "备案"), _filings(held), _filings(present)),
    )
    for kind, then, now in kinds:
        for number in sorted(then.keys() | now.keys()):
            if number not in then:
                yield RestoredRecord(kind, now[number][0], Effect.GONE)
            elif number not in now:
                yield RestoredRecord(kind, then[number][0], Effect.BACK)
            elif then[number][1] != now[number][1]:
                yield RestoredRecord(kind, now[number][0], Effect.AS_BEFORE)
    if held.unit != present.unit and held.unit is not None:
        yield RestoredRecord(translate(_CONTEXT, "单位"), held.unit.full_name, Effect.AS_BEFORE)


def _accounts(known: Snapshot) -> dict[int, tuple[str, object]]:
    return {one.id: (account_title(one, known), one) for one in known.accounts}


def _people(known: Snapshot) -> dict[int, tuple[str, object]]:
    return {person.id: (person.name, person) for person in known.people}


def _filings(known: Snapshot) -> dict[int, tuple[str, object]]:
    return {filing.id: (filing_title(filing, known), filing) for filing in known.filings}
