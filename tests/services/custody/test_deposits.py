"""A secret is kept, changed, confirmed: nothing is lost on the way, and nothing is claimed that did not happen."""

import pytest

from pmedia_desktop.errors import Cancelled, InputError
from pmedia_desktop.model.custody import (
    ChangeReason,
    CopyState,
    Credential,
    CredentialKind,
    CredentialStatus,
    CustodyAct,
    SecretStrength,
)
from pmedia_desktop.services.custody import appointing, deposits, looking, records
from pmedia_desktop.vault.problems import KeyringTrouble, KeyringUnavailable, VaultLocked
from pmedia_desktop.vault.secret import Secret
from tests.services.custody.conftest import NAMES, Custody
from tests.vault.memory_keyring import MemoryKeyring

LI, ZHAO, ZHOU, CHEN = NAMES


def states(credential: Credential) -> list[CopyState]:
    return [copy.state for copy in credential.copies]


def test_depositing_needs_no_passphrase_and_reading_does(custody: Custody) -> None:
    credential = custody.deposit(custody.appoint(deputy=ZHAO), "Mima-7319-yuyi")
    assert credential.status is CredentialStatus.IN_USE
    assert states(credential) == [CopyState.CURRENT]
    with pytest.raises(VaultLocked):
        looking.show(custody.office, custody.vault, credential.id, "登录发布")
    assert custody.show(credential, LI) == "Mima-7319-yuyi"
    assert custody.show(credential, ZHAO) == "Mima-7319-yuyi"
    custody.unlock(ZHOU)
    with pytest.raises(InputError, match="不是这一项的保管人"):
        looking.show(custody.office, custody.vault, credential.id, "登录发布")


def test_what_is_sealed_can_be_opened_by_holder_deputy_and_recovery_key_and_nobody_else(custody: Custody) -> None:
    credential = custody.deposit(custody.appoint(deputy=ZHAO), "Mima-7319-yuyi")
    assert credential.current is not None
    assert set(credential.current.recipients.split()) == {
        custody.recipient(LI),
        custody.recipient(ZHAO),
        custody.recovery(),
    }


def test_the_former_version_is_kept_until_a_login_with_the_new_one_is_confirmed(
    custody: Custody, password: Credential
) -> None:
    changed = custody.deposit(password, "Xin-8842-dengta")
    assert states(changed) == [CopyState.KEPT, CopyState.CURRENT]
    assert len(custody.vault.entries) == 2
    with pytest.raises(InputError, match="还没有人查看过"):
        deposits.confirm_login(custody.office, custody.vault, password.id)
    custody.unlock(LI)
    assert looking.show(custody.office, custody.vault, password.id, "核对", former=True).reveal() == "Mima-7319-yuyi"
    confirmed = custody.used(password)
    assert states(custody.read(confirmed)) == [CopyState.REMOVED, CopyState.CURRENT]
    assert list(custody.vault.entries) == [confirmed.copies[-1].entry]
    with custody.office.register.read() as reader:
        assert reader.text(confirmed.copies[0].entry) is None
        assert reader.text(confirmed.copies[-1].entry) == custody.vault.entries[confirmed.copies[-1].entry]


def test_a_demanded_change_ends_with_the_login_and_not_with_the_deposit(custody: Custody, password: Credential) -> None:
    appointing.suspect_leak(custody.office, password.id, "手机丢失")
    suspected = custody.read(password)
    assert (suspected.status, suspected.change_reason) == (CredentialStatus.SUSPECTED, ChangeReason.LEAK_SUSPECTED)
    # Logging in with what was there before does not answer a suspicion.
    assert custody.used(password).change_since is not None
    changed = custody.deposit(password, "Xin-8842-dengta")
    assert changed.change_since is not None
    assert changed.status is CredentialStatus.SUSPECTED
    confirmed = custody.used(password)
    assert (confirmed.change_since, confirmed.change_reason, confirmed.status) == (None, None, CredentialStatus.IN_USE)


def test_the_same_secret_again_is_no_change(custody: Custody, password: Credential) -> None:
    custody.unlock(LI)
    with pytest.raises(InputError, match="同一个密码"):
        custody.deposit(password, "Mima-7319-yuyi")
    assert custody.read(password).version == password.version


def test_reuse_is_noticed_among_what_the_open_identity_can_read(custody: Custody, password: Credential) -> None:
    other = custody.appoint(login="mail", kind=CredentialKind.EMAIL_PASSWORD)
    custody.vault.lock()
    unknown = custody.deposit(other, "Mima-7319-yuyi").version
    assert unknown is not None
    assert unknown.reused is None
    custody.unlock(LI)
    fresh = custody.deposit(other, "Xin-8842-dengta").version
    again = custody.deposit(other, "Mima-7319-yuyi").version
    assert fresh is not None
    assert again is not None
    assert (fresh.reused, again.reused) == (False, True)


