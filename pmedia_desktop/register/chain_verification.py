"""Checking the journal's chain: every link from the first entry, or from where an archive ended, to the head."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, literal_column, select, table

from pmedia_desktop.model.upkeep import ChainHead
from pmedia_desktop.register.chain import (
    ARCHIVED_SPAN,
    ARCHIVED_THROUGH,
    CHANGE_COLUMNS,
    ENTRY_COLUMNS,
    GENESIS,
    GIVEN_UP_SPAN,
    SET_ASIDE_HEAD,
    digest_of,
    hash_of,
    sha256_of_text,
)
from pmedia_desktop.register.sqlite_file import driver_of
from pmedia_desktop.register.stored_rows import StoredRow, stored_rows
from pmedia_desktop.texts import translate

_CONTEXT = "register.chain_verification"

#: The first and the last of entry numbers that follow each other.
Span: TypeAlias = tuple[int, int]


def _array(columns: tuple[str, ...]) -> str:
    return "json_array({})".format(", ".join(f'"{column}"' for column in columns))


#: Of each entry: number, the hash before it, its own, and what that covers (``hash_of``).
_COVERED = f"""
    SELECT number, previous_hash, hash, '[' || {_array(ENTRY_COLUMNS)} || ',' || (
        SELECT json_group_array({_array(CHANGE_COLUMNS)}) FROM journal_change WHERE entry_number = number
    ) || ']' FROM journal_entry ORDER BY number
"""  # noqa: S608 - names of our own schema
_ORPHANS = """
    SELECT 1 FROM journal_change
    WHERE NOT EXISTS (SELECT 1 FROM journal_entry WHERE number = entry_number) LIMIT 1
