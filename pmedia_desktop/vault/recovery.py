"""The unit's recovery identity (on screen: 备用钥匙) and its printed form.

The private half is encrypted under six words that are shown once and written on the sheet by hand, so that neither
the printer's memory nor the spooler holds anything usable. On paper it stands twice: as an armored age file for a QR
code (any age program opens it with the words), and as checked groups of letters. The groups hold the same file without
what every such file has in common: 192 bytes, 62 groups.
"""

import base64
import hashlib
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.identities import (
    Identity,
    armor,
    decrypt_with_passphrase,
    disarm,
    encrypt_strongly,
    fingerprint,
    identity_from,
    is_armored,
    new_identity,
    recipient_of,
)
from pmedia_desktop.vault.letters import as_read, from_groups, to_groups
from pmedia_desktop.vault.passphrases import words_as_compared
from pmedia_desktop.vault.problems import IdentityChanged, WrongGroups
from pmedia_desktop.vault.sealing import decrypt, encrypt
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.words import DrawnWords, draw_words

_CONTEXT = "vault.recovery"
WORDS = 6

# An age file under a passphrase: salt (16 bytes), work factor, wrapped file key (32), header's MAC (32), then the
# content: nonce (16), the identity's 74 letters, tag (16). Everything else is the same in every file.
_FILE = re.compile(
    rb"age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) (\d{1,2})\n([A-Za-z0-9+/]{43})\n"
    rb"--- ([A-Za-z0-9+/]{43})\n(.{106})",
    re.DOTALL,
)
_PACKED = struct.Struct("BB16s32s32s106s")
_FORMAT = 1
_DIGEST_BYTES = 4
_PACKED_BYTES = _PACKED.size + _DIGEST_BYTES


@dataclass(frozen=True, slots=True)
class RecoveryPrint:
    """What goes on the sheet, and the words that go on it by hand.

    ``groups`` are the checked groups, ``qr`` the bytes for a QR code, ``fingerprint`` names the public half.
    """

    recipient: str
    groups: tuple[str, ...]
    qr: bytes
    fingerprint: tuple[str, ...]
    words: DrawnWords


@dataclass(frozen=True, slots=True)
class PendingRecovery:
    """A new recovery identity, sealed to the first holder until its print has been confirmed."""

    recipient: str
    sealed: str


def new_recovery(holder: str) -> PendingRecovery:
    """Make a recovery identity and seal its private half to the first holder's recipient."""
    identity = new_identity()
    sealed = armor(encrypt(str(identity).encode("ascii"), [holder]))
    return PendingRecovery(recipient_of(identity), sealed)


def open_pending(pending: PendingRecovery, holder: Identity) -> Identity:
    """Return the recovery identity that lies sealed to the first holder; raises ``SealProblem``."""
    identity = identity_from(decrypt(disarm(pending.sealed), holder).decode("ascii", "replace"))
    return _expected(identity, pending.recipient)


def print_recovery(identity: Identity) -> RecoveryPrint:
    """Encrypt the identity under six new words and return what is printed. Takes 1 to 2 s and 512 MB."""
    words = draw_words(WORDS)
    encrypted = encrypt_strongly(str(identity).encode("ascii"), words_as_compared(words.typed))
    recipient = recipient_of(identity)
    return RecoveryPrint(
        recipient=recipient,
        groups=to_groups(_pack(encrypted)),
        qr=armor(encrypted).encode("ascii"),
        fingerprint=fingerprint(recipient),
        words=words,
    )


def check_typed_back(printed: Mapping[int, str], typed: Mapping[int, str]) -> None:
    """Compare groups typed from the sheet (number from 1 -> letters) with the printed ones that are asked for.

    Raises ``WrongGroups`` for what differs and for what was not typed.
    """
    wrong = tuple(number for number, group in sorted(printed.items()) if as_read(typed.get(number, "")) != group)
    if wrong:
        numbers = translate(_CONTEXT, "、").join(str(number) for number in wrong)
        raise WrongGroups(
            wrong,
            translate(_CONTEXT, "第{numbers}组与打印的不一致，").format(numbers=numbers),
            translate(_CONTEXT, "请对照刚打印的纸再输入；字迹不清时请重新打印。"),
        )


def open_printed(scanned_or_typed: str, words: Secret, recipient: str) -> Identity:
    """Return the recovery identity from the sheet: the QR code's text or the groups, and the six words.

    Raises ``WrongGroups`` (which ones), ``WrongPassphrase`` (the words), ``IdentityChanged`` (another unit's sheet, or
    one that a newer has replaced).
    """
    encrypted = _read(scanned_or_typed)
    identity = identity_from(decrypt_with_passphrase(encrypted, words_as_compared(words)).decode("ascii", "replace"))
    return _expected(identity, recipient)


def _expected(identity: Identity, recipient: str) -> Identity:
    if recipient_of(identity) != recipient:
        raise IdentityChanged(
            translate(_CONTEXT, "这把备用钥匙不是登记册现在使用的那一把，"),
            translate(_CONTEXT, "请核对密封件上的指纹：可能是旧的密封件，或者登记册被改动过。"),
        )
    return identity


def _read(text: str) -> bytes:
    if is_armored(text):
        return disarm(text)
    return _unpack(from_groups(text, _PACKED_BYTES))


def _pack(encrypted: bytes) -> bytes:
    parts = _FILE.fullmatch(encrypted)
    if parts is None:
        raise ValueError("pyrage wrote an age file of another shape")
    salt, factor, key, mac, content = parts.groups()
    packed = _PACKED.pack(_FORMAT, int(factor), _bytes(salt), _bytes(key), _bytes(mac), content)
    return packed + hashlib.sha256(packed).digest()[:_DIGEST_BYTES]


def _unpack(packed: bytes) -> bytes:
    body, digest = packed[:-_DIGEST_BYTES], packed[-_DIGEST_BYTES:]
    form, factor, salt, key, mac, content = _PACKED.unpack(body)
    if hashlib.sha256(body).digest()[:_DIGEST_BYTES] != digest or form != _FORMAT:
        raise InputError(
            translate(_CONTEXT, "各组单独看都对，合起来却不对，"),
            translate(_CONTEXT, "请检查是否有整组抄自另一张纸；也可以改为扫描二维码。"),
        )
    header = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n--- %s\n"
    whole: bytes = header % (_letters(salt), factor, _letters(key), _letters(mac)) + content
    return whole


def _bytes(letters: bytes) -> bytes:
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))


def _letters(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")
