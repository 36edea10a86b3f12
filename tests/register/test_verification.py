import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.upkeep import ChainHead
from pmedia_desktop.register import chain_verification
from pmedia_desktop.register.chain import hash_of
from pmedia_desktop.register.problems import NotARegister
from pmedia_desktop.register.store import Register
from pmedia_desktop.register.verification import verify_register
from tests.register.custody_examples import Custody
from tests.register.examples import ACTOR, Filled


def tamper(path: Path, *statements: str, **values: object) -> None:
    """Change what the triggers would refuse, and put them back as a careful forger would."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement, values)
        for _name, sql in triggers:
            connection.execute(sql)
        connection.commit()


def test_an_untouched_register_is_well(register: Register, filled: Filled) -> None:
    report = verify_register(register)

    assert report.ok
    assert report.problems == ()
    assert report.entries == report.head.number == report.counts["journal_entry"] > 8
    assert report.erased_values == 0
    assert (report.counts["account"], report.counts["attachment"]) == (3, 1)
    assert verify_register(register.path) == report


def test_verifying_changes_nothing(register: Register, filled: Filled) -> None:
    before = register.path.read_bytes()
    verify_register(register)
    assert register.path.read_bytes() == before
    assert [path.name for path in register.folder.iterdir()] == ["register.db"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET action = 'backup_made' WHERE number = 3",
        "UPDATE journal_entry SET action = 'nonsense' WHERE number = 3",
        "UPDATE journal_entry SET at = '2020-01-01T00:00:00.000000Z' WHERE number = 3",
        "UPDATE journal_entry SET at = 'yesterday' WHERE number = 3",
        "UPDATE journal_entry SET actor = NULL WHERE number = 3",
        "UPDATE journal_entry SET proved = 1 WHERE number = 3",
        "UPDATE journal_entry SET subject_id = 9 WHERE number = 3",
        "UPDATE journal_entry SET hash = 'x' WHERE number = 3",
        "UPDATE journal_entry SET title = x'00ff' WHERE number = 3",
        "UPDATE journal_change SET after = 'x' WHERE entry_number = 3 AND position = 0",
        "UPDATE journal_change SET field = 'x' WHERE entry_number = 3 AND position = 0",
        "UPDATE journal_change SET position = 999 WHERE entry_number = 3 AND position = 0",
        "DELETE FROM journal_change WHERE entry_number = 3 AND position = 1",
        "INSERT INTO journal_change VALUES (3, 500, 'unit', 1, 'x', NULL, NULL, NULL)",
    ],
)
def test_the_first_broken_link_is_named(register: Register, filled: Filled, statement: str) -> None:
    tamper(register.path, statement, "UPDATE journal_entry SET note = 'x' WHERE number = 6")
    report = verify_register(register)
    assert report.problems == ("操作日志从第 3 条起与校验值不符，可能被改动过。",)


def test_a_whole_chain_is_not_looked_into_row_by_row(
    register: Register, custody: Custody, monkeypatch: pytest.MonkeyPatch
) -> None:
    with register.write(ACTOR, Action.IMPORTED, note='"\\\x1f\n/\u2028\x7f𬱖') as writer:
        for number in range(12):
            writer.record(f'a "field" \x01 {number}', "é")
    monkeypatch.setattr(chain_verification, "_entries_with_changes", None)
    assert verify_register(register).ok


def test_an_entry_taken_out_is_named(register: Register, filled: Filled) -> None:
    tamper(
        register.path,
        "DELETE FROM journal_change WHERE entry_number = 4",
        "DELETE FROM journal_entry WHERE number = 4",
    )
    assert verify_register(register).problems == ("操作日志缺少第 4 条。",)


def test_changes_whose_entry_was_cut_off_are_noticed(register: Register, filled: Filled) -> None:
    tamper(register.path, "DELETE FROM journal_entry WHERE number = (SELECT MAX(number) FROM journal_entry)")
    assert any("操作日志" in problem for problem in verify_register(register).problems)


def test_a_tail_cut_off_cleanly_differs_from_a_head_noted_elsewhere(register: Register, filled: Filled) -> None:
    noted = verify_register(register).head
    tamper(
        register.path,
        "DELETE FROM journal_change WHERE entry_number = :number",
        "DELETE FROM journal_entry WHERE number = :number",
        number=noted.number,
    )

    assert verify_register(register).ok
    report = verify_register(register, known_heads=(noted,))
    assert report.problems == (f"操作日志第 {noted.number} 条与以前留存的校验值不同，日志可能被截短或重造过。",)


def test_a_chain_forged_anew_differs_from_a_head_noted_elsewhere(register: Register, filled: Filled) -> None:
    noted = verify_register(register).head
    forge_anew(register.path)
    assert verify_register(register).ok
    assert not verify_register(register, known_heads=(ChainHead(0, ""), noted)).ok


def forge_anew(path: Path) -> None:
    """Give every entry another time, and the chain hashes that fit."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER journal_entry_stays")
        entries = connection.execute(
            "SELECT number, at, action, subject_kind, subject_id, title, actor, os_user, proved, note, previous_hash "
            "FROM journal_entry ORDER BY number"
        ).fetchall()
        previous = "0" * 64
        for entry in entries:
            changes = connection.execute(
                'SELECT position, subject_kind, subject_id, title, field, "before", "after" '
                "FROM journal_change WHERE entry_number = ? ORDER BY position",
                entry[:1],
            ).fetchall()
            at = "2020-01-01T00:00:00.000000Z"
            hashed = hash_of([entry[0], at, *entry[2:-1], previous], changes)
            connection.execute(
                "UPDATE journal_entry SET at = ?, previous_hash = ?, hash = ? WHERE number = ?",
                (at, previous, hashed, entry[0]),
            )
            previous = hashed
        connection.execute(
            "CREATE TRIGGER journal_entry_stays BEFORE UPDATE ON journal_entry "
            "BEGIN SELECT RAISE(ABORT, 'the journal cannot be altered'); END"
        )
        connection.commit()


