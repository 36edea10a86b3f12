"""Article 11: what citizens bring up within the unit's duties is solved and answered in time.

The Measures name no number of days; the terms are the unit's settings, in working days from the day of the message.
"""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.due import due_state
from pmedia_desktop.measures.subjects import about_message, account_title
from pmedia_desktop.measures.wording import article, full_date
from pmedia_desktop.measures.working_days import WorkCalendar, count_working_days, explain
from pmedia_desktop.model.finding import Deadline, Finding, Severity, WorkingDayCount
from pmedia_desktop.model.message import Message, MessageKind, MessageState
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_RULE = "article11.message"


def term_days(message: Message, settings: Settings) -> int:
    """Return how many working days the message gives; handing on what is not the unit's has a term of its own."""
    if message.within_duties is False:
        return settings.transfer_days
    if message.is_complex:
        return settings.complex_days
    return {
        MessageKind.INQUIRY: settings.inquiry_days,
        MessageKind.SUGGESTION: settings.suggestion_days,
        MessageKind.HELP: settings.help_days,
        MessageKind.COMPLAINT: settings.complaint_days,
        MessageKind.REPORT: settings.report_days,
    }[message.kind]


def reply_term(message: Message, settings: Settings, calendar: WorkCalendar) -> WorkingDayCount:
    """Return by when the message is to be answered, or handed on; its own day is day 0."""
    return count_working_days(calendar, message.received_on, term_days(message, settings))


def was_late(message: Message, settings: Settings, calendar: WorkCalendar, on: date) -> bool:
    """Whether it was settled after its term, or is open on the day ``on`` although the term has passed.

    What is not the unit's is in time when it was handed on in time, however late the citizen was told of it.
    """
    if message.state in (MessageState.NEEDS_NONE, MessageState.NOTED):
        return False
    handed_on = message.transferred_on if message.within_duties is False else None
    settled_on = min(filter(None, (message.replied_on, handed_on)), default=on)
    return settled_on > reply_term(message, settings, calendar).due


def deadlines(snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Deadline]:
    """Yield every message that waits for an answer or for being handed on."""
    for message in snapshot.messages:
        if message.state is MessageState.OPEN:
            yield _deadline(message, snapshot, on, calendar)


def findings(snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Finding]:
    """Yield the messages whose term has passed, and those of which nobody has said whether they are the unit's."""
    for message in snapshot.messages:
        if message.state is not MessageState.OPEN:
            continue
        count = reply_term(message, snapshot.settings, calendar)
        if count.due < on:
            yield Finding(
                rule=_RULE,
                article=article(11),
                severity=Severity.ERROR,
                subject=about_message(message, snapshot),
                message=translate(
                    "measures.article11",
                    "第十一条要求及时解决、答复网民反映的问题，{day}的{kind}到{due}已满{days}个工作日，登记中还没有{what}。",
                ).format(
                    day=full_date(message.received_on),
                    kind=word(message.kind),
                    due=full_date(count.due),
                    days=count.days,
                    what=_what_is_missing(message),
                ),
                remedy=translate("measures.article11", "请尽快办理后登记；情况复杂的，先答复原因和预计时间。"),
                field="reply",
            )
        elif message.within_duties is None:
            yield Finding(
                rule="article11.duties",
                article=article(11),
                severity=Severity.NOTE,
                subject=about_message(message, snapshot),
                message=translate(
                    "measures.article11",
                    "第十一条要求答复职责范围内的问题，{day}的{kind}是否属于本单位职责还没有登记。",
                ).format(day=full_date(message.received_on), kind=word(message.kind)),
                remedy=translate(
                    "measures.article11", "请核实后登记；不属于的，{days}个工作日内转交并告知网民。"
                ).format(days=snapshot.settings.transfer_days),
                field="within_duties",
            )


def _deadline(message: Message, snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Deadline:
    settings = snapshot.settings
    count = reply_term(message, settings, calendar)
    account = snapshot.account(message.account_id) if message.account_id is not None else None
    subject = about_message(message, snapshot)
    pattern = (
        translate("measures.article11", "转交{subject}")
        if message.within_duties is False
        else translate("measures.article11", "答复{subject}")
    )
    handler = snapshot.person(message.handler_id)
    who = translate("measures.article11", "承办人{name}，").format(name=handler.name) if handler else ""
    return Deadline(
        rule=_RULE,
        what=pattern.format(subject=subject.title),
        article=article(11),
        subject=subject,
        account=account_title(account, snapshot) if account else "",
        state=due_state(count.due, on, settings),
        start=message.received_on,
        due=count.due,
        days_left=(count.due - on).days,
        estimated=count.estimated,
        reason=translate("measures.article11", "{who}{how}。").format(who=who, how=explain(count)),
        count=count,
    )


def _what_is_missing(message: Message) -> str:
    if message.within_duties is False:
        return translate("measures.article11", "转交")
    return translate("measures.article11", "答复")
