"""The process is killed at every step of deposit, change, hand-over and envelope opening; nobody loses a secret."""

import multiprocessing
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.custody import Credential
from pmedia_desktop.model.handover import Handover
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.verification import verify_register
from pmedia_desktop.services import accounts, people, unit
from pmedia_desktop.services.custody import appointing, deposits, envelopes, handovers, keys, looking, terminals
from pmedia_desktop.services.office import Office, acting_as, open_office
from pmedia_desktop.vault.secret import Secret
from tests.faults.custody_steps import COUNT, FIRST, JOBS, LOOK, SECOND, SHOWN, Job, reopen, run, vault_in
from tests.services.custody.in_memory import InMemoryVault
from tests.services.custody.who_reads import entries_in_use, kept_values, readers, with_recovery_key

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),  # scrypt takes seconds by design, and a busy machine several times as long
    pytest.mark.skipif(sys.platform == "win32", reason="processes are killed as Linux and macOS do"),
]

OTHER = "Gongzhonghao-2026-yu"
PASSPHRASES = {
    "holder": "huapen shanlu chaye xuetang",
    "deputy": "gaoshan zhuyuan shuicao beike",
    "taker": "yusan dengta muchuan heliu",
}


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Give a folder in memory where the system has one: what a killed process wrote is there without any disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def prepared(place: Path) -> tuple[Path, dict[str, Any]]:
    """Return a closed folder with two passwords of one holder, an envelope put away, a hand-over prepared; and ids."""
    folder = place / "prepared"
    office = open_office(folder, create=True)
    vault = vault_in(folder)
    told = _enter(office, vault)
    vault.lockers.save()  # type: ignore[attr-defined]
    office.close()
    return folder, told


def _enter(office: Office, vault: InMemoryVault) -> dict[str, Any]:
    unit.first_start(
        office,
        unit.FirstStart(
            full_name="眉山市彭山区示例镇人民政府",
            seal_text="眉山市彭山区示例镇人民政府",
            principal_name="王䶮",
            clerk_name="李𬱖",
            clerk_phone="028-37600001",
        ),
    )
    office = acting_as(office, "李𬱖")
    for name in ("陈𣲗", "周喆", "赵㛃"):
        people.save_person(office, Person(name=name, office_phone="028-37600002"))
    number = {person.name: person.id for person in people.list_people(office)}
    told: dict[str, Any] = {"holder": number["李𬱖"], "deputy": number["周喆"], "taker": number["陈𣲗"]}
    told |= {f"{who} passphrase": words for who, words in PASSPHRASES.items()}
    terminals.confirm_this_computer(office)
    for who in ("holder", "deputy"):
        keys.enroll(office, vault, told[who], Secret(PASSPHRASES[who]))
    ids = []
    for platform, secret in (("weibo", FIRST), ("wechat_official", OTHER), ("douyin", "")):
        account = accounts.register_account(
            office, Account(platform=platform, name="彭山示例镇发布", holder_id=told["holder"])
        ).value
        made = appointing.appoint(
            office, Credential(account_id=account.id, holder_id=told["holder"], deputy_id=told["deputy"])
        ).value
        ids.append(made.id)
        if secret:
            deposits.deposit(office, vault, made.id, Secret(secret))
            keys.unlock(office, vault, told["holder"], Secret(PASSPHRASES["holder"]))
            looking.show(office, vault, made.id, "登录")
            deposits.confirm_login(office, vault, made.id)
    told |= {"credential": ids[0], "other": ids[1], "empty": ids[2]}
    printed = envelopes.print_envelope(office, vault).value
    envelopes.confirm_envelope(office, vault, envelopes.asked_groups(printed.key))
    sheet = next(text for text in vault.lockers.printer.printed if text.startswith("-----"))
    told |= {"sheet": sheet, "words": printed.words.typed.reveal(), "envelope": printed.key.id}
    told["handover"] = handovers.prepare(
        office,
        Handover(
            outgoing_id=told["holder"],
            incoming_id=told["taker"],
            witness_id=number["赵㛃"],
            reason="岗位调整",
            credential_ids=(ids[0], ids[1]),
        ),
    ).value.id
    return told


@pytest.fixture(scope="module")
def stride(long_run: bool) -> int:
    """Return how far apart the steps are at which the longest jobs are killed; the longer run leaves none out."""
    return 1 if long_run else 4


def _kills(
    prepared: tuple[Path, dict[str, Any]], place: Path, job: str, *, stride: int = 1, taker_has_key: bool = False
) -> Iterator[Path]:
    """Yield the folder as the whole job leaves it, then as kills do: at every step, or each so manieth and the last."""
    folder, told = prepared
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.custody_steps"])
    start = place / job
    shutil.copytree(folder, start)
    if taker_has_key:
        told = {**told, "taker has key": True}
        office, vault = open_office(start), vault_in(start)
        keys.enroll(office, vault, told["taker"], Secret(PASSPHRASES["taker"]))
        office.close()
    left = [0]
    while left:
        fatal = left.pop(0)
        here = place / f"step{fatal}"
        shutil.copytree(start, here)
        process = context.Process(target=run, args=(str(here), job, told, fatal))
        process.start()
        process.join(60)
        if fatal == 0:
            assert process.exitcode == 0
            steps = int((here / COUNT).read_text())
            left = sorted({*range(1, steps + 1, stride), steps})
        else:
            assert process.exitcode == -signal.SIGKILL, f"step {fatal}"
        process.close()
        yield here
        shutil.rmtree(here)


