"""备案: the table of all filings, the door to the guides, and printing several at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QTableView, QToolButton

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.columns_menu import ColumnsMenu
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.looks import DUE_TONES, FILING_TONES, due_day
from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.jobs import PrintJob, blank_job, calibration_job, filings_job
from pmedia_desktop.gui.printing.preview_dialog import PreviewDialog
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.saved_views import SavedViews
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table, show_rows, speaks_of
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.filing import FilingKind, FilingState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.finding import Finding
    from pmedia_desktop.services.filing.filings import FilingRow
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.filings"
_TYPING_PAUSE = 150
_UNDER_WAY, _FINISHED = "under_way", "finished"


class FilingsPage(Page):
    """All filings, newest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("filings", self)
        self._rows: tuple[FilingRow, ...] = ()
        self._search = part(root, QLineEdit, "search")
        self._progress = part(root, ChoiceBox, "progress")
        self._kind = part(root, ChoiceBox, "kind")
        self._count = part(root, QLabel, "count")
        self._table = part(root, QTableView, "table")
        self._print = part(root, QPushButton, "print_chosen")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "备案列表"))
        ColumnsMenu(root, desk.memory, "filings", self._table)
        self._empty = EmptyState(root, self._table, self._act_on_empty)
        self._progress.offer(
            [
                ("", translate(_CONTEXT, "全部进度")),
                (_UNDER_WAY, translate(_CONTEXT, "正在办理")),
                (_FINISHED, translate(_CONTEXT, "已办完")),
            ]
        )
        self._kind.offer([(None, translate(_CONTEXT, "全部类型")), *words_of(FilingKind)])
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self._filter)
        self._search.textChanged.connect(lambda _text: self._typing.start())
        for box in (self._progress, self._kind):
            box.currentIndexChanged.connect(lambda _index: self._filter())
        self._table.activated.connect(self._open)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._print.clicked.connect(self._print_chosen)
        self._offer_guides(part(root, QPushButton, "start"))
        SavedViews(root, desk, "filings", {"text": self._search, "progress": self._progress, "kind": self._kind})
        self._offer_papers(part(root, QToolButton, "more"))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._search.setFocus)
        self._enable()

    def refresh(self) -> None:
        """Read the table."""
        self.desk.read(self, _list, self._show, replaces="rows")

    def _show(self, rows: tuple[FilingRow, ...]) -> None:
        self._rows = rows
        self._filter()

    def _filter(self) -> None:
        rows = [row for row in self._rows if self._fits(row)]
        show_rows(self._table, rows, lambda row: row.filing.id)
        self._count.setText(translate(_CONTEXT, "共{count}份").format(count=len(rows)))
        if rows:
            self._empty.show_table()
        elif self._rows:
            self._empty.nothing_fits(translate(_CONTEXT, "没有符合条件的备案"))
        else:
            self._empty.explain(
                translate(_CONTEXT, "还没有备案"),
                translate(
                    _CONTEXT,
                    "账号开设、变更、关停时要向区政府办备案。点“办理备案”，选一种，程序一步一步带着办，并算好期限。",
                ),
                translate(_CONTEXT, "开设新账号"),
            )
        self._enable()

    def _fits(self, row: FilingRow) -> bool:
        progress, kind = self._progress.choice(), self._kind.choice()
        under_way = row.filing.is_under_way and not _is_replaced(row, self._rows)
        if progress and (progress == _UNDER_WAY) != under_way:
            return False
        if kind is not None and row.filing.kind is not kind:
            return False
        return speaks_of(_searched(row), self._search.text())

    def _enable(self) -> None:
        count = len(chosen_rows(self._table))
        allow(self._print, count > 0, translate(_CONTEXT, "先在表里选要打印的备案。"))
        self._print.setText(
            translate(_CONTEXT, "打印所选（{count}份）…").format(count=count)
            if count > 1
            else translate(_CONTEXT, "打印所选…")
        )

    def _open(self, index: QModelIndex) -> None:
        self.desk.go(Place("filing", self._model.rows[index.row()].filing.id))

    def _act_on_empty(self) -> None:
        if not self._rows:
            self.desk.go(Place("opening"))
            return
        self._search.clear()
        for box in (self._progress, self._kind):
            box.setCurrentIndex(0)

    def _print_chosen(self) -> None:
        ids = tuple(row.filing.id for row in chosen_rows(self._table))
        self.desk.read(
            self,
            lambda office: _findings(office, ids),
            lambda findings: ask_to_print(self.desk, self, filings_job(ids, findings)),
        )

    def _offer_guides(self, button: QPushButton) -> None:
        menu = QMenu(button)
        for page, words in (
            ("opening", translate(_CONTEXT, "开设新账号（第六条）")),
            ("changing", translate(_CONTEXT, "账号、单位或人员有变更（第六条）")),
            ("closing", translate(_CONTEXT, "关停账号（第七条）")),
        ):
            menu.addAction(words).triggered.connect(_going(self.desk, page))
        button.setMenu(menu)

    def _offer_papers(self, button: QToolButton) -> None:
        menu = QMenu(button)
        note = translate(_CONTEXT, "空白表可以手写填报；用程序填好再打印更不容易被退回。")
        for kind in FilingKind:
            job = blank_job(kind)
            menu.addAction(job.title).triggered.connect(self._looking(job, note))
        calibration = translate(_CONTEXT, "打印后用直尺量：横尺、竖尺都是100毫米，说明这台打印机按实际大小打印。")
        menu.addSeparator()
        menu.addAction(translate(_CONTEXT, "打印校准页")).triggered.connect(
            self._looking(calibration_job(), calibration)
        )
        menu.addAction(translate(_CONTEXT, "表样工坊：上级发的表格…")).triggered.connect(_going(self.desk, "workshop"))
        menu_button(button, menu)

    def _looking(self, job: PrintJob, note: str) -> Callable[[], None]:
        return lambda: PreviewDialog(self.desk, self.window(), job, note).open()


