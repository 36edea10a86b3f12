"""What the page 今日 shows: groups of what is due, and what the rules found. The start shows it before any rule."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.finding import Finding

#: So many a group shows; a unit with hundreds of matters would otherwise wait for all of them.
MOST_SHOWN = 30


class Urgency(StrEnum):
    """The groups of the page, in their order."""

    OVERDUE = "overdue"
    DUE = "due"
    COMING = "coming"
    OPEN = "open"


@dataclass(frozen=True)
class TodayItem:
    """One line: what, why, by when, and where its button leads (``target`` is an account, a filing, the unit ...)."""

    urgency: Urgency
    what: str
    reason: str
    article: str
    due: date | None
    days_left: int | None
    estimated: bool
    target: Subject
    button: str
    second_reading: str = ""


@dataclass(frozen=True)
class TodayGroup:
    """The most urgent of a group, and how many there are in all."""

    urgency: Urgency
    items: tuple[TodayItem, ...]
    count: int


@dataclass(frozen=True)
class TodayPage:
    """The whole page. ``accounts`` counts the open ones; zero leads to entering the first.

    ``findings`` are the weightiest, ``all_findings`` is how many there are.
    """

    on: date
    accounts: int
    groups: tuple[TodayGroup, ...]
    findings: tuple[Finding, ...]
    all_findings: int

    @property
    def items(self) -> tuple[TodayItem, ...]:
        """The lines of all groups."""
        return tuple(item for group in self.groups for item in group.items)
