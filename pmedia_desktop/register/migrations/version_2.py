"""Version 2 of the schema: custody (Article 15), and the triggers that keep its record from being altered.

Frozen: a released step never changes, later versions add steps of their own.
"""

from sqlalchemy import Connection

from pmedia_desktop.register.migrations.version_2_tables import TABLES

# A REPLACE deletes without firing a trigger for it, hence the third one.
_EVENT_GUARDS = """
CREATE TRIGGER custody_event_stays BEFORE UPDATE ON custody_event
BEGIN SELECT RAISE(ABORT, 'the custody record cannot be altered'); END

CREATE TRIGGER custody_event_remains BEFORE DELETE ON custody_event
BEGIN SELECT RAISE(ABORT, 'the custody record cannot be altered'); END

CREATE TRIGGER custody_event_follows BEFORE INSERT ON custody_event
WHEN NEW.id IS NOT (SELECT COALESCE(MAX(id), 0) + 1 FROM custody_event)
BEGIN SELECT RAISE(ABORT, 'lines of the custody record are numbered without gaps'); END
"""


def apply(connection: Connection) -> None:
    """Make the tables and their guards."""
    for text in (TABLES, _EVENT_GUARDS):
        for statement in text.strip().split("\n\n"):
            connection.exec_driver_sql(statement)
