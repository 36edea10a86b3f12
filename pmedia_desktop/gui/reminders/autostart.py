"""Starting with the session, only if wanted: Windows' Run key of the user, elsewhere the desktop's autostart folder."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from pmedia_desktop.data_files import data_path, own_command
from pmedia_desktop.errors import EnvironmentProblem, reason_of
from pmedia_desktop.texts import translate

_CONTEXT = "gui.reminders.autostart"
_NAME = "pmedia-desktop"
RUN_KEY = r"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Run"
#: The switch with which the session starts us: no window, only the icon.
IN_TRAY = "--in-tray"


def starts_with_session() -> bool:
    """Whether the session starts the program."""
    if sys.platform == "win32":
        return _run_key().contains(_NAME)
    return _entry().exists()


def start_with_session(wanted: bool, folder: Path) -> None:
    """Have the session start the program on the register in ``folder``, or no longer.

    Raises ``EnvironmentProblem`` where that cannot be written down.
    """
    line = " ".join(_quoted(word) for word in _command(folder))
    if sys.platform == "win32":
        key = _run_key()
        if wanted:
            key.setValue(_NAME, line)
        else:
            key.remove(_NAME)
        key.sync()
        if key.status() is not QSettings.Status.NoError:
            raise _not_kept(key.status().name)
    elif wanted:
        from pmedia_desktop.services.files import write_file

        write_file(_entry(), _entry_text(line).encode())
    elif starts_with_session():
        try:
            _entry().unlink()
        except OSError as error:
            raise _not_kept(reason_of(error)) from error


def _not_kept(why: str) -> EnvironmentProblem:
    return EnvironmentProblem(
        translate(_CONTEXT, "登录后是否自动启动没有改成（{why}），").format(why=why),
        translate(_CONTEXT, "请检查有没有权限改自己的启动项；其他设置没有变。"),
    )


def _command(folder: Path) -> list[str]:
    wanted = ("--data", str(folder.absolute()), IN_TRAY)  # a session begins in another folder
    if getattr(sys, "frozen", False):
        return [sys.executable, *wanted]
    return [*own_command(*wanted)[0]]


def _entry() -> Path:
    config = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(os.environ.get("XDG_CONFIG_HOME") or config, "autostart", f"{_NAME}.desktop")


def _entry_text(line: str) -> str:
    name = translate(_CONTEXT, "政务新媒体账号管理")
    icon = data_path("resources", "icons", "application.svg")
    lines = ["[Desktop Entry]", "Type=Application", f"Name={name}", f"Exec={line}", f"Icon={icon}", "Terminal=false"]
    return "\n".join([*lines, "X-GNOME-Autostart-enabled=true", ""])


def _quoted(word: str) -> str:
    """Quote a word for an Exec line; on Windows a file name holds none of these characters."""
    if sys.platform != "win32":
        for special in '\\"`$':
            word = word.replace(special, "\\\\" + special)
        word = word.replace("%", "%%")
    return f'"{word}"'


def _run_key() -> QSettings:
    return QSettings(RUN_KEY, QSettings.Format.NativeFormat)
