from dataclasses import replace

import pyrage
import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.vault.identities import Identity, disarm, new_identity, recipient_of
from pmedia_desktop.vault.letters import from_groups, to_groups
from pmedia_desktop.vault.problems import IdentityChanged, SealProblem, WrongGroups, WrongPassphrase
from pmedia_desktop.vault.recovery import (
    RecoveryPrint,
    check_typed_back,
    new_recovery,
    open_pending,
    open_printed,
    print_recovery,
)
from pmedia_desktop.vault.secret import Secret
from tests.vault.conftest import Holder


@pytest.fixture(scope="module")
def key() -> Identity:
    return new_identity()


@pytest.fixture(scope="module")
def sheet(key: Identity) -> RecoveryPrint:
    return print_recovery(key)


def test_groups_typed_from_the_sheet_and_the_six_words_give_the_key_back(key: Identity, sheet: RecoveryPrint) -> None:
    typed = "\n".join(sheet.groups).lower()
    words = Secret("，".join(sheet.words.typed.reveal().upper().split()))
    assert str(open_printed(typed, words, recipient_of(key))) == str(key)


def test_any_age_program_opens_the_qr_code_with_the_six_words(key: Identity, sheet: RecoveryPrint) -> None:
    file = disarm(sheet.qr.decode("ascii").replace("\n", " "))  # a scanner that types line ends as spaces
    assert pyrage.passphrase.decrypt(file, sheet.words.typed.reveal()).decode() == str(key)


def test_the_qr_code_and_the_groups_hold_the_same_file(key: Identity, sheet: RecoveryPrint) -> None:
    assert len(sheet.groups) == 62
    assert len(sheet.qr) <= 450
    with pytest.raises(WrongPassphrase):
        open_printed(sheet.qr.decode("ascii"), Secret("six other words for once please"), recipient_of(key))


def test_the_paper_alone_does_not_hold_the_key(key: Identity, sheet: RecoveryPrint) -> None:
    printed = repr(replace(sheet)) + "".join(sheet.groups) + sheet.qr.decode("ascii")
    assert str(key) not in printed
    assert not any(word in printed for word in sheet.words.typed.reveal().split())
    assert len(sheet.words.typed.reveal().split()) == len(sheet.words.chinese.reveal().split()) == 6


def test_a_typing_error_names_the_group_before_the_words_are_tried(sheet: RecoveryPrint) -> None:
    groups = list(sheet.groups)
    groups[30] = ("7" if groups[30][0] != "7" else "8") + groups[30][1:]
    with pytest.raises(WrongGroups) as raised:
        open_printed(" ".join(groups), sheet.words.typed, sheet.recipient)
    assert raised.value.groups == (31,)


def test_groups_of_two_sheets_mixed_are_noticed(sheet: RecoveryPrint) -> None:
    other = to_groups(bytes(byte ^ 255 for byte in from_groups(" ".join(sheet.groups), 192)))
    mixed = [*sheet.groups[:40], *other[40:]]
    with pytest.raises(InputError, match="合起来却不对"):
        open_printed(" ".join(mixed), sheet.words.typed, sheet.recipient)


def test_an_envelope_that_a_newer_one_has_replaced_is_noticed(sheet: RecoveryPrint) -> None:
    with pytest.raises(IdentityChanged, match="备用钥匙"):
        open_printed(" ".join(sheet.groups), sheet.words.typed, recipient_of(new_identity()))


def test_typing_groups_back_confirms_the_print(sheet: RecoveryPrint) -> None:
    asked = {number: sheet.groups[number - 1] for number in (1, 7, 62)}
    typed = {number: f" {group.lower().replace('0', 'o').replace('1', 'l')} " for number, group in asked.items()}
    check_typed_back(asked, typed)
    with pytest.raises(WrongGroups) as raised:
        check_typed_back(asked, typed | {7: "ABCDEF"})
    assert raised.value.groups == (7,)


def test_a_group_that_was_not_typed_back_is_wrong_too(sheet: RecoveryPrint) -> None:
    with pytest.raises(WrongGroups) as raised:
        check_typed_back({1: sheet.groups[0], 2: sheet.groups[1]}, {1: sheet.groups[0]})
    assert raised.value.groups == (2,)


def test_until_it_is_printed_the_key_lies_sealed_to_the_first_holder(holder: Holder) -> None:
    pending = new_recovery(holder.recipient)
    assert recipient_of(open_pending(pending, holder.identity)) == pending.recipient
    with pytest.raises(SealProblem):
        open_pending(pending, new_identity())
    with pytest.raises(IdentityChanged):
        open_pending(replace(pending, recipient=holder.recipient), holder.identity)
