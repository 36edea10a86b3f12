"""The list of words that passphrases are drawn from: ``resources/words.txt``, two-syllable words in pinyin."""

import secrets
from dataclasses import dataclass
from functools import cache

from pmedia_desktop.data_files import data_path
from pmedia_desktop.vault.secret import Secret

FEWEST_WORDS = 2048


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is typed, and as it is read: ``huapen``, 花盆."""

    pinyin: str
    chinese: str


@cache
def all_words() -> tuple[Word, ...]:
    """Return the words in the order of the list; every pinyin stands once."""
    lines = data_path("resources", "words.txt").read_text("utf-8").splitlines()
    words = tuple(Word(*line.split()) for line in lines if line and not line.startswith("#"))
    if len({word.pinyin for word in words}) < max(FEWEST_WORDS, len(words)):
        raise ValueError("words.txt holds too few words, or one pinyin twice")
    return words


@dataclass(frozen=True, slots=True)
class DrawnWords:
    """Words drawn by chance: what is typed, and the Chinese words that help to remember it (as secret)."""

    typed: Secret
    chinese: Secret


def draw_words(count: int) -> DrawnWords:
    """Draw ``count`` words, each from the whole list, with the system's source of randomness."""
    drawn = [secrets.choice(all_words()) for _ in range(count)]
    return DrawnWords(
        typed=Secret(" ".join(word.pinyin for word in drawn)),
        chinese=Secret(" ".join(word.chinese for word in drawn)),
    )
