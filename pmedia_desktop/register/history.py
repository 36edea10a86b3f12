"""Reading the journal's entries back, with the values behind their digests."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, or_, select, union
from sqlalchemy.orm import Session

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action, Actor, JournalChange, JournalEntry, JournalQuery
from pmedia_desktop.register.chain import ARCHIVED_SINCE
from pmedia_desktop.register.tables.journal import JournalChangeRow, JournalEntryRow, JournalValueRow
from pmedia_desktop.texts import translate

_CONTEXT = "register.history"


def entries(session: Session, wanted: JournalQuery, *, before: int | None, limit: int) -> tuple[JournalEntry, ...]:
    """Return the newest entries first: those that are looked for, with numbers below ``before``."""
    query = select(JournalEntryRow).order_by(JournalEntryRow.number.desc()).limit(limit).where(*_conditions(wanted))
    if before is not None:
        query = query.where(JournalEntryRow.number < before)
    rows = session.scalars(query).all()
    values = _values_behind(session, rows)
    return tuple(_entry(row, values) for row in rows)


def actors(session: Session) -> tuple[str, ...]:
    """Return everybody whom the journal names, in alphabetical order; who was erased is not among them."""
    digests = union(select(JournalEntryRow.actor), select(JournalEntryRow.os_user))
    query = select(JournalValueRow.value).where(JournalValueRow.digest.in_(digests)).distinct()
    return tuple(sorted(session.scalars(query)))


def first_day(session: Session) -> date | None:
    """Return the day of the journal's first entry, in the PC's own calendar."""
    first = first_moment(session)
    return first.astimezone().date() if first is not None else None


def first_moment(session: Session) -> datetime | None:
    """Return when the journal began; of one whose first entries are archived, as the newest anchor notes it."""
    oldest = session.execute(
        select(JournalEntryRow.number, JournalEntryRow.at).order_by(JournalEntryRow.number).limit(1)
    ).first()
    if oldest is None or oldest.number == 1:
        return oldest.at if oldest is not None else None
    noted = session.scalar(
        select(JournalValueRow.value)
        .join(JournalChangeRow, JournalChangeRow.after == JournalValueRow.digest)
        .join(JournalEntryRow, JournalEntryRow.number == JournalChangeRow.entry_number)
        .where(JournalEntryRow.action == Action.JOURNAL_ARCHIVED, JournalChangeRow.field == ARCHIVED_SINCE)
        .order_by(JournalEntryRow.number.desc())
        .limit(1)
    )
    return datetime.fromisoformat(noted) if noted else oldest.at


def _conditions(wanted: JournalQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.subject is not None:
        found.append(_about(wanted.subject.kind, wanted.subject.id))
    if wanted.kind is not None:
        found.append(_about(wanted.kind))
    if wanted.actions:
        found.append(JournalEntryRow.action.in_(wanted.actions))
    if wanted.since is not None:
        found.append(JournalEntryRow.at >= _midnight(wanted.since))
    if wanted.until is not None:
        found.append(JournalEntryRow.at < _midnight(wanted.until + timedelta(days=1)))
    if wanted.actor:
        named = select(JournalValueRow.digest).where(JournalValueRow.value == wanted.actor)
        nameless = JournalEntryRow.actor.is_(None) & JournalEntryRow.os_user.in_(named)
        found.append(or_(JournalEntryRow.actor.in_(named), nameless))
    if wanted.text.strip():
        found.append(_saying(wanted.text.strip()))
    return found


def _about(kind: SubjectKind, number: int | None = None) -> ColumnElement[bool]:
    """Entries about a record, or about any of its kind; also those that changed it beside others."""
    entry, change = JournalEntryRow.subject_kind == kind, JournalChangeRow.subject_kind == kind
    if number is not None:
        entry, change = entry & (JournalEntryRow.subject_id == number), change & (JournalChangeRow.subject_id == number)
    return or_(entry, JournalEntryRow.number.in_(select(JournalChangeRow.entry_number).where(change)))


def _saying(text: str) -> ColumnElement[bool]:
    saying = select(JournalValueRow.digest).where(JournalValueRow.value.contains(text, autoescape=True))
    change = JournalChangeRow
    texts = (change.title, change.before, change.after)
    changed = select(change.entry_number).where(or_(*(text.in_(saying) for text in texts)))
    return or_(JournalEntryRow.title.in_(saying), JournalEntryRow.note.in_(saying), JournalEntryRow.number.in_(changed))


def _midnight(day: date) -> datetime:
    """Return when a day of the PC's calendar begins."""
    return datetime.combine(day, time()).astimezone()


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
        hash=row.hash,
    )
