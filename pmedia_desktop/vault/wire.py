"""The vault's own values as plain data for the pipe, and back."""

from datetime import datetime
from typing import Any

from pmedia_desktop.vault.keeper import Deposit
from pmedia_desktop.vault.recovery import PendingRecovery, RecoveryPrint
from pmedia_desktop.vault.sealing import Recipients, Stamp
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.words import DrawnWords

Plain = dict[str, Any]


def stamp_to(stamp: Stamp) -> Plain:
    """Return a stamp as plain data."""
    return {
        "credential": stamp.credential,
        "version": stamp.version,
        "kind": stamp.kind,
        "set_at": stamp.set_at.isoformat(),
    }


def stamp_from(plain: Plain) -> Stamp:
    """Return the stamp."""
    return Stamp(plain["credential"], plain["version"], plain["kind"], datetime.fromisoformat(plain["set_at"]))


def deposit_to(deposit: Deposit) -> Plain:
    """Return a deposit as plain data."""
    return {"stamp": stamp_to(deposit.stamp), "entry": deposit.entry, "sealed": deposit.sealed}


def deposit_from(plain: Plain) -> Deposit:
    """Return the deposit."""
    return Deposit(stamp_from(plain["stamp"]), plain["entry"], plain["sealed"])


def recipients_to(recipients: Recipients) -> Plain:
    """Return recipients as plain data."""
    return {
        "holder": recipients.holder,
        "deputy": recipients.deputy,
        "borrower": recipients.borrower,
        "recovery": list(recipients.recovery),
    }


def recipients_from(plain: Plain) -> Recipients:
    """Return the recipients."""
    return Recipients(plain["holder"], tuple(plain["recovery"]), plain["deputy"], plain["borrower"])


def pending_to(pending: PendingRecovery) -> Plain:
    """Return a pending recovery identity as plain data."""
    return {"recipient": pending.recipient, "sealed": pending.sealed}


def pending_from(plain: Plain) -> PendingRecovery:
    """Return the pending recovery identity."""
    return PendingRecovery(plain["recipient"], plain["sealed"])


def print_to(printed: RecoveryPrint) -> Plain:
    """Return what goes on the recovery sheet as plain data."""
    return {
        "recipient": printed.recipient,
        "groups": list(printed.groups),
        "qr": printed.qr.decode("ascii"),
        "fingerprint": list(printed.fingerprint),
        "typed": printed.words.typed.reveal(),
        "chinese": printed.words.chinese.reveal(),
    }


def print_from(plain: Plain) -> RecoveryPrint:
    """Return what goes on the recovery sheet."""
    return RecoveryPrint(
        recipient=plain["recipient"],
        groups=tuple(plain["groups"]),
        qr=plain["qr"].encode("ascii"),
        fingerprint=tuple(plain["fingerprint"]),
        words=DrawnWords(Secret(plain["typed"]), Secret(plain["chinese"])),
    )


def secret_from(plain: str | None) -> Secret | None:
    """Return a secret, or none where none was sent."""
    return None if plain is None else Secret(plain)
