"""Filings from draft to the authority's answer (Articles 6 and 7), and what runs on the platform beside them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures import closure_steps, filing_steps
from pmedia_desktop.measures.closure_dates import window_missed
from pmedia_desktop.measures.closure_steps import ClosureStep
from pmedia_desktop.measures.deadlines import all_deadlines, filing_deadline
from pmedia_desktop.measures.filing_checks import check_before_printing
from pmedia_desktop.measures.filing_steps import Step
from pmedia_desktop.measures.needs import Need
from pmedia_desktop.measures.notice_text import cancellation_letter, closure_notice
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.attachment import Attachment, Subject, SubjectKind
from pmedia_desktop.model.filing import Closure, Filing, FilingKind, FilingState
from pmedia_desktop.model.finding import Deadline, Finding
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.office import Office, complete_snapshot, platforms_of, snapshot, work_calendar
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.preparer import preparer
from pmedia_desktop.services.validation import checked_account
from pmedia_desktop.texts import translate

__all__ = [
    "ClosureStep",
    "FilingPage",
    "FilingRow",
    "Need",
    "Step",
    "advance_filing",
    "correct_returned",
    "draft_notice",
    "expected_term",
    "filing_page",
    "filing_title",
    "letter_for",
    "list_filings",
    "notice_for",
    "repeat_closure_request",
    "save_filing",
    "start_closure",
    "start_opening",
]
_CONTEXT = "services.filings"
_CHANGED = frozenset({SubjectKind.FILING})
_CHANGED_WITH_ACCOUNT = frozenset({SubjectKind.FILING, SubjectKind.ACCOUNT})
Completion = Callable[[Filing], Filing]


@dataclass(frozen=True)
class FilingRow:
    """A line of the filings' table; ``deadline`` is the filing's own term, None once it was handed in."""

    filing: Filing
    account: Account | None
    title: str
    deadline: Deadline | None


@dataclass(frozen=True)
class FilingPage:
    """All that a filing's own page shows.

    ``next_states`` are the steps that may be entered now; ``closure_steps`` is empty except for a closure.
    ``corrected_by`` is the filing that follows a returned one, ``window_missed`` whether the platform's
    confirmation window has passed unused.
    """

    filing: Filing
    account: Account | None
    title: str
    steps: tuple[Step, ...]
    next_states: tuple[FilingState, ...]
    closure_steps: tuple[ClosureStep, ...]
    checks: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]
    attachments: tuple[Attachment, ...]
    corrected_by: int | None = None
    window_missed: bool = False


def filing_title(filing: Filing, known: Snapshot) -> str:
    """Return what people call the filing: 变更备案:彭山发布(微信公众号)."""
    account = known.account(filing.account_id)
    name = account.name if account else translate(_CONTEXT, "（账号已移入回收站）")
    platform = known.platform(account.platform).name if account else ""
    title = (
        translate(_CONTEXT, "{kind}备案：{name}（{platform}）")
        if platform
        else translate(_CONTEXT, "{kind}备案：{name}")
    )
    return title.format(kind=word(filing.kind), name=name, platform=platform)


def list_filings(office: Office) -> tuple[FilingRow, ...]:
    """Return all filings, newest first."""
    known = snapshot(office)
    deadlines = _by_filing(all_deadlines(known, office.today(), work_calendar(known)))
    return tuple(
        FilingRow(
            filing,
            known.account(filing.account_id),
            filing_title(filing, known),
            next(iter(deadlines.get(filing.id, ())), None),
        )
        for filing in reversed(known.filings)
    )


def filing_page(office: Office, filing_id: int) -> FilingPage:
    """Return one filing with its steps, what each still needs, its checks and deadlines."""
    with office.register.read() as reader:
        filing = reader.filing(filing_id)
        known = complete_snapshot(office, reader)
    today = office.today()
    calendar = work_calendar(known)
    return FilingPage(
        filing=filing,
        account=known.account(filing.account_id),
        title=filing_title(filing, known),
        steps=filing_steps.steps(filing, known),
        next_states=filing_steps.next_states(filing),
        closure_steps=closure_steps.steps(filing, known, today) if filing.closure else (),
        checks=tuple(check_before_printing(filing, known, today, calendar)),
        deadlines=tuple(_by_filing(all_deadlines(known, today, calendar)).get(filing_id, ())),
        attachments=tuple(
            a for a in known.attachments if a.subject_kind is SubjectKind.FILING and a.subject_id == filing_id
        ),
        corrected_by=next(
            (f.id for f in known.filings if f.follows_id == filing_id and f.state is not FilingState.ABANDONED), None
        ),
        window_missed=filing.closure is not None and window_missed(filing.closure, today),
    )


def start_opening(office: Office, account: Account, complete: Completion | None = None) -> Outcome[Filing]:
    """Start an opening's filing and save its account (entered as planned when its ``id`` is 0).

    ``complete`` fills in what a guide has asked already, in the same transaction.
    """
    account = checked_account(account, platforms_of(office))
    subject = Subject(SubjectKind.ACCOUNT, account.id, account.name)
    with office.register.write(office.actor, Action.FILING_STARTED, subject=subject) as writer:
        account = writer.save(account)
        _refuse_second(writer, account.id, FilingKind.OPENING)
        opened = account.opened_on if account.state is not AccountState.PLANNED else None
        filing = _new_filing(office, writer, FilingKind.OPENING, account.id, event_on=opened)
        if complete is not None:
            filing = _saved(office, writer, complete(filing))
    return Outcome(filing, _CHANGED_WITH_ACCOUNT)


def start_closure(office: Office, account_id: int, complete: Completion | None = None) -> Outcome[Filing]:
    """Start a closure's filing: freeze tiers and confirmation window come from the settings of today.

    ``complete`` fills in what a guide has asked already, in the same transaction.
    """
    subject = Subject(SubjectKind.ACCOUNT, account_id)
    with office.register.write(office.actor, Action.FILING_STARTED, subject=subject) as writer:
        account = writer.account(account_id)
        _refuse_second(writer, account_id, FilingKind.CLOSURE)
        settings = writer.settings()
        closure = Closure(
            followers=account.followers,
            confirm_within_days=settings.confirm_within_days,
        )
        filing = _new_filing(office, writer, FilingKind.CLOSURE, account_id, closure=closure)
        if complete is not None:
            filing = _saved(office, writer, complete(filing))
    return Outcome(filing, _CHANGED_WITH_ACCOUNT)


def draft_notice(office: Office, filing_id: int) -> str:
    """Return the text of a closure notice (关停公告) made from what the register knows; the user edits it."""
    with office.register.read() as reader:
        filing = reader.filing(filing_id)
    return notice_for(office, filing)


def notice_for(office: Office, filing: Filing) -> str:
    """Return the draft of the notice for a filing as it stands on screen, saved or not."""
    return closure_notice(filing, snapshot(office), office.today())


def letter_for(office: Office, filing: Filing) -> str:
    """Return the draft of a letter (注销申请函) to a platform where nobody can log in; the user edits it."""
    return cancellation_letter(filing, snapshot(office), office.today())


def expected_term(office: Office, filing: Filing) -> Deadline | None:
    """Return the term as it would be with what ``filing`` says, saved or not: for showing it while typing."""
    known = snapshot(office)
    return filing_deadline(filing, known, office.today(), work_calendar(known))


def save_filing(office: Office, filing: Filing) -> Outcome[Filing]:
    """Save what was entered on the filing's page; the account follows a closure's progress and an opening's day."""
    subject = Subject(SubjectKind.FILING, filing.id)
    with office.register.write(office.actor, Action.FILING_SAVED, subject=subject) as writer:
        before = writer.filing(filing.id)
        if before.state is not filing.state:
            raise InputError(
                translate(_CONTEXT, "这份备案在别处已经走到“{state}”，").format(state=word(before.state)),
                translate(_CONTEXT, "请重新打开后再修改。"),
            )
        # Printing is not what the page edits: a form printed meanwhile (by a command) stays printed.
        saved = _saved(office, writer, replace(filing, printing=before.printing, events=before.events))
    return Outcome(saved, _CHANGED_WITH_ACCOUNT)


