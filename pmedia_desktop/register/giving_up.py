"""What a restore gives up: numbers of journal entries under which a backup may name another hash than the journal does.

The register that is set aside, and the backups that were made of it, go on from where the two journals part: at the
very beginning when the backup comes from another PC. What earlier restores gave up is given up with it.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from pmedia_desktop.model.upkeep import ChainHead
from pmedia_desktop.register import problems
from pmedia_desktop.register.chain import hashes_of, head_of
from pmedia_desktop.register.chain_verification import Span, archived_through, given_up_spans, joined_spans
from pmedia_desktop.register.sqlite_file import exclusive_engine, reading_engine


@dataclass(frozen=True)
class GivenUp:
    """The head of the register that is set aside, None where none can be read, and the spans of entry numbers."""

    head: ChainHead | None
    spans: tuple[Span, ...]


def given_up(present: Path, restored: Path, backup_heads: Iterable[ChainHead]) -> GivenUp:
    """Compare the present register, if there is one, and what backups name with the register that is restored.

    Raises ``RegisterLocked`` while somebody works in the present one.
    """
    with reading_engine(restored).begin() as connection:
        head, spans = _of_register(present, connection)
        strange = [(known.number, known.number) for known in backup_heads if not has_entry(connection, known)]
    return GivenUp(head, joined_spans((*spans, *strange)))


def _of_register(present: Path, restored: Connection) -> tuple[ChainHead | None, tuple[Span, ...]]:
    damage = (problems.RegisterDamaged, problems.NotARegister, OperationalError)
    if present.exists():
        with suppress(*damage), problems.spoken_problems(present), exclusive_engine(present).begin() as connection:
            with Session(connection) as session:
                head = head_of(session)
            return head, (*given_up_spans(connection), (_last_in_common(connection, restored) + 1, head.number))
    return None, ()


def _last_in_common(present: Connection, restored: Connection) -> int:
    """Return the number of the last entry that both have. An entry's hash covers all that came before it."""
    with Session(restored) as session:
        last = head_of(session)
    if has_entry(present, last):  # a backup of this very register, as nearly always
        return last.number
    shared = hashes_of(present).items() & hashes_of(restored).items()
    if shared:
        return max(shared)[0]
    archived = archived_through(present)
    return archived.number if has_entry(restored, archived) else 0


def has_entry(connection: Connection, head: ChainHead) -> bool:
    """Whether the journal has this very entry; those that lie in an archive it has no longer."""
    entry = "SELECT hash FROM journal_entry WHERE number = ?"
    return bool(connection.exec_driver_sql(entry, (head.number,)).scalar() == head.hash)
