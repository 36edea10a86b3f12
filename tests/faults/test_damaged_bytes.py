"""Bytes of every kind of page altered, the file cut off anywhere, stale files beside it: told, or whole; never worse.

The normal run alters a sample of places, the longer run (``--long``) many more. docs/reliability.md keeps the figures.
"""

import random
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.register.backup import make_backup
from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.register.problems import NewerRegister, NotARegister, RegisterDamaged
from pmedia_desktop.register.verification import page_problems, verify_register
from tests.register.examples import put_filled_register

PAGE = 4096
#: SQLite's first byte of a b-tree page (its file format).
_KINDS = {2: "interior index", 5: "interior table", 10: "leaf index", 13: "leaf table"}
PAGE_KINDS = ("first", *_KINDS.values(), "overflow or free")
BYTES_OF_THE_LONGER_RUN = 400


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return whole_register(tmp_path_factory.mktemp("whole"))


def whole_register(folder: Path) -> bytes:
    """Make a register in a folder that has pages of every kind, and return its file."""
    put_filled_register(folder)
    path = folder / REGISTER_NAME
    with closing(sqlite3.connect(path)) as connection:
        # Pages of every kind: overflow chains by a long text, a free page by a table that is dropped again.
        connection.execute("INSERT INTO draft VALUES ('long', ?, '2026-01-01T00:00:00')", ("长" * 20_000,))
        connection.execute("CREATE TABLE passing (content)")
        connection.execute("INSERT INTO passing VALUES (?)", ("x" * 30_000,))
        connection.execute("DROP TABLE passing")
        connection.commit()
    return path.read_bytes()


def pages_by_kind(content: bytes) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = {"first": [0]}
    for number in range(1, len(content) // PAGE):
        first = content[number * PAGE]
        kinds.setdefault(_KINDS.get(first, "overflow or free"), []).append(number)
    return kinds


def judged(folder: Path, content: bytes) -> str:
    """Lay the file down, open it, and return what came of it; whatever is no spoken problem is raised."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / REGISTER_NAME).write_bytes(content)
    try:
        with open_register(folder) as register:
            if not verify_register(register).ok:
                return "found by verify"
            with register.read() as reader:
                reader.snapshot()
            make_backup(register)
    except (InputError, EnvironmentProblem) as problem:
        return type(problem).__name__ if problem.remedy else f"{type(problem).__name__} without advice"
    return "whole"


@pytest.mark.parametrize("kind", PAGE_KINDS)
@pytest.mark.timeout(1800)
def test_an_altered_byte_is_told_or_does_no_harm(kind: str, whole: bytes, tmp_path: Path, long_run: bool) -> None:
    outcomes, wrong = alter_bytes(whole, tmp_path / "data", kind, BYTES_OF_THE_LONGER_RUN if long_run else 6)
    assert wrong == []
    assert sum(outcomes.values()) >= 6


def alter_bytes(whole: bytes, folder: Path, kind: str, times: int) -> tuple[dict[str, int], list[str]]:
    """Alter so many bytes of a kind of page, one at a time; return how often what came of it, and what should not have.

    None of a kind that the file does not have.
    """
    chance = random.Random(f"5 {kind}")  # noqa: S311 - the same places in every run
    pages = pages_by_kind(whole).get(kind, [])
    outcomes: dict[str, int] = {}
    wrong = []
    for turn in range(times if pages else 0):
        content = bytearray(whole)
        # The first bytes of a page rule over the rest.
        offset = chance.choice(pages) * PAGE + (turn % 100 if turn % 2 else chance.randrange(PAGE))
        content[offset] ^= 1 << chance.randrange(8)
        try:
            outcome = judged(folder, bytes(content))
        except Exception as error:  # a defect: told with its place, and the rest is looked at all the same
            outcome = f"{type(error).__name__}: {error}"
        if outcome not in ("whole", "found by verify", "RegisterDamaged", "NotARegister", "NewerRegister"):
            wrong.append(f"{kind} page, byte {offset}: {outcome}")
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
    return outcomes, wrong


def test_a_version_that_was_altered_is_damage_and_no_migration(whole: bytes, tmp_path: Path) -> None:
    content = bytearray(whole)
    content[63] -= 1  # PRAGMA user_version
    assert judged(tmp_path / "data", bytes(content)) == "RegisterDamaged"


def test_damage_that_sqlite_quotes_and_python_cannot_read_is_told(whole: bytes, tmp_path: Path) -> None:
    content = bytearray(whole)
    begin = content.index(b"CREATE TABLE account")
    content[begin] = ord("X")
    content[content.rindex(b"account", 0, begin) - 7] = 0xC5  # in the table's name
    assert judged(tmp_path / "data", bytes(content)) == "RegisterDamaged"


def test_an_index_that_differs_from_its_table_is_never_backed_up(whole: bytes, tmp_path: Path) -> None:
    content = bytearray(whole)
    for page in pages_by_kind(whole)["leaf index"]:
        digest = re.search(rb"[0-9a-f]{64}", content[page * PAGE : (page + 1) * PAGE])
        if digest is not None:
            content[page * PAGE + digest.end() - 1] ^= 1
            break
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / REGISTER_NAME).write_bytes(content)
    with open_register(folder) as register:
        assert page_problems(register) == (), "the quick check does not see it"
        with pytest.raises(RegisterDamaged):
            make_backup(register)
    assert [file.name for file in (folder / "backups").iterdir()] == []


def test_a_file_cut_off_anywhere_is_told(whole: bytes, tmp_path: Path, long_run: bool) -> None:
    step = PAGE // 2 if long_run else PAGE * 17
    for length in range(1, len(whole) - PAGE, step):
        outcome = judged(tmp_path / "data", whole[:length])
        assert outcome in ("RegisterDamaged", "NotARegister", "found by verify"), length


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-shm"])
@pytest.mark.parametrize("left", [b"", b"rubbish" * 900, b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 4096])
def test_what_another_database_left_beside_it_does_no_harm(
    whole: bytes, tmp_path: Path, ending: str, left: bytes
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / REGISTER_NAME).write_bytes(whole)
    (folder / f"{REGISTER_NAME}{ending}").write_bytes(left)
    with open_register(folder) as register:
        assert verify_register(register).ok


def test_a_file_swapped_underneath_is_noticed_or_is_a_register(whole: bytes, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    path = folder / REGISTER_NAME
    path.write_bytes(whole)
    with open_register(folder) as register:
        for swapped in (b"letter" * 2_000, b"", whole[: PAGE * 40]):
            path.unlink()
            path.write_bytes(swapped)
            with suppress(InputError, EnvironmentProblem), register.read() as reader:
                reader.snapshot()
                raise AssertionError("read from what is no register")
        with pytest.raises((RegisterDamaged, NotARegister, NewerRegister)):
            make_backup(register)
        path.write_bytes(whole)
        with register.read() as reader:
            assert reader.unit() is not None
