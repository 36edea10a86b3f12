"""What the vault's process does: the one place where an identity lies open and a secret is in the clear.

It keeps the opened identity, never the passphrase. One identity is open at a time: a holder's, or the unit's recovery
identity after its envelope was opened. See child.py for the process and client.py for the other end of the pipe.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.identities import Identity, lock_identity, new_identity, open_identity, recipient_of
from pmedia_desktop.vault.one_time import OneTimeCode, code_at, read_setup
from pmedia_desktop.vault.problems import SealProblem, VaultLocked
from pmedia_desktop.vault.recovery import PendingRecovery, RecoveryPrint, open_pending, open_printed, print_recovery
from pmedia_desktop.vault.sealed_files import open_file
from pmedia_desktop.vault.sealing import Recipients, Stamp, open_sealed, seal
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.transfer import (
    Carried,
    Package,
    needs_passphrase,
    pack_for,
    pack_under,
    unpack_for,
    unpack_under,
)

if TYPE_CHECKING:
    from pmedia_desktop.vault.keyrings import KeyringStore

_CONTEXT = "vault.keeper"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A new identity: its public half, and its private half locked with the passphrase (an armored age file)."""

    recipient: str
    locked: str


@dataclass(frozen=True, slots=True)
class Deposit:
    """Where a sealed secret lies and what it must say of itself.

    ``entry`` is its name in the keyring; with ``sealed`` (a text kept in a backup) the keyring is not asked.
    """

    stamp: Stamp
    entry: str
    sealed: str | None = None


class Keeper:
    """The open identity, and what can be done with it. Not for several threads at once."""

    def __init__(self, store: "KeyringStore | None" = None) -> None:
        self._store = store
        self._opened: Identity | None = None
        self._received: Package | None = None
        self._used = time.monotonic()

    @property
    def holds_something(self) -> bool:
        """Whether an identity is open or a file from another PC is."""
        return self._opened is not None or self._received is not None

    def unused_seconds(self) -> float:
        """Return for how long neither has been used."""
        return time.monotonic() - self._used

    @property
    def store(self) -> "KeyringStore":
        """The operating system's keyring, found when it is first needed; raises ``KeyringUnavailable``."""
        if self._store is None:
            # Only in the vault's process: the program itself never loads keyring.
            from pmedia_desktop.vault.keyring_choice import system_backend
            from pmedia_desktop.vault.keyrings import KeyringStore

            self._store = KeyringStore(system_backend())
        return self._store

    def enroll(self, passphrase: Secret) -> Enrolment:
        """Make a holder's identity and leave it open."""
        identity = new_identity()
        enrolment = Enrolment(recipient_of(identity), lock_identity(identity, passphrase))
        self._open(identity)
        return enrolment

    def unlock(self, locked: str, passphrase: Secret, recipient: str) -> None:
        """Open a holder's identity; see ``identities.open_identity`` for what it raises."""
        self._open(open_identity(locked, passphrase, recipient))

    def change_passphrase(self, locked: str, recipient: str, old: Secret, new: Secret) -> str:
        """Return the same identity locked with another passphrase, and leave it open."""
        identity = open_identity(locked, old, recipient)
        changed = lock_identity(identity, new)
        self._open(identity)
        return changed

    def unlock_recovery(self, scanned_or_typed: str, words: Secret, recipient: str) -> None:
        """Open the recovery identity from its envelope; see ``recovery.open_printed`` for what it raises."""
        self._open(open_printed(scanned_or_typed, words, recipient))

    def print_recovery(self, pending: PendingRecovery) -> RecoveryPrint:
        """Return what is printed of the recovery identity that lies sealed to the open holder."""
        return print_recovery(open_pending(pending, self._identity()))

    def show(self, deposit: Deposit) -> Secret:
        """Return a secret in the clear."""
        return open_sealed(self._text(deposit), self._identity(), deposit.stamp)

    def one_time_code(self, deposit: Deposit, moment: datetime) -> OneTimeCode:
        """Return the code of the moment; what it is computed from stays here."""
        return code_at(read_setup(self.show(deposit)), moment)

    def reseal(self, deposit: Deposit, recipients: Recipients) -> str:
        """Return the same secret with the same stamp sealed to others; it stays in the clear only here."""
        return seal(self.show(deposit), deposit.stamp, recipients)

    def same_as(self, secret: Secret, deposits: Sequence[Deposit]) -> tuple[int, ...]:
        """Return the places of the deposits that hold this secret; what cannot be opened is passed over."""
        return tuple(place for place, deposit in enumerate(deposits) if self._shown_or_none(deposit) == secret)

    def pack(
        self, deposits: Sequence[Deposit], about: str, *, taker: str = "", passphrase: Secret | None = None
    ) -> str:
        """Return a file for another PC, for a taker's public half or under a passphrase told by voice."""
        package = Package(about, tuple(Carried(deposit.stamp, self.show(deposit)) for deposit in deposits))
        return pack_under(package, passphrase) if passphrase is not None else pack_for(package, taker)

    def unpack(self, file: str, passphrase: Secret | None) -> tuple[str, tuple[Stamp, ...]]:
        """Open a file from another PC: what its sender says about it, and the stamps, in order.

        The secrets stay here until :meth:`seal_received`.
        """
        if not needs_passphrase(file):
            self._received = unpack_for(file, self._identity())
        elif passphrase is not None:
            self._received = unpack_under(file, passphrase)
        else:
            raise InputError(
                translate(_CONTEXT, "打开这个交接文件需要口令，"), translate(_CONTEXT, "请向移交人电话询问后输入。")
            )
        self._used = time.monotonic()
        return self._received.about, tuple(one.stamp for one in self._received.carried)

    def seal_received(self, stamps: Sequence[Stamp], recipients: Recipients) -> tuple[str, ...]:
        """Return the received secrets sealed under this register's own stamps, and forget them."""
        if self._received is None or len(stamps) != len(self._received.carried):
            raise ValueError("as many stamps as secrets were received")
        carried, self._received = self._received.carried, None
        return tuple(seal(one.secret, stamp, recipients) for one, stamp in zip(carried, stamps, strict=True))

    def open_file(self, source: Path, target: Path) -> None:
        """Write what lies sealed in a file to another one; see ``sealed_files.open_file`` for what it raises."""
        open_file(source, target, self._identity())

    def _text(self, deposit: Deposit) -> str:
        return deposit.sealed if deposit.sealed is not None else self.store.read(deposit.entry)

    def _shown_or_none(self, deposit: Deposit) -> Secret | None:
        try:
            return self.show(deposit)
        except SealProblem:
            return None

    def _open(self, identity: Identity) -> None:
        self._opened = identity
        self._used = time.monotonic()

    def _identity(self) -> Identity:
        if self._opened is None:
            raise VaultLocked(
                translate(_CONTEXT, "已经上锁，"), translate(_CONTEXT, "请输入开锁口令后再试。"), field="passphrase"
            )
        self._used = time.monotonic()
        return self._opened
