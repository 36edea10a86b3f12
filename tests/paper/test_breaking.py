import re
from itertools import accumulate, pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pmedia_desktop.paper.breaking import NO_LINE_END, NO_LINE_START
from pmedia_desktop.paper.fitting import breakables, lines_at
from pmedia_desktop.paper.fonts import Typeface, widths

_WORD = re.compile(r"[0-9A-Za-zé]+")
_PLAIN = "政务新媒体账号备案开设变更关停眉山彭山区人民政府办公室"
_PIECES = st.one_of(
    st.text(alphabet=_PLAIN, min_size=1, max_size=12),
    st.sampled_from(
        ["，", "。", "、", "；", "“", "”", "（", "）", "《", "》", "——", "……", "％", "：", "!", ",", " ", "  "]
    ),
    st.from_regex(r"[0-9]{1,12}", fullmatch=True),
    st.sampled_from(
        ["1,234,567.89", "gh_0a1b2c3d", "WeChat", "028-37612345", "〔2026〕", "18号", "50%", "3.14", "é", "\n"]
    ),
    st.just("https://www.example.gov.cn/a/very/long/path-with-hyphens/index.html?x=1&y=2"),
)
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)


#: What the line breaker takes for rounding, in font sizes.
_TOLERANCE = 0.011


def _lines(text: str, limit: int) -> list[str]:
    """Break a text as a form's cell does, for a width of ``limit`` Chinese characters."""
    return lines_at(breakables(text, Typeface.BODY), limit, 1)


def _line_width(line: str) -> float:
    return sum(widths(line.rstrip(" "), Typeface.BODY)) / 1000


@given(_TEXTS, st.integers(1, 40))
def test_nothing_is_lost_and_nothing_added(text: str, limit: int) -> None:
    assert "".join(_lines(text, limit)) == text.replace("\n", "")


@given(_TEXTS, st.integers(1, 40))
def test_no_line_is_wider_than_the_cell(text: str, limit: int) -> None:
    for line in _lines(text, limit):
        assert _line_width(line) <= limit + _TOLERANCE


@given(_TEXTS, st.integers(45, 80))
def test_no_line_starts_or_ends_with_a_forbidden_mark(text: str, limit: int) -> None:
    """Heaps of marks without a word between them have no lawful place and are in no text."""
    for paragraph in text.split("\n"):
        if re.search(r"[^\w]{10}", paragraph):
            continue
        lines = _lines(paragraph, limit)
        for before, after in pairwise(lines):
            assert after[0] not in NO_LINE_START
            assert before.rstrip(" ")[-1] not in NO_LINE_END


@given(_TEXTS, st.integers(1, 40))
@example("1,234,567.89é000", 3)
def test_no_number_and_no_latin_word_is_cut_unless_longer_than_a_line(text: str, limit: int) -> None:
    for paragraph in text.split("\n"):
        ends = set(accumulate(map(len, _lines(paragraph, limit))))
        for word in _WORD.finditer(paragraph):
            is_cut = any(word.start() < end < word.end() for end in ends)
            assert not is_cut or _line_width(word.group()) > limit - _TOLERANCE


@pytest.mark.parametrize("limit", range(4, 30))
def test_dash_and_ellipsis_stay_whole(limit: int) -> None:
    lines = _lines("三审三校——编辑、科室、主要领导……每一步都留名", limit)
    assert sum(line.count("——") for line in lines) == 1
    assert sum(line.count("……") for line in lines) == 1


def test_an_address_longer_than_a_line_breaks_after_its_separators() -> None:
    lines = _lines("网址https://www.example.gov.cn/info/1024/123456.htm可查", 10)
    assert lines == ["网址", "https://www.example.", "gov.cn/info/1024/", "123456.htm可查"]


def test_a_number_keeps_its_separators_and_its_percent_sign() -> None:
    assert _lines("增长1,234.5%", 5) == ["增长", "1,234.5%"]


def test_a_closing_mark_takes_its_word_along() -> None:
    assert _lines("账号名称（ID）。", 7) == ["账号名称", "（ID）。"]


def test_spaces_at_the_end_of_a_line_hang_over_its_edge() -> None:
    assert _lines("We Chat   Weibo", 4) == ["We Chat   ", "Weibo"]


def test_an_empty_line_stays_an_empty_line() -> None:
    assert _lines("甲\n\n乙", 10) == ["甲", "", "乙"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert _lines("abcdefghij", 2) == ["abcd", "efgh", "ij"]
