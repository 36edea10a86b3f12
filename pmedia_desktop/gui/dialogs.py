"""The dialog port: the only place that opens message boxes and file dialogs.

Tests replace :meth:`Dialogs.answer_message` and :meth:`Dialogs.answer_file`, so that everything up to the
user's click is the real thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6 import QtCore, QtWidgets

from pmedia_desktop.errors import EnvironmentProblem, SpokenError
from pmedia_desktop.gui.theme import theme
from pmedia_desktop.texts import translate

_CONTEXT = "gui.dialogs"
_ICON_SIZE = 32
_LONG_WORD = re.compile(r"[^\s\u2e80-\uffef]{24,}")
#: A blank without width.
_JOINT = "\u200b"
_PATH_JOINT = re.compile(r"[/\\_-]")
#: Round a message, as round our own dialogs: left, top, right, bottom, in device-independent pixels.
_MARGINS = (24, 20, 24, 16)


class Choice(NamedTuple):
    """A button of a question: what it answers and what stands on it."""

    answer: str
    label: str
    destructive: bool = False


class Dialogs:
    """Asks and tells."""

    def __init__(self) -> None:
        self._parent: QtWidgets.QWidget | None = None
        self._folder = ""

    def belong_to(self, window: QtWidgets.QWidget) -> None:
        """Open the dialogs above this window."""
        self._parent = window

    def tell(self, title: str, text: str) -> None:
        """Tell something that was asked for and worked."""
        self.answer_message(self._box(QtWidgets.QMessageBox.Icon.Information, title, text))

    def advise(self, problem: SpokenError) -> None:
        """Show what went wrong outside the program, or what was typed wrong, with the advice below it."""
        box = self._box(QtWidgets.QMessageBox.Icon.Warning, problem.message.rstrip("，；"), problem.remedy)
        self.answer_message(box)

    def ask(self, title: str, text: str, choices: Sequence[Choice]) -> str:
        """Ask a question; return the answer of the button pressed, or "" when the dialog was dismissed.

        The first choice is the default button. Cancel stands left of them all, or somebody would take it for one.
        """
        box = self._box(QtWidgets.QMessageBox.Icon.Question, title, text)
        buttons: dict[QtWidgets.QPushButton, str] = {}
        roles = QtWidgets.QMessageBox.ButtonRole
        for choice in choices:
            role = roles.DestructiveRole if choice.destructive else roles.YesRole
            button = box.addButton(choice.label, role)
            buttons[button] = choice.answer
        box.setDefaultButton(_as_primary(next(iter(buttons)), safe=not choices[0].destructive))
        cancel = box.addButton(translate(_CONTEXT, "取消"), roles.RejectRole)
        box.setEscapeButton(cancel)
        self.answer_message(box)
        pressed = box.clickedButton()
        return buttons.get(pressed, "") if isinstance(pressed, QtWidgets.QPushButton) else ""

    def confirm(self, title: str, text: str, label: str) -> bool:
        """Ask for a yes (``label`` says what will be done) or a cancel."""
        return self.ask(title, text, [Choice("yes", label)]) == "yes"

    def report_defect(self, details: str, log_file: Path) -> None:
        """Say that the program has a defect, with everything that helps to mend it."""
        box = self._box(
            QtWidgets.QMessageBox.Icon.Critical,
            translate(_CONTEXT, "程序出了差错，刚才的操作没有完成"),
            translate(
                _CONTEXT,
                "已保存的数据不受影响，窗口里填写的内容也还在。可以再试一次；如果再次出现，请把“详细信息”复制给技术支持。\n\n"
                "记录文件：{path}",
            ).format(path=log_file),
        )
        box.setDetailedText(details)
        copy = box.addButton(translate(_CONTEXT, "复制详细信息"), QtWidgets.QMessageBox.ButtonRole.ActionRole)
        # A button of a message box closes it; this one only copies.
        copy.clicked.disconnect()
        copy.clicked.connect(lambda: QtWidgets.QApplication.clipboard().setText(details))
        close = box.addButton(translate(_CONTEXT, "关闭"), QtWidgets.QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(close)
        self.answer_message(box)

    def open_file(self, title: str, patterns: str, folder: Path | None = None) -> Path | None:
        """Ask for an existing file; None when dismissed. ``patterns`` as Qt writes them: "图片 (*.png *.jpg)".

        ``folder`` is looked into first, if it is there; else that of the last file.
        """
        dialog = self._file_dialog(title)
        if folder is not None and folder.is_dir():
            dialog.setDirectory(str(folder))
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([patterns, translate(_CONTEXT, "所有文件 (*)")])
        return self._chosen(dialog)

    def save_file(self, title: str, suggested: str, patterns: str) -> Path | None:
        """Ask where to save; None when dismissed. The dialog itself asks before replacing a file."""
        dialog = self._file_dialog(title)
        dialog.setAcceptMode(QtWidgets.QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(patterns)
        dialog.setDefaultSuffix(Path(suggested).suffix.removeprefix("."))
        dialog.selectFile(suggested)
        return self._chosen(dialog)

    def choose_folder(self, title: str) -> Path | None:
        """Ask for a folder; None when dismissed."""
        dialog = self._file_dialog(title)
        dialog.setFileMode(QtWidgets.QFileDialog.FileMode.Directory)
        dialog.setOption(QtWidgets.QFileDialog.Option.ShowDirsOnly)
        return self._chosen(dialog)

    def answer_message(self, box: QtWidgets.QMessageBox) -> None:
        """Show the box until it is answered."""
        box.exec()

    def answer_file(self, dialog: QtWidgets.QFileDialog) -> Path | None:
        """Show the dialog until it is answered; return what was chosen."""
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def _box(self, icon: QtWidgets.QMessageBox.Icon, title: str, text: str) -> QtWidgets.QMessageBox:
        box = QtWidgets.QMessageBox(self._parent)
        drawing, colour = _drawing(icon)
        box.setIconPixmap(theme().icon(drawing, colour).pixmap(_ICON_SIZE))
        box.setWindowTitle(QtWidgets.QApplication.applicationDisplayName())
        box.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        # A path has no blank at which it could go to the next line, and would be cut.
        box.setText(_LONG_WORD.sub(lambda word: _PATH_JOINT.sub(rf"\g<0>{_JOINT}", word.group()), title))
        box.setInformativeText(text)
        if icon in (QtWidgets.QMessageBox.Icon.Information, QtWidgets.QMessageBox.Icon.Warning):
            accept = QtWidgets.QMessageBox.ButtonRole.AcceptRole
            _as_primary(box.addButton(translate(_CONTEXT, "知道了"), accept), safe=True)
        layout = box.layout()
        if layout is not None:
            layout.setContentsMargins(*_MARGINS)
        return box

    def _file_dialog(self, title: str) -> QtWidgets.QFileDialog:
        paths = QtCore.QStandardPaths
        folder = self._folder or paths.writableLocation(paths.StandardLocation.DocumentsLocation)
        return QtWidgets.QFileDialog(self._parent, title, folder or QtCore.QDir.homePath())

    def _chosen(self, dialog: QtWidgets.QFileDialog) -> Path | None:
        path = self.answer_file(dialog)
        if path is not None:
            self._folder = str(path.parent)
        dialog.deleteLater()
        return path


class UnattendedDialogs(Dialogs):
    """The port when nobody sits before the window: dismisses every dialog and keeps the first, to be raised.

    While ``look`` is set, message boxes are shown to it instead: they are what is wanted.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: Exception | None = None
        self.look: Callable[[QtWidgets.QDialog], object] | None = None

    def raise_what_was_said(self) -> None:
        """Raise the first thing a dialog would have said: a defect as ``RuntimeError`` with its details."""
        if self._said is not None:
            raise self._said

    def report_defect(self, details: str, log_file: Path) -> None:
        """Remember a defect."""
        self._said = self._said or RuntimeError(details)

    def answer_message(self, box: QtWidgets.QMessageBox) -> None:
        """Remember what the box would have said, or have it looked at, and dismiss it."""
        if self.look is not None:
            box.show()
            self.look(box)
        else:
            self._said = self._said or EnvironmentProblem(box.text().replace(_JOINT, ""), box.informativeText())
        box.deleteLater()

    def answer_file(self, dialog: QtWidgets.QFileDialog) -> Path | None:
        """Choose no file."""
        return None


def _as_primary(button: QtWidgets.QPushButton, *, safe: bool) -> QtWidgets.QPushButton:
    """Let the button that Enter presses look like it, as in our own dialogs; what destroys is only written in red."""
    button.setProperty("role", "primary" if safe else "danger")
    # The box has dressed it already, when it was added.
    button.style().unpolish(button)
    button.style().polish(button)
    return button


def _drawing(icon: QtWidgets.QMessageBox.Icon) -> tuple[str, str]:
    """Return the drawing and its colour. No table of the module: what QMessageBox names is read when it is used."""
    return {
        QtWidgets.QMessageBox.Icon.Information: ("info", "accent"),
        QtWidgets.QMessageBox.Icon.Question: ("help", "accent"),
        QtWidgets.QMessageBox.Icon.Warning: ("warning", "warning"),
        QtWidgets.QMessageBox.Icon.Critical: ("warning", "danger"),
    }[icon]