"""


def chain_problems(connection: Connection, before: ChainHead | None = None) -> Iterator[str]:
    """Yield the first broken link only: behind it no entry can be trusted.

    ``before`` is the entry that the first one follows; left out, it is what the newest anchor names.
    """
    before = before or archived_through(connection)
    if _holds(driver_of(connection), before):
        return
    previous, expected_number = before.hash, before.number + 1
    for entry, changes, stored_hash in _entries_with_changes(connection):
        number, previous_hash = entry[0], entry[-1]
        if number != expected_number:
            yield translate(_CONTEXT, "操作日志缺少第 {number} 条。").format(number=expected_number)
            return
        if previous_hash != previous or stored_hash != hash_of(entry, changes):
            message = translate(_CONTEXT, "操作日志从第 {number} 条起与校验值不符，可能被改动过。")
            yield message.format(number=number)
            return
        previous, expected_number = stored_hash, expected_number + 1


def _holds(connection: sqlite3.Connection, before: ChainHead) -> bool:
    """Whether the chain is whole at first sight: what each hash covers, as SQLite writes it, has that hash.

    Takes less than half of the time. Only what ``hash_of`` would write as well can have the hash, so a yes is certain;
    whatever is amiss, also for SQLite alone, is looked into row by row.
    """
    previous, expected_number = before.hash, before.number + 1
    try:
        for number, previous_hash, stored_hash, content in connection.execute(_COVERED):
            if number != expected_number or previous_hash != previous or sha256_of_text(content) != stored_hash:
                return False
            previous, expected_number = stored_hash, expected_number + 1
        return connection.execute(_ORPHANS).fetchone() is None
    except sqlite3.Error:
        return False


def archived_through(connection: Connection) -> ChainHead:
    """Return the last entry that an archive has taken away, as the newest anchor in the chain names it."""
    heads = [ChainHead(number, text) for number, text in _numbered(connection, ARCHIVED_THROUGH)]
    return max(heads, key=lambda head: head.number, default=ChainHead(0, GENESIS))


def noted(connection: Connection, *fields: str) -> Iterator[tuple[int, str, str]]:
    """Yield entry number, field and new value of what the journal notes under these fields."""
    names = ("entry_number", "position", "field", "value")
    columns: tuple[ColumnElement[Any], ...] = tuple(literal_column(name) for name in names)
    number, position, field, value = columns
    joined = table("journal_change").join(table("journal_value"), literal_column("digest") == literal_column("after"))
    statement: Select[Any] = select(number, field, value).select_from(joined)
    for found in connection.execute(statement.where(field.in_(fields)).order_by(number, position)):
        yield found[0], found[1], str(found[2])


def _numbered(connection: Connection, field: str) -> Iterator[tuple[int, str]]:
    for _entry, _field, value in noted(connection, field):
        number, _, rest = value.partition(" ")
        if number.isdecimal() and rest:
            yield int(number), rest


def _entries_with_changes(connection: Connection) -> Iterator[tuple[StoredRow, list[StoredRow], str]]:
    """Yield the entries in order, each with its changes; changes of an entry that is gone come under its number."""
    rows = stored_rows(connection, "journal_change", "entry_number", *CHANGE_COLUMNS)
    groups = groupby(rows, key=lambda row: row[0])
    orphan: StoredRow = []
    number, changes = _next_group(groups)
    for *entry, stored_hash in stored_rows(connection, "journal_entry", *ENTRY_COLUMNS, "hash"):
        while number is not None and _is_before(number, entry[0]):
            orphan = orphan or [number, ""]
            number, changes = _next_group(groups)
        if number == entry[0]:
            yield entry, changes, stored_hash
            number, changes = _next_group(groups)
        else:
            yield entry, [], stored_hash
    if number is not None:
        orphan = orphan or [number, ""]
    if orphan:
        yield orphan, [], ""


def _is_before(number: Any, other: Any) -> bool:
    return isinstance(number, int) and isinstance(other, int) and number < other


def _next_group(groups: Iterator[tuple[Any, Iterator[StoredRow]]]) -> tuple[Any, list[StoredRow]]:
    for number, rows in groups:
        return number, [row[1:] for row in rows]
    return None, []


def value_problems(connection: Connection) -> Iterator[str]:
    """Yield how many values differ from the digests under which the chain knows them."""
    altered = sum(
        not (isinstance(salt, bytes) and isinstance(value, str) and digest_of(salt, value) == digest)
        for digest, salt, value in stored_rows(connection, "journal_value", "digest", "salt", "value")
    )
    if altered:
        yield translate(_CONTEXT, "操作日志中有 {count} 个值与校验值不符，可能被改动过。").format(count=altered)


def head_problems(connection: Connection, known_heads: tuple[ChainHead, ...]) -> Iterator[str]:
    """Yield the first head, noted elsewhere, that the chain has never had."""
    hashes: dict[Any, Any] = dict(stored_rows(connection, "journal_entry", "number", "hash"))
    archived = archived_through(connection)
    hashes[archived.number] = archived.hash
    restores = tuple(given_up_spans(connection))
    for head in sorted(known_heads, key=lambda known: known.number):
        # What lies in an archive is compared there.
        if head.number < max(archived.number, 1) or hashes.get(head.number) == head.hash:
            continue
        if any(first <= head.number <= last for first, last in restores):
            continue  # it belongs to the register that a restore has set aside
        message = translate(_CONTEXT, "操作日志第 {number} 条与以前留存的校验值不同，日志可能被截短或重造过。")
        yield message.format(number=head.number)
        return


def given_up_spans(connection: Connection) -> Iterator[Span]:
    """Yield the spans of entry numbers that restores have given up for their own."""
    for entry, field, value in noted(connection, SET_ASIDE_HEAD, GIVEN_UP_SPAN, ARCHIVED_SPAN):
        first, _, rest = value.partition(" ")
        if not first.isdecimal():
            continue
        if field == SET_ASIDE_HEAD:
            # Earlier programs have noted no span. A register whose journal was shorter is told by its head alone.
            yield min(entry, int(first)), int(first)
        elif rest.isdecimal():
            yield int(first), int(rest)


def joined_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same numbers in as few spans as possible, in their order."""
    joined: list[Span] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return tuple(joined)
