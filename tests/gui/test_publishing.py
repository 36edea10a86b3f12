"""信息发布 as a clerk uses it: writing with live checks, review, release, entering later, tasks, months, settings."""

from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.publishing.marked_text import MarkedText
from pmedia_desktop.gui.publishing.year_picture import YearPicture
from pmedia_desktop.gui.theme import theme
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.publication import Origin, PublicationState
from pmedia_desktop.services.office import whole_snapshot
from pmedia_desktop.services.publishing.items import item_page
from tests.gui.hands import click, click_words, fill, find, open_dialog, pause, press_key, save_as_pdf, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs


def go(qtbot: QtBot, window: Window, place: Place) -> Page:
    window.go(place)
    settle(qtbot, window)
    return window.page(place.page)


def dialog_of(window: Window) -> QDialog:
    dialog = open_dialog(window)
    assert dialog is not None
    return dialog


def type_item(qtbot: QtBot, window: Window, page: Page, **fields: str) -> None:
    for name, text in fields.items():
        fill(page, name, text)
    pause(qtbot, window)


def marks(page: Page) -> list[str]:
    text = find(page, MarkedText, "text")
    return [one.cursor.selectedText() for one in text.extraSelections()]  # type: ignore[attr-defined]


def test_what_is_typed_is_checked_and_marked_in_its_place(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, Place("publication"))
    type_item(qtbot, window, page, title="通知", text="𬱖𬱖：定于2月30日，帐号停用。")
    assert marks(page) == ["2月30日", "帐号"]
    assert "检查：2处" in texts(page)
    assert "“帐号”应为“账号”。" in texts(page)
    text = find(page, MarkedText, "text")
    buttons = [one for one in page.findChildren(QPushButton) if one.text() == "看这里" and one.isVisible()]
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert text.textCursor().selectedText() == "帐号"
    type_item(qtbot, window, page, text="定于2月28日，账号停用。")
    assert marks(page) == []
    assert "没有发现问题" in texts(page)


def test_a_reprint_without_its_source_is_told(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, Place("publication"))
    type_item(qtbot, window, page, title="转载一条", origin="转载")
    assert "转载没有注明来源。" in texts(page)
    type_item(qtbot, window, page, source="某某自媒体")
    assert "来源“某某自媒体”不在本单位的稿源名单里" in texts(page)
    type_item(qtbot, window, page, source="四川日报", source_link="https://e.cn/1")
    assert "没有发现问题" in texts(page)


def test_an_item_goes_from_the_draft_to_the_link(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, Place("publication"))
    type_item(qtbot, window, page, title="停水通知", text="今天18时停水。")
    click(page, "act")
    settle(qtbot, window)
    assert "还没有选择发布到哪些账号" in find(page, QLabel, "problem").text()
    tabs = find(page, QTabWidget, "tabs")
    assert tabs.currentIndex() == 1
    box = next(one for one in page.findChildren(QCheckBox) if "新浪微博" in one.text())
    box.click()
    click(page, "act")
    settle(qtbot, window)
    assert find(page, QLabel, "state_word").text() == "审核中"
    assert tabs.currentIndex() == 2
    for step in ("审核", "保密审查"):
        click_words(page, "登记意见")
        settle(qtbot, window)
        asking = dialog_of(window)
        assert asking.windowTitle() == step
        fill(asking, "person", "赵㛃")
        click(asking, "save")
        settle(qtbot, window)
    _issue_by_telephone(qtbot, window, page)
    click(page, "act")
    settle(qtbot, window)
    releasing = dialog_of(window)
    fill(releasing, "published_time", "10:05")
    fill(releasing, "link", "https://weibo.com/1/2")
    click(releasing, "save")
    settle(qtbot, window)
    assert find(page, QLabel, "state_word").text() == "已发布"
    assert "电话同意，还没有补签" in texts(page)
    click_words(page, "登记补签")
    settle(qtbot, window)
    click(dialog_of(window), "save")
    settle(qtbot, window)
    assert "2026年11月23日补签" in texts(page)
    item = max(whole_snapshot(window.desk.office).publications, key=lambda one: one.id)
    assert (item.state, item.placements[0].link) == (PublicationState.PUBLISHED, "https://weibo.com/1/2")


def _issue_by_telephone(qtbot: QtBot, window: Window, page: Page) -> None:
    """Issue by telephone; without the list of forbidden content it is refused."""
    click_words(page, "登记意见")
    settle(qtbot, window)
    issuing = dialog_of(window)
    fill(issuing, "person", "王䶮")
    find(issuing, QCheckBox, "by_telephone").click()
    for gate in ("politics", "law", "policy", "secrecy", "wording"):
        find(issuing, QCheckBox, f"gate_{gate}").click()
    click(issuing, "save")
    settle(qtbot, window)
    assert "逐项核对" in find(issuing, QLabel, "problem").text()
    find(issuing, QCheckBox, "checklist").click()
    click(issuing, "save")
    settle(qtbot, window)
    assert find(page, QLabel, "state_word").text() == "已签发"


