"""Version 5 of the schema: what was added after version 4 was released; one module for each subject.

Frozen once it is released: later versions add steps of their own.
"""

from sqlalchemy import Connection

from pmedia_desktop.register.migrations import version_5_written_notices


def apply(connection: Connection) -> None:
    """Make the tables."""
    for subject in (version_5_written_notices,):
        for statement in subject.TABLES.strip().split("\n\n"):
            connection.exec_driver_sql(statement)
