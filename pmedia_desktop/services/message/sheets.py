"""The papers of citizens' messages (Article 11): handling sheet (办理单) and reply ledger (答复台账), by ``source``."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from pmedia_desktop.exchange.table_writing import WrittenTable
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.measures.article11 import reply_term
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.measures.working_days import explain
from pmedia_desktop.model.message import Message, MessageState
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.filling import Filled, fill
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.progress import Progress
from pmedia_desktop.services.message.messages import MessageLine, message_lines
from pmedia_desktop.services.office import Office, complete_snapshot, work_calendar
from pmedia_desktop.services.paper.forms import form_in
from pmedia_desktop.services.paper.paged_sheets import paged_sheet
from pmedia_desktop.services.paper.period_ledgers import fill_period, ledger_head
from pmedia_desktop.texts import translate

_CONTEXT = "services.message.sheets"
SHEET_FORM, LEDGER_FORM = "message_sheet", "reply_ledger"
#: A longer text is shortened in the ledger, in characters.
_LONGEST = 90


def fill_message_sheet(office: Office, message_id: int) -> Filled:
    """Return the handling sheet of one message as it stands now."""
    with office.register.read() as reader:
        message = reader.message(message_id)
        known = complete_snapshot(office, reader)
    sources = message_sources(message, known)
    form = form_in(office.folder, SHEET_FORM)
    values = {field.name: sources[field.source] for field in form.fields if sources.get(field.source)}
    return fill(form, values, attach_values=False)


def message_sources(message: Message, known: Snapshot) -> dict[str, JsonValue]:
    """Return the values of the handling sheet."""
    count = reply_term(message, known.settings, work_calendar(known))
    account = known.account(message.account_id) if message.account_id is not None else None
    handler, reviewer = known.person(message.handler_id), known.person(message.reviewer_id)
    platform = known.platform(account.platform).name if account else ""
    return {
        "unit.full_name": (known.unit or Unit()).full_name,
        "message.number": message_number(message),
        "message.received": _moment(message.received_on, message.received_time),
        "message.channel": _joined("，", platform, account.name if account else "", word(message.channel)),
        "message.nickname": message.nickname,
        "message.phone": message.phone,
        "message.kind": message.kind.value,
        "message.text": message.text,
        "message.duties": {None: "", True: "yes", False: "no"}[message.within_duties],
        "message.transferred": _joined(
            "，", message.transferred_to, full_date(message.transferred_on) if message.transferred_on else ""
        ),
        "message.handler": handler.name if handler else "",
        "message.assigned_on": message.assigned_on.isoformat() if message.assigned_on else None,
        "message.due_on": count.due.isoformat(),
        "message.reason": explain(count),
        "message.reply": message.reply,
        "message.reviewer": reviewer.name if reviewer else "",
        "message.replied": _moment(message.replied_on, message.replied_time) if message.replied_on else "",
        "message.public": {None: "", True: "yes", False: "no"}[message.is_public],
        "message.remark": _joined("；", message.no_reply_reason, message.remark),
    }


def fill_reply_ledger(office: Office, begin: date, end: date, progress: Progress | None = None) -> Filled:
    """Return the ledger of the messages that were in hand from ``begin`` to ``end``."""
    return fill_period(
        office,
        begin,
        end,
        lambda known, first, last: lines_between(known, office.today(), first, last),
        partial(reply_ledger, progress=progress),
    )


def lines_between(known: Snapshot, on: date, begin: date, end: date) -> tuple[MessageLine, ...]:
    """Return the ledger's lines of the messages that came from ``begin`` to ``end`` or were open from before."""
    return tuple(line for line in message_lines(known, on) if line.message.was_in_hand(begin, end))


def reply_ledger(
    office: Office,
    lines: Sequence[MessageLine],
    known: Snapshot,
    period: str,
    preparer_name: str,
    progress: Progress | None = None,
) -> Filled:
    """Return the ledger of these lines."""
    sources = reply_ledger_sources(lines, known, period, preparer_name, office.today())
    return paged_sheet(office, LEDGER_FORM, sources, progress)


def reply_ledger_sources(
    lines: Sequence[MessageLine], known: Snapshot, period: str, preparer_name: str, on: date
) -> dict[str, JsonValue]:
    """Return the values of the ledger; its lines have the messages' own numbers."""
    nothing = translate(_CONTEXT, "无")

    def column(cells: Sequence[str]) -> JsonValue:
        return [cell or nothing for cell in cells]

    return {
        **ledger_head(LEDGER_FORM, lines, known, period, preparer_name, on),
        "reply_ledger.summary": summary_of(lines),
        "reply_ledger.numbers": column([str(line.message.id) for line in lines]),
        "reply_ledger.accounts": column([line.account or word(line.message.channel) for line in lines]),
        "reply_ledger.received": column(
            [
                _joined("\n", _short_moment(one.message.received_on, one.message.received_time), one.message.nickname)
                for one in lines
            ]
        ),
        "reply_ledger.kinds": column([word(line.message.kind) for line in lines]),
        "reply_ledger.texts": column([_shortened(line.message.text) for line in lines]),
        "reply_ledger.handlers": column([_handled(line) for line in lines]),
        "reply_ledger.dues": column([line.due.due.isoformat() if line.due else "" for line in lines]),
        "reply_ledger.replies": column([_answer(line.message) for line in lines]),
        "reply_ledger.replied": column([_answered(line) for line in lines]),
    }


