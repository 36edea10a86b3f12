"""A long job with its progress and a cancel button in front of the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from pmedia_desktop.gui.desk import Desk
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.tasks import Task
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office

T = TypeVar("T")
_CONTEXT = "gui.waiting"
#: A job that is over sooner never shows the dialog, in milliseconds.
_SHOW_AFTER = 300


def run_long(
    desk: Desk, owner: QWidget, title: str, work: Callable[[Office, Progress], T], done: Callable[[T], None]
) -> None:
    """Run ``work`` in the lane of long jobs; the window waits behind a dialog that can cancel it."""
    dialog = Waiting(owner.window(), title)
    task = desk.start_long(owner, work, done, dialog.progressed, dialog.end)
    dialog.follow(task)


class Waiting(QDialog):
    """Shown when the work takes longer than a moment; its cancel button asks the work to stop."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(420)
        self._task: Task | None = None
        self._ended = False
        self._what = QLabel(title)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(translate(_CONTEXT, "取消"))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        for widget in (self._what, self._bar, buttons):
            layout.addWidget(widget)

    def follow(self, task: Task) -> None:
        """Wait for a task that has just been started."""
        self._task = task
        QTimer.singleShot(_SHOW_AFTER, self, self._open_unless_ended)

    def progressed(self, done: int, total: int, what: str) -> None:
        """Show how far the work has come."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if what:
            self._what.setText(what)

    def end(self) -> None:
        """Go: the work is over, however it ended."""
        self._ended = True
        super().accept()
        self.deleteLater()

    def reject(self) -> None:
        """Cancel: the dialog goes when the work has stopped."""
        if self._task is not None:
            self._task.cancel()
        self._what.setText(translate(_CONTEXT, "正在停止……"))

    def _open_unless_ended(self) -> None:
        if not self._ended:
            self.open()
