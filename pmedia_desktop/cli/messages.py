"""The commands of the reply ledger (Article 11)."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pmedia_desktop.cli.named import account_named, person_named
from pmedia_desktop.cli.shared import DONE, open_for, print_json, say, write_paper
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.message import Message
    from pmedia_desktop.services.message.messages import MessageLine
    from pmedia_desktop.services.office import Office

_CONTEXT = "cli.messages"


def list_all(options: argparse.Namespace) -> int:
    """Print the ledger as JSON, the newest message first."""
    from pmedia_desktop.services.message.messages import list_messages

    with open_for(options) as office:
        lines = list_messages(office)
    print_json([_facts(line) for line in lines if not options.open or line.state is not None])
    return DONE


def _facts(line: "MessageLine") -> dict[str, Any]:
    message = line.message
    return {
        "id": message.id,
        "account": line.account,
        "channel": message.channel.value,
        "kind": message.kind.value,
        "received_on": message.received_on.isoformat(),
        "received_time": message.received_time,
        "nickname": message.nickname,
        "text": message.text,
        "within_duties": message.within_duties,
        "handler": line.handler,
        "due": line.due.due.isoformat() if line.due else None,
        "state": message.state.value,
        "late": line.late,
        "reply": message.reply,
        "replied_on": message.replied_on.isoformat() if message.replied_on else None,
    }


def add(options: argparse.Namespace) -> int:
    """Enter a message; without an account it is a telephone note."""
    from pmedia_desktop.model.message import Message, MessageChannel, MessageKind
    from pmedia_desktop.services.message.messages import save_message

    with open_for(options) as office:
        message = Message(
            account_id=account_named(office, options.account).id if options.account else None,
            channel=MessageChannel(options.channel) if options.account else MessageChannel.TELEPHONE,
            kind=MessageKind(options.kind),
            received_on=options.received or office.today(),
            received_time=options.time,
            nickname=options.nickname,
            phone=options.phone,
            text=options.text,
            handler_id=person_named(office, options.handler).id if options.handler else None,
        )
        saved = save_message(office, message).value
    return _saved(options, saved, translate(_CONTEXT, "已登记第{id}号留言。"))


def reply(options: argparse.Namespace) -> int:
    """Enter the answer that was given."""

    def answered(office: "Office", message: "Message") -> "Message":
        reviewer = person_named(office, options.reviewer).id if options.reviewer else message.reviewer_id
        return replace(
            message,
            within_duties=True if message.within_duties is None else message.within_duties,
            reply=options.text,
            replied_on=options.answered or office.today(),
            replied_time=options.time,
            reviewer_id=reviewer,
            is_public=message.is_public if options.public is None else options.public == "yes",
        )

    return _updated(options, answered, translate(_CONTEXT, "第{id}号留言已登记答复。"))


def transfer(options: argparse.Namespace) -> int:
    """Enter that a message that is not the unit's was handed on."""

    def transferred(office: "Office", message: "Message") -> "Message":
        day: date = options.transferred or office.today()
        return replace(message, within_duties=False, transferred_to=options.to, transferred_on=day)

    return _updated(options, transferred, translate(_CONTEXT, "第{id}号留言已登记转交。"))


def sheet(options: argparse.Namespace) -> int:
    """Write the handling sheet of one message, as a PDF or a Word file."""
    from pmedia_desktop.services.message.sheets import fill_message_sheet

    with open_for(options) as office:
        filled = fill_message_sheet(office, options.id)
    write_paper(options.out, filled)
    return _written(options)


def ledger(options: argparse.Namespace) -> int:
    """Write the reply ledger of a period, as a PDF or a Word file."""
    from pmedia_desktop.services.message.sheets import fill_reply_ledger

    with open_for(options) as office:
        filled = fill_reply_ledger(office, options.begin, options.end)
    write_paper(options.out, filled)
    return _written(options)


def _updated(options: argparse.Namespace, change: Callable[["Office", "Message"], "Message"], sentence: str) -> int:
    from pmedia_desktop.services.message.messages import update_message

    with open_for(options) as office:
        saved = update_message(office, options.id, lambda message: change(office, message)).value
    return _saved(options, saved, sentence)


def _saved(options: argparse.Namespace, message: "Message", sentence: str) -> int:
    say(options, sentence.format(id=message.id), {"id": message.id, "state": message.state.value})
    return DONE


def _written(options: argparse.Namespace) -> int:
    say(options, translate(_CONTEXT, "已写入 {path}。").format(path=options.out), {"file": str(options.out)})
    return DONE
