"""账号: found by pinyin and full-width letters, filtered, ordered, entered by hand."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.preview_dialog import PreviewDialog
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.account import AccountState
from pmedia_desktop.model.account_query import AccountQuery
from pmedia_desktop.services.accounts import search_accounts
from tests.gui.conftest import OpenWindow
from tests.gui.hands import click, fill, find, open_dialog, pause, settle, texts, type_text
from tests.gui.queued_dialogs import QueuedDialogs


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Page:
    window.go(Place("accounts"))
    settle(qtbot, window)
    return window.page("accounts")


def _column(page: Page, number: int = 0) -> list[str]:
    model = find(page, QTableView, "table").model()
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def _search(qtbot: QtBot, window: Window, page: Page, text: str) -> list[str]:
    line = find(page, QLineEdit, "search")
    line.clear()
    type_text(line, text)
    pause(qtbot, window)
    return _column(page)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("slzfb", {"示例镇发布"}),
        ("SLZFB", {"示例镇发布"}),
        ("微政务", {"示例镇微政务"}),
        ("ｓｌｚｗｅｉ", {"示例镇微政务"}),
        ("slzsph", {"示例镇视频号"}),
    ],
)
def test_an_account_is_found_by_name_pinyin_initials_and_full_width_letters(
    qtbot: QtBot, window: Window, page: Page, text: str, expected: set[str]
) -> None:
    assert set(_search(qtbot, window, page, text)) == expected


def test_a_search_without_a_hit_says_what_helps_and_the_button_clears_it(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    _search(qtbot, window, page, "没有这个")
    assert "没有符合条件的账号" in texts(page)
    click(page, "empty_button")
    pause(qtbot, window)
    assert len(_column(page)) == 4


def test_filters_work_together(qtbot: QtBot, window: Window, page: Page) -> None:
    fill(page, "state", "正常")
    settle(qtbot, window)
    assert len(_column(page)) == 3
    fill(page, "platform", "新浪微博")
    settle(qtbot, window)
    assert _column(page, 1) == ["新浪微博"]
    assert find(page, QLabel, "count").text() == "共1个"


def test_a_click_on_a_heading_orders_the_table_and_a_second_one_turns_it_round(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    header = find(page, QTableView, "table").horizontalHeader()
    for _ in range(2):
        x = header.sectionPosition(5) + 20
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        settle(qtbot, window)
    days = _column(page, 5)
    assert days == sorted(days, reverse=True)
    assert len(days) == 4


def test_enter_opens_the_account_in_the_table(qtbot: QtBot, window: Window, page: Page) -> None:
    table = find(page, QTableView, "table")
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    name = table.currentIndex().siblingAtColumn(0).data()
    QTest.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.here is not None
    assert window.here.page == "account"
    assert find(window.page("account"), QLabel, "title").text() == name


def test_an_account_is_entered_with_rare_characters_and_shown(qtbot: QtBot, window: Window, page: Page) -> None:
    click(page, "register")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "platform", "快手")
    fill(dialog, "name", "示例镇发布𬱖")
    fill(dialog, "platform_id", "ＫＳ５１１４")
    fill(dialog, "opened_on", "2025年3月1日")
    click(dialog, "save")
    settle(qtbot, window)
    assert open_dialog(window) is None
    assert window.here is not None
    assert window.here.page == "account"
    found = search_accounts(window.desk.office, AccountQuery(text="示例镇发布𬱖"))
    assert [row.account.platform_id for row in found] == ["KS5114"]
    assert found[0].account.state is AccountState.NORMAL
    assert found[0].account.subject == "眉山市彭山区示例镇人民政府"


def test_what_is_refused_is_said_at_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    click(page, "register")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "platform", "快手")
    fill(dialog, "name", "示例镇")
    fill(dialog, "media_code", "123")
    click(dialog, "save")
    settle(qtbot, window)
    assert "新媒体标识码应为16位，现在是3位" in texts(dialog)
    assert find(dialog, QLineEdit, "media_code").property("wrong") is True
    assert find(dialog, QLineEdit, "name").text() == "示例镇"
    fill(dialog, "media_code", "5114030099000999")
    click(dialog, "save")
    settle(qtbot, window)
    assert open_dialog(window) is None


def test_a_half_filled_account_is_kept_and_taken_up_again(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs
) -> None:
    click(page, "register")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "name", "填了一半")
    fill(dialog, "opened_on", "2025-1")
    dialogs.press_next("保留，下次再填")
    click(dialog, "cancel")
    settle(qtbot, window)
    assert open_dialog(window) is None
    click(page, "register")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    assert find(dialog, QLineEdit, "name").text() == "填了一半"
    dialogs.press_next("不要了")
    click(dialog, "cancel")
    settle(qtbot, window)
    click(page, "register")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    assert find(dialog, QLineEdit, "name").text() == ""


def test_columns_are_chosen_from_a_menu_and_remembered(
    qtbot: QtBot, open_window: OpenWindow, window: Window, page: Page, sample_folder: Path
) -> None:
    table = find(page, QTableView, "table")
    menu = find(page, QToolButton, "columns").menu()
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    assert "账号名称" not in actions
    assert table.isColumnHidden(7)
    actions["粉丝数"].trigger()
    actions["开设日期"].trigger()
    assert not table.isColumnHidden(7)
    assert table.isColumnHidden(5)
    assert "3,260" in _column(page, 7)
    window.close()
    again = open_window(sample_folder)
    again.go(Place("accounts"))
    settle(qtbot, again)
    table = find(again.page("accounts"), QTableView, "table")
    assert table.isColumnHidden(5)
    assert not table.isColumnHidden(7)


def test_the_ledger_is_shown_before_it_is_printed(qtbot: QtBot, open_window: OpenWindow, sample_folder: Path) -> None:
    window = open_window(sample_folder)
    window.go(Place("accounts"))
    settle(qtbot, window)
    click(window.page("accounts"), "ledger")
    settle(qtbot, window)
    (dialog,) = window.findChildren(PreviewDialog)
    assert dialog.windowTitle() == "政务新媒体账号台账"
    assert "一页纸" in texts(dialog)
    dialog.reject()
