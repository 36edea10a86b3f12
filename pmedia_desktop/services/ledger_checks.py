"""What may enter the ledgers of messages, problems, incidents and the superior's orders: slips are refused here."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.incident import Incident, IncidentReport, ManagementRules, Sanction
from pmedia_desktop.model.inspection import Problem
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.superior_task import SuperiorTask
from pmedia_desktop.model.words import field_label
from pmedia_desktop.services.validation import check_day, check_happened, check_phone, tidied
from pmedia_desktop.texts import translate

_CONTEXT = "services.ledger_checks"
_TIME = re.compile(r"(\d{1,2})[:：.](\d{2})(?:[:：]\d{2})?")


def checked_message(message: Message, today: date) -> Message:
    """Return a message tidied, or raise ``InputError``."""
    message = tidied(message, codes=("phone", "received_time", "replied_time"))
    message = replace(
        message,
        received_time=checked_time(message.received_time, "received_time"),
        replied_time=checked_time(message.replied_time, "replied_time"),
    )
    _require(message.text, "text", translate(_CONTEXT, "请照原文填写。"), "message.text")
    check_phone(message.phone, "phone")
    days = {name: getattr(message, name) for name in ("received_on", "transferred_on", "assigned_on", "replied_on")}
    check_happened(days, today, "message")
    _not_before(message.received_on, translate(_CONTEXT, "留言日期"), days)
    if message.replied_on is not None:
        _require(message.reply, "reply", translate(_CONTEXT, "登记了答复日期，请同时填写答复的内容。"))
    if message.transferred_on is not None:
        _require(message.transferred_to, "transferred_to", translate(_CONTEXT, "登记了转交日期，请同时填写转交给谁。"))
    if message.about_id is not None and message.about_id == message.id:
        raise InputError(
            translate(_CONTEXT, "电话记录对应的不能是它自己，"),
            translate(_CONTEXT, "请选另一条留言，或者不选。"),
            field="about_id",
        )
    return message


def checked_problem(problem: Problem, today: date) -> Problem:
    """Return a problem tidied, or raise ``InputError``."""
    problem = tidied(problem, codes=())
    _require(problem.what, "what", translate(_CONTEXT, "请写明是什么问题。"))
    check_happened({"found_on": problem.found_on, "mended_on": problem.mended_on}, today)
    _not_before(problem.found_on, field_label("found_on"), {"mended_on": problem.mended_on})
    if problem.due_on is not None:
        check_day(problem.due_on, "due_on")
    if problem.mended_on is not None:
        _require(problem.proof, "proof", translate(_CONTEXT, "登记了完成日期，请写明是怎样整改的。"))
    return problem


def checked_incident(incident: Incident, today: date) -> Incident:
    """Return an incident tidied, or raise ``InputError``; it is closed with its outcome only."""
    incident = tidied(incident, codes=("noticed_time",))
    _require(incident.what, "what", translate(_CONTEXT, "请写明发生了什么。"))
    check_happened({"noticed_on": incident.noticed_on, "closed_on": incident.closed_on}, today)
    reports = tuple(_checked_report(report, today) for report in incident.reports)
    for report in reports:
        _not_before(incident.noticed_on, field_label("noticed_on"), {"reports": report.on})
    if incident.closed_on is not None:
        _require(incident.outcome, "outcome", translate(_CONTEXT, "办结前请写明处理结果。"))
        _not_before(incident.noticed_on, field_label("noticed_on"), {"closed_on": incident.closed_on})
    return replace(incident, noticed_time=checked_time(incident.noticed_time, "noticed_time"), reports=reports)


def _checked_report(report: IncidentReport, today: date) -> IncidentReport:
    _require(report.to.strip(), "reports", translate(_CONTEXT, "请写明报告给了谁。"))
    check_happened({"reports": report.on}, today)
    return replace(
        report, to=report.to.strip(), how=report.how.strip(), time=checked_time(report.time.strip(), "reports")
    )


def checked_sanction(sanction: Sanction, today: date) -> Sanction:
    """Return an order from above tidied, or raise ``InputError``."""
    sanction = tidied(sanction, codes=())
    _require(sanction.issuer, "issuer", translate(_CONTEXT, "请填写是哪个单位发来的。"))
    _require(sanction.what, "what", translate(_CONTEXT, "请写明指出了什么问题、要求做什么。"))
    check_happened(
        {name: getattr(sanction, name) for name in ("received_on", "reported_on", "closed_on")}, today, "sanction"
    )
    if sanction.due_on is not None:
        check_day(sanction.due_on, "due_on")
    later = {name: getattr(sanction, name) for name in ("due_on", "reported_on", "closed_on")}
    _not_before(sanction.received_on, translate(_CONTEXT, "收到日期"), later)
    if sanction.reported_on is not None:
        _require(sanction.reported_to, "reported_to", translate(_CONTEXT, "登记了报送日期，请填写报给了哪个单位。"))
    return sanction


def checked_task(task: SuperiorTask, today: date) -> SuperiorTask:
    """Return an order to republish or to correct tidied, or raise ``InputError``."""
    task = tidied(task, codes=("link", "due_time", "done_time"))
    _require(task.title, "title", translate(_CONTEXT, "请写明要转载或整改什么。"), "superior_task.title")
    check_happened({name: getattr(task, name) for name in ("ordered_on", "done_on", "answered_on")}, today)
    if task.due_on is not None:  # it may lie before the order: some come too late
        check_day(task.due_on, "due_on")
    if task.ordered_on is not None:
        later = {"done_on": task.done_on, "answered_on": task.answered_on}
        _not_before(task.ordered_on, field_label("ordered_on"), later)
    if task.done_on is not None:
        _not_before(task.done_on, field_label("done_on"), {"answered_on": task.answered_on})
    return replace(
        task,
        due_time=checked_time(task.due_time, "due_time"),
        done_time=checked_time(task.done_time, "done_time"),
    )


def checked_rules(rules: ManagementRules, today: date) -> ManagementRules:
    """Return the unit's own rules tidied, or raise ``InputError``."""
    rules = tidied(rules, codes=())
    _require(rules.title, "title", translate(_CONTEXT, "请填写文件的名称。"))
    check_happened({"issued_on": rules.issued_on, "replaced_on": rules.replaced_on}, today)
    _not_before(rules.issued_on, field_label("issued_on"), {"replaced_on": rules.replaced_on})
    return rules


def _not_before(begin: date, called: str, later: Mapping[str, date | None]) -> None:
    """Refuse days of what follows that lie before the day on which it began."""
    for name, day in later.items():
        if day is not None and day < begin:
            raise InputError(
                translate(_CONTEXT, "{label}早于{begin}，").format(label=field_label(name), begin=called),
                translate(_CONTEXT, "请改正其中一个。"),
                field=name,
            )


def checked_time(text: str, field: str) -> str:
    """Return a time of day as 09:30, "" for none; ``InputError`` for what cannot be one."""
    if not text:
        return ""
    found = _TIME.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise InputError(
            translate(_CONTEXT, "{label}“{text}”不是时间，").format(label=field_label(field), text=text),
            translate(_CONTEXT, "请按 09:30 的样子填写，不知道就留空。"),
            field=field,
        )
    return f"{int(found[1]):02}:{found[2]}"


def _require(text: str, field: str, remedy: str, label: str = "") -> None:
    if not text:
        label = field_label(label or field)
        raise InputError(translate(_CONTEXT, "还没有填写{label}，").format(label=label), remedy, field=field)
