"""The reply ledger (Article 11): messages and telephone notes entered, handled, answered."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.article11 import reply_term, was_late
from pmedia_desktop.measures.due import due_state
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.measures.working_days import WorkCalendar, explain
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.finding import DueState, WorkingDayCount
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.message import Message, MessageChannel, MessageState, ReplySnippet
from pmedia_desktop.model.shipped_lists import reply_snippets
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.ledger_checks import checked_message
from pmedia_desktop.services.office import Office, platforms_of, work_calendar
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.texts import translate

_CONTEXT = "services.message.messages"
_CHANGED = frozenset({SubjectKind.MESSAGE})


@dataclass(frozen=True)
class MessageLine:
    """A message with what the ledger says of it; ``due`` is None for what is settled without a term.

    ``state`` is how the term stands, None once the message is settled; ``late``: settled, or still open, after it.
    """

    message: Message
    account: str
    handler: str
    reviewer: str
    due: WorkingDayCount | None
    state: DueState | None
    late: bool


@dataclass(frozen=True)
class MessageDesk:
    """What the editor offers: accounts, people, texts for replies, the messages that a call may be about."""

    accounts: tuple[tuple[int, str], ...]
    people: tuple[Person, ...]
    snippets: tuple[ReplySnippet, ...]
    messages: tuple[Message, ...]


def list_messages(office: Office) -> tuple[MessageLine, ...]:
    """Return the ledger's lines, the newest first."""
    known = _ledger(office)
    return tuple(reversed(message_lines(known, office.today())))


def _ledger(office: Office) -> Snapshot:
    """Read the messages with those whom they name, and nothing else."""
    with office.register.read() as reader:
        return Snapshot(
            people=reader.people(),
            accounts=reader.accounts(),
            platforms=platforms_of(office),
            settings=reader.settings(),
            holiday_years=reader.holiday_years(),
            messages=reader.messages(),
        )


def message_lines(known: Snapshot, on: date) -> tuple[MessageLine, ...]:
    """Return the ledger's lines as of the day ``on``, the oldest first."""
    calendar, settings = work_calendar(known), known.settings
    lines = []
    for message in known.messages:
        settled = message.state is not MessageState.OPEN
        asks = message.state not in (MessageState.NEEDS_NONE, MessageState.NOTED)
        due = reply_term(message, settings, calendar) if asks else None
        account = known.account(message.account_id) if message.account_id is not None else None
        handler, reviewer = known.person(message.handler_id), known.person(message.reviewer_id)
        lines.append(
            MessageLine(
                message=message,
                account=account_title(account, known) if account else "",
                handler=handler.name if handler else "",
                reviewer=reviewer.name if reviewer else "",
                due=due,
                state=None if settled or due is None else due_state(due.due, on, settings),
                late=was_late(message, settings, calendar, on),
            )
        )
    return tuple(lines)


def message_desk(office: Office, message_id: int = 0) -> MessageDesk:
    """Return what the editor of a message needs to know."""
    known = _ledger(office)
    return MessageDesk(
        accounts=tuple((account.id, account_title(account, known)) for account in known.accounts),
        people=known.people,
        snippets=reply_snippets(known.settings),
        messages=tuple(one for one in known.messages if one.id != message_id),
    )


def term_sentence(office: Office, message: Message) -> str:
    """Return by when a message is due as it stands on screen, and how that is counted."""
    if message.state is not MessageState.OPEN:
        return ""
    with office.register.read() as reader:
        settings, calendar = reader.settings(), WorkCalendar(reader.holiday_years())
    count = reply_term(message, settings, calendar)
    what = (
        translate(_CONTEXT, "{day}前转交：{how}。")
        if message.within_duties is False
        else translate(_CONTEXT, "{day}前答复：{how}。")
    )
    return what.format(day=full_date(count.due), how=explain(count))


def save_message(office: Office, message: Message, read: Message | None = None) -> Outcome[Message]:
    """Save a new or an edited message; ``read`` is what the page read."""
    subject = Subject(SubjectKind.MESSAGE, message.id)
    with office.register.write(office.actor, Action.MESSAGE_SAVED, subject=subject) as writer:
        if message.id:
            refuse_stale(writer.message(message.id), read)
        saved = writer.save(_checked(office, writer, message))
    return Outcome(saved, _CHANGED)


def update_message(office: Office, message_id: int, change: Callable[[Message], Message]) -> Outcome[Message]:
    """Change a message as it stands now: answered, handed on, given to somebody."""
    subject = Subject(SubjectKind.MESSAGE, message_id)
    with office.register.write(office.actor, Action.MESSAGE_SAVED, subject=subject) as writer:
        saved = writer.save(_checked(office, writer, change(writer.message(message_id))))
    return Outcome(saved, _CHANGED)


def _checked(office: Office, writer: Writer, message: Message) -> Message:
    checked = checked_message(message, office.today())
    if checked.account_id is not None:
        writer.account(checked.account_id)
    elif checked.channel is not MessageChannel.TELEPHONE:
        raise InputError(
            translate(_CONTEXT, "还没有选择账号，"),
            translate(_CONTEXT, "请选择在哪个账号上的留言；电话反映的，渠道选“电话沟通”。"),
            field="account_id",
        )
    if checked.about_id is not None:
        writer.message(checked.about_id)
    if checked.within_duties is not False:
        # Handing on belongs to what is not the unit's; a leftover would count as settled one day.
        checked = replace(checked, transferred_to="", transferred_on=None)
    return checked
