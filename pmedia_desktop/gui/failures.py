"""What happens when the program itself is wrong: a log file, and a dialog with details to copy.

Nothing that was typed is lost: the window stays, and the half-filled guides are in the register.
"""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_binding_version
from PySide6.QtCore import QMessageLogContext, QObject, QTimer, QtMsgType, Signal, qInstallMessageHandler

from pmedia_desktop.gui.dialogs import Dialogs

LOG_NAME = "差错记录.log"
#: The log begins anew beyond this size, in bytes; the older part is kept once beside it.
_LARGEST_LOG = 1024 * 1024


class Failures(QObject):
    """Writes the log and shows the defect dialog. One dialog at a time: a defect often repeats itself."""

    _reported = Signal(str)

    def __init__(self, folder: Path, dialogs: Dialogs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._dialogs = dialogs
        self._showing = False
        self._reported.connect(self._show_soon)

    @property
    def log_file(self) -> Path:
        """Where the details are kept."""
        return self._folder / LOG_NAME

    def report(self, failure: BaseException) -> None:
        """Log an unexpected exception and show it soon. May be called from any thread."""
        import traceback

        details = "".join(traceback.format_exception(failure))
        self.log(details)
        self._reported.emit(f"{_surroundings()}\n{details}")

    def log(self, text: str) -> None:
        """Append to the log file; when even that fails, the details go to standard error."""
        from datetime import datetime

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if self.log_file.exists() and self.log_file.stat().st_size > _LARGEST_LOG:
                self.log_file.replace(self.log_file.with_suffix(".old.log"))
            with self.log_file.open("a", encoding="utf-8") as log:
                log.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')} {_surroundings()}\n{text}\n")
        except OSError:
            sys.stderr.write(text)

    def watch(self) -> Callable[[], None]:
        """Catch what nobody else catches, in every thread; return how to stop watching."""
        before, before_thread = sys.excepthook, threading.excepthook

        def caught(_kind: type[BaseException], failure: BaseException, _trace: TracebackType | None) -> None:
            if isinstance(failure, KeyboardInterrupt):
                sys.__excepthook__(_kind, failure, _trace)
            else:
                self.report(failure)

        def caught_in_thread(arguments: threading.ExceptHookArgs) -> None:
            if arguments.exc_value is not None:
                self.report(arguments.exc_value)

        def qt_said(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
            if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
                self.log(f"Qt: {message}")
                sys.stderr.write(f"{message}\n")

        sys.excepthook, threading.excepthook = caught, caught_in_thread
        qInstallMessageHandler(qt_said)

        def stop() -> None:
            sys.excepthook, threading.excepthook = before, before_thread
            qInstallMessageHandler(None)

        return stop

    def _show_soon(self, details: str) -> None:
        # Not in the middle of whatever went wrong.
        QTimer.singleShot(0, self, lambda: self._show(details))

    def _show(self, details: str) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            self._dialogs.report_defect(details, self.log_file)
        finally:
            self._showing = False


def _surroundings() -> str:
    import platform  # asks the system for its names; a start without a defect does without them

    return f"Python {platform.python_version()}, PySide6 {qt_binding_version}, {platform.platform()}"
