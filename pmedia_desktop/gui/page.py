"""What a page is: one file in ``gui/pages``, one entry in its list, one contract."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6 import QtCore, QtWidgets
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.place import Place

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QPushButton

    from pmedia_desktop.gui.desk import Desk


#: No page asks for more width than this: what it has beside the navigation on 1366 pixels at 125 %.
_WIDEST = 884


class Page(QWidget):
    """A page of the window. It is made when it is first visited, and reads again when something changed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def visit(self, place: Place) -> None:
        """Show the record and field of ``place``; called each time the user comes here."""
        self.refresh()

    def refresh(self) -> None:
        """Read what is shown; called whenever a record has changed, whichever it was."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size below which the page scrolls in its frame."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), _WIDEST), least.height())

    def primary(self) -> QPushButton | None:
        """Return the button that Enter presses in a one-line field; None where Enter means nothing."""
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let Enter press the button in focus, or in a one-line field the primary one, as in a dialog."""
        keys, modifiers = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
        is_enter = event.key() in (keys.Key_Return, keys.Key_Enter)
        if not is_enter or event.modifiers() & ~modifiers.KeypadModifier:
            super().keyPressEvent(event)
            return
        here = self.focusWidget()
        if isinstance(here, QtWidgets.QAbstractButton):
            button: QtWidgets.QAbstractButton | None = here
        else:
            button = self.primary() if isinstance(here, QtWidgets.QLineEdit) else None
        if button is None:
            super().keyPressEvent(event)
        else:
            button.click()

    def may_leave(self) -> bool:
        """Whether the user may go elsewhere now; a page with something unsaved asks first."""
        return True

    def may_close(self, *, in_view: bool) -> bool:
        """Whether the program may be closed now; a page that keeps unsaved work while another is in view asks then."""
        return not in_view or self.may_leave()


class PageEntry(NamedTuple):
    """How the window finds a page: ``section`` is the navigation entry that lights up while it is shown.

    ``make`` imports the page's module when it is called, so that a start pays only for the page it shows.
    ``takes`` is the kind of record that the page shows ("account", "filing"), "" for one of its own; ``parts``
    are its tabs, as a place's field names them.
    """

    key: str
    section: str
    title: str
    make: Callable[[Desk], Page]
    takes: str = ""
    parts: tuple[str, ...] = ()


class Section(NamedTuple):
    """An entry of the navigation at the left, with the page that it leads to."""

    key: str
    title: str
    icon: str
