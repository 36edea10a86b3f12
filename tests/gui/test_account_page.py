"""An account's own page: corrections, real changes and their filings, attachments, the recycle bin."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QTableView,
    QTabWidget,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.services.accounts import account_page, change_account, correct_account, register_account
from pmedia_desktop.services.office import snapshot
from tests.gui.hands import click, edit, fill, find, open_dialog, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

#: The account of the sample that only waits to be filed.
_VIDEO = 4


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Page:
    window.go(Place("account", _VIDEO))
    settle(qtbot, window)
    return window.page("account")


def _rows(page: Page, name: str) -> list[str]:
    model = find(page, QTableView, name).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_page_shows_what_is_due_what_is_missing_and_what_is_known(page: Page) -> None:
    said = texts(page)
    assert "示例镇视频号" in said
    assert "办理认证年审" in said
    assert "需要核对和补充" in said
    assert "sphSLZ01" in said
    assert "未登记：" in said


def test_long_names_and_addresses_widen_nothing(qtbot: QtBot, window: Window, page: Page) -> None:
    account = account_page(window.desk.office, _VIDEO).account
    long = replace(
        account,
        name="眉山市彭山区公义镇人民政府便民服务中心政务新媒体矩阵官方认证发布账号" * 3,
        homepage="https://example.cn/" + "path/" * 60,
        purpose="发布本镇政务信息，回应群众关切。" * 40,
    )
    window.desk.change(window, lambda office: correct_account(office, long))
    settle(qtbot, window)
    assert page.minimumSizeHint().width() < 1000
    scroll = find(page, QScrollArea, "scroll")
    inner = scroll.widget()
    assert inner is not None
    assert inner.minimumSizeHint().width() <= scroll.viewport().width()


def test_a_finding_opens_the_dialog_at_the_field(qtbot: QtBot, window: Window, page: Page) -> None:
    window.go(Place("account", _VIDEO, "certified_until"))
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    tabs = find(dialog, QTabWidget, "tabs")
    assert tabs.tabText(tabs.currentIndex()) == "认证与运维"
    focus = dialog.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "认证到期日"


def test_a_correction_changes_the_account_and_raises_no_filing(qtbot: QtBot, window: Window, page: Page) -> None:
    kind = edit(qtbot, window, page, name="示例镇官方视频号")
    assert find(kind, QRadioButton, "correction").isChecked()
    click(kind, "save")
    settle(qtbot, window)
    assert open_dialog(window) is None
    known = snapshot(window.desk.office)
    account = known.account(_VIDEO)
    assert account is not None
    assert account.name == "示例镇官方视频号"
    assert known.filings_of(_VIDEO) == ()
    assert find(page, QLabel, "title").text() == "示例镇官方视频号"


def test_a_correction_says_that_it_mended_an_unsigned_form_too(qtbot: QtBot, window: Window, page: Page) -> None:
    mistyped = replace(account_page(window.desk.office, _VIDEO).account, name="示例镇示频号")
    window.desk.change(window, lambda office: change_account(office, mistyped, date(2026, 11, 20), "改名"))
    settle(qtbot, window)
    kind = edit(qtbot, window, page, name="示例镇视频")
    click(kind, "save")
    settle(qtbot, window)
    (filing,) = snapshot(window.desk.office).filings_of(_VIDEO)
    assert [row.after for row in filing.changes] == ["示例镇视频"]
    assert "一并改正" in window.statusBar().currentMessage()


def test_a_real_change_needs_its_day_and_drafts_the_change_filing(qtbot: QtBot, window: Window, page: Page) -> None:
    kind = edit(qtbot, window, page, name="示例镇官方视频号")
    QTest.mouseClick(find(kind, QRadioButton, "real_change"), Qt.MouseButton.LeftButton)
    assert "须报备案：名称由“示例镇视频号”改为“示例镇官方视频号”" in texts(kind)
    click(kind, "save")
    assert "还没有填写生效日" in texts(kind)
    fill(kind, "effective_on", "2026年11月20日")
    fill(kind, "reason", "与其他平台保持一致")
    click(kind, "save")
    settle(qtbot, window)
    assert open_dialog(window) is None
    (filing,) = snapshot(window.desk.office).filings_of(_VIDEO)
    assert filing.kind is FilingKind.CHANGE
    assert [(row.before, row.after) for row in filing.changes] == [("示例镇视频号", "示例镇官方视频号")]
    assert window.here == Place("filing", filing.id)


def _set_to_cancelled(qtbot: QtBot, window: Window, page: Page) -> None:
    click(page, "edit")
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "state", "注销")
    click(dialog, "save")
    settle(qtbot, window)


def test_setting_an_account_to_cancelled_leads_to_its_closure(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs
) -> None:
    dialogs.press_next("去办理关停")
    _set_to_cancelled(qtbot, window, page)
    assert "第七条" in dialogs.shown[-1]
    assert open_dialog(window) is None
    assert window.here == Place("closing", _VIDEO)


def test_an_account_that_was_really_cancelled_gets_its_closure_drafted(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs
) -> None:
    dialogs.press_next("已经办了，或录错了")
    _set_to_cancelled(qtbot, window, page)
    kind = open_dialog(window)
    assert kind is not None
    QTest.mouseClick(find(kind, QRadioButton, "real_change"), Qt.MouseButton.LeftButton)
    assert "起草关停备案（第七条）：账号状态由“正常”改为“注销”" in texts(kind)
    fill(kind, "effective_on", "2026年11月20日")
    click(kind, "save")
    settle(qtbot, window)
    known = snapshot(window.desk.office)
    (filing,) = known.filings_of(_VIDEO)
    assert (filing.kind, filing.event_on) == (FilingKind.CLOSURE, date(2026, 11, 20))
    assert window.here == Place("filing", filing.id)
    account = known.account(_VIDEO)
    assert account is not None
    assert account.state is AccountState.CANCELLED


def test_giving_up_the_question_leaves_the_edit_open(qtbot: QtBot, window: Window, page: Page) -> None:
    kind = edit(qtbot, window, page, name="另一个名称")
    click(kind, "cancel")
    editor = open_dialog(window)
    assert editor is not None
    assert find(editor, QLineEdit, "name").text() == "另一个名称"
    assert find(editor, QPushButton, "save").isEnabled()


def test_an_edit_is_given_up_only_on_a_second_word(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs
) -> None:
    click(page, "edit")
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "remark", "改了一点")
    dialogs.press_next("取消", "放弃修改")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert open_dialog(window) is dialog
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert open_dialog(window) is None
    assert account_page(window.desk.office, _VIDEO).account.remark == ""


def test_reviewers_are_ticked_in_the_order_of_their_reviews(qtbot: QtBot, window: Window, page: Page) -> None:
    click(page, "edit")
    dialog = open_dialog(window)
    assert dialog is not None
    reviewers = find(dialog, QListWidget, "reviewers")
    for name in ("赵㛃", "李𬱖"):
        (item,) = (i for i in (reviewers.item(row) for row in range(reviewers.count())) if name in i.text())
        item.setCheckState(Qt.CheckState.Checked)
        qtbot.wait(10)
    assert sorted(reviewers.item(row).text() for row in range(reviewers.count()))[:2] == ["1  赵㛃", "2  李𬱖"]
    click(dialog, "save")
    settle(qtbot, window)
    kind = open_dialog(window)
    assert kind is not None
    click(kind, "save")
    settle(qtbot, window)
    known = snapshot(window.desk.office)
    account = known.account(_VIDEO)
    assert account is not None
    names = [person.name for number in account.reviewer_ids if (person := known.person(number)) is not None]
    assert names == ["赵㛃", "李𬱖"]


def test_a_file_is_attached_saved_and_put_into_the_recycle_bin(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    screenshot = tmp_path / "主页截图.png"
    screenshot.write_bytes(b"\x89PNG" + bytes(500))
    find(page, QTabWidget, "tabs").setCurrentIndex(2)
    click(page, "attach")
    dialog = open_dialog(window)
    assert dialog is not None
    click(dialog, "save")
    assert "还没有选择文件" in texts(dialog)
    dialogs.choose_next(screenshot)
    click(dialog, "browse")
    fill(dialog, "attachment_kind", "账号主页截图")
    click(dialog, "save")
    settle(qtbot, window)
    assert _rows(page, "attachments") == ["主页截图.png"]
    find(page, QTableView, "attachments").selectRow(0)
    copy = tmp_path / "另存.png"
    dialogs.choose_next(copy)
    click(page, "save_attachment")
    settle(qtbot, window)
    assert copy.read_bytes() == screenshot.read_bytes()
    click(page, "recycle_attachment")
    settle(qtbot, window)
    assert _rows(page, "attachments") == []


def test_a_file_that_is_too_large_is_refused_with_advice(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    large = tmp_path / "视频.mp4"
    with large.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    find(page, QTabWidget, "tabs").setCurrentIndex(2)
    click(page, "attach")
    dialog = open_dialog(window)
    assert dialog is not None
    dialogs.choose_next(large)
    click(dialog, "browse")
    dialogs.press_next("知道了")
    click(dialog, "save")
    settle(qtbot, window)
    assert "超过20MB" in dialogs.shown[-1]


def test_an_account_goes_into_the_recycle_bin_and_comes_back(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs
) -> None:
    # The accounts of the sample have passwords in custody, which keep them out of the recycle bin.
    office = window.desk.office
    unneeded = register_account(office, Account(platform="kuaishou", name="示例镇快手")).value.id
    window.go(Place("account", unneeded))
    settle(qtbot, window)
    page = window.page("account")
    dialogs.press_next("移入回收站")
    menu = find(page, QToolButton, "more").menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text().startswith("移入回收站")).trigger()
    settle(qtbot, window)
    assert window.here == Place("accounts")
    assert snapshot(office).account(unneeded) is None
    window.go(Place("settings", 0, "recycle_bin"))
    settle(qtbot, window)
    settings = window.page("settings")
    tab = find(settings, QTabWidget, "tabs").currentWidget()
    assert tab is not None
    find(tab, QTableView, "table").selectRow(0)
    click(tab, "restore")
    settle(qtbot, window)
    assert snapshot(office).account(unneeded) is not None
    assert "回收站是空的" in texts(tab)


def test_the_history_of_the_account_stands_in_plain_words(qtbot: QtBot, window: Window, page: Page) -> None:
    find(page, QTabWidget, "tabs").setCurrentIndex(3)
    model = find(page, QTableView, "history").model()
    words = [str(model.index(row, 2).data()) for row in range(model.rowCount())]
    assert "登记账号" in words
