"""What citizens say on the unit's accounts, and what the unit answers (Article 11: 留言答复)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MessageChannel(StrEnum):
    """How it reached the unit. A telephone note (电话沟通记录) stands alone or belongs to a message."""

    COMMENT = "comment"
    PRIVATE = "private"
    TELEPHONE = "telephone"


class MessageKind(StrEnum):
    """What is asked for; it decides how long the answer may take."""

    INQUIRY = "inquiry"
    SUGGESTION = "suggestion"
    HELP = "help"
    COMPLAINT = "complaint"
    REPORT = "report"


class MessageState(StrEnum):
    """How far a message is."""

    OPEN = "open"
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    NEEDS_NONE = "needs_none"
    NOTED = "noted"


@dataclass(frozen=True, kw_only=True)
class Message:
    """One line of the reply ledger (答复台账).

    ``account_id`` is None where no account received it (a call). ``received_time`` and ``replied_time`` are what the
    clock on the wall said (``09:30``), empty when nobody knows. ``within_duties`` is None until somebody has said
    whether the matter is the unit's; when it is not, it is handed on (``transferred_to``, ``transferred_on``).
    ``is_complex`` gives the longest term. ``about_id`` is the message that a telephone note belongs to: then
    the note itself asks for no answer. ``no_reply_reason`` says why a message needs none (spam, said twice).
    ``is_public`` is whether question and answer may be read by everybody.
    """

    id: int = 0
    account_id: int | None = None
    channel: MessageChannel = MessageChannel.COMMENT
    kind: MessageKind = MessageKind.INQUIRY
    received_on: date
    received_time: str = ""
    nickname: str = ""
    phone: str = ""
    text: str = ""
    about_id: int | None = None
    is_complex: bool = False
    within_duties: bool | None = None
    transferred_to: str = ""
    transferred_on: date | None = None
    handler_id: int | None = None
    assigned_on: date | None = None
    reply: str = ""
    reviewer_id: int | None = None
    replied_on: date | None = None
    replied_time: str = ""
    is_public: bool | None = None
    no_reply_reason: str = ""
    remark: str = ""

    @property
    def state(self) -> MessageState:
        """How far it is: answered counts before handed on, because most that is handed on is also answered."""
        if self.replied_on is not None:
            return MessageState.ANSWERED
        if self.within_duties is False and self.transferred_on is not None:
            return MessageState.TRANSFERRED
        if self.no_reply_reason:
            return MessageState.NEEDS_NONE
        if self.channel is MessageChannel.TELEPHONE and self.about_id is not None:
            return MessageState.NOTED
        return MessageState.OPEN

    @property
    def settled_on(self) -> date | None:
        """The day on which it was answered or handed on, or None."""
        if self.replied_on is not None:
            return self.replied_on
        return self.transferred_on if self.within_duties is False else None

    def was_in_hand(self, begin: date, end: date) -> bool:
        """Whether it came from ``begin`` to ``end``, or came before and was not settled when the period began."""
        if self.received_on >= begin:
            return self.received_on <= end
        return self.state is MessageState.OPEN or (self.settled_on is not None and self.settled_on >= begin)


@dataclass(frozen=True, kw_only=True)
class ReplySnippet:
    """A text that is put into replies again and again (常用答复)."""

    title: str
    text: str
