"""A drafted text: edited, copied, or saved as a letter on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from pmedia_desktop.gui.fields.date_field import DateField
from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.text_dialog"


class TextDialog(FittingDialog):
    """A text to be edited and copied; ``is_letter``: also saved as a PDF or Word file, set as official papers are."""

    def __init__(self, desk: Desk, parent: QWidget, title: str, text: str, *, is_letter: bool = False) -> None:
        super().__init__(parent)
        self._desk = desk
        self._title = title
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        root = load_ui("drafted_text", self)
        self.setWindowTitle(title)
        self._text = part(root, QPlainTextEdit, "text")
        self._text.setPlainText(text)
        self._text.setAccessibleName(title)
        if not is_letter:
            part(root, QLabel, "note").setText(translate(_CONTEXT, "可以直接改，改好后复制。"))
        for name, suffix in (("save_pdf", "pdf"), ("save_word", "docx")):
            button = part(root, QPushButton, name)
            button.setVisible(is_letter)
            button.clicked.connect(lambda _on=False, suffix=suffix: self._save(suffix))
        self._done_parts = (
            part(root, QLabel, "done_on_label"),
            part(root, DateField, "done_on"),
            part(root, QPushButton, "done"),
        )
        for widget in self._done_parts:
            widget.hide()
        part(root, QPushButton, "copy").clicked.connect(self._copy)
        part(root, QPushButton, "close").clicked.connect(self.reject)

    def offer_done(self, on: date, done: Callable[[date | None], None]) -> None:
        """Let the user tick with its day that what the text is for has been done."""
        label, field, button = self._done_parts
        for widget in self._done_parts:
            widget.show()
        field.setAccessibleName(label.text())
        field.set_day(on)

        def press() -> None:
            try:
                done(field.day())
            except ValueError:
                done(None)

        button.clicked.connect(press)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
        self._desk.say(translate(_CONTEXT, "已复制"))

    def _save(self, suffix: str) -> None:
        patterns = {
            "pdf": translate(_CONTEXT, "PDF文件 (*.pdf)"),
            "docx": translate(_CONTEXT, "Word文件 (*.docx)"),
        }
        path = self._desk.dialogs.save_file(self._title, f"{self._title}.{suffix}", patterns[suffix])
        if path is None:
            return
        text = self._text.toPlainText()
        self._desk.read(self, lambda _office: _written(path, text), self._say_saved)

    def _say_saved(self, path: Path) -> None:
        self._desk.say(translate(_CONTEXT, "已保存到 {path}").format(path=path))


def _written(path: Path, text: str) -> Path:
    from pmedia_desktop.services.files import write_file
    from pmedia_desktop.services.paper.letters import as_pdf, as_word

    write_file(path, as_word(text) if path.suffix.lower() == ".docx" else as_pdf(text))
    return path
