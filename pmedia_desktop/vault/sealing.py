"""Sealing a secret to those who may read it, and noticing when a sealed text is not the one that was put there.

The age format (age-encryption.org/v1) to X25519 recipients: the holder, the deputy if there is one, the unit's
recovery identity. Anybody can seal (depositing needs no passphrase), only they can open. age names no sender, so the
payload carries the credential, the version and the time, which are compared with the register when it is opened. It is
padded, so that the length of the sealed text does not tell the length of the secret.
"""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pyrage
from pyrage import x25519

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.entries import LONGEST_ENTRY
from pmedia_desktop.vault.identities import Identity, check_recipient
from pmedia_desktop.vault.problems import SealFault, SealProblem
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "vault.sealing"

# Lengths of a payload in bytes. Three steps tell little, and the longest still fits into an entry of 1,280 characters
# beside three recipients.
PAYLOAD_STEPS = (192, 320, 448)
# age adds a stanza of random length (grease, up to some 250 bytes): seal anew until the text fits.
_ATTEMPTS = 400


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a sealed text says of itself: which credential, which version, of what kind, set when (UTC, seconds)."""

    credential: str
    version: int
    kind: str
    set_at: datetime

    def __post_init__(self) -> None:
        if self.set_at.tzinfo is None:
            raise ValueError("a stamp's time needs a time zone")

    @property
    def time_text(self) -> str:
        """Return the time as it stands in the payload."""
        return self.set_at.astimezone(UTC).replace(microsecond=0).isoformat()


@dataclass(frozen=True, slots=True)
class Recipients:
    """The public halves (``age1…``) of those who can open: holder, deputy and borrower if any, recovery (never none).

    While an envelope is being renewed there are two recovery identities.
    """

    holder: str
    recovery: tuple[str, ...]
    deputy: str | None = None
    borrower: str | None = None

    def all(self) -> tuple[str, ...]:
        """Return them without repetition; raises ``InputError`` when one is none or recovery is missing."""
        if not self.recovery:
            raise InputError(
                translate(_CONTEXT, "还没有备用钥匙，不能存入账号密码，"),
                translate(_CONTEXT, "请先生成备用钥匙（打印成密封件）。"),
            )
        given = (self.holder, self.deputy, self.borrower, *self.recovery)
        return tuple(dict.fromkeys(check_recipient(recipient) for recipient in given if recipient))


def seal(secret: Secret, stamp: Stamp, recipients: Recipients) -> str:
    """Return the sealed text (base64 of an age file, at most 1,280 characters).

    Raises ``InputError`` for a secret that is empty, too long, or not writable as UTF-8.
    """
    payload = _pad(_payload(secret, stamp))
    keys = [x25519.Recipient.from_str(recipient) for recipient in recipients.all()]
    for _ in range(_ATTEMPTS):
        text = base64.b64encode(pyrage.encrypt(payload, keys)).decode("ascii")
        if len(text) <= LONGEST_ENTRY:
            return text
    raise _too_long()


def check_secret(secret: Secret, stamp: Stamp) -> None:
    """Raise ``InputError`` when the secret could not be sealed, before anything has been written or announced."""
    _pad(_payload(secret, stamp))


def open_sealed(sealed: str, identity: Identity, expected: Stamp) -> Secret:
    """Return the secret; raises ``SealProblem`` when it is not for this identity, damaged, or not the one expected."""
    content = decrypt(_decoded(sealed), identity)
    found = _unpacked(content)
    _compare(found, expected)
    return Secret(str(found["secret"]))


def decrypt(encrypted: bytes, identity: Identity) -> bytes:
    """Return the content of an age file for this identity; raises ``SealProblem``."""
    try:
        return bytes(pyrage.decrypt(encrypted, [identity]))
    except pyrage.DecryptError as error:
        if str(error) == "No matching keys found":
            raise SealProblem(
                SealFault.NOT_FOR_YOU,
                translate(_CONTEXT, "这份账号密码不是封存给您的，"),
                translate(_CONTEXT, "请由登记的保管人查看，或者办理交接。"),
            ) from None
        raise _damaged() from None


def encrypt(content: bytes, recipients: Sequence[str]) -> bytes:
    """Return an age file of any content to ``recipients``."""
    return bytes(pyrage.encrypt(content, [x25519.Recipient.from_str(check_recipient(one)) for one in recipients]))


def _payload(secret: Secret, stamp: Stamp) -> bytes:
    if not secret.reveal():
        raise InputError(
            translate(_CONTEXT, "没有填账号密码，"),
            translate(_CONTEXT, "请填写后再存；没有密码的账号请选“扫码/短信登录”。"),
        )
    content = {
        "credential": stamp.credential,
        "version": stamp.version,
        "kind": stamp.kind,
        "time": stamp.time_text,
        "secret": secret.reveal(),
    }
    try:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except UnicodeEncodeError:
        # The error's own text would hold the secret.
        raise InputError(
            translate(_CONTEXT, "账号密码里有无法保存的字符，"), translate(_CONTEXT, "请重新输入，不要从乱码中复制。")
        ) from None


def _pad(payload: bytes) -> bytes:
    for size in PAYLOAD_STEPS:
        if len(payload) <= size:
            return payload.ljust(size)
    raise _too_long()


def _decoded(sealed: str) -> bytes:
    try:
        return base64.b64decode(sealed, validate=True)
    except ValueError:
        raise _damaged() from None


def _unpacked(content: bytes) -> dict[str, object]:
    try:
        found = json.loads(content)
    except ValueError:
        raise _damaged() from None
    if not isinstance(found, dict) or set(found) != {"credential", "version", "kind", "time", "secret"}:
        raise _damaged()
    return found


def _compare(found: dict[str, object], expected: Stamp) -> None:
    if (found["credential"], found["kind"]) != (expected.credential, expected.kind):
        raise SealProblem(
            SealFault.SWAPPED,
            translate(_CONTEXT, "取出的内容属于另一个账号，可能被调换过，"),
            translate(_CONTEXT, "请不要使用；从备份恢复，并核对操作日志。"),
        )
    if (found["version"], found["time"]) != (expected.version, expected.time_text):
        raise SealProblem(
            SealFault.ROLLED_BACK,
            translate(_CONTEXT, "取出的不是登记的这一版账号密码，可能被换成了旧的，"),
            translate(_CONTEXT, "请不要使用；从备份恢复，并核对操作日志。"),
        )


def _damaged() -> SealProblem:
    return SealProblem(
        SealFault.DAMAGED,
        translate(_CONTEXT, "封存的内容已损坏，打不开，"),
        translate(_CONTEXT, "请从备份恢复这一项；没有备份时，请在平台上重设密码后重新存入。"),
    )


def _too_long() -> InputError:
    return InputError(
        translate(_CONTEXT, "内容太长，本机的系统密码库放不下（约80个汉字或250个字母以内），"),
        translate(_CONTEXT, "没有写入任何内容；请缩短后再存，证书一类的文件请另行保管。"),
    )
