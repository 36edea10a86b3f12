"""Articles 16 and 17: what superiors order, what went wrong, and what is to be mended, until each is closed."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.matters import Matter
from pmedia_desktop.measures.quarters import inspection_due, inspection_of, missed_quarter, quarter_days, quarter_of
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.wording import article, full_date, inspection_rule, quoted
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import Deadline, Finding, Severity
from pmedia_desktop.model.incident import Incident, IncidentKind, Sanction
from pmedia_desktop.model.inspection import Problem, SelfInspection
from pmedia_desktop.model.inspection_words import quarter_words
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "measures.article16"
#: A title is cut to so many characters.
_SHORT = 24


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield what is overdue, and every incident that is open."""
    for matter in _matters(snapshot, on):
        found = matter.finding(on)
        if found is not None:
            yield found


def deadlines(snapshot: Snapshot, on: date) -> Iterator[Deadline]:
    """Yield orders to answer, problems to mend, incidents to close, and the quarter's self-inspection."""
    for matter in _matters(snapshot, on):
        yield matter.deadline(on, snapshot.settings)


def _matters(snapshot: Snapshot, on: date) -> Iterator[Matter]:
    for sanction in snapshot.sanctions:
        if sanction.is_open:
            yield _sanction(sanction, snapshot)
    for incident in snapshot.incidents:
        if incident.is_open:
            yield _incident(incident, snapshot)
    for problem in snapshot.problems:
        if problem.is_open:
            yield _problem(problem, snapshot)
    yield from _quarters(snapshot, on)


def _account(account_id: int | None, snapshot: Snapshot) -> str:
    account = snapshot.account(account_id) if account_id is not None else None
    return account_title(account, snapshot) if account else ""


def _sanction(sanction: Sanction, snapshot: Snapshot) -> Matter:
    title = translate(_CONTEXT, "{kind}：{what}").format(kind=word(sanction.kind), what=sanction.what[:_SHORT])
    if sanction.reported_on is None:
        what = translate(_CONTEXT, "报送整改报告（{title}）").format(title=title)
        fact = translate(_CONTEXT, "{day}收到{issuer}的{kind}，还没有报送整改报告")
        advice = translate(_CONTEXT, "请整改后起草、打印、报送整改报告，并登记报送日期")
        due = sanction.due_on
    else:
        what = translate(_CONTEXT, "办结：{title}").format(title=title)
        fact = translate(_CONTEXT, "{day}收到{issuer}的{kind}，整改报告已报送，还没有办结")
        advice = translate(_CONTEXT, "对方认可后请登记办结日期")
        due = None
    return Matter(
        rule="article16.sanction",
        subject=Subject(SubjectKind.SANCTION, sanction.id, title),
        account=_account(sanction.account_id, snapshot),
        what=what,
        due=due,
        fact=fact.format(
            day=full_date(sanction.received_on),
            issuer=sanction.issuer or translate(_CONTEXT, "上级"),
            kind=word(sanction.kind),
        ),
        advice=advice,
        late=Severity.ERROR,
        cited=article(16),
    )


def _incident(incident: Incident, snapshot: Snapshot) -> Matter:
    title = translate(_CONTEXT, "{kind}：{what}").format(kind=word(incident.kind), what=incident.what[:_SHORT])
    fact = translate(_CONTEXT, "{day}发现的{kind}还没有办结").format(
        day=full_date(incident.noticed_on), kind=word(incident.kind)
    )
    if not incident.reports:
        advice = (
            translate(_CONTEXT, "请先更换密码、处置，再向区政府办等单位报告，并登记报告的对象和时间")
            if incident.kind is IncidentKind.TAKEOVER
            else translate(_CONTEXT, "请先处置，再向区政府办等单位报告，并登记报告的对象和时间")
        )
    elif incident.kind is IncidentKind.TAKEOVER:
        advice = translate(_CONTEXT, "请确认密码已经更换、登录正常，再登记处理结果和办结日期")
    else:
        advice = translate(_CONTEXT, "请登记处理结果和办结日期")
    return Matter(
        rule="article17.incident",
        subject=Subject(SubjectKind.INCIDENT, incident.id, title),
        account=_account(incident.account_id, snapshot),
        what=translate(_CONTEXT, "处置事件（{title}）").format(title=title),
        # What went wrong is a matter of its day; the longer it lies, the worse.
        due=incident.noticed_on,
        fact=fact,
        advice=advice,
        late=Severity.ERROR,
        early=Severity.ERROR,
        cited=article(15) if incident.kind is IncidentKind.TAKEOVER else article(17),
    )


