"""Rows of the file as they stand, whatever a forger has put there."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, literal_column, select, table

StoredRow: TypeAlias = list[Any]


def stored_rows(connection: Connection, name: str, *columns: str) -> Iterator[StoredRow]:
    """Yield what the columns store, as it stands: a forged value must be reported, not stumbled over."""
    # Without their types the columns are read as SQLite holds them.
    cells: list[ColumnElement[Any]] = [literal_column(f'"{column}"') for column in columns]
    statement: Select[Any] = select(*cells).select_from(table(name))
    for row in connection.execute(statement.order_by(*(literal_column(str(n + 1)) for n in range(2)))):
        yield list(row)
