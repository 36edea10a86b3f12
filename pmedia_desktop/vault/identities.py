"""A holder's identity in the age format: made, locked with a passphrase, opened, compared, named for people.

An identity is an X25519 pair. Its public half, the recipient (``age1…``), stands in the register; its private half
stands there as well, encrypted with the holder's passphrase (the format's scrypt recipient: age-encryption.org/v1).
"""

import base64
import hashlib
import re
from collections.abc import Callable
from typing import Protocol, cast

import pyrage
from pyrage import x25519

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.letters import to_groups
from pmedia_desktop.vault.passphrases import as_compared
from pmedia_desktop.vault.problems import IdentityChanged, WrongPassphrase
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "vault.identities"

# Below 2^18 guessing becomes too cheap; pyrage calibrates by itself and may take less while the machine is busy.
LOWEST_WORK_FACTOR = 18
#: What age itself makes on fast machines; beyond it a file was made to keep a machine busy.
_HIGHEST_WORK_FACTOR = 22
_TOO_COSTLY = "Excessive work parameter"
_ATTEMPTS = 5
_SCRYPT_STANZA = re.compile(rb"\Aage-encryption\.org/v1\n-> scrypt [A-Za-z0-9+/]{22} (\d{1,2})\n")
_ARMOR_START, _ARMOR_END = "-----BEGIN AGE ENCRYPTED FILE-----", "-----END AGE ENCRYPTED FILE-----"
_LINE = 64
_FINGERPRINT_BYTES = 12


class Identity(Protocol):
    """The private half, as pyrage holds it; ``str()`` of it is the secret itself, ``repr()`` is not."""

    def to_public(self) -> object:
        """Return the public half."""


def new_identity() -> Identity:
    """Return a fresh identity."""
    return cast(Identity, x25519.Identity.generate())


def identity_from(text: str) -> Identity:
    """Return the identity written as ``AGE-SECRET-KEY-1…``; raises ``EnvironmentProblem`` when it is none."""
    try:
        return cast(Identity, x25519.Identity.from_str(text))
    except pyrage.IdentityError:
        raise _damaged() from None


def recipient_of(identity: Identity) -> str:
    """Return the public half as text (``age1…``), computed from the private one."""
    return str(identity.to_public())


def check_recipient(recipient: str) -> str:
    """Return ``recipient``, or raise ``InputError`` when it is not the public half of an age identity."""
    try:
        return str(x25519.Recipient.from_str(recipient))
    except pyrage.RecipientError:
        raise InputError(
            translate(_CONTEXT, "这不是一把有效的公开钥匙（应以age1开头），"),
            translate(_CONTEXT, "请重新扫描或重新复制对方提供的内容。"),
        ) from None


def fingerprint(recipient: str) -> tuple[str, ...]:
    """Return four checked groups by which people compare a public half on paper and on screen (96 bits)."""
    return to_groups(hashlib.sha256(check_recipient(recipient).encode("ascii")).digest()[:_FINGERPRINT_BYTES])


def lock_identity(identity: Identity, passphrase: Secret) -> str:
    """Return the private half encrypted with the passphrase, as an armored age file. Takes 1 to 2 s and 512 MB."""
    text = str(identity).encode("ascii")
    return armor(encrypt_strongly(text, as_compared(passphrase)))


def open_identity(locked: str, passphrase: Secret, recipient: str) -> Identity:
    """Return the private half; takes 1 to 2 s and 512 MB.

    Raises ``WrongPassphrase``; ``IdentityChanged`` when it does not belong to ``recipient``; ``EnvironmentProblem``
    when the text is damaged.
    """
    identity = identity_from(
        decrypt_with_passphrase(disarm(locked), as_compared(passphrase)).decode("ascii", "replace")
    )
    if recipient_of(identity) != recipient:
        raise IdentityChanged(
            translate(_CONTEXT, "开锁口令对应的钥匙与登记册中的不是同一把，"),
            translate(_CONTEXT, "登记册可能被改动过；请先核对密封件和交接单上的指纹，不要存入新密码。"),
        )
    return identity


def encrypt_strongly(
    content: bytes, passphrase: str, encrypt: Callable[[bytes, str], bytes] = pyrage.passphrase.encrypt
) -> bytes:
    """Return an age file under a passphrase, made anew until its work factor is strong enough."""
    for _ in range(_ATTEMPTS):
        made = encrypt(content, passphrase)
        if work_factor(made) >= LOWEST_WORK_FACTOR:
            return made
    raise EnvironmentProblem(
        translate(_CONTEXT, "电脑太忙，没能把钥匙锁得足够牢，"),
        translate(_CONTEXT, "请关闭其他程序后再试；原来的内容没有改动。"),
    )


def work_factor(encrypted: bytes) -> int:
    """Return the binary logarithm of scrypt's cost in an age file under a passphrase (0: it is none)."""
    stanza = _SCRYPT_STANZA.match(encrypted)
    return int(stanza.group(1)) if stanza else 0


def decrypt_with_passphrase(
    encrypted: bytes, passphrase: str, decrypt: Callable[[bytes, str], bytes] = pyrage.passphrase.decrypt
) -> bytes:
    """Return the content of an age file under a passphrase; raises ``WrongPassphrase`` or ``EnvironmentProblem``.

    age measures the machine before it decrypts and refuses what seems too costly; a busy machine measures far too
    little now and then, so that refusal is no damage and is tried again.
    """
    if not work_factor(encrypted):
        raise _damaged()
    for _ in range(_ATTEMPTS):
        try:
            return decrypt(encrypted, passphrase)
        except pyrage.DecryptError as error:
            if str(error).startswith(_TOO_COSTLY) and work_factor(encrypted) <= _HIGHEST_WORK_FACTOR:
                continue
            # age cannot tell a wrong passphrase from a damaged stanza; every other damage is told apart.
            if str(error) != "Decryption failed":
                raise _damaged() from None
            raise _wrong_passphrase() from None
    raise EnvironmentProblem(
        translate(_CONTEXT, "电脑太忙，一时打不开钥匙，"), translate(_CONTEXT, "请关闭其他程序后再试；内容没有改动。")
    )


def _wrong_passphrase() -> WrongPassphrase:
    return WrongPassphrase(translate(_CONTEXT, "口令不对，"), translate(_CONTEXT, "请检查大小写和输入法后再输入一次。"))


def armor(content: bytes) -> str:
    """Return an age file as text (the format's own armor)."""
    encoded = base64.b64encode(content).decode("ascii")
    lines = [encoded[start : start + _LINE] for start in range(0, len(encoded), _LINE)]
    return "\n".join([_ARMOR_START, *lines, _ARMOR_END, ""])


def disarm(text: str) -> bytes:
    """Return the age file of an armored text, also when line ends were lost on the way (a scanner's)."""
    inside = text.partition(_ARMOR_START)[2].partition(_ARMOR_END)[0]
    try:
        return base64.b64decode("".join(inside.split()), validate=True)
    except ValueError:
        raise _damaged() from None


def is_armored(text: str) -> bool:
    """Tell whether a text holds an armored age file."""
    return _ARMOR_START in text


def _damaged() -> EnvironmentProblem:
    return EnvironmentProblem(
        translate(_CONTEXT, "锁着的钥匙已损坏，读不出来，"),
        translate(_CONTEXT, "请从备份恢复登记册，或者打开密封件用备用钥匙重新封存。"),
    )
