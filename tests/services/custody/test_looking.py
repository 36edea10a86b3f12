"""A look is written down before the secret is shown, and happens on the unit's own PCs only."""

from dataclasses import replace

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.custody import Credential, CustodyAct, LoginTerminal, TerminalKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.services.custody import looking, records, terminals
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.unit import FirstStart, first_start
from pmedia_desktop.vault.problems import SealFault, SealProblem
from tests.services.custody.conftest import NAMES, Custody

LI, ZHAO, ZHOU, CHEN = NAMES


def test_the_look_stands_in_record_and_journal_even_if_the_vault_then_fails(
    custody: Custody, password: Credential
) -> None:
    other = custody.deposit(custody.appoint(login="mail"), "Xin-8842-dengta")
    entries = custody.vault.keyring.kept
    mine, others = ((one.copies[0].entry, "sealed") for one in (password, other))
    entries[mine] = entries[others]
    custody.unlock(LI)
    with pytest.raises(SealProblem) as caught:
        looking.show(custody.office, custody.vault, password.id, "登录发布")
    assert caught.value.fault is SealFault.SWAPPED
    assert records.events_of(custody.office, password.id)[0].act is CustodyAct.SHOWN
    with custody.office.register.read() as reader:
        newest = reader.journal(limit=1)[0]
    assert (newest.action, newest.actor.name, newest.actor.proved) == (Action.SECRET_SHOWN, LI, True)


def test_a_look_that_cannot_be_written_down_shows_nothing(custody: Custody, password: Credential) -> None:
    custody.unlock(LI)
    before = records.events_of(custody.office, password.id)

    def fail(_connection: Connection) -> None:
        raise OSError("the disk is full")

    event.listen(Engine, "commit", fail)
    try:
        with pytest.raises(OSError, match="the disk is full"):
            looking.show(custody.office, custody.vault, password.id, "登录发布")
    finally:
        event.remove(Engine, "commit", fail)
    assert records.events_of(custody.office, password.id) == before
    assert looking.show(custody.office, custody.vault, password.id, "登录发布").reveal() == "Mima-7319-yuyi"


def test_a_look_that_is_refused_leaves_no_trace_of_having_happened(custody: Custody, password: Credential) -> None:
    before = records.events_of(custody.office, password.id)
    custody.unlock(ZHOU)
    for reason in ("登录发布", "  "):
        with pytest.raises(InputError):
            looking.show(custody.office, custody.vault, password.id, reason)
    assert records.events_of(custody.office, password.id) == before


def test_on_a_pc_that_nobody_vouches_for_nothing_is_read(custody: Custody, password: Credential) -> None:
    (here,) = terminals.list_terminals(custody.office)
    terminals.retire_terminal(custody.office, here.id)
    custody.unlock(LI)
    with pytest.raises(InputError, match="不在登录终端清单"):
        looking.show(custody.office, custody.vault, password.id, "登录发布")
    terminals.confirm_this_computer(custody.office, place="党政办")
    assert looking.show(custody.office, custody.vault, password.id, "登录发布").reveal() == "Mima-7319-yuyi"


def test_copying_is_noted_for_who_may_look(custody: Custody, password: Credential) -> None:
    custody.unlock(LI)
    looking.copied(custody.office, custody.vault, password.id)
    assert records.events_of(custody.office, password.id)[0].act is CustodyAct.COPIED
    custody.unlock(ZHOU)
    with pytest.raises(InputError, match="不能查看"):
        looking.copied(custody.office, custody.vault, password.id)


def test_the_first_start_enters_this_pc_when_it_is_confirmed(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = open_office(tmp_path_factory.mktemp("new"), create=True)
    first_start(
        office,
        FirstStart(full_name="示例局", seal_text="", principal_name="王一", clerk_name="李二", computer_confirmed=True),
    )
    (here,) = terminals.list_terminals(office)
    office.close()
    assert (here.mark, here.added_by, here.kind) == (terminals.this_computer().mark, "李二", TerminalKind.COMPUTER)


def test_a_device_has_a_name_and_is_corrected_but_not_over_somebody_elses_correction(custody: Custody) -> None:
    with pytest.raises(InputError, match="设备名称"):
        terminals.save_terminal(custody.office, LoginTerminal(name=" "))
    phone = terminals.save_terminal(
        custody.office, LoginTerminal(kind=TerminalKind.PHONE, name="值班手机", asset_number="ＺＣ-01")
    ).value
    assert (phone.asset_number, phone.added_by) == ("ZC-01", LI)
    terminals.save_terminal(custody.office, replace(phone, place="党政办"), phone)
    with pytest.raises(InputError, match="在别处"):
        terminals.save_terminal(custody.office, replace(phone, place="财政所"), phone)


def test_the_overview_says_what_is_due_and_missing_without_asking_the_keyring(
    custody: Custody, password: Credential
) -> None:
    custody.appoint(CHEN, login="second")
    custody.vault.lock()
    started = custody.vault._process.started  # type: ignore[attr-defined]
    page = records.custody_overview(custody.office)
    assert custody.vault._process.started == started  # type: ignore[attr-defined]
    first, second = page.rows
    assert (first.holder, first.days_left, first.needs) == (custody.people[LI], 90, ())
    assert second.needs == ("保管人还没有设置开锁口令",)
    assert page.terminal is not None
    assert set(page.keys) == {custody.people[name].id for name in NAMES[:3]}
