"""A paper that is no filing (a blank form, the calibration page): looked at, printed or saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.printing.jobs import PrintJob, Wishes
from pmedia_desktop.gui.printing.preview import Preview
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.progress import Silent

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office


_USUAL_SIZE = QSize(820, 640)


class PreviewDialog(FittingDialog):
    """The paper of a job, with a note on what it is good for."""

    def __init__(self, desk: Desk, parent: QWidget, job: PrintJob, note: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        root = load_ui("preview_dialog", self)
        self.setWindowTitle(job.title)
        self.resize(_USUAL_SIZE)
        part(root, QLabel, "note").setText(note)
        self._preview = Preview(desk)
        place = QVBoxLayout(part(root, QWidget, "preview_place"))
        place.setContentsMargins(0, 0, 0, 0)
        place.addWidget(self._preview)
        part(root, QPushButton, "close").clicked.connect(self.reject)
        part(root, QPushButton, "print").clicked.connect(lambda: ask_to_print(desk, self, job))

        def make(office: Office) -> bytes:
            return job.make(office, Silent(), Wishes()).value or b""

        desk.read(self, make, lambda pdf: self._preview.show_pdf(pdf, job.file_name))
