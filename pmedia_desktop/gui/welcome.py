"""What stands in the window until the register is open, and instead of it when it can't be opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pmedia_desktop.errors import SpokenError
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.services.backup.repairs import Help

_CONTEXT = "gui.welcome"


class Welcome(QWidget):
    """Says that the register is being opened, or what keeps it from being opened and what helps."""

    def __init__(
        self,
        try_again: Callable[[], None],
        restore: Callable[[], None],
        restore_this: Callable[[Path], None],
        save_readable: Callable[[], None],
        folder: Path,
    ) -> None:
        super().__init__()
        self._message = QLabel()
        self._message.setObjectName("opening")
        self._message.setProperty("role", "title")
        self._advice = QLabel()
        self._advice.setObjectName("openingAdvice")
        self._advice.setProperty("role", "hint")
        self._button = QPushButton(translate(_CONTEXT, "再试一次"))
        self._button.setProperty("role", "primary")
        self._button.clicked.connect(try_again)
        backup = QPushButton(translate(_CONTEXT, "从备份恢复…"))
        backup.clicked.connect(restore)
        open_folder = QPushButton(translate(_CONTEXT, "打开数据文件夹"))
        open_folder.clicked.connect(lambda: QtGui.QDesktopServices.openUrl(QtCore.QUrl.fromLocalFile(str(folder))))
        self._ways = (self._button, backup, open_folder)
        self._newest_path: Path = folder
        self._newest = QPushButton()
        self._newest.clicked.connect(lambda: restore_this(self._newest_path))
        self._readable = QPushButton(translate(_CONTEXT, "保存读得出的内容"))
        self._readable.clicked.connect(save_readable)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(64, 64, 64, 64)
        layout.setSpacing(16)
        layout.addStretch(2)
        for label in (self._message, self._advice):
            label.setWordWrap(True)
            layout.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self._newest, self._readable, *self._ways):
            row.addWidget(button)
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(3)
        self.wait()

    def wait(self, message: str = "") -> None:
        """Say that the register is being opened, or what else is waited for."""
        self._message.setText(message or translate(_CONTEXT, "正在打开登记册……"))
        self._advice.clear()
        for button in (self._newest, self._readable, *self._ways):
            button.hide()

    def offer(self, help_there_is: Help) -> None:
        """Offer what helps with a damaged register: the newest whole backup, and saving what can be read."""
        newest = help_there_is.backup
        self._readable.setVisible(help_there_is.is_damaged)
        self._newest.setVisible(newest is not None)
        if newest is not None:
            text = translate(_CONTEXT, "用最近的备份恢复（{at}）…")
            self._newest.setText(text.format(at=f"{newest.at.astimezone():%Y-%m-%d %H:%M}"))
            self._newest_path = newest.path
            self._newest.setFocus()
        _make_primary(self._button, newest is None)
        _make_primary(self._newest, newest is not None)

    def explain(self, failure: BaseException) -> None:
        """Say why the register could not be opened; a defect goes on to the handler of defects."""
        self._message.setText(translate(_CONTEXT, "登记册没有打开"))
        for button in self._ways:
            button.show()
        self._button.setFocus()
        if not isinstance(failure, SpokenError):
            self._advice.setText(translate(_CONTEXT, "程序出了差错，数据没有改动。"))
            raise failure
        self._advice.setTextInteractionFlags(QtCore.Qt.TextInteractionFlag.TextSelectableByMouse)
        self._advice.setText(str(failure))


def _make_primary(button: QPushButton, primary: bool) -> None:
    """Let the way that helps most stand out."""
    button.setProperty("role", "primary" if primary else "")
    button.style().unpolish(button)
    button.style().polish(button)
