"""Whatever somebody hands the program, tables, forms, backups, notices, pictures: our own errors, nothing written.

The normal run tries some of each, the longer run (``--long``) many more. docs/reliability.md keeps the figures.
"""

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.exchange.qr_pictures import read_qr
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.paper.qr import qr_picture
from pmedia_desktop.services import holiday_notices
from pmedia_desktop.services.backup.restore_preview import preview_restore
from pmedia_desktop.services.files import read_json_object
from pmedia_desktop.services.importing.plan import plan_import
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.paper.forms import fill_any_form
from pmedia_desktop.services.sample.making import make_sample
from pmedia_desktop.vault.identities import Identity, new_identity, recipient_of
from pmedia_desktop.vault.problems import SealProblem
from pmedia_desktop.vault.sealed_files import Label, is_as_sealed, open_file, read_label, seal_file
from pmedia_desktop.vault.sealing import Stamp
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.transfer import Carried, Package, pack_for, unpack_for
from tests.exchange.books import rows
from tests.faults.surroundings import files_in

#: Seconds and megabytes that one input may take at most: far from a quick answer, near a bound.
MOST_SECONDS, MOST_MEGABYTES = 60, 600
#: The first bytes of a register: SQLite's own header.
_HEADER = 100
_HEADINGS = ("账号名称", "平台", "UID", "粉丝数", "账号管理员", "联系电话")
_ROW = ("平安示例", "抖音", "dy1", "300", "赵一", "13800000001")

_NOTICE = (
    "国务院办公厅关于2026年部分节假日安排的通知\n国办发明电〔2025〕7号\n"
    "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。\n"
    "二、清明节：4月4日（周六）至6日（周一）放假，共3天。\n国务院办公厅\n2025年11月4日\n"
)

Take = Callable[[Path], Any]


def mutated(seed: bytes) -> st.SearchStrategy[bytes]:
    """Return the seed with some bytes changed, cut out, doubled or put in; now and then something else altogether."""
    places = st.integers(0, max(len(seed) - 1, 0))
    pieces = st.one_of(
        st.binary(max_size=24), st.sampled_from((b"\xff\xff\xff\xff", b"\0" * 16, b"1e999", "龘𬱖".encode(), b'"'))
    )
    edits = st.lists(st.tuples(places, st.integers(0, 40), pieces), min_size=1, max_size=6)
    return st.one_of(edits.map(partial(_edited, seed)), edits.map(partial(_edited, seed)), st.binary(max_size=2_000))


