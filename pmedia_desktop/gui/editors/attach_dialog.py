"""Choosing a file to keep, and saying what it proves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.attachment import AttachmentKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.dialogs import Dialogs

_CONTEXT = "gui.editors.attach_dialog"


class AttachDialog(FittingDialog):
    """``chosen`` is called with what the file proves and where it lies."""

    def __init__(
        self,
        dialogs: Dialogs,
        parent: QWidget,
        kinds: Sequence[AttachmentKind],
        chosen: Callable[[AttachmentKind, Path], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._dialogs = dialogs
        self._chosen = chosen
        root = load_ui("attach", self)
        self._form = RecordForm(root, ("attachment_kind", "path"))
        self._form.offer("attachment_kind", words_of(kinds))
        self._path = part(root, QLineEdit, "path")
        part(root, QPushButton, "browse").clicked.connect(self.browse)
        part(root, QPushButton, "save").clicked.connect(self._take)
        part(root, QPushButton, "cancel").clicked.connect(self.reject)

    def browse(self) -> None:
        """Ask for the file."""
        pictures = translate(_CONTEXT, "图片和文档 (*.png *.jpg *.jpeg *.bmp *.pdf *.ofd *.doc *.docx *.xls *.xlsx)")
        path = self._dialogs.open_file(translate(_CONTEXT, "选择要添加的文件"), pictures)
        if path is not None:
            self._path.setText(str(path))

    def _take(self) -> None:
        values = self._form.values()
        if not values["path"].strip():
            self._form.refuse(
                InputError(translate(_CONTEXT, "还没有选择文件，"), translate(_CONTEXT, "请点“选择…”。"), field="path")
            )
            return
        self.accept()
        self._chosen(values["attachment_kind"], Path(values["path"].strip()))
