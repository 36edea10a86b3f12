"""Lending: read until it is due or returned, then the secret has to be changed."""

from datetime import UTC, datetime, timedelta

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.custody import ChangeReason, Credential, CustodyAct
from pmedia_desktop.services.custody import loans, looking, records
from pmedia_desktop.vault.problems import VaultLocked
from tests.services.custody.conftest import NAMES, Custody

LI, ZHAO, ZHOU, CHEN = NAMES


def tomorrow() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)


def lend(custody: Custody, credential: Credential, name: str, until: datetime | None = None) -> Credential:
    person = custody.people[name].id
    return loans.lend(custody.office, custody.vault, credential.id, person, until or tomorrow(), "值班").value


def test_only_who_can_read_it_can_lend_it(custody: Custody, password: Credential) -> None:
    custody.vault.lock()
    with pytest.raises(VaultLocked):
        lend(custody, password, ZHOU)
    assert custody.read(password) == password


def test_a_borrower_reads_until_the_return_and_then_the_change_is_due(custody: Custody, password: Credential) -> None:
    lent = lend(custody, password, ZHOU)
    assert lent.entitled() == {custody.people[LI].id, custody.people[ZHOU].id}
    assert custody.show(password, ZHOU) == "Mima-7319-yuyi"
    back = loans.take_back(custody.office, custody.vault, password.id).value
    assert (back.loan, back.change_reason) == (None, ChangeReason.LOAN_RETURNED)
    with pytest.raises(InputError, match="不能查看"):
        looking.show(custody.office, custody.vault, password.id, "登录发布")
    custody.unlock(LI)
    after = custody.read(password)
    assert after.current is not None
    assert not after.current.can_be_opened_by(custody.recipient(ZHOU))
    assert list(custody.vault.entries) == [after.current.entry]


def test_a_loan_that_is_over_is_no_longer_read(custody: Custody, password: Credential) -> None:
    over = datetime.now(UTC) + timedelta(hours=1)
    lend(custody, password, ZHOU, over)
    custody.office.register.clock = lambda: over + timedelta(seconds=1)
    custody.unlock(ZHOU)
    with pytest.raises(InputError, match="借用期已过"):
        looking.show(custody.office, custody.vault, password.id, "登录发布")


def test_a_change_meanwhile_reaches_the_borrower(custody: Custody, password: Credential) -> None:
    lend(custody, password, ZHOU)
    custody.deposit(password, "Xin-8842-dengta")
    assert custody.show(password, ZHOU) == "Xin-8842-dengta"


def test_a_loan_has_a_due_time_and_a_key(custody: Custody, password: Credential) -> None:
    with pytest.raises(InputError, match="已经过去"):
        lend(custody, password, ZHOU, datetime.now(UTC) - timedelta(hours=1))
    with pytest.raises(InputError, match="开锁口令"):
        lend(custody, password, CHEN)
    lend(custody, password, ZHOU)
    with pytest.raises(InputError, match="已经借给"):
        lend(custody, password, ZHAO)
    event = records.events_of(custody.office, password.id)[0]
    assert (event.act, event.person_id, event.reason) == (CustodyAct.LENT, custody.people[ZHOU].id, "值班")
    assert event.due_at is not None


def test_what_is_not_lent_is_not_returned(custody: Custody, password: Credential) -> None:
    with pytest.raises(InputError, match="没有借出"):
        loans.take_back(custody.office, custody.vault, password.id)
