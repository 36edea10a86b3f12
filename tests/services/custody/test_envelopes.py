"""The sealed envelope: printed, typed back, put away, opened."""

import io
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pypdf
import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.custody import ChangeReason, CredentialKind, CustodyAct
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.services.custody import deposits, envelope_opening, envelopes, keys, looking
from pmedia_desktop.services.custody.envelope_opening import Opening
from pmedia_desktop.services.custody.envelopes import PrintedEnvelope
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.problems import SealProblem, WrongGroups, WrongPassphrase
from pmedia_desktop.vault.secret import Secret
from tests.services.conftest import Started
from tests.services.custody.in_memory import InMemoryVault
from tests.services.custody.township import PASSPHRASES, PASSWORD, Township, settled


@pytest.fixture
def vault() -> Vault:
    return InMemoryVault()


@pytest.fixture
def township(started: Started, vault: Vault) -> Township:
    return settled(started, vault)


def opening(township: Township, printed: PrintedEnvelope) -> Opening:
    return Opening(
        sheet=township.sheet_of(printed),
        words=printed.words.typed,
        to_id=township.taker.id,
        reason="保管人突然调离",
        opened_by="王䶮",
        opened_with="张伟民",
    )


def test_the_first_holder_prints_cover_and_sheet_and_nothing_on_them_opens_it(township: Township) -> None:
    township.unlock(township.holder)
    printed = envelopes.print_envelope(township.office, township.vault, place="党政办保险柜").value
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(printed.pdf)).pages]
    assert len(pages) == 2
    assert all("内部资料，专人保管" in page for page in pages)
    assert "党政办保险柜" in pages[0]
    assert all(group in pages[1] for group in printed.fingerprint)
    # One Chinese word alone may stand in any sentence of the sheet by chance; two that follow each other do not.
    for words in (printed.words.typed.reveal().split(), printed.words.chinese.reveal().split()):
        assert not any(first + second in "".join(page.split()) for first, second in pairwise(words) for page in pages)
    assert printed.key.state is RecoveryState.PRINTED


def test_only_whom_it_is_sealed_to_prints_it(township: Township) -> None:
    township.unlock(township.taker)
    with pytest.raises(InputError, match="李𬱖"):
        envelopes.print_envelope(township.office, township.vault)


def test_typing_groups_back_leaves_the_key_on_paper_only(township: Township) -> None:
    township.unlock(township.holder)
    printed = envelopes.print_envelope(township.office, township.vault).value
    asked = envelopes.asked_groups(printed.key)
    assert tuple(asked) == printed.groups_to_type
    number = printed.groups_to_type[0]
    with pytest.raises(WrongGroups) as refused:
        envelopes.confirm_envelope(township.office, township.vault, asked | {number: "AAAAAA"})
    assert refused.value.groups == (number,)
    confirmed = envelopes.confirm_envelope(township.office, township.vault, asked).value
    assert confirmed.state is RecoveryState.IN_ENVELOPE
    assert township.vault.opened is None
    with township.office.register.read() as reader:
        assert reader.text(confirmed.text_name) is None
    with pytest.raises(InputError, match="没有待打印"):
        envelopes.print_envelope(township.office, township.vault)
    assert envelopes.standing(township.office).is_put_away


def test_the_print_can_be_put_off_for_a_week_and_no_longer(township: Township) -> None:
    with township.office.register.read() as reader:
        made_on = reader.recovery_keys()[0].made_at.astimezone().date()
    week = made_on + timedelta(days=7)
    office = replace(township.office, fixed_day=made_on)
    assert envelopes.postpone_envelope(office, week).value.postponed_until == week
    with pytest.raises(InputError, match="最迟"):
        envelopes.postpone_envelope(office, week + timedelta(days=1))


def test_the_scanned_sheet_and_the_words_give_a_new_holder_the_password(township: Township) -> None:
    printed = township.sealed_envelope()
    found = envelope_opening.open_envelope(township.office, township.vault, opening(township, printed)).value
    assert township.vault.opened is None
    assert [one.id for one in found.credentials] == [township.credential.id]
    assert township.now().holder_id == township.taker.id
    assert township.now().change_reason is ChangeReason.ENVELOPE_OPENED
    assert township.shown_to(township.taker) == PASSWORD.reveal()
    with pytest.raises((InputError, SealProblem)):
        township.shown_to(township.holder)
    assert (found.opened.state, found.renewed.state) == (RecoveryState.OPENED, RecoveryState.PENDING)
    assert (found.opened.opened_by, found.opened.opened_with) == ("王䶮", "张伟民")
    current = township.now().current
    assert current is not None
    assert current.can_be_opened_by(found.renewed.recipient)
    assert not current.can_be_opened_by(found.opened.recipient)


def test_the_account_follows_and_its_change_filing_is_drafted(township: Township) -> None:
    printed = township.sealed_envelope()
    envelope_opening.open_envelope(township.office, township.vault, opening(township, printed))
    with township.office.register.read() as reader:
        assert reader.account(township.account.id).holder_id == township.taker.id
        filings = [one for one in reader.snapshot().filings if one.account_id == township.account.id]
    assert [row.label for filing in filings for row in filing.changes]


