"""Whether indexes hold what their tables hold; where keys are scattered, without looking every row up.

SQLite's ``integrity_check`` looks each row up in each index. That is quick where both have nearly the same order; for
the journal's digests it reads a page for each row. So these are read one by one: the index has to be in order, and
the sum over its entries has to be that of the table's rows: whatever the order, as many and the same (but for one
chance in 2^60). That only ever acquits: of what differs, and of indexes of other kinds, SQLite's check is the judge.
"""

import operator
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

_ROWS_AT_ONCE = 1000

#: The tables, out of all that may be large, whose keys have nothing to do with the order in which rows came.
_SCATTERED = frozenset({"journal_value"})


@dataclass(frozen=True)
class _Index:
    name: str
    table: str
    columns: tuple[str, ...]
    unique: bool

    @property
    def scans(self) -> tuple[str, str]:
        """What a statement reads to read the index and not the table, and the other way round."""
        return f"{self.table} INDEXED BY {self.name}", f"{self.table} NOT INDEXED"


def index_findings(connection: sqlite3.Connection, scattered: Collection[str] = _SCATTERED) -> tuple[str, ...]:
    """Return where an index differs from its table, in SQLite's words; empty when all is well.

    The pages must have passed ``quick_check``, which finds everything else that ``integrity_check`` does.
    """
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    for (table,) in tables:
        indexes = connection.execute("SELECT name, [unique], partial FROM pragma_index_list(?)", (table,)).fetchall()
        if indexes and not (table in scattered and _agree(connection, table, indexes)):
            found = [finding for (finding,) in connection.execute(f"PRAGMA integrity_check({_quoted(table)})")]
            if found != ["ok"]:
                return tuple(found[:5])
    return ()


def _agree(connection: sqlite3.Connection, table: str, indexes: list[tuple[str, bool, bool]]) -> bool:
    try:
        return all(_agrees(connection, table, *found) for found in indexes)
    except (sqlite3.Error, TypeError):  # what cannot be read, or a number beside a text: for SQLite to judge
        return False


def _agrees(connection: sqlite3.Connection, table: str, name: str, unique: bool, partial: bool) -> bool:
    index = _readable_in_order(connection, table, name, unique, partial)
    if index is None:
        return False
    alone, beside = index.scans
    return (
        _hashes_tell_apart(connection, index, alone)
        and _hashes_tell_apart(connection, index, beside)
        and _sum_in_order(connection, index, alone) == sum(map(_sum, _chunks(connection, index, beside)))
    )


def _readable_in_order(
    connection: sqlite3.Connection, table: str, name: str, unique: bool, partial: bool
) -> _Index | None:
    """Return an index over whole columns of all rows, in the order in which Python, too, would put them; or None."""
    columns = connection.execute("SELECT name, [desc], coll FROM pragma_index_xinfo(?) WHERE key", (name,)).fetchall()
    if partial or any(column is None or falls or order != "BINARY" for column, falls, order in columns):
        return None
    return _Index(_quoted(name), _quoted(table), tuple(_quoted(column) for column, *_ in columns), bool(unique))


def _hashes_tell_apart(connection: sqlite3.Connection, index: _Index, scan: str) -> bool:
    """Whether no value hashes as another one does, a text as its bytes or -1 as -2; and none is missing."""
    plain = " AND ".join(f"{column} < x'' AND {column} <> -1" for column in index.columns)
    return connection.execute(f"SELECT 1 FROM {scan} WHERE ({plain}) IS NOT TRUE LIMIT 1").fetchone() is None  # noqa: S608 - quoted


def _sum_in_order(connection: sqlite3.Connection, index: _Index, scan: str) -> int | None:
    """Return the sum over the entries, or None where they are out of order or not unique."""
    key = operator.itemgetter(*range(len(index.columns) + (not index.unique)))
    total, last = 0, list[Any]()
    for rows in _chunks(connection, index, scan):
        keys = last + list(map(key, rows))
        if not all(map(operator.lt, keys, islice(keys, 1, None))):
            return None
        total, last = total + _sum(rows), keys[-1:]
    return total


def _sum(rows: list[tuple[Any, ...]]) -> int:
    """Return the sum of the squares of the rows' hashes.

    Without the squares two rows that have changed places often come to the same: a tuple's hash is nearly linear.
    """
    hashes = list(map(hash, rows))
    return sum(map(operator.mul, hashes, hashes))


def _chunks(connection: sqlite3.Connection, index: _Index, scan: str) -> Iterator[list[tuple[Any, ...]]]:
    cursor = connection.execute(f"SELECT {', '.join(index.columns)}, rowid FROM {scan}")  # noqa: S608 - quoted
    while rows := cursor.fetchmany(_ROWS_AT_ONCE):
        yield rows


def _quoted(name: str) -> str:
    return '"{}"'.format(name.replace('"', '""'))
