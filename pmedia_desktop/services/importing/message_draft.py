"""What citizens said, from a platform's exported list or the unit's reply ledger (答复台账)."""

from collections.abc import Hashable, Iterable
from dataclasses import replace
from datetime import date

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.cell_values import folded, is_nothing
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.message import Message, MessageChannel, MessageKind
from pmedia_desktop.services.importing.ledger_draft import LedgerDraft, day, text, time_of_day
from pmedia_desktop.services.importing.sources import SourceRow
from pmedia_desktop.services.importing.vocabulary import code_of, has_code
from pmedia_desktop.services.ledger_checks import checked_message
from pmedia_desktop.texts import translate

_CONTEXT = "services.importing.message_draft"
_LONGEST_NAME = 24


class MessageDraft(LedgerDraft[Message]):
    """A message is known by account, day, time, name and text; only an answer that is not known yet is added."""

    subject = SubjectKind.MESSAGE

    def __init__(self, known: Iterable[Message], today: date) -> None:
        super().__init__(known)
        self._today = today

    def keys(self, record: Message) -> Iterable[Hashable]:
        """Return the one thing by which a message is found again."""
        return (
            (
                record.account_id,
                record.received_on,
                record.received_time,
                folded(record.nickname),
                folded(record.text),
            ),
        )

    def plain(self, row: SourceRow) -> SourceRow:
        """Return a call's row without an account where the account's column says only that it was a call.

        So do the lists that the program itself prints and exports. A ledger of calls says when they came (来电时间).
        """
        if not is_nothing(row.values.get("called_on")):
            came = {"channel": MessageChannel.TELEPHONE, "received_on": row.values["called_on"]}
            row = replace(row, values={**came, **row.values})
        said = text(row.values, "account")
        if said and is_nothing(row.values.get("channel")) and has_code("channel", said, MessageChannel.TELEPHONE):
            return replace(row, values={**row.values, "account": "", "channel": said})
        return row

    def needs_account(self, row: SourceRow) -> bool:
        """Return False for a telephone call: it came on no account."""
        return _channel(row) is not MessageChannel.TELEPHONE

    def of_row(self, row: SourceRow, account_id: int) -> Message:
        """Return a message; its answer counts only with its day."""
        values = row.values
        received_on = day(values, "received_on")
        if received_on is None:
            raise InputError(translate(_CONTEXT, "没有写留言日期，"), translate(_CONTEXT, "请补上后再导入。"))
        replied_on, reply = day(values, "replied_on"), text(values, "reply")
        message = Message(
            account_id=account_id or None,
            received_on=received_on,
            received_time=time_of_day(values, "received_on"),
            nickname=text(values, "nickname"),
            phone=text(values, "phone"),
            text=text(values, "text"),
            reply=reply,
            replied_on=replied_on,
            replied_time=time_of_day(values, "replied_on") if reply and replied_on else "",
            remark=text(values, "remark"),
        )
        message = replace(message, channel=_channel(row))
        if not is_nothing(values.get("message_kind")):
            message = replace(message, kind=MessageKind(code_of("message_kind", text(values, "message_kind"))))
        return checked_message(message, self._today)

    def merged(self, before: Message, said: Message) -> Message:
        """Add the answer; what the unit has written stays."""
        if before.replied_on is not None or said.replied_on is None:
            return before
        return replace(before, reply=said.reply, replied_on=said.replied_on, replied_time=said.replied_time)

    def name_of(self, record: Message) -> str:
        """Return the beginning of what was said."""
        words = " ".join(record.text.split())
        return words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME] + translate(_CONTEXT, "……")


def _channel(row: SourceRow) -> MessageChannel:
    """Return by which way a row's message came; a comment where it does not say."""
    if is_nothing(row.values.get("channel")):
        return MessageChannel.COMMENT
    return MessageChannel(code_of("channel", text(row.values, "channel")))
