"""Version 3 of the schema: what is published, what citizens ask, what is inspected; one module for each subject.

Frozen: a released step never changes, later versions add steps of their own.
"""

from sqlalchemy import Connection

from pmedia_desktop.register.migrations import version_3_inspection, version_3_publishing


def apply(connection: Connection) -> None:
    """Make the tables."""
    for subject in (version_3_publishing, version_3_inspection):
        for statement in subject.TABLES.strip().split("\n\n"):
            connection.exec_driver_sql(statement)
