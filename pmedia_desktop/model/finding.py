"""What a rule has to say (发现) and what is due when (期限)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmedia_desktop.model.attachment import Subject


class Severity(StrEnum):
    """How much a finding weighs. ``ERROR`` makes a command end with exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One finding: ``article`` as people cite it (第四条), ``rule`` our stable code, ``remedy`` how to mend it.

    ``field`` names the record's field where it would be mended, so that the window can lead there.
    """

    rule: str
    article: str
    severity: Severity
    subject: Subject
    message: str
    remedy: str
    field: str = ""


@dataclass(frozen=True, kw_only=True)
class TextFinding(Finding):
    """A finding with its place: characters ``start`` to ``end`` (not counted) of the record's ``field``, and ``text``.

    Without a place (a field that is empty) both are 0.
    """

    start: int = 0
    end: int = 0
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class SkippedDay:
    """A day that did not count, and why (周末, 国庆节 ...)."""

    on: date
    why: str


@dataclass(frozen=True, kw_only=True)
class WorkingDayCount:
    """The end of a term of ``days`` working days; the day ``start`` itself is day 0.

    ``estimated`` when a year without a published schedule was touched (``estimated_years`` names them);
    ``makeup_workdays`` are the weekend days that counted because the schedule makes them working days.
    """

    start: date
    days: int
    due: date
    estimated: bool
    skipped: tuple[SkippedDay, ...] = ()
    makeup_workdays: tuple[date, ...] = ()
    estimated_years: tuple[int, ...] = ()


class DueState(StrEnum):
    """How a deadline stands on a given day; ``UNDATED`` is to be done soon without a last day laid down."""

    NOT_STARTED = "not_started"
    UNDATED = "undated"
    COMING = "coming"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True)
class OtherReading:
    """The second reading of a term: from which day it would also be counted, and its end."""

    label: str
    start: date | None
    due: date | None
    estimated: bool = False


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """Something due on a day, with the reason in one sentence.

    ``due`` is None while the count has not begun (未起算) and when no last day is laid down (``UNDATED``).
    ``days_left`` counts calendar days, negative when overdue. ``rule`` is the stable code of what is due;
    ``what`` is what people read.
    """

    rule: str
    what: str
    article: str
    subject: Subject
    account: str
    state: DueState
    start: date | None
    due: date | None
    days_left: int | None
    estimated: bool
    reason: str
    count: WorkingDayCount | None = None
    alternative: OtherReading | None = None
