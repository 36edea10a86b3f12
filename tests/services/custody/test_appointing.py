"""Holders and deputies: exactly one holder, and a change of duty is followed by a change of the secret."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.custody import (
    ChangeReason,
    CopyState,
    Credential,
)
from pmedia_desktop.services import people
from pmedia_desktop.services.custody import appointing, looking, records
from pmedia_desktop.vault.problems import VaultLocked
from tests.services.custody.conftest import NAMES, Custody

LI, ZHAO, ZHOU, CHEN = NAMES


def readers(credential: Credential) -> set[str]:
    assert credential.current is not None
    return set(credential.current.recipients.split())


def test_who_has_left_cannot_be_appointed(custody: Custody) -> None:
    yesterday = custody.office.today() - timedelta(days=1)
    people.person_leaves(custody.office, custody.people[ZHOU].id, yesterday)
    with pytest.raises(InputError, match="离任"):
        custody.appoint(ZHOU)


def test_one_way_into_an_account_is_appointed_once(custody: Custody) -> None:
    custody.appoint()
    with pytest.raises(InputError, match="已经登记"):
        custody.appoint(ZHAO)


def test_a_correction_changes_neither_holder_nor_secret(custody: Custody, password: Credential) -> None:
    typed = replace(password, login_name=" 13911112222 ", holder_id=custody.people[ZHOU].id, versions=(), copies=())
    saved = appointing.correct_credential(custody.office, typed, password).value
    assert saved == replace(password, login_name="13911112222")
    with pytest.raises(InputError, match="在别处"):
        appointing.correct_credential(custody.office, typed, password)
    with pytest.raises(InputError, match="不像电话号码"):
        appointing.correct_credential(custody.office, replace(saved, bound_phone="彭山"))


def test_a_new_deputy_can_read_as_soon_as_the_holder_has_opened_theirs(custody: Custody, password: Credential) -> None:
    zhao = custody.people[ZHAO].id
    custody.vault.lock()
    with pytest.raises(VaultLocked, match="保管人开锁"):
        appointing.change_deputy(custody.office, custody.vault, password.id, zhao)
    assert custody.read(password).deputy_id is None
    custody.unlock(LI)
    changed = appointing.change_deputy(custody.office, custody.vault, password.id, zhao).value
    assert changed.change_since is None
    assert custody.recipient(ZHAO) in readers(changed)
    assert custody.show(password, ZHAO) == "Mima-7319-yuyi"


def test_a_deputy_without_a_passphrase_can_read_once_they_have_one(custody: Custody) -> None:
    from pmedia_desktop.services.custody import keys
    from tests.services.custody.conftest import passphrase_of

    credential = custody.deposit(custody.appoint(deputy=CHEN), "Mima-7319-yuyi")
    row = records.credential_row(custody.office, credential.id)
    assert any("B岗还没有设置开锁口令" in need for need in row.needs)
    keys.enroll(custody.office, custody.vault, custody.people[CHEN].id, passphrase_of(CHEN))
    custody.unlock(LI)  # sealing anew waits for somebody who can read
    assert custody.show(credential, CHEN) == "Mima-7319-yuyi"


@pytest.mark.parametrize("open_first", [True, False])
def test_a_deputy_who_goes_reads_nothing_more_and_the_change_is_due(custody: Custody, open_first: bool) -> None:
    credential = custody.deposit(custody.appoint(deputy=ZHAO), "Mima-7319-yuyi")
    if open_first:
        custody.unlock(LI)
    changed = appointing.change_deputy(custody.office, custody.vault, credential.id, None).value
    assert changed.change_reason is ChangeReason.DEPUTY_REMOVED
    custody.unlock(ZHAO)
    with pytest.raises(InputError, match="不能查看"):
        looking.show(custody.office, custody.vault, credential.id, "登录发布")
    custody.unlock(LI)
    after = custody.read(credential)
    assert custody.recipient(ZHAO) not in readers(after)
    assert list(custody.vault.entries) == [copy.entry for copy in after.copies if copy.state is CopyState.CURRENT]


def test_a_deputy_who_has_left_is_left_out_of_what_is_sealed_anew(custody: Custody) -> None:
    credential = custody.deposit(custody.appoint(deputy=ZHAO), "Mima-7319-yuyi")
    people.person_leaves(custody.office, custody.people[ZHAO].id, custody.office.today() - timedelta(days=1))
    assert custody.recipient(ZHAO) not in readers(custody.deposit(credential, "Xin-8842-dengta"))


def test_a_suspicion_needs_a_reason(custody: Custody, password: Credential) -> None:
    with pytest.raises(InputError, match="原因"):
        appointing.suspect_leak(custody.office, password.id, " ")
