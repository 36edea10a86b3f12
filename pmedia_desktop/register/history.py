"""Reading the journal's entries back, with the values behind their digests."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.journal import Actor, JournalChange, JournalEntry
from pmedia_desktop.register.tables.journal import JournalChangeRow, JournalEntryRow, JournalValueRow
from pmedia_desktop.texts import translate

_CONTEXT = "register.history"


def entries(session: Session, *, subject: Subject | None, before: int | None, limit: int) -> tuple[JournalEntry, ...]:
    """Return the newest entries first: those that name ``subject``, with numbers below ``before``."""
    query = select(JournalEntryRow).order_by(JournalEntryRow.number.desc()).limit(limit)
    if before is not None:
        query = query.where(JournalEntryRow.number < before)
    if subject is not None:
        query = query.where(
            or_(
                and_(JournalEntryRow.subject_kind == subject.kind, JournalEntryRow.subject_id == subject.id),
                JournalEntryRow.number.in_(
                    select(JournalChangeRow.entry_number).where(
                        JournalChangeRow.subject_kind == subject.kind, JournalChangeRow.subject_id == subject.id
                    )
                ),
            )
        )
    rows = session.scalars(query).all()
    values = _values_behind(session, rows)
    return tuple(_entry(row, values) for row in rows)


def _values_behind(session: Session, rows: Sequence[JournalEntryRow]) -> dict[str, str]:
    wanted: set[str] = set()
    for row in rows:
        wanted.update(filter(None, (row.title, row.actor, row.os_user, row.note)))
        for change in row.changes:
            wanted.update(filter(None, (change.title, change.before, change.after)))
    values: dict[str, str] = {}
    digests = sorted(wanted)
    for start in range(0, len(digests), 500):  # SQLite bounds the number of parameters
        query = select(JournalValueRow).where(JournalValueRow.digest.in_(digests[start : start + 500]))
        values.update({row.digest: row.value for row in session.scalars(query)})
    return values


def _entry(row: JournalEntryRow, values: dict[str, str]) -> JournalEntry:
    erased = translate(_CONTEXT, "（已清除）")

    def value(digest: str | None) -> str | None:
        return None if digest is None else values.get(digest, erased)

    return JournalEntry(
        number=row.number,
        at=row.at,
        actor=Actor(value(row.actor) or "", value(row.os_user) or "", row.proved),
        action=row.action,
        subject=Subject(row.subject_kind, row.subject_id, value(row.title) or ""),
        note=value(row.note) or "",
        changes=tuple(
            JournalChange(
                Subject(change.subject_kind, change.subject_id, value(change.title) or ""),
                change.field,
                value(change.before),
                value(change.after),
            )
            for change in row.changes
        ),
    )
