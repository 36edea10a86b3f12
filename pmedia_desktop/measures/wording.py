"""How dates, lists and articles are written in the sentences of this room."""

from collections.abc import Iterable
from datetime import date

from pmedia_desktop.texts import translate

_NUMERALS = dict(
    enumerate(
        [
            "一",
            "二",
            "三",
            "四",
            "五",
            "六",
            "七",
            "八",
            "九",
            "十",
            "十一",
            "十二",
            "十三",
            "十四",
            "十五",
            "十六",
            "十七",
        ],
        start=1,
    )
)


def article(number: int) -> str:
    """Return an article of the Measures as people cite it: 4 -> 第四条."""
    return translate("measures.wording", "第{numeral}条").format(numeral=_NUMERALS[number])


def filling_in_rule() -> str:
    """Return the source named for what only the form itself asks for (no article says it)."""
    return translate("measures.wording", "填表要求")


def platform_rule() -> str:
    """Return the source named for what a platform, not the Measures, asks for."""
    return translate("measures.wording", "平台规则")


def inspection_rule() -> str:
    """Return the source named for the quarterly self-inspection, which superiors, not the Measures, ask for."""
    return translate("measures.wording", "季度检查要求")


def full_date(day: date) -> str:
    """Return 2026年9月29日."""
    return translate("measures.wording", "{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)


def short_date(day: date) -> str:
    """Return 9月29日, for sentences in which the year is plain."""
    return translate("measures.wording", "{month}月{day}日").format(month=day.month, day=day.day)


def listed(parts: Iterable[str]) -> str:
    """Return the parts as a Chinese list: 甲、乙、丙."""
    return translate("measures.wording", "、").join(parts)


def quoted(name: str) -> str:
    """Return a name in Chinese quotation marks: “彭山发布”."""
    return translate("measures.wording", "“{name}”").format(name=name)
