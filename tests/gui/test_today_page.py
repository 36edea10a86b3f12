"""今日: what is due and why, and the one button that leads there."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.accounts import change_account, correct_account
from pmedia_desktop.services.office import open_office, snapshot
from pmedia_desktop.services.unit import FirstStart, first_start
from tests.gui.conftest import TODAY, OpenWindow
from tests.gui.hands import click, click_words, find, open_dialog, settle, texts


def test_what_is_told_in_writing_has_its_note_and_is_ticked_there(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    account = snapshot(office).account(2)
    assert account is not None
    moved = replace(account, homepage="https://example.cn/new")
    window.desk.change(window, lambda at: change_account(at, moved, TODAY), lambda _done: None)
    settle(qtbot, window)
    page = window.page("today")
    told = "看告知函：书面告知：示例镇发布（新浪微博）"
    next(button for button in page.findChildren(QPushButton) if button.accessibleName() == told).click()
    settle(qtbot, window)
    note = open_dialog(window)
    assert note is not None
    assert "https://example.cn/new" in find(note, QPlainTextEdit, "text").toPlainText()
    click(note, "done")
    settle(qtbot, window)
    assert open_dialog(window) is None
    assert told.removeprefix("看告知函：") not in texts(page)
    assert [notice.told_on for notice in snapshot(office).written_notices] == [TODAY, TODAY]


def test_every_matter_has_its_reason_its_article_and_one_button(window: Window) -> None:
    page = window.page("today")
    said = texts(page)
    assert "2026年11月23日　星期一" in said
    assert "报送关停备案：示例镇微政务（微信公众号）" in said
    assert "从注销完成之日起算：11月19日为第0天，第5个工作日是11月26日（周末不计）。" in said
    assert "从申请注销之日起算（稳妥口径）：" in said
    assert "第七条" in said
    assert "还有3天" in said


def test_the_button_of_a_matter_leads_to_its_filing(qtbot: QtBot, window: Window) -> None:
    page = window.page("today")
    button = next(
        button
        for button in page.findChildren(QPushButton)
        if button.accessibleName() == "继续办理：报送关停备案：示例镇微政务（微信公众号）"
    )
    button.click()
    settle(qtbot, window)
    assert window.here == Place("filing", 3)


def test_a_finding_leads_to_the_field_where_it_is_mended(qtbot: QtBot, window: Window) -> None:
    click_words(window.page("today"), "去处理")
    settle(qtbot, window)
    assert window.here is not None
    assert window.here.page == "account"
    assert window.here.field


def test_overdue_matters_come_first_in_red_words(open_window: OpenWindow, sample_folder: Path) -> None:
    window = open_window(sample_folder, date(2026, 12, 30))
    page = window.page("today")
    titles = [label.text() for label in page.findChildren(QLabel) if label.property("role") == "heading"]
    assert titles[0] == "已逾期"
    tags = [label for label in page.findChildren(QLabel) if label.property("tone") == "danger"]
    assert tags[0].text().startswith("已逾期")


def test_a_register_without_accounts_says_how_to_begin(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path) -> None:
    folder = tmp_path / "no accounts"
    office = open_office(folder, create=True)
    first_start(
        office,
        FirstStart(full_name="示例局", seal_text="", principal_name="王一", clerk_name="李二", computer_confirmed=True),
    )
    office.close()
    window = open_window(folder)
    assert "还没有登记账号" in texts(window.page("today"))
    click_words(window.page("today"), "登记账号")
    settle(qtbot, window)
    assert window.here == Place("accounts", 0, "new")
    assert find(window, QLabel, "required").isVisible()


def test_a_name_of_a_hundred_characters_leaves_every_button_on_the_screen(
    qtbot: QtBot, open_window: OpenWindow, sample_folder: Path
) -> None:
    office = open_office(sample_folder, on=TODAY)
    for account in snapshot(office).accounts:
        correct_account(office, replace(account, name="眉山市彭山区公义镇便民服务中心" * 7))
    office.close()
    window = open_window(sample_folder)
    window.resize(1000, 640)
    qtbot.wait(50)
    area = window.page("today").findChild(QScrollArea)
    assert area is not None
    assert area.widget().width() <= area.viewport().width()
    for button in area.findChildren(QPushButton):
        if button.isVisible():
            assert button.mapTo(area.viewport(), button.rect().topRight()).x() <= area.viewport().width()
