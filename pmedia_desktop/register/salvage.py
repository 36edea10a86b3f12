"""Saving what can still be read of a damaged register into a new file beside it; the damaged one stays as it is.

Rows are read one by one, forwards and backwards up to the damage and by their numbers inside it. What the damage has
taken is looked for in the newest whole backup, and so is what others point to and is gone. Where a table could not be
read to its end, nobody can say how much was behind.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from pmedia_desktop.model.upkeep import BackupFile, SalvageReport
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.register import problems
from pmedia_desktop.register.backup import list_backups
from pmedia_desktop.register.backup_files import is_whole
from pmedia_desktop.register.backup_names import NAME_TIME
from pmedia_desktop.register.connecting import connect, sidecars
from pmedia_desktop.register.copying import discard, publish
from pmedia_desktop.register.leftovers import work_folder
from pmedia_desktop.register.migrating import expected_schema
from pmedia_desktop.register.migrations import MIGRATIONS
from pmedia_desktop.register.opening import REGISTER_NAME
from pmedia_desktop.register.schema_pages import put_back_list_of_tables
from pmedia_desktop.register.sqlite_file import copy_schema

#: Inside the damage, rows are asked for by number; beyond so many numbers nobody waits.
_MOST_PROBED = 20_000
#: Behind every row of a table.
_END = 1 << 62
#: Never taken from a backup: a value that is missing may have been erased on purpose since.
_NOT_BROUGHT_BACK = frozenset(("journal_value",))


def newest_whole_backup(folder: Path) -> BackupFile | None:
    """Return the newest backup that can be restored as it is; sealed ones need a key first and are left out."""
    return next((file for file in list_backups(folder) if not file.sealed and is_whole(file)), None)


def salvage(folder: Path, at: datetime, progress: Progress | None = None) -> SalvageReport:
    """Write what can be read of the register in ``folder`` to a new file beside it, and say what it holds.

    Raises ``RegisterDamaged`` when not even the list of its tables can be read and no backup has the same one.
    """
    path = folder / REGISTER_NAME
    with problems.spoken_problems(path), work_folder(folder, "salvage") as work:
        if not path.exists():
            raise problems.missing(path)
        damaged = Path(work) / REGISTER_NAME
        # On a copy, with what SQLite left beside it: opening the damaged one could already change it.
        for file in (path, *sidecars(path)):
            shutil.copyfile(file, damaged.with_name(file.name))
        fresh = Path(work) / "salvaged.db"
        fresh.touch(mode=0o600)
        backup = newest_whole_backup(folder)
        if backup is not None and not _has_list_of_tables(damaged):
            put_back_list_of_tables(damaged, backup.path)
        with (
            closing(connect(damaged, foreign_keys=False)) as source,
            closing(connect(fresh, foreign_keys=False)) as new,
        ):
            report = _Salvage(source, new, _version(source, path)).run(backup, progress or Silent())
        name = f"register-salvaged-{at.astimezone().strftime(NAME_TIME)}.db"
        published = publish(fresh, folder, name)
        discard(fresh)
    return SalvageReport(
        path=published,
        saved=dict(report.saved),
        lost=dict(+report.lost),
        filled=report.filled,
        unknown=tuple(name for name, (_first, last) in report.gaps.items() if last == _END),
    )


def _has_list_of_tables(path: Path) -> bool:
    try:
        with closing(connect(path, foreign_keys=False)) as connection:
            connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return False
    return True


def _version(source: sqlite3.Connection, path: Path) -> int:
    try:
        source.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        version = int(source.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise problems.damaged(path, str(error)) from error
    if not 1 <= version <= MIGRATIONS[-1].version:
        raise problems.damaged(path, f"user_version {version}")
    return version


class _Salvage:
    """One salvage from ``source`` into the empty ``new`` register of the same schema version."""

    def __init__(self, source: sqlite3.Connection, new: sqlite3.Connection, version: int) -> None:
        self._source = source
        self._new = new
        self._version = version
        self.saved: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.filled = 0
        self.gaps: dict[str, tuple[int, int]] = {}

    def run(self, backup: BackupFile | None, progress: Progress) -> "_Salvage":
        """Copy all tables within one transaction; the schema's guards come last."""
        schema = expected_schema(self._version)
        guards = [sql for sql in schema.values() if sql.startswith("CREATE TRIGGER")]
        tables = [name for name, sql in schema.items() if sql.startswith("CREATE TABLE")]
        self._new.execute("BEGIN")
        copy_schema(self._new, schema, self._version)
        for done, name in enumerate(tables):
            progress.step(done, len(tables), name)
            self._copy(name)
        if backup is not None:
            self._fill_from(backup.path)
        self._drop_dangling()
        for sql in guards:
            self._new.execute(sql)
        self._new.execute("COMMIT")
        return self

    def _copy(self, name: str) -> None:
        wanted = [row[1] for row in self._new.execute(f'PRAGMA table_info("{name}")')]
        listed = ", ".join(f'"{column}"' for column in wanted)
        insert = f'INSERT OR IGNORE INTO "{name}" ({listed}) VALUES ({", ".join("?" * len(wanted))})'  # noqa: S608 - names of our own schema
        for row in self._rows(name, listed):
            try:
                taken = self._new.execute(insert, row).rowcount
            except sqlite3.Error:  # damage has put what the schema refuses into the row
                taken = 0
            if taken > 0:
                self.saved[name] += 1
            else:
                self.lost[name] += 1

    def _rows(self, name: str, columns: str) -> Iterator[tuple[Any, ...]]:
        select = f'SELECT rowid, {columns} FROM "{name}" NOT INDEXED'  # noqa: S608 - names of our own schema
        first, last = 0, _END
        with suppress(sqlite3.DatabaseError):
            for number, *row in self._source.execute(f"{select} ORDER BY rowid"):
                first = number
                yield tuple(row)
            return
        with suppress(sqlite3.DatabaseError):
            for number, *row in self._source.execute(f"{select} WHERE rowid > {first} ORDER BY rowid DESC"):
                last = number
                yield tuple(row)
        self.gaps[name] = first, last
        yield from self._probed(f"{select} WHERE rowid = ?", name, first, last)

    def _probed(self, select: str, name: str, first: int, last: int) -> Iterator[tuple[Any, ...]]:
        for number in range(first + 1, min(last, first + _MOST_PROBED)):
            try:
                found = self._source.execute(select, (number,)).fetchone()
            except sqlite3.DatabaseError:
                if last < _END:
                    self.lost[name] += 1
                continue
            if found is not None:
                yield found[1:]

    def _fill_from(self, backup: Path) -> None:
        """Take from the backup what the damage has taken, and records that others point to and that are gone."""
        with closing(connect(backup, query_only=True)) as older:
            if int(older.execute("PRAGMA user_version").fetchone()[0]) != self._version:
                return
            for name, (first, last) in self.gaps.items():
                self._take_gap(older, name, first, last)
            while found := sum(self._take(older, *dangling) for dangling in self._dangling()):
                self.filled += found

    def _take_gap(self, older: sqlite3.Connection, name: str, first: int, last: int) -> None:
        if name in _NOT_BROUGHT_BACK:
            return
        rows = older.execute(f'SELECT * FROM "{name}" WHERE rowid > ? AND rowid < ? ORDER BY rowid', (first, last))  # noqa: S608
        for row in rows:
            taken = self._put(name, row)
            self.filled += taken
            self.lost[name] -= min(taken, self.lost[name])

    def _take(self, older: sqlite3.Connection, name: str, row: int, target: str, columns: tuple[str, str]) -> int:
        column, key = columns
        value = self._new.execute(f'SELECT "{column}" FROM "{name}" WHERE rowid = ?', (row,)).fetchone()  # noqa: S608
        kept = older.execute(f'SELECT * FROM "{target}" WHERE "{key}" = ?', value).fetchone()  # noqa: S608
        return 0 if kept is None else self._put(target, kept)

    def _put(self, name: str, row: tuple[Any, ...]) -> int:
        """Take a whole row of the backup; return 0 where there is one with its key, else 1."""
        marks = ", ".join("?" * len(row))
        return max(self._new.execute(f'INSERT OR IGNORE INTO "{name}" VALUES ({marks})', row).rowcount, 0)  # noqa: S608

    def _drop_dangling(self) -> None:
        """Let go of what points nowhere: of the pointer where the schema allows it, of the record else."""
        while dangling := list(self._dangling()):
            for name, row, _target, (column, _key) in dangling:
                try:
                    self._new.execute(f'UPDATE "{name}" SET "{column}" = NULL WHERE rowid = ?', (row,))  # noqa: S608
                except sqlite3.IntegrityError:
                    self._new.execute(f'DELETE FROM "{name}" WHERE rowid = ?', (row,))  # noqa: S608
                    self.saved[name] -= 1
                    self.lost[name] += 1

    def _dangling(self) -> Iterator[tuple[str, int, str, tuple[str, str]]]:
        found = self._new.execute("PRAGMA foreign_key_check").fetchall()
        for name, row, target, number in found:
            for key in self._new.execute(f'PRAGMA foreign_key_list("{name}")').fetchall():
                if key[0] == number and key[2] == target:
                    yield name, row, target, (key[3], key[4] or "id")