def _problem(problem: Problem, snapshot: Snapshot) -> Matter:
    person = snapshot.person(problem.person_id)
    fact = translate(_CONTEXT, "{day}发现的问题{what}还没有整改").format(
        day=full_date(problem.found_on), what=quoted(problem.what[:_SHORT])
    )
    who = translate(_CONTEXT, "，责任人{name}").format(name=person.name) if person else ""
    return Matter(
        rule="article16.problem",
        subject=Subject(SubjectKind.PROBLEM, problem.id, problem.what[:_SHORT]),
        account=_account(problem.account_id, snapshot),
        what=translate(_CONTEXT, "整改：{what}").format(what=problem.what[:_SHORT]),
        due=problem.due_on,
        fact=f"{fact}{who}",
        advice=translate(_CONTEXT, "请整改后登记完成日期和情况"),
        cited=article(16) if problem.sanction_id is not None else inspection_rule(),
    )


def _quarters(snapshot: Snapshot, on: date) -> Iterator[Matter]:
    """Yield every self-inspection that is not closed, the quarter that was missed, and the current one.

    The current quarter is asked for from the first day of its last month on.
    """
    for inspection in snapshot.inspections:
        if inspection.closed_on is None:
            yield _unfinished(inspection, snapshot)
    if snapshot.unit is None or not any(account.state.is_open for account in snapshot.accounts):
        return
    missed = missed_quarter(snapshot, on)
    if missed is not None:
        yield _not_begun(*missed, snapshot)
    current = quarter_of(on)
    if inspection_of(snapshot, *current) is None and on >= _due_of(*current, snapshot).replace(day=1):
        yield _not_begun(*current, snapshot)


def _due_of(year: int, quarter: int, snapshot: Snapshot) -> date:
    return inspection_due(quarter_days(year, quarter)[0], snapshot.settings.inspection_day)


def _not_begun(year: int, quarter: int, snapshot: Snapshot) -> Matter:
    named = quarter_words(year, quarter)
    return _inspection(
        Subject(SubjectKind.INSPECTION, 0, named),
        due=_due_of(year, quarter, snapshot),
        what=translate(_CONTEXT, "{named}自查").format(named=named),
        fact=translate(_CONTEXT, "{named}的自查还没有开始，上级按季度检查").format(named=named),
        advice=translate(_CONTEXT, "请逐项检查，打印自查表；登记册知道的，程序已经答好"),
    )


def _unfinished(inspection: SelfInspection, snapshot: Snapshot) -> Matter:
    named = quarter_words(inspection.year, inspection.quarter)
    left = len(inspection.open_results())
    fact = translate(_CONTEXT, "{named}的自查还有{left}项没有检查").format(named=named, left=left)
    if not left:
        fact = translate(_CONTEXT, "{named}的自查各项都已检查，还没有完成").format(named=named)
    return _inspection(
        Subject(SubjectKind.INSPECTION, inspection.id, named),
        due=_due_of(inspection.year, inspection.quarter, snapshot),
        what=translate(_CONTEXT, "完成{named}自查").format(named=named),
        fact=fact,
        advice=translate(_CONTEXT, "请逐项检查，打印自查表后完成"),
    )


def _inspection(subject: Subject, *, due: date, what: str, fact: str, advice: str) -> Matter:
    return Matter(
        rule="inspection.quarter",
        subject=subject,
        what=what,
        due=due,
        fact=fact,
        advice=advice,
        cited=inspection_rule(),
    )