def advance_filing(office: Office, filing: Filing, to: FilingState, on: date, note: str = "") -> Outcome[Filing]:
    """Take the filing one step on, with the day on the paper; what the step needs is in ``filing`` already.

    Raises ``InputError`` when the step is not possible or the days contradict each other.
    """
    subject = Subject(SubjectKind.FILING, filing.id)
    with office.register.write(office.actor, Action.FILING_STEPPED, subject=subject, note=note) as writer:
        if writer.filing(filing.id).state is not filing.state:
            raise InputError(
                translate(_CONTEXT, "这份备案在别处已经走了一步，"), translate(_CONTEXT, "请重新打开后再继续。")
            )
        moved = filing_steps.advance(filing, to, on, today=office.today(), now=office.now(), note=note)
        saved = writer.save(moved)
        _account_follows(writer, saved)
    return Outcome(saved, _CHANGED_WITH_ACCOUNT)


def repeat_closure_request(office: Office, filing_id: int) -> Outcome[Filing]:
    """Lead back to the request after a confirmation window has passed unused (WeChat keeps the account then)."""
    subject = Subject(SubjectKind.FILING, filing_id)
    with office.register.write(office.actor, Action.CLOSURE_STEPPED, subject=subject) as writer:
        filing = writer.filing(filing_id)
        saved = writer.save(closure_steps.request_again(filing, office.today()))
        _account_follows(writer, saved)
    return Outcome(saved, _CHANGED_WITH_ACCOUNT)


