"""A filing (备案): opening, change or closure, from draft to the authority's answer (Articles 6 and 7)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FilingKind(StrEnum):
    """备案类型."""

    OPENING = "opening"
    CHANGE = "change"
    CLOSURE = "closure"


class FilingState(StrEnum):
    """How far the paper is. See ``measures.filing_steps`` for what leads from one to the next."""

    DRAFT = "draft"
    PRINTED = "printed"
    SIGNED = "signed"
    SEALED = "sealed"
    SUBMITTED = "submitted"
    RECEIVED = "received"
    FILED = "filed"
    RETURNED = "returned"
    ABANDONED = "abandoned"

    @property
    def is_submitted(self) -> bool:
        """Whether the form has been handed in; what it said never changes from then on."""
        return self in (FilingState.SUBMITTED, FilingState.RECEIVED, FilingState.FILED)

    @property
    def keeps_its_paper(self) -> bool:
        """Whether somebody has signed the paper; what it says and the PDF it was printed from stay from then on."""
        return self not in (FilingState.DRAFT, FilingState.PRINTED, FilingState.ABANDONED)


class ApprovalForm(StrEnum):
    """How the principal's approval (主要领导审核、批准) was given."""

    ON_THE_FORM = "on_the_form"
    MEMO = "memo"
    MINUTES = "minutes"
    ORAL = "oral"


@dataclass(frozen=True, kw_only=True)
class Approval:
    """The principal's approval; an oral one (口头同意待补签) is complete once ``signed_later_on`` is set."""

    on: date | None = None
    by: str = ""
    form: ApprovalForm = ApprovalForm.ON_THE_FORM
    document: str = ""
    signed_later_on: date | None = None

    @property
    def awaits_signature(self) -> bool:
        """Whether an oral consent still has to be signed."""
        return self.form is ApprovalForm.ORAL and self.on is not None and self.signed_later_on is None


@dataclass(frozen=True, kw_only=True)
class Consultation:
    """事前请示: when the authority was asked beforehand, whom, and what it answered. Optional."""

    on: date | None = None
    with_whom: str = ""
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """One row of 变更内容. ``field`` is the account's or unit's field name; the values are as people read them."""

    field: str
    label: str
    before: str
    after: str
    reason: str = ""


class ClosureReason(StrEnum):
    """关停原因 (domain: form section 6)."""

    ORDERED = "ordered"
    REORGANISED = "reorganised"
    MERGED = "merged"
    UNMAINTAINED = "unmaintained"
    LITTLE_ATTENTION = "little_attention"
    OTHER = "other"


class LoginWay(StrEnum):
    """Whether somebody can log in to cancel the account; otherwise closure goes its own way."""

    AVAILABLE = "available"
    RECOVERING = "recovering"
    LETTER_TO_PLATFORM = "letter_to_platform"


@dataclass(frozen=True, kw_only=True)
class Closure:
    """What runs on the platform while the paper goes its way (Article 7: approval, notice, cancellation).

    ``freeze_days`` comes from the follower tiers on the day of the request; the platform then asks for a
    confirmation within ``confirm_within_days`` after the freeze. An unconfirmed window leads back to a new
    request: ``request_round`` counts them. ``completion_on_paper``: the form that was signed names the day of
    completion, so it stays; else it follows later and can be corrected (a request's screenshot suffices for filing).
    """

    reason: ClosureReason = ClosureReason.OTHER
    notice_on: date | None = None
    notice_place: str = ""
    notice_link: str = ""
    notice_text: str = ""
    stopped_on: date | None = None
    login_way: LoginWay = LoginWay.AVAILABLE
    login_note: str = ""
    requested_on: date | None = None
    request_round: int = 1
    followers: int | None = None
    freeze_days: int = 0
    confirm_within_days: int = 7
    confirmed_on: date | None = None
    completed_on: date | None = None
    completion_on_paper: bool = False
    archived_at: str = ""
    successor: str = ""


@dataclass(frozen=True, kw_only=True)
class Printing:
    """The PDF that was printed for signature: kept whole as an attachment, named by its hash."""

    attachment_id: int
    sha256: str
    form_name: str
    form_version: str
    values_json: str
    printed_at: datetime


@dataclass(frozen=True, kw_only=True)
class FilingEvent:
    """A step of the paper's way: ``happened_on`` is the day on the paper, ``recorded_at`` when it was entered."""

    state: FilingState
    happened_on: date
    recorded_at: datetime
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Filing:
    """One filing of one account (一号一表).

    ``event_on`` is the day on which the account went live, the change took effect, or the cancellation was
    completed. ``receiver`` and ``submitted_how`` say to whom and how the paper was handed in; ``number`` is the
    备案编号 if the authority gives one. ``follows_id`` names the returned filing that this one replaces.
    """

    id: int = 0
    kind: FilingKind = FilingKind.OPENING
    account_id: int = 0
    state: FilingState = FilingState.DRAFT
    event_on: date | None = None
    reason: str = ""
    approval: Approval = Approval()
    consultation: Consultation = Consultation()
    changes: tuple[FieldChange, ...] = ()
    publicly_announced: bool | None = None
    closure: Closure | None = None
    filled_on: date | None = None
    preparer_name: str = ""
    preparer_phone: str = ""
    enclosures: tuple[str, ...] = ()
    remark: str = ""
    printing: Printing | None = None
    signed_on: date | None = None
    sealed_on: date | None = None
    submitted_on: date | None = None
    submitted_how: str = ""
    receiver: str = ""
    received_on: date | None = None
    filed_on: date | None = None
    number: str = ""
    returned_on: date | None = None
    return_reason: str = ""
    national_checked_on: date | None = None
    national_state: str = ""
    follows_id: int | None = None
    events: tuple[FilingEvent, ...] = ()

    @property
    def is_under_way(self) -> bool:
        """Whether the paper still has to go somewhere."""
        return self.state not in (FilingState.FILED, FilingState.ABANDONED)
