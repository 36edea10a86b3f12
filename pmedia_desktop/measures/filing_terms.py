"""How long a filing may take (Articles 6 and 7): 10 working days for opening and change, 5 for a closure.

The Measures do not say from which day the count runs, so both readings are computed; the unit's settings say
which one leads. In time means handed in by the last day, whatever the office answers later.
"""

from dataclasses import dataclass
from datetime import date

from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.measures.working_days import WorkCalendar, count_working_days
from pmedia_desktop.model.account import Account, Baseline
from pmedia_desktop.model.filing import Filing, FilingKind, FilingState
from pmedia_desktop.model.finding import WorkingDayCount
from pmedia_desktop.model.settings import ClosureReading, OpeningReading, Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "measures.filing_terms"

#: A term of ``LONGEST_TERM`` working days from this year still ends before the calendar does.
_LAST_YEAR = date.max.year - 5


@dataclass(frozen=True)
class Reading:
    """One way to count: from which day (``start`` None: that day has not come), and where it ends."""

    kind: OpeningReading | ClosureReading
    start: date | None
    count: WorkingDayCount | None

    @property
    def due(self) -> date | None:
        """The last day, or None while the count has not begun."""
        return self.count.due if self.count else None

    @property
    def label(self) -> str:
        """从主要领导批准之日起算 and the like."""
        return word(self.kind)


@dataclass(frozen=True)
class FilingTerm:
    """A filing's term of ``days`` working days under the leading and the other reading."""

    days: int
    leading: Reading
    other: Reading


def term_of(filing: Filing, account: Account | None, settings: Settings, calendar: WorkCalendar) -> FilingTerm:
    """Return the filing's term; an opening without a day of its own takes the account's 开设日期."""
    if filing.kind is FilingKind.CLOSURE:
        return _closure_term(filing, settings, calendar)
    days = settings.opening_days if filing.kind is FilingKind.OPENING else settings.change_days
    return opening_term(filing.approval.on, event_day(filing, account), days, settings, calendar)


def opening_term(
    approved_on: date | None, happened_on: date | None, days: int, settings: Settings, calendar: WorkCalendar
) -> FilingTerm:
    """Return the term of an opening or a change with these days."""
    approval = _reading(OpeningReading.APPROVAL, approved_on, days, calendar)
    event = _reading(OpeningReading.EVENT, happened_on, days, calendar)
    if settings.opening_reading is OpeningReading.APPROVAL:
        return FilingTerm(days, approval, event)
    return FilingTerm(days, event, approval)


def term_of_unfiled(account: Account, settings: Settings, calendar: WorkCalendar) -> FilingTerm | None:
    """Return the term of an account that was opened with the program and has no opening filing; None of an older one.

    Nothing says when it was approved, so only its 开设日期 can be counted from.
    """
    if not account.state.is_open or account.baseline is not Baseline.NONE or account.opened_on is None:
        return None
    return opening_term(None, account.opened_on, settings.opening_days, settings, calendar)


def given_up_closure(account: Account, snapshot: Snapshot) -> Filing | None:
    """Return the closure that says that the account was cancelled though its filing was given up, None without one."""
    closures = [
        filing
        for filing in snapshot.filings_of(account.id)
        if filing.kind is FilingKind.CLOSURE and filing.closure is not None
    ]
    if any(filing.state is not FilingState.ABANDONED for filing in closures):
        return None
    done = [filing for filing in closures if filing.closure is not None and filing.closure.completed_on is not None]
    return done[-1] if done else None


def event_day(filing: Filing, account: Account | None) -> date | None:
    """Return the day on which the account went live, the change took effect or the cancellation was completed."""
    if filing.kind is FilingKind.CLOSURE and filing.closure is not None and filing.closure.completed_on:
        return filing.closure.completed_on
    if filing.event_on is None and filing.kind is FilingKind.OPENING and account is not None:
        return account.opened_on
    return filing.event_on


def is_late_baseline(filing: Filing, account: Account | None) -> bool:
    """Whether this files an older account afterwards (补报), for which no last day is laid down."""
    return filing.kind is FilingKind.OPENING and account is not None and account.baseline is not Baseline.NONE


def first_submission(filing: Filing, snapshot: Snapshot) -> date | None:
    """Return when the filing, or the returned one that it corrects, was handed in for the first time."""
    days = [one.submitted_on for one in (filing, *returned_before(filing, snapshot)) if one.submitted_on]
    return days[-1] if days else None


def returned_before(filing: Filing, snapshot: Snapshot) -> tuple[Filing, ...]:
    """Return the returned filings that this one corrects, the latest first."""
    chain = {filing.id: filing}
    while filing.follows_id is not None and filing.follows_id not in chain:
        before = snapshot.filing(filing.follows_id)
        if before is None:
            break
        filing = chain[before.id] = before
    return tuple(chain.values())[1:]


def current_filings(snapshot: Snapshot) -> tuple[Filing, ...]:
    """Return the filings that still speak: neither given up, nor replaced by the one that corrects them."""
    return still_speaking(snapshot.filings)


def still_speaking(filings: tuple[Filing, ...]) -> tuple[Filing, ...]:
    """Return those of some filings that still speak; a correction of one of them is among them too."""
    given = [filing for filing in filings if filing.state is not FilingState.ABANDONED]
    replaced = {filing.follows_id for filing in given}
    return tuple(filing for filing in given if filing.id not in replaced)


def _closure_term(filing: Filing, settings: Settings, calendar: WorkCalendar) -> FilingTerm:
    days = settings.closure_days
    requested_on = filing.closure.requested_on if filing.closure else None
    completion = _reading(ClosureReading.COMPLETION, event_day(filing, None), days, calendar)
    request = _reading(ClosureReading.REQUEST, requested_on, days, calendar)
    if settings.closure_reading is ClosureReading.COMPLETION:
        return FilingTerm(days, completion, request)
    return FilingTerm(days, request, completion)


def _reading(kind: OpeningReading | ClosureReading, start: date | None, days: int, calendar: WorkCalendar) -> Reading:
    # A day at the end of the calendar is a slip of the keyboard; it must not keep everything else from being told.
    countable = start is not None and start.year <= _LAST_YEAR
    return Reading(kind, start, count_working_days(calendar, start, days) if start and countable else None)


def last_day(reading: Reading) -> str:
    """Return the last day as people read it; one in a year without a published schedule says that it is estimated."""
    if reading.count is None:
        return ""
    written = full_date(reading.count.due)
    return translate(_CONTEXT, "{day}（推算）").format(day=written) if reading.count.estimated else written
