"""Where a line of Chinese text may end.

Rules of GB/T 15834 and common typesetting: no closing mark begins a line, no opening mark ends one, a dash (——) or
an ellipsis (……) stays whole, and neither a number nor a Latin word is cut unless it is longer than the line.

Every place between two characters gets a level, the price of breaking there. A line is filled as far as it goes and
then ends at the last place of the lowest level that it holds. Spaces at a line's end hang over its edge, so the lines
put together are the text itself: nothing is lost, nothing is added.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

NO_LINE_START = frozenset(
    "，。、；：！？）》〉」』】〕］｝〗”’…—～·・％‰℃℉°′″‐–,.;:!?)]}%>»›々ー￠￡㎡㎝㎜㎞㎏㏄〞／＞．＂＇"
)
# A hyphen at a line's end counts as a mark of word division: readers of the PDF drop it when they join the lines.
NO_LINE_END = frozenset("（《〈「『【〔［｛〖“‘([{<«‹￥$＄￡№＃#〝＜-\u00ad")

_WORD = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u052f\u1e00-\u1fff０-９Ａ-Ｚａ-ｚ"
# A run that reads as one thing: a word, a number with its sign and separators, an address with its path.
_RUN = re.compile(rf"(?:[+\-−](?=\d))?[{_WORD}](?:[_@.,:+\-–−/%&=?#~'’*]*[{_WORD}])*[/%‰]?")
_WORD_CHARACTER = re.compile(f"[{_WORD}]")

_FREE, _IN_RUN, _AGAINST_RULES, _IN_WORD = range(4)


class Breakable:
    """One paragraph with its characters' widths: measured once, broken at as many widths as needed."""

    def __init__(self, text: str, widths: Sequence[float]) -> None:
        self._text = text
        self._ends = list(accumulate(widths, initial=0.0))
        self.widest = max(widths, default=0.0)
        self._levels: bytearray | None = None

    @property
    def width(self) -> float:
        """The width of the whole paragraph on one line."""
        return self._ends[-1]

    def lines(self, limit: float) -> list[str]:
        """Return the paragraph's lines for a width of ``limit``; an empty paragraph is one empty line.

        A single character wider than the limit gets a line of its own.
        """
        if self._ends[-1] <= limit:
            return [self._text]
        if self._levels is None:
            self._levels = _levels(self._text)
        lines = []
        start, length = 0, len(self._text)
        while start < length:
            end = self._line_end(start, limit, self._levels)
            lines.append(self._text[start:end])
            start = end
        return lines

    def _line_end(self, start: int, limit: float, levels: bytearray) -> int:
        text, length = self._text, len(self._text)
        furthest = bisect_right(self._ends, self._ends[start] + limit, start + 1) - 1
        furthest = max(furthest, start + 1)
        while furthest < length and text[furthest] == " ":
            furthest += 1
        if furthest == length:
            return length
        for highest in (_FREE, _IN_RUN, _AGAINST_RULES):
            for place in range(furthest, start, -1):
                if levels[place] <= highest:
                    return place
        return furthest


def _levels(text: str) -> bytearray:
    """Return the level of breaking before each character of ``text``."""
    levels = bytearray(len(text) + 1)
    solid = ""  # the last character that is no space: a space does not part an opening mark from its word
    for place in range(1, len(text)):
        before, after = text[place - 1], text[place]
        if before != " ":
            solid = before
        if after in NO_LINE_START or after == " " or not solid or solid in NO_LINE_END:
            levels[place] = _AGAINST_RULES
        elif unicodedata.combining(after):
            levels[place] = _IN_WORD
    for run in _RUN.finditer(text):
        _mark_run(text, run.start(), run.end(), levels)
    return levels


def _mark_run(text: str, start: int, end: int, levels: bytearray) -> None:
    """Inside a run break after its separators, but before a hyphen, and inside its words not at all."""
    before = text[start]
    for place in range(start + 1, end):
        after = text[place]
        if _is_word(before) and _is_word(after):
            levels[place] = _IN_WORD
        elif after == "-" or (_is_word(after) and before not in NO_LINE_END):
            levels[place] = _IN_RUN
        else:
            levels[place] = _AGAINST_RULES
        before = after


def _is_word(character: str) -> bool:
    return _WORD_CHARACTER.match(character) is not None
