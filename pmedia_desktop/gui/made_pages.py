"""The pages that were made so far: their frames in the window, and what each has missed while another was in view."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.pages import pages

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk

#: Pages that are taken out of the window go one after the other, so many milliseconds apart: all at once take too long.
_APART = 20


class MadePages:
    """Makes a page at its first visit and puts it into ``stack``, in a frame in which it scrolls."""

    def __init__(self, desk: Desk, stack: QStackedWidget) -> None:
        self.entries = {entry.key: entry for entry in pages()}
        self._desk = desk
        self._stack = stack
        self._made: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._half: dict[str, Page] = {}
        self._seen: set[str] = set()
        self._leaving: list[QWidget] = []
        self._leaves = QTimer(stack)
        self._leaves.timeout.connect(self._let_one_go)

    def make_half(self, key: str) -> None:
        """Make a page before its first visit; what is left to do then takes about as long as this."""
        if key not in self._made and key not in self._half:
            self._half[key] = self.entries[key].make(self._desk)

    def page(self, key: str) -> Page:
        """Return a page, made at the first visit."""
        if key not in self._made:
            page = self._half.pop(key, None) or self.entries[key].make(self._desk)
            self._made[key] = page
            self._stack.addWidget(_scrolling(page))
        return self._made[key]

    def bring_up(self, key: str) -> Page:
        """Put a page into view."""
        page = self.page(key)
        self._seen.add(key)
        with _unmoved(self._stack.currentWidget()):
            self._stack.setCurrentWidget(_frame_of(page))
        return page

    def catch_up(self, key: str) -> None:
        """Have a page read again what has changed while another was in view."""
        if key in self._stale:
            self._stale.remove(key)
            self.page(key).refresh()

    def refresh(self, here: str) -> None:
        """Have the page in view read again now, the others when they are next visited."""
        self._stale |= self._seen - {here}
        if here in self._made:
            self._made[here].refresh()

    def may_close(self, here: str) -> bool:
        """Whether every page may be closed now; one with something unsaved asks."""
        return all(page.may_close(in_view=key == here) for key, page in self._made.items())

    def forget(self) -> None:
        """Take all pages out of the window: what they show belongs to a register that was closed."""
        for page in self._made.values():
            frame = _frame_of(page)
            self._stack.removeWidget(frame)
            self._leaving.append(frame)
        self._leaves.start(_APART)
        for page in self._half.values():
            page.deleteLater()
        self._half.clear()
        self._seen.clear()
        self._made.clear()
        self._stale.clear()

    def _let_one_go(self) -> None:
        if self._leaving:
            self._leaving.pop().deleteLater()
        else:
            self._leaves.stop()


def _scrolling(page: Page) -> QScrollArea:
    """Return a frame in which a page scrolls where the window is smaller than the page can be."""
    frame = QScrollArea(widgetResizable=True)
    # Its focus policy stands in the style sheet: naming Qt's own words here would delay the first paint.
    frame.setObjectName("pageFrame")
    frame.setWidget(page)
    page.setAutoFillBackground(False)
    return frame


@contextmanager
def _unmoved(frame: QWidget | None) -> Iterator[None]:
    """Leave a page scrolled as it is: Qt passes the focus on in what it hides, and scrolls there."""
    bars = (frame.horizontalScrollBar(), frame.verticalScrollBar()) if isinstance(frame, QScrollArea) else ()
    at = [bar.value() for bar in bars]
    yield
    for bar, value in zip(bars, at, strict=True):
        bar.setValue(value)


def _frame_of(page: Page) -> QWidget:
    """Return the frame in which a page scrolls."""
    viewport = page.parentWidget()
    frame = viewport.parentWidget() if viewport is not None else None
    if not isinstance(frame, QScrollArea):
        raise TypeError(type(frame).__name__)
    return frame
