"""The vault as services call it: each method is one call to the vault's process, and waits for its answer.

Not for the UI thread. Any thread may call; calls are made one at a time. What the methods raise stands in problems.py.
Every method takes a ``progress`` through which the user can stop waiting; stopping ends the process and so locks.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate
from pmedia_desktop.vault import wire
from pmedia_desktop.vault.attempts import Attempts
from pmedia_desktop.vault.keeper import Deposit, Enrolment
from pmedia_desktop.vault.keyring_troubles import unavailable
from pmedia_desktop.vault.one_time import OneTimeCode
from pmedia_desktop.vault.problems import KeyringTrouble, WrongPassphrase
from pmedia_desktop.vault.process import Limit, VaultProcess
from pmedia_desktop.vault.recovery import PendingRecovery, RecoveryPrint
from pmedia_desktop.vault.sealed_files import Label
from pmedia_desktop.vault.sealing import Recipients, Stamp
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.strength import check_passphrase

_CONTEXT = "vault.client"
IDLE_SECONDS = 300.0
# A call to the keyring may wait until somebody has answered the system's own window.
KEYRING_SECONDS = 60.0
# scrypt takes 1 to 2 s; an old PC under load several times that.
PASSPHRASE_SECONDS = 60.0
_EACH_SECONDS = 1.0


class Vault:
    """The vault of one window or one command. Close it, or use it in a ``with`` statement."""

    def __init__(
        self,
        *,
        idle_seconds: float = IDLE_SECONDS,
        keyring_seconds: float = KEYRING_SECONDS,
        attempts: Attempts | None = None,
    ) -> None:
        self._process = VaultProcess(idle_seconds)
        self._keyring_seconds = keyring_seconds
        self._attempts = attempts or Attempts()
        self._opened: tuple[str, int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.lock()

    @property
    def opened(self) -> str | None:
        """The recipient whose identity lies open now; None when locked."""
        opened = self._opened
        return opened[0] if opened and opened[1] == self._process.running else None

    @property
    def process_id(self) -> int | None:
        """The number of the vault's process while it runs."""
        return self._process.process_id

    def lock(self) -> None:
        """Forget everything that lay open, at once, whatever is under way. Also the way to close the vault."""
        self._opened = None
        self._process.lock()

    def cancel(self) -> None:
        """Stop the call under way, which raises ``Cancelled``; locks as well."""
        self._opened = None
        self._process.cancel()

    # The operating system's keyring

    def write(self, entry: str, sealed: str, progress: Progress | None = None) -> None:
        """Write a sealed text under an announced name and read it back."""
        self._keyring_call("write", progress, entry=entry, text=sealed)

    def read(self, entry: str, progress: Progress | None = None) -> str:
        """Return the sealed text of an entry, for a backup; raises ``EntryAbsent`` or ``KeyringUnavailable``."""
        return str(self._keyring_call("read", progress, entry=entry))

    def remove(self, entry: str, progress: Progress | None = None) -> None:
        """Remove an entry; one that is not there is no error."""
        self._keyring_call("remove", progress, entry=entry)

    def existing(self, entries: Sequence[str], progress: Progress | None = None) -> frozenset[str]:
        """Return those of the entries that are there, without reading them where the system allows it."""
        return frozenset(self._keyring_call("existing", progress, items=len(entries), entries=list(entries)))

    # A holder's identity

    def enroll(
        self, passphrase: Secret, known_words: Sequence[str] = (), progress: Progress | None = None
    ) -> Enrolment:
        """Make a holder's identity, which then lies open; raises ``InputError`` for a passphrase that is too weak.

        ``known_words``: names, the unit's words, dates: whatever a colleague would try first. Also for a passphrase
        that leaked: enroll anew, unlock the old one, and re-seal to the new recipient.
        """
        check_passphrase(passphrase, known_words)
        made = self._passphrase_call("enroll", progress, passphrase=passphrase.reveal())
        self._note_open(made["recipient"])
        return Enrolment(made["recipient"], made["locked"])

    def unlock(self, locked: str, passphrase: Secret, recipient: str, progress: Progress | None = None) -> None:
        """Open the identity of ``recipient``; raises ``WrongPassphrase``, ``PassphrasePause``, ``IdentityChanged``."""
        self._try(recipient, "unlock", progress, locked=locked, passphrase=passphrase.reveal(), recipient=recipient)

    def change_passphrase(
        self,
        locked: str,
        recipient: str,
        old: Secret,
        new: Secret,
        known_words: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> str:
        """Return the same identity locked with another passphrase; nothing has to be sealed anew."""
        check_passphrase(new, known_words)
        changed = self._try(
            recipient,
            "change_passphrase",
            progress,
            locked=locked,
            recipient=recipient,
            old=old.reveal(),
            new=new.reveal(),
        )
        return str(changed)

    # Secrets

    def seal(self, secret: Secret, stamp: Stamp, recipients: Recipients, progress: Progress | None = None) -> str:
        """Return the sealed text; needs no passphrase. Raises ``InputError`` for what no keyring could hold."""
        plain, keys = wire.stamp_to(stamp), wire.recipients_to(recipients)
        return str(self._keyring_call("seal", progress, secret=secret.reveal(), stamp=plain, recipients=keys))

    def show(
        self, deposit: Deposit, progress: Progress | None = None, first: Callable[[], None] | None = None
    ) -> Secret:
        """Return a secret that the open identity can read; raises ``SealProblem`` when it is not the announced one.

        ``first``, which writes the look down, is done while the keyring is read; the secret stays in the vault's
        process until it has returned, and for good when it raises. It must not call the vault.
        """
        return Secret(self._keyring_call("show", progress, first=first, deposit=wire.deposit_to(deposit)))

    def one_time_code(self, deposit: Deposit, moment: datetime, first: Callable[[], None] | None = None) -> OneTimeCode:
        """Return the code of the moment; what it is computed from stays in the vault. ``first`` as in ``show``."""
        made = self._keyring_call(
            "one_time_code", None, first=first, deposit=wire.deposit_to(deposit), moment=moment.isoformat()
        )
        return OneTimeCode(Secret(made["code"]), made["seconds_left"])

    def reseal(self, deposit: Deposit, recipients: Recipients, progress: Progress | None = None) -> str:
        """Return the same secret sealed to others (hand-over, deputy, new identity), to be written as a new entry."""
        plain, keys = wire.deposit_to(deposit), wire.recipients_to(recipients)
        return str(self._keyring_call("reseal", progress, deposit=plain, recipients=keys))

    def same_as(self, secret: Secret, deposits: Sequence[Deposit], progress: Progress | None = None) -> tuple[int, ...]:
        """Return the places of those deposits that hold the same secret, among the ones the open identity can read."""
        plain = [wire.deposit_to(deposit) for deposit in deposits]
        found = self._keyring_call("same_as", progress, items=len(plain), secret=secret.reveal(), deposits=plain)
        return tuple(found)

    # The recovery identity and its envelope

    def new_recovery(self, holder: str, progress: Progress | None = None) -> PendingRecovery:
        """Make the unit's recovery identity, sealed to ``holder`` until its print has been confirmed."""
        return wire.pending_from(self._keyring_call("new_recovery", progress, holder=holder))

    def print_recovery(self, pending: PendingRecovery, progress: Progress | None = None) -> RecoveryPrint:
        """Return what is printed, under six new words; needs the holder to whom it lies sealed."""
        return wire.print_from(self._passphrase_call("print_recovery", progress, pending=wire.pending_to(pending)))

    def unlock_recovery(self, sheet: str, words: Secret, recipient: str, progress: Progress | None = None) -> None:
        """Open the recovery identity from the QR code's text or the groups of letters, and the six words."""
        self._try(recipient, "unlock_recovery", progress, sheet=sheet, words=words.reveal(), recipient=recipient)

    # Another PC

    def pack(
        self,
        deposits: Sequence[Deposit],
        about: str,
        *,
        taker: str = "",
        passphrase: Secret | None = None,
        progress: Progress | None = None,
    ) -> str:
        """Return a file for a taker's public half, or under a passphrase told by voice."""
        plain = [wire.deposit_to(deposit) for deposit in deposits]
        spoken = None if passphrase is None else passphrase.reveal()
        return str(
            self._keyring_call(
                "pack", progress, items=len(plain), deposits=plain, about=about, taker=taker, passphrase=spoken
            )
        )

    def unpack(
        self, file: str, passphrase: Secret | None = None, progress: Progress | None = None
    ) -> tuple[str, tuple[Stamp, ...]]:
        """Open such a file: what its sender says about it, and its stamps; the secrets stay in the vault's process."""
        spoken = None if passphrase is None else passphrase.reveal()
        found = self._passphrase_call("unpack", progress, file=file, passphrase=spoken)
        return str(found["about"]), tuple(wire.stamp_from(one) for one in found["stamps"])

    def seal_received(
        self, stamps: Sequence[Stamp], recipients: Recipients, progress: Progress | None = None
    ) -> tuple[str, ...]:
        """Return what was unpacked, sealed under this register's own stamps, in the same order."""
        plain = [wire.stamp_to(stamp) for stamp in stamps]
        keys = wire.recipients_to(recipients)
        return tuple(self._keyring_call("seal_received", progress, items=len(plain), stamps=plain, recipients=keys))

    # Whole files

    def seal_file(self, source: Path, target: Path, label: Label) -> None:
        """Write a file sealed to the label's keys, and read it back; needs no passphrase."""
        self._file_call("seal_file", source, target, None, keys=dict(label.keys), recovery=list(label.recovery))

    def open_file(self, source: Path, target: Path, progress: Progress | None = None) -> None:
        """Write what lies sealed in a file to another one; raises ``SealProblem`` when the open identity cannot."""
        self._file_call("open_file", source, target, progress)

    def _file_call(self, name: str, source: Path, target: Path, progress: Progress | None, **arguments: Any) -> None:
        megabytes = source.stat().st_size // 2**20
        # The process has a working folder of its own.
        arguments |= {"source": str(source.absolute()), "target": str(target.absolute())}
        self._keyring_call(name, progress, items=megabytes, **arguments)

    def _keyring_call(
        self,
        name: str,
        progress: Progress | None,
        *,
        items: int = 1,
        first: Callable[[], None] | None = None,
        **arguments: Any,
    ) -> Any:
        limit = Limit(self._keyring_seconds + items * _EACH_SECONDS, unavailable(KeyringTrouble.TIMED_OUT))
        return self._process.call(name, arguments, limit, progress, first)

    def _passphrase_call(self, name: str, progress: Progress | None, **arguments: Any) -> Any:
        overdue = EnvironmentProblem(
            translate(_CONTEXT, "电脑太忙，钥匙一直没有打开，已停止等待，"),
            translate(_CONTEXT, "请关闭其他程序后再试；原来的内容没有改动。"),
        )
        return self._process.call(name, arguments, Limit(PASSPHRASE_SECONDS, overdue), progress)

    def _try(self, whose: str, name: str, progress: Progress | None, **arguments: Any) -> Any:
        """Make a call that tries a passphrase; ``whose`` identity lies open afterwards."""
        self._attempts.check(whose)
        try:
            result = self._passphrase_call(name, progress, **arguments)
        except WrongPassphrase:
            self._attempts.wrong(whose)
            raise
        self._attempts.right(whose)
        self._note_open(whose)
        return result

    def _note_open(self, recipient: str) -> None:
        running = self._process.running
        self._opened = None if running is None else (recipient, running)