@pytest.mark.parametrize(
    ("secret", "strength"),
    [("Mzj2024", SecretStrength.WEAK), ("pX9#vT2q-Lw8@zR4m", SecretStrength.STRONG)],
)
def test_only_a_coarse_strength_is_kept(custody: Custody, secret: str, strength: SecretStrength) -> None:
    version = custody.deposit(custody.appoint(), secret).version
    assert version is not None
    assert version.strength is strength


def test_a_keyring_that_does_not_answer_leaves_everything_as_it_was(custody: Custody, password: Credential) -> None:
    class Locked(MemoryKeyring):
        refuses = True

        def set_password(self, service: str, username: str, given: str) -> None:
            if self.refuses:
                from pmedia_desktop.vault.keyring_troubles import unavailable

                raise unavailable(KeyringTrouble.LOCKED)
            super().set_password(service, username, given)

    locked = Locked()
    locked.kept = custody.vault.keyring.kept
    custody.vault._process.store._backend = locked  # type: ignore[attr-defined]
    with pytest.raises(KeyringUnavailable) as caught:
        custody.deposit(password, "Xin-8842-dengta")
    assert caught.value.trouble is KeyringTrouble.LOCKED
    after = custody.read(password)
    assert (after.versions, after.current) == (password.versions, password.current)
    locked.refuses = False
    changed = custody.deposit(password, "Xin-8842-dengta")
    assert changed.version is not None
    assert changed.version.number == 3  # the number of what was taken back is not used again
    assert custody.show(password, LI) == "Xin-8842-dengta"


def test_a_cancelled_deposit_is_taken_back(custody: Custody, password: Credential) -> None:
    class Stop:
        def __init__(self) -> None:
            self.calls = 0

        def step(self, done: int, total: int, what: str = "") -> None:
            self.calls += 1
            if self.calls == 3:  # compared, sealed, then written
                raise Cancelled

    with pytest.raises(Cancelled):
        deposits.deposit(custody.office, custody.vault, password.id, Secret("Xin-8842-dengta"), progress=Stop())
    after = custody.read(password)
    assert (after.versions, after.current) == (password.versions, password.current)
    assert CopyState.LEAVING in states(after)


def test_a_secret_that_no_keyring_holds_is_refused_before_anything_is_written(
    custody: Custody, password: Credential
) -> None:
    with pytest.raises(InputError, match="太长"):
        custody.deposit(password, "长" * 200)
    assert custody.read(password) == password


def test_a_one_time_setup_gives_codes_and_recovery_codes_are_brought_into_one_form(custody: Custody) -> None:
    setup = custody.appoint(kind=CredentialKind.ONE_TIME_CODE)
    custody.deposit(setup, "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&issuer=%E5%BE%AE%E5%8D%9A")
    codes = custody.appoint(kind=CredentialKind.RECOVERY_CODES)
    custody.deposit(codes, "1111 2222\n\n 3333-4444, 5555")
    custody.unlock(LI)
    code = looking.one_time_code(custody.office, custody.vault, setup.id, "登录发布")
    assert code.code.reveal().isdecimal()
    assert looking.show(custody.office, custody.vault, codes.id, "手机丢失").reveal() == "11112222\n3333-4444\n5555"
    with pytest.raises(InputError, match="不是动态验证码"):
        looking.one_time_code(custody.office, custody.vault, codes.id, "登录发布")


def test_a_unit_may_register_holders_only(custody: Custody) -> None:
    scan = custody.appoint(kind=CredentialKind.SCAN_OR_SMS)
    assert scan.status is CredentialStatus.IN_USE
    with pytest.raises(InputError, match="扫码或短信"):
        custody.deposit(scan, "x")


def test_every_step_stands_in_the_custody_record(custody: Custody, password: Credential) -> None:
    custody.unlock(LI)
    custody.deposit(password, "Xin-8842-dengta")
    acts = [event.act for event in records.events_of(custody.office, password.id)]
    assert acts == [
        CustodyAct.CHANGED,
        CustodyAct.LOGIN_CONFIRMED,
        CustodyAct.SHOWN,
        CustodyAct.DEPOSITED,
        CustodyAct.APPOINTED,
    ]
    changed, _, shown, deposited, _ = records.events_of(custody.office, password.id)
    assert (changed.proved, shown.proved, deposited.proved) == (True, True, False)
    assert (shown.reason, shown.by_person_id, shown.version) == ("登录发布", custody.people[LI].id, 1)
    assert shown.computer
