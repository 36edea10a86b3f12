"""Keyboard alone can do everything, and a screen reader has a name for everything."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.pages import pages
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.accounts import account_page
from tests.gui.conftest import OpenWindow
from tests.gui.filing_hands import OPENING, visit_filing
from tests.gui.hands import click, click_words, fill, nameless, open_dialog, pause, settle, spoken_name, worked_by_hand

# What is typed on each page of a guide before it is looked at.
_OPENING: tuple[dict[str, str], ...] = ({"platform": "微信公众号", "name": "示例镇发布"}, {}, {}, {}, {})
_CLOSING: tuple[dict[str, str], ...] = (
    {"account_id": "示例镇视频号"},
    {"closure_reason": "功能相近整合", "reason": "整合"},
    {},
)


def _places() -> list[Place]:
    return [
        Place(entry.key, 1 if entry.takes else 0, part)
        for entry in pages()
        if entry.key != "first_start"
        for part in (entry.parts or ("",))
    ]


@pytest.mark.parametrize("place", _places(), ids=lambda place: f"{place.page} {place.field}".strip())
def test_everything_on_a_page_has_a_name_and_is_reached_by_keyboard(qtbot: QtBot, window: Window, place: Place) -> None:
    window.go(place)
    settle(qtbot, window)
    page = window.page(place.page)
    assert nameless(page) == []
    unreached = _never_focused(window, page)
    assert not unreached


def test_everything_in_the_dialogs_of_a_filing_has_a_name(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, OPENING)
    click_words(page, "打印送签稿…")
    settle(qtbot, window)
    printing = open_dialog(window)
    assert printing is not None
    assert nameless(printing) == []
    printing.reject()
    settle(qtbot, window)
    for step in ("已签字，补登…", "登记用印…", "登记报送…", "登记收悉…", "登记备案…", "登记核对…"):
        click_words(page, step)
        settle(qtbot, window)
        dialog = open_dialog(window)
        assert dialog is not None, step
        assert nameless(dialog) == [], step
        click(dialog, "save")
        settle(qtbot, window)


@pytest.mark.parametrize(("guide", "answers"), [("opening", _OPENING), ("closing", _CLOSING)])
def test_everything_in_a_guide_has_a_name(
    qtbot: QtBot, window: Window, guide: str, answers: tuple[dict[str, str], ...]
) -> None:
    window.go(Place(guide))
    settle(qtbot, window)
    page = window.page(guide)
    for number, typed in enumerate(answers, 1):
        for name, text in typed.items():
            fill(page, name, text)
        settle(qtbot, window)
        assert nameless(page) == [], f"page {number}"
        if number < len(answers):
            click(page, "next")
            settle(qtbot, window)


def test_everything_in_the_first_start_has_a_name(qtbot: QtBot, open_window: OpenWindow, empty_folder: Path) -> None:
    window = open_window(empty_folder)
    page = window.page("first_start")
    for typed in ({"full_name": "眉山市彭山区公义镇人民政府"}, {"principal_name": "王䶮", "clerk_name": "李𠮷"}, {}):
        for name, text in typed.items():
            fill(page, name, text)
        assert nameless(page) == []
        if typed:
            click(page, "next")
            settle(qtbot, window)


def test_an_account_is_corrected_with_the_keyboard_alone(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    for letter in "slzsph":
        _press(Qt.Key(ord(letter.upper())), letter)
    pause(qtbot, window)
    _tab_to(window, "table")
    _press(Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.here == Place("account", 4)
    _tab_to(window, "edit")
    _press(Qt.Key.Key_Space)
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    qtbot.waitUntil(dialog.isActiveWindow)
    _tab_to(dialog, "update_frequency")
    for letter in "weekly":
        _press(Qt.Key(ord(letter.upper())), letter)
    QTest.keyClick(_focus(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    kind = open_dialog(window)
    assert kind is not None
    qtbot.waitUntil(kind.isActiveWindow)
    _press(Qt.Key.Key_Return)
    settle(qtbot, window)
    assert account_page(window.desk.office, 4).account.update_frequency == "weekly"


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def _press(key: Qt.Key, text: str = "") -> None:
    if text:
        QTest.keyClicks(_focus(), text)
    else:
        QTest.keyClick(_focus(), key)


def _tab_to(window: QWidget, name: str) -> None:
    for _ in range(60):
        if _focus().objectName() == name:
            return
        _press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reached {name} in {window.windowTitle()}")


def _never_focused(window: Window, page: QWidget) -> list[str]:
    """Return the enabled parts of the page that Tab never reaches, walking once round the window."""
    window.activateWindow()
    window.navigation.findChild(QWidget, "places").setFocus()
    reached: set[QWidget] = set()
    last = None
    for _ in range(250):
        focus = QApplication.focusWidget()
        if focus is None or (focus in reached and focus is not last):
            break  # a time's field keeps the focus while Tab goes from its hours to its minutes
        last = focus
        reached.add(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    # A table with a row of choices is worked through the choices; a calendar's button has its key in the field.
    wanted = [
        widget
        for widget in worked_by_hand(page)
        if widget.isEnabled() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    return [
        f"{type(widget).__name__} {widget.objectName()} “{spoken_name(widget)}”"
        for widget in wanted
        if widget not in reached and not any(widget.isAncestorOf(one) for one in reached)
    ]
