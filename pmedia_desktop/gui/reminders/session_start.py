"""A start with the session: only the icon, no window, unless the desktop has no place for an icon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QSystemTrayIcon

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmedia_desktop.gui.window import Window

#: A session starts its panel beside us: how often it is looked for, and how long between two looks, in milliseconds.
_LOOKS, _BETWEEN = 30, 1000


def begin_behind_icon(window: Window, is_taken: Callable[[], bool], looks: int = _LOOKS) -> None:
    """Open the register behind a window that stays hidden, as soon as there is a place for the icon.

    ``is_taken``: another window has opened the register since, by hand; then this one is not needed. A register that
    does not open shows the window: nobody could see why there is no icon.
    """
    has_place = QSystemTrayIcon.isSystemTrayAvailable()
    if not has_place and looks > 0:
        QTimer.singleShot(_BETWEEN, window, lambda: begin_behind_icon(window, is_taken, looks - 1))
    elif is_taken():
        window.close()
    elif has_place:
        window.load()
    else:
        window.shown.connect(window.load)
        window.show()
