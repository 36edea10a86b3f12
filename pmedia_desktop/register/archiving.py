"""Sealing old journal entries into an archive file and leaving an anchor in the chain, which goes on.

The file is written, checked and flushed before anything is removed. Removal and anchor are one transaction, with the
guards of the schema back in place before its commit. A kill in between leaves the whole journal, and a file besides.
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action, Actor, JournalChange
from pmedia_desktop.model.upkeep import ArchiveReport, ChainHead
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register import chain, problems
from pmedia_desktop.register.chain_verification import (
    archived_through,
    chain_problems,
    given_up_spans,
    joined_spans,
    noted,
)
from pmedia_desktop.register.connecting import connect
from pmedia_desktop.register.copying import discard, publish
from pmedia_desktop.register.event_verification import last_noted_event, lines_digest
from pmedia_desktop.register.files import flush_to_disk, sha256_of
from pmedia_desktop.register.history import first_moment
from pmedia_desktop.register.json_values import instant_text, to_json
from pmedia_desktop.register.migrating import expected_schema
from pmedia_desktop.register.migrations import MIGRATIONS
from pmedia_desktop.register.sqlite_file import copy_schema, page_findings, reading_engine, writing_engine
from pmedia_desktop.register.store import Register
from pmedia_desktop.texts import translate

_CONTEXT = "register.archiving"

#: Which file an anchor speaks of, and its SHA-256.
ARCHIVE_FILE, ARCHIVE_SHA256 = "archive_file", "archive_sha256"

_TABLES = ("journal_entry", "journal_change", "journal_value")
_GUARDS = ("journal_entry_remains", "journal_change_remains")
_DIGESTS = (
    "SELECT actor FROM {0} UNION SELECT os_user FROM {0} UNION SELECT title FROM {0} UNION SELECT note FROM {0} "
    "UNION SELECT title FROM {1} UNION SELECT before FROM {1} UNION SELECT after FROM {1}"
)


def archive_folder(folder: Path) -> Path:
    """Return where a register's archives lie."""
    return folder / "archives"


def archive_journal(
    register: Register, before: datetime, actor: Actor, progress: Progress | None = None
) -> ArchiveReport:
    """Move all entries that are older than ``before`` to an archive file beside the register.

    Raises ``InputError`` when there are none, and ``EnvironmentProblem`` when the chain does not hold together: what is
    wrong must not be moved out of sight.
    """
    watch = progress or Silent()
    folder = archive_folder(register.folder)
    with problems.spoken_problems(register.path):
        with reading_engine(register.path).begin() as connection:
            broken = next(chain_problems(connection), "")
            if broken:
                raise EnvironmentProblem(broken, translate(_CONTEXT, "没有归档；请先校验登记册，必要时从备份恢复。"))
            last = _last_before(connection, before)
            earlier = archived_through(connection)
        if last is None:
            raise InputError(
                translate(_CONTEXT, "没有早于{day}的操作记录，").format(day=before.astimezone().date().isoformat()),
                translate(_CONTEXT, "不需要归档；请另选日期。"),
            )
        folder.mkdir(exist_ok=True)
        watch.step(1, 4)
        file, entries = _write_archive(register.path, folder, earlier, last, register.clock())
        watch.step(2, 4)
        digest = sha256_of(file)
        _remove(register, actor, (earlier, last), (file.name, digest))
    return ArchiveReport(path=file, sha256=digest, entries=entries, through=last)


def _last_before(connection: Connection, before: datetime) -> ChainHead | None:
    """Return the last entry that may go: all up to it are old, and the newest entry always stays."""
    moment = to_json(before)
    row = connection.exec_driver_sql(
        "SELECT number, hash FROM journal_entry WHERE number < "
        "COALESCE((SELECT MIN(number) FROM journal_entry WHERE at >= ?), (SELECT MAX(number) FROM journal_entry)) "
        "ORDER BY number DESC LIMIT 1",
        (moment,),
    ).first()
    return None if row is None else ChainHead(*row)


def _write_archive(source: Path, folder: Path, earlier: ChainHead, last: ChainHead, at: datetime) -> tuple[Path, int]:
    name = f"journal-{earlier.number + 1}-{last.number}-{at.astimezone():%Y%m%d}.db"
    temporary = folder / f"{name}.part"
    discard(temporary)  # of a run that was killed
    try:
        temporary.touch(mode=0o600)
        schema = {key: sql for key, sql in expected_schema(MIGRATIONS[-1].version).items() if _is_journal(sql)}
        with closing(connect(temporary)) as archive:
            archive.execute("ATTACH ? AS register", (f"{source.absolute().as_uri()}?mode=ro",))
            archive.execute("BEGIN")
            copy_schema(archive, schema, MIGRATIONS[-1].version)
            _copy_rows(archive, last.number)
            archive.execute("COMMIT")
        entries = _check_archive(temporary, earlier, last)
        flush_to_disk(temporary)
        return publish(temporary, folder, name), entries
    finally:
        discard(temporary)


