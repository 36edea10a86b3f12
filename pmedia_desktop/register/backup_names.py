"""What a backup is called, and where it stands among the others, whatever the PC's clock said when it was made.

``register-daily-20261128-093000-r2-n1234.db`` was made of a register that had been restored twice and whose journal
ended with entry 1234. A clock that jumped tells the wrong time only: these two numbers never go back. Each restore
counts one up, because the journal goes on from the restored entry with numbers that were there before.
"""

import json
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from pmedia_desktop.model.upkeep import BackupFile, BackupOrder, BackupPurpose
from pmedia_desktop.register.tables.upkeep import DraftRow

#: Local time, for the people who read the folder.
NAME_TIME = "%Y%m%d-%H%M%S"
#: What a backup that opens with a holder's key only has at the end of its name.
SEALED_ENDING = ".sealed"
#: How often the register was restored, kept among its drafts so that it travels with its backups.
RESTORES = "register.restores"

#: The numbers are missing in the names of the first releases, and in those that are made before anything is known.
_PATTERN = (
    r"register-(?P<purpose>[a-z-]+?)-(?P<at>\d{8}-\d{6})(?:-r(?P<restores>\d+)-n(?P<entry>\d+))?(?:-\d+)?\.db"
    r"(?P<sealed>\.sealed)?"
)
_NAME = re.compile(_PATTERN)
#: What a backup that is being made is called, and what SQLite lays beside it.
UNFINISHED = re.compile(_PATTERN + r"\.\d+\.part(?:-journal|-wal|-shm)?")


def backup_name(purpose: BackupPurpose, at: datetime, order: BackupOrder | None = None) -> str:
    """Return a backup's name; without ``order`` that of one which is being made."""
    numbers = f"-r{order.restores}-n{order.entry}" if order else ""
    return f"register-{purpose.value}-{at.astimezone().strftime(NAME_TIME)}{numbers}.db"


def backup_called(path: Path) -> BackupFile | None:
    """Return what a file's name and size say of it as a backup, or None when it is none."""
    match = _NAME.fullmatch(path.name)
    if match is None or match["purpose"] not in list(BackupPurpose) or not path.is_file():
        return None
    with suppress(ValueError):  # a day that no calendar has: somebody else has named this file
        return BackupFile(
            path=path,
            purpose=BackupPurpose(match["purpose"]),
            # The name holds local time.
            at=datetime.strptime(match["at"], NAME_TIME).astimezone(),
            size=path.stat().st_size,
            sealed=bool(match["sealed"]),
            order=BackupOrder(int(match["restores"] or 0), int(match["entry"] or 0)),
        )
    return None


def restores_in(session: Session) -> int:
    """Return how often a register was restored."""
    row = session.get(DraftRow, RESTORES)
    with suppress(ValueError, TypeError, KeyError):  # what a forger has written there is worth nothing
        return 0 if row is None else int(json.loads(row.content)["count"])
    return 0
