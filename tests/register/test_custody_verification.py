"""The custody record against the journal: an altered, missing or added line is named."""

import sqlite3
from contextlib import closing

import pytest

from pmedia_desktop.register.migrating import tables_of
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.verification import verify_register
from tests.register.custody_examples import Custody
from tests.register.test_verification import tamper


def test_a_register_with_custody_is_well(register: Register, custody: Custody) -> None:
    report = verify_register(register)
    assert report.problems == ()
    assert [name for name in tables_of(2) if report.counts.get(name) == 0] == [], "the example fills all of custody"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE custody_event SET reason = '盗用' WHERE id = 4",
        "UPDATE custody_event SET act = 'shown' WHERE id = 4",
        "UPDATE custody_event SET at = '2020-01-01T00:00:00.000000Z' WHERE id = 4",
        "UPDATE custody_event SET by_person_id = 1 WHERE id = 4",
        "UPDATE custody_event SET witness_id = NULL WHERE id = 4",
        "UPDATE custody_event SET actor = '别人' WHERE id = 4",
        "UPDATE custody_event SET os_user = '' WHERE id = 4",
        "UPDATE custody_event SET proved = 0 WHERE id = 4",
        "UPDATE custody_event SET computer = 'PC-8' WHERE id = 4",
        "UPDATE custody_event SET version = 2 WHERE id = 4",
        "UPDATE custody_event SET due_at = NULL WHERE id = 4",
        "UPDATE custody_event SET credential_id = 2 WHERE id = 4",
        "UPDATE custody_event SET reason = x'00ff' WHERE id = 4",
        "DELETE FROM custody_event WHERE id = 4",
    ],
)
def test_an_altered_line_of_the_record_differs_from_the_journal(
    register: Register, custody: Custody, statement: str
) -> None:
    tamper(register.path, statement)
    assert verify_register(register).problems == ("保管记录第 4 行与操作日志不符，可能被改动过。",)


def test_a_line_that_no_journal_entry_noted_is_named(register: Register, custody: Custody) -> None:
    tamper(
        register.path,
        "INSERT INTO custody_event (id, act, at, actor, proved, os_user, computer, reason) "
        "VALUES (5, 'shown', '2026-11-23T00:00:00.000000Z', '', 0, '', '', '')",
    )
    assert verify_register(register).problems == ("保管记录第 5 行与操作日志不符，可能被改动过。",)


def test_a_line_whose_reason_was_erased_from_the_journal_is_well(register: Register, custody: Custody) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DELETE FROM journal_value WHERE value IN ('值班发布', 'pc-seat-7')")
        connection.commit()
    assert verify_register(register).problems == ()
