"""Personal values erased for good: out of the record, and out of what the journal keeps behind its digests.

The chain stays whole: it holds digests only, and those of values that are gone mean nothing any more.
"""

from collections.abc import Collection

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.register.tables.journal import JournalChangeRow, JournalEntryRow, JournalValueRow
from pmedia_desktop.register.tables.upkeep import RecycledRow

#: Kinds of record that the journal calls by something personal.
_CALLED_BY_A_NAME = frozenset({SubjectKind.MESSAGE})
_AT_ONCE = 500  # SQLite bounds the number of parameters


def forget_values(session: Session, subject: Subject, fields: Collection[str]) -> None:
    """Delete what the journal has kept of these fields of a record; ``subject`` has the name that may stay."""
    about = (JournalChangeRow.subject_kind == subject.kind, JournalChangeRow.subject_id == subject.id)
    digests: set[str | None] = set()
    for before, after in session.execute(
        select(JournalChangeRow.before, JournalChangeRow.after).where(
            *about,
            # A record within the record is noted part by part: printing.values_json.
            or_(
                JournalChangeRow.field.in_(fields),
                *(JournalChangeRow.field.startswith(f"{name}.", autoescape=True) for name in fields),
            ),
        )
    ):
        digests |= {before, after}
    if subject.kind in _CALLED_BY_A_NAME:
        digests |= set(session.scalars(select(JournalChangeRow.title).where(*about)))
        digests |= set(
            session.scalars(
                select(JournalEntryRow.title).where(
                    JournalEntryRow.subject_kind == subject.kind, JournalEntryRow.subject_id == subject.id
                )
            )
        )
        recycled = session.get(RecycledRow, (subject.kind, subject.id))
        if recycled is not None:
            recycled.title = subject.title
    gone = sorted(digest for digest in digests if digest)
    for start in range(0, len(gone), _AT_ONCE):
        session.execute(delete(JournalValueRow).where(JournalValueRow.digest.in_(gone[start : start + _AT_ONCE])))
    session.flush()