def _going(desk: Desk, page: str) -> Callable[[], None]:
    return lambda: desk.go(Place(page))


def _is_replaced(row: FilingRow, rows: tuple[FilingRow, ...]) -> bool:
    """Whether a returned filing has its correction."""
    return row.filing.state is FilingState.RETURNED and any(other.filing.follows_id == row.filing.id for other in rows)


def _searched(row: FilingRow) -> str:
    return f"{row.title} {row.filing.reason} {row.filing.number}"


def _columns() -> tuple[Column[FilingRow], ...]:
    return (
        Column(translate(_CONTEXT, "备案"), lambda row: row.title),
        Column(
            translate(_CONTEXT, "进度"),
            lambda row: word(row.filing.state),
            104,
            tone=lambda row: FILING_TONES[row.filing.state],
        ),
        Column(translate(_CONTEXT, "下一步"), _next_words, 176),
        Column(translate(_CONTEXT, "最近期限"), _due_words, 160, tone=_due_tone),
        Column(translate(_CONTEXT, "报送日期"), lambda row: write_date(row.filing.submitted_on), 116),
        Column(translate(_CONTEXT, "备案编号"), lambda row: row.filing.number, 132),
    )


def _next_words(row: FilingRow) -> str:
    return {
        FilingState.DRAFT: translate(_CONTEXT, "填好，打印送签稿"),
        FilingState.PRINTED: translate(_CONTEXT, "主要领导签字"),
        FilingState.SIGNED: translate(_CONTEXT, "加盖公章"),
        FilingState.SEALED: translate(_CONTEXT, "报送"),
        FilingState.SUBMITTED: translate(_CONTEXT, "等对方答复"),
        FilingState.RECEIVED: translate(_CONTEXT, "等备案结果"),
        FilingState.FILED: ("" if row.filing.national_checked_on else translate(_CONTEXT, "核对全国系统")),
        FilingState.RETURNED: translate(_CONTEXT, "更正后重报"),
        FilingState.ABANDONED: "",
    }[row.filing.state]


def _due_words(row: FilingRow) -> str:
    if row.deadline is None:
        return ""
    return due_day(row.deadline) or word(row.deadline.state)


def _due_tone(row: FilingRow) -> Tone | None:
    return DUE_TONES[row.deadline.state] if row.deadline else None


def _list(office: Office) -> tuple[FilingRow, ...]:
    from pmedia_desktop.services.filing.filings import list_filings

    return list_filings(office)


def _findings(office: Office, ids: tuple[int, ...]) -> tuple[Finding, ...]:
    from pmedia_desktop.services.paper.filing_papers import check_filing

    return tuple(finding for filing_id in ids for finding in check_filing(office, filing_id))
