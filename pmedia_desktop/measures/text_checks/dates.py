"""Days that do not exist (2月30日) and weekdays that do not fit their day, as official texts have them (Article 8)."""

import calendar
import re
from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.text_checks.places import Remark, folded, without_addresses
from pmedia_desktop.measures.wording import article, full_date, short_date
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.texts import translate

_CONTEXT = "measures.text_checks.dates"

_NUMBER = r"\d{1,2}|[一二三四五六七八九十廿]{1,3}"
_WRITTEN = re.compile(
    r"(?:(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})\s?年\s?)?(?<![\d一二三四五六七八九十])(?P<month>"
    + _NUMBER
    + r")\s?月\s?(?P<day>"
    + _NUMBER
    + r")\s?[日号]"
)
_WITH_SIGNS = re.compile(
    r"(?<![\d.\-/])(?P<year>(?:19|20)\d{2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d.\-/])"
)
_NAMED_DAY = r"(?P<weekday>(?:星期|周|礼拜)(?P<name>[一二三四五六日天]))"
#: 11月28日（星期六）, 11月28日上午（星期六）, 11月28日是周六; in a folded text.
_WEEKDAY = re.compile(
    r"(?:上午|中午|下午|早上|晚上|晚|凌晨|全天|当天|当日)?[\s(,]{0,2}(?:[是为]|正值|恰逢)?" + _NAMED_DAY + "(?!年)"
)
#: 周六（11月28日）, but neither 周一至周五（11月23日至27日） nor 每周六（…）.
_WEEKDAY_BEFORE = re.compile(r"(?<![至到—~\-、和及每])" + _NAMED_DAY + r"\s?\(\s?$")
_LONGEST_BEFORE = 6
_RANGE = re.compile(r"\s?[至到—~\-－]")
_SENTENCE_END = re.compile(r"[\u3002;!?\n]")
_YEAR = re.compile(r"((?<!\d)\d{4}|[〇○零一二三四五六七八九]{4})\s?年")
#: How far before a day its sentence is searched for the year: 2026年春节（2月17日）.
_REACH = 60
_WEEKDAYS = "一二三四五六日"
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
#: Months with 30 days and the leap February; without a year the 29th of February may be meant.
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def wrong_dates(text: str, on: date) -> Iterator[Remark]:
    """Yield days that do not exist and weekdays that do not fit; without a year the one nearest to ``on`` is meant."""
    plain = without_addresses(folded(text))
    for found in sorted((*_WRITTEN.finditer(plain), *_WITH_SIGNS.finditer(plain)), key=re.Match.start):
        year = _number(found["year"]) if found["year"] else None
        month, day = _number(found["month"]), _number(found["day"])
        if not _exists(year, month, day):
            yield Remark(
                "text.impossible_date",
                article(8),
                Severity.ERROR,
                found.start(),
                found.end(),
                translate(_CONTEXT, "没有“{day}”这一天。").format(day=text[found.start() : found.end()]),
                translate(_CONTEXT, "请核对日期。"),
            )
        else:
            yield from _wrong_weekday(
                plain, found, _meant(plain[max(0, found.start() - _REACH) : found.start()], year, month, day, on)
            )


def _wrong_weekday(plain: str, found: re.Match[str], possible: tuple[date, ...]) -> Iterator[Remark]:
    """Yield that the weekday beside a day fits none of those that may be meant, the likeliest first."""
    named = _WEEKDAY.match(plain, found.end())
    if named is None and not _RANGE.match(plain, found.end()):
        named = _WEEKDAY_BEFORE.search(plain, max(0, found.start() - _LONGEST_BEFORE), found.start())
    if named is None or not possible:
        return
    if named["name"].replace("天", "日") in {_WEEKDAYS[one.weekday()] for one in possible}:
        return
    meant = possible[0]
    right = _WEEKDAYS[meant.weekday()]
    told = full_date(meant) if found["year"] else short_date(meant)
    yield Remark(
        "text.wrong_weekday",
        article(8),
        Severity.WARNING,
        min(found.start(), named.start("weekday")),
        max(found.end(), named.end("weekday")),
        translate(_CONTEXT, "{day}是星期{right}，这里写的是“{written}”。").format(
            day=told, right=right, written=named["weekday"]
        ),
        translate(_CONTEXT, "请核对日期和星期。")
        if found["year"]
        else translate(_CONTEXT, "按{year}年推算，请核对日期和星期。").format(year=meant.year),
    )


def _number(text: str) -> int:
    """Return the number that digits or Chinese numerals (二十三, 廿三, 二〇二六) write."""
    if text.isdecimal():
        return int(text)
    if "十" not in text and "廿" not in text:
        return int("".join(str(_DIGITS[digit]) for digit in text))
    tens, _ten, ones = text.replace("廿", "二十").partition("十")
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(ones, 0)


def _exists(year: int | None, month: int, day: int) -> bool:
    if not 1 <= month <= 12:
        return False
    last = _LONGEST[month - 1] if not year else calendar.monthrange(year, month)[1]
    return 1 <= day <= last


def _meant(before: str, year: int | None, month: int, day: int, on: date) -> tuple[date, ...]:
    """Return the days that may be meant: of its own year; else of the sentence's, and the nearest to ``on``."""
    if year is not None:
        return (date(year, month, day),) if year else ()
    nearest = sorted(
        (date(near, month, day) for near in (on.year - 1, on.year, on.year + 1) if _exists(near, month, day)),
        key=lambda one: abs((one - on).days),
    )[:1]
    said = _YEAR.findall(_SENTENCE_END.split(before)[-1])
    spoken_of = _number(said[-1]) if said else 0
    own = [date(spoken_of, month, day)] if spoken_of and _exists(spoken_of, month, day) else []
    return (*own, *nearest)