def test_a_step_that_returns_it_needs_a_reason(qtbot: QtBot, window: Window) -> None:
    item = next(
        one for one in whole_snapshot(window.desk.office).publications if one.state is PublicationState.IN_REVIEW
    )
    page = go(qtbot, window, Place("publication", item.id, "review"))
    click(page, "act")
    settle(qtbot, window)
    asking = dialog_of(window)
    fill(asking, "person", "赵㛃")
    fill(asking, "verdict", "退回修改")
    click(asking, "save")
    settle(qtbot, window)
    assert "退回修改要写明原因" in find(asking, QLabel, "problem").text()
    fill(asking, "opinion", "日期有误")
    click(asking, "save")
    settle(qtbot, window)
    assert find(page, QLabel, "state_word").text() == "拟稿"
    assert "日期有误" in texts(page)
    click(page, "act")
    settle(qtbot, window)
    assert find(page, QLabel, "state_word").text() == "审核中"
    for words in ("以前的送审", "审核（第1次送审）", "日期有误"):
        assert words in texts(page)


def test_what_was_typed_is_there_again_after_leaving(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, Place("publication"))
    type_item(qtbot, window, page, title="没写完的")
    go(qtbot, window, Place("today"))
    assert "接着填：起草信息" in texts(window.page("today"))
    item = next(iter(whole_snapshot(window.desk.office).publications))
    go(qtbot, window, Place("publication", item.id))
    page = go(qtbot, window, Place("publication"))
    qtbot.waitUntil(lambda: find(page, QLineEdit, "title").text() == "没写完的", timeout=5000)


