"""备份与恢复: made, sent to a second place, restored after the guide has shown what would change."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.app import RegisterOfWindow, close_window, make_window
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.restore_guide import RestoreGuide
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.waiting import Waiting
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.upkeep import RestoreReport
from pmedia_desktop.register.opening import REGISTER_NAME
from pmedia_desktop.services.backup import backups
from pmedia_desktop.services.backup.backups import back_up
from pmedia_desktop.services.office import open_office, snapshot
from tests.gui.conftest import OpenTab
from tests.gui.hands import click, click_words, find, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs


def test_a_backup_is_made_listed_and_put_in_the_registers_place(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    tab = open_tab("backups")
    usb = tmp_path / "U盘"
    usb.mkdir()
    dialogs.choose_next(usb)
    click(tab, "back_up_to")
    settle(qtbot, window)
    (backup,) = usb.glob("*.db")
    window.go(Place("people", 1, "name"))
    settle(qtbot, window)
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.services.people import list_people, save_person

    window.desk.change(window, lambda office: save_person(office, Person(name="备份以后才来的")))
    settle(qtbot, window)
    for dialog in window.findChildren(QWidget, "person_editor"):
        dialog.window().close()
    settle(qtbot, window)
    tab = open_tab("backups")
    dialogs.choose_next(backup)
    click(tab, "restore_file")
    settle(qtbot, window)
    guide = window.findChild(RestoreGuide)
    assert "备份完好" in texts(guide)
    (row,) = cells(guide)
    assert row == ["人员", "备份以后才来的", "没有了（备份以后才登记）"]
    click(guide, "restore")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.here == Place("today"))
    assert "备份以后才来的" not in [person.name for person in list_people(window.desk.office)]
    assert len(snapshot(window.desk.office).accounts) == 4


def test_a_backup_with_something_to_tell_says_it_in_a_dialog(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs, sample_folder: Path
) -> None:
    with closing(sqlite3.connect(sample_folder / REGISTER_NAME)) as connection:
        connection.execute("DROP TRIGGER journal_entry_stays")
        connection.execute("UPDATE journal_entry SET note = 'x' WHERE number = 2")
        connection.commit()
    tab = open_tab("backups")
    dialogs.press_next("知道了")
    click(tab, "back_up")
    settle(qtbot, window)
    assert "第 2 条" in dialogs.shown[-1]


def test_a_restore_under_way_can_be_cancelled(
    qtbot: QtBot,
    window: Window,
    open_tab: OpenTab,
    dialogs: QueuedDialogs,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, cancelled = backups.restore, Event()

    def slow(*arguments: Any, **named: Any) -> RestoreReport:
        assert cancelled.wait(10)
        return real(*arguments, **named)

    made = back_up(window.desk.office, tmp_path).path
    monkeypatch.setattr(backups, "restore", slow)
    tab = open_tab("backups")
    dialogs.choose_next(made)
    click(tab, "restore_file")
    settle(qtbot, window)
    click(window.findChild(RestoreGuide), "restore")
    qtbot.waitUntil(lambda: any("正在从备份恢复" in texts(one) for one in window.findChildren(Waiting)))
    (waiting,) = window.findChildren(Waiting)
    waiting.reject()
    cancelled.set()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.here == Place("today"))
    assert len(snapshot(window.desk.office).accounts) == 4
    assert list(window.desk.office.folder.glob("set-aside-*")) == []


def cells(dialog: QWidget) -> list[list[str]]:
    model = dialog.findChildren(QTableView)[0].model()
    return [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]


def test_a_file_that_is_no_backup_is_refused_and_the_register_stays(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    wrong = tmp_path / "别的.db"
    wrong.write_text("不是备份", encoding="utf-8")
    tab = open_tab("backups")
    dialogs.choose_next(wrong)
    click(tab, "restore_file")
    settle(qtbot, window)
    guide = window.findChild(RestoreGuide)
    assert "不是本程序的登记册" in texts(guide)
    assert not find(guide, QPushButton, "restore").isEnabled()
    guide.reject()
    settle(qtbot, window)
    assert window.here is not None
    assert len(snapshot(window.desk.office).accounts) == 4


def test_a_second_place_is_chosen_and_used(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    tab = open_tab("backups")
    dialogs.choose_next(tmp_path)
    click(tab, "choose_second")
    settle(qtbot, window)
    assert str(tmp_path) in find(tab, QLabel, "second").toolTip() + texts(tab)
    from pmedia_desktop.services.starting import look_after

    look_after(window.desk.office, left_open=False)
    (second,) = (tmp_path / "新媒体登记册备份-眉山市彭山区示例镇人民政府").glob("register-daily-*.db")
    assert second.stat().st_size > 0
    click(tab, "drop_second")
    settle(qtbot, window)
    assert "没有设置" in texts(tab)


def test_backups_are_not_sealed_while_nobody_could_open_them(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs
) -> None:
    tab = open_tab("backups")
    dialogs.press_next("知道了")
    click(tab, "sealed")
    settle(qtbot, window)
    assert "还没有人设置开锁口令" in dialogs.shown[-1]
    assert not find(tab, QCheckBox, "sealed").isChecked()


def test_the_first_use_of_a_day_makes_a_backup(window: Window, open_tab: OpenTab) -> None:
    tab = open_tab("backups")
    model = find(tab, QTableView, "table").model()
    assert [model.index(row, 1).data() for row in range(model.rowCount())] == ["每日备份"]
    assert "最近一次备份" in texts(tab)


def test_on_a_new_pc_a_backup_brings_everything(
    qtbot: QtBot, theme: Theme, sample_folder: Path, empty_folder: Path
) -> None:
    office = open_office(sample_folder)
    made = back_up(office).path
    office.close()
    dialogs = QueuedDialogs()
    register = RegisterOfWindow(empty_folder, None)
    window = make_window(theme, empty_folder, register.open, dialogs)
    qtbot.addWidget(window)
    window.show()
    window.load()
    settle(qtbot, window)
    assert window.here == Place("first_start")
    dialogs.choose_next(made)
    click_words(window, "换了电脑？从备份恢复")
    settle(qtbot, window)
    click_words(window.findChild(RestoreGuide), "恢复")
    settle(qtbot, window)
    assert window.here == Place("today")
    assert len(snapshot(window.desk.office).accounts) == 4
    close_window(window)
    register.release()
