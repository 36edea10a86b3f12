"""Article 11: what citizens bring up within the unit's duties is solved and answered in time.

The Measures name no number of days; the terms are the unit's settings, in working days from the day of the message.
A message keeps the terms that held when it came: what is set later makes no earlier answer late.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pmedia_desktop.measures.due import due_state
from pmedia_desktop.measures.subjects import about_message, account_title
from pmedia_desktop.measures.wording import article, full_date
from pmedia_desktop.measures.working_days import WorkCalendar, count_working_days, explain
from pmedia_desktop.model.finding import Deadline, Finding, Severity, WorkingDayCount
from pmedia_desktop.model.message import Message, MessageKind, MessageState
from pmedia_desktop.model.settings import REPLY_TERMS, EarlierReplyTerms, Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_RULE = "article11.message"


def term_days(message: Message, settings: Settings) -> int:
    """Return how many working days the message gives; handing on what is not the unit's has a term of its own."""
    terms = terms_on(message.received_on, settings)
    if message.within_duties is False:
        return terms.transfer_days
    if message.is_complex:
        return terms.complex_days
    return {
        MessageKind.INQUIRY: terms.inquiry_days,
        MessageKind.SUGGESTION: terms.suggestion_days,
        MessageKind.HELP: terms.help_days,
        MessageKind.COMPLAINT: terms.complaint_days,
        MessageKind.REPORT: terms.report_days,
    }[message.kind]


def terms_on(received_on: date, settings: Settings) -> Settings | EarlierReplyTerms:
    """Return the terms that held for a message that came on a day."""
    return next((one for one in settings.earlier_reply_terms if received_on <= one.until), settings)


def keep_earlier_terms(before: Settings, after: Settings, on: date) -> Settings:
    """Return changed settings with the terms of ``before`` kept for what came before the day ``on``."""
    until, kept = on - timedelta(days=1), after.earlier_reply_terms
    if _terms_of(before) != _terms_of(after) and not any(one.until >= until for one in kept):
        kept = (*kept, EarlierReplyTerms(until=until, **_terms_of(before)))
    # Terms that are taken back hold all through.
    while kept and _terms_of(kept[-1]) == _terms_of(after):
        kept = kept[:-1]
    return replace(after, earlier_reply_terms=kept)


def _terms_of(holder: Settings | EarlierReplyTerms) -> dict[str, int]:
    return {name: getattr(holder, name) for name in REPLY_TERMS}


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
                ).format(days=terms_on(message.received_on, snapshot.settings).transfer_days),
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
