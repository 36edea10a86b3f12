"""Long statements of SQLite's that end when the user cancels: a check goes through a whole register in one."""

import sqlite3
from types import TracebackType
from typing import Self

from sqlalchemy.exc import DBAPIError

from pmedia_desktop.progress import Progress

#: So many of SQLite's instructions lie between two questions: about a hundredth of a second.
_INSTRUCTIONS = 1_000_000


class Stopping:
    """Within it the statements of all connections that it ``watch``es end once one thread is cancelled or fails.

    What comes out is what ``progress`` raised, ``Cancelled`` as a rule, and not SQLite's word for it.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._why: BaseException | None = None

    def watch(self, connection: sqlite3.Connection) -> None:
        """Let the connection's statements end when it is time; its thread may be any."""
        connection.set_progress_handler(self._is_over, _INSTRUCTIONS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, sqlite3.Error | DBAPIError) and self._why is not None:
            raise self._why from None
        self._why = self._why or error

    def _is_over(self) -> bool:
        if self._why is None:
            try:
                self._progress.step(0, 0)
            except Exception as problem:  # SQLite would swallow it; it comes out at the end
                self._why = problem
        return self._why is not None
