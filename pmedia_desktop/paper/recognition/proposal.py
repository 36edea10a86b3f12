"""A place where something may be filled in, and which field a label beside it means."""

from collections.abc import Iterable
from dataclasses import dataclass

from pmedia_desktop.paper.declaration import DatePart
from pmedia_desktop.paper.recognition.found import Area, FoundCell
from pmedia_desktop.paper.recognition.vocabulary import known_fields, meaning, person_source

_WHOEVER_FILLS_IN = "preparer"


@dataclass(frozen=True)
class Proposal:
    """A place on a page and what may belong there; ``source`` is empty where no label says it.

    ``tick`` is the word whose box is ticked when it is the value; ``part`` is year, month or day where the form
    prints 年, 月 and 日 itself; ``stamp`` says that a seal or a signature goes here.
    """

    page: int
    area: Area
    source: str = ""
    label: str = ""
    tick: str = ""
    part: DatePart | None = None
    stamp: bool = False
    cell: FoundCell | None = None
    blank: tuple[int, int] | None = None
    """In a Word file outside the tables: number of the paragraph, and where in its text."""


def person_among(labels: Iterable[str]) -> str:
    """Return whom a detail such as 联系电话 speaks of: the first person that labels name, else whoever fills in."""
    return next((part for label in labels if (part := meaning(label).part)), _WHOEVER_FILLS_IN)


def source_of(label: str, person: str = _WHOEVER_FILLS_IN) -> str:
    """Return the field that a label means, empty when none; of a detail such as 电话 that of ``person``."""
    found = meaning(label)
    if found.source:
        return found.source if not found.detail or found.source in known_fields() else ""
    if found.part:
        return person_source(found.part, "name")
    return person_source(person, found.detail) if found.detail else ""
