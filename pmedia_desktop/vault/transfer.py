"""Credentials on their way to another PC without a network: an age file for the taker.

Sealed to the taker's public half (carried as QR code or short file), or under a passphrase that is told by voice. The
content is JSON, so any age program opens it too: what the sender says about it, and stamps with their secrets.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.identities import (
    Identity,
    armor,
    decrypt_with_passphrase,
    disarm,
    encrypt_strongly,
    is_armored,
    work_factor,
)
from pmedia_desktop.vault.passphrases import as_compared
from pmedia_desktop.vault.sealing import Stamp, decrypt, encrypt
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "vault.transfer"
_STEP = 512  # bytes to which the content is padded
_MARK = "pmedia-desktop transfer 1"


@dataclass(frozen=True, slots=True)
class Carried:
    """A secret with its stamp."""

    stamp: Stamp
    secret: Secret


@dataclass(frozen=True, slots=True)
class Package:
    """What travels: ``about`` is the sender's own text (accounts, login names), which the vault does not read."""

    about: str
    carried: tuple[Carried, ...]


def pack_for(package: Package, taker: str) -> str:
    """Return an armored age file that only the taker's identity opens."""
    return armor(encrypt(_content(package), [taker]))


def pack_under(package: Package, passphrase: Secret) -> str:
    """Return an armored age file that opens with a passphrase told by voice. Takes 1 to 2 s and 512 MB."""
    return armor(encrypt_strongly(_content(package), as_compared(passphrase)))


def needs_passphrase(file: str) -> bool:
    """Tell whether a package opens with a passphrase rather than with an identity; raises ``InputError``."""
    return bool(work_factor(_file(file)))


def unpack_for(file: str, taker: Identity) -> Package:
    """Return what a package for this identity carries; raises ``SealProblem`` or ``InputError``."""
    return _package(decrypt(_file(file), taker))


def unpack_under(file: str, passphrase: Secret) -> Package:
    """Return what a package under a passphrase carries; raises ``WrongPassphrase`` or ``InputError``."""
    return _package(decrypt_with_passphrase(_file(file), as_compared(passphrase)))


def _content(package: Package) -> bytes:
    rows = [
        {
            "credential": one.stamp.credential,
            "version": one.stamp.version,
            "kind": one.stamp.kind,
            "time": one.stamp.time_text,
            "secret": one.secret.reveal(),
        }
        for one in package.carried
    ]
    content = json.dumps(
        {"format": _MARK, "about": package.about, "credentials": rows}, ensure_ascii=False, indent=1
    ).encode("utf-8", "replace")
    return content.ljust(-(-len(content) // _STEP) * _STEP)


def _file(file: str) -> bytes:
    if not is_armored(file):
        raise _foreign()
    return disarm(file)


def _package(content: bytes) -> Package:
    try:
        found = json.loads(content)
        if found["format"] != _MARK:
            raise _foreign()
        carried = tuple(Carried(_stamp(row), Secret(str(row["secret"]))) for row in found["credentials"])
        return Package(str(found["about"]), carried)
    except (ValueError, KeyError, TypeError):
        raise _foreign() from None


def _stamp(row: dict[str, Any]) -> Stamp:
    return Stamp(str(row["credential"]), int(row["version"]), str(row["kind"]), datetime.fromisoformat(row["time"]))


def _foreign() -> InputError:
    return InputError(
        translate(_CONTEXT, "这不是本程序的交接文件，或者文件不完整，"),
        translate(_CONTEXT, "请让对方重新导出，用U盘整个文件拷贝过来。"),
    )
