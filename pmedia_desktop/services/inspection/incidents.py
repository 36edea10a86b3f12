"""What went wrong, and what superiors order (Articles 15 to 17), until each is closed."""

from dataclasses import replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.incident import Incident, IncidentKind, Sanction
from pmedia_desktop.model.inspection import Problem
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody.appointing import note_leak
from pmedia_desktop.services.ledger_checks import checked_incident, checked_sanction
from pmedia_desktop.services.office import Office, complete_snapshot, snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.texts import translate

_CONTEXT = "services.inspection.incidents"


def save_incident(office: Office, incident: Incident, read: Incident | None = None) -> Outcome[Incident]:
    """Save a new or an edited incident; ``read`` is what the page read.

    A takeover that becomes known demands, in the same transaction, that every password of the account be changed;
    also one that is entered when it is over already.
    """
    subject = Subject(SubjectKind.INCIDENT, incident.id)
    with office.register.write(office.actor, Action.INCIDENT_SAVED, subject=subject) as writer:
        before = writer.incident(incident.id) if incident.id else None
        if before is not None:
            refuse_stale(before, read)
        checked = checked_incident(incident, office.today())
        if checked.kind is IncidentKind.TAKEOVER and checked.account_id is None:
            raise InputError(
                translate(_CONTEXT, "还没有选择被盗用的账号，"),
                translate(_CONTEXT, "请选择账号，程序随即提醒更换它的密码。"),
                field="account_id",
            )
        saved = writer.save(checked)
        changed = {SubjectKind.INCIDENT}
        if _newly_taken_over(before, saved) and _demand_changes(office, writer, saved):
            changed.add(SubjectKind.CREDENTIAL)
    return Outcome(saved, frozenset(changed))


def _newly_taken_over(before: Incident | None, now: Incident) -> bool:
    if now.kind is not IncidentKind.TAKEOVER:
        return False
    return before is None or before.kind is not IncidentKind.TAKEOVER or before.account_id != now.account_id


def _demand_changes(office: Office, writer: Writer, incident: Incident) -> int:
    """Demand that every way into the account be changed; return how many there are."""
    reason = translate(_CONTEXT, "账号疑似被盗用：{what}").format(what=incident.what)
    active = [one for one in writer.credentials(incident.account_id) if one.is_active]
    for credential in active:
        note_leak(writer, office, credential, reason)
    return len(active)


def save_sanction(office: Office, sanction: Sanction, read: Sanction | None = None) -> Outcome[Sanction]:
    """Save a new or an edited order from above; ``read`` is what the page read.

    A report that was handed in as it was drafted is kept from then on: what the problems say later is not in it.
    """
    subject = Subject(SubjectKind.SANCTION, sanction.id)
    with office.register.write(office.actor, Action.SANCTION_SAVED, subject=subject) as writer:
        if sanction.id:
            refuse_stale(writer.sanction(sanction.id), read)
        checked = checked_sanction(sanction, office.today())
        if checked.reported_on is not None and not checked.report:
            known = complete_snapshot(office, writer)
            if _problems_told(checked, known):
                checked = replace(checked, report=report_body(checked, known))
        saved = writer.save(checked)
    return Outcome(saved, frozenset({SubjectKind.SANCTION}))


def add_problem_of_sanction(office: Office, sanction_id: int) -> Outcome[Problem]:
    """Enter what an order from above complains of as a problem to be mended by the order's own day."""
    subject = Subject(SubjectKind.PROBLEM)
    with office.register.write(office.actor, Action.PROBLEM_SAVED, subject=subject) as writer:
        sanction = writer.sanction(sanction_id)
        known = complete_snapshot(office, writer)
        account = known.account(sanction.account_id) if sanction.account_id is not None else None
        saved = writer.save(
            Problem(
                sanction_id=sanction.id,
                account_id=sanction.account_id,
                what=sanction.what,
                found_on=sanction.received_on,
                person_id=account.holder_id if account else None,
                due_on=sanction.due_on,
            )
        )
    return Outcome(saved, frozenset({SubjectKind.PROBLEM}))


def draft_report(office: Office, sanction: Sanction) -> str:
    """Return the body of a rectification report (整改报告) drafted from the problems of an order as it stands."""
    return report_body(sanction, snapshot(office))


def report_body(sanction: Sanction, known: Snapshot) -> str:
    """Return the report's paragraphs, one a line; what nobody has entered yet stands in （）.

    Of a report that was handed in: as things stood on that day.
    """
    problems = _problems_told(sanction, known)
    numbered = translate(_CONTEXT, "《{what}》").format(what=sanction.number) if sanction.number else ""
    account = known.account(sanction.account_id) if sanction.account_id is not None else None
    opening = translate(
        _CONTEXT, "{day}，我单位收到贵单位的{kind}{number}{about}。收到后，我单位立即核实，逐项整改，现将情况报告如下。"
    ).format(
        day=full_date(sanction.received_on),
        kind=word(sanction.kind),
        number=numbered,
        about=translate(_CONTEXT, "，涉及{account}").format(account=account_title(account, known)) if account else "",
    )
    lines = [
        opening,
        translate(_CONTEXT, "一、指出的问题"),
        sanction.what,
        translate(_CONTEXT, "二、整改情况"),
    ]
    if not problems:
        lines.append(translate(_CONTEXT, "（整改措施、完成时间、责任人）"))
    lines += [_mending(number, problem, known) for number, problem in enumerate(problems, 1)]
    lines += [translate(_CONTEXT, "三、下一步措施"), _next_steps(known)]
    return "\n".join(lines)


def _problems_told(sanction: Sanction, known: Snapshot) -> list[Problem]:
    """Return the order's problems; those of a report that was handed in without what came after it."""
    problems = [one for one in known.problems if one.sanction_id == sanction.id]
    day = sanction.reported_on
    if day is None:
        return problems
    return [
        one if one.mended_on is None or one.mended_on <= day else replace(one, mended_on=None)
        for one in problems
        if one.found_on <= day
    ]


def _mending(number: int, problem: Problem, known: Snapshot) -> str:
    person = known.person(problem.person_id)
    parts = [translate(_CONTEXT, "（{number}）{what}").format(number=number, what=problem.what.rstrip("。"))]
    if problem.remedy:
        parts.append(translate(_CONTEXT, "整改措施：{remedy}").format(remedy=problem.remedy.rstrip("。")))
    if problem.mended_on is not None:
        parts.append(
            translate(_CONTEXT, "已于{day}整改完成：{proof}").format(
                day=full_date(problem.mended_on), proof=problem.proof.rstrip("。")
            )
        )
    elif problem.due_on is not None:
        parts.append(translate(_CONTEXT, "计划于{day}前完成").format(day=full_date(problem.due_on)))
    if person is not None:
        parts.append(translate(_CONTEXT, "责任人：{name}").format(name=person.name))
    return "".join(translate(_CONTEXT, "{part}。").format(part=part) for part in parts)


def _next_steps(known: Snapshot) -> str:
    principal = known.person(known.unit.principal_id) if known.unit else None
    head = translate(_CONTEXT, "由第一责任人{name}牵头，").format(name=principal.name) if principal else ""
    return head + translate(
        _CONTEXT, "严格落实信息审核、定期更新、留言答复和账号密码专人保管的要求，每季度开展自查，防止问题再次发生。"
    )
