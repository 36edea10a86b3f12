"""The first start: three steps, nothing typed is lost, and the window is ready."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from pmedia_desktop.app import close_window
from pmedia_desktop.gui.place import Place
from pmedia_desktop.model.account import Baseline
from pmedia_desktop.services.history import read_history
from pmedia_desktop.services.office import snapshot
from tests.gui.conftest import OpenWindow
from tests.gui.hands import click, fill, find, settle, texts

_UNIT = "眉山市彭山区公义镇人民政府"


def test_unit_people_and_accounts_are_entered_in_three_steps_by_keyboard(
    qtbot: QtBot, open_window: OpenWindow, empty_folder: Path
) -> None:
    window = open_window(empty_folder)
    page = window.page("first_start")
    assert window.here == Place("first_start")
    assert not find(window, QListWidget, "places").isEnabled()

    fill(page, "full_name", _UNIT)
    QTest.keyClick(find(page, QPushButton, "next"), Qt.Key.Key_Space)
    assert "第2步，共3步" in texts(page)
    fill(page, "principal_name", "王䶮")
    fill(page, "principal_post", "镇长")
    fill(page, "clerk_name", "李𬱖")
    fill(page, "clerk_phone", "028-37600001")
    find(page, QCheckBox, "computer_confirmed").click()
    click(page, "next")
    settle(qtbot, window)
    assert "第3步，共3步" in texts(page)
    assert find(window, QLabel, "unitName").text() == _UNIT

    for platform, name, identifier in (("抖音", "公义镇发布", "gyz001"), ("新浪微博", "公义发布", "7300")):
        fill(page, "platform", platform)
        fill(page, "name", name)
        fill(page, "platform_id", identifier)
        fill(page, "opened_on", "2024-05-06")
        click(page, "add_account")
        settle(qtbot, window)
    assert "公义镇发布、公义发布" in texts(page)
    click(page, "next")
    settle(qtbot, window)
    assert window.here == Place("today")

    known = snapshot(window.desk.office)
    assert known.unit is not None
    assert known.unit.seal_text == _UNIT
    assert known.unit.computer_confirmed_on is not None
    assert {account.name for account in known.accounts} == {"公义镇发布", "公义发布"}
    holder = known.person(known.accounts[0].holder_id)
    assert holder is not None
    assert holder.name == "李𬱖"
    assert known.accounts[0].baseline is Baseline.UNCLEAR
    assert "已逾期" not in texts(window.page("today"))
    assert {line.who for line in read_history(window.desk.office, limit=3)} == {"李𬱖"}


def test_what_was_typed_is_there_again_after_the_program_was_closed(
    qtbot: QtBot, open_window: OpenWindow, empty_folder: Path
) -> None:
    window = open_window(empty_folder)
    page = window.page("first_start")
    fill(page, "full_name", _UNIT)
    click(page, "next")
    fill(page, "principal_name", "王䶮")
    qtbot.wait(900)
    settle(qtbot, window)
    close_window(window)

    again = open_window(empty_folder)
    page = again.page("first_start")
    settle(qtbot, again)
    assert "第2步，共3步" in texts(page)
    assert find(page, QLineEdit, "principal_name").text() == "王䶮"
    assert find(page, QLineEdit, "full_name").text() == _UNIT


def test_a_missing_name_is_said_and_nothing_is_entered(
    qtbot: QtBot, open_window: OpenWindow, empty_folder: Path
) -> None:
    window = open_window(empty_folder)
    page = window.page("first_start")
    click(page, "next")
    assert "还没有填写单位全称" in texts(page)
    fill(page, "full_name", _UNIT)
    click(page, "next")
    click(page, "next")
    assert "还没有填写单位主要领导的姓名" in texts(page)
    fill(page, "principal_name", "王䶮")
    click(page, "next")
    assert "还没有填写您的姓名" in texts(page)
    fill(page, "clerk_name", "李二")
    fill(page, "clerk_phone", "电话")
    click(page, "next")
    settle(qtbot, window)
    assert "不像电话号码" in texts(page)
    assert find(page, QLineEdit, "clerk_phone").property("wrong") is True
    assert snapshot(window.desk.office).unit is None
    assert find(page, QPushButton, "next").isEnabled()
