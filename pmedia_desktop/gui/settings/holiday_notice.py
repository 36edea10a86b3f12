"""The dialog into which the State Council's notice is pasted; the calendar gets the days to be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.holiday_notices import ReadYear

_CONTEXT = "gui.settings.holiday_notice"


class HolidayNoticeDialog(FittingDialog):
    """Pasted text or a file in, ``read`` (a ``ReadYear``) out; a doubtful notice is handed on at the second press."""

    read = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        root = load_ui("settings/holiday_notice", self)
        self._text = part(root, QPlainTextEdit, "text")
        self._problem = part(root, QLabel, "problem")
        self._problem.hide()
        self._read = part(root, QPushButton, "read")
        self._doubted: ReadYear | None = None
        self._text.textChanged.connect(self._forget)
        self._read.clicked.connect(self._read_text)
        part(root, QPushButton, "open_file").clicked.connect(self._open_file)
        part(root, QPushButton, "cancel").clicked.connect(self.reject)

    def _forget(self) -> None:
        self._doubted = None
        self._problem.hide()
        self._read.setText(translate(_CONTEXT, "读取日期"))

    def _read_text(self) -> None:
        if self._doubted is not None:
            self._hand_on(self._doubted)
            return
        text = self._text.toPlainText()
        self._ask(lambda: _read_text(text))

    def _open_file(self) -> None:
        path = self._desk.dialogs.open_file(
            translate(_CONTEXT, "选择放假通知"), translate(_CONTEXT, "通知 (*.txt *.html *.htm)")
        )
        if path is not None:
            self._ask(lambda: _read_file(path))

    def _ask(self, work: Callable[[], ReadYear]) -> None:
        self._desk.read(self, lambda _office: work(), self._found, replaces="notice", refused=self._refuse)

    def _found(self, found: ReadYear) -> None:
        if not found.doubts:
            self._hand_on(found)
            return
        self._doubted = found
        self._say("\n".join(found.doubts))
        self._read.setText(translate(_CONTEXT, "仍然勾到日历上"))

    def _hand_on(self, found: ReadYear) -> None:
        self.read.emit(found)
        self.accept()

    def _refuse(self, problem: SpokenError) -> None:
        self._say(str(problem))
        self._text.setFocus()

    def _say(self, text: str) -> None:
        self._problem.setText(text)
        self._problem.show()


def _read_text(text: str) -> ReadYear:
    from pmedia_desktop.services.holiday_notices import read_text

    return read_text(text)


def _read_file(path: Path) -> ReadYear:
    from pmedia_desktop.services.holiday_notices import read_file

    return read_file(path)
