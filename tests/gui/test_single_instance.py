"""One window for one register; a second start raises the first."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from pmedia_desktop.app import LOCK_NAME
from pmedia_desktop.gui.restore_guide import RestoreGuide
from pmedia_desktop.gui.single_instance import ask_to_raise, listen_for_raise
from pmedia_desktop.gui.window import Window
from pmedia_desktop.register.folder_lock import FolderLock
from pmedia_desktop.services.backup.backups import back_up
from tests.gui.hands import let_go, settle

_SECOND_START = (
    "import sys, pathlib\n"
    "from pmedia_desktop.app import run_window\n"
    "print(run_window(pathlib.Path(sys.argv[1]), exit_when_loaded=True), 'sqlalchemy' in sys.modules)\n"
)

_ASKING = (
    "import sys, pathlib\n"
    "from pmedia_desktop.gui.single_instance import ask_to_raise\n"
    "print(ask_to_raise(*map(pathlib.Path, sys.argv[1:])))\n"
)


def test_a_second_start_raises_the_first_window_and_leaves(qtbot: QtBot, window: Window, sample_folder: Path) -> None:
    raised: list[Path | None] = []
    server = listen_for_raise(sample_folder, raised.append, window)
    with FolderLock(sample_folder):
        second = subprocess.Popen(
            [sys.executable, "-c", _SECOND_START, str(sample_folder)], stdout=subprocess.PIPE, text=True
        )
        qtbot.waitUntil(lambda: bool(raised), timeout=30_000)
        out, _error = second.communicate(timeout=60)
    server.close()
    assert out == "0 False\n"
    assert second.returncode == 0
    assert raised == [None]


def test_a_backup_opened_while_the_window_is_open_is_handed_to_it(
    qtbot: QtBot, window: Window, sample_folder: Path
) -> None:
    raised: list[Path | None] = []
    server = listen_for_raise(sample_folder, raised.append, window)
    backup = sample_folder / "我的 备份" / "register-manual-20261123-080000.db"
    asking = [sys.executable, "-c", _ASKING, str(sample_folder), str(backup)]
    second = subprocess.Popen(asking, stdout=subprocess.PIPE, text=True)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    assert second.communicate()[0] == "True\n"
    server.close()
    assert raised == [backup]


def test_an_opened_backup_is_shown_and_taken_only_when_the_user_decides(
    qtbot: QtBot, window: Window, sample_folder: Path
) -> None:
    opened = back_up(window.desk.office).path
    window.desk.restore(opened)
    settle(qtbot, window)
    guide = window.findChild(RestoreGuide)
    guide.reject()
    settle(qtbot, window)
    assert list(sample_folder.glob("set-aside-*")) == []


def test_the_raised_window_comes_to_the_front(window: Window) -> None:
    window.showMinimized()
    window.raise_up()
    assert window.isVisible()
    assert not window.isMinimized()
    let_go()


def test_nobody_answers_for_a_register_without_a_window(tmp_path: Path) -> None:
    assert not ask_to_raise(tmp_path)


def test_a_start_while_the_first_window_is_closing_waits_for_the_register_and_opens_it(
    sample_folder: Path,
) -> None:
    server = QLocalServer()
    with FolderLock(sample_folder):
        # As in a window that has left its event loop: the system takes the connection, nobody reads it.
        listening = listen_for_raise(sample_folder, lambda _file: None, server)
        second = subprocess.Popen(
            [sys.executable, "-c", _SECOND_START, str(sample_folder)], stdout=subprocess.PIPE, text=True
        )
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(2)
        listening.close()
        with pytest.raises(subprocess.TimeoutExpired):
            second.wait(0.5)
    out, _error = second.communicate(timeout=60)
    assert out == "0 True\n"
    assert second.returncode == 0


def test_a_lock_left_by_a_crash_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text('{"process": 1, "host": "gone", "os_user": "nobody"}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _SECOND_START, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "0 True\n", done.stderr
