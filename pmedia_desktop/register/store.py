"""The open register: transactions for reading and for writing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from sqlalchemy.orm import Session

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.register import chain
from pmedia_desktop.register.problems import DiskFailure, DiskFull, spoken_problems
from pmedia_desktop.register.reading import Reader
from pmedia_desktop.register.sqlite_file import reading_engine, roll_back_leftovers, writing_engine
from pmedia_desktop.register.writing import Writer

__all__ = ["Clock", "Reader", "Register", "Writer", "utc_now"]

Clock: TypeAlias = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class Register:
    """An opened register. Safe in every thread: each transaction has a connection of its own.

    A transaction waits five seconds for others, then ``RegisterLocked`` is raised; do not write inside the
    block of a read.
    """

    def __init__(self, path: Path, clock: Clock = utc_now) -> None:
        self.path = path
        self.folder = path.parent
        self.clock = clock
        self._reading = reading_engine(path)
        self._writing = writing_engine(path)

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Read within one transaction: everything belongs to one moment."""
        with spoken_problems(self.path), self._reading.begin() as connection, Session(connection) as session:
            yield Reader(session, self.path, self.clock())

    @contextmanager
    def write(
        self, actor: Actor, action: Action, *, subject: Subject | None = None, note: str = ""
    ) -> Iterator[Writer]:
        """Change within one transaction that ends with one journal entry.

        Nothing changed: no entry. Any exception: everything is taken back. ``subject`` is what the entry is
        about; left out, it is the first record that was changed.
        """
        try:
            with spoken_problems(self.path), self._writing.begin() as connection, Session(connection) as session:
                writer = Writer(session, self.path, self.clock(), actor)
                yield writer
                session.flush()
                if writer.changes:
                    chain.append(
                        session,
                        at=self.clock(),
                        actor=writer.actor,
                        action=action,
                        subject=_entry_subject(writer, subject),
                        note=note,
                        changes=writer.changes,
                    )
        except (DiskFull, DiskFailure):
            roll_back_leftovers(self.path)
            raise

    def close(self) -> None:
        """Let go of the file; transactions after this open it again."""
        self._reading.dispose()
        self._writing.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _entry_subject(writer: Writer, wished: Subject | None) -> Subject:
    """Return what the entry is about; a new record's id is known by the first change of its kind."""
    if wished is not None and (wished.id or wished.kind in (SubjectKind.REGISTER, SubjectKind.SETTINGS)):
        return wished
    for change in writer.changes:
        if wished is None or change.subject.kind is wished.kind:
            return change.subject
    return wished or Subject(SubjectKind.REGISTER)
