"""The journal's chain: appending entries, their hashes, its head.

What may be personal (names, titles, notes, values) stands in the chain as a salted digest. Value and salt lie in a
table of their own: erasing them there leaves the chain whole and the digest meaningless.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.journal import Action, Actor, JournalChange
from pmedia_desktop.model.upkeep import ChainHead
from pmedia_desktop.register.json_values import to_json
from pmedia_desktop.register.tables.journal import JournalChangeRow, JournalEntryRow, JournalValueRow

#: The hash before the first entry.
GENESIS = "0" * 64

#: The change by which a restore notes the head of the register that it set aside: "number hash".
SET_ASIDE_HEAD = "set_aside_head"

#: And which entry numbers backups of other registers may name since: "first last", as often as there are such spans.
GIVEN_UP_SPAN = "given_up_span"

#: What the anchor notes that an archive of old entries leaves: "number hash" of the last one taken away, "number
#: digest" of the custody record's lines that only they had noted, "first last" of the spans that restores gave up,
#: the moment of the journal's very first entry.
ARCHIVED_THROUGH = "archived_through"
ARCHIVED_EVENTS = "archived_events"
ARCHIVED_SPAN = "archived_span"
ARCHIVED_SINCE = "archived_since"

_SALT_BYTES = 16


def digest_of(salt: bytes, value: str) -> str:
    """Return the digest by which the chain knows a value."""
    return hashlib.sha256(salt + value.encode()).hexdigest()


#: What an entry's hash covers, in this order, as the columns store it; the entry's changes follow. Frozen.
ENTRY_COLUMNS = (
    "number",
    "at",
    "action",
    "subject_kind",
    "subject_id",
    "title",
    "actor",
    "os_user",
    "proved",
    "note",
    "previous_hash",
)
CHANGE_COLUMNS = ("position", "subject_kind", "subject_id", "title", "field", "before", "after")


#: One for all, because a journal has hundreds of thousands of entries. Only a forged row needs ``default``: it holds
#: what is neither number nor text.
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=repr)


def hash_of(entry: Sequence[Any], changes: Iterable[Sequence[Any]]) -> str:
    """Return an entry's hash from the stored values of ``ENTRY_COLUMNS`` and ``CHANGE_COLUMNS``."""
    return sha256_of_text(_written.encode([list(entry), [list(change) for change in changes]]))


def sha256_of_text(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _stored(row: Any, columns: Sequence[str]) -> list[Any]:
    values = [to_json(getattr(row, name)) for name in columns]
    return [int(value) if isinstance(value, bool) else value for value in values]


def head_of(session: Session) -> ChainHead:
    """Return the chain's head."""
    newest = select(JournalEntryRow.number, JournalEntryRow.hash).order_by(JournalEntryRow.number.desc()).limit(1)
    row = session.execute(newest).first()
    return ChainHead(0, GENESIS) if row is None else ChainHead(row.number, row.hash)


def entry_before(connection: Connection) -> ChainHead:
    """Return the entry that the oldest one here goes on from: of a whole journal, number 0."""
    row = connection.exec_driver_sql(
        "SELECT number - 1, previous_hash FROM journal_entry ORDER BY number LIMIT 1"
    ).one()
    return ChainHead(*row)


def hashes_of(connection: Connection) -> dict[int, str]:
    """Return the hash of each entry by its number."""
    rows = connection.exec_driver_sql("SELECT number, hash FROM journal_entry")
    return {int(number): str(text) for number, text in rows}


class _Digests:
    """Puts the values of one entry aside; equal values of the entry share a digest."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, str] = {}

    def of(self, value: str | None) -> str | None:
        if not value:
            return None
        if value not in self._known:
            salt = secrets.token_bytes(_SALT_BYTES)
            self._known[value] = digest_of(salt, value)
            self._session.add(JournalValueRow(digest=self._known[value], salt=salt, value=value))
        return self._known[value]


def append(
    session: Session,
    *,
    at: datetime,
    actor: Actor,
    action: Action,
    subject: Subject,
    note: str,
    changes: Sequence[JournalChange],
) -> None:
    """Append one entry to the chain, within the session's transaction."""
    head = head_of(session)
    digests = _Digests(session)
    entry = JournalEntryRow(
        number=head.number + 1,
        at=at,
        action=action,
        subject_kind=subject.kind,
        subject_id=subject.id,
        title=digests.of(subject.title),
        actor=digests.of(actor.name),
        os_user=digests.of(actor.os_user),
        proved=actor.proved,
        note=digests.of(note),
        previous_hash=head.hash,
    )
    rows = [
        JournalChangeRow(
            entry_number=entry.number,
            position=position,
            subject_kind=change.subject.kind,
            subject_id=change.subject.id,
            title=digests.of(change.subject.title),
            field=change.field,
            before=digests.of(change.before),
            after=digests.of(change.after),
        )
        for position, change in enumerate(changes)
    ]
    entry.hash = hash_of(_stored(entry, ENTRY_COLUMNS), (_stored(row, CHANGE_COLUMNS) for row in rows))
    session.add(entry)
    session.flush()
    session.add_all(rows)
    session.flush()
