"""Version 4 of the schema: an entry of thousands of changes (an import) takes time that grows with their number.

The guard of version 1 counted an entry's changes at each of them, so that twice as many took four times as long.
Positions begin at 0 and have no gaps: the highest one says the same. Frozen once it is released.
"""

from sqlalchemy import Connection

_FOLLOWS = """
CREATE TRIGGER journal_change_follows BEFORE INSERT ON journal_change
WHEN NEW.entry_number IS NOT (SELECT MAX(number) FROM journal_entry)
    OR NEW.position IS NOT (
        SELECT COALESCE(MAX(position), -1) + 1 FROM journal_change WHERE entry_number = NEW.entry_number
    )
BEGIN SELECT RAISE(ABORT, 'changes belong to the last journal entry'); END
"""


def apply(connection: Connection) -> None:
    """Replace the guard."""
    connection.exec_driver_sql("DROP TRIGGER journal_change_follows")
    connection.exec_driver_sql(_FOLLOWS.strip())
