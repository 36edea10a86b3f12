"""Quotation marks, book title marks and brackets that do not pair (Article 9: 符合语言规范)."""

import re
from collections.abc import Iterator

from pmedia_desktop.measures.text_checks.places import Remark
from pmedia_desktop.measures.wording import article
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.texts import translate

_CONTEXT = "measures.text_checks.quotation"

_CLOSING = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "（": "）",
    "(": "）",
    "〔": "〕",
}
_OPENED_BY = {closing: opening for opening, closing in reversed(_CLOSING.items())} | {")": "("}
_MARKS = re.compile("[" + re.escape("".join((*_CLOSING, *_OPENED_BY))) + "]")
#: The keyboard's quotation mark opens as well as closes.
_STRAIGHT = re.compile('["＂]')
_APOSTROPHE = re.compile("[A-Za-z]’[A-Za-z]")
#: 1） and （一） count items; the first kind has nothing that opens it.
_ITEM_NUMBER = re.compile(r"(?:^|[\n。；;：:，,、 　])\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[a-zA-Z①-⑳])$")
#: A speech over several paragraphs opens anew in each of them and closes in the last.
_CONTINUED = frozenset("“‘「『")


def unpaired_marks(text: str) -> Iterator[Remark]:
    """Yield every mark that nothing closes or that nothing has opened."""
    opened: list[tuple[str, int]] = []
    for found in _MARKS.finditer(text):
        mark, place = found.group(), found.start()
        if mark == "’" and _APOSTROPHE.match(text, max(0, place - 1)):
            continue
        if mark in _CLOSING:
            if not (mark in _CONTINUED and _begins_paragraph(text, place) and any(mark == one for one, _ in opened)):
                opened.append((mark, place))
        elif opened and _pairs(opened[-1][0], mark):
            opened.pop()
        elif any(_pairs(one, mark) for one, _ in opened):
            while not _pairs(opened[-1][0], mark):
                yield _unclosed(*opened.pop())
            opened.pop()
        elif not (mark in "）)" and _ITEM_NUMBER.search(text[max(0, place - 8) : place])):
            yield _remark(place, translate(_CONTEXT, "这里的{mark}前面没有{other}，不成对。"), mark, _OPENED_BY[mark])
    for mark, place in opened:
        yield _unclosed(mark, place)
    yield from _single_straight_mark(text)


def _single_straight_mark(text: str) -> Iterator[Remark]:
    single = [
        place for paragraph in re.finditer("[^\\n]+", text) if (place := _left_open(text, *paragraph.span())) >= 0
    ]
    # Two paragraphs with one each: a speech goes from the first to the second.
    if len(single) % 2:
        told = translate(_CONTEXT, "这里的引号只有一个，不成对。")
        yield Remark("text.unpaired_mark", article(9), Severity.WARNING, single[-1], single[-1] + 1, told, _remedy())


def _left_open(text: str, start: int, end: int) -> int:
    """Return the place of the straight mark that a paragraph leaves open, or -1; in 5.5" it means inches."""
    left_open = -1
    for found in _STRAIGHT.finditer(text, start, end):
        place = found.start()
        if left_open >= 0:
            left_open = -1
        elif not text[max(start, place - 1) : place].isdecimal():
            left_open = place
    return left_open


def _pairs(opening: str, closing: str) -> bool:
    """Whether two marks pair; brackets of full and of half width are mixed so often that it is no fault here."""
    return _CLOSING[opening] == ("）" if closing == ")" else closing)


def _begins_paragraph(text: str, place: int) -> bool:
    return not text[text.rfind("\n", 0, place) + 1 : place].strip()


def _unclosed(mark: str, place: int) -> Remark:
    return _remark(place, translate(_CONTEXT, "这里的{mark}后面没有{other}，不成对。"), mark, _CLOSING[mark])


def _remark(place: int, message: str, mark: str, other: str) -> Remark:
    told = message.format(mark=_named(mark), other=_named(other))
    return Remark("text.unpaired_mark", article(9), Severity.WARNING, place, place + 1, told, _remedy())


def _remedy() -> str:
    return translate(_CONTEXT, "请补上另一半，或者删去。")


def _named(mark: str) -> str:
    names = {
        "“": translate(_CONTEXT, "左引号"),
        "”": translate(_CONTEXT, "右引号"),
        "‘": translate(_CONTEXT, "左单引号"),
        "’": translate(_CONTEXT, "右单引号"),
        "《": translate(_CONTEXT, "左书名号"),
        "》": translate(_CONTEXT, "右书名号"),
        "（": translate(_CONTEXT, "左括号"),
        "(": translate(_CONTEXT, "左括号"),
        "）": translate(_CONTEXT, "右括号"),
        ")": translate(_CONTEXT, "右括号"),
    }
    return names.get(mark, mark)
