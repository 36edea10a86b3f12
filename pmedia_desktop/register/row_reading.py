"""Rows that hold what no program of ours writes, for bits that fell over or for somebody's own SQL.

SQLite takes any value in any column, so the pages hold together and the row is only noticed when it is read.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, select

from pmedia_desktop.register import problems
from pmedia_desktop.register.sqlite_file import reading_engine
from pmedia_desktop.register.tables.base import Base
from pmedia_desktop.texts import translate

_CONTEXT = "register.row_reading"
#: What converting a stored value to one of the model's raises.
_NOT_READABLE = (ValueError, TypeError, LookupError, AttributeError)
#: Bytes are bytes, and of the journal its chain tells, by the entry.
_APART = frozenset(("attachment_content", "journal_entry", "journal_change", "journal_value"))


def unreadable_rows(connection: Connection) -> Iterator[str]:
    """Yield a sentence for each table of today's schema of which a row cannot be read."""
    for table in Base.metadata.sorted_tables:
        if table.name in _APART:
            continue
        try:
            for _row in connection.execute(select(table)):
                pass
        except _NOT_READABLE:
            yield translate(_CONTEXT, "{table} 中有记录的内容读不出来。").format(table=table.name)


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Say of the register ``path`` that it is damaged where a row of it cannot be read, before and within the block."""
    with problems.spoken_problems(path), reading_engine(path).begin() as connection:
        for found in unreadable_rows(connection):
            raise problems.damaged(path, found.rstrip("。"))
    try:
        yield
    except _NOT_READABLE as error:
        raise problems.damaged(path, translate(_CONTEXT, "有记录的内容读不出来")) from error
