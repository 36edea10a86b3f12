"""The vault's process: what it gives, when it forgets, and that nothing of it hangs or stays behind."""

import ctypes
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import pytest

from pmedia_desktop.errors import Cancelled, EnvironmentProblem, InputError
from pmedia_desktop.vault.attempts import Attempts
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.entries import new_entry_name
from pmedia_desktop.vault.identities import Identity, armor, new_identity, recipient_of
from pmedia_desktop.vault.keeper import Deposit
from pmedia_desktop.vault.problems import (
    KeyringTrouble,
    KeyringUnavailable,
    PassphrasePause,
    SealFault,
    SealProblem,
    VaultFault,
    VaultLocked,
    WrongPassphrase,
)
from pmedia_desktop.vault.process import Limit, VaultProcess
from pmedia_desktop.vault.sealed_files import Label
from pmedia_desktop.vault.sealing import Recipients, Stamp, open_sealed
from pmedia_desktop.vault.secret import Secret
from tests.vault.conftest import PASSPHRASE, Holder
from tests.vault.secret_service import SecretService

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def vault() -> Iterator[Vault]:
    with Vault() as made:
        yield made


@pytest.fixture(scope="module")
def open_vault(holder: Holder) -> Iterator[Vault]:
    """Give a vault in which the holder's identity lies open; unlocking takes seconds."""
    with Vault() as made:
        made.unlock(holder.locked, PASSPHRASE, holder.recipient)
        yield made


@pytest.fixture
def deposit(service: SecretService, vault: Vault, stamp: Stamp, recipients: Recipients) -> Deposit:
    """Put a secret into the keyring as anybody can, without a passphrase."""
    entry = new_entry_name()
    vault.write(entry, vault.seal(Secret("彭山-Mima😀\n2024"), stamp, recipients))
    return Deposit(stamp, entry)


def is_running(process_id: int) -> bool:
    """Tell whether a process lives (one that has ended but was not waited for does not)."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text("ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(is_so: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_who_knows_the_passphrase_reads_until_the_vault_is_locked(
    vault: Vault, deposit: Deposit, holder: Holder
) -> None:
    with pytest.raises(VaultLocked):
        vault.show(deposit)
    assert vault.opened is None
    vault.unlock(holder.locked, PASSPHRASE, holder.recipient)
    assert vault.opened == holder.recipient
    assert vault.show(deposit).reveal() == "彭山-Mima😀\n2024"
    process_id = vault.process_id
    assert process_id is not None
    vault.lock()
    assert vault.opened is None
    assert not is_running(process_id)
    with pytest.raises(VaultLocked):
        vault.show(deposit)


@pytest.fixture
def kept(open_vault: Vault, stamp: Stamp, recipients: Recipients) -> Deposit:
    """Give a secret whose sealed text is at hand, so that no keyring is asked."""
    return Deposit(stamp, "", open_vault.seal(Secret("彭山-Mima😀\n2024"), stamp, recipients))


def has_something(pipe: IO[bytes]) -> bool:
    """Tell whether a pipe holds bytes to be read; Windows' ``select`` knows sockets alone."""
    if sys.platform != "win32":
        return bool(select.select([pipe], [], [], 0)[0])
    import msvcrt

    held = ctypes.c_ulong()
    handle = ctypes.c_void_p(msvcrt.get_osfhandle(pipe.fileno()))
    assert ctypes.windll.kernel32.PeekNamedPipe(handle, None, 0, None, ctypes.byref(held), None)
    return held.value > 0


def test_a_secret_stays_in_the_process_until_what_comes_first_is_done(open_vault: Vault, kept: Deposit) -> None:
    running = open_vault._process._process
    assert running is not None
    assert running.stdout is not None
    came: list[bool] = []

    def write_down() -> None:
        time.sleep(0.5)  # the process has read and decrypted it long since
        assert running.stdout is not None
        came.append(has_something(running.stdout))

    assert open_vault.show(kept, first=write_down).reveal() == "彭山-Mima😀\n2024"
    assert came == [False]


def test_what_could_not_be_written_down_is_never_shown_and_nothing_is_locked(open_vault: Vault, kept: Deposit) -> None:
    def fail() -> None:
        raise OSError("the disk is full")

    opened = open_vault.opened
    with pytest.raises(OSError, match="the disk is full"):
        open_vault.show(kept, first=fail)
    assert open_vault.opened == opened is not None
    assert open_vault.same_as(Secret("别的"), [kept]) == ()  # no answer is left over for the next call
    assert open_vault.show(kept).reveal() == "彭山-Mima😀\n2024"


def test_locked_while_it_is_written_down_nothing_is_shown(vault: Vault, deposit: Deposit, holder: Holder) -> None:
    vault.unlock(holder.locked, PASSPHRASE, holder.recipient)
    with pytest.raises(VaultLocked):
        vault.show(deposit, first=vault.lock)


