"""Says at the window's foot that something is being read, when that takes longer than a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStatusBar

    from pmedia_desktop.gui.tasks import Task, Tasks

_CONTEXT = "gui.reading_notice"
#: Between two looks, in milliseconds; what is still being read at the second one takes longer than a moment.
_LOOK_EVERY = 400


class ReadingNotice(QObject):
    """Without it a page that waits for a slow share or a large register would look like an empty one."""

    def __init__(self, tasks: Tasks, foot: QStatusBar) -> None:
        super().__init__(foot)
        self._tasks, self._foot = tasks, foot
        self._seen: Task | None = None
        self._words = translate(_CONTEXT, "正在读取……")
        self._looking = QTimer(self, interval=_LOOK_EVERY)
        self._looking.timeout.connect(self._look)
        tasks.busy.connect(self._follow)
        self._follow(not tasks.is_idle())

    def _follow(self, busy: bool) -> None:
        self._seen = None
        if busy:
            self._looking.start()
            return
        self._looking.stop()
        self._take_back()

    def _look(self) -> None:
        reading = self._tasks.oldest_reading()
        if reading is None:
            self._take_back()
        elif reading is self._seen and not self._foot.currentMessage():
            self._foot.showMessage(self._words)
        self._seen = reading

    def _take_back(self) -> None:
        if self._foot.currentMessage() == self._words:
            self._foot.clearMessage()
