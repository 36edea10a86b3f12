"""The mark of a register's state: the same as long as nothing was written, and another after every writing."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from pmedia_desktop.model.journal import Action
from pmedia_desktop.register.opening import open_register
from pmedia_desktop.register.state import state_of_file
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, Filled


def mark_read(register: Register) -> str | None:
    with register.read() as reader:
        return reader.state()


def test_reading_and_opening_again_leave_the_mark_as_it_is(register: Register, filled: Filled) -> None:
    mark = mark_read(register)
    with open_register(register.folder) as again, again.read() as reader:
        reader.snapshot()
    assert mark is not None
    assert mark_read(register) == mark
    assert state_of_file(register.path) == mark


def test_a_change_a_kept_guide_and_a_foreign_hand_each_give_another_mark(register: Register, filled: Filled) -> None:
    marks = [state_of_file(register.path)]
    with register.write(ACTOR, Action.ACCOUNT_CORRECTED) as writer:
        writer.save(replace(filled.weibo, name="另一个名字"))
        assert writer.state() is None, "what is not committed yet has no state"
    marks.append(state_of_file(register.path))
    with register.write(ACTOR, Action.DRAFT_KEPT) as writer:
        writer.keep_draft("guide.opening", {"name": "新账号"})
    marks.append(state_of_file(register.path))
    with closing(sqlite3.connect(register.path)) as connection, connection:
        connection.execute("UPDATE account SET name = 'x'")
    marks.append(state_of_file(register.path))
    assert None not in marks
    assert len(set(marks)) == len(marks)


def test_a_copy_in_the_registers_place_has_another_mark(register: Register, filled: Filled, tmp_path: Path) -> None:
    mark = mark_read(register)
    shutil.copy2(register.path, tmp_path / "copy.db")
    (tmp_path / "copy.db").replace(register.path)
    assert state_of_file(register.path) not in (None, mark)


def test_nothing_is_told_of_a_file_that_has_to_be_mended_or_is_none_of_ours(register: Register, tmp_path: Path) -> None:
    beside = register.path.with_name("register.db-journal")
    beside.write_bytes(b"half a write")
    assert state_of_file(register.path) is None
    assert beside.read_bytes() == b"half a write", "looking takes nothing back"
    beside.unlink()
    foreign = tmp_path / "foreign.db"
    foreign.write_text("这不是登记册" * 100, "utf-8")
    assert state_of_file(foreign) is None
    assert state_of_file(tmp_path / "missing.db") is None
    assert not (tmp_path / "missing.db").exists()
