"""Notices that the user has left: the system's session was locked, or the machine goes to sleep.

On Linux from logind and from the screen savers' D-Bus signals, on Windows from the window messages about sessions and
power.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot

# Desktops say under a name of their own that the screen was locked, all with the same signal.
_SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.ukui.ScreenSaver",
)
_LOGIND = "org.freedesktop.login1"

_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK = 0x02B1, 0x0007


class SessionWatch(QObject):
    """``left`` is emitted when the session was locked or the machine is about to sleep."""

    left = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._filter: QAbstractNativeEventFilter | None = None
        if sys.platform.startswith("linux"):
            self._listen_to_buses()
        elif sys.platform == "win32":
            self._filter = _WindowsMessages(self)
            application = QCoreApplication.instance()
            if application is not None:
                application.installNativeEventFilter(self._filter)

    def _listen_to_buses(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        # PySide6's stub asks for bytes, which the call itself refuses.
        switched: Any = SLOT("switched(bool)")
        leave: Any = SLOT("leave()")
        if _has_session_bus():
            session = QDBusConnection.sessionBus()
            for name in _SCREEN_SAVERS:
                session.connect("", "", name, "ActiveChanged", self, switched)
        system = QDBusConnection.systemBus()
        if system.isConnected():
            system.connect("", "", f"{_LOGIND}.Manager", "PrepareForSleep", self, switched)
            system.connect("", "", f"{_LOGIND}.Session", "Lock", self, leave)

    @Slot(bool)
    def switched(self, on: bool) -> None:
        """Take a signal that says True when the screen is locked or sleep begins."""
        if on:
            self.left.emit()

    @Slot()
    def leave(self) -> None:
        """Take a signal that says that the session was locked."""
        self.left.emit()


class _WindowsMessages(QAbstractNativeEventFilter):
    """Reads the messages that Windows sends to the program's windows."""

    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch
        if sys.platform == "win32":
            import ctypes

            from PySide6.QtWidgets import QApplication

            for window in QApplication.topLevelWidgets():
                if window.isVisible() and window.parent() is None:
                    ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)

    def nativeEventFilter(self, kind: QByteArray | bytes | bytearray | memoryview, message: int) -> object:  # noqa: N802 - Qt's name
        """Look at a message and let it pass."""
        if sys.platform == "win32" and bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            read = wintypes.MSG.from_address(int(message))
            if (read.message, read.wParam) in (
                (_WM_POWERBROADCAST, _PBT_APMSUSPEND),
                (_WM_WTSSESSION_CHANGE, _WTS_SESSION_LOCK),
            ):
                self._watch.leave()
        return False, 0


def _has_session_bus() -> bool:
    """Whether there is a session bus to ask; libdbus would start one of its own otherwise."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or bool(runtime and (Path(runtime) / "bus").exists())
