"""A vault whose process is this one and whose keyring is in memory: everything real but pipe, process and scrypt.

scrypt takes more than a second each way by design, so that tests that are about who may read what lock identities
with a table instead. What is about the process, the keyring and scrypt has tests of its own (tests/vault, and those
here that use the real vault).
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pmedia_desktop.progress import Progress
from pmedia_desktop.vault.child import answer
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.identities import Identity, armor, fingerprint, new_identity, recipient_of
from pmedia_desktop.vault.keeper import Enrolment, Keeper
from pmedia_desktop.vault.keyrings import KeyringStore
from pmedia_desktop.vault.letters import to_groups
from pmedia_desktop.vault.passphrases import words_as_compared
from pmedia_desktop.vault.problems import IdentityChanged, VaultFault, WrongPassphrase, rebuild
from pmedia_desktop.vault.process import Limit
from pmedia_desktop.vault.recovery import WORDS, PendingRecovery, RecoveryPrint, open_pending
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.words import draw_words
from tests.vault.memory_keyring import MemoryKeyring


class Lockers:
    """Stands in for scrypt: a locked text is a number, and the table knows passphrase and identity."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Identity]] = {}
        self.printer = Printer()

    def lock(self, identity: Identity, passphrase: Secret) -> str:
        text = f"locked:{len(self._kept)}"
        self._kept[text] = (passphrase.reveal(), identity)
        return text

    def open(self, locked: str, passphrase: Secret) -> Identity:
        expected, identity = self._kept[locked]
        if passphrase.reveal() != expected:
            raise WrongPassphrase("口令不对，", "请再试。")
        return identity

    def identity(self, recipient: str) -> Identity:
        """Return the private half of a public one."""
        return next(one for _, one in self._kept.values() if recipient_of(one) == recipient)


class Printer:
    """Stands in for scrypt on the envelope's sheet: what is printed is random, and the table knows words and key."""

    def __init__(self) -> None:
        self.printed: dict[str, tuple[str, Identity]] = {}

    def print(self, identity: Identity) -> RecoveryPrint:
        words = draw_words(WORDS)
        groups = to_groups(os.urandom(192))
        qr = armor(os.urandom(256))
        for sheet in (" ".join(groups), qr):
            self.printed[_as_scanned(sheet)] = (words.typed.reveal(), identity)
        recipient = recipient_of(identity)
        return RecoveryPrint(recipient, groups, qr.encode("ascii"), fingerprint(recipient), words)

    def open(self, sheet: str, words: Secret, recipient: str) -> Identity:
        expected, identity = self.printed[_as_scanned(sheet)]
        if words_as_compared(words) != expected:
            raise WrongPassphrase("六个词不对，", "请再试。")
        if recipient_of(identity) != recipient:
            raise IdentityChanged("不是这一把，", "请核对。")
        return identity

    def identity(self, recipient: str) -> Identity | None:
        """Return the private half that was printed, None before it was."""
        return next((one for _, one in self.printed.values() if recipient_of(one) == recipient), None)


def _as_scanned(sheet: str) -> str:
    """Return a sheet's text whatever line ends a file or a scanner gave it, as the real one is read."""
    return " ".join(sheet.split())


class QuickKeeper(Keeper):
    """The keeper with the table in place of scrypt."""

    def __init__(self, store: KeyringStore, lockers: Lockers) -> None:
        super().__init__(store)
        self._lockers = lockers

    def print_recovery(self, pending: PendingRecovery) -> RecoveryPrint:
        return self._lockers.printer.print(open_pending(pending, self._identity()))

    def unlock_recovery(self, scanned_or_typed: str, words: Secret, recipient: str) -> None:
        self._open(self._lockers.printer.open(scanned_or_typed, words, recipient))

    def enroll(self, passphrase: Secret) -> Enrolment:
        identity = new_identity()
        self._open(identity)
        return Enrolment(recipient_of(identity), self._lockers.lock(identity, passphrase))

    def unlock(self, locked: str, passphrase: Secret, recipient: str) -> None:
        identity = self._lockers.open(locked, passphrase)
        assert recipient_of(identity) == recipient
        self._open(identity)

    def change_passphrase(self, locked: str, recipient: str, old: Secret, new: Secret) -> str:
        self.unlock(locked, old, recipient)
        return self._lockers.lock(self._identity(), new)


@dataclass
class _HereProcess:
    """Answers the calls at once, as the vault's process does behind its pipe."""

    store: KeyringStore
    lockers: Lockers
    keeper: QuickKeeper | None = None
    started: int = 0
    process_id: int | None = None

    @property
    def running(self) -> int | None:
        return self.started if self.keeper else None

    def call(
        self,
        name: str,
        arguments: dict[str, Any],
        limit: Limit,
        progress: Progress | None = None,
        first: Callable[[], None] | None = None,
    ) -> Any:
        if progress is not None:
            progress.step(0, 0)
        if self.keeper is None:
            self.keeper = QuickKeeper(self.store, self.lockers)
            self.started += 1
        answered = answer(self.keeper, {"call": name, **arguments})
        if first is not None:
            first()
        if "problem" in answered:
            raise rebuild(answered["problem"])
        if "fault" in answered:
            raise VaultFault(answered["fault"])
        return answered["result"]

    def lock(self) -> None:
        self.keeper = None

    cancel = lock


class InMemoryVault(Vault):
    """The vault as services call it, with a keyring that tests can look into."""

    def __init__(self, keyring: MemoryKeyring | None = None, lockers: Lockers | None = None) -> None:
        super().__init__()
        self.keyring = keyring or MemoryKeyring()
        self.lockers = lockers or Lockers()
        self._process = _HereProcess(KeyringStore(self.keyring), self.lockers)  # type: ignore[assignment]

    @property
    def entries(self) -> dict[str, str]:
        """What lies in the keyring, by name."""
        return {service: text for (service, _), text in self.keyring.kept.items()}
