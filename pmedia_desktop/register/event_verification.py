"""Checking the custody record against the journal, which has noted each of its lines."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from sqlalchemy import Connection

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
    kept, noted = _kept_lines(connection), _noted_lines(connection)
    for number in sorted(kept.keys() | noted.keys(), key=lambda text: (len(text), text)):
        if not _agree(kept.get(number), noted.get(number)):
            message = translate(_CONTEXT, "保管记录第 {number} 行与操作日志不符，可能被改动过。")
            yield message.format(number=number)
            return


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
