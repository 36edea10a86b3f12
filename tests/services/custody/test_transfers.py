"""Credentials carried to another PC, and the receipt that comes back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.custody import ChangeReason, CustodyAct
from pmedia_desktop.model.unit import Person
from pmedia_desktop.services import accounts, people
from pmedia_desktop.services.custody import keys, looking, receiving, terminals, transfers
from pmedia_desktop.services.office import Office, open_office, snapshot
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.problems import SealProblem
from pmedia_desktop.vault.secret import Secret
from tests.services.conftest import TODAY, Started
from tests.services.custody.in_memory import InMemoryVault
from tests.services.custody.township import PASSPHRASES, PASSWORD, Township, settled


@pytest.fixture
def township(started: Started) -> Township:
    return settled(started, InMemoryVault())


@dataclass
class OtherPc:
    office: Office
    vault: Vault
    taker: Person

    @property
    def key(self) -> str:
        return transfers.public_key(self.office, self.taker.id)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[OtherPc]:
    office = open_office(tmp_path / "other", create=True, on=TODAY)
    taker = people.save_person(office, Person(name="陈默")).value
    vault = InMemoryVault()
    terminals.confirm_this_computer(office)
    keys.enroll(office, vault, taker.id, PASSPHRASES["陈默"])
    yield OtherPc(office, vault, taker)
    office.close()


def register(other: OtherPc) -> None:
    accounts.register_account(other.office, Account(platform="weibo", name="彭山示例镇发布", platform_id="7300000001"))


def test_the_taker_reads_it_there_and_the_receipt_comes_back(township: Township, other: OtherPc) -> None:
    register(other)
    township.unlock(township.holder)
    sent = transfers.send(
        township.office, township.vault, [township.credential.id], "陈默（区融媒体中心）", taker_key=other.key
    ).value
    assert PASSWORD.reveal() not in sent.file
    received = receiving.receive(other.office, other.vault, sent.file).value
    shown = looking.show(other.office, other.vault, received.credentials[0].id, "登录发布")
    assert shown.reveal() == PASSWORD.reveal()
    assert received.credentials[0].login_name == "pengshan01"
    with pytest.raises(InputError, match="回执"):
        transfers.enter_receipt(township.office, sent.transfer.id, "00000000000")
    assert transfers.enter_receipt(township.office, sent.transfer.id, received.receipt).value.received_at is not None


def test_the_change_is_due_and_the_event_stands_before_the_file_is_made(township: Township, other: OtherPc) -> None:
    township.unlock(township.holder)
    township.vault.pack = None  # type: ignore[assignment, method-assign]
    with pytest.raises(TypeError):
        transfers.send(township.office, township.vault, [township.credential.id], "陈默", taker_key=other.key)
    assert township.now().change_reason is ChangeReason.CARRIED_AWAY
    with township.office.register.read() as reader:
        carried = reader.custody_events(township.credential.id)[-1]
    assert carried.act is CustodyAct.CARRIED_OUT
    assert carried.proved


def test_only_who_may_read_it_carries_it_away(township: Township, other: OtherPc) -> None:
    township.unlock(township.taker)
    with pytest.raises(InputError, match="不能再交给别人"):
        transfers.send(township.office, township.vault, [township.credential.id], "陈默", taker_key=other.key)
    assert snapshot(township.office).transfers == ()


def test_another_takers_file_stays_shut(township: Township, other: OtherPc) -> None:
    register(other)
    township.unlock(township.holder)
    sent = transfers.send(
        township.office,
        township.vault,
        [township.credential.id],
        "张三",
        taker_key=transfers.public_key(township.office, township.taker.id),
    ).value
    with pytest.raises(SealProblem):
        receiving.receive(other.office, other.vault, sent.file)


def test_accounts_that_are_not_registered_are_named(township: Township, other: OtherPc) -> None:
    township.unlock(township.holder)
    sent = transfers.send(township.office, township.vault, [township.credential.id], "陈默", taker_key=other.key).value
    with pytest.raises(InputError, match="彭山示例镇发布"):
        receiving.receive(other.office, other.vault, sent.file)


def test_a_passphrase_told_by_voice_opens_it_too(township: Township, other: OtherPc) -> None:
    register(other)
    township.unlock(township.holder)
    spoken = Secret("yunduo shimo chuangkou baihe")
    sent = transfers.send(township.office, township.vault, [township.credential.id], "陈默", passphrase=spoken).value
    received = receiving.receive(other.office, other.vault, sent.file, passphrase=spoken).value
    assert looking.show(other.office, other.vault, received.credentials[0].id, "登录发布").reveal() == PASSWORD.reveal()


def test_exactly_one_way_of_sealing_is_chosen(township: Township, other: OtherPc) -> None:
    township.unlock(township.holder)
    for given in ({}, {"taker_key": other.key, "passphrase": Secret("yunduo shimo chuangkou baihe")}):
        with pytest.raises(InputError, match="选一种"):
            transfers.send(township.office, township.vault, [township.credential.id], "陈默", **given)  # type: ignore[arg-type]
