"""What goes wrong (事件), what superiors do about it (处置, Article 16), and the unit's own rules (Article 13)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class IncidentKind(StrEnum):
    """A suspected takeover starts the change of the account's passwords (Article 15)."""

    LEAK = "leak"
    TAKEOVER = "takeover"
    WRONG_PUBLICATION = "wrong_publication"
    OUTCRY = "outcry"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class IncidentReport:
    """To whom an incident was reported, when, and how."""

    to: str
    on: date
    time: str = ""
    how: str = ""


@dataclass(frozen=True, kw_only=True)
class Incident:
    """One incident. ``noticed_time`` is what the clock on the wall said (``09:30``), empty when nobody knows."""

    id: int = 0
    kind: IncidentKind = IncidentKind.OTHER
    account_id: int | None = None
    what: str = ""
    noticed_on: date
    noticed_time: str = ""
    noticed_by: str = ""
    first_measures: str = ""
    reports: tuple[IncidentReport, ...] = ()
    outcome: str = ""
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is not closed yet."""
        return self.closed_on is None


class SanctionKind(StrEnum):
    """What Article 16 names, and the plain order to mend something, which is far more frequent."""

    TALK = "talk"
    WARNING = "warning"
    CIRCULAR = "circular"
    ORDERED_CLOSURE = "ordered_closure"
    ORDERED_MENDING = "ordered_mending"


@dataclass(frozen=True, kw_only=True)
class Sanction:
    """A measure received from above (处置), with the rectification report (整改报告) that answers it."""

    id: int = 0
    kind: SanctionKind = SanctionKind.ORDERED_MENDING
    issuer: str = ""
    number: str = ""
    received_on: date
    account_id: int | None = None
    what: str = ""
    due_on: date | None = None
    report: str = ""
    reported_on: date | None = None
    reported_to: str = ""
    closed_on: date | None = None
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is not closed yet."""
        return self.closed_on is None


@dataclass(frozen=True, kw_only=True)
class ManagementRules:
    """The unit's own rules for its accounts (管理制度); the issued text is an attachment of this record."""

    id: int = 0
    title: str = ""
    number: str = ""
    issued_on: date
    replaced_on: date | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether no later text has taken its place."""
        return self.replaced_on is None
