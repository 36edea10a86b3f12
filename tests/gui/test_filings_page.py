"""The table of filings: found, filtered, opened, printed together; blank forms and the calibration page."""

import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTableView, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.jobs import Wishes, filing_job, filings_job
from pmedia_desktop.gui.printing.running import Target, run_print_job
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.progress import Progress
from pmedia_desktop.services.filing import filings, process
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.outcome import Outcome
from tests.gui.conftest import OpenWindow
from tests.gui.hands import click, fill, find, open_dialog, pause, press_key, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

_OPENING, _CHANGE, _CLOSURE = 1, 2, 3


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Page:
    window.go(Place("filings"))
    settle(qtbot, window)
    return window.page("filings")


def _titles(page: Page) -> list[str]:
    model = find(page, QTableView, "table").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _cells(page: Page, row: int) -> list[str]:
    model = find(page, QTableView, "table").model()
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def _choose(menu: QMenu, words: str) -> None:
    action = next(action for action in menu.actions() if words in action.text())
    action.trigger()


def test_the_table_says_what_is_next_and_until_when(page: Page) -> None:
    assert _titles(page) == [
        "关停备案：示例镇微政务（微信公众号）",
        "变更备案：示例镇发布（新浪微博）",
        "开设备案：示例镇发布（抖音）",
    ]
    assert _cells(page, 0)[1:4] == ["草稿", "填好，打印送签稿", "2026-11-26"]


def test_a_last_day_counted_without_a_published_schedule_is_marked_in_every_table(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path
) -> None:
    window = open_window(sample_folder, date(2026, 12, 24))
    office = window.desk.office
    filing = filings.filing_page(office, _OPENING).filing
    approval = replace(filing.approval, on=date(2026, 12, 22))
    process.save_filing(office, replace(filing, approval=approval))
    window.go(Place("filings"))
    settle(qtbot, window)
    assert _cells(window.page("filings"), 2)[3] == "2027-01-06 推算"
    window.go(Place("accounts"))
    settle(qtbot, window)
    assert "2027-01-06 推算" in [cell for row in range(4) for cell in _cells(window.page("accounts"), row)]
    window.go(Place("account", filing.account_id))
    settle(qtbot, window)
    assert "2027年1月6日到期（按法定节日推算）" in texts(window.page("account"))


def test_typing_finds_filings_by_name_and_reason(qtbot: QtBot, window: Window, page: Page) -> None:
    fill(page, "search", "岗位调整")
    pause(qtbot, window)
    assert _titles(page) == ["变更备案：示例镇发布（新浪微博）"]
    fill(page, "search", "没有这样的")
    pause(qtbot, window)
    assert "没有符合条件的备案" in texts(page)
    click(page, "empty_button")
    pause(qtbot, window)
    assert len(_titles(page)) == 3


def test_filters_show_one_kind_or_what_is_finished(qtbot: QtBot, window: Window, page: Page) -> None:
    fill(page, "kind", "关停")
    assert _titles(page) == ["关停备案：示例镇微政务（微信公众号）"]
    fill(page, "progress", "已办完")
    assert _titles(page) == []
    filing = filings.filing_page(window.desk.office, _CLOSURE).filing
    window.desk.change(
        window,
        lambda office: process.advance_filing(office, filing, FilingState.ABANDONED, office.today()),
    )
    settle(qtbot, window)
    assert _titles(page) == ["关停备案：示例镇微政务（微信公众号）"]