def reply_ledger_table(lines: Sequence[MessageLine]) -> WrittenTable:
    """Return the ledger as a table with every text in full."""
    headings = (
        translate(_CONTEXT, "编号"),
        translate(_CONTEXT, "平台、账号"),
        translate(_CONTEXT, "渠道"),
        translate(_CONTEXT, "留言日期"),
        translate(_CONTEXT, "留言时间"),
        translate(_CONTEXT, "网名"),
        translate(_CONTEXT, "电话"),
        translate(_CONTEXT, "类别"),
        translate(_CONTEXT, "内容"),
        translate(_CONTEXT, "是否职责范围内"),
        translate(_CONTEXT, "转交单位"),
        translate(_CONTEXT, "转交日期"),
        translate(_CONTEXT, "承办人"),
        translate(_CONTEXT, "交办日期"),
        translate(_CONTEXT, "截止日"),
        translate(_CONTEXT, "答复内容"),
        translate(_CONTEXT, "审核人"),
        translate(_CONTEXT, "答复日期"),
        translate(_CONTEXT, "答复时间"),
        translate(_CONTEXT, "是否公开"),
        translate(_CONTEXT, "办理情况"),
        translate(_CONTEXT, "备注"),
    )
    return WrittenTable(translate(_CONTEXT, "留言答复台账"), headings, [_row(line) for line in lines])


def _row(line: MessageLine) -> list[Cell]:
    message = line.message
    return [
        message.id,
        line.account,
        word(message.channel),
        message.received_on,
        message.received_time,
        message.nickname,
        message.phone,
        word(message.kind),
        message.text,
        _yes_or_no(message.within_duties),
        message.transferred_to,
        message.transferred_on,
        line.handler,
        message.assigned_on,
        line.due.due if line.due else None,
        message.reply,
        line.reviewer,
        message.replied_on,
        message.replied_time,
        _yes_or_no(message.is_public),
        state_words(line),
        _joined("；", message.no_reply_reason, message.remark),
    ]


def message_number(message: Message) -> str:
    """Return the number that stands on papers: 2026-0007."""
    return f"{message.received_on.year}-{message.id:04}"


def state_words(line: MessageLine) -> str:
    """Return how far the message is, and that it was late."""
    words = word(line.message.state)
    return translate(_CONTEXT, "{state}（超期）").format(state=words) if line.late else words


def summary_of(lines: Sequence[MessageLine]) -> str:
    """Return one sentence on all of them."""
    asked = [line for line in lines if line.message.state is not MessageState.NOTED]
    return translate(_CONTEXT, "共{count}条，已办结{done}条，待办理{left}条，超期{late}条").format(
        count=len(asked),
        done=sum(line.message.state is not MessageState.OPEN for line in asked),
        left=sum(line.message.state is MessageState.OPEN for line in asked),
        late=sum(line.late for line in asked),
    )


def _handled(line: MessageLine) -> str:
    message = line.message
    if message.within_duties is False:
        return _joined("\n", translate(_CONTEXT, "不属本单位"), message.transferred_to)
    return line.handler


def _answer(message: Message) -> str:
    if message.reply:
        return _shortened(message.reply)
    if message.transferred_on is not None:
        return translate(_CONTEXT, "{day}转交{unit}").format(
            day=message.transferred_on.isoformat(), unit=message.transferred_to
        )
    return message.no_reply_reason


def _answered(line: MessageLine) -> str:
    message = line.message
    if message.replied_on is None:
        return state_words(line)
    return _joined("\n", _short_moment(message.replied_on, message.replied_time), line.reviewer)


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else translate(_CONTEXT, "{beginning}……").format(beginning=flat[:_LONGEST])


def _moment(day: date, time: str) -> str:
    return _joined(" ", full_date(day), time)


def _short_moment(day: date, time: str) -> str:
    return _joined(" ", day.isoformat(), time)


def _yes_or_no(value: bool | None) -> str:
    return {None: "", True: translate(_CONTEXT, "是"), False: translate(_CONTEXT, "否")}[value]


def _joined(between: str, *parts: str) -> str:
    return between.join(part for part in parts if part)
