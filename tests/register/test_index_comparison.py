import sqlite3
from contextlib import closing
from typing import TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmedia_desktop.register.index_comparison import index_findings
from pmedia_desktop.register.sqlite_file import driver_of, reading_engine
from pmedia_desktop.register.store import Register
from tests.register.custody_examples import Custody

Value: TypeAlias = int | str | bytes | None
Rows: TypeAlias = dict[int, tuple[Value, Value]]

#: Among them what has the same hash in Python: a text and its bytes, -1 and -2.
VALUES: st.SearchStrategy[Value] = st.sampled_from([None, -2, -1, 0, 1, "", "a", "A", "b", "账号", b"", b"a", b"b"])
ROWS = st.dictionaries(st.integers(0, 9), st.tuples(VALUES, VALUES), max_size=6)

MADE = "CREATE INDEX ix_{table} ON {table} (one, two)"
UNIQUE = MADE.replace("INDEX", "UNIQUE INDEX")
FALLING = MADE.replace("one", "one DESC")
OF_ANY_CASE = MADE.replace("one", "one COLLATE NOCASE")


def index_of_other_rows(rows: Rows, others: Rows, made: str, claimed: str) -> sqlite3.Connection:
    """Return a table of ``rows`` with an index that was ``made`` for ``others`` and is ``claimed`` to be another."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for table, content in (("kept", rows), ("other", others)):
        connection.execute(f"CREATE TABLE {table} (number INTEGER PRIMARY KEY, one, two)")
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", [(key, *row) for key, row in content.items()])  # noqa: S608
        connection.execute(made.format(table=table))
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute(
        "UPDATE sqlite_master SET sql = ?, rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'ix_other') "
        "WHERE name = 'ix_kept'",
        (claimed.format(table="kept"),),
    )
    connection.execute("DELETE FROM sqlite_master WHERE tbl_name = 'other'")
    connection.execute("PRAGMA writable_schema = RESET")
    return connection


@given(ROWS, ROWS, st.sampled_from([MADE, UNIQUE, FALLING, OF_ANY_CASE]), st.booleans())
@example({1: ("a", 0)}, {1: (b"a", 0)}, MADE, False)
@example({1: (-1, "a")}, {1: (-2, "a")}, MADE, False)
@example({1: ("a", "b"), 2: ("b", "a")}, {1: ("b", "a"), 2: ("a", "b")}, MADE, False)
@example({1: ("a", "b"), 2: ("a", "b")}, {}, UNIQUE, True)
@example({1: ("a", "b"), 2: ("B", "b")}, {}, OF_ANY_CASE, True)
def test_it_judges_as_sqlite_does(rows: Rows, others: Rows, claimed: str, same: bool) -> None:
    with closing(index_of_other_rows(rows, rows if same else others, MADE, claimed)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall()
        differs = any("ix_kept" in finding for (finding,) in whole)
        assert (index_findings(connection, {"kept"}) != ()) == differs


def test_rows_that_have_changed_places_are_found() -> None:
    for number in range(60):  # one in eight of them has the same sum of hashes
        rows: Rows = {1: (f"{number}", 0), 2: (f"{number + 1}", 0)}
        with closing(index_of_other_rows(rows, {1: rows[2], 2: rows[1]}, MADE, MADE)) as connection:
            assert index_findings(connection, {"kept"}) != ()


@pytest.mark.parametrize("kind", ["(one DESC)", "(one COLLATE NOCASE)", "(one) WHERE one > 'a'", "(lower(one))"])
def test_indexes_of_other_kinds_are_left_to_sqlite(kind: str) -> None:
    sql = f"CREATE INDEX ix_{{table}} ON {{table}} {kind}"
    rows: Rows = {1: ("a", 1), 2: ("B", 2), 3: ("c", 3)}
    with closing(index_of_other_rows(rows, rows, sql, sql)) as connection:
        assert index_findings(connection, {"kept"}) == ()
    with closing(index_of_other_rows(rows, {**rows, 3: ("d", 2)}, sql, sql)) as connection:
        assert any("ix_kept" in finding for finding in index_findings(connection, {"kept"}))


def test_the_journals_values_are_read_in_order(register: Register, custody: Custody) -> None:
    statements: list[str] = []
    with reading_engine(register.path).begin() as engaged:
        connection = driver_of(engaged)
        connection.set_trace_callback(statements.append)
        assert index_findings(connection) == ()
        connection.set_trace_callback(None)
        scans = [sql for sql in statements if "INDEXED BY" in sql]
        plans = [connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchone()[3] for sql in scans]
    assert len(plans) == 2
    assert all("USING COVERING INDEX" in plan for plan in plans), "else the table would be compared with itself"
    assert not any("integrity_check" in sql and "journal_value" in sql for sql in statements), "it would take its time"
