"""One window for one register; a second start raises the first."""

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from pmedia_desktop.app import LOCK_NAME
from pmedia_desktop.gui.restoring import offer_restore
from pmedia_desktop.gui.single_instance import ask_to_raise, listen_for_raise
from pmedia_desktop.gui.window import Window
from pmedia_desktop.register.folder_lock import FolderLock
from tests.gui.hands import let_go
from tests.gui.queued_dialogs import QueuedDialogs

_SECOND_START = (
    "import sys, pathlib\n"
    "from pmedia_desktop.app import run_window\n"
    "print(run_window(pathlib.Path(sys.argv[1]), exit_when_loaded=True), 'sqlalchemy' in sys.modules)\n"
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
    assert ask_to_raise(sample_folder, backup)
    qtbot.waitUntil(lambda: bool(raised), timeout=10_000)
    server.close()
    assert raised == [backup]


def test_an_opened_backup_is_offered_and_taken_only_when_confirmed(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs
) -> None:
    dialogs.press_next("取消")
    wanted: list[Path] = []
    window.desk.reopening.disconnect()
    window.desk.reopening.connect(wanted.append)
    offer_restore(window.desk, Path("备份.db"))
    assert wanted == []
    dialogs.press_next("恢复")
    offer_restore(window.desk, Path("备份.db"))
    assert wanted == [Path("备份.db")]


def test_the_raised_window_comes_to_the_front(window: Window) -> None:
    window.showMinimized()
    window.raise_up()
    assert window.isVisible()
    assert not window.isMinimized()
    let_go()


def test_nobody_answers_for_a_register_without_a_window(tmp_path: Path) -> None:
    assert not ask_to_raise(tmp_path)


def test_a_lock_left_by_a_crash_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / LOCK_NAME).write_text('{"process": 1, "host": "gone", "os_user": "nobody"}', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _SECOND_START, str(tmp_path)], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout == "0 True\n", done.stderr
