"""Checking the register as a whole: pages, schema, references, attachments, and the journal's chain."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, literal_column, select, table
from sqlalchemy.orm import Session

from pmedia_desktop.model.upkeep import ChainHead, VerifyReport
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register.chain import head_of
from pmedia_desktop.register.chain_verification import chain_problems, head_problems, value_problems
from pmedia_desktop.register.event_verification import event_problems, keeps_custody
from pmedia_desktop.register.migrating import expected_schema
from pmedia_desktop.register.migrations import MIGRATIONS
from pmedia_desktop.register.problems import RegisterDamaged, spoken_problems
from pmedia_desktop.register.row_reading import unreadable_rows
from pmedia_desktop.register.sqlite_file import (
    check_header,
    driver_of,
    page_findings,
    reading_engine,
    row_counts,
    schema_objects,
    schema_version,
)
from pmedia_desktop.register.stopping import Stopping
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.stored_rows import stored_rows
from pmedia_desktop.texts import translate

_CONTEXT = "register.verification"


def verify_register(
    register: Register | Path, *, known_heads: Iterable[ChainHead] = (), progress: Progress | None = None
) -> VerifyReport:
    """Check a register or a backup and change nothing.

    ``known_heads`` are heads of the chain noted elsewhere (in backups, on printed sheets): an entry that was cut
    off or a chain that was forged anew differs from them. What is no register at all raises as opening does.
    """
    path = register if isinstance(register, Path) else register.path
    try:
        with spoken_problems(path):
            check_header(path, MIGRATIONS[-1].version)
            watched = progress or Silent()
            with reading_engine(path).begin() as connection, Stopping(watched) as stopping:
                stopping.watch(driver_of(connection))
                findings = page_findings(connection)
                if findings:
                    return VerifyReport(problems=tuple(_damaged(finding) for finding in findings))
                return _verify(connection, tuple(known_heads), watched)
    except RegisterDamaged as damage:
        return VerifyReport(problems=(str(damage),))


def page_problems(register: Register) -> tuple[str, ...]:
    """Check the pages alone, which needs no time of the user's where it is done in the background."""
    with spoken_problems(register.path), reading_engine(register.path).begin() as connection:
        return tuple(_damaged(finding) for finding in page_findings(connection, quick=True))


def _verify(connection: Connection, known_heads: tuple[ChainHead, ...], progress: Progress) -> VerifyReport:
    version = schema_version(connection)
    problems = tuple(_schema_problems(connection, version))
    if problems:  # what is missing could not be read
        return VerifyReport(problems=problems)
    problems = (
        *_reference_problems(connection),
        *chain_problems(connection),
        *value_problems(connection),
        *head_problems(connection, known_heads),
        *(event_problems(connection) if keeps_custody(version) else ()),
        *_attachment_problems(connection, progress),
        *(unreadable_rows(connection) if version == MIGRATIONS[-1].version else ()),
    )
    with Session(connection) as session:
        head = head_of(session)
    return VerifyReport(
        problems=problems,
        entries=head.number,
        erased_values=_erased_values(connection),
        head=head,
        counts=row_counts(connection),
    )


def _damaged(finding: str) -> str:
    return translate(_CONTEXT, "文件已损坏：{finding}。").format(finding=finding)


def _schema_problems(connection: Connection, version: int) -> Iterator[str]:
    expected, found = expected_schema(version), schema_objects(connection)
    for name in sorted(expected):
        if name not in found:
            yield translate(_CONTEXT, "数据库结构被改动：缺少 {name}。").format(name=name)
        elif found[name] != expected[name]:
            yield translate(_CONTEXT, "数据库结构被改动：{name} 与本程序建立的不同。").format(name=name)
    for name in sorted(found.keys() - expected.keys()):
        yield translate(_CONTEXT, "数据库结构被改动：多出 {name}。").format(name=name)


def _reference_problems(connection: Connection) -> Iterator[str]:
    for name, _row, target, _key in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        message = translate(_CONTEXT, "{table} 中有记录指向 {target} 中不存在的记录。")
        yield message.format(table=name, target=target)


def _erased_values(connection: Connection) -> int:
    digests: set[Any] = set()
    for row in stored_rows(connection, "journal_entry", "actor", "os_user", "title", "note"):
        digests.update(row)
    for row in stored_rows(connection, "journal_change", "title", "before", "after"):
        digests.update(row)
    kept = {digest for digest, _salt in stored_rows(connection, "journal_value", "digest", "salt")}
    return len(digests - kept - {None})


def _attachment_problems(connection: Connection, progress: Progress) -> Iterator[str]:
    sums = {
        number: (name, sha256)
        for number, name, sha256 in stored_rows(connection, "attachment", "id", "file_name", "sha256")
    }
    for done, (number, (name, sha256)) in enumerate(sums.items()):
        progress.step(done, len(sums))
        content = connection.scalar(
            select(literal_column("content"))
            .select_from(table("attachment_content"))
            .where(literal_column("attachment_id") == number)
        )
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != sha256:
            yield translate(_CONTEXT, "附件“{name}”的内容与校验值不符。").format(name=name)
    for filing, attachment, sha256 in stored_rows(
        connection, "filing_printing", "filing_id", "attachment_id", "sha256"
    ):
        if attachment not in sums or sums[attachment][1] != sha256:
            message = translate(_CONTEXT, "第 {id} 号备案留存的表与打印时的校验值不符。")
            yield message.format(id=filing)
