"""Chinese typed for real: ibus with libpinyin, a real X server, real key strokes."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from pmedia_desktop.services.drafts import read_draft
from pmedia_desktop.services.office import open_office
from tests.gui.x_server import running, window_id, x_server, xdotool

pytestmark = pytest.mark.xserver

#: The real window, in which F12 opens a field for a secret, its letters in view; what stands in it goes to a file.
#: F11 closes the window.
_WINDOW = """
import pathlib
import sys

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout

from pmedia_desktop import app
from pmedia_desktop.gui.custody.secret_line import SecretLine

folder = pathlib.Path(sys.argv[1])
make_window = app.make_window


def with_secret(*parts, **more):
    window = make_window(*parts, **more)

    def ask():
        dialog = QDialog(window, windowTitle="口令")
        line = SecretLine()
        line.reveal(True)
        line.textChanged.connect(lambda text: (folder.parent / "secret").write_text(text, "utf-8"))
        QVBoxLayout(dialog).addWidget(line)
        dialog.open()

    QShortcut("F12", window).activated.connect(ask)
    QShortcut("F11", window).activated.connect(window.close)
    return window


app.make_window = with_secret
sys.exit(app.run_window(folder))
"""


_FCITX_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


def _until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.3)
    return False


def _assert_pinyin_becomes_chinese(environment: dict[str, str], folder: Path, switch_on: list[str]) -> None:
    """Type into the line that has the focus. An input method that is just starting may miss letters: then once more.

    ``switch_on`` is the command that chooses pinyin; what its exit code says is not relied upon, but what is typed.
    """
    for attempt in range(4):
        subprocess.run(switch_on, env=environment, check=False)
        time.sleep(2 * attempt)
        xdotool(environment, "type", "--delay", "150", "minzheng")
        time.sleep(1)
        xdotool(environment, "key", "space")
        if _until(lambda: "民政" in _kept_name(folder), 10):
            return
        xdotool(environment, "key", "Escape", "ctrl+a", "BackSpace")
    pytest.fail(f"what was typed became: {_kept_name(folder)}")


def _assert_letters_stay_in_a_secret(environment: dict[str, str], folder: Path) -> None:
    """Type pinyin into the field for a secret while the input method is on: nothing of it reaches the method."""
    xdotool(environment, "key", "F12")
    window_id(environment, "口令")
    time.sleep(1)
    before = _windows(environment)
    xdotool(environment, "type", "--delay", "120", "minzheng")
    time.sleep(0.5)
    assert _windows(environment) == before, "a window with candidates has opened"
    xdotool(environment, "key", "space", "1")
    written = folder.parent / "secret"
    assert _until(lambda: written.exists() and written.read_text("utf-8") == "minzheng 1"), written.read_text("utf-8")

    def is_gone() -> bool:
        xdotool(environment, "key", "Escape")
        return not xdotool(environment, "search", "--onlyvisible", "--name", "口令")

    assert _until(is_gone)


def _close(environment: dict[str, str], shown: str, process: subprocess.Popen[str]) -> None:
    """Close the window by a key, and see the program end; one that comes while the focus moves is lost.

    Not by Alt+F4, which is the window manager's: whether openbox is still there is not asked here.
    """
    for _attempt in range(3):
        xdotool(environment, "windowfocus", "--sync", shown)
        xdotool(environment, "key", "F11")
        with suppress(subprocess.TimeoutExpired):
            assert process.wait(20) == 0
            return
    pytest.fail(f"the window is still there, among {_windows(environment)}")


def _windows(environment: dict[str, str]) -> set[str]:
    return set(xdotool(environment, "search", "--onlyvisible", "--name", "").split())


def _kept_name(folder: Path) -> str:
    if not (folder / "register.db").exists():
        return ""
    office = open_office(folder)
    draft = read_draft(office, "first_start")
    office.close()
    return str(draft["full_name"]) if draft else ""


@pytest.mark.parametrize("asked_for", ["ibus", "fcitx"])
def test_pinyin_typed_on_the_keyboard_arrives_as_chinese(tmp_path: Path, asked_for: str) -> None:
    """Whoever asks for fcitx is served through ibus: fcitx5 answers there, and so does ibus itself."""
    if shutil.which("ibus-daemon") is None:
        pytest.fail("ibus is not installed; start.py installs it")
    with x_server() as environment:
        environment |= {"QT_IM_MODULE": asked_for, "XMODIFIERS": f"@im={asked_for}", "GSETTINGS_BACKEND": "memory"}
        environment |= _session_bus(environment)
        try:
            subprocess.run(
                ["ibus-daemon", "-rxd", "--panel=disable", "--emoji-extension=disable"], env=environment, check=True
            )
            program = [sys.executable, "-c", _WINDOW, str(tmp_path / "登记册")]
            with running(program, environment) as process:
                shown = window_id(environment, "政务新媒体账号管理")
                xdotool(environment, "windowfocus", "--sync", shown)
                # The first start asks for the unit's name first; the focus is in that line already.
                time.sleep(2)
                _assert_pinyin_becomes_chinese(environment, tmp_path / "登记册", ["ibus", "engine", "libpinyin"])
                _assert_letters_stay_in_a_secret(environment, tmp_path / "登记册")
                _close(environment, shown, process)
        finally:
            subprocess.run(["ibus", "exit"], env=environment, check=False)
            subprocess.run(["kill", environment["DBUS_SESSION_BUS_PID"]], check=False)


def _session_bus(environment: dict[str, str]) -> dict[str, str]:
    """Start a session bus of the test's own; its address and process id come back as variables."""
    said = subprocess.run(["dbus-launch"], env=environment, capture_output=True, text=True, check=True).stdout
    return dict(line.split("=", 1) for line in said.splitlines() if line.startswith("DBUS_"))


def test_pinyin_of_fcitx5_arrives_as_chinese(tmp_path: Path) -> None:
    """The whole way of a UOS or Kylin desktop: fcitx5 with its own pinyin, reached by its ibus interface."""
    if shutil.which("fcitx5") is None:
        pytest.fail("fcitx5 is not installed; start.py installs it")
    profile = tmp_path / "home" / ".config" / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(_FCITX_PROFILE, "utf-8")
    with x_server() as environment:
        environment |= {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx", "HOME": str(tmp_path / "home")}
        environment |= {"XDG_CONFIG_HOME": str(profile.parents[1]), "XDG_DATA_HOME": str(tmp_path / "home" / "data")}
        environment |= _session_bus(environment)
        program = [sys.executable, "-c", _WINDOW, str(tmp_path / "登记册")]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        try:
            with running(["fcitx5", "--disable", "wayland,kimpanel,notificationitem"], environment, **quiet):
                time.sleep(3)
                with running(program, environment) as process:
                    shown = window_id(environment, "政务新媒体账号管理")
                    xdotool(environment, "windowfocus", "--sync", shown)
                    time.sleep(3)
                    switch_on = ["fcitx5-remote", "-s", "pinyin"]
                    _assert_pinyin_becomes_chinese(environment, tmp_path / "登记册", switch_on)
                    _assert_letters_stay_in_a_secret(environment, tmp_path / "登记册")
                    _close(environment, shown, process)
        finally:
            subprocess.run(["kill", environment["DBUS_SESSION_BUS_PID"]], check=False)
