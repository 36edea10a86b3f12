"""The unit's own lists of words and sources that texts are checked against, each with its date. Never complete."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TermKind(StrEnum):
    """What a list holds, one entry a line.

    ``SOURCES``: whom the unit may reprint from (or the beginning of their address). ``WRONG_WORDS`` and ``NAMES``:
    what is wrong, an equals sign, what is right. ``SENSITIVE``: words that need a second look. ``BEYOND_REMIT``:
    matters that are not the unit's. ``LEADERS`` and ``WHOLE_DISTRICT``: what needs authority. ``OTHER_UNITS``: units
    whose work asks for agreement. ``ADVERTISING``: advertising and follower bait.
    """

    SOURCES = "sources"
    WRONG_WORDS = "wrong_words"
    SENSITIVE = "sensitive"
    NAMES = "names"
    BEYOND_REMIT = "beyond_remit"
    LEADERS = "leaders"
    WHOLE_DISTRICT = "whole_district"
    OTHER_UNITS = "other_units"
    ADVERTISING = "advertising"


@dataclass(frozen=True, kw_only=True)
class TermList:
    """A list. ``origin`` says where it comes from, ``dated_on`` of which day it is; id 0 with content: a shipped one.

    A unit has at most one list of each kind; it takes the place of the shipped one.
    """

    id: int = 0
    kind: TermKind = TermKind.WRONG_WORDS
    dated_on: date | None = None
    origin: str = ""
    content: str = ""

    def entries(self) -> tuple[tuple[str, str], ...]:
        """Return each entry and what stands after its equals sign; empty lines and lines with # are left out."""
        found: dict[str, str] = {}
        for line in self.content.splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                term, _sign, right = line.partition("=")
                if term.strip():
                    found[term.strip()] = right.strip()
        return tuple(found.items())
