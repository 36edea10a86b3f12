"""The groups at the left of the settings: chosen by mouse and keys, marked while something is unsaved."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QSpinBox, QTabWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.pages import pages
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.settings import read_settings
from tests.gui.conftest import OpenTab
from tests.gui.hands import click, find, let_go, press_key, settings_in_view, settle
from tests.gui.queued_dialogs import QueuedDialogs


def group_called(window: Window, words: str) -> QListWidgetItem:
    groups = find(window.page("settings"), QListWidget, "groups")
    [item] = groups.findItems(words, Qt.MatchFlag.MatchExactly)
    return item


def click_group(window: Window, words: str) -> None:
    groups = find(window.page("settings"), QListWidget, "groups")
    place = groups.visualItemRect(group_called(window, words)).center()
    QTest.mouseClick(groups.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_groups_at_the_left_are_walked_by_keys_and_f1_tells_of_the_one_in_view(
    qtbot: QtBot, window: Window, open_tab: OpenTab
) -> None:
    open_tab("holidays")
    groups = find(window.page("settings"), QListWidget, "groups")
    groups.setFocus()
    press_key(groups, Qt.Key.Key_Down)
    settle(qtbot, window)
    assert groups.currentItem().text() == "密码保管", "the heading 日常工作 is passed over"
    [entry] = [entry for entry in pages() if entry.key == "settings"]
    for number, part in enumerate(entry.parts):
        window.go(Place("settings", 0, part))
        assert find(window.page("settings"), QTabWidget, "tabs").currentIndex() == number, "F1 goes by this order"
    settle(qtbot, window)
    click_group(window, "信息发布")
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert window.here is not None
    assert window.here.field.startswith("settings/publishing")


def test_a_narrow_window_offers_the_groups_in_a_box(qtbot: QtBot, window: Window, open_tab: OpenTab) -> None:
    open_tab("printing")
    groups, box = (
        find(window.page("settings"), kind, name) for kind, name in ((QListWidget, "groups"), (ChoiceBox, "groups_box"))
    )
    assert (groups.isVisible(), box.isVisible()) == (True, False)
    window.resize(910, 476)
    let_go()
    assert (groups.isVisible(), box.isVisible()) == (False, True)
    assert box.currentText() == "打印与外观"
    box.setFocus()
    press_key(box, Qt.Key.Key_Down)
    settle(qtbot, window)
    assert find(settings_in_view(window), QPushButton, "back_up").isVisible()


def test_what_is_typed_survives_another_tab_and_a_change_elsewhere(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs
) -> None:
    tab = open_tab("terms")
    find(tab, QSpinBox, "closure_days").setValue(3)
    click_group(window, "打印与外观")
    settle(qtbot, window)
    printing = settings_in_view(window)
    assert group_called(window, "期限与提醒 •").toolTip() == "有修改还没有保存"
    find(printing, QSpinBox, "copies").setValue(4)
    click(printing, "save")
    settle(qtbot, window)
    click_group(window, "期限与提醒 •")
    settle(qtbot, window)
    assert find(tab, QSpinBox, "closure_days").value() == 3
    click(tab, "save")
    settle(qtbot, window)
    settings = read_settings(window.desk.office)
    assert (settings.closure_days, settings.copies) == (3, 4)
    window.go(Place("today"))
    assert window.here == Place("today")