def test_values_altered_behind_their_digest_are_counted(register: Register, filled: Filled) -> None:
    tamper(
        register.path,
        "UPDATE journal_value SET value = '别人' WHERE value = '科员'",
        "UPDATE journal_value SET salt = 'text' WHERE value = '镇长'",
        "UPDATE journal_value SET value = x'00' WHERE value = '镇长办公会纪要第6期'",
    )
    (problem,) = verify_register(register).problems
    assert problem == "操作日志中有 3 个值与校验值不符，可能被改动过。"


def test_erased_values_are_counted_and_no_problem(register: Register, filled: Filled) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        erased = connection.execute("DELETE FROM journal_value WHERE value LIKE '139%'").rowcount
        connection.commit()
    report = verify_register(register)
    assert report.ok
    assert report.erased_values == erased > 0


def test_a_missing_trigger_is_named(register: Register, filled: Filled) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DROP TRIGGER journal_entry_stays")
        connection.commit()
    assert verify_register(register).problems == ("数据库结构被改动：缺少 journal_entry_stays。",)


def test_a_disarmed_trigger_is_named(register: Register, filled: Filled) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        connection.execute("DROP TRIGGER journal_entry_stays")
        connection.execute("CREATE TRIGGER journal_entry_stays BEFORE UPDATE ON journal_entry BEGIN SELECT 1; END")
        connection.commit()
    assert verify_register(register).problems == ("数据库结构被改动：journal_entry_stays 与本程序建立的不同。",)


def test_a_reference_into_nothing_is_named(register: Register, filled: Filled) -> None:
    tamper(register.path, "UPDATE account SET holder_id = 77 WHERE id = 1")
    assert verify_register(register).problems == ("account 中有记录指向 person 中不存在的记录。",)


@pytest.mark.parametrize("forged", [b"\0", "text", None])
def test_an_attachment_that_is_not_the_one_put_in_is_named(register: Register, filled: Filled, forged: object) -> None:
    if forged is None:
        tamper(register.path, "DELETE FROM attachment_content")
    else:
        tamper(register.path, "UPDATE attachment_content SET content = :forged", forged=forged)
    assert verify_register(register).problems == ("附件“备案表.pdf”的内容与校验值不符。",)


def test_a_printed_form_exchanged_whole_is_named(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.ATTACHMENT_ADDED) as writer:
        other = writer.attach(SubjectKind.FILING, filled.opening.id, AttachmentKind.OTHER, "b.pdf", b"b")
    tamper(register.path, "UPDATE filing_printing SET attachment_id = :other", other=other.id)
    assert verify_register(register).problems == ("第 1 号备案留存的表与打印时的校验值不符。",)


def test_text_that_is_no_text_is_reported_as_damage(register: Register, filled: Filled) -> None:
    tamper(register.path, "UPDATE attachment SET file_name = CAST(x'ff' AS TEXT)")
    (problem,) = verify_register(register).problems
    assert "已损坏" in problem


def test_damaged_pages_are_reported(register: Register, filled: Filled) -> None:
    with register.write(ACTOR, Action.PERSON_SAVED) as writer:
        writer.save(replace(filled.holder, post="主任"))
    content = bytearray(register.path.read_bytes())
    content[5 * 4096 : 7 * 4096] = b"\xee" * 8192
    register.path.write_bytes(content)
    report = verify_register(register)
    assert not report.ok
    assert all("损坏" in problem for problem in report.problems)


def test_what_is_no_register_is_not_verified(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("只是一封信" * 100, "utf-8")
    with pytest.raises(NotARegister):
        verify_register(file)
