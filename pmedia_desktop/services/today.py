"""What is to be done today, and why: deadlines, papers under way and findings in one list, most urgent first."""

from collections.abc import Iterator, Sequence

from pmedia_desktop.measures.filing_steps import next_task
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import Deadline, DueState, Finding
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.services.filing.filings import filing_title
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.rules_said import deadlines_of, findings_of
from pmedia_desktop.services.today_view import MOST_SHOWN, TodayGroup, TodayItem, TodayPage, Urgency
from pmedia_desktop.texts import translate

_CONTEXT = "services.today"

_URGENCY = {
    DueState.OVERDUE: Urgency.OVERDUE,
    DueState.TODAY: Urgency.DUE,
    DueState.SOON: Urgency.DUE,
    DueState.COMING: Urgency.COMING,
    DueState.UNDATED: Urgency.OPEN,
    # 未起算, but the second reading may have begun: it belongs in sight.
    DueState.NOT_STARTED: Urgency.COMING,
}


def today_page(office: Office) -> TodayPage:
    """Return what is overdue, due and coming, then the papers under way and what the rules found."""
    known = snapshot(office)
    deadlines = [deadline for deadline in deadlines_of(office, known) if _has_begun(deadline)]
    items = [*map(_from_deadline, deadlines), *_under_way(office, known, deadlines)]
    # What is due and a finding as well (it has the same rule and subject then) is said once, with its day.
    told = {(deadline.rule, deadline.subject) for deadline in deadlines}
    findings = tuple(found for found in findings_of(office, known) if (found.rule, found.subject) not in told)
    return TodayPage(
        on=office.today(),
        accounts=sum(account.state.is_open for account in known.accounts),
        groups=tuple(_groups(items)),
        findings=findings[:MOST_SHOWN],
        all_findings=len(findings),
    )


def _groups(items: Sequence[TodayItem]) -> Iterator[TodayGroup]:
    for urgency in Urgency:
        group = [item for item in items if item.urgency is urgency]
        if group:
            yield TodayGroup(urgency, tuple(group[:MOST_SHOWN]), len(group))


def _under_way(office: Office, known: Snapshot, deadlines: Sequence[Deadline]) -> Iterator[TodayItem]:
    """Yield the filings that wait for their next step and of which no deadline speaks."""
    spoken_of = {d.subject.id for d in deadlines if d.subject.kind is SubjectKind.FILING}
    for filing in known.filings:
        task = next_task(filing, known, office.today())
        if task and filing.id not in spoken_of:
            subject = Subject(SubjectKind.FILING, filing.id, filing_title(filing, known))
            yield TodayItem(
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


def all_due(office: Office) -> list[Deadline]:
    """Return every deadline, those whose count has not begun included."""
    return list(deadlines_of(office, snapshot(office)))


def check_all(office: Office) -> list[Finding]:
    """Return every finding of every rule."""
    return list(findings_of(office, snapshot(office)))


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
    if kind is SubjectKind.WRITTEN_NOTICE:
        return translate(_CONTEXT, "看告知函")
    return translate(_CONTEXT, "查看账号") if kind is SubjectKind.ACCOUNT else translate(_CONTEXT, "去办理")
