"""What the pages show of filings: the list, one filing with its steps and checks, the texts drafted for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pmedia_desktop.measures import closure_steps, filing_progress, filing_steps
from pmedia_desktop.measures.closure_dates import window_missed
from pmedia_desktop.measures.closure_steps import ClosureStep
from pmedia_desktop.measures.deadlines import filing_deadline
from pmedia_desktop.measures.filing_checks import check_before_printing
from pmedia_desktop.measures.filing_steps import Step
from pmedia_desktop.measures.needs import Need
from pmedia_desktop.measures.notice_text import cancellation_letter, closure_notice
from pmedia_desktop.measures.step_mending import mendable_steps
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Attachment, SubjectKind
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.finding import Deadline, Finding
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.services.office import Office, current_snapshot, snapshot, work_calendar
from pmedia_desktop.services.rules_said import deadlines_of
from pmedia_desktop.texts import translate

__all__ = [
    "ClosureStep",
    "FilingPage",
    "FilingRow",
    "Need",
    "Step",
    "draft_notice",
    "expected_term",
    "filing_page",
    "filing_title",
    "letter_for",
    "list_filings",
    "notice_for",
]
_CONTEXT = "services.filing.filings"


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

    ``next_states`` are the steps that may be entered now, ``mendable_steps`` those whose entry can be mended;
    ``closure_steps`` is empty except for a closure. ``corrected_by`` is the filing that follows a returned one,
    ``window_missed`` whether the platform's confirmation window has passed unused.
    """

    filing: Filing
    account: Account | None
    title: str
    steps: tuple[Step, ...]
    next_states: tuple[FilingState, ...]
    mendable_steps: tuple[FilingState, ...]
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
    deadlines = _by_filing(deadlines_of(office, known))
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
        known = current_snapshot(office, reader)
    today = office.today()
    calendar = work_calendar(known)
    return FilingPage(
        filing=filing,
        account=known.account(filing.account_id),
        title=filing_title(filing, known),
        steps=filing_steps.steps(filing, known),
        next_states=filing_progress.next_states(filing),
        mendable_steps=mendable_steps(filing),
        closure_steps=closure_steps.steps(filing, known, today) if filing.closure else (),
        checks=tuple(check_before_printing(filing, known, today, calendar)),
        deadlines=tuple(_by_filing(deadlines_of(office, known)).get(filing_id, ())),
        attachments=tuple(
            a for a in known.attachments if a.subject_kind is SubjectKind.FILING and a.subject_id == filing_id
        ),
        corrected_by=next(
            (f.id for f in known.filings if f.follows_id == filing_id and f.state is not FilingState.ABANDONED), None
        ),
        window_missed=filing.closure is not None and window_missed(filing.closure, today),
    )


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


def _by_filing(deadlines: Sequence[Deadline]) -> dict[int, list[Deadline]]:
    found: dict[int, list[Deadline]] = {}
    for deadline in deadlines:
        if deadline.subject.kind is SubjectKind.FILING:
            found.setdefault(deadline.subject.id, []).append(deadline)
    return found
