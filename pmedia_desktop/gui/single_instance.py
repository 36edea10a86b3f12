"""A second start raises the window of the first: a local socket named after the register's folder.

QtNetwork is imported only here and only when it is needed, after the window is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_RAISE = b"raise\n"
_WAIT_MILLISECONDS = 500


def ask_to_raise(folder: Path) -> bool:
    """Ask the window that has this register to come to the front; False when no window answers."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_WAIT_MILLISECONDS):
        return False
    socket.write(_RAISE)
    answered = socket.waitForBytesWritten(_WAIT_MILLISECONDS)
    socket.disconnectFromServer()
    return answered


def listen_for_raise(folder: Path, raise_up: Callable[[], None], parent: QObject) -> QLocalServer:
    """Call ``raise_up`` whenever the program is started again on the same register."""
    from PySide6.QtNetwork import QLocalServer

    server = QLocalServer(parent)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    QLocalServer.removeServer(_name(folder))  # a crash may have left it; the lock file says that we are the only one
    server.listen(_name(folder))

    def answer() -> None:
        while (connection := server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
            raise_up()

    server.newConnection.connect(answer)
    return server


def _name(folder: Path) -> str:
    return "pmedia-desktop-" + sha256(str(folder.resolve()).encode()).hexdigest()[:24]
