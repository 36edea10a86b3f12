"""How strong a password or passphrase is, and why, in Chinese.

The smaller of two estimates counts: zxcvbn's, and our own for what people here choose (guessing.py). Both are told
what is known beforehand: names, the unit's words, phone numbers, dates, each also in pinyin and as initials.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from math import log10

from pmedia_desktop.errors import InputError
from pmedia_desktop.pinyin_words import pypinyin
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.guessing import Guess, Piece, guess
from pmedia_desktop.vault.passphrases import as_compared
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "vault.strength"
# The register may be copied and then guessed at without a pause: 10^12 tries of scrypt at 1.5 s and 512 MB.
FEWEST_GUESSES = 12.0  # logarithm to base 10
_MEASURED_CHARACTERS = 72  # zxcvbn's limit; what follows only adds strength
_HAN = re.compile(r"[\u3400-\u9fff]+")


class Level(IntEnum):
    """Five steps, at zxcvbn's bounds: 10^3, 10^6, 10^8, 10^10 guesses."""

    VERY_WEAK = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3
    STRONG = 4


@dataclass(frozen=True, slots=True)
class Strength:
    """The logarithm (base 10) of the guesses needed, its level with a name for people, and what makes it weak."""

    guesses_log10: float
    level: Level
    name: str
    reasons: tuple[str, ...]


def measure(secret: Secret, known_words: Sequence[str] = ()) -> Strength:
    """Return how strong a secret is against somebody who knows ``known_words`` (names, unit, phone numbers, dates)."""
    text = as_compared(secret)[:_MEASURED_CHARACTERS]
    if not text:
        return Strength(0.0, Level.VERY_WEAK, _name(Level.VERY_WEAK), (translate(_CONTEXT, "还没有填写"),))
    known = known_forms(tuple(known_words))
    own = guess(text, known)
    from zxcvbn import zxcvbn

    general = zxcvbn(text, user_inputs=list(known))
    exponent = min(own.log10, log10(float(general["guesses"])))
    level = Level(sum(exponent >= bound for bound in (3, 6, 8, 10)))
    patterns = {str(part["pattern"]) for part in general["sequence"]}
    reasons = tuple(dict.fromkeys(_reasons(own, patterns, text))) if exponent < FEWEST_GUESSES else ()
    return Strength(exponent, level, _name(level), reasons)


def check_passphrase(passphrase: Secret, known_words: Sequence[str] = ()) -> None:
    """Raise ``InputError`` for a holder's passphrase that takes fewer than 10^12 guesses, and say why."""
    strength = measure(passphrase, known_words)
    if strength.guesses_log10 < FEWEST_GUESSES:
        why = translate(_CONTEXT, "；").join(strength.reasons)
        raise InputError(
            translate(_CONTEXT, "这个开锁口令容易被猜到（{why}），").format(why=why),
            translate(_CONTEXT, "请用程序给出的四个词，或者再加上几个互不相干的词。"),
            field="passphrase",
        )


@lru_cache(maxsize=8)
def known_forms(known_words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the forms in which known words turn up in passwords: as they are, in pinyin, as initials; and their parts.

    Numbers also by their end (a phone number's last digits), names also without the surname, a unit also by the first
    and the last characters of its name.
    """
    return tuple(dict.fromkeys(form for word in known_words for form in _forms(word) if len(form) > 1))


def _forms(word: str) -> Iterator[str]:
    plain = "".join(word.split()).lower()
    yield plain
    yield from (part.lower() for part in word.split())
    digits = re.sub(r"\D", "", plain)
    if len(digits) > 3:
        yield from (digits, digits[-4:], digits[-6:], digits[-8:])
    for han in _HAN.findall(plain):
        for part in dict.fromkeys((han, han[1:], han[-2:], han[-3:], han[-4:], han[:2], han[:3])):
            yield part
            yield from _in_pinyin(part)


def _in_pinyin(han: str) -> tuple[str, str]:
    syllables = [syllable.lower() for syllable in pypinyin().lazy_pinyin(han)]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)


def _reasons(own: Guess, patterns: set[str], text: str) -> Iterator[str]:
    pieces = set(own.pieces)
    if Piece.KNOWN in pieces:
        yield translate(_CONTEXT, "含有单位、姓名、电话等别人知道的内容")
    if Piece.PHRASE in pieces:
        yield translate(_CONTEXT, "含有很多人用的密码或办公常用词")
    if Piece.SURNAME in pieces and Piece.SYLLABLE in pieces:
        yield translate(_CONTEXT, "像姓名的拼音")
    elif pieces & {Piece.SURNAME, Piece.SYLLABLE, Piece.WORD}:
        yield translate(_CONTEXT, "含有常用词的拼音")
    if Piece.DATE in pieces:
        yield translate(_CONTEXT, "含有年份或日期")
    if Piece.REPEATED in pieces or "repeat" in patterns:
        yield translate(_CONTEXT, "有重复的字符")
    if Piece.RUN in pieces:
        yield translate(_CONTEXT, "有连续的数字或字母")
    if "spatial" in patterns:
        yield translate(_CONTEXT, "是键盘上相邻的一串")
    if len(text) < 12:
        yield translate(_CONTEXT, "太短")


def _name(level: Level) -> str:
    match level:
        case Level.VERY_WEAK:
            return translate(_CONTEXT, "很弱")
        case Level.WEAK:
            return translate(_CONTEXT, "弱")
        case Level.FAIR:
            return translate(_CONTEXT, "一般")
        case Level.GOOD:
            return translate(_CONTEXT, "较强")
        case Level.STRONG:
            return translate(_CONTEXT, "强")
