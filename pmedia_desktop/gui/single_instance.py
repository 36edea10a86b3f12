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
#: A window that is at work answers after some milliseconds; one that is closing never does.
_ANSWER_MILLISECONDS = 3000
_COMING = b"coming\n"


def ask_to_raise(folder: Path, file: Path | None = None) -> bool:
    """Ask the window that has this register to come to the front, and to open ``file``; False when none answers.

    One that is just closing does not answer.
    """
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    if not socket.waitForConnected(_WAIT_MILLISECONDS):
        return False
    socket.write(f"{file.resolve() if file else ''}\n".encode())
    socket.flush()
    # The system takes a connection for a window that no longer looks at it, so only the window's own word counts.
    answered = socket.waitForReadyRead(_ANSWER_MILLISECONDS) and bytes(socket.readLine().data()) == _COMING
    socket.abort()
    return answered


def listen_for_raise(folder: Path, raise_up: Callable[[Path | None], None], parent: QObject) -> QLocalServer:
    """Call ``raise_up`` whenever the program is started again on the same register, with the file it was to open.

    Close the server as soon as the window begins to close.
    """
    from PySide6.QtNetwork import QLocalServer

    server = QLocalServer(parent)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    QLocalServer.removeServer(_name(folder))  # a crash may have left it; the lock file says that we are the only one
    server.listen(_name(folder))

    def hear(connection: QLocalSocket) -> None:
        if connection.canReadLine():
            named = bytes(connection.readLine().data()).decode().strip()
            connection.write(_COMING)
            connection.flush()
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
