"""Keys of holders and of the unit: made once, given, changed, renewed after a leak."""

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.custody import ChangeReason, CopyState, Credential
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.services.custody import keys
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.vault.problems import WrongPassphrase
from pmedia_desktop.vault.secret import Secret
from tests.services.custody.conftest import NAMES, Custody, passphrase_of

LI, ZHAO, ZHOU, CHEN = NAMES
NEW = Secret("xinde koulingci sige bianhua")


def test_the_first_key_brings_the_recovery_key_along_and_the_second_does_not(custody: Custody) -> None:
    known = snapshot(custody.office)
    (recovery,) = known.recovery_keys
    assert (recovery.state, recovery.sealed_to_id) == (RecoveryState.PENDING, custody.people[LI].id)
    assert len(known.holder_keys) == 3
    with custody.office.register.read() as reader:
        assert reader.text(recovery.text_name)
        assert all(reader.text(key.text_name) for key in known.holder_keys)


def test_nobody_has_two_keys(custody: Custody) -> None:
    with pytest.raises(InputError, match="已经设置过"):
        keys.enroll(custody.office, custody.vault, custody.people[LI].id, NEW)


@pytest.mark.parametrize("easy", ["123456", "彭山示例镇2024", "zhaomei19800101", "赵㛃028-37600002"])
def test_a_passphrase_that_a_colleague_would_guess_is_refused(custody: Custody, easy: str) -> None:
    with pytest.raises(InputError, match="容易被猜到"):
        keys.enroll(custody.office, custody.vault, custody.people[CHEN].id, Secret(easy))
    assert snapshot(custody.office).key_of(custody.people[CHEN].id) is None


def test_who_opens_an_identity_acts_as_proved(custody: Custody) -> None:
    assert not keys.proved(custody.office, custody.vault).actor.proved
    custody.unlock(ZHAO)
    actor = keys.proved(custody.office, custody.vault).actor
    assert (actor.name, actor.proved) == (ZHAO, True)
    custody.vault.lock()
    assert keys.open_person(custody.office, custody.vault) is None


def test_another_passphrase_opens_the_same_identity(custody: Custody, password: Credential) -> None:
    before = custody.recipient(LI)
    keys.change_passphrase(custody.office, custody.vault, custody.people[LI].id, passphrase_of(LI), NEW)
    assert custody.recipient(LI) == before
    with pytest.raises(WrongPassphrase):
        custody.unlock(LI)
    keys.unlock(custody.office, custody.vault, custody.people[LI].id, NEW)
    assert custody.read(password).change_since is None


def test_a_leaked_passphrase_makes_a_new_identity_and_every_change_due(custody: Custody, password: Credential) -> None:
    custody.deposit(password, "Xin-8842-dengta")  # the former version is still kept
    before, first_recovery = custody.recipient(LI), custody.recovery()
    keys.renew_key(custody.office, custody.vault, custody.people[LI].id, passphrase_of(LI), NEW)
    after = custody.read(password)
    assert after.change_reason is ChangeReason.PASSPHRASE_LEAKED
    kept = [copy for copy in after.copies if copy.state in (CopyState.CURRENT, CopyState.KEPT)]
    assert [copy.version for copy in kept] == [1, 2]
    for copy in kept:
        assert set(copy.recipients.split()) == {custody.recipient(LI), custody.recovery()}
    assert sorted(custody.vault.entries) == sorted(copy.entry for copy in kept)
    assert custody.recipient(LI) != before
    # The recovery key lay sealed to the leaked identity, so there is another one now.
    assert custody.recovery() != first_recovery
    with custody.office.register.read() as reader:
        assert reader.text(f"holder-key:{before}") is None
        assert reader.text(f"recovery-key:{first_recovery}") is None


def test_a_wrong_old_passphrase_renews_nothing_and_leaves_nothing_open(custody: Custody) -> None:
    before = snapshot(custody.office).holder_keys
    with pytest.raises(WrongPassphrase):
        keys.renew_key(custody.office, custody.vault, custody.people[LI].id, NEW, passphrase_of(CHEN))
    assert snapshot(custody.office).holder_keys == before
    assert custody.vault.opened is None
