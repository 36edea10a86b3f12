"""Register and keyring are brought together again; only what is certain is repaired, the rest is told."""

from dataclasses import replace

import pytest

from pmedia_desktop.model.custody import CopyState, Credential, CredentialStatus
from pmedia_desktop.model.journal import Action
from pmedia_desktop.services.custody import reconcile
from pmedia_desktop.vault.keyring_troubles import unavailable
from pmedia_desktop.vault.problems import KeyringTrouble
from tests.services.custody.conftest import NAMES, Custody
from tests.vault.memory_keyring import MemoryKeyring

LI = NAMES[0]


def brought_together(custody: Custody) -> reconcile.ReconcileReport:
    return reconcile.reconcile(custody.office, custody.vault)


def test_nothing_is_said_and_no_vault_started_where_all_is_well(custody: Custody, password: Credential) -> None:
    assert brought_together(custody) == reconcile.ReconcileReport()


def test_without_secrets_the_keyring_is_not_asked(custody: Custody) -> None:
    custody.appoint()
    custody.vault.lock()
    started = custody.vault._process.started  # type: ignore[attr-defined]
    brought_together(custody)
    assert custody.vault._process.started == started  # type: ignore[attr-defined]


def test_a_pc_that_was_set_up_anew_gets_its_entries_back(custody: Custody, password: Credential) -> None:
    custody.deposit(password, "Xin-8842-dengta")
    before = custody.vault.entries
    custody.vault.keyring.kept.clear()
    report = brought_together(custody)
    assert custody.vault.entries == before
    assert (len(report.done), report.left) == (2, ())
    assert brought_together(custody) == reconcile.ReconcileReport()


def test_looking_brings_a_missing_entry_back_by_itself(custody: Custody, password: Credential) -> None:
    custody.vault.keyring.kept.clear()
    assert custody.show(password, LI) == "Mima-7319-yuyi"
    assert len(custody.vault.entries) == 1


def test_what_lies_in_neither_store_is_told(custody: Custody, password: Credential) -> None:
    custody.vault.keyring.kept.clear()
    with custody.office.register.write(custody.office.actor, Action.CUSTODY_SAVED) as writer:
        writer.drop_text(password.copies[0].entry)
    report = brought_together(custody)
    assert report.done == ()
    assert "重设密码" in report.left[0]


def test_a_record_without_a_secret_is_told(custody: Custody) -> None:
    credential = custody.appoint()
    with custody.office.register.write(custody.office.actor, Action.CUSTODY_SAVED) as writer:
        writer.save(replace(credential, status=CredentialStatus.IN_USE))
    assert "重新存入" in brought_together(custody).left[0]


def test_what_was_to_go_is_removed(custody: Custody, password: Credential) -> None:
    changed = custody.deposit(password, "Xin-8842-dengta")
    kept = changed.copies[0].entry
    with custody.office.register.write(custody.office.actor, Action.CUSTODY_SAVED) as writer:
        copies = (replace(changed.copies[0], state=CopyState.LEAVING), changed.copies[1])
        writer.save(replace(changed, copies=copies))
    assert len(brought_together(custody).done) == 1
    assert kept not in custody.vault.entries
    with custody.office.register.read() as reader:
        assert reader.text(kept) is None


def test_a_keyring_that_does_not_answer_is_told_and_nothing_is_changed(custody: Custody, password: Credential) -> None:
    class Silent(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise unavailable(KeyringTrouble.NO_SERVICE)

    custody.vault.lock()
    custody.vault._process.store._backend = Silent()  # type: ignore[attr-defined]
    report = brought_together(custody)
    assert report.done == ()
    assert len(report.left) == 1
    assert custody.read(password) == password


@pytest.mark.parametrize("of_a_new_version", [True, False])
def test_an_announcement_is_finished_when_it_holds_something_new_and_taken_back_otherwise(
    custody: Custody, password: Credential, of_a_new_version: bool
) -> None:
    changed = custody.deposit(password, "Xin-8842-dengta")
    newest = changed.copies[-1]
    if not of_a_new_version:
        # As a hand-over leaves it that was killed: the same version, sealed to somebody who holds nothing (yet).
        newest = replace(newest, entry="pmedia-desktop:halfway", recipients=custody.recipient(NAMES[2]))
        copies = (*changed.copies, replace(newest, state=CopyState.ANNOUNCED))
    else:
        copies = (
            replace(changed.copies[0], state=CopyState.CURRENT),
            replace(newest, state=CopyState.ANNOUNCED),
        )
        custody.vault.keyring.kept.pop((newest.entry, "sealed"))
    with custody.office.register.write(custody.office.actor, Action.CUSTODY_SAVED) as writer:
        writer.save(replace(changed, copies=copies))
        if not of_a_new_version:
            writer.put_text(newest.entry, "sealed")
    assert len(brought_together(custody).done) >= 1
    after = custody.read(password)
    assert after.current is not None
    assert after.current.entry == changed.copies[-1].entry
    assert custody.show(password, LI) == "Xin-8842-dengta"
    assert all(copy.state is not CopyState.ANNOUNCED for copy in after.copies)
