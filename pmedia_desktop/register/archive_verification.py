"""Looking into the archives of the journal: whether each is the file that was sealed, and holds what backups noted."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.model.upkeep import ChainHead
from pmedia_desktop.register import problems
from pmedia_desktop.register.archiving import archive_folder, archives_noted
from pmedia_desktop.register.chain import entry_before, hashes_of
from pmedia_desktop.register.chain_verification import chain_problems, given_up_spans
from pmedia_desktop.register.files import sha256_of
from pmedia_desktop.register.sqlite_file import reading_engine
from pmedia_desktop.register.store import Register
from pmedia_desktop.texts import translate

_CONTEXT = "register.archive_verification"


def archive_findings(register: Register, known_heads: Iterable[ChainHead]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return problems and notes of all archives that the journal speaks of.

    A file that is missing or was altered says nothing against the register: a note. One that is the sealed file and
    yet contradicts a backup is a problem: whoever forged it has forged the anchor as well.
    """
    found: list[str] = []
    notes: list[str] = []
    with reading_engine(register.path).begin() as connection:
        given_up = tuple(given_up_spans(connection))
    heads = [head for head in known_heads if not any(first <= head.number <= last for first, last in given_up)]
    for name, sha256 in archives_noted(register):
        path = archive_folder(register.folder) / Path(name).name
        if not path.is_file():
            notes.append(
                translate(_CONTEXT, "操作记录的归档文件“{name}”不在归档文件夹里，没有核对。").format(name=name)
            )
        elif sha256_of(path) != sha256:
            notes.append(translate(_CONTEXT, "操作记录的归档文件“{name}”与归档时的校验值不同。").format(name=name))
        else:
            found += _problems_in(path, heads)
    return tuple(found), tuple(notes)


def _problems_in(path: Path, heads: Iterable[ChainHead]) -> Iterator[str]:
    try:
        with problems.spoken_problems(path), reading_engine(path).begin() as connection:
            hashes = hashes_of(connection)
            yield from chain_problems(connection, entry_before(connection))
    except (InputError, EnvironmentProblem, DatabaseError, sqlite3.DatabaseError):
        yield translate(_CONTEXT, "操作记录的归档文件“{name}”打不开。").format(name=path.name)
        return
    for head in heads:
        if head.number in hashes and hashes[head.number] != head.hash:
            message = translate(
                _CONTEXT, "归档文件“{name}”里第 {number} 条操作记录与备份留存的校验值不同，可能被重造过。"
            )
            yield message.format(name=path.name, number=head.number)
            return
