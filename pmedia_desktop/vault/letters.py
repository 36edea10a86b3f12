"""Bytes as checked groups of letters, for paper: a typing error is found and named by its group.

Crockford's alphabet of 32 (no I, L, O, U; those that resemble a digit are read as it). A group is five letters of
data and one check letter: a weighted sum in GF(32), plus the group's place. Any single wrong letter and any two
exchanged letters within a group are found for certain, and so are two groups in each other's place.
"""

import re
import unicodedata

from pmedia_desktop.texts import translate
from pmedia_desktop.vault.problems import WrongGroups

_CONTEXT = "vault.letters"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_DATA_LETTERS = 5
_GROUP_LETTERS = _DATA_LETTERS + 1
_BITS = 5 * _DATA_LETTERS


def _doubled(value: int) -> int:
    """Multiply by the generator of GF(32) with the polynomial x^5 + x^2 + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _check_value(values: list[int], place: int) -> int:
    total = 0
    for value in values:
        total = _doubled(total ^ value)  # Horner: the letter k places from the end has the weight generator^k
    return total ^ (place % 32)


def group_count(size: int) -> int:
    """Return how many groups ``size`` bytes take."""
    return -(-size * 8 // _BITS)


def to_groups(content: bytes) -> tuple[str, ...]:
    """Return the groups of six letters."""
    count = group_count(len(content))
    number = int.from_bytes(content, "big") << (count * _BITS - len(content) * 8)
    groups = []
    for place in range(count):
        chunk = number >> (_BITS * (count - 1 - place))
        values = [chunk >> (5 * position) & 31 for position in reversed(range(_DATA_LETTERS))]
        values.append(_check_value(values, place))
        groups.append("".join(ALPHABET[value] for value in values))
    return tuple(groups)


def from_groups(typed: str, size: int) -> bytes:
    """Return the ``size`` bytes that groups typed from paper stand for.

    Upper and lower case, full-width letters, and whatever stands between the groups do not matter. Raises
    ``WrongGroups`` with the numbers of the groups that hold an error.
    """
    groups = _split(typed)
    count = group_count(size)
    values = [_values(group) for group in groups]
    wrong = [place + 1 for place, group in enumerate(values) if not _is_sound(group, place)]
    if wrong or len(groups) != count:
        raise _wrong_groups(wrong, len(groups), count)
    number = 0
    for group in values:
        for value in group[:-1]:
            number = number << 5 | value
    spare = count * _BITS - size * 8
    if number & ((1 << spare) - 1):
        raise _wrong_groups([count], count, count)
    return (number >> spare).to_bytes(size, "big")


def as_read(group: str) -> str:
    """Return one group as it is compared: without gaps, in capitals, O as 0, I and L as 1."""
    letters = "".join(unicodedata.normalize("NFKC", group).split()).upper()
    return "".join(ALPHABET[_VALUES[letter]] if letter in _VALUES else letter for letter in letters)


def _split(typed: str) -> list[str]:
    """Return the groups as they were typed; a text without any gap is cut after every sixth letter."""
    groups = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", typed).upper())
    if len(groups) == 1:
        return [groups[0][start : start + _GROUP_LETTERS] for start in range(0, len(groups[0]), _GROUP_LETTERS)]
    return groups


def _values(group: str) -> list[int]:
    return [_VALUES.get(letter, -1) for letter in group]


def _is_sound(values: list[int], place: int) -> bool:
    whole = len(values) == _GROUP_LETTERS and -1 not in values
    return whole and _check_value(values[:-1], place) == values[-1]


def _wrong_groups(wrong: list[int], given: int, count: int) -> WrongGroups:
    if given != count:
        message = translate(_CONTEXT, "应有{count}组，输入了{given}组；").format(count=count, given=given)
    else:
        message = ""
    if wrong:
        numbers = translate(_CONTEXT, "、").join(str(number) for number in wrong)
        message += translate(_CONTEXT, "第{numbers}组与纸上不一致，").format(numbers=numbers)
    return WrongGroups(tuple(wrong), message, translate(_CONTEXT, "请对照纸上逐字检查后改正。"))
