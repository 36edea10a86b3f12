import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action, Actor, JournalEntry
from pmedia_desktop.register.chain import hash_of
from pmedia_desktop.register.store import Register
from tests.register.examples import ACTOR, Filled


def rows(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchall()


def test_no_personal_value_stands_in_the_chain(register: Register, filled: Filled) -> None:
    chain = str(rows(register.path, "SELECT * FROM journal_entry")) + str(
        rows(register.path, "SELECT * FROM journal_change")
    )
    for personal in ("李𬱖", "王䶮", "13900000001", "pc-seat-7", "彭山示例镇发布", "误录"):
        assert personal not in chain


def test_equal_values_in_two_entries_have_different_digests(register: Register, filled: Filled) -> None:
    digests = rows(register.path, "SELECT actor FROM journal_entry")
    assert len(set(digests)) == len(digests) > 3


def test_erased_values_are_shown_as_erased(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.PERSON_SAVED) as writer:
        writer.save(replace(filled.holder, mobile_phone="13900000002"))
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DELETE FROM journal_value WHERE value LIKE '139%'")
        connection.commit()

    with register.read() as reader:
        (entry,) = reader.journal(limit=1)
    assert (entry.changes[0].before, entry.changes[0].after) == ("（已清除）", "（已清除）")
    assert entry.subject.title == "李𬱖"


def test_the_journal_of_one_record_names_every_entry_that_touched_it(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.ACCOUNT_CHANGED) as writer:
        writer.save(replace(filled.wechat, remark="甲"))
        writer.save(replace(filled.weibo, remark="乙"))

    with register.read() as reader:
        entries = reader.journal(subject=Subject(SubjectKind.ACCOUNT, filled.weibo.id))
    assert [entry.action for entry in entries] == [Action.ACCOUNT_CHANGED, Action.ACCOUNT_REGISTERED]


def test_the_journal_is_read_page_by_page(register: Register, filled: Filled) -> None:
    with register.read() as reader:
        everything = reader.journal()
        pages: list[JournalEntry] = []
        before = None
        while page := reader.journal(before=before, limit=3):
            pages.extend(page)
            before = page[-1].number
    assert tuple(pages) == everything
    assert [entry.number for entry in everything] == list(range(len(everything), 0, -1))


def test_a_proved_actor_is_told_from_a_claimed_one(register: Register, filled: Filled) -> None:
    proved = Actor("李𬱖", "pc-seat-7", proved=True)
    with register.write(proved, Action.PERSON_SAVED) as writer:
        writer.save(replace(filled.holder, post="主任"))
    with register.read() as reader:
        newest, older = reader.journal(limit=2)
    assert (newest.actor, older.actor) == (proved, ACTOR)


def test_a_fact_about_the_register_is_noted(register: Register) -> None:
    with register.write(ACTOR, Action.BACKUP_MADE) as writer:
        writer.record("backup", "register-manual.db")
    with register.read() as reader:
        (entry,) = reader.journal(limit=1)
    assert entry.subject == Subject(SubjectKind.REGISTER)
    assert entry.changes[0].after == "register-manual.db"


def test_thousands_of_values_are_read_in_one_go(register: Register, filled: Filled) -> None:
    for number in range(40):
        with register.write(ACTOR, Action.ACCOUNT_CHANGED, note=f"第{number}次") as writer:
            for field in range(12):
                writer.record(f"field{field}", f"{number}.{field}")
    with register.read() as reader:
        assert reader.journal()[0].changes[-1].after == "39.11"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET action = 'backup_made' WHERE number = 1",
        "DELETE FROM journal_entry WHERE number = 1",
        "INSERT INTO journal_entry (number, at) VALUES (99, 'x')",
        "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry WHERE number = 1",
        "UPDATE journal_change SET field = 'x' WHERE entry_number = 2",
        "DELETE FROM journal_change WHERE entry_number = 2",
        "INSERT INTO journal_change VALUES (2, 99, 'unit', 1, 'x', NULL, NULL, NULL)",
        "INSERT OR REPLACE INTO journal_change SELECT * FROM journal_change WHERE entry_number = 2",
        "UPDATE journal_value SET value = 'x'",
    ],
)
def test_the_schema_refuses_to_alter_the_journal(register: Register, filled: Filled, statement: str) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
        connection.rollback()


def test_the_hash_keeps_its_spelling() -> None:
    """Frozen: every register out there was chained with it."""
    entry = [2, "2026-11-23T00:00:01.000000Z", "person_saved", "person", 1, "aa", "bb", "cc", 0, None, "0" * 64]
    changes = [[0, "person", 1, "aa", "name", None, "dd"]]
    assert hash_of(entry, changes) == "69d2ac0ba6d6a3acfd0554d039a930473690a083ff569fd00d7586ef7d4223d8"


def work_of_one_entry(register: Register, changes: int) -> int:
    """Return how many thousand steps SQLite takes to write an entry of so many changes."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with closing(sqlite3.connect(register.path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO journal_entry (number, at, action, subject_kind, subject_id, proved, previous_hash, hash)"
            " SELECT MAX(number) + 1, at, action, subject_kind, 1, 0, '', '' FROM journal_entry"
        )
        connection.set_progress_handler(count, 1000)
        connection.executemany(
            "INSERT INTO journal_change (entry_number, position, subject_kind, subject_id, field)"
            " SELECT MAX(number), ?, 'message', 1, 'text' FROM journal_entry",
            ((position,) for position in range(changes)),
        )
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")
    return steps


def test_twice_as_many_changes_in_one_entry_cost_twice_as_much(register: Register, filled: Filled) -> None:
    assert work_of_one_entry(register, 2_000) <= 2.2 * work_of_one_entry(register, 1_000)
