"""A second start raises the window of the first, and hands it the file that it was to open: a local socket.

QtNetwork is imported only here and only when it is needed, after the window is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MILLISECONDS = 500


def ask_to_raise(folder: Path, file: Path | None = None) -> bool:
    """Ask the window that has this register to come to the front, and to open ``file``; False when none answers."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_WAIT_MILLISECONDS):
        return False
    socket.write(f"{file.resolve() if file else ''}\n".encode())
    answered = socket.waitForBytesWritten(_WAIT_MILLISECONDS)
    socket.disconnectFromServer()
    return answered


def listen_for_raise(folder: Path, raise_up: Callable[[Path | None], None], parent: QObject) -> QLocalServer:
    """Call ``raise_up`` whenever the program is started again on the same register, with the file it was to open."""
    from PySide6.QtNetwork import QLocalServer

    server = QLocalServer(parent)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    QLocalServer.removeServer(_name(folder))  # a crash may have left it; the lock file says that we are the only one
    server.listen(_name(folder))

    def hear(connection: QLocalSocket) -> None:
        if connection.canReadLine():
            named = bytes(connection.readLine().data()).decode().strip()
            raise_up(Path(named) if named else None)

    def answer() -> None:
        while (connection := server.nextPendingConnection()) is not None:
            connection.disconnected.connect(connection.deleteLater)
            connection.readyRead.connect(partial(hear, connection))
            hear(connection)

    server.newConnection.connect(answer)
    return server


def _name(folder: Path) -> str:
    from hashlib import sha256

    return "pmedia-desktop-" + sha256(str(folder.resolve()).encode()).hexdigest()[:24]
