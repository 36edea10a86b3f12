"""Out of use by a slip of the hand is not lost: what is sealed stays until somebody who may read it says otherwise."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.custody import ChangeReason, CopyState, Credential, CredentialStatus, CustodyAct
from pmedia_desktop.model.journal import Action
from pmedia_desktop.services import people
from pmedia_desktop.services.custody import (
    appointing,
    deposits,
    keys,
    loans,
    looking,
    reconcile,
    records,
    retiring,
    transfers,
)
from pmedia_desktop.vault.secret import Secret
from tests.services.custody.conftest import NAMES, Custody, passphrase_of
from tests.services.custody.in_memory import InMemoryVault
from tests.services.custody.who_reads import readers

LI, ZHAO, ZHOU, CHEN = NAMES
SECRET = "Mima-7319-yuyi"  # noqa: S105 - made up


def retire(custody: Custody, credential: Credential) -> Credential:
    return retiring.retire(custody.office, custody.vault, credential.id, "账号不用了").value


def reinstate(custody: Custody, credential: Credential) -> Credential:
    return retiring.reinstate(custody.office, custody.vault, credential.id, "停用错了").value


def close_account(custody: Custody) -> None:
    with custody.office.register.write(custody.office.actor, Action.CLOSURE_STEPPED) as writer:
        writer.save(replace(writer.account(custody.account.id), state=AccountState.CANCELLED))


def test_what_anybody_takes_out_of_use_stays_sealed_to_its_holder(custody: Custody, password: Credential) -> None:
    custody.vault.lock()
    retired = retire(custody, password)
    assert retired.status is CredentialStatus.RETIRED
    assert records.events_of(custody.office, password.id)[0].act is CustodyAct.REVOKED
    assert readers(custody.office, custody.vault, password.id) == {custody.people[LI].id: SECRET}
    assert custody.show(password, LI) == SECRET  # the platform asks for it when the account is closed


def test_out_of_use_it_is_neither_changed_lent_handed_over_nor_carried_away(
    custody: Custody, password: Credential
) -> None:
    retire(custody, password)
    custody.unlock(LI)
    office, vault, until = custody.office, custody.vault, custody.office.now() + timedelta(days=30)
    for refused in (
        lambda: custody.deposit(password, "Xin-8842-dengta"),
        lambda: deposits.confirm_login(office, vault, password.id),
        lambda: loans.lend(office, vault, password.id, custody.people[ZHAO].id, until),
        lambda: appointing.change_deputy(office, vault, password.id, custody.people[ZHAO].id),
        lambda: transfers.send(office, vault, [password.id], "外单位", passphrase=Secret("yuyi dengta caidan lubiao")),
        lambda: retire(custody, password),
    ):
        with pytest.raises(InputError, match="停用"):
            refused()


def test_a_slip_is_taken_back_and_everything_is_as_it_was(custody: Custody, password: Credential) -> None:
    retire(custody, password)
    back = reinstate(custody, password)
    assert back == custody.read(password)
    assert (back.status, back.holder_id, back.version) == (
        CredentialStatus.IN_USE,
        password.holder_id,
        password.version,
    )
    assert back.change_since is None
    assert records.events_of(custody.office, password.id)[0].act is CustodyAct.REINSTATED
    assert custody.show(password, LI) == SECRET
    with pytest.raises(InputError, match="正在使用"):
        reinstate(custody, password)


def test_a_suspicion_is_still_one_after_a_slip(custody: Custody, password: Credential) -> None:
    appointing.suspect_leak(custody.office, password.id, "群里有截图")
    retire(custody, password)
    back = reinstate(custody, password)
    assert (back.status, back.change_reason) == (CredentialStatus.SUSPECTED, ChangeReason.LEAK_SUSPECTED)


def test_a_loan_ends_with_it_and_the_borrower_has_known_it(custody: Custody, password: Credential) -> None:
    custody.unlock(LI)
    until = custody.office.now() + timedelta(days=30)
    loans.lend(custody.office, custody.vault, password.id, custody.people[ZHAO].id, until)
    retire(custody, password)
    back = reinstate(custody, password)
    assert (back.loan, back.change_reason) == (None, ChangeReason.LOAN_RETURNED)
    custody.unlock(ZHAO)
    with pytest.raises(InputError, match="不能查看"):
        looking.show(custody.office, custody.vault, password.id, "登录发布")


def test_who_left_meanwhile_makes_the_change_due(custody: Custody) -> None:
    password = custody.used(custody.deposit(custody.appoint(deputy=ZHAO), SECRET))
    retire(custody, password)
    people.person_leaves(custody.office, custody.people[ZHAO].id, custody.office.today())
    assert reinstate(custody, password).change_reason is ChangeReason.HOLDER_LEFT


def test_appointed_anew_meanwhile_it_stays_out_of_use(custody: Custody, password: Credential) -> None:
    retire(custody, password)
    custody.deposit(custody.appoint(), SECRET)  # the same value again is no reuse
    with pytest.raises(InputError, match="已经登记了"):
        reinstate(custody, password)


def test_only_who_may_read_it_destroys_it_while_the_account_is_there(custody: Custody, password: Credential) -> None:
    with pytest.raises(InputError, match="还在使用"):
        retiring.discard(custody.office, custody.vault, password.id, "不用了")
    retire(custody, password)
    for unlock in (custody.vault.lock, lambda: custody.unlock(ZHAO)):
        unlock()
        with pytest.raises(InputError, match="只能由保管人"):
            retiring.discard(custody.office, custody.vault, password.id, "不用了")
    custody.unlock(LI)
    gone = retiring.discard(custody.office, custody.vault, password.id, "平台已注销").value
    assert custody.vault.entries == {}
    assert {copy.state for copy in custody.read(gone).copies} == {CopyState.REMOVED}
    assert records.events_of(custody.office, password.id)[0].act is CustodyAct.DISCARDED
    with pytest.raises(InputError, match="没有存着的密码"):
        reinstate(custody, password)


def test_once_the_account_is_closed_it_needs_nobodys_passphrase(custody: Custody, password: Credential) -> None:
    retire(custody, password)
    close_account(custody)
    with pytest.raises(InputError, match="已经注销"):
        reinstate(custody, password)
    custody.vault.lock()
    retiring.discard(custody.office, custody.vault, password.id, "账号已注销")
    assert custody.vault.entries == {}


def test_a_new_key_of_the_holder_opens_what_is_out_of_use_as_well(custody: Custody, password: Credential) -> None:
    retire(custody, password)
    new = Secret("xuetang lubiao mianbao caidan")
    keys.renew_key(custody.office, custody.vault, custody.people[LI].id, passphrase_of(LI), new)
    assert readers(custody.office, custody.vault, password.id) == {custody.people[LI].id: SECRET}
    assert custody.read(password).change_reason is ChangeReason.PASSPHRASE_LEAKED


def test_a_pc_set_up_anew_gets_it_back_from_the_register(custody: Custody, password: Credential) -> None:
    retire(custody, password)
    empty = InMemoryVault(lockers=custody.vault.lockers)
    reconcile.reconcile(custody.office, empty)
    assert list(empty.entries) == [
        copy.entry for copy in custody.read(password).copies if copy.state is CopyState.CURRENT
    ]
