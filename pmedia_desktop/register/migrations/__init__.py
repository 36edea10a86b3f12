"""The steps that lead from an empty file to today's schema, listed one by one so that no packer misses them.

Each step is frozen text. It runs in a transaction of its own with foreign keys off, so that it may rebuild tables;
they are checked before the commit.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from pmedia_desktop.register.migrations import version_1, version_2, version_3, version_4, version_5


@dataclass(frozen=True)
class Migration:
    """One step: ``apply`` brings a file of the version before to ``version``."""

    version: int
    apply: Callable[[Connection], None]


MIGRATIONS = (
    Migration(1, version_1.apply),
    Migration(2, version_2.apply),
    Migration(3, version_3.apply),
    Migration(4, version_4.apply),
    Migration(5, version_5.apply),
)
