"""Orders from above (上级任务): entered, carried out, answered."""

from dataclasses import dataclass, replace

from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.publication import Origin, Placement, Publication
from pmedia_desktop.model.superior_task import SuperiorTask, TaskKind
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.ledger_checks import checked_task
from pmedia_desktop.services.office import Office, current_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale

_CHANGED = frozenset({SubjectKind.SUPERIOR_TASK})


@dataclass(frozen=True)
class TaskRow:
    """A line of the list: the order, and its accounts as people call them."""

    task: SuperiorTask
    accounts: tuple[str, ...]


def list_tasks(office: Office) -> tuple[TaskRow, ...]:
    """Return all orders: what is open first, by its last day, then the others, the newest first."""
    with office.register.read() as reader:
        known = current_snapshot(office, reader)
    rows = []
    for task in known.superior_tasks:
        accounts = (known.account(account_id) for account_id in task.account_ids)
        rows.append(TaskRow(task, tuple(account_title(one, known) for one in accounts if one is not None)))
    is_open = sorted(
        (row for row in rows if row.task.is_open), key=lambda row: (str(row.task.due_on or "9"), row.task.id)
    )
    closed = sorted((row for row in rows if not row.task.is_open), key=lambda row: row.task.id, reverse=True)
    return (*is_open, *closed)


def save_task(office: Office, task: SuperiorTask, read: SuperiorTask | None = None) -> Outcome[SuperiorTask]:
    """Enter an order, or what has become of it."""
    task = checked_task(task, office.today())
    subject = Subject(SubjectKind.SUPERIOR_TASK, task.id, task.title)
    with office.register.write(office.actor, Action.SUPERIOR_TASK_SAVED, subject=subject) as writer:
        if task.id:
            refuse_stale(writer.superior_task(task.id), read)
        saved = writer.save(task)
    return Outcome(saved, _CHANGED)


def start_item(office: Office, task_id: int) -> Outcome[Publication]:
    """Begin the item that an order asks for, with its title, source and accounts; the order knows it from then on."""
    subject = Subject(SubjectKind.SUPERIOR_TASK, task_id)
    with office.register.write(office.actor, Action.PUBLICATION_SAVED, subject=subject) as writer:
        task = writer.superior_task(task_id)
        # One that lies in the recycle bin would count nowhere: then the order begins anew.
        if task.publication_id in writer.search_publications(""):
            return Outcome(writer.publication(task.publication_id), frozenset())
        item = writer.save(
            Publication(
                title=task.title,
                origin=Origin.REPRINT if task.kind is TaskKind.REPRINT else Origin.ORIGINAL,
                source=task.source,
                source_link=task.link,
                drafter=office.actor.name,
                drafted_on=office.today(),
                planned_on=task.due_on,
                planned_time=task.due_time,
                placements=tuple(Placement(account_id=account_id) for account_id in task.account_ids),
            )
        )
        writer.save(replace(task, publication_id=item.id))
    return Outcome(item, _CHANGED | {SubjectKind.PUBLICATION})


def carry_out(writer: Writer, item: Publication) -> bool:
    """Note in the orders that asked for an item that it is out; return whether there was one."""
    done = [task for task in writer.superior_tasks() if task.publication_id == item.id and task.done_on is None]
    places = [place for place in item.placements if place.published_on is not None]
    if not done or not places or any(place.published_on is None for place in item.placements):
        return False
    last = max(places, key=lambda place: (place.published_on is not None, place.published_on, place.published_time))
    where = "\n".join(place.link for place in places if place.link)
    for task in done:
        was_out = task.ordered_on is not None and last.published_on is not None and last.published_on < task.ordered_on
        writer.save(
            replace(
                task,
                # What was out before the order came was done on the day it came.
                done_on=task.ordered_on if was_out else last.published_on,
                done_time="" if was_out else last.published_time,
                done_where=task.done_where or where,
            )
        )
    return True
