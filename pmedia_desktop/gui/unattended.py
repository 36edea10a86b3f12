"""The dialog port when nobody sits before the window: what would have been asked is an error, not an endless wait."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.gui.dialogs import Dialogs


class UnattendedDialogs(Dialogs):
    """Dismisses every dialog and remembers the first, for ``raise_what_was_said``."""

    def __init__(self) -> None:
        super().__init__()
        self._said: Exception | None = None

    def raise_what_was_said(self) -> None:
        """Raise the first thing a dialog would have said: a defect as ``RuntimeError`` with its details."""
        if self._said is not None:
            raise self._said

    def report_defect(self, details: str, log_file: Path) -> None:
        """Remember a defect."""
        self._said = self._said or RuntimeError(details)

    def answer_message(self, box: QMessageBox) -> None:
        """Remember what the box would have said, and dismiss it."""
        self._said = self._said or EnvironmentProblem(box.text(), box.informativeText())
        box.deleteLater()

    def answer_files(self, dialog: QFileDialog) -> list[Path]:
        """Choose no file."""
        return []
