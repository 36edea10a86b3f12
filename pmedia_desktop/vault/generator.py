"""Passwords and passphrases drawn by chance, with the system's source of randomness (module ``secrets``) only."""

import secrets
import string
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.words import DrawnWords, all_words, draw_words

_CONTEXT = "vault.generator"
PASSPHRASE_WORDS = 4
# Taken one for the other on paper and in many fonts.
LOOK_ALIKES = frozenset("0Oo1lI5S2Z8B")


class CharacterClass(StrEnum):
    """Classes of characters that a platform may demand."""

    LOWER = "lower"
    UPPER = "upper"
    DIGIT = "digit"
    SYMBOL = "symbol"


@dataclass(frozen=True, slots=True)
class PasswordRule:
    """What a platform accepts (``resources/password_rules.toml``); ``confirmed``: its own page was read."""

    platform: str
    shortest: int
    longest: int
    classes: frozenset[CharacterClass]
    symbols: str
    confirmed: bool


def password_rule(platform: str) -> PasswordRule:
    """Return a platform's rule, or the general one for a platform that the table does not know."""
    rules = _rules()
    return rules.get(platform, rules[""])


@cache
def _rules() -> dict[str, PasswordRule]:
    content = tomllib.loads(data_path("resources", "password_rules.toml").read_text("utf-8"))
    rules = [
        PasswordRule(
            platform=entry["platform"],
            shortest=entry["shortest"],
            longest=entry["longest"],
            classes=frozenset(CharacterClass(name) for name in entry["classes"]),
            symbols=entry["symbols"],
            confirmed=entry["confirmed"],
        )
        for entry in content["rule"]
    ]
    return {rule.platform: rule for rule in rules}


def offer_passphrase() -> DrawnWords:
    """Draw a holder's passphrase: four words, more than 10^14 possibilities."""
    return draw_words(PASSPHRASE_WORDS)


def generate_password(
    rule: PasswordRule,
    *,
    length: int | None = None,
    classes: Iterable[CharacterClass] | None = None,
    without_look_alikes: bool = True,
) -> Secret:
    """Draw a password: as long as the platform allows, with every class that it demands, unless told otherwise.

    Every password that fits is equally likely. Raises ``InputError`` for a length or classes that the platform would
    refuse.
    """
    length = _checked_length(rule, rule.longest if length is None else length)
    wanted = frozenset(classes) if classes is not None else rule.classes
    if not rule.classes <= wanted:
        raise InputError(
            translate(_CONTEXT, "这个平台要求的字符种类没有选全，"),
            translate(_CONTEXT, "请至少选上：{names}。").format(names=_names(rule.classes)),
            field="classes",
        )
    if length < len(wanted):
        raise InputError(
            translate(_CONTEXT, "长度不够放下所选的每一种字符，"), translate(_CONTEXT, "请加长。"), field="length"
        )
    alphabets = [_alphabet(one, rule, without_look_alikes=without_look_alikes) for one in sorted(wanted)]
    everything = "".join(alphabets)
    while True:
        drawn = [secrets.choice(everything) for _ in range(length)]
        if all(set(alphabet) & set(drawn) for alphabet in alphabets):
            return Secret("".join(drawn))


def generate_pronounceable(rule: PasswordRule, *, length: int | None = None) -> Secret:
    """Draw a password of pinyin words that can be read aloud, with digits and whatever the platform demands.

    Weaker than a password of single characters of the same length; ``strength.measure`` says by how much. Raises
    ``InputError`` when the length does not hold two words.
    """
    length = _checked_length(rule, rule.longest if length is None else length)
    separator = next((sign for sign in "-_" if sign in rule.symbols), "")
    digits = [digit for digit in string.digits if digit not in LOOK_ALIKES]
    words = [word.pinyin for word in all_words()]
    if length < 2 * min(map(len, words)) + len(separator) + 2:
        raise InputError(
            translate(_CONTEXT, "长度放不下两个拼音词，"),
            translate(_CONTEXT, "请加长，或者改用随机字符。"),
            field="length",
        )
    while True:
        drawn = secrets.choice(words).capitalize() + separator + secrets.choice(words)
        tail = length - len(drawn)
        if tail >= 2:
            return Secret(drawn + "".join(secrets.choice(digits) for _ in range(tail)))


def _checked_length(rule: PasswordRule, length: int) -> int:
    if not rule.shortest <= length <= rule.longest:
        raise InputError(
            translate(_CONTEXT, "这个平台的密码长度应为{shortest}到{longest}个字符，").format(
                shortest=rule.shortest, longest=rule.longest
            ),
            translate(_CONTEXT, "请改成这个范围内的长度。"),
            field="length",
        )
    return length


def _alphabet(wanted: CharacterClass, rule: PasswordRule, *, without_look_alikes: bool) -> str:
    match wanted:
        case CharacterClass.LOWER:
            characters = string.ascii_lowercase
        case CharacterClass.UPPER:
            characters = string.ascii_uppercase
        case CharacterClass.DIGIT:
            characters = string.digits
        case CharacterClass.SYMBOL:
            characters = rule.symbols
    return "".join(one for one in characters if not (without_look_alikes and one in LOOK_ALIKES))


def _names(classes: Iterable[CharacterClass]) -> str:
    names = {
        CharacterClass.LOWER: translate(_CONTEXT, "小写字母"),
        CharacterClass.UPPER: translate(_CONTEXT, "大写字母"),
        CharacterClass.DIGIT: translate(_CONTEXT, "数字"),
        CharacterClass.SYMBOL: translate(_CONTEXT, "符号"),
    }
    return translate(_CONTEXT, "、").join(names[one] for one in CharacterClass if one in classes)
