"""Whether indexes hold what their tables hold: read each in its own order, instead of looking every row up.

SQLite's ``integrity_check`` looks each row up in each index. Where keys are scattered, as the journal's digests are,
that takes most of the time of a large register's backup. Here an index has to be in order, and the sum of the hashes
of its entries has to be that of the table's rows: whatever the order, as many and the same (but for one chance in
2^61). That only ever acquits: of what differs, and of indexes of other kinds, SQLite's own check is the judge.
"""

import operator
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_ROWS_AT_ONCE = 1000


@dataclass(frozen=True)
class _Index:
    name: str
    table: str
    columns: tuple[str, ...]
    unique: bool

    @property
    def selected(self) -> str:
        """What is read of each entry: its columns and its row's number, then what tells apart what hashes alike.

        A text and its bytes do, and so do -1 and -2.
        """
        return ", ".join((*self.columns, "rowid", *(f"{column} < x'' AND {column} <> -1" for column in self.columns)))


def index_findings(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return where an index differs from its table, in SQLite's words; empty when all is well.

    The pages must have passed ``quick_check``, which finds everything else that ``integrity_check`` does.
    """
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    for (table,) in tables:
        if not _agree(connection, table):
            found = [finding for (finding,) in connection.execute(f"PRAGMA integrity_check({_quoted(table)})")]
            if found != ["ok"]:
                return tuple(found[:5])
    return ()


def _agree(connection: sqlite3.Connection, table: str) -> bool:
    try:
        return all(
            (index := _readable_in_order(connection, table, *found)) is not None
            and _sum_in_order(connection, index) == _sum_of_rows(connection, index)
            for found in connection.execute(
                "SELECT name, [unique], partial FROM pragma_index_list(?)", (table,)
            ).fetchall()
        )
    except (sqlite3.Error, TypeError):  # what cannot be read, or nothing beside something: for SQLite to judge
        return False


def _readable_in_order(
    connection: sqlite3.Connection, table: str, name: str, unique: bool, partial: bool
) -> _Index | None:
    """Return an index over whole columns of all rows, in the order in which Python, too, would put them; or None."""
    columns = connection.execute("SELECT name, [desc], coll FROM pragma_index_xinfo(?) WHERE key", (name,)).fetchall()
    if partial or any(column is None or falls or order != "BINARY" for column, falls, order in columns):
        return None
    return _Index(_quoted(name), _quoted(table), tuple(_quoted(column) for column, *_ in columns), bool(unique))


def _sum_in_order(connection: sqlite3.Connection, index: _Index) -> int | None:
    """Return the sum of the entries' hashes, or None where they are out of order or not unique."""
    key = operator.itemgetter(*range(len(index.columns) + (not index.unique)))
    total, last = 0, list[Any]()
    for rows in _chunks(connection, f"SELECT {index.selected} FROM {index.table} INDEXED BY {index.name}"):  # noqa: S608 - quoted
        keys = last + list(map(key, rows))
        if not all(map(operator.lt, keys, islice(keys, 1, None))):
            return None
        total += sum(map(hash, rows))
        last = keys[-1:]
    return total


def _sum_of_rows(connection: sqlite3.Connection, index: _Index) -> int:
    statement = f"SELECT {index.selected} FROM {index.table} NOT INDEXED"  # noqa: S608 - quoted
    return sum(sum(map(hash, rows)) for rows in _chunks(connection, statement))


def _chunks(connection: sqlite3.Connection, statement: str) -> Iterator[list[tuple[Any, ...]]]:
    cursor = connection.execute(statement)
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield rows


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