def test_wrong_words_change_nothing(township: Township) -> None:
    printed = township.sealed_envelope()
    before = township.now()
    given = opening(township, printed)
    wrong = replace(given, words=Secret("a b c d e f"))
    with pytest.raises(WrongPassphrase):
        envelope_opening.open_envelope(township.office, township.vault, wrong)
    assert township.now() == before
    assert envelopes.standing(township.office).is_put_away


def test_a_reason_and_two_different_people_are_required(township: Township) -> None:
    given = opening(township, township.sealed_envelope())
    for wrong in (replace(given, reason=" "), replace(given, opened_with="王䶮"), replace(given, opened_by="")):
        with pytest.raises(InputError):
            envelope_opening.open_envelope(township.office, township.vault, wrong)
    assert envelopes.standing(township.office).is_put_away


def test_who_forgot_the_passphrase_gets_a_new_one_and_keeps_what_was_theirs(
    township: Township,
) -> None:
    printed = township.sealed_envelope()
    forgotten = replace(opening(township, printed), to_id=township.holder.id, passphrase=PASSPHRASES["张伟民"])
    envelope_opening.open_envelope(township.office, township.vault, forgotten)
    assert township.now().holder_id == township.holder.id
    with pytest.raises(WrongPassphrase):
        township.unlock(township.holder)
    keys.unlock(township.office, township.vault, township.holder.id, PASSPHRASES["张伟民"])
    assert looking.show(township.office, township.vault, township.credential.id, "核对").reveal() == PASSWORD.reveal()


def test_a_taker_without_a_key_gets_one_on_the_way(township: Township) -> None:
    given = replace(opening(township, township.sealed_envelope()), to_id=township.witness.id)
    with pytest.raises(InputError, match="开锁口令"):
        envelope_opening.open_envelope(township.office, township.vault, given)
    with_passphrase = replace(given, passphrase=PASSPHRASES["张伟民"])
    envelope_opening.open_envelope(township.office, township.vault, with_passphrase)
    assert township.shown_to(township.witness) == PASSWORD.reveal()


def test_what_others_hold_stays_theirs_but_is_sealed_to_the_new_key(township: Township) -> None:
    api = township.add(CredentialKind.API_SECRET, holder=township.taker)
    deposits.deposit(township.office, township.vault, api.id, Secret("api-of-chen-2026"))
    given = replace(
        opening(township, township.sealed_envelope()),
        to_id=township.witness.id,
        from_id=township.holder.id,
        passphrase=PASSPHRASES["张伟民"],
    )
    found = envelope_opening.open_envelope(township.office, township.vault, given).value
    kept = township.now(api)
    assert kept.holder_id == township.taker.id
    assert kept.current is not None
    assert kept.current.can_be_opened_by(found.renewed.recipient)
    assert kept.change_reason is ChangeReason.ENVELOPE_OPENED
    assert township.shown_to(township.taker, api) == "api-of-chen-2026"


def test_an_opening_that_broke_off_is_taken_up_again_with_the_same_sheet(township: Township) -> None:
    api = township.add(CredentialKind.API_SECRET)
    deposits.deposit(township.office, township.vault, api.id, Secret("api-of-li-2026"))
    given = opening(township, township.sealed_envelope())
    write, written = township.vault.write, []

    def break_off(entry: str, sealed: str, progress: object = None) -> None:
        if written:
            raise KeyboardInterrupt
        written.append(entry)
        write(entry, sealed)

    township.vault.write = break_off  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        envelope_opening.open_envelope(township.office, township.vault, given)
    del township.vault.write  # type: ignore[attr-defined]
    assert township.vault.opened is None
    envelope_opening.open_envelope(township.office, township.vault, given)
    assert township.shown_to(township.taker) == PASSWORD.reveal()
    assert township.shown_to(township.taker, api) == "api-of-li-2026"
    with township.office.register.read() as reader:
        assert len([key for key in reader.recovery_keys() if key.is_sealed_to]) == 1


def test_a_lost_envelope_is_replaced_and_everything_is_due_for_change(township: Township) -> None:
    printed = township.sealed_envelope()
    township.unlock(township.holder)
    renewed = envelopes.renew_envelope(township.office, township.vault, "封口破损").value
    current = township.now().current
    assert current is not None
    assert current.can_be_opened_by(renewed.recipient)
    assert not current.can_be_opened_by(printed.key.recipient)
    assert township.now().change_reason is ChangeReason.ENVELOPE_OPENED
    again = envelopes.print_envelope(township.office, township.vault).value
    envelopes.confirm_envelope(township.office, township.vault, envelopes.asked_groups(again.key))
    with township.office.register.read() as reader:
        states = [key.state for key in reader.recovery_keys()]
        acts = [event.act for event in reader.custody_events()]
    assert states == [RecoveryState.RETIRED, RecoveryState.IN_ENVELOPE]
    assert CustodyAct.ENVELOPE_OPENED in acts
