"""What pages need is imported and made while nothing is under way: a first visit takes no longer than a later one.

First Qt's classes, which PySide makes of many enumerations when they are first named, and not in two threads at once:
on the UI thread, a few at a time. Then the pages' modules, in a lane. Then the pages that take longest to make, in
halves.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, QTimer, Signal

from pmedia_desktop.gui.pages import import_page
from pmedia_desktop.gui.tasks import Lane

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.made_pages import MadePages
    from pmedia_desktop.gui.tasks import Task

#: What takes over 25 ms to make, the likeliest first.
_SLOW = (
    "filing",
    "opening",
    "closing",
    "settings",
    "handing_over",
    "importing",
    "publications",
    "publication",
    "self_inspection",
)
#: In milliseconds: between two pieces; before the first, and while work is under way; after a key or a click.
_PAUSE, _REST, _USER_RESTS = 20, 500, 1500
#: How long a piece of many small ones may take, in seconds.
_PIECE = 0.008


class Ahead(QObject):
    """``done``: nothing is left to be made ahead."""

    done = Signal()

    def __init__(self, desk: Desk, pages: MadePages, window: QtWidgets.QWidget) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._watched: QtGui.QWindow | None = None
        self._pages = pages
        self._pieces: Iterator[object] = iter(())
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Begin as soon as nothing is under way; again for a register that was opened anew."""
        self._pieces = self._all_pieces()
        self._timer.start(_REST)
        self._watch(self._window.windowHandle())

    def eventFilter(self, watched: QObject, event: QtCore.QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait while somebody is at work in the window."""
        kinds = QtCore.QEvent.Type
        if event.type() in (kinds.KeyPress, kinds.MouseButtonPress, kinds.Wheel) and self._timer.isActive():
            self._timer.start(_USER_RESTS)
        return super().eventFilter(watched, event)

    def _watch(self, handle: QtGui.QWindow | None) -> None:
        """Look at what reaches a window from the screen; at nothing, once there is nothing left to do."""
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = handle
        if handle is not None:
            handle.installEventFilter(self)

    def _go_on(self) -> None:
        if not (self._desk.is_open and self._desk.tasks.is_idle()):
            self._timer.start(_REST)
            return
        try:
            next(self._pieces)
        except StopIteration:
            self._watch(None)
            self.done.emit()
        else:
            self._timer.start(_PAUSE)

    def _all_pieces(self) -> Iterator[object]:
        yield from _make_classes()
        for key in self._pages.entries:
            yield self._import(key)
        for key in _SLOW:
            for make in (self._pages.make_half, self._pages.page):
                yield make(key)

    def _import(self, key: str) -> Task:
        return self._desk.tasks.run(
            Lane.LONG, lambda _progress: import_page(key), self, lambda _module: None, self._desk.answer_failure
        )


def _make_classes() -> Iterator[None]:
    begun = time.perf_counter()
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
            if time.perf_counter() - begun > _PIECE:
                yield
                begun = time.perf_counter()