def test_a_wrong_passphrase_opens_nothing_and_the_third_starts_a_pause(deposit: Deposit, holder: Holder) -> None:
    attempts = Attempts()
    attempts.wrong(holder.recipient)
    attempts.wrong(holder.recipient)
    with Vault(attempts=attempts) as vault:
        with pytest.raises(WrongPassphrase):
            vault.unlock(holder.locked, Secret("not these four words"), holder.recipient)
        with pytest.raises(PassphrasePause):
            vault.unlock(holder.locked, PASSPHRASE, holder.recipient)
        assert vault.opened is None


def test_after_a_hand_over_only_the_new_holder_reads_the_new_text(
    open_vault: Vault, stamp: Stamp, recipients: Recipients, recovery: Identity
) -> None:
    deposit = Deposit(stamp, "", open_vault.seal(Secret("甲乙丙"), stamp, recipients))
    taker = new_identity()
    resealed = open_vault.reseal(deposit, Recipients(recipient_of(taker), (recipient_of(recovery),)))
    with pytest.raises(SealProblem) as raised:
        open_vault.show(Deposit(stamp, "", resealed))
    assert raised.value.fault is SealFault.NOT_FOR_YOU
    for identity in (taker, recovery):
        assert open_sealed(resealed, identity, stamp).reveal() == "甲乙丙"
    assert open_vault.show(deposit).reveal() == "甲乙丙"


def test_a_changed_passphrase_opens_what_was_sealed_before(vault: Vault, deposit: Deposit, holder: Holder) -> None:
    new = Secret("shugui yangguang miantiao xiaoqiao")
    with pytest.raises(InputError, match="容易被猜到"):
        vault.change_passphrase(holder.locked, holder.recipient, PASSPHRASE, Secret("zhangwei1980"), ["张伟"])
    changed = vault.change_passphrase(holder.locked, holder.recipient, PASSPHRASE, new)
    vault.lock()
    vault.unlock(changed, new, holder.recipient)
    assert vault.show(deposit).reveal().startswith("彭山")


def test_the_envelope_opens_everything_when_the_holder_is_gone(service: SecretService, vault: Vault) -> None:
    first = vault.enroll(Secret("qiche baiyun dangao chuanghu"))
    pending = vault.new_recovery(first.recipient)
    sheet = vault.print_recovery(pending)
    stamp = Stamp("1", 1, "password", datetime.now(UTC))
    sealed = vault.seal(Secret("甲乙丙"), stamp, Recipients(first.recipient, (pending.recipient,)))
    vault.lock()
    vault.unlock_recovery(" ".join(sheet.groups), sheet.words.typed, pending.recipient)
    assert vault.opened == pending.recipient
    assert vault.show(Deposit(stamp, "", sealed)).reveal() == "甲乙丙"


