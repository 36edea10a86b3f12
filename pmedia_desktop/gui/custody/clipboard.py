"""A copied secret: marked, so that clipboard histories leave it out, and taken back after a while."""

from __future__ import annotations

import hashlib
import secrets
import sys

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from pmedia_desktop.vault.secret import Secret

# Klipper and its kin (https://invent.kde.org/plasma/plasma-workspace, klipper/) leave out what carries this.
_KDE_HINT = ("x-kde-passwordManagerHint", b"secret")
# Windows' clipboard history and cloud clipboard ask for these registered formats; a DWORD of 0 means no
# (https://learn.microsoft.com/windows/win32/dataxchg/clipboard-formats, "Cloud Clipboard and Clipboard History").
_WINDOWS_FORMAT = 'application/x-qt-windows-mime;value="{name}"'
_WINDOWS_MARKS = (
    "ExcludeClipboardContentFromMonitorProcessing",
    "CanIncludeInClipboardHistory",
    "CanUploadToCloudClipboard",
)
# https://nspasteboard.org
_MACOS_MARK = "application/x-nspasteboard-concealed-type"


def marked(secret: Secret, platform: str = sys.platform) -> QMimeData:
    """Return the secret as it goes onto the clipboard of a platform (as ``sys.platform`` names it)."""
    data = QMimeData()
    data.setText(secret.reveal())
    data.setData(*_KDE_HINT)
    if platform == "win32":
        for name in _WINDOWS_MARKS:
            data.setData(_WINDOWS_FORMAT.format(name=name), bytes(4))
    if platform == "darwin":
        data.setData(_MACOS_MARK, b"")
    return data


class SecretClipboard(QObject):
    """Puts a secret on the clipboard and takes it away again, unless something else was copied since."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._key = secrets.token_bytes(32)
        self._holds: bytes | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    def put(self, secret: Secret, seconds: int) -> None:
        """Copy a secret for so many seconds."""
        QGuiApplication.clipboard().setMimeData(marked(secret))
        self._holds = self._digest(secret.reveal())
        self._timer.start(seconds * 1000)

    def clear(self) -> None:
        """Take the secret away, if the clipboard still holds it."""
        self._timer.stop()
        if self._holds is None:
            return
        clipboard = QGuiApplication.clipboard()
        if self._digest(clipboard.text()) == self._holds:
            clipboard.clear()
        self._holds = None

    def _digest(self, text: str) -> bytes:
        # Only to know our own text again: keyed by chance, and forgotten with the program.
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=self._key).digest()
