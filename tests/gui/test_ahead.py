"""What pages need is made while nothing is under way: before their first visit, and without a trace of it."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui import ahead
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.accounts import correct_account
from pmedia_desktop.services.backup.backups import back_up
from pmedia_desktop.services.office import snapshot
from tests.gui.hands import click_words, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

_PATIENCE = 30_000


@pytest.fixture
def made(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> Window:
    """Return the window when everything was made ahead."""
    monkeypatch.setattr(ahead, "_REST", 10)
    monkeypatch.setattr(ahead, "_PAUSE", 0)
    with qtbot.waitSignal(window.make_ahead().done, timeout=_PATIENCE):
        pass
    return window


def test_pages_made_ahead_show_at_their_first_visit_what_has_changed_since(
    qtbot: QtBot, made: Window, dialogs: QueuedDialogs
) -> None:
    assert {f"pmedia_desktop.gui.pages.{entry.key}" for entry in made.entries()} <= set(sys.modules)
    account = snapshot(made.desk.office).accounts[0]
    made.desk.change(made, lambda office: correct_account(office, replace(account, name="示例镇新名称")))
    settle(qtbot, made)
    assert made.here == Place("today")
    for key in ("filing", "opening", "self_inspection"):
        page = made.page(key)
        made.go(Place(key, 1 if key == "filing" else 0))
        settle(qtbot, made)
        assert made.page(key) is page
        assert page.isVisible()
    made.go(Place("closing", account.id))
    settle(qtbot, made)
    assert "示例镇新名称" in texts(made.page("closing"))
    assert not dialogs.shown


def test_it_waits_while_somebody_types(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "_USER_RESTS", 3_600_000)
    making = window.make_ahead()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    assert making._timer.remainingTime() > 3_000_000


def test_after_a_restore_pages_are_made_ahead_for_the_register_that_is_there_then(
    qtbot: QtBot, made: Window, sample_folder: Path
) -> None:
    backup = back_up(made.desk.office).path
    old = made.page("filing")
    with qtbot.waitSignal(made._ahead.done, timeout=_PATIENCE):  # type: ignore[union-attr]
        made.desk.restore(backup)
        settle(qtbot, made)
        click_words(made, "恢复")
    assert made.page("filing") is not old
    made.go(Place("filing", 1))
    settle(qtbot, made)
    assert made.page("filing").isVisible()