def test_a_one_time_code_comes_without_what_it_is_computed_from(open_vault: Vault, recipients: Recipients) -> None:
    stamp = Stamp("5", 1, "totp", datetime(2026, 11, 23, tzinfo=UTC))
    sealed = open_vault.seal(Secret("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), stamp, recipients)
    code = open_vault.one_time_code(Deposit(stamp, "", sealed), datetime.fromtimestamp(1111111109, UTC))
    assert (code.code.reveal(), code.seconds_left) == ("081804", 1)


def test_the_same_secret_elsewhere_is_found_among_those_that_can_be_opened(
    open_vault: Vault, recipients: Recipients, stamp: Stamp
) -> None:
    foreign = Recipients(recipient_of(new_identity()), recipients.recovery)
    deposits = [
        Deposit(stamp, "", open_vault.seal(Secret(text), stamp, to))
        for text, to in (("one", recipients), ("two", recipients), ("two", foreign), ("two", recipients))
    ]
    assert open_vault.same_as(Secret("two"), deposits) == (1, 3)


def test_a_file_for_another_pc_is_sealed_anew_under_the_other_register_s_own_stamps(
    open_vault: Vault, stamp: Stamp, recipients: Recipients, holder: Holder
) -> None:
    deposit = Deposit(stamp, "", open_vault.seal(Secret("甲乙丙"), stamp, recipients))
    file = open_vault.pack([deposit], "彭山发布", taker=holder.recipient)
    assert open_vault.unpack(file) == ("彭山发布", (stamp,))
    own = Stamp("1", 1, "password", datetime.now(UTC))
    taker = new_identity()
    (sealed,) = open_vault.seal_received([own], Recipients(recipient_of(taker), recipients.recovery))
    assert open_sealed(sealed, taker, own).reveal() == "甲乙丙"
    with pytest.raises(VaultFault):
        open_vault.seal_received([own], recipients)  # forgotten


def test_a_file_under_a_passphrase_asks_for_it(vault: Vault) -> None:
    file = armor(b"age-encryption.org/v1\n-> scrypt ZNYacUexPCYx6QJNrGydzg 18\n")
    with pytest.raises(InputError, match="口令"):
        vault.unpack(file)


def test_left_alone_it_locks_itself_whatever_else_is_asked_of_it_and_depositing_still_works(
    service: SecretService, stamp: Stamp, recipients: Recipients
) -> None:
    with Vault(idle_seconds=1.0) as vault:
        vault.enroll(Secret("qiche baiyun dangao chuanghu"))
        process_id = vault.process_id
        assert process_id is not None

        def is_locked() -> bool:
            vault.existing([new_entry_name()])  # what needs no identity does not keep it open
            return vault.opened is None

        wait_until(is_locked)
        assert not is_running(process_id)
        sealed = vault.seal(Secret("甲"), stamp, recipients)
        with pytest.raises(VaultLocked):
            vault.show(Deposit(stamp, "", sealed))


def test_a_keyring_that_hangs_is_given_up_after_its_time(service: SecretService) -> None:
    with Vault(keyring_seconds=2.0) as vault:
        vault.existing([])
        process_id = vault.process_id
        assert process_id is not None
        with service.stopped():
            start = time.monotonic()
            with pytest.raises(KeyringUnavailable) as raised:
                vault.read(new_entry_name())
            assert raised.value.trouble is KeyringTrouble.TIMED_OUT
            assert time.monotonic() - start < 8
            assert not is_running(process_id)
        assert vault.existing([new_entry_name()]) == frozenset()


def test_the_user_can_stop_waiting(service: SecretService, vault: Vault) -> None:
    class Impatient:
        def step(self, done: int, total: int, what: str = "") -> None:
            if time.monotonic() > self.until:
                raise Cancelled

        until = time.monotonic() + 0.5

    vault.existing([])
    with service.stopped():
        with pytest.raises(Cancelled):
            vault.read(new_entry_name(), Impatient())
        threading.Timer(0.5, vault.cancel).start()
        with pytest.raises(Cancelled):
            vault.read(new_entry_name())
    assert vault.process_id is None


def test_locking_ends_a_call_under_way(service: SecretService, vault: Vault) -> None:
    vault.existing([])
    with service.stopped():
        threading.Timer(0.5, vault.lock).start()
        with pytest.raises(VaultLocked):
            vault.read(new_entry_name())


def test_calls_from_several_threads_are_made_one_after_the_other(vault: Vault, recipients: Recipients) -> None:
    sealed: list[tuple[Stamp, str]] = []

    def seal_some(credential: str) -> None:
        for version in range(10):
            stamp = Stamp(credential, version, "password", datetime.now(UTC))
            sealed.append((stamp, vault.seal(Secret(f"{credential}/{version}"), stamp, recipients)))

    threads = [threading.Thread(target=seal_some, args=(str(number),)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({stamp for stamp, _ in sealed}) == 40


@pytest.mark.parametrize("hanging", [False, True])
def test_it_ends_with_the_program_even_while_a_call_hangs(hanging: bool, service: SecretService) -> None:
    program = """
import os, sys, threading, time
from pmedia_desktop.vault.client import Vault
vault = Vault()
vault.existing([])
print(vault.process_id, flush=True)
sys.stdin.readline()
threading.Thread(target=vault.read, args=("x",), daemon=True).start()
time.sleep(60)
"""
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as outer:
        assert outer.stdin is not None
        assert outer.stdout is not None
        process_id = int(outer.stdout.readline())
        if hanging:
            with service.stopped():
                outer.stdin.write("\n")
                outer.stdin.flush()
                time.sleep(0.5)
                outer.kill()
                wait_until(lambda: not is_running(process_id))
        else:
            outer.kill()
            wait_until(lambda: not is_running(process_id))


def test_a_process_that_dies_is_told_calmly_and_the_next_call_works(service: SecretService, vault: Vault) -> None:
    vault.existing([])
    process_id = vault.process_id
    assert process_id is not None
    with service.stopped():
        threading.Timer(0.3, os.kill, (process_id, signal.SIGABRT)).start()  # as when memory is refused
        with pytest.raises(EnvironmentProblem, match="内存"):
            vault.read(new_entry_name())
    assert vault.existing([]) == frozenset()


def test_a_defect_in_the_process_surfaces_without_what_it_was_given() -> None:
    process = VaultProcess(300)
    limit = Limit(30, TimeoutError())
    with pytest.raises(VaultFault) as raised:
        process.call("seal", {"secret": "Mima-2024", "stamp": {}, "recipients": {}}, limit)
    process.lock()
    assert "KeyError" in str(raised.value)
    assert "Mima" not in str(raised.value)


def test_files_that_lie_where_the_user_is_are_sealed_and_opened_by_their_short_names(
    open_vault: Vault, holder: Holder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("register.db").write_bytes(b"whole")
    open_vault.seal_file(Path("register.db"), Path("register.db.sealed"), Label({holder.recipient: holder.locked}, ()))
    open_vault.open_file(Path("register.db.sealed"), Path("opened.db"))
    assert (tmp_path / "opened.db").read_bytes() == b"whole"


def test_modules_lying_where_the_user_is_are_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vault: Vault, service: SecretService
) -> None:
    for name in ("keyring", "pyrage", "pmedia_desktop", "secretstorage"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'loaded')!r}, 'w')\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert vault.existing([new_entry_name()]) == frozenset()
    assert not (tmp_path / "loaded").exists()
