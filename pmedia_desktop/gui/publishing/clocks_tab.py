"""更新计时: how long each account has shown nothing new, and the picture of its last twelve months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.publishing.clock_words import CLOCK_TONES, clock_words
from pmedia_desktop.gui.publishing.jobs import year_job
from pmedia_desktop.gui.publishing.year_picture import YearPicture
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.publishing import clocks as service

_CONTEXT = "gui.publishing.clocks_tab"


class ClocksTab:
    """Works the parts of the page's second tab."""

    def __init__(self, desk: Desk, page: QWidget, root: QWidget) -> None:
        self._desk, self._page = desk, page
        self._wanted = 0
        self._hint = part(root, QLabel, "clocks_hint")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._table = part(root, QTableView, "clocks")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "更新计时"))
        self._title = part(root, QLabel, "year_title")
        self._picture = part(root, YearPicture, "year")
        self._print = part(root, QPushButton, "print_year")
        self._print.clicked.connect(self._print_it)
        self._parts = (self._table, self._title, self._picture, self._print)
        for widget in self._parts:
            widget.hide()
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._read_year())

    def read(self, account_id: int = 0) -> None:
        """Read the clocks, and choose that of an account."""
        self._wanted = account_id or self._wanted
        self._desk.read(self._page, _list, self._show, replaces="clocks")

    def _show(self, rows: tuple[service.ClockRow, ...]) -> None:
        chosen = {row.clock.account.id for row in chosen_rows(self._table)}
        self._model.show(rows)
        limit = rows[0].clock.limit if rows else 0
        self._hint.setText(
            translate(
                _CONTEXT,
                "{limit}天没有更新是检查的单项否决问题；等待关停的账号在冻结以前也要更新。天数可以在“设置—信息发布”里改。",
            ).format(limit=limit)
            if rows
            else translate(_CONTEXT, "还没有正在使用的账号。先在“账号”页登记，再补录最近发布的一条。")
        )
        wanted, self._wanted = {self._wanted} if self._wanted else chosen, 0
        position = next((n for n, row in enumerate(rows) if row.clock.account.id in wanted), 0)
        for widget in self._parts:
            widget.setVisible(bool(rows))
        if rows:
            self._table.setCurrentIndex(self._model.index(position, 0))

    def _read_year(self) -> None:
        chosen: list[service.ClockRow] = chosen_rows(self._table)
        if chosen:
            account_id = chosen[0].clock.account.id
            self._desk.read(self._page, lambda office: _read_year(office, account_id), self._show_year, replaces="year")

    def _show_year(self, year: service.YearPicture) -> None:
        words = (
            translate(_CONTEXT, "{account}近十二个月：发布{count}条，有更新的日子{days}天")
            if year.counts
            else translate(_CONTEXT, "{account}近十二个月没有登记发布记录，可以补录，也可以从表格导入")
        )
        self._title.setText(words.format(account=year.title, count=sum(year.counts.values()), days=len(year.counts)))
        self._picture.show_year(year.last, year.counts, year.over, year.limit)

    def _print_it(self) -> None:
        for row in chosen_rows(self._table)[:1]:
            ask_to_print(self._desk, self._page, year_job(row.clock.account.id, row.title))


def _columns() -> tuple[Column[service.ClockRow], ...]:
    return (
        Column(translate(_CONTEXT, "账号"), lambda row: row.title, 260),
        Column(
            translate(_CONTEXT, "更新情况"),
            lambda row: clock_words(row.clock),
            176,
            tone=lambda row: CLOCK_TONES[row.clock.status.value],
        ),
        Column(translate(_CONTEXT, "最近发布"), lambda row: write_date(row.clock.last), 116),
        Column(translate(_CONTEXT, "最晚下次"), lambda row: write_date(row.clock.due), 116),
        Column(translate(_CONTEXT, "最近一条"), lambda row: row.clock.last_title),
    )


def _list(office: Office) -> tuple[service.ClockRow, ...]:
    from pmedia_desktop.services.publishing.clocks import list_clocks

    return list_clocks(office)


def _read_year(office: Office, account_id: int) -> service.YearPicture:
    from pmedia_desktop.services.publishing.clocks import read_year

    return read_year(office, account_id)
