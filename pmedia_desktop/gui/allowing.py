"""A button that can't be pressed now says why, when one points at it."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton


def allow(button: QAbstractButton | QAction, allowed: bool, why_not: str) -> None:
    """Enable the button or menu entry, or let its tool tip say what is missing.

    Not for one that has a tool tip of its own.
    """
    button.setEnabled(allowed)
    button.setToolTip("" if allowed else why_not)
