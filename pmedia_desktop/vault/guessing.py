"""How many guesses a password costs somebody who knows how people here choose: pinyin, surnames, dates, the office.

zxcvbn (Wheeler, USENIX Security 2016) knows English words and keyboards, but takes woaizhongguo2024 for excellent. So
a second estimate is made, and the smaller one counts. It cuts the password into pieces of known cost so that the
product is smallest: what is known of the person and the unit, passwords chosen often, surnames, syllables, words,
dates, digits; what is left costs its alphabet per character.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from itertools import pairwise
from math import log10

from pmedia_desktop.data_files import data_path
from pmedia_desktop.vault.words import all_words


class Piece(Enum):
    """What a piece of a password is."""

    KNOWN = auto()
    PHRASE = auto()
    SURNAME = auto()
    SYLLABLE = auto()
    WORD = auto()
    DATE = auto()
    REPEATED = auto()
    RUN = auto()
    REST = auto()


@dataclass(frozen=True, slots=True)
class Guess:
    """The cheapest way to guess: the logarithm (base 10) of the number of guesses, and the pieces in order."""

    log10: float
    pieces: tuple[Piece, ...]


_REPLACED = str.maketrans({"@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s", "7": "t"})
_COST_OF_REPLACING = 4.0
_YEAR = 100.0  # years that mean something to somebody
_DAYS = 366.0
_DATES = (
    (re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"), _YEAR * _DAYS),
    (re.compile(r"(?:19|20)\d\d[-./年](?:0?[1-9]|1[0-2])[-./月](?:0?[1-9]|[12]\d|3[01])日?"), _YEAR * _DAYS * 4),
    (re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"), _YEAR * _DAYS),
    (re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])"), _YEAR * 12),
    (re.compile(r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"), _DAYS),
    (re.compile(r"(?:19|20)\d\d年?"), _YEAR),
)
_PHONE_NUMBER = re.compile(r"1[3-9]\d{9}")
_PHONE_NUMBERS = 1e9
_REPEATED = re.compile(r"(.)\1{2,}")
_FREQUENT_SIGNS = "@!._-# *"
_LONGEST_PIECE = 24
_HANZI = 2500.0  # characters in everyday use
_SHORTEST_ENGLISH = 4


@cache
def _tables() -> Mapping[str, tuple[float, Piece]]:
    """Return what costs how much, the cheapest reading of each piece."""
    found: dict[str, tuple[float, Piece]] = {}
    tables = tomllib.loads(data_path("resources", "guessed_first.toml").read_text("utf-8"))
    for name, kind in (("phrases", Piece.PHRASE), ("surnames", Piece.SURNAME), ("syllables", Piece.SYLLABLE)):
        _add(found, tables[name].split(), kind)
    words = all_words()
    _add(found, [word.pinyin for word in words], Piece.WORD)
    _add(found, [word.chinese for word in words], Piece.WORD)
    return found


def _add(found: dict[str, tuple[float, Piece]], pieces: Sequence[str], kind: Piece) -> None:
    for piece in pieces:
        found.setdefault(piece, (float(len(pieces)), kind))


@cache
def _english_ranks() -> Mapping[str, int]:
    """Return zxcvbn's own lists, passwords and English words and names, in one: word -> rank."""
    from zxcvbn.matching import RANKED_DICTIONARIES

    ranks: dict[str, int] = {}
    for name, ranked in RANKED_DICTIONARIES.items():
        if name == "user_inputs":  # what another call was given
            continue
        for word, rank in ranked.items():
            if len(word) >= _SHORTEST_ENGLISH:
                ranks[word] = min(rank, ranks.get(word, rank))
    return ranks


def guess(password: str, known: Sequence[str]) -> Guess:
    """Return the cheapest way to guess ``password``; ``known`` are lower-case forms of what is known beforehand."""
    plain = password.lower()
    own = {form: (max(10.0, 2.0 * len(known)), Piece.KNOWN) for form in known if form}
    ways = [_cheapest(plain, own)]
    replaced = plain.translate(_REPLACED)
    if replaced != plain:
        way = _cheapest(replaced, own)
        ways.append(Guess(way.log10 + log10(_COST_OF_REPLACING), way.pieces))
    best = min(ways, key=lambda way: way.log10)
    return Guess(best.log10 + _cost_of_capitals(password), best.pieces)


def _cost_of_capitals(password: str) -> float:
    capitals = [letter.isupper() for letter in password if letter.isalpha()]
    if not any(capitals):
        return 0.0
    if all(capitals) or (capitals[0] and not any(capitals[1:])):
        return log10(2)
    return log10(2) * min(sum(capitals), capitals.count(False) + 1)


def _cheapest(text: str, own: Mapping[str, tuple[float, Piece]]) -> Guess:
    best: list[tuple[float, int, Piece]] = [(0.0, 0, Piece.REST)]
    for end in range(1, len(text) + 1):
        ways = [
            (best[start][0] + log10(cost), start, kind)
            for start in range(max(0, end - _LONGEST_PIECE), end)
            for cost, kind in _readings(text[start:end], own)
        ]
        best.append(min(ways, key=lambda way: way[0]))
    pieces = []
    place = len(text)
    while place:
        _, start, kind = best[place]
        pieces.append(kind)
        place = start
    return Guess(best[len(text)][0], tuple(reversed(pieces)))


def _readings(piece: str, own: Mapping[str, tuple[float, Piece]]) -> Iterator[tuple[float, Piece]]:
    """Yield what a piece could be, and how many guesses that costs."""
    for table in (own, _tables()):
        if piece in table:
            yield table[piece]
    if len(piece) == 1:
        yield _alphabet(piece), Piece.REST
        return
    if piece in _english_ranks():
        yield float(max(2, _english_ranks()[piece])), Piece.PHRASE
    if _REPEATED.fullmatch(piece):
        yield _alphabet(piece[0]) * len(piece), Piece.REPEATED
    if _is_run(piece):
        yield 2 * _alphabet(piece[0]) * len(piece), Piece.RUN
    for pattern, cost in _DATES:
        if pattern.fullmatch(piece):
            yield cost, Piece.DATE
    if _PHONE_NUMBER.fullmatch(piece):
        yield _PHONE_NUMBERS, Piece.REST


def _is_run(piece: str) -> bool:
    """Tell whether each character follows the one before: 3456, fedc."""
    steps = {ord(after) - ord(before) for before, after in pairwise(piece)}
    return len(piece) > 2 and steps in ({1}, {-1})


def _alphabet(character: str) -> float:
    if character.isdecimal():
        return 10.0
    if "a" <= character <= "z":
        return 26.0
    if character in _FREQUENT_SIGNS:
        return 10.0
    return 33.0 if character.isascii() else _HANZI
