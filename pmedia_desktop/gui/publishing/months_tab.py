"""月报: each account's month, counted from the records and filled up with the platform's figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QToolButton, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.empty import EmptyWords
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.publishing.jobs import month_job
from pmedia_desktop.gui.publishing.small_dialogs import FiguresDialog
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table, show_rows
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.publishing.months import AccountMonth, Month

_CONTEXT = "gui.publishing.months_tab"


class MonthsTab:
    """Works the parts of the page's fourth tab; it opens on last month in the first ten days, else on this one."""

    def __init__(self, desk: Desk, page: QWidget, root: QWidget) -> None:
        self._desk, self._page = desk, page
        today = desk.office.today()
        self._number = today.year * 12 + today.month - 1 - (today.day <= 10)
        self._title = part(root, QLabel, "month")
        self._table = part(root, QTableView, "months")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "月报"))
        EmptyWords(
            self._table, translate(_CONTEXT, "还没有正在使用的账号。先在“账号”页登记，这里按月统计发布、转载和留言。")
        )
        self._edit = part(root, QPushButton, "edit_figures")
        for name, step in (("earlier", -1), ("later", 1)):
            part(root, QToolButton, name).clicked.connect(self._turning(step))
        self._edit.clicked.connect(self._edit_chosen)
        self._table.activated.connect(lambda _index: self._edit_chosen())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        part(root, QPushButton, "print_month").clicked.connect(
            lambda: ask_to_print(desk, page, month_job(*self._shown()))
        )
        part(root, QPushButton, "save_month").clicked.connect(self._save_table)
        self._enable()

    def read(self) -> None:
        """Read the month."""
        year, month = self._shown()
        self._desk.read(self._page, lambda office: _read(office, year, month), self._show, replaces="month")

    def _show(self, month: Month) -> None:
        self._title.setText(month.title)
        show_rows(self._table, month.rows, lambda row: row.account.id)
        self._enable()

    def _shown(self) -> tuple[int, int]:
        return self._number // 12, self._number % 12 + 1

    def _turning(self, step: int) -> Callable[[], None]:
        def turn() -> None:
            self._number += step
            self.read()

        return turn

    def _enable(self) -> None:
        allow(self._edit, bool(chosen_rows(self._table)), translate(_CONTEXT, "先在表里选一个账号。"))

    def _edit_chosen(self) -> None:
        for row in chosen_rows(self._table)[:1]:
            FiguresDialog(self._desk, self._page.window(), row.title, row.figures).open()

    def _save_table(self) -> None:
        year, month = self._shown()
        name = translate(_CONTEXT, "政务新媒体月报{year}-{month:02}.xlsx").format(year=year, month=month)
        path = self._desk.dialogs.save_file(
            translate(_CONTEXT, "月报存为表格"), name, translate(_CONTEXT, "Excel表格 (*.xlsx)")
        )
        if path is not None:
            self._desk.read(
                self._page,
                lambda office: _write(office, year, month, path),
                lambda saved: self._desk.say(translate(_CONTEXT, "已保存到 {path}").format(path=saved)),
            )


def _columns() -> tuple[Column[AccountMonth], ...]:
    return (
        Column(translate(_CONTEXT, "账号"), lambda row: row.title),
        Column(translate(_CONTEXT, "发布"), lambda row: str(row.published), 56, right=True),
        Column(translate(_CONTEXT, "原创"), lambda row: str(row.originals), 56, right=True),
        Column(translate(_CONTEXT, "转载"), lambda row: str(row.reprints), 56, right=True),
        Column(
            translate(_CONTEXT, "最长间隔"),
            lambda row: (
                translate(_CONTEXT, "{days}天").format(days=row.longest_gap) if row.longest_gap is not None else ""
            ),
            88,
            right=True,
        ),
        Column(translate(_CONTEXT, "粉丝数"), lambda row: _count(row.figures.followers), 76, right=True),
        Column(translate(_CONTEXT, "新增"), lambda row: _count(row.figures.new_followers), 60, right=True),
        Column(translate(_CONTEXT, "阅读量"), lambda row: _count(row.figures.reads), 76, right=True),
        Column(translate(_CONTEXT, "点赞"), lambda row: _count(row.figures.likes), 60, right=True),
        Column(translate(_CONTEXT, "转发"), lambda row: _count(row.figures.shares), 60, right=True),
        Column(translate(_CONTEXT, "评论"), lambda row: _count(row.figures.comments), 60, right=True),
        Column(translate(_CONTEXT, "上级任务"), _task_words, 96),
        Column(
            translate(_CONTEXT, "留言"),
            lambda row: f"{row.settled}/{row.messages}" if row.messages or row.settled else "",
            96,
        ),
    )


def _count(value: int | None) -> str:
    return "" if value is None else str(value)


def _task_words(row: AccountMonth) -> str:
    if not row.tasks:
        return ""
    if row.late_tasks:
        return translate(_CONTEXT, "{done}/{count}，逾期{late}").format(
            done=row.done_tasks, count=row.tasks, late=row.late_tasks
        )
    return f"{row.done_tasks}/{row.tasks}"


def _read(office: Office, year: int, month: int) -> Month:
    from pmedia_desktop.services.publishing.months import read_month

    return read_month(office, year, month)


def _write(office: Office, year: int, month: int, path: Path) -> Path:
    from pmedia_desktop.services.files import write_file
    from pmedia_desktop.services.publishing.months import months_workbook, read_month

    write_file(path, months_workbook([read_month(office, year, month)]))
    return path
