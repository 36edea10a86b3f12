"""A locked session or a machine that goes to sleep locks the window; the signals come over a real bus."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pmedia_desktop.gui.custody.session_watch import SessionWatch
from tests.gui.custody.conftest import HOLDER, CustodyWindow
from tests.gui.hands import texts

WATCH = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from pmedia_desktop.gui.custody.session_watch import SessionWatch
application = QCoreApplication([])
parent = QObject()
watch = SessionWatch(parent)
watch.left.connect(lambda: (print("left", flush=True), application.quit()))
name, on = sys.argv[1:]
command = ["dbus-send", "--session", "--type=signal", "/" + name.replace(".", "/"), name + ".ActiveChanged",
           "boolean:" + on]
QTimer.singleShot(200, lambda: subprocess.run(command, check=True))
QTimer.singleShot(4000, application.quit)
application.exec()
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a session bus")
@pytest.mark.parametrize(
    ("name", "on", "said"),
    [
        ("org.gnome.ScreenSaver", "true", "left\n"),
        ("org.ukui.ScreenSaver", "true", "left\n"),
        ("org.freedesktop.ScreenSaver", "false", ""),
    ],
)
def test_a_screen_saver_that_locks_is_heard_over_the_bus(name: str, on: str, said: str, tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": str(tmp_path)}
    ran = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", WATCH, name, on],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env=environment,
    )
    assert (ran.returncode, ran.stdout) == (0, said), ran.stderr


@pytest.mark.parametrize("how", ["sleep", "lock"])
def test_what_lies_open_is_locked_when_the_user_leaves(desk: CustodyWindow, how: str) -> None:
    page = desk.go("custody")
    desk.row(page, 0)
    desk.press(page, "look")
    desk.unlock(HOLDER)
    desk.dialog().reject()
    desk.settle()
    safe = desk.window.desk.safe
    assert safe.person is not None
    watch = safe.findChild(SessionWatch)
    assert watch is not None
    watch.switched(False)
    assert safe.person is not None
    watch.switched(True) if how == "sleep" else watch.leave()
    assert safe.person is None
    assert "已上锁" in texts(desk.window)