def test_a_document_brings_its_title_and_text(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("防火提示\n\n请勿用火。\n来源：本镇应急办", "utf-8")
    page = go(qtbot, window, Place("publication"))
    dialogs.choose_next(path)
    click(page, "open_document")
    settle(qtbot, window)
    assert find(page, QLineEdit, "title").text() == "防火提示"
    assert find(page, QPlainTextEdit, "text").toPlainText() == "请勿用火。\n来源：本镇应急办"
    assert find(page, QLineEdit, "source").text() == "", "what the unit wrote itself is taken from nobody"
    find(page, ChoiceBox, "origin").choose(Origin.REPRINT)
    find(page, QPlainTextEdit, "text").clear()
    dialogs.choose_next(path)
    click(page, "open_document")
    settle(qtbot, window)
    assert find(page, QLineEdit, "source").text() == "本镇应急办"


def test_what_is_out_already_is_entered_with_title_and_day(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, Place("publications"))
    click(page, "after_the_fact")
    settle(qtbot, window)
    entering = dialog_of(window)
    fill(entering, "title", "已发的一条")
    click(entering, "save")
    settle(qtbot, window)
    assert "还没有填写发布的账号和日期" in find(entering, QLabel, "problem").text()
    next(one for one in entering.findChildren(QCheckBox) if "抖音" in one.text()).click()
    press_key(entering, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    table = find(page, QTableView, "items")
    assert "已发的一条" in [table.model().index(row, 0).data() for row in range(table.model().rowCount())]


def test_the_list_is_searched_and_opened(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, Place("publications"))
    fill(page, "search", "没有这样的")
    pause(qtbot, window)
    assert "没有符合条件的信息" in texts(page)
    fill(page, "search", "停水")
    pause(qtbot, window)
    table = find(page, QTableView, "items")
    assert table.model().rowCount() == 1
    press_key(table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.here is not None
    assert window.here.page == "publication"


def test_the_clocks_show_a_year_that_says_its_days(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, Place("publications", 0, "clocks"))
    table = find(page, QTableView, "clocks")
    assert table.model().index(0, 0).data() == "示例镇视频号（微信视频号）"
    assert table.model().index(0, 1).data() == "12天没更新，还有2天"
    picture = find(page, YearPicture, "year")
    assert "有更新的日子1天" in picture.accessibleDescription()
    legend = picture.grab().toImage()
    assert legend.pixelColor(QPoint(10, picture.height() - 14)) == QColor(theme().colours.accent), "当天有发布"
    table.selectRow(1)
    settle(qtbot, window)
    assert "示例镇发布（新浪微博）近十二个月" in texts(page)


def test_an_order_is_entered_begun_and_opened_from_today(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, Place("publications", 0, "tasks"))
    click(page, "new_task")
    settle(qtbot, window)
    entering = dialog_of(window)
    fill(entering, "title", "整改错敏词")
    fill(entering, "kind", "错敏词整改")
    assert find(entering, QWidget, "answer").isVisible()
    fill(entering, "due_on", "2026-11-24")
    click(entering, "save")
    settle(qtbot, window)
    table = find(page, QTableView, "tasks")
    assert table.model().index(0, 0).data() == "整改错敏词"
    assert not find(page, QPushButton, "start_item").isEnabled()
    table.selectRow(1)
    click(page, "start_item")
    settle(qtbot, window)
    assert window.here is not None
    assert window.here.page == "publication"
    today = go(qtbot, window, Place("today"))
    assert "错敏词整改：整改错敏词" in texts(today)


def test_orders_are_printed_and_one_entered_by_mistake_goes_to_the_bin(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    page = go(qtbot, window, Place("publications", 0, "tasks"))
    click(page, "print_tasks")
    click(dialog_of(window), "save")
    settle(qtbot, window)
    asking = dialog_of(window)
    save_as_pdf(asking, dialogs, tmp_path / "上级任务台账.pdf")
    settle(qtbot, window)
    assert "彭山区政府办" in pypdf.PdfReader(tmp_path / "上级任务台账.pdf").pages[0].extract_text()
    dialogs.press_next("移入回收站")
    click(page, "recycle_task")
    settle(qtbot, window)
    assert find(page, QTableView, "tasks").model().rowCount() == 0
    assert not find(page, QPushButton, "recycle_task").isEnabled()


def test_the_month_is_filled_in_printed_and_saved(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    page = go(qtbot, window, Place("publications", 0, "months"))
    assert find(page, QLabel, "month").text() == "2026年11月"
    find(page, QToolButton, "earlier").click()
    settle(qtbot, window)
    assert find(page, QLabel, "month").text() == "2026年10月"
    table = find(page, QTableView, "months")
    row = next(n for n in range(table.model().rowCount()) if "新浪微博" in table.model().index(n, 0).data())
    table.selectRow(row)
    click(page, "edit_figures")
    settle(qtbot, window)
    figures = dialog_of(window)
    assert find(figures, QLineEdit, "followers").text() == "3260"
    fill(figures, "followers", "3300")
    click(figures, "save")
    settle(qtbot, window)
    assert table.model().index(row, 5).data() == "3300"
    dialogs.choose_next(tmp_path / "月报.xlsx")
    click(page, "save_month")
    settle(qtbot, window)
    assert (tmp_path / "月报.xlsx").read_bytes().startswith(b"PK")
    click(page, "print_month")
    settle(qtbot, window)
    asking = dialog_of(window)
    save_as_pdf(asking, dialogs, tmp_path / "月报.pdf")
    settle(qtbot, window)
    assert "3300" in pypdf.PdfReader(tmp_path / "月报.pdf").pages[0].extract_text()


def test_lists_and_steps_are_the_units_own(qtbot: QtBot, window: Window) -> None:
    page = go(qtbot, window, Place("settings", 0, "publishing"))
    tab = next(one for one in page.findChildren(QWidget, "publishing") if one.isVisible())
    fill(tab, "kind", "敏感词")
    assert "还没有，这一项不检查" in texts(page)
    fill(tab, "content", "拆迁")
    click(tab, "save_list")
    settle(qtbot, window)
    assert "本单位的，1条" in texts(page)
    click(tab, "three_reviews")
    click(tab, "save")
    settle(qtbot, window)
    steps = item_page(window.desk.office, 0).settings.review_steps
    assert [rule.title for rule in steps] == ["一审", "一校", "二审", "二校", "保密审查", "三审", "三校"]
    item = go(qtbot, window, Place("publication"))
    type_item(qtbot, window, item, title="拆迁公告")
    assert "“拆迁”在本单位的敏感词表中。" in texts(item)


@pytest.mark.parametrize("words", ["新浪微博"])
def test_the_accounts_own_page_shows_its_clock(qtbot: QtBot, window: Window, words: str) -> None:
    weibo = next(one for one in whole_snapshot(window.desk.office).accounts if one.platform == "weibo")
    page = go(qtbot, window, Place("account", weibo.id))
    assert words in texts(page)
    assert "3天前更新" in texts(page)
    click_words(page, "近十二个月")
    settle(qtbot, window)
    assert "示例镇发布（新浪微博）近十二个月" in texts(window.page("publications"))


def test_a_unit_without_any_item_is_told_how_to_begin(
    qtbot: QtBot, open_window: object, empty_folder: Path, sample_folder: Path
) -> None:
    from pmedia_desktop.model.attachment import Subject, SubjectKind
    from pmedia_desktop.services.journal.recycle_bin import recycle

    window = open_window(sample_folder)  # type: ignore[operator]
    for item in whole_snapshot(window.desk.office).publications:
        recycle(window.desk.office, Subject(SubjectKind.PUBLICATION, item.id))
    page = go(qtbot, window, Place("publications"))
    assert "还没有登记过发布的信息" in texts(page)
    click(page, "empty_button")
    settle(qtbot, window)
    assert window.here == Place("publication")