def _is_journal(sql: str) -> bool:
    return any(f" {name} " in sql for name in _TABLES) and not sql.startswith("CREATE TRIGGER")


def _copy_rows(archive: sqlite3.Connection, last: int) -> None:
    archive.execute(
        "INSERT INTO main.journal_entry SELECT * FROM register.journal_entry WHERE number <= ? ORDER BY number", (last,)
    )
    archive.execute(
        "INSERT INTO main.journal_change SELECT * FROM register.journal_change WHERE entry_number <= ? "
        "ORDER BY entry_number, position",
        (last,),
    )
    digests = _DIGESTS.format("main.journal_entry", "main.journal_change")
    archive.execute(
        f"INSERT INTO main.journal_value SELECT * FROM register.journal_value WHERE digest IN ({digests})"  # noqa: S608
    )


def _check_archive(path: Path, earlier: ChainHead, last: ChainHead) -> int:
    """Check an archive as a backup is checked, and that it leads from where the last one ended to ``last``."""
    with reading_engine(path).begin() as connection, Session(connection) as session:
        findings = page_findings(connection)
        count = connection.exec_driver_sql("SELECT COUNT(*) FROM journal_entry").scalar_one()
        whole = chain.head_of(session) == last and count == last.number - earlier.number
        broken = next(chain_problems(connection, earlier), "")
    if findings or broken or not whole:
        raise problems.damaged(path, *findings[:1], *([broken] if broken else []))
    return int(count)


def _remove(register: Register, actor: Actor, between: tuple[ChainHead, ChainHead], file: tuple[str, str]) -> None:
    earlier, last = between
    with (
        problems.spoken_problems(register.path),
        writing_engine(register.path).begin() as connection,
        Session(connection) as session,
    ):
        if archived_through(connection) != earlier:  # another process has archived meanwhile
            raise problems.locked(register.path)
        event = last_noted_event(connection, last.number)
        spans = joined_spans(given_up_spans(connection))
        fields = [
            (chain.ARCHIVED_THROUGH, f"{last.number} {last.hash}"),
            (ARCHIVE_FILE, file[0]),
            (ARCHIVE_SHA256, file[1]),
            *((chain.ARCHIVED_SPAN, f"{first} {to}") for first, to in spans),
        ]
        since = first_moment(session)
        if since is not None:
            fields.append((chain.ARCHIVED_SINCE, instant_text(since)))
        if event:
            fields.append((chain.ARCHIVED_EVENTS, f"{event} {lines_digest(connection, event)}"))
        _delete_entries(connection, last.number)
        subject = Subject(SubjectKind.REGISTER)
        chain.append(
            session,
            at=register.clock(),
            actor=actor,
            action=Action.JOURNAL_ARCHIVED,
            subject=subject,
            note="",
            changes=[JournalChange(subject, field, None, value) for field, value in fields],
        )


def _delete_entries(connection: Connection, last: int) -> None:
    """Delete with the guards away; they are back before the commit, and a failure takes all of it back."""
    names = ", ".join(f"'{name}'" for name in _GUARDS)
    guards = connection.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE name IN ({names})").scalars().all()  # noqa: S608
    for name in _GUARDS:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql("DELETE FROM journal_change WHERE entry_number <= ?", (last,))
    connection.exec_driver_sql("DELETE FROM journal_entry WHERE number <= ?", (last,))
    digests = _DIGESTS.format("journal_entry", "journal_change")
    connection.exec_driver_sql(
        f"DELETE FROM journal_value WHERE digest NOT IN (SELECT actor FROM ({digests}) WHERE actor IS NOT NULL)"  # noqa: S608
    )
    for sql in guards:
        connection.exec_driver_sql(sql)


def archives_noted(register: Register) -> list[tuple[str, str]]:
    """Return the name and the SHA-256 of each archive that the journal's newest anchors speak of."""
    with reading_engine(register.path).begin() as connection:
        found: dict[int, dict[str, Any]] = {}
        for number, field, value in noted(connection, ARCHIVE_FILE, ARCHIVE_SHA256):
            found.setdefault(number, {})[field] = value
    return [(one[ARCHIVE_FILE], one[ARCHIVE_SHA256]) for one in found.values() if len(one) == 2]
