"""What the superior wants: orders to republish or to correct (上级任务), and the monthly figures (月报)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TaskKind(StrEnum):
    """``REPRINT``: to be republished by a time (转载任务); ``CORRECTION``: wrong words to be mended (错敏词整改)."""

    REPRINT = "reprint"
    CORRECTION = "correction"


@dataclass(frozen=True, kw_only=True)
class SuperiorTask:
    """One order from above. ``content`` is what it says: the words that are wrong, or how to republish.

    ``due_time`` is written 18:00, empty for the end of the day. ``done_where`` tells where it was done (link or
    account); ``answer`` and ``answered_on`` are the written answer that a correction asks for. ``publication_id``
    is the record of the item that was published for it.
    """

    id: int = 0
    kind: TaskKind = TaskKind.REPRINT
    title: str = ""
    ordered_by: str = ""
    ordered_on: date | None = None
    source: str = ""
    link: str = ""
    content: str = ""
    due_on: date | None = None
    due_time: str = ""
    account_ids: tuple[int, ...] = ()
    done_on: date | None = None
    done_time: str = ""
    done_where: str = ""
    publication_id: int | None = None
    answer: str = ""
    answered_on: date | None = None
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done, or its answer to be given."""
        return self.done_on is None or (self.kind is TaskKind.CORRECTION and self.answered_on is None)

    @property
    def was_late(self) -> bool:
        """Whether it was done after its last day, or on that day after its hour."""
        if self.done_on is None or self.due_on is None:
            return False
        return (self.done_on, self.done_time or "00:00") > (self.due_on, self.due_time or "24:00")

    def is_answer_late(self, on: date) -> bool:
        """Whether a correction was answered after its last day, or waits on the day ``on`` although it has passed."""
        if self.kind is not TaskKind.CORRECTION or self.done_on is None or self.due_on is None:
            return False
        return (self.answered_on or on) > self.due_on

    def is_late(self, on: date) -> bool:
        """Whether it, or its answer, was late, or is open on the day ``on`` although its last day has passed."""
        if self.done_on is None:
            return self.due_on is not None and self.due_on < on
        return self.was_late or self.is_answer_late(on)


@dataclass(frozen=True, kw_only=True)
class MonthlyFigures:
    """What the platform says of an account's month; what the register counts itself is not kept. None: not known."""

    id: int = 0
    account_id: int = 0
    year: int = 0
    month: int = 0
    followers: int | None = None
    new_followers: int | None = None
    reads: int | None = None
    likes: int | None = None
    shares: int | None = None
    comments: int | None = None
    remark: str = ""
