import pyrage
import pytest

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.vault.identities import (
    LOWEST_WORK_FACTOR,
    armor,
    check_recipient,
    decrypt_with_passphrase,
    disarm,
    encrypt_strongly,
    fingerprint,
    new_identity,
    open_identity,
    recipient_of,
    work_factor,
)
from pmedia_desktop.vault.letters import from_groups
from pmedia_desktop.vault.problems import IdentityChanged, WrongPassphrase
from pmedia_desktop.vault.secret import Secret
from tests.vault.conftest import PASSPHRASE, Holder


def test_the_passphrase_opens_the_identity_however_its_gaps_and_width_are_typed(holder: Holder) -> None:
    typed = Secret("  ｈｕａｐｅｎ　shanlu  chaye xuetang ")
    assert str(open_identity(holder.locked, typed, holder.recipient)) == str(holder.identity)


def test_a_wrong_passphrase_is_told_apart_from_damage(holder: Holder) -> None:
    with pytest.raises(WrongPassphrase):
        open_identity(holder.locked, Secret("huapen shanlu chaye xuetanG"), holder.recipient)
    with pytest.raises(EnvironmentProblem, match="损坏"):
        open_identity(holder.locked[:200], PASSPHRASE, holder.recipient)
    with pytest.raises(EnvironmentProblem, match="损坏"):
        open_identity("", PASSPHRASE, holder.recipient)


def test_an_identity_that_is_not_the_registered_one_is_noticed(holder: Holder) -> None:
    with pytest.raises(IdentityChanged):
        open_identity(holder.locked, PASSPHRASE, recipient_of(new_identity()))


def test_the_locked_identity_is_an_age_file_strong_enough_and_without_the_identity(holder: Holder) -> None:
    assert work_factor(disarm(holder.locked)) >= LOWEST_WORK_FACTOR
    assert str(holder.identity) not in holder.locked
    assert armor(disarm(holder.locked)) == holder.locked


def test_a_file_made_too_weak_is_made_again() -> None:
    made = []

    def calibrating_low_at_first(content: bytes, passphrase: str) -> bytes:
        made.append(passphrase)
        return b"age-encryption.org/v1\n-> scrypt ZNYacUexPCYx6QJNrGydzg %d\n" % (15 + len(made))

    assert work_factor(encrypt_strongly(b"", "p", calibrating_low_at_first)) == LOWEST_WORK_FACTOR
    assert len(made) == 3


def test_a_machine_too_busy_for_a_strong_file_is_told_and_nothing_weak_is_kept() -> None:
    weak = b"age-encryption.org/v1\n-> scrypt ZNYacUexPCYx6QJNrGydzg 14\n"
    with pytest.raises(EnvironmentProblem, match="太忙"):
        encrypt_strongly(b"", "p", lambda content, passphrase: weak)


def test_a_fingerprint_names_one_recipient_in_groups_that_can_be_read_aloud() -> None:
    recipient = recipient_of(new_identity())
    groups = fingerprint(recipient)
    assert len(groups) == 4
    assert fingerprint(recipient) == groups
    assert fingerprint(recipient_of(new_identity())) != groups
    from_groups(" ".join(groups), 12)


@pytest.mark.parametrize("wrong", ["", "age1", "age1qqqq", "AGE-SECRET-KEY-1"])
def test_what_is_no_recipient_is_refused(wrong: str) -> None:
    with pytest.raises(InputError, match="age1"):
        check_recipient(wrong)


def test_the_sentences_by_which_pyrage_tells_its_errors_apart_are_the_known_ones() -> None:
    # identities.py and sealing.py read them; another version of pyrage may say it otherwise.
    sealed = pyrage.encrypt(b"x", [new_identity().to_public()])
    with pytest.raises(pyrage.DecryptError, match=r"\ANo matching keys found\Z"):
        pyrage.decrypt(sealed, [new_identity()])


def test_a_machine_that_measures_too_little_for_a_moment_opens_all_the_same() -> None:
    locked = encrypt_strongly(b"content", "p")
    refusals = iter([True, True, False])

    def busy_at_first(encrypted: bytes, passphrase: str) -> bytes:
        if next(refusals):
            raise pyrage.DecryptError("Excessive work parameter for passphrase.")
        return bytes(pyrage.passphrase.decrypt(encrypted, passphrase))

    assert decrypt_with_passphrase(locked, "p", busy_at_first) == b"content"


def test_a_machine_that_stays_busy_is_told_so_and_not_called_damage() -> None:
    locked = encrypt_strongly(b"content", "p")

    def always_busy(encrypted: bytes, passphrase: str) -> bytes:
        raise pyrage.DecryptError("Excessive work parameter for passphrase.")

    with pytest.raises(EnvironmentProblem, match="电脑太忙"):
        decrypt_with_passphrase(locked, "p", always_busy)
