"""Check boxes among the words of a form: where each stands, and which word is its own."""

import re
from dataclasses import dataclass
from itertools import pairwise

# A circle behind a number's sign is the zero of 二〇二六年.
_SIGN = re.compile("[□☐◯▢]|(?<![一二三四五六七八九〇○])[○〇]")
_BLANK = re.compile(r"[(（]([ \t\u3000\xa0]*)[)）]")
_AROUND = " \t\n\u3000\xa0、，,；;/|"
#: What the line asks for behind the last box: 其他：＿＿, or another label (□关停　　日期：).
#: No run of blanks is tried from each of its places, and no label is longer than so much.
_FURTHER = re.compile(
    r"(?:(?<![ \xa0])[ \xa0]{2,}+|[\t\u3000，,;；])\S{0,40}(?:[:：]|[_＿]{2})|[:：]\s*(?:$|[_＿])|[:：]\s{2}|[_＿]{2}"
)
_BEHIND_THE_LAST = _AROUND + "_＿—。."


@dataclass(frozen=True)
class CheckBox:
    """A box in a text, from ``start`` to before ``end`` (the blank of brackets may be empty), and its word."""

    start: int
    end: int
    word: str


def check_boxes(text: str) -> list[CheckBox]:
    """Return the boxes of a cell's words: signs such as □, else blank brackets where there are several.

    An office sets all boxes of a cell before their words or all behind: where the first and the last stand tells.
    """
    signs = [(found.span(), found.span()) for found in _SIGN.finditer(text)]
    if signs:
        return _with_words(text, signs)
    blanks = [(found.span(), found.span(1)) for found in _BLANK.finditer(text)]
    boxes = _with_words(text, blanks) if len(blanks) > 1 else []
    return boxes if all(box.word and box.word[0] not in "年月日" for box in boxes) else []


def _with_words(text: str, places: list[tuple[tuple[int, int], tuple[int, int]]]) -> list[CheckBox]:
    """Return boxes with their words; each place is what a box takes up and what of it is replaced."""
    first, last = places[0][0][0], places[-1][0][1]
    behind = bool(text[:first].strip()) and not text[last:].strip(_BEHIND_THE_LAST)
    edges = [0, *(edge for outer, _ in places for edge in outer), len(text)]
    between = [text[start:end] for start, end in list(pairwise(edges))[::2]]
    words = [_last_of(words) for words in between[:-1]] if behind else [_first_of(words) for words in between[1:]]
    return [CheckBox(*inner, word) for (_, inner), word in zip(places, words, strict=True)]


def _first_of(words: str) -> str:
    line = words.strip(_AROUND).split("\n")[0]
    further = _FURTHER.search(line)
    return "".join((line[: further.start()] if further and further.start() else line).split())


def _last_of(words: str) -> str:
    return "".join(re.split("[\n:：]", words.strip(_AROUND))[-1].split())
