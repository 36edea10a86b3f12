"""Custody in the register: what is read back, what the schema refuses, and what no journal may hold."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import (
    CopyState,
    Credential,
    CredentialStatus,
    CustodyAct,
    CustodyEvent,
    SecretVersion,
)
from pmedia_desktop.model.handover import HandoverStep, HandoverTask
from pmedia_desktop.model.journal import Action, JournalEntry
from pmedia_desktop.model.keys import HolderKey
from pmedia_desktop.register.backup import make_backup
from pmedia_desktop.register.opening import open_register
from pmedia_desktop.register.restoring import restore_backup
from pmedia_desktop.register.store import Register
from tests.register.custody_examples import PROVED, Custody, sealed
from tests.register.examples import START, Filled, ticking

PLANTED = "PLANTEDSEALEDTEXT" * 40

UNNOTED_LINE = (
    "INSERT INTO custody_event (id, act, at, actor, proved, os_user, computer, reason) "
    "VALUES (99, 'shown', '2026-11-23T00:00:00.000000Z', '', 0, '', '', '')"
)


def newest_entry(register: Register) -> JournalEntry:
    with register.read() as reader:
        (entry,) = reader.journal(limit=1)
    return entry


def save_credential(register: Register, credential: Credential) -> Credential:
    with register.write(PROVED, Action.CUSTODY_SAVED) as writer:
        return writer.save(credential)


def test_the_snapshot_says_what_was_saved(register: Register, custody: Custody) -> None:
    with register.read() as reader:
        seen = reader.snapshot()

    assert seen.credentials == (custody.credential, custody.retired)
    assert seen.holder_keys == (custody.holder_key,)
    assert seen.recovery_keys == (custody.recovery_key,)
    assert seen.terminals == (custody.terminal,)
    assert seen.handovers == (custody.handover,)
    assert seen.inventories == (custody.inventory,)
    assert seen.transfers == (custody.transfer,)
    assert [event.act for event in seen.custody_events] == [
        CustodyAct.KEY_MADE,
        CustodyAct.ENVELOPE_PRINTED,
        CustodyAct.APPOINTED,
        CustodyAct.LENT,
    ]


def test_one_record_is_read_by_its_number(register: Register, custody: Custody, filled: Filled) -> None:
    with register.read() as reader:
        assert reader.credential(custody.credential.id) == custody.credential
        assert reader.handover(custody.handover.id) == custody.handover
        assert reader.credentials(filled.weibo.id) == (custody.credential,)
        with pytest.raises(InputError, match="登记中没有编号为 99 的账号密码"):
            reader.credential(99)
        with pytest.raises(InputError, match="登记中没有编号为 99 的交接"):
            reader.handover(99)
        assert (reader.credentials(2**63), reader.custody_events(2**63)) == ((), ())


def test_a_line_of_the_record_says_who_really_acted(register: Register, custody: Custody) -> None:
    pretended = CustodyEvent(
        credential_id=custody.credential.id, act=CustodyAct.SHOWN, at=START, actor="别人", os_user="else", proved=False
    )
    with register.write(PROVED, Action.SECRET_SHOWN) as writer:
        kept = writer.append(pretended)

    assert (kept.id, kept.actor, kept.os_user, kept.proved) == (5, PROVED.name, PROVED.os_user, True)
    with register.read() as reader:
        assert reader.custody_events(custody.credential.id)[-1] == kept


def test_a_line_of_the_record_alone_makes_a_journal_entry(register: Register, custody: Custody) -> None:
    event = CustodyEvent(
        credential_id=custody.credential.id,
        act=CustodyAct.LENT,
        at=START,
        person_id=custody.deputy.id,
        reason="值班",
        due_at=START + timedelta(hours=1),
    )
    with register.write(PROVED, Action.SECRET_LENT) as writer:
        writer.append(event)

    entry = newest_entry(register)
    assert (entry.action, entry.actor) == (Action.SECRET_LENT, PROVED)
    assert entry.subject == Subject(SubjectKind.CREDENTIAL, custody.credential.id, "彭山示例镇发布")
    assert {change.field: change.after for change in entry.changes} == {
        "event.id": "5",
        "event.act": "lent",
        "event.at": "2026-11-23T00:00:00.000000Z",
        "event.person_id": str(custody.deputy.id),
        "event.reason": "值班",
        "event.due_at": "2026-11-23T01:00:00.000000Z",
    }


def test_the_record_is_read_from_a_day_on_and_the_rules_see_the_envelope_for_ever(
    register: Register, custody: Custody
) -> None:
    long_ago = START - timedelta(days=500)
    with register.write(PROVED, Action.ENVELOPE_OPENED) as writer:
        opened = writer.append(CustodyEvent(act=CustodyAct.ENVELOPE_OPENED, at=long_ago))
        revoked = writer.append(CustodyEvent(act=CustodyAct.REVOKED, at=long_ago, credential_id=custody.credential.id))
        shown = writer.append(CustodyEvent(act=CustodyAct.SHOWN, at=long_ago, credential_id=custody.credential.id))

    with register.read() as reader:
        assert shown in reader.custody_events()
        assert shown not in reader.custody_events(since=START)
        recent = reader.snapshot().custody_events
    assert opened in recent
    assert revoked in recent
    assert shown not in recent


def test_an_entry_for_an_envelope_is_about_the_register(register: Register, custody: Custody) -> None:
    with register.write(PROVED, Action.ENVELOPE_OPENED) as writer:
        writer.append(CustodyEvent(act=CustodyAct.ENVELOPE_OPENED, at=START))
    assert newest_entry(register).subject == Subject(SubjectKind.REGISTER)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE custody_event SET reason = 'x' WHERE id = 1",
        "DELETE FROM custody_event WHERE id = 4",
        "INSERT OR REPLACE INTO custody_event SELECT * FROM custody_event WHERE id = 2",
        UNNOTED_LINE,
    ],
)
def test_the_schema_refuses_to_alter_the_custody_record(register: Register, custody: Custody, statement: str) -> None:
    with closing(sqlite3.connect(register.path)) as connection:
        with pytest.raises(sqlite3.IntegrityError, match="custody record"):
            connection.execute(statement)
        connection.rollback()


def test_an_active_credential_without_a_holder_cannot_be_kept(register: Register, custody: Custody) -> None:
    with pytest.raises(IntegrityError, match="active_is_held"):
        save_credential(register, replace(custody.credential, holder_id=None))
    save_credential(register, replace(custody.credential, holder_id=None, status=CredentialStatus.RETIRED))


def test_two_current_copies_cannot_be_kept(register: Register, custody: Custody) -> None:
    with pytest.raises(IntegrityError, match="sealed_copy"):
        save_credential(register, replace(custody.credential, copies=(sealed("a"), sealed("b"))))


def test_two_copies_cannot_share_a_keyring_entry(register: Register, custody: Custody) -> None:
    other = Credential(account_id=custody.credential.account_id, holder_id=custody.holder.id)
    with pytest.raises(IntegrityError, match="entry"):
        save_credential(register, replace(other, copies=(sealed("pmedia-1f"),)))


def test_a_person_has_one_key_in_use(register: Register, custody: Custody) -> None:
    second = HolderKey(person_id=custody.holder.id, recipient="age1new", made_at=START, passphrase_set_at=START)
    with pytest.raises(IntegrityError, match="holder_key"), register.write(PROVED, Action.HOLDER_KEY_SAVED) as writer:
        writer.save(second)

    with register.write(PROVED, Action.HOLDER_KEY_SAVED) as writer:
        writer.save(replace(custody.holder_key, retired_at=START))
        renewed = writer.save(second)
    with register.read() as reader:
        assert reader.snapshot().key_of(custody.holder.id) == renewed


def test_copies_change_places_in_one_save(register: Register, custody: Custody) -> None:
    kept, current = sealed("a", 1, CopyState.KEPT), sealed("b", 2)
    versions = tuple(SecretVersion(number=number, set_at=START) for number in (1, 2))
    credential = save_credential(register, replace(custody.credential, versions=versions, copies=(kept, current)))

    back = (replace(kept, state=CopyState.CURRENT), replace(current, state=CopyState.KEPT))
    save_credential(register, replace(credential, copies=back))
    first_gone = save_credential(register, replace(credential, copies=(current,)))

    with register.read() as reader:
        assert reader.credential(credential.id) == first_gone


def test_the_journal_names_only_the_copies_that_changed(register: Register, custody: Custody) -> None:
    (first,) = custody.credential.copies
    credential = save_credential(
        register, replace(custody.credential, copies=(first, sealed("second", 2, CopyState.ANNOUNCED)))
    )
    save_credential(register, replace(credential, copies=(first, sealed("second", 2, CopyState.KEPT))))

    (change,) = newest_entry(register).changes
    assert change.field == "copies"
    for text, state in ((change.before, "announced"), (change.after, "kept")):
        assert text is not None
        assert first.entry not in text
        assert f'"state":"{state}"' in text


def test_tasks_that_only_change_places_are_noted_too(register: Register, custody: Custody) -> None:
    with register.write(PROVED, Action.HANDOVER_SAVED) as writer:
        writer.save(replace(custody.handover, tasks=custody.handover.tasks[::-1]))
    assert [change.field for change in newest_entry(register).changes] == ["tasks"]


def test_a_sealed_text_is_kept_replaced_and_dropped_without_a_journal_entry(
    register: Register, custody: Custody
) -> None:
    before = newest_entry(register)
    for content in ("first", "second"):
        with register.write(PROVED, Action.CUSTODY_SAVED) as writer:
            writer.put_text("entry", content)
        with register.read() as reader:
            assert reader.text("entry") == content
    with register.write(PROVED, Action.CUSTODY_SAVED) as writer:
        writer.drop_text("entry")
        writer.drop_text("never there")
    with register.read() as reader:
        assert reader.text("entry") is None
    assert newest_entry(register) == before


def test_a_sealed_text_that_was_dropped_is_gone_from_the_file(register: Register, custody: Custody) -> None:
    with register.write(PROVED, Action.SECRET_DEPOSITED) as writer:
        writer.put_text("entry", PLANTED)
        writer.save(replace(custody.credential, copies=(*custody.credential.copies, sealed("x", 1, CopyState.KEPT))))
    assert PLANTED.encode() in register.path.read_bytes()

    with register.write(PROVED, Action.CUSTODY_RECONCILED) as writer:
        writer.drop_text("entry")

    assert PLANTED[:34].encode() not in register.path.read_bytes()


def test_the_groups_of_the_envelope_leave_the_file_once_they_are_typed_back(
    register: Register, custody: Custody
) -> None:
    assert b"K3QDXW" in register.path.read_bytes()
    with register.write(PROVED, Action.ENVELOPE_CONFIRMED) as writer:
        writer.save(replace(custody.recovery_key, check_groups=(), confirmed_at=START))
    assert b"K3QDXW" not in register.path.read_bytes()
    assert [change.field for change in newest_entry(register).changes] == ["confirmed_at"]


def test_a_backup_carries_custody_and_its_sealed_texts(register: Register, custody: Custody, tmp_path: Path) -> None:
    backup = make_backup(register)
    assert (backup.counts["credential"], backup.counts["custody_event"], backup.counts["sealed_text"]) == (2, 4, 3)

    elsewhere = tmp_path / "new-pc"
    restore_backup(backup.path, elsewhere, actor=PROVED, clock=ticking())

    with register.read() as reader, open_register(elsewhere) as restored, restored.read() as other:
        assert other.snapshot() == reader.snapshot()
        assert other.text("pmedia-1f") == reader.text("pmedia-1f") is not None


def test_a_hand_over_is_filled_again_as_it_goes_on(register: Register, custody: Custody) -> None:
    tasks = (
        replace(custody.handover.tasks[1], done_on=date(2026, 11, 26)),
        HandoverTask(credential_id=custody.credential.id, step=HandoverStep.LOGIN, needed=False),
    )
    with register.write(PROVED, Action.HANDOVER_SAVED) as writer:
        saved = writer.save(replace(custody.handover, tasks=tasks, credential_ids=(custody.retired.id,)))
    with register.read() as reader:
        assert reader.handovers() == (saved,)
