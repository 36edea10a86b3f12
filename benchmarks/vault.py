"""What showing a secret costs, beside the keyring call and the age decryption that it cannot do without.

Run from the repository's root: ``python -m benchmarks.vault [--check]``. It starts a gnome-keyring in a D-Bus session
of its own. Both sides take turns in one run and their medians are compared. With ``--check`` the exit code is 1 when
showing takes more than 1.5 times the two calls.
"""

import argparse
import base64
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pyrage
import pytest

from benchmarks.figures import in_turn
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.entries import new_entry_name
from pmedia_desktop.vault.generator import offer_passphrase
from pmedia_desktop.vault.identities import disarm, new_identity, recipient_of
from pmedia_desktop.vault.keeper import Deposit
from pmedia_desktop.vault.keyring_choice import system_backend
from pmedia_desktop.vault.sealing import Recipients, Stamp
from pmedia_desktop.vault.secret import Secret
from tests.vault.secret_service import session

BOUND = 1.5
ENTRIES = 200


def measure(vault: Vault, rounds: int) -> float:
    passphrase = offer_passphrase().typed
    start = time.perf_counter()
    vault.existing([new_entry_name()])
    print(f"starting the vault's process, with its first keyring call: {(time.perf_counter() - start) * 1000:.0f} ms")
    holder = vault.enroll(passphrase)
    bare_unlock, unlock = in_turn(
        3,
        lambda: pyrage.passphrase.decrypt(disarm(holder.locked), passphrase.reveal()),
        lambda: vault.unlock(holder.locked, passphrase, holder.recipient),
    )
    print(f"unlocking: {unlock:.2f} s, age's scrypt alone {bare_unlock:.2f} s, ratio {unlock / bare_unlock:.2f}")

    own, deputy, recovery = new_identity(), new_identity(), new_identity()
    to = Recipients(holder.recipient, (recipient_of(recovery), recipient_of(own)), recipient_of(deputy))
    stamp = Stamp("1", 1, "password", datetime.now(UTC))
    deposit = Deposit(stamp, new_entry_name())
    vault.write(deposit.entry, vault.seal(Secret("Xunluo-wapian673"), stamp, to))
    keyring = system_backend()

    def bare() -> bytes:
        text = keyring.get_password(deposit.entry, "sealed")
        return bytes(pyrage.decrypt(base64.b64decode(text or ""), [own]))

    alone, shown = in_turn(rounds, bare, lambda: vault.show(deposit))
    print(f"showing: {shown * 1000:.1f} ms, keyring and age alone {alone * 1000:.1f} ms, ratio {shown / alone:.2f}")
    names = [new_entry_name() for _ in range(ENTRIES)]
    (asked,) = in_turn(3, lambda: vault.existing(names))
    print(f"asking which of {ENTRIES} entries exist: {asked * 1000:.0f} ms")
    return shown / alone


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit code 1 when the bound is broken")
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory() as folder,
        session(Path(folder), patch) as service,
    ):
        service.start_daemon()
        with Vault() as vault:
            ratio = measure(vault, arguments.rounds)
    print(f"bound: {BOUND}: {'BROKEN' if ratio > BOUND else 'kept'}")
    return 1 if ratio > BOUND and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
