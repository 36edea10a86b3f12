"""Reading a date as people type it: 2026-11-23, 2026.11.23, 20261123, 2026年11月23日, 11-23, full-width digits."""

import re
import unicodedata
from datetime import date

_FULL = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})\D+(\d{1,2})\D*")


def read_date(text: str, today: date) -> date | None:
    """Return the date that ``text`` means, None for an empty text; ``ValueError`` when it means none.

    A month and day alone mean that day of the year of ``today``.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    for pattern in (_FULL, _SOLID):
        found = pattern.fullmatch(plain)
        if found:
            return date(*map(int, found.groups()))
    found = _WITHOUT_YEAR.fullmatch(plain)
    if found:
        return date(today.year, *map(int, found.groups()))
    raise ValueError(plain)


def write_date(day: date | None) -> str:
    """Return the date as it stands in a field."""
    return day.isoformat() if day else ""


def chinese_date(day: date) -> str:
    """Return the date as people read it: 2026年11月23日."""
    return f"{day.year}年{day.month}月{day.day}日"