def correct_returned(office: Office, filing_id: int) -> Outcome[Filing]:
    """Start the corrected filing that follows a returned one; the returned one stays as it was."""
    subject = Subject(SubjectKind.FILING, filing_id)
    with office.register.write(office.actor, Action.FILING_STARTED, subject=subject) as writer:
        returned = writer.filing(filing_id)
        if returned.state is not FilingState.RETURNED:
            raise InputError(
                translate(_CONTEXT, "这份备案没有被退回，"), translate(_CONTEXT, "只有被退回的备案才需要更正重报。")
            )
        saved = writer.save(filing_steps.correction_of(returned))
    return Outcome(saved, _CHANGED)


def _saved(office: Office, writer: Writer, filing: Filing) -> Filing:
    if filing.closure is not None:
        filing = closure_steps.checked(filing, complete_snapshot(office, writer), office.today())
    saved = writer.save(filing)
    _account_follows(writer, saved)
    return saved


def _new_filing(
    office: Office,
    writer: Writer,
    kind: FilingKind,
    account_id: int,
    *,
    event_on: date | None = None,
    closure: Closure | None = None,
) -> Filing:
    name, phone = preparer(office, writer)
    return writer.save(
        Filing(
            kind=kind,
            account_id=account_id,
            event_on=event_on,
            closure=closure,
            preparer_name=name,
            preparer_phone=phone,
        )
    )


def _refuse_second(reader: Reader, account_id: int, kind: FilingKind) -> None:
    """Refuse a second opening or closure of one account: it would only confuse the authority."""
    finished = (FilingState.RETURNED, FilingState.ABANDONED)
    for filing in reader.filings(account_id):
        if filing.kind is kind and filing.state not in finished:
            raise InputError(
                translate(_CONTEXT, "这个账号已经有一份{kind}备案，").format(kind=word(kind)),
                translate(_CONTEXT, "请打开原来那份继续办理。"),
            )


def _account_follows(writer: Writer, filing: Filing) -> None:
    """Keep the account's state in step with what its filing says has happened on the platform."""
    account = writer.account(filing.account_id)
    state = account.state
    if filing.kind is FilingKind.CLOSURE and filing.closure is not None:
        state = closure_steps.account_state(filing.closure, account.state)
        if filing.closure.followers is not None:
            account = replace(account, followers=filing.closure.followers)
    elif filing.kind is FilingKind.OPENING and filing.event_on and state is AccountState.PLANNED:
        state = AccountState.NORMAL
        account = replace(account, opened_on=filing.event_on)
    writer.save(replace(account, state=state))


def _by_filing(deadlines: list[Deadline]) -> dict[int, list[Deadline]]:
    found: dict[int, list[Deadline]] = {}
    for deadline in deadlines:
        if deadline.subject.kind is SubjectKind.FILING:
            found.setdefault(deadline.subject.id, []).append(deadline)
    return found
