"""Handing over (交接) and the yearly check of what everybody holds (盘点)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class HandoverStep(StrEnum):
    """What has to happen per credential, in the order in which it can really be done."""

    SCAN_RIGHT = "scan_right"
    ADMINISTRATOR = "administrator"
    PHONE = "phone"
    MAILBOX = "mailbox"
    PASSWORD = "password"
    OPERATORS = "operators"
    AUTHORISATIONS = "authorisations"
    LOGIN = "login"


class HandoverState(StrEnum):
    """``PREPARED``: being filled; ``PRINTED``: on its way through three hands; ``CLOSED``: all is done."""

    PREPARED = "prepared"
    PRINTED = "printed"
    CLOSED = "closed"
    ABANDONED = "abandoned"


@dataclass(frozen=True, kw_only=True)
class HandoverTask:
    """One box of the hand-over sheet: done on a day, or not needed, or unfinished with the day by which it will be."""

    credential_id: int
    step: HandoverStep
    needed: bool = True
    done_on: date | None = None
    due_on: date | None = None
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done."""
        return self.needed and self.done_on is None


@dataclass(frozen=True, kw_only=True)
class Handover:
    """One hand-over from one person to another before a witness (监交人), with a sheet (交接单) in three copies.

    ``alone``: the outgoing person is absent and the leader (``leader_id``) and the witness hand over with the envelope
    (单方接管). ``sheet_attachment_id`` names the sheet as it was printed.
    """

    id: int = 0
    outgoing_id: int
    incoming_id: int
    witness_id: int
    leader_id: int | None = None
    alone: bool = False
    reason: str = ""
    planned_on: date | None = None
    handed_over_on: date | None = None
    state: HandoverState = HandoverState.PREPARED
    credential_ids: tuple[int, ...] = ()
    tasks: tuple[HandoverTask, ...] = ()
    unfinished: str = ""
    contact: str = ""
    sheet_attachment_id: int | None = None
    closed_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in (HandoverState.PREPARED, HandoverState.PRINTED)

    def open_tasks(self) -> tuple[HandoverTask, ...]:
        """Return the boxes that are not ticked yet."""
        return tuple(task for task in self.tasks if task.is_open)


@dataclass(frozen=True, kw_only=True)
class InventoryRow:
    """One credential as it stood when the check began, with the names of then, and its holder's word."""

    credential_id: int
    account: str
    platform: str
    kind: str
    login_name: str
    holder: str
    deputy: str
    confirmed_on: date | None = None
    confirmed_by: str = ""
    proved: bool = False
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """The yearly check (年度盘点); closed only when every row is confirmed."""

    id: int = 0
    begun_on: date
    rows: tuple[InventoryRow, ...] = ()
    closed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Secrets carried to another PC in a file, until the taker's receipt has come back.

    ``taker_recipient`` is empty when the file lies under a passphrase told by voice. ``receipt_digest`` is the SHA-256
    (hexadecimal) of the number that the taker's program shows after opening the file.
    """

    id: int = 0
    credential_ids: tuple[int, ...] = ()
    taker: str = ""
    taker_recipient: str = ""
    sent_at: datetime
    receipt_digest: str = ""
    received_at: datetime | None = None
