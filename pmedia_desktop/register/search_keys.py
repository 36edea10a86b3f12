"""What an account or person is found by: names as written, in half-width lower case, and as pinyin initials."""

import unicodedata
from itertools import product

from pmedia_desktop.pinyin_words import pypinyin

#: So many spellings of one name are kept at most: a character with several readings doubles their number.
_MOST_SPELLINGS = 64


def normalised(text: str) -> str:
    """Return text as searches compare it: full-width forms and letter case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def initials(text: str) -> tuple[str, ...]:
    """Return the pinyin initials of a text in all its readings: 彭山发布 -> psfb.

    Letters and digits stand for themselves, and so does a character whose reading is not known.
    """
    known = pypinyin()
    readings = known.pinyin(normalised(text), style=known.Style.FIRST_LETTER, heteronym=True)
    spellings = 1
    choices: list[list[str]] = []
    for letters in readings:
        distinct = list(dict.fromkeys(letters))
        if spellings * len(distinct) > _MOST_SPELLINGS:
            distinct = distinct[:1]
        spellings *= len(distinct)
        choices.append(distinct)
    return tuple("".join(letters) for letters in product(*choices))


def search_key(*, spoken: str, written: tuple[str, ...] = ()) -> str:
    """Return the key of a record: ``spoken`` is also found by its pinyin initials, ``written`` as it stands."""
    parts = dict.fromkeys((normalised(spoken), *initials(spoken), *(normalised(text) for text in written)))
    return "\n".join(part for part in parts if part)


def name_order(name: str) -> str:
    """Return the text by which a name is put in order: its pinyin, then the name itself."""
    known = pypinyin()
    syllables = known.pinyin(normalised(name), style=known.Style.TONE3)
    return " ".join(syllable[0] for syllable in syllables) + "\n" + name
