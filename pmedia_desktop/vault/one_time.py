"""One-time codes (TOTP, RFC 6238) and a platform's recovery codes, as kinds of credential beside the password.

What a platform shows for an authenticator, an ``otpauth://`` address (often as a QR code) or bare letters, is brought
into one short form before it is sealed: names in the address may be long, and an entry holds little.
"""

import base64
import hmac
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast
from urllib.parse import parse_qs, urlsplit

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "vault.one_time"
_Algorithm = Literal["SHA1", "SHA256", "SHA512"]
_ALGORITHMS = ("SHA1", "SHA256", "SHA512")
_DIGITS = (6, 7, 8)
_LONGEST_PERIOD = 300  # seconds
_BASE32 = re.compile(r"[A-Z2-7]{8,}")
_SETUP_MARK = "otpauth://totp/?"


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """A code and the whole seconds for which it is still valid."""

    code: Secret
    seconds_left: int


@dataclass(frozen=True, slots=True)
class OneTimeSetup:
    """What a one-time code is computed from; the key (base32) is the secret."""

    key: Secret
    digits: int = 6
    period: int = 30
    algorithm: _Algorithm = "SHA1"

    def as_secret(self) -> Secret:
        """Return the short form that is sealed; :func:`read_setup` reads it again."""
        return Secret(
            f"{_SETUP_MARK}secret={self.key.reveal()}&digits={self.digits}&period={self.period}"
            f"&algorithm={self.algorithm}"
        )


def read_setup(given: Secret) -> OneTimeSetup:
    """Return the set-up from an ``otpauth://totp/`` address or from the bare letters; raises ``InputError``.

    Google's Key URI format: https://github.com/google/google-authenticator/wiki/Key-Uri-Format
    """
    text = unicodedata.normalize("NFKC", given.reveal()).strip()
    if not text.lower().startswith("otpauth:"):
        return OneTimeSetup(_key(text))
    try:
        address = urlsplit(text)
        options = {name.lower(): values[-1] for name, values in parse_qs(address.query).items()}
    except ValueError:
        raise _unreadable() from None
    if address.netloc.lower() != "totp":
        raise InputError(
            translate(_CONTEXT, "这是按次数变化的动态码，本程序只支持按时间变化的动态码，"),
            translate(_CONTEXT, "请在平台上改选“身份验证器（TOTP）”。"),
        )
    algorithm = options.get("algorithm", "SHA1").upper().replace("-", "")
    digits, period = options.get("digits", "6"), options.get("period", "30")
    if algorithm not in _ALGORITHMS or not _is_number(digits, _DIGITS) or not _is_number(period, _periods()):
        raise _unreadable()
    return OneTimeSetup(
        key=_key(options.get("secret", "")),
        digits=int(digits),
        period=int(period),
        algorithm=cast(_Algorithm, algorithm),
    )


def code_at(setup: OneTimeSetup, moment: datetime) -> OneTimeCode:
    """Return the code at a moment (aware) and how long it stays valid.

    RFC 6238 with the truncation of RFC 4226, section 5.3. Keys of 80 bits are below what RFC 4226 asks for, but they
    are what many platforms give out.
    """
    if moment.tzinfo is None:
        raise ValueError("the moment needs a time zone")
    seconds = int(moment.timestamp())
    letters = setup.key.reveal()
    key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    counter = (seconds // setup.period).to_bytes(8, "big")
    digest = hmac.digest(key, counter, setup.algorithm.lower())
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    code = str(number % 10**setup.digits).zfill(setup.digits)
    return OneTimeCode(Secret(code), setup.period - seconds % setup.period)


def read_recovery_codes(given: Secret) -> tuple[Secret, ...]:
    """Return a platform's recovery codes, one per line or gap, in their order and each once; raises ``InputError``."""
    lines = unicodedata.normalize("NFKC", given.reveal()).replace(",", "\n").splitlines()
    codes = dict.fromkeys("".join(line.split()) for line in lines if line.strip())
    if not codes:
        raise InputError(
            translate(_CONTEXT, "没有找到恢复码，"), translate(_CONTEXT, "请把平台给出的恢复码每个一行粘贴进来。")
        )
    return tuple(Secret(code) for code in codes)


def _key(letters: str) -> Secret:
    plain = re.sub(r"[\s-]+", "", letters).upper().rstrip("=")
    if not _BASE32.fullmatch(plain) or len(plain) % 8 in (1, 3, 6):
        raise _unreadable()
    return Secret(plain)


def _is_number(text: str, allowed: range | tuple[int, ...]) -> bool:
    return text.isascii() and text.isdecimal() and int(text) in allowed


def _periods() -> range:
    return range(1, _LONGEST_PERIOD + 1)


def _unreadable() -> InputError:
    return InputError(
        translate(_CONTEXT, "读不懂这份动态码设置，"),
        translate(_CONTEXT, "请粘贴平台给出的otpauth开头的内容，或者“手动输入”下的那一串字母和数字（A到Z、2到7）。"),
    )
