"""What a unit can set. Every number that the Measures do not fix is a default here."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from pmedia_desktop.model.inspection import CheckItem
from pmedia_desktop.model.message import ReplySnippet
from pmedia_desktop.model.publication import StepKind, StepRule


class OpeningReading(StrEnum):
    """From which day the 10 working days of Article 6 lead: the approval (strict) or the event."""

    APPROVAL = "approval"
    EVENT = "event"


class ClosureReading(StrEnum):
    """From which day the 5 working days of Article 7 lead: completion, or the request (稳妥口径)."""

    COMPLETION = "completion"
    REQUEST = "request"


class ChangeDuty(StrEnum):
    """What a changed field asks for: a filing, a written word to the authority, or nothing outside."""

    FILE = "file"
    INFORM = "inform"
    INTERNAL = "internal"


class OpinionBox(StrEnum):
    """Boxes that a form may have beside the unit's and the authority's own (``measures.opinions`` has their order)."""

    DEPUTY = "deputy"
    PROPAGANDA = "propaganda"
    CYBERSPACE = "cyberspace"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class FreezeTier:
    """Up to ``followers`` followers (None: any number), the platform freezes the account ``days`` days."""

    followers: int | None
    days: int


@dataclass(frozen=True)
class HolidayYear:
    """A year's schedule as the State Council's notice gives it: days off and make-up workdays (调休上班)."""

    year: int
    days_off: tuple[date, ...]
    makeup_workdays: tuple[date, ...]
    source: str = ""


#: WeChat's tiers (unofficial guides of 2024 and 2025; editable because the official page could not be read).
DEFAULT_FREEZE_TIERS = (
    FreezeTier(1_000, 7),
    FreezeTier(10_000, 15),
    FreezeTier(100_000, 30),
    FreezeTier(None, 60),
)


#: 拟稿 comes before; 保密审查 is done by a person of its own.
DEFAULT_REVIEW_STEPS = (
    StepRule("审核", StepKind.REVIEW),
    StepRule("保密审查", StepKind.SECRECY),
    StepRule("签发", StepKind.ISSUE),
)

#: 三审三校, a practice of some units; the law does not ask for it.
THREE_REVIEWS = (
    StepRule("一审", StepKind.REVIEW),
    StepRule("一校", StepKind.PROOFREADING),
    StepRule("二审", StepKind.REVIEW),
    StepRule("二校", StepKind.PROOFREADING),
    StepRule("保密审查", StepKind.SECRECY),
    StepRule("三审", StepKind.ISSUE),
    StepRule("三校", StepKind.PROOFREADING),
)


@dataclass(frozen=True, kw_only=True)
class EarlierReplyTerms:
    """The terms of replies that held for the messages that came up to the day ``until``, in working days."""

    until: date
    inquiry_days: int
    help_days: int
    suggestion_days: int
    complaint_days: int
    report_days: int
    complex_days: int
    transfer_days: int


#: What a term of replies is set for.
REPLY_TERMS = tuple(field.name for field in fields(EarlierReplyTerms) if field.name != "until")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The unit's settings; terms in working days unless the name says otherwise.

    Those of custody (Article 15) count calendar days: ``password_change_days`` from one password to the next,
    ``password_warning_days`` before that.
    ``backup_megabytes`` is the room for scheduled backups in each of their two places; ``second_place`` is a folder,
    empty for none; ``backups_sealed``: scheduled ones open with a holder's key or the envelope only.
    ``rules_off`` names rules (``Finding.rule``) that the unit's district does not have.
    ``shown_seconds`` is how long a secret stays on screen and on the clipboard; ``capture_blocked`` is switched off
    for remote help.

    ``update_days`` without anything new is too long for an account, in calendar days;
    ``update_warning_days`` after the last one the user is reminded. ``review_steps`` follow the drafting (拟稿).

    Replies to citizens (Article 11) have a term by the message's kind in working days (``inquiry_days`` and so on),
    ``complex_days`` for what is complex, ``transfer_days`` for handing on what is not the unit's; the Measures name
    none of them. ``earlier_reply_terms``, oldest first: what held before the terms were changed.
    ``reply_snippets`` and ``check_list`` are the unit's own; None: those that the program ships.
    ``inspection_day`` is the day of the quarter's last month by which the unit has inspected itself, ``mending_days``
    how many working days a problem that it found may take.
    ``people_kept_months`` after somebody has left, their telephone numbers and addresses are to be erased;
    ``citizens_kept_months`` after a message was settled, its citizen's name and number, the name masked where
    ``citizens_masked``. 0: no term.
    ``mask_numbers``: telephone and identity numbers and citizens' names in an inspection file are masked.
    """

    opening_days: int = 10
    change_days: int = 10
    closure_days: int = 5
    opening_reading: OpeningReading = OpeningReading.APPROVAL
    closure_reading: ClosureReading = ClosureReading.COMPLETION
    soon_calendar_days: int = 5
    longest_name: int = 16
    certification_warning_days: tuple[int, ...] = (90, 30, 7)
    freeze_tiers: tuple[FreezeTier, ...] = DEFAULT_FREEZE_TIERS
    confirm_within_days: int = 7
    change_duties: tuple[tuple[str, ChangeDuty], ...] = ()
    copies: int = 2
    opinion_boxes: tuple[OpinionBox, ...] = ()
    attach_values: bool = True
    theme: str = "system"
    password_change_days: int = 90
    password_warning_days: int = 10
    lock_after_minutes: int = 5
    shown_seconds: int = 30
    capture_blocked: bool = True
    update_days: int = 14
    update_warning_days: int = 10
    review_steps: tuple[StepRule, ...] = DEFAULT_REVIEW_STEPS
    backup_megabytes: int = 5_000
    second_place: str = ""
    backups_sealed: bool = False
    inquiry_days: int = 5
    help_days: int = 5
    suggestion_days: int = 7
    complaint_days: int = 7
    report_days: int = 15
    complex_days: int = 15
    transfer_days: int = 1
    earlier_reply_terms: tuple[EarlierReplyTerms, ...] = ()
    reply_snippets: tuple[ReplySnippet, ...] | None = None
    check_list: tuple[CheckItem, ...] | None = None
    inspection_day: int = 15
    mending_days: int = 5
    mask_numbers: bool = True
    people_kept_months: int = 0
    citizens_kept_months: int = 0
    citizens_masked: bool = True
    rules_off: tuple[str, ...] = ()
