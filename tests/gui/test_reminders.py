"""Reminders: when a notice may come, what it says, what closing the window does, and the start with the session."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, QTime
from PySide6.QtWidgets import QCheckBox, QPushButton, QSystemTrayIcon, QTimeEdit
from pytestqt.qtbot import QtBot

from pmedia_desktop.app import run_window
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.reminders import session_start
from pmedia_desktop.gui.reminders.autostart import IN_TRAY, RUN_KEY, start_with_session, starts_with_session
from pmedia_desktop.gui.reminders.session_start import begin_behind_icon
from pmedia_desktop.gui.reminders.tray import DueNow, Tray, summary
from pmedia_desktop.gui.reminders.wishes import Reminding, Wishes
from pmedia_desktop.gui.settings.reminders import RemindersTab
from pmedia_desktop.gui.window import Window
from tests.gui.hands import find, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DUE = DueNow(1, 2, ("报送变更备案",))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    shown: list[str] = []
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _self, title, text, *_rest: shown.append(f"{title} {text}")
    )
    return iter([shown]).__next__()


def test_a_notice_comes_once_a_day_and_again_the_next_day(window: Window, said: list[str], tmp_path: Path) -> None:
    tray = Tray(window.desk, Reminding(tmp_path), window)
    for _ in range(3):
        tray.tell(DUE, MORNING)
    assert said == ["已逾期1项，近几天到期2项 报送变更备案"]
    tray.tell(DUE, MORNING.replace(day=24))
    assert len(said) == 2


@pytest.mark.parametrize("at", [time(7, 59), time(12, 0), time(13, 59), time(18, 0), time(23, 30)])
def test_in_quiet_hours_and_when_switched_off_nothing_comes(
    window: Window, said: list[str], tmp_path: Path, at: time
) -> None:
    reminding = Reminding(tmp_path)
    tray = Tray(window.desk, reminding, window)
    tray.tell(DUE, MORNING.replace(hour=at.hour, minute=at.minute))
    reminding.keep(Wishes(on=False))
    tray.tell(DUE, MORNING)
    assert said == []


def test_nothing_due_is_no_notice(window: Window, said: list[str], tmp_path: Path) -> None:
    Tray(window.desk, Reminding(tmp_path), window).tell(DueNow(0, 0, ()), MORNING)
    assert said == []
    assert summary(DueNow(0, 0, ())).endswith("今天没有要办的")


def test_what_is_due_in_the_register_reaches_the_tip(
    qtbot: QtBot, window: Window, said: list[str], tmp_path: Path
) -> None:
    tray = Tray(window.desk, Reminding(tmp_path), window)
    tray.look()
    settle(qtbot, window)
    assert "近几天到期" in tray._icon.toolTip()


def test_wishes_are_kept_beside_the_register(tmp_path: Path) -> None:
    wanted = Wishes(on=False, quiet_until=time(9, 15), stays=True)
    Reminding(tmp_path).keep(wanted)
    assert Reminding(tmp_path).wishes() == wanted


def test_a_window_that_stays_behind_locks_the_vault_and_comes_back(qtbot: QtBot, window: Window) -> None:
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(True))
    window.stays_behind = lambda: True
    window.close()
    assert not window.isVisible()
    assert closed == []
    window.raise_up()
    assert window.isVisible()
    window.stays_behind = lambda: False
    window.close()
    assert closed == [True]


@pytest.fixture
def no_start_with_session(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Lay the desktop's folder aside; Windows' key is the user's own, so the entry is taken out at the end."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    start_with_session(False, tmp_path)
    yield
    start_with_session(False, tmp_path)


@pytest.mark.usefixtures("no_start_with_session")
@pytest.mark.skipif(sys.platform == "win32", reason="the entry is a file elsewhere")
def test_the_session_finds_the_register_wherever_it_begins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    start_with_session(True, Path("登记册"))
    assert str(tmp_path / "登记册") in (tmp_path / "autostart" / "pmedia-desktop.desktop").read_text("utf-8")


@pytest.mark.usefixtures("no_start_with_session")
def test_the_session_starts_the_program_only_when_wanted(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    window.go(Place("settings", 0, "reminders"))
    settle(qtbot, window)
    tab = window.page("settings").findChild(QCheckBox, "autostart").parent().parent()
    find(tab, QCheckBox, "autostart").setChecked(True)
    assert not starts_with_session()
    find(tab.parent(), QPushButton, "save").click()
    if sys.platform == "win32":
        entry = str(QSettings(RUN_KEY, QSettings.Format.NativeFormat).value("pmedia-desktop"))
    else:
        entry = (tmp_path / "autostart" / "pmedia-desktop.desktop").read_text("utf-8")
    assert starts_with_session()
    assert IN_TRAY in entry
    assert str(window.desk.office.folder) in entry
    find(tab, QCheckBox, "on").setChecked(False)
    assert not find(tab, QCheckBox, "autostart").isEnabled()
    find(tab.parent(), QPushButton, "save").click()
    assert not starts_with_session()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the start in its registry, not in a file")
def test_what_cannot_be_kept_and_hours_that_never_come_are_told(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dialogs: QueuedDialogs
) -> None:
    (tmp_path / "autostart").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    window.go(Place("settings", 0, "reminders"))
    settle(qtbot, window)
    page = window.page("settings")
    find(page, QCheckBox, "autostart").setChecked(True)
    dialogs.press_next("知道了")
    find(page.findChild(RemindersTab), QPushButton, "save").click()
    assert "写不了文件" in dialogs.shown[-1]
    find(page, QCheckBox, "autostart").setChecked(False)
    find(page, QTimeEdit, "quiet_from").setTime(QTime(8, 0))
    dialogs.press_next("知道了")
    find(page.findChild(RemindersTab), QPushButton, "save").click()
    assert "一次也不会提醒" in dialogs.shown[-1], "that the folder is a file hinders nobody who wants no such start"
    for name, hour in (("quiet_from", 18), ("lunch_from", 8), ("lunch_until", 18)):
        find(page, QTimeEdit, name).setTime(QTime(hour, 0))
    dialogs.press_next("知道了")
    find(page.findChild(RemindersTab), QPushButton, "save").click()
    assert "午休" in dialogs.shown[-1], "a lunch as long as the day leaves no moment either"
    assert Reminding(window.desk.office.folder).wishes() == Wishes()
    find(page, QCheckBox, "on").setChecked(False)
    find(page.findChild(RemindersTab), QPushButton, "save").click()
    assert not Reminding(window.desk.office.folder).wishes().on, "as the advice says"
    assert not RemindersTab(window.desk)._autostart.isEnabled()


def test_a_start_with_the_session_waits_for_the_panel(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = iter([False, True])
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: next(there, False))
    monkeypatch.setattr(session_start, "_BETWEEN", 1)
    done: list[str] = []
    monkeypatch.setattr(window, "load", lambda: done.append("loaded"))
    begin_behind_icon(window, lambda: False)
    qtbot.waitUntil(lambda: done == ["loaded"])


def test_without_a_panel_a_start_with_the_session_shows_the_window_and_opens_the_register(
    qtbot: QtBot, shut_out: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    begin_behind_icon(shut_out, lambda: False, 0)
    qtbot.waitUntil(lambda: "登记册没有打开" in texts(shut_out))
    assert shut_out.isVisible()


def test_a_start_by_hand_meanwhile_leaves_nothing_to_do_for_the_sessions(qtbot: QtBot, shut_out: Window) -> None:
    with qtbot.waitSignal(shut_out.closed):
        begin_behind_icon(shut_out, lambda: True, 0)
    assert not shut_out.isVisible()


def test_whoever_wants_no_reminders_is_not_started_with_the_session(tmp_path: Path) -> None:
    Reminding(tmp_path).keep(Wishes(on=False))
    assert run_window(tmp_path, in_tray=True) == 0
    assert not (tmp_path / "register.db").exists()


def test_a_register_that_does_not_open_brings_the_hidden_window_to_the_screen(qtbot: QtBot, shut_out: Window) -> None:
    shut_out.load()
    qtbot.waitUntil(shut_out.isVisible)
    settle(qtbot, shut_out)
    assert "登记册没有打开" in texts(shut_out)
