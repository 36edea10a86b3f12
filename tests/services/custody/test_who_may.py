"""Ways around the one holder, tried by who has a key of their own: each of them is refused by the service itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.custody import CopyState, Credential
from pmedia_desktop.services import people
from pmedia_desktop.services.custody import appointing, deposits, envelopes, loans, transfers
from pmedia_desktop.vault.problems import VaultLocked
from pmedia_desktop.vault.secret import Secret
from tests.services.custody.conftest import NAMES, Custody

LI, ZHAO, ZHOU, CHEN = NAMES


@pytest.fixture
def lent(custody: Custody, password: Credential) -> Credential:
    """Give a password that its holder has lent, with the borrower unlocked."""
    custody.unlock(LI)
    until = datetime.now(UTC) + timedelta(days=1)
    loans.lend(custody.office, custody.vault, password.id, custody.people[ZHAO].id, until)
    custody.unlock(ZHAO)
    return custody.read(password)


def carry_away(custody: Custody, credential: Credential) -> None:
    words = Secret("yuyi dengta caidan lubiao")
    transfers.send(custody.office, custody.vault, [credential.id], "外单位", passphrase=words)


def test_a_borrower_makes_nobody_deputy(custody: Custody, lent: Credential) -> None:
    for name in (ZHAO, ZHOU):
        with pytest.raises(InputError, match="不能再交给别人"):
            appointing.change_deputy(custody.office, custody.vault, lent.id, custody.people[name].id)
    assert custody.read(lent) == lent


def test_a_borrower_carries_nothing_to_another_pc(custody: Custody, lent: Credential) -> None:
    with pytest.raises(InputError, match="不能再交给别人"):
        carry_away(custody, lent)
    assert custody.read(lent) == lent


def test_a_holder_who_has_left_shares_nothing_any_more(custody: Custody, password: Credential) -> None:
    custody.unlock(LI)
    people.person_leaves(custody.office, custody.people[LI].id, custody.office.today() - timedelta(days=1))
    until = datetime.now(UTC) + timedelta(days=1)
    with pytest.raises(InputError, match="在职"):
        carry_away(custody, password)
    with pytest.raises(InputError, match="在职"):
        loans.lend(custody.office, custody.vault, password.id, custody.people[ZHAO].id, until)


def test_two_holders_of_one_login_do_not_come_about_by_a_correction(custody: Custody, password: Credential) -> None:
    other = custody.appoint(ZHAO, login="second")
    with pytest.raises(InputError, match="已经登记了"):
        appointing.correct_credential(custody.office, replace(other, login_name=password.login_name))
    assert custody.read(other) == other
    saved = appointing.correct_credential(custody.office, replace(other, login_name="third")).value
    assert saved.login_name == "third"


def test_who_keeps_no_secret_makes_no_new_recovery_key(custody: Custody, password: Credential) -> None:
    before = custody.recovery()
    custody.unlock(ZHOU)
    with pytest.raises(InputError, match="保管着密码的人"):
        envelopes.renew_envelope(custody.office, custody.vault, "封口破损")
    assert custody.recovery() == before
    custody.unlock(LI)
    envelopes.renew_envelope(custody.office, custody.vault, "封口破损")
    assert custody.recovery() != before


def test_a_former_password_goes_only_when_somebody_says_so_who_can_have_logged_in(
    custody: Custody, password: Credential
) -> None:
    changed = custody.deposit(password, "Xin-8842-dengta")
    custody.show(changed, LI)
    for unlock in (custody.vault.lock, lambda: custody.unlock(ZHOU)):
        unlock()
        with pytest.raises(VaultLocked, match="上一个密码"):
            deposits.confirm_login(custody.office, custody.vault, changed.id)
    assert [copy.version for copy in custody.read(changed).copies if copy.state is CopyState.KEPT] == [1]
    custody.unlock(LI)
    deposits.confirm_login(custody.office, custody.vault, changed.id)
    assert not any(copy.state is CopyState.KEPT for copy in custody.read(changed).copies)