def test_enter_opens_the_filing_in_the_row(qtbot: QtBot, window: Window, page: Page) -> None:
    table = find(page, QTableView, "table")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    press_key(table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.here == Place("filing", _CHANGE)


def test_an_empty_table_says_what_to_do(qtbot: QtBot, open_window: OpenWindow, sample_folder: Path) -> None:
    window = open_window(sample_folder)
    for filing in snapshot(window.desk.office).filings:
        _recycle(window.desk.office, filing.id)
    window.go(Place("filings"))
    settle(qtbot, window)
    page = window.page("filings")
    assert "还没有备案" in texts(page)
    click(page, "empty_button")
    settle(qtbot, window)
    assert window.here == Place("opening")


def _recycle(office: Office, filing_id: int) -> None:
    from pmedia_desktop.model.attachment import Subject, SubjectKind
    from pmedia_desktop.services.journal.recycle_bin import recycle

    recycle(office, Subject(SubjectKind.FILING, filing_id))


@pytest.mark.parametrize(("words", "key"), [("开设", "opening"), ("变更", "changing"), ("关停", "closing")])
def test_the_menu_leads_to_the_guides(qtbot: QtBot, window: Window, page: Page, words: str, key: str) -> None:
    menu = find(page, QPushButton, "start").menu()
    _choose(menu, words)
    settle(qtbot, window)
    assert window.here == Place(key)


@pytest.mark.parametrize("words", ["空白备案表（开设）", "空白备案表（关停）", "打印校准页"])
def test_blank_forms_and_the_calibration_page_are_shown_and_saved(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs, tmp_path: Path, words: str
) -> None:
    menu = find(page, QToolButton, "more").menu()
    _choose(menu, words)
    settle(qtbot, window)
    preview = open_dialog(window)
    assert preview is not None
    assert find(preview, QLabel, "page_number").text() == "1 / 1"
    click(preview, "print")
    settle(qtbot, window)
    asking = open_dialog(window)
    assert asking is not None
    assert asking is not preview
    fill(asking, "printer", "存为PDF")
    dialogs.choose_next(tmp_path / "纸.pdf")
    click(asking, "accept")
    settle(qtbot, window)
    title = pypdf.PdfReader(tmp_path / "纸.pdf").pages[0].extract_text()
    assert ("校准" if "校准" in words else "备案表") in title


def _select_all(page: Page) -> None:
    table = find(page, QTableView, "table")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def test_several_filings_are_printed_into_one_file(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    _select_all(page)
    assert find(page, QPushButton, "print_chosen").text() == "打印所选（3份）…"
    click(page, "print_chosen")
    settle(qtbot, window)
    asking = open_dialog(window)
    assert asking is not None
    fill(asking, "printer", "存为PDF")
    dialogs.choose_next(tmp_path / "三份.pdf")
    click(asking, "accept")
    settle(qtbot, window)
    pages = pypdf.PdfReader(tmp_path / "三份.pdf").pages
    assert len(pages) == 3
    assert [_cells(page, row)[1] for row in range(3)] == ["送签中"] * 3


class _WaitsAtSecond:
    """Passes progress on, but lets the job wait at its second form until ``go``."""

    def __init__(self, progress: Progress, go: threading.Event) -> None:
        self._progress, self._go = progress, go

    def step(self, done: int, total: int, what: str = "") -> None:
        if done == 1:
            assert self._go.wait(10)
        self._progress.step(done, total, what)


def test_printing_many_is_cancelled_in_between_and_nothing_is_taken_on(
    qtbot: QtBot, window: Window, page: Page, tmp_path: Path
) -> None:
    job, go = filings_job((_OPENING, _CHANGE, _CLOSURE), ()), threading.Event()
    run_print_job(
        window.desk,
        page,
        replace(job, make=lambda office, progress, wishes: job.make(office, _WaitsAtSecond(progress, go), wishes)),
        Target(path=tmp_path / "许多份.pdf"),
        Wishes(),
        done=None,
        print_again=lambda _job: None,
    )
    qtbot.waitUntil(lambda: open_dialog(window) is not None, timeout=10_000)
    waiting = open_dialog(window)
    assert waiting is not None
    QTest.keyClick(waiting, Qt.Key.Key_Escape)
    go.set()
    settle(qtbot, window)
    assert open_dialog(window) is None
    assert [_cells(page, row)[1] for row in range(3)] == ["草稿"] * 3
    assert not (tmp_path / "许多份.pdf").exists()
    assert "已停止" in window.statusBar().currentMessage()


def test_what_was_kept_before_a_refusal_is_shown(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    job = filings_job((_OPENING, _CHANGE), ())

    def make(office: Office, progress: Progress, wishes: Wishes) -> Outcome[bytes | None]:
        filing_job(filings.filing_page(office, _OPENING).filing, "", ()).make(office, progress, wishes)
        raise EnvironmentProblem("磁盘已满，", "请清理后再打印。")

    dialogs.press_next("知道了")
    run_print_job(
        window.desk,
        page,
        replace(job, make=make),
        Target(path=tmp_path / "两份.pdf"),
        Wishes(),
        done=None,
        print_again=lambda _job: None,
    )
    settle(qtbot, window)
    assert "磁盘已满" in str(dialogs.shown)
    assert sorted(_cells(page, row)[1] for row in range(3)) == ["草稿", "草稿", "送签中"]


def test_the_choice_of_rows_stays_when_the_table_is_read_again(qtbot: QtBot, window: Window, page: Page) -> None:
    table = find(page, QTableView, "table")
    table.selectionModel().setCurrentIndex(
        table.model().index(2, 0),
        QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
    )
    filing = filings.filing_page(window.desk.office, _CHANGE).filing
    window.desk.change(window, lambda office: process.save_filing(office, replace(filing, remark="改")))
    settle(qtbot, window)
    assert table.currentIndex().row() == 2
    assert find(page, QWidget, "print_chosen").isEnabled()
