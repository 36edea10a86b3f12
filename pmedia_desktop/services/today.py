"""What is to be done today, and why: deadlines, papers under way and findings in one list, most urgent first."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmedia_desktop.measures.deadlines import all_deadlines
from pmedia_desktop.measures.filing_steps import next_task
from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import Deadline, DueState, Finding
from pmedia_desktop.services.filing.filings import filing_title
from pmedia_desktop.services.office import Office, snapshot, work_calendar
from pmedia_desktop.texts import translate

_CONTEXT = "services.today"


class Urgency(StrEnum):
    """The groups of the page, in their order."""

    OVERDUE = "overdue"
    DUE = "due"
    COMING = "coming"
    OPEN = "open"


_URGENCY = {
    DueState.OVERDUE: Urgency.OVERDUE,
    DueState.TODAY: Urgency.DUE,
    DueState.SOON: Urgency.DUE,
    DueState.COMING: Urgency.COMING,
    DueState.UNDATED: Urgency.OPEN,
    # 未起算, but the second reading may have begun: it belongs in sight.
    DueState.NOT_STARTED: Urgency.COMING,
}


@dataclass(frozen=True)
class TodayItem:
    """One line: what, why, by when, and where its button leads (``target`` is an account, a filing, the unit ...)."""

    urgency: Urgency
    what: str
    reason: str
    article: str
    due: date | None
    days_left: int | None
    estimated: bool
    target: Subject
    button: str
    second_reading: str = ""


@dataclass(frozen=True)
class TodayPage:
    """The whole page. ``accounts`` counts the open ones; zero leads to entering the first."""

    on: date
    has_unit: bool
    accounts: int
    items: tuple[TodayItem, ...]
    findings: tuple[Finding, ...]


def today_page(office: Office) -> TodayPage:
    """Return what is overdue, due and coming, then the papers under way and what the rules found."""
    known = snapshot(office)
    today = office.today()
    deadlines = [d for d in all_deadlines(known, today, work_calendar(known)) if _has_begun(d)]
    items = [_from_deadline(deadline) for deadline in deadlines]
    spoken_of = {d.subject.id for d in deadlines if d.subject.kind is SubjectKind.FILING}
    for filing in known.filings:
        task = next_task(filing, known, today)
        if task and filing.id not in spoken_of:
            subject = Subject(SubjectKind.FILING, filing.id, filing_title(filing, known))
            items.append(
                TodayItem(
                    urgency=Urgency.OPEN,
                    what=subject.title,
                    reason=task,
                    article="",
                    due=None,
                    days_left=None,
                    estimated=False,
                    target=subject,
                    button=translate(_CONTEXT, "继续办理"),
                )
            )
    # What is due and a finding as well (it has the same rule and subject then) is said once, with its day.
    told = {(deadline.rule, deadline.subject) for deadline in deadlines}
    return TodayPage(
        on=today,
        has_unit=known.unit is not None,
        accounts=sum(account.state.is_open for account in known.accounts),
        items=tuple(items),
        findings=tuple(found for found in all_findings(known, today) if (found.rule, found.subject) not in told),
    )


def all_due(office: Office) -> list[Deadline]:
    """Return every deadline, those whose count has not begun included."""
    known = snapshot(office)
    return all_deadlines(known, office.today(), work_calendar(known))


def check_all(office: Office) -> list[Finding]:
    """Return every finding of every rule."""
    return all_findings(snapshot(office), office.today())


def _has_begun(deadline: Deadline) -> bool:
    """Whether at least one reading counts already; otherwise the paper's own next step says what is missing."""
    other = deadline.alternative
    return deadline.state is not DueState.NOT_STARTED or (other is not None and other.due is not None)


def _from_deadline(deadline: Deadline) -> TodayItem:
    other = deadline.alternative
    second = ""
    if other is not None and other.due is not None:
        second = translate(_CONTEXT, "{label}：{year}年{month}月{day}日").format(
            label=other.label, year=other.due.year, month=other.due.month, day=other.due.day
        )
        if other.estimated:
            second += translate(_CONTEXT, "（推算）")
    return TodayItem(
        urgency=_URGENCY[deadline.state],
        what=deadline.what,
        reason=deadline.reason,
        article=deadline.article,
        due=deadline.due,
        days_left=deadline.days_left,
        estimated=deadline.estimated,
        target=deadline.subject,
        button=_button(deadline.subject.kind),
        second_reading=second,
    )


def _button(kind: SubjectKind) -> str:
    if kind is SubjectKind.FILING:
        return translate(_CONTEXT, "继续办理")
    return translate(_CONTEXT, "查看账号") if kind is SubjectKind.ACCOUNT else translate(_CONTEXT, "去办理")
