"""The first start: three steps, nothing typed is lost, and the window is ready."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from pmedia_desktop.app import close_window
from pmedia_desktop.gui import drafting
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.account import Baseline
from pmedia_desktop.model.unit import UnitKind
from pmedia_desktop.services.drafts import read_draft
from pmedia_desktop.services.journal.history import read_history
from pmedia_desktop.services.office import snapshot
from tests.gui.conftest import OpenWindow
from tests.gui.hands import click, click_words, fill, find, open_dialog, pause, settle, texts
from tests.gui.held import held
from tests.gui.queued_dialogs import QueuedDialogs

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
    pause(qtbot, window)
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


def test_one_name_for_two_people_is_asked_about(
    qtbot: QtBot, open_window: OpenWindow, empty_folder: Path, dialogs: QueuedDialogs
) -> None:
    window = open_window(empty_folder)
    page = window.page("first_start")
    fill(page, "full_name", _UNIT)
    click(page, "next")
    fill(page, "principal_name", "王䶮")
    fill(page, "clerk_name", "王䶮")
    dialogs.press_next("取消", "是同名的两个人")
    click(page, "next")
    assert snapshot(window.desk.office).unit is None
    click(page, "next")
    settle(qtbot, window)
    known = snapshot(window.desk.office)
    assert [person.name for person in known.people] == ["王䶮", "王䶮"]


def _at_the_accounts(qtbot: QtBot, window: Window) -> Page:
    page = window.page("first_start")
    fill(page, "full_name", _UNIT)
    click(page, "next")
    fill(page, "principal_name", "王䶮")
    fill(page, "clerk_name", "李二")
    click(page, "next")
    settle(qtbot, window)
    assert "第3步，共3步" in texts(page)
    return page


def test_a_register_held_by_another_program_leaves_the_next_button_alive(
    qtbot: QtBot, impatient: None, open_window: OpenWindow, empty_folder: Path, dialogs: QueuedDialogs
) -> None:
    window = open_window(empty_folder)
    page = window.page("first_start")
    fill(page, "full_name", _UNIT)
    click(page, "next")
    fill(page, "principal_name", "王䶮")
    fill(page, "clerk_name", "李二")
    pause(qtbot, window)
    dialogs.press_next("知道了")
    with held(empty_folder):
        click(page, "next")
        settle(qtbot, window)
    assert "第2步，共3步" in texts(page)
    click(page, "next")
    settle(qtbot, window)
    assert "第3步，共3步" in texts(page)


def test_typing_while_the_register_is_held_says_so_calmly_and_is_kept_later(
    qtbot: QtBot, impatient: None, open_window: OpenWindow, empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "_RETRY", 200)
    window = open_window(empty_folder)
    with held(empty_folder):
        fill(window.page("first_start"), "full_name", _UNIT)
        qtbot.waitUntil(lambda: "暂时没能保留，会再试" in window.statusBar().currentMessage(), timeout=5000)
    with qtbot.waitSignal(window.desk.drafts_kept, timeout=5000):
        pass
    kept = read_draft(window.desk.office, "first_start")
    assert kept is not None
    assert kept["full_name"] == _UNIT


def test_a_wrong_date_is_said_at_its_field_when_finishing(
    qtbot: QtBot, open_window: OpenWindow, empty_folder: Path
) -> None:
    window = open_window(empty_folder)
    page = _at_the_accounts(qtbot, window)
    fill(page, "platform", "抖音")
    fill(page, "name", "公义镇发布")
    fill(page, "opened_on", "去年")
    click(page, "next")
    settle(qtbot, window)
    assert "不是日期" in texts(page)
    assert window.here == Place("first_start")


def test_finishing_with_a_typed_account_enters_it_and_leaves(
    qtbot: QtBot, open_window: OpenWindow, empty_folder: Path
) -> None:
    window = open_window(empty_folder)
    page = _at_the_accounts(qtbot, window)
    fill(page, "platform", "抖音")
    fill(page, "name", "公义镇发布")
    click(page, "next")
    settle(qtbot, window)
    assert window.here == Place("today")
    assert [account.name for account in snapshot(window.desk.office).accounts] == ["公义镇发布"]
    assert read_draft(window.desk.office, "account.new") is None


def test_an_account_without_a_name_is_asked_about_before_it_is_given_up(
    qtbot: QtBot, open_window: OpenWindow, empty_folder: Path, dialogs: QueuedDialogs
) -> None:
    window = open_window(empty_folder)
    page = _at_the_accounts(qtbot, window)
    fill(page, "platform_id", "gyz001")
    dialogs.press_next("接着填")
    click(page, "next")
    assert window.here == Place("first_start")
    assert find(page, QLineEdit, "platform_id").text() == "gyz001"
    dialogs.press_next("不登记它")
    click(page, "next")
    settle(qtbot, window)
    assert window.here == Place("today")
    assert snapshot(window.desk.office).accounts == ()


def test_the_last_words_before_closing_are_kept_and_today_offers_the_half_typed_account(
    qtbot: QtBot, open_window: OpenWindow, empty_folder: Path
) -> None:
    window = open_window(empty_folder)
    page = _at_the_accounts(qtbot, window)
    fill(page, "name", "公义镇发布")
    window.close()
    close_window(window)

    again = open_window(empty_folder)
    settle(qtbot, again)
    assert again.here == Place("today")
    assert "接着填：登记已有账号" in texts(again)
    click_words(again, "继续")
    settle(qtbot, again)
    dialog = open_dialog(again)
    assert dialog is not None
    assert find(dialog, QLineEdit, "name").text() == "公义镇发布"


def test_the_last_words_before_closing_are_there_again_at_the_first_step(
    qtbot: QtBot, open_window: OpenWindow, empty_folder: Path
) -> None:
    window = open_window(empty_folder)
    fill(window.page("first_start"), "full_name", _UNIT)
    window.close()
    close_window(window)
    again = open_window(empty_folder)
    settle(qtbot, again)
    assert find(again.page("first_start"), QLineEdit, "full_name").text() == _UNIT


def test_enter_presses_the_primary_button(qtbot: QtBot, open_window: OpenWindow, empty_folder: Path) -> None:
    window = open_window(empty_folder)
    page = window.page("first_start")
    line = find(page, QLineEdit, "full_name")
    fill(page, "full_name", _UNIT)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert "第2步，共3步" in texts(page)
    find(page, QPushButton, "back").setFocus()
    QTest.keyClick(find(page, QPushButton, "back"), Qt.Key.Key_Return)
    assert "第1步，共3步" in texts(page)
    find(page, QPushButton, "next").setFocus()
    QTest.keyClick(find(page, QPushButton, "next"), Qt.Key.Key_Enter)
    assert "第2步，共3步" in texts(page)


def test_a_seal_that_says_something_else_is_pointed_out_where_it_is_typed(
    open_window: OpenWindow, empty_folder: Path
) -> None:
    page = open_window(empty_folder).page("first_start")
    fill(page, "full_name", _UNIT)
    fill(page, "seal_text", "公义镇政府")
    assert "与公章不一致的备案表会被退回" in texts(page)
    fill(page, "seal_text", _UNIT)
    assert "与公章不一致的备案表会被退回" not in texts(page)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("眉山市彭山区公义镇人民政府", UnitKind.TOWNSHIP),
        ("眉山市彭山区凤鸣街道办事处", UnitKind.SUBDISTRICT),
        ("眉山市彭山区民政局", UnitKind.DEPARTMENT),
        ("眉山市彭山区政务服务中心", UnitKind.DEPARTMENT),
    ],
)
def test_the_kind_of_the_unit_follows_from_its_name(
    open_window: OpenWindow, empty_folder: Path, name: str, kind: UnitKind
) -> None:
    page = open_window(empty_folder).page("first_start")
    fill(page, "full_name", name)
    assert find(page, ChoiceBox, "kind").choice() is kind


def test_a_kind_that_was_chosen_by_hand_stays(open_window: OpenWindow, empty_folder: Path) -> None:
    page = open_window(empty_folder).page("first_start")
    box = find(page, ChoiceBox, "kind")
    QTest.keyClick(box, Qt.Key.Key_End)
    chosen = box.choice()
    fill(page, "full_name", "眉山市彭山区公义镇人民政府")
    assert box.choice() is chosen
    assert chosen is not UnitKind.TOWNSHIP
