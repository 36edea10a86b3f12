"""A filing's own page: its form, what leads where, and that nothing typed is lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QTableWidget,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.services import accounts
from pmedia_desktop.services.filing import process
from tests.gui.conftest import OpenWindow
from tests.gui.filing_hands import (
    CHANGE,
    CLOSURE,
    OPENING,
    filing_of,
    printed,
    tab_of,
    taken_to,
    visit_filing,
)
from tests.gui.hands import click, click_words, fill, find, open_dialog, settle, texts


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Page:
    return visit_filing(qtbot, window, OPENING)


def test_the_page_says_until_when_from_which_day_and_how_else_it_could_be_counted(page: Page) -> None:
    said = texts(find(page, QFrame, "term"))
    assert "报送期限：最迟2026年12月1日（还有8天）" in said
    assert "从主要领导批准之日起算：11月17日为第0天，第10个工作日是12月1日" in said
    assert "从开通或变更生效之日起算：到2026年12月3日" in said


def test_a_term_that_has_run_out_is_red(qtbot: QtBot, open_window: OpenWindow, sample_folder: Path) -> None:
    page = visit_filing(qtbot, open_window(sample_folder, date(2026, 12, 2)), OPENING)
    term = find(page, QFrame, "term")
    assert "已逾期1天" in texts(term)
    assert term.property("role") == "alarm"


def test_what_is_missing_leads_to_its_field(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    process.save_filing(office, replace(filing_of(window, OPENING), reason="", preparer_phone=""))
    page = visit_filing(qtbot, window, OPENING)
    assert "还缺2项" in texts(page)
    need = next(label for label in page.findChildren(QLabel) if label.accessibleName() == "还没有填写事由。")
    need.linkActivated.emit("#")
    focus = window.focusWidget()
    assert focus is find(page, QPlainTextEdit, "reason")
    find(page, QTabWidget, "tabs").setCurrentIndex(2)
    assert "还没有填写填表人的电话" in texts(find(page, QWidget, "checks"))
    click_words(page, "去补充")
    assert tab_of(page) == "content_tab"


def test_a_need_of_the_account_leads_to_the_account(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    known = accounts.account_page(office, 1).account
    accounts.correct_account(office, replace(known, homepage=""))
    page = visit_filing(qtbot, window, OPENING)
    click_words(page, "继续填写")
    settle(qtbot, window)
    assert window.here == Place("account", 1, "homepage")
    dialog = open_dialog(window)
    assert dialog is not None
    dialog.reject()


def test_what_is_typed_is_saved_on_request(qtbot: QtBot, window: Window, page: Page) -> None:
    bar = find(page, QFrame, "save_bar")
    assert not bar.isVisible()
    fill(page, "reason", "另一个事由")
    assert bar.isVisible()
    click(page, "save")
    settle(qtbot, window)
    assert not bar.isVisible()
    assert filing_of(window, OPENING).reason == "另一个事由"


def test_what_is_typed_is_taken_back_on_request(qtbot: QtBot, window: Window, page: Page) -> None:
    before = filing_of(window, OPENING).reason
    fill(page, "reason", "另一个事由")
    click(page, "drop")
    settle(qtbot, window)
    assert find(page, QPlainTextEdit, "reason").toPlainText() == before
    assert not find(page, QFrame, "save_bar").isVisible()


def test_what_is_not_saved_is_there_again_after_leaving_and_after_a_restart(
    qtbot: QtBot, window: Window, page: Page, open_window: OpenWindow
) -> None:
    fill(page, "reason", "没有保存的事由")
    fill(page, "event_on", "下周")
    window.go(Place("filing", CHANGE))
    settle(qtbot, window)
    assert find(page, QPlainTextEdit, "reason").toPlainText() != "没有保存的事由"
    again = open_window(window.desk.office.folder)
    page = visit_filing(qtbot, again, OPENING)
    assert find(page, QPlainTextEdit, "reason").toPlainText() == "没有保存的事由"
    assert "还没有保存" in texts(find(page, QFrame, "save_bar"))
    click(page, "save")
    settle(qtbot, again)
    assert "不是日期" in find(page, QLabel, "problem").text()


def test_a_change_elsewhere_does_not_wipe_what_is_being_typed(qtbot: QtBot, window: Window, page: Page) -> None:
    fill(page, "reason", "正在填写")
    account = accounts.account_page(window.desk.office, 1).account
    window.desk.change(window, lambda office: accounts.correct_account(office, replace(account, remark="x")))
    settle(qtbot, window)
    assert find(page, QPlainTextEdit, "reason").toPlainText() == "正在填写"


def test_a_submitted_filing_can_be_read_but_not_altered(qtbot: QtBot, window: Window) -> None:
    taken_to(window.desk.office, OPENING, FilingState.SUBMITTED)
    page = visit_filing(qtbot, window, OPENING)
    assert find(page, QLabel, "fixed_note").isVisible()
    assert find(page, QPlainTextEdit, "reason").isReadOnly()
    assert not find(page, QWidget, "event_on").isEnabled()
    assert not find(page, QFrame, "save_bar").isVisible()


def test_the_rows_of_a_change_are_typed_into_the_table(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, CHANGE)
    table = find(page, QTableWidget, "changes")
    assert table.item(0, 0).text() == "账号管理员"
    click(page, "add_change")
    for column, text in enumerate(("绑定邮箱", "a@example.cn", "b@example.cn", "更换")):
        table.item(1, column).setText(text)
    click(page, "save")
    settle(qtbot, window)
    rows = filing_of(window, CHANGE).changes
    assert [(row.label, row.after) for row in rows] == [("账号管理员", "陈𣲗"), ("绑定邮箱", "b@example.cn")]
    assert rows[0].field == "holder_id"
    table.setCurrentCell(1, 0)
    click(page, "remove_change")
    click(page, "save")
    settle(qtbot, window)
    assert len(filing_of(window, CHANGE).changes) == 1


def test_the_preview_shows_the_form_with_what_was_typed(qtbot: QtBot, window: Window, page: Page) -> None:
    fill(page, "reason", "预览前改的事由")
    tabs = find(page, QTabWidget, "tabs")
    tabs.setCurrentWidget(find(page, QWidget, "preview_tab"))
    settle(qtbot, window)
    assert find(page, QLabel, "page_number").text() == "1 / 1"
    assert filing_of(window, OPENING).reason != "预览前改的事由"


def test_the_preview_zooms_by_button_key_and_wheel_and_fits_the_width(qtbot: QtBot, window: Window, page: Page) -> None:
    find(page, QTabWidget, "tabs").setCurrentWidget(find(page, QWidget, "preview_tab"))
    settle(qtbot, window)
    zoom, sheets = find(page, QLabel, "zoom"), find(page, QScrollArea, "sheets")
    fitting = zoom.text()
    for _ in range(3):
        click(page, "zoom_in")
    settle(qtbot, window)
    assert zoom.text() == "150%"
    assert sheets.horizontalScrollBar().maximum() > 0
    click(page, "zoom_out")
    settle(qtbot, window)
    assert zoom.text() == "125%"
    click(page, "fit_width")
    settle(qtbot, window)
    assert zoom.text() == fitting
    assert sheets.horizontalScrollBar().maximum() == 0


def test_a_form_of_two_pages_is_turned(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    process.save_filing(office, replace(filing_of(window, OPENING), reason="为方便群众了解办事流程。" * 40))
    page = visit_filing(qtbot, window, OPENING, "preview")
    assert find(page, QLabel, "page_number").text() == "1 / 2"
    click(page, "next_page")
    settle(qtbot, window)
    assert find(page, QLabel, "page_number").text() == "2 / 2"
    assert not find(page, QToolButton, "next_page").isEnabled()
    QTest.keyClick(find(page, QScrollArea, "sheets"), Qt.Key.Key_PageUp)


def test_a_character_in_no_font_is_named_instead_of_a_preview(qtbot: QtBot, window: Window) -> None:
    process.save_filing(window.desk.office, replace(filing_of(window, OPENING), reason="测试\ue123"))
    page = visit_filing(qtbot, window, OPENING, "preview")
    assert "U+E123" in find(page, QLabel, "preview_problem").text()


def test_the_history_is_told_in_plain_words(qtbot: QtBot, window: Window) -> None:
    printed(window, OPENING)
    page = visit_filing(qtbot, window, OPENING, "history")
    model = find(page, QTableView, "history").model()
    assert "打印备案表" in [model.index(row, 2).data() for row in range(model.rowCount())]


def test_a_place_leads_to_a_field_of_the_form(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, CLOSURE, "notice_place")
    assert QApplication.focusWidget() is find(page, QLineEdit, "notice_place")


def test_long_names_widen_nothing(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    known = accounts.account_page(office, 3).account
    accounts.correct_account(office, replace(known, name="眉山市彭山区公义镇人民政府便民服务中心政务新媒体矩阵" * 4))
    page = visit_filing(qtbot, window, CLOSURE)
    assert page.minimumSizeHint().width() < 816


def test_a_long_title_gives_way_and_is_whole_in_its_tool_tip(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    account = accounts.account_page(office, filing_of(window, OPENING).account_id).account
    accounts.correct_account(office, replace(account, name="示例镇" * 10))
    title = find(visit_filing(qtbot, window, OPENING), ElidedLabel, "title")
    assert title.toolTip() == title.text() == f"开设备案：{'示例镇' * 10}（抖音）"
    assert title.sizeHint().width() > title.width()
    whole = title.grab().toImage()
    title.setText(title.text() + "再长一些")
    assert title.grab().toImage() == whole