def _edited(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    content = seed
    for place, length, piece in edits:
        content = content[:place] + piece + content[place + length :]
    return content


def altered(seed: bytes, spare: int) -> st.SearchStrategy[bytes]:
    """Return the seed with bytes overwritten behind the first ``spare`` ones: what its header promises is all there."""
    edits = st.lists(
        st.tuples(st.integers(spare, len(seed) - 9), st.binary(min_size=1, max_size=8)), min_size=1, max_size=4
    )
    return edits.map(partial(_overwritten, seed))


def _overwritten(seed: bytes, edits: list[tuple[int, bytes]]) -> bytes:
    content = bytearray(seed)
    for place, piece in edits:
        content[place : place + len(piece)] = piece
    return bytes(content)


def rewritten(seed: bytes, place: Path) -> st.SearchStrategy[bytes]:
    """Return a register in which one column of one row holds what no program of ours writes; the file is sound."""
    columns = st.sampled_from(_columns_of(seed, place))
    values = st.sampled_from(
        (None, "", "nonsense", "[", '{"a": 1}', '["x"]', "2026-99-99", -1, 1e300, 2**62, b"\xff\xfe", "龘" * 50)
    )
    return st.tuples(columns, st.integers(0, 20), values).map(lambda drawn: _rewritten(seed, place, *drawn))


def _columns_of(seed: bytes, place: Path) -> list[tuple[str, str]]:
    """Return (table, column) of all tables that have rows."""
    place.write_bytes(seed)
    with closing(sqlite3.connect(place)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        filled = [table for table in tables if connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone()]  # noqa: S608
        return [(table, row[1]) for table in filled for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _rewritten(seed: bytes, place: Path, column: tuple[str, str], nth: int, value: object) -> bytes:
    table, name = column
    place.write_bytes(seed)
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for guard, _sql in guards:
            connection.execute(f'DROP TRIGGER "{guard}"')
        (count,) = connection.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()  # noqa: S608
        row = f'(SELECT rowid FROM "{table}" LIMIT 1 OFFSET {nth % count})'  # noqa: S608
        connection.execute("PRAGMA ignore_check_constraints = ON")
        with suppress(sqlite3.IntegrityError):  # SQLite itself refuses it: nobody can have written it
            connection.execute(f'UPDATE "{table}" SET "{name}" = ? WHERE rowid = {row}', (value,))  # noqa: S608
        for _guard, sql in guards:
            connection.execute(sql)
    return place.read_bytes()


def _table(folder: Path, path: Path) -> None:
    office = open_office(folder, on=date(2026, 11, 23))
    try:
        plan_import(office, path)
    finally:
        office.close()


def _own_form(path: Path) -> None:
    load_form("filing", (path.parent,))


def _values(folder: Path, path: Path) -> None:
    fill_any_form(folder, "filing", read_json_object(path), "opening")


def _restore(folder: Path, path: Path) -> None:
    preview_restore(path, folder)


def _sealed(identity: Identity, register: bytes, path: Path) -> None:
    """Open a sealed file: what opens is what was sealed, and what does not was known for damaged without a key."""
    opened = path.with_suffix(".opened")
    try:
        open_file(path, opened, identity)
    except (SealProblem, InputError):
        assert not is_as_sealed(path)
        raise
    assert opened.read_bytes() == register


def _picture(path: Path) -> None:
    read_qr(path.read_bytes())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder that no input may change."""
    made = tmp_path_factory.mktemp("data")
    office = open_office(made, create=True)
    make_sample(office)
    office.close()
    return made


@dataclass(frozen=True)
class Door:
    """A way in: the file's name, what is handed in, and what takes it."""

    name: str
    contents: st.SearchStrategy[bytes]
    take: Take


@pytest.fixture(scope="module")
def doors(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Door]:
    return doors_of(folder, tmp_path_factory.mktemp("seeds"))


def doors_of(folder: Path, place: Path) -> Mapping[str, Door]:
    """Return the doors of a data folder by their names; good examples are made in ``place``."""
    identity = new_identity()
    values = {"account_name": "示例镇发布", "principal_name": "王䶮", "reason": "工作需要"}
    sealed = place / "register.db.sealed"
    seal_file(folder / "register.db", sealed, Label({recipient_of(identity): "locked"}, ()))
    stamp = Stamp("1", 1, "password", datetime(2026, 11, 23, tzinfo=UTC))
    package = pack_for(Package("{}", (Carried(stamp, Secret("Mima-7319")),)), recipient_of(identity))
    csv = "\n".join(",".join(line) for line in (_HEADINGS, _ROW))
    register, whole = (folder / "register.db").read_bytes(), sealed.read_bytes()
    workbook = rows(place / "台账.xlsx", _HEADINGS, _ROW).read_bytes()
    restore = partial(_restore, folder)
    return {
        "spreadsheet": Door("台账.xlsx", mutated(workbook), partial(_table, folder)),
        "CSV": Door("台账.csv", mutated(csv.encode("gb18030")), partial(_table, folder)),
        "form": Door("filing.toml", mutated(data_path("forms", "filing.toml").read_bytes()), _own_form),
        "values": Door("values.json", mutated(json.dumps(values).encode()), partial(_values, folder)),
        "backup": Door("copy.db", mutated(register), restore),
        "backup, its pages": Door("copy.db", altered(register, _HEADER), restore),
        "backup, its rows": Door("copy.db", rewritten(register, place / "rewritten.db"), restore),
        "sealed backup": Door("copy.db.sealed", mutated(whole[:4_000]), read_label),
        "sealed backup, all of it": Door("copy.db.sealed", altered(whole, 0), partial(_sealed, identity, register)),
        "hand-over file": Door(
            "transfer.txt",
            mutated(package.encode()),
            lambda path: unpack_for(path.read_text("utf-8", "replace"), identity),
        ),
        "holiday notice": Door("notice.txt", mutated(_NOTICE.encode()), holiday_notices.read_file),
        "QR picture": Door("sheet.png", mutated(qr_picture("彭山")), _picture),
    }


DOORS = (
    "spreadsheet",
    "CSV",
    "form",
    "values",
    "backup",
    "backup, its pages",
    "backup, its rows",
    "sealed backup",
    "sealed backup, all of it",
    "hand-over file",
    "holiday notice",
    "QR picture",
)
#: What goes through a process of its own, or copies a register, takes its time.
SLOW = ("spreadsheet", "backup", "backup, its pages", "backup, its rows", "sealed backup, all of it")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.timeout(3600)
def test_only_our_own_errors_come_out_and_nothing_is_written(
    door: str,
    doors: Mapping[str, Door],
    folder: Path,
    tmp_path: Path,
    long_run: bool,
) -> None:
    before = files_in(folder)
    fuzz(doors[door], tmp_path, inputs_of_the_longer_run(door) if long_run else 5 if door in SLOW else 40)
    assert files_in(folder) == before


def inputs_of_the_longer_run(door: str) -> int:
    """Return how many inputs the longer run hands in at a door."""
    return 100 if door in SLOW else 2_000


def most_memory() -> int:
    """Return the megabytes that this process has held at most; 0 on Windows, which has no such call in Python."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def fuzz(door: Door, place: Path, examples: int) -> int:
    """Hand in so many contents, the same in every run; return how many there were."""
    path = place / door.name
    memory = most_memory()

    @settings(
        max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
    )
    @given(door.contents)
    def hand_in(content: bytes) -> None:
        nonlocal handed_in
        handed_in += 1
        path.write_bytes(content)
        begun = time.monotonic()
        try:
            door.take(path)
        except (InputError, EnvironmentProblem) as problem:
            messages.add(problem.message)
        assert time.monotonic() - begun < MOST_SECONDS

    messages: set[str] = set()
    handed_in = 0
    hand_in()
    assert all(messages)
    assert most_memory() - memory < MOST_MEGABYTES
    return handed_in