def _whole(office: Office, vault: InMemoryVault) -> None:
    """Check what has to be true whenever: the journal is unbroken, and the keyring holds what is announced there."""
    report = verify_register(office.register)
    assert report.problems == ()
    assert set(entries_in_use(office)) == set(vault.entries)


def _check(office: Office, vault: InMemoryVault, told: dict[str, Any], name: str, secrets: set[str]) -> Credential:
    """Check that one secret is read by its holder, its deputy and the recovery key, and by nobody else."""
    with office.register.read() as reader:
        credential = reader.credential(told[name])
    found = readers(office, vault, credential.id)
    assert set(found) == credential.entitled()
    assert len(set(found.values())) == 1
    assert set(found.values()) <= secrets
    assert with_recovery_key(office, vault, credential.id) == set(found.values())
    return credential


def _redo(office: Office, vault: InMemoryVault, told: dict[str, Any], name: str) -> None:
    JOBS[name](Job(office, vault, told))
    vault.lock()


def test_a_first_deposit_is_there_or_not_and_can_be_made_again(
    prepared: tuple[Path, dict[str, Any]], place: Path
) -> None:
    _, told = prepared
    for folder in _kills(prepared, place, "deposit"):
        office, vault, report = reopen(folder)
        assert report.left == ()
        _whole(office, vault)
        with office.register.read() as reader:
            is_there = reader.credential(told["empty"]).current is not None
        if not is_there:
            _redo(office, vault, told, "deposit")
        _check(office, vault, told, "empty", {FIRST})
        _whole(office, vault)
        office.close()


def test_nothing_is_shown_that_is_not_written_down(prepared: tuple[Path, dict[str, Any]], place: Path) -> None:
    _, told = prepared
    found = []
    for folder in _kills(prepared, place, "look"):
        is_shown = (folder / SHOWN).exists()
        office, vault, _ = reopen(folder)
        with office.register.read() as reader:
            is_noted = reader.custody_events(told["credential"])[-1].reason == LOOK
        found.append((is_noted, is_shown))
        _whole(office, vault)
        office.close()
    assert found[0] == (True, True)
    assert set(found[1:]) == {(False, False), (True, False)}


def test_a_change_never_loses_the_former_password_before_the_login_is_confirmed(
    prepared: tuple[Path, dict[str, Any]], place: Path, stride: int
) -> None:
    _, told = prepared
    for folder in _kills(prepared, place, "change", stride=stride):
        office, vault, report = reopen(folder)
        assert report.left == ()
        _whole(office, vault)
        credential = _check(office, vault, told, "credential", {FIRST, SECOND})
        with office.register.read() as reader:
            holder = next(key.recipient for key in reader.holder_keys() if key.person_id == told["holder"])
        values = kept_values(office, vault, credential.id, holder)
        assert credential.version is not None
        confirmed = credential.version.number == 2 and credential.version.confirmed_at is not None
        assert values == ([SECOND] if confirmed else [SECOND, FIRST] if credential.version.number == 2 else [FIRST])
        _redo(office, vault, told, "change")
        _check(office, vault, told, "credential", {SECOND})
        _whole(office, vault)
        office.close()


def test_a_hand_over_leaves_each_password_with_one_holder_and_is_taken_up_again(
    prepared: tuple[Path, dict[str, Any]], place: Path, stride: int
) -> None:
    _, told = prepared
    for folder in _kills(prepared, place, "handover", stride=stride, taker_has_key=True):
        office, vault, report = reopen(folder)
        assert report.left == ()
        _whole(office, vault)
        for name, secret in (("credential", FIRST), ("other", OTHER)):
            assert _check(office, vault, told, name, {secret}).holder_id in (told["holder"], told["taker"])
        _redo(office, vault, told, "handover")
        keys.unlock(office, vault, told["taker"], Secret(PASSPHRASES["taker"]))
        for name, secret in (("credential", FIRST), ("other", OTHER)):
            assert _check(office, vault, told, name, {secret}).holder_id == told["taker"]
            assert looking.show(office, vault, told[name], "登录").reveal() == secret
        _whole(office, vault)
        office.close()


def test_an_opened_envelope_is_taken_up_again_with_the_same_sheet(
    prepared: tuple[Path, dict[str, Any]], place: Path, stride: int
) -> None:
    _, told = prepared
    for folder in _kills(prepared, place, "envelope", stride=stride):
        office, vault, report = reopen(folder)
        assert report.left == ()
        _whole(office, vault)
        with office.register.read() as reader:
            has_key = any(key.person_id == told["taker"] for key in reader.holder_keys())
        for name, secret in (("credential", FIRST), ("other", OTHER)):
            with office.register.read() as reader:
                credential = reader.credential(told[name])
            # Before the sheet is in hand again, holder and deputy read as they did, or the taker does already.
            found = readers(office, vault, credential.id)
            assert set(found) == credential.entitled()
            assert set(found.values()) == {secret}
        _redo(office, vault, {**told, "taker has key": has_key}, "envelope")
        for name, secret in (("credential", FIRST), ("other", OTHER)):
            assert _check(office, vault, told, name, {secret}).holder_id == told["taker"]
        _whole(office, vault)
        office.close()
