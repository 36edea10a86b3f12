"""At the window's foot: who has unlocked, and the button that locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from pmedia_desktop.gui.icon_button import IconButton
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.custody.safe import Safe

_CONTEXT = "gui.custody.lock_button"


class LockButton(QWidget):
    """Made when somebody has unlocked for the first time; Ctrl+L locks from anywhere."""

    def __init__(self, safe: Safe) -> None:
        super().__init__()
        self._safe = safe
        self._drawing = IconButton()
        self._drawing.setEnabled(False)
        self._words = QLabel()
        self._lock = QPushButton(translate(_CONTEXT, "上锁"))
        self._lock.setObjectName("lock")
        self._lock.setProperty("role", "quiet")
        self._lock.setToolTip(translate(_CONTEXT, "马上上锁（Ctrl+L）"))
        self._lock.setShortcut("Ctrl+L")
        self._lock.clicked.connect(safe.lock)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(6)
        for widget in (self._drawing, self._words, self._lock):
            layout.addWidget(widget)
        safe.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        person = self._safe.person
        self._drawing.wear("unlocked" if person else "locked", "warning" if person else "muted")
        self._words.setText(
            translate(_CONTEXT, "已开锁：{name}").format(name=person.name) if person else translate(_CONTEXT, "已上锁")
        )
        self._lock.setVisible(person is not None)
