"""上级任务: what the superior wants republished or mended, by when, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.empty import EmptyWords
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.period_dialog import PeriodDialog
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.publishing.jobs import tasks_job
from pmedia_desktop.gui.publishing.task_dialog import TaskDialog
from pmedia_desktop.gui.record_history import offer_history
from pmedia_desktop.gui.recycling import ask_to_recycle
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.superior_task import SuperiorTask, TaskKind
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.publication import Publication
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.services.publishing.tasks import TaskRow

_CONTEXT = "gui.publishing.tasks_tab"


class TasksTab:
    """Works the parts of the page's third tab."""

    def __init__(self, desk: Desk, page: QWidget, root: QWidget) -> None:
        self._desk, self._page = desk, page
        self._open_task = 0
        self._table = part(root, QTableView, "tasks")
        self._model = RowsModel(_columns(desk.office.today()))
        set_up_table(self._table, self._model, translate(_CONTEXT, "上级任务"))
        offer_history(self._table, desk, lambda row: Subject(SubjectKind.SUPERIOR_TASK, row.task.id, row.task.title))
        EmptyWords(
            self._table,
            translate(
                _CONTEXT, "还没有登记上级任务。上级要求转载、整改的，点“登记上级任务…”记下期限，到期前“今日”会提醒。"
            ),
        )
        self._edit = part(root, QPushButton, "edit_task")
        self._recycle = part(root, QPushButton, "recycle_task")
        self._start = part(root, QPushButton, "start_item")
        part(root, QPushButton, "new_task").clicked.connect(
            lambda: self._ask(SuperiorTask(ordered_on=desk.office.today()))
        )
        part(root, QPushButton, "print_tasks").clicked.connect(self._print)
        self._edit.clicked.connect(self._edit_chosen)
        self._recycle.clicked.connect(self._recycle_chosen)
        self._start.clicked.connect(self._start_chosen)
        self._table.activated.connect(lambda _index: self._edit_chosen())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._enable()

    def read(self, open_task: int = 0) -> None:
        """Read the orders, and open the one with this number."""
        self._open_task = open_task or self._open_task
        self._desk.read(self._page, _list, self._show, replaces="tasks")

    def _show(self, rows: tuple[TaskRow, ...]) -> None:
        self._model.show(rows)
        if rows:
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._enable()
        wanted, self._open_task = self._open_task, 0
        for row in rows:
            if row.task.id == wanted:
                self._ask(row.task)

    def _enable(self) -> None:
        chosen: list[TaskRow] = chosen_rows(self._table)
        none = translate(_CONTEXT, "先在表里选一项任务。")
        for button in (self._edit, self._recycle):
            allow(button, bool(chosen), none)
        is_reprint = bool(chosen) and chosen[0].task.kind is TaskKind.REPRINT
        allow(self._start, is_reprint, translate(_CONTEXT, "只有转载任务要起草信息。") if chosen else none)
        begun = bool(chosen) and chosen[0].task.publication_id is not None
        self._start.setText(translate(_CONTEXT, "看这条信息") if begun else translate(_CONTEXT, "起草这条信息"))

    def _edit_chosen(self) -> None:
        for row in chosen_rows(self._table)[:1]:
            self._ask(row.task)

    def _recycle_chosen(self) -> None:
        chosen: list[TaskRow] = chosen_rows(self._table)
        if chosen:
            ask_to_recycle(self._desk, self._page, Subject(SubjectKind.SUPERIOR_TASK, chosen[0].task.id))

    def _start_chosen(self) -> None:
        chosen: list[TaskRow] = chosen_rows(self._table)
        if chosen:
            task_id = chosen[0].task.id
            self._desk.change(
                self._page,
                lambda office: _start(office, task_id),
                lambda item: self._desk.go(Place("publication", item.id)),
            )

    def _print(self) -> None:
        def chosen(begin: date, end: date) -> None:
            ask_to_print(self._desk, self._page, tasks_job(begin, end))

        PeriodDialog(self._desk, self._page.window(), translate(_CONTEXT, "打印哪一段时间的上级任务？"), chosen).open()

    def _ask(self, task: SuperiorTask) -> None:
        self._desk.read(
            self._page,
            _accounts,
            lambda accounts: TaskDialog(self._desk, self._page.window(), task, accounts).open(),
        )


def _columns(today: date) -> tuple[Column[TaskRow], ...]:
    return (
        Column(translate(_CONTEXT, "任务"), lambda row: row.task.title),
        Column(translate(_CONTEXT, "类别"), lambda row: word(row.task.kind), 112),
        Column(translate(_CONTEXT, "下达单位"), lambda row: row.task.ordered_by, 136),
        Column(
            translate(_CONTEXT, "期限"),
            lambda row: f"{write_date(row.task.due_on)} {row.task.due_time}".strip(),
            150,
        ),
        Column(
            translate(_CONTEXT, "情况"),
            lambda row: _state_words(row.task, today)[0],
            136,
            tone=lambda row: _state_words(row.task, today)[1],
        ),
        Column(translate(_CONTEXT, "账号"), lambda row: translate(_CONTEXT, "、").join(row.accounts), 200),
    )


def _state_words(task: SuperiorTask, today: date) -> tuple[str, Tone]:
    if task.done_on is None:
        late = task.is_late(today)
        return (translate(_CONTEXT, "已逾期"), Tone.DANGER) if late else (translate(_CONTEXT, "待办"), Tone.WARNING)
    if task.is_answer_late(today):
        return translate(_CONTEXT, "没有回复，已逾期") if task.is_open else translate(_CONTEXT, "回复逾期"), Tone.DANGER
    if task.is_open:
        return translate(_CONTEXT, "待书面回复"), Tone.WARNING
    if task.was_late:
        return translate(_CONTEXT, "逾期完成"), Tone.DANGER
    return translate(_CONTEXT, "按时完成"), Tone.GOOD


def _list(office: Office) -> tuple[TaskRow, ...]:
    from pmedia_desktop.services.publishing.tasks import list_tasks

    return list_tasks(office)


def _accounts(office: Office) -> tuple[tuple[int, str], ...]:
    from pmedia_desktop.services.publishing.items import open_accounts

    return open_accounts(office)


def _start(office: Office, task_id: int) -> Outcome[Publication]:
    from pmedia_desktop.services.publishing.tasks import start_item

    return start_item(office, task_id)
