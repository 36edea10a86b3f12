"""A place in a text, and the text in a spelling that is easier to search and has every character where it was."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.finding import Severity, TextFinding

_WIDE_LETTER = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")


@dataclass(frozen=True)
class Remark:
    """Something found at characters ``start`` to ``end`` (not counted); the subject is added when all is found."""

    rule: str
    article: str
    severity: Severity
    start: int
    end: int
    message: str
    remedy: str

    def finding(self, subject: Subject, field: str, text: str) -> TextFinding:
        """Return the remark as a finding about ``field`` of ``subject``, whose value is ``text``."""
        return TextFinding(
            rule=self.rule,
            article=self.article,
            severity=self.severity,
            subject=subject,
            message=self.message,
            remedy=self.remedy,
            field=field,
            start=self.start,
            end=self.end,
            text=text[self.start : self.end],
        )


def folded(text: str) -> str:
    """Return the text with full-width letters, digits and signs made plain; no character changes its place."""
    if text.isascii():
        return text
    return text.translate(_plain_characters())


def with_plain_letters(text: str) -> str:
    """Return the text with full-width letters and digits made plain, quickly where it has none."""
    return folded(text) if _WIDE_LETTER.search(text) else text


@cache
def _plain_characters() -> dict[int, str]:
    found = {}
    for code in (*range(0xFF01, 0xFF5F), 0x3000):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1:
            found[code] = plain
    return found


def addresses_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the web addresses of a folded text."""
    return _ADDRESS.finditer(text)


def without_addresses(text: str) -> str:
    """Return a folded text in which web addresses are blanked: their digits are hardly ever a person's numbers."""
    return _ADDRESS.sub(lambda found: " " * len(found.group()), text)
