"""Orders from above: by when an item is to be republished, wrong words are to be mended, an answer is to be given."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.due import dated, due_state, undated
from pmedia_desktop.measures.subjects import about_superior_task, account_title
from pmedia_desktop.measures.wording import full_date, listed
from pmedia_desktop.model.finding import Deadline
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.superior_task import SuperiorTask
from pmedia_desktop.texts import translate

_CONTEXT = "measures.superior_tasks"


def source() -> str:
    """Return the source named for an order from above."""
    return translate(_CONTEXT, "上级要求")


def deadlines(snapshot: Snapshot, on: date) -> Iterator[Deadline]:
    """Yield every order that is not done, or whose answer was not given."""
    for task in snapshot.superior_tasks:
        if not task.is_open:
            continue
        rule, account = f"superior_task.{task.kind.value}", _accounts(task, snapshot)
        what, reason = _what(task), _reason(task)
        if task.due_on is None:
            yield undated(rule, what, about_superior_task(task), account, source(), reason)
        else:
            yield dated(
                rule=rule,
                what=what,
                article=source(),
                subject=about_superior_task(task),
                account=account,
                due=task.due_on,
                on=on,
                state=due_state(task.due_on, on, snapshot.settings),
                reason=reason,
                start=task.ordered_on,
            )


def _what(task: SuperiorTask) -> str:
    if task.done_on is not None:
        return translate(_CONTEXT, "书面回复：{title}").format(title=task.title)
    return about_superior_task(task).title


def _reason(task: SuperiorTask) -> str:
    by = task.ordered_by or translate(_CONTEXT, "上级")
    told = (
        translate(_CONTEXT, "{by}{day}下达").format(by=by, day=full_date(task.ordered_on))
        if task.ordered_on
        else translate(_CONTEXT, "{by}下达").format(by=by)
    )
    until = translate(_CONTEXT, "，要求{time}前完成").format(time=task.due_time) if task.due_time else ""
    if task.done_on is not None:
        return translate(_CONTEXT, "{told}{until}；已改正，还没有书面回复。").format(told=told, until=until)
    return translate(_CONTEXT, "{told}{until}，逾期会被通报。").format(told=told, until=until)


def _accounts(task: SuperiorTask, snapshot: Snapshot) -> str:
    accounts = (snapshot.account(account_id) for account_id in task.account_ids)
    return listed(account_title(account, snapshot) for account in accounts if account is not None)
