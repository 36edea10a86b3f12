"""While a page's answer has not come: nothing false is said, nothing without a record can be pressed."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QSpinBox, QTabWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.tasks import Lane
from pmedia_desktop.gui.window import Window
from tests.gui.hands import find, let_go, settings_in_view, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

Release = Callable[[], None]


@pytest.fixture
def held_up(qtbot: QtBot, window: Window) -> Iterator[Release]:
    """Let the register's answers wait until the function is called."""
    released = threading.Event()
    window.desk.tasks.run(Lane.READ, lambda _progress: released.wait(60), window, lambda _done: None, _fail)

    def release() -> None:
        released.set()
        settle(qtbot, window)

    yield release
    release()


def _fail(failure: BaseException) -> None:
    raise failure


def test_settings_that_are_not_read_yet_cannot_be_saved(window: Window, held_up: Release) -> None:
    for name in ("terms", "replies", "printing", "custody", "publishing", "personal_data", "backups"):
        window.go(Place("settings", 0, name))
        let_go()
        tab = settings_in_view(window)
        assert [button.text() for button in tab.findChildren(QPushButton) if button.isVisible()] == [], name
    window.go(Place("settings", 0, "terms"))
    held_up()
    tab = settings_in_view(window)
    assert find(tab, QSpinBox, "opening_days").value() == 10
    assert find(tab, QPushButton, "save").isVisible()


@pytest.mark.usefixtures("impatient")
def test_settings_that_could_not_be_read_are_not_shown_as_something_else(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, sample_folder: Path
) -> None:
    with closing(sqlite3.connect(sample_folder / "register.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        dialogs.press_next("知道了", "知道了")
        window.go(Place("settings", 0, "custody"))
        settle(qtbot, window)
        assert not find(settings_in_view(window), QSpinBox, "password_change_days").isVisible()
        other.execute("ROLLBACK")
    window.go(Place("settings", 0, "custody"))
    settle(qtbot, window)
    assert find(settings_in_view(window), QSpinBox, "password_change_days").value() == 90


@pytest.mark.parametrize("page", ["account", "publication", "credential", "handover"])
def test_a_record_that_is_not_here_yet_offers_nothing(window: Window, held_up: Release, page: str) -> None:
    window.go(Place(page, 1))
    let_go()
    shown = window.page(page)
    assert [button.text() for button in shown.findChildren(QAbstractButton) if button.isVisible()] == []
    held_up()
    assert any(button.isVisible() for button in shown.findChildren(QAbstractButton))


def test_not_read_yet_is_not_said_to_be_empty(window: Window, held_up: Release) -> None:
    for tab in ("tasks", "months", "clocks"):
        window.go(Place("publications", 0, tab))
        let_go()
        assert "还没有" not in texts(window.page("publications")), tab
    window.go(Place("self_inspection"))
    let_go()
    tabs = find(window.page("self_inspection"), QTabWidget, "tabs")
    assert " ".join(map(tabs.tabText, range(tabs.count()))) == "自查表 问题 事件 上级处置 管理制度"
    assert not find(window.page("self_inspection"), QPushButton, "begin").isVisible()
    assert not find(window.page("self_inspection"), QLabel, "state").isVisible()


def test_what_takes_longer_than_a_moment_is_said_at_the_foot_until_it_has_come(
    qtbot: QtBot, window: Window, held_up: Release
) -> None:
    foot = window.statusBar()
    foot.clearMessage()
    window.go(Place("accounts"))
    qtbot.waitUntil(lambda: foot.currentMessage() == "正在读取……", timeout=5_000)
    held_up()
    assert foot.currentMessage() == ""
