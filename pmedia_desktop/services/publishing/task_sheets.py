"""The ledger of orders from above (上级任务台账): what was ordered in a period, by when, and what became of it."""

from collections.abc import Sequence
from datetime import date

from pmedia_desktop.exchange.table_writing import WrittenTable
from pmedia_desktop.exchange.tables import Cell
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.wording import listed
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.superior_task import SuperiorTask, TaskKind
from pmedia_desktop.model.words import word
from pmedia_desktop.paper.filling import Filled
from pmedia_desktop.paper.values import JsonValue
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.paper.paged_sheets import paged_sheet
from pmedia_desktop.services.paper.period_ledgers import fill_period, ledger_head
from pmedia_desktop.texts import translate

_CONTEXT = "services.publishing.task_sheets"
TASKS_FORM = "task_ledger"


def fill_tasks(office: Office, begin: date, end: date) -> Filled:
    """Return the ledger of the orders that were open at some time from ``begin`` to ``end``."""
    return fill_period(office, begin, end, tasks_between, tasks_sheet)


def tasks_between(known: Snapshot, begin: date, end: date) -> tuple[SuperiorTask, ...]:
    """Return the orders that came by ``end`` and were not done and answered before ``begin``, as they came.

    One without any day is always among them.
    """
    found = (task for task in known.superior_tasks if _begun(task, begin) <= end and _ended(task, end) >= begin)
    return tuple(sorted(found, key=lambda task: (_begun(task, begin), task.id)))


def tasks_sheet(
    office: Office, tasks: Sequence[SuperiorTask], known: Snapshot, period: str, preparer_name: str
) -> Filled:
    """Return the ledger of these orders."""
    return paged_sheet(office, TASKS_FORM, task_sources(tasks, known, period, preparer_name, office.today()))


def task_sources(
    tasks: Sequence[SuperiorTask], known: Snapshot, period: str, preparer_name: str, on: date
) -> dict[str, JsonValue]:
    """Return the values of the ledger."""
    nothing = translate(_CONTEXT, "无")
    return {
        **ledger_head(TASKS_FORM, tasks, known, period, preparer_name, on),
        "task_ledger.ordered": [_lines(_iso(task.ordered_on), task.ordered_by) or nothing for task in tasks],
        "task_ledger.whats": [_lines(word(task.kind), task.title, task.content, _source(task)) for task in tasks],
        "task_ledger.accounts": [_accounts(task, known) for task in tasks],
        "task_ledger.dues": [_lines(_iso(task.due_on), task.due_time) or nothing for task in tasks],
        "task_ledger.done": [
            _lines(state_words(task, on), _iso(task.done_on), task.done_time, task.done_where) for task in tasks
        ],
        "task_ledger.answers": [_lines(_iso(task.answered_on), task.answer) or nothing for task in tasks],
    }


def tasks_table(tasks: Sequence[SuperiorTask], known: Snapshot, on: date) -> WrittenTable:
    """Return the same as a table, one row an order."""
    headings = (
        translate(_CONTEXT, "编号"),
        translate(_CONTEXT, "类别"),
        translate(_CONTEXT, "任务"),
        translate(_CONTEXT, "要求"),
        translate(_CONTEXT, "来源"),
        translate(_CONTEXT, "下达单位"),
        translate(_CONTEXT, "收到日期"),
        translate(_CONTEXT, "账号"),
        translate(_CONTEXT, "期限"),
        translate(_CONTEXT, "几点前"),
        translate(_CONTEXT, "情况"),
        translate(_CONTEXT, "完成日期"),
        translate(_CONTEXT, "完成时间"),
        translate(_CONTEXT, "完成位置"),
        translate(_CONTEXT, "书面回复"),
        translate(_CONTEXT, "回复日期"),
        translate(_CONTEXT, "备注"),
    )
    rows: list[list[Cell]] = [
        [
            task.id,
            word(task.kind),
            task.title,
            task.content,
            _source(task),
            task.ordered_by,
            task.ordered_on,
            _accounts(task, known),
            task.due_on,
            task.due_time,
            state_words(task, on),
            task.done_on,
            task.done_time,
            task.done_where,
            task.answer,
            task.answered_on,
            task.remark,
        ]
        for task in tasks
    ]
    return WrittenTable(translate(_CONTEXT, "上级任务台账"), headings, rows)


def state_words(task: SuperiorTask, on: date) -> str:
    """Return how far an order is on the day ``on``, and whether it was or is late."""
    if task.done_on is None:
        return translate(_CONTEXT, "没有完成，已逾期") if task.is_late(on) else translate(_CONTEXT, "待办")
    done = translate(_CONTEXT, "逾期完成") if task.was_late else translate(_CONTEXT, "按时完成")
    if task.is_answer_late(on):
        pattern = (
            translate(_CONTEXT, "{done}，没有书面回复，已逾期")
            if task.is_open
            else translate(_CONTEXT, "{done}，书面回复逾期")
        )
        return pattern.format(done=done)
    return translate(_CONTEXT, "{done}，待书面回复").format(done=done) if task.is_open else done


def _begun(task: SuperiorTask, otherwise: date) -> date:
    return min(filter(None, (task.ordered_on, task.due_on, task.done_on)), default=otherwise)


def _ended(task: SuperiorTask, otherwise: date) -> date:
    """Return the day on which nothing was left to be done; ``otherwise`` while something is."""
    if task.is_open:
        return otherwise
    answered_on = task.answered_on if task.kind is TaskKind.CORRECTION else None
    return max(filter(None, (task.done_on, answered_on)), default=otherwise)


def _accounts(task: SuperiorTask, known: Snapshot) -> str:
    accounts = (known.account(account_id) for account_id in task.account_ids)
    return listed(account_title(one, known) for one in accounts if one is not None) or translate(_CONTEXT, "全部账号")


def _source(task: SuperiorTask) -> str:
    return " ".join(filter(None, (task.source, task.link)))


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _lines(*parts: str) -> str:
    return "\n".join(filter(None, parts))
