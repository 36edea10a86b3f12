"""Checking the custody record against the journal, which has noted each of its lines."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sqlalchemy import Connection

from pmedia_desktop.register.chain import ARCHIVED_EVENTS
from pmedia_desktop.register.chain_verification import noted
from pmedia_desktop.register.migrating import tables_of
from pmedia_desktop.register.stored_rows import stored_rows
from pmedia_desktop.texts import translate

_CONTEXT = "register.event_verification"

#: A line's values as text by field name, without the empty ones; None where the value was erased from the journal.
_Line: TypeAlias = dict[str, str | None]

_FIELDS = (
    "credential_id",
    "act",
    "at",
    "by_person_id",
    "actor",
    "proved",
    "os_user",
    "computer",
    "person_id",
    "witness_id",
    "version",
    "reason",
    "due_at",
)


def keeps_custody(version: int) -> bool:
    """Whether a register of this schema has a custody record."""
    return "custody_event" in tables_of(version)


def event_problems(connection: Connection) -> Iterator[str]:
    """Yield the first line of the custody record that the journal knows otherwise, or only one of them knows."""
    kept, told = _kept_lines(connection), _noted_lines(connection)
    archived, digest = _archived(connection)
    if archived and lines_digest(connection, archived) != digest:
        yield translate(_CONTEXT, "已归档的前 {number} 行保管记录与归档时不同，可能被改动过。").format(number=archived)
        return
    kept = {number: line for number, line in kept.items() if int(number) > archived}
    for number in sorted(kept.keys() | told.keys(), key=lambda text: (len(text), text)):
        if not _agree(kept.get(number), told.get(number)):
            message = translate(_CONTEXT, "保管记录第 {number} 行与操作日志不符，可能被改动过。")
            yield message.format(number=number)
            return


def lines_digest(connection: Connection, last: int) -> str:
    """Return one digest of the custody record's lines up to number ``last``: an archive's anchor knows them by it."""
    lines = [cells for cells in stored_rows(connection, "custody_event", "id", *_FIELDS) if cells[0] <= last]
    return hashlib.sha256(json.dumps(lines, ensure_ascii=False, default=repr).encode()).hexdigest()


def last_noted_event(connection: Connection, entry: int) -> int:
    """Return the number of the last line that entries up to ``entry`` have noted, or an archive's anchor."""
    lines = [
        int(value) for number, _field, value in noted(connection, "event.id") if number <= entry and value.isdecimal()
    ]
    return max((*lines, _archived(connection)[0]))


def _archived(connection: Connection) -> tuple[int, str]:
    """Return the number of the last line that only archived entries have noted, and the digest of all up to it."""
    found = (value.partition(" ") for _entry, _field, value in noted(connection, ARCHIVED_EVENTS))
    return max(((int(number), digest) for number, _, digest in found if number.isdecimal()), default=(0, ""))


def _agree(kept: _Line | None, noted: _Line | None) -> bool:
    if kept is None or noted is None:
        return False
    erased = {name for name, text in noted.items() if text is None}
    return all(kept.get(name) == noted.get(name) for name in _FIELDS if name not in erased)


def _kept_lines(connection: Connection) -> dict[str, _Line]:
    return {
        str(number): {name: str(cell) for name, cell in zip(_FIELDS, cells, strict=True) if cell not in (None, "")}
        for number, *cells in stored_rows(connection, "custody_event", "id", *_FIELDS)
    }


def _noted_lines(connection: Connection) -> dict[str, _Line]:
    """Return the lines as the journal tells them: each begins with its number and goes on to the next one's."""
    values = dict(stored_rows(connection, "journal_value", "digest", "value"))
    entries = {
        number: _acting(values, *cells)
        for number, *cells in stored_rows(connection, "journal_entry", "number", "actor", "os_user", "proved")
    }
    lines: dict[str, _Line] = {}
    line: _Line = {}
    columns = ("entry_number", "position", "subject_kind", "subject_id", "field", "after")
    for entry, _position, kind, subject, field, after in stored_rows(connection, "journal_change", *columns):
        prefix, _dot, name = str(field).partition(".")
        if prefix != "event":
            continue
        if name == "id":
            line = dict(entries.get(entry, {}))
            if kind == "credential":
                line["credential_id"] = str(subject)
            lines[str(values.get(after))] = line
        line[name] = values.get(after)
    return lines


def _acting(values: Mapping[str, str], actor: str | None, os_user: str | None, proved: int) -> _Line:
    named = {"actor": actor, "os_user": os_user}
    return {"proved": str(proved), **{name: values.get(digest) for name, digest in named.items() if digest}}
