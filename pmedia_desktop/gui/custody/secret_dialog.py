"""What the dialogs of custody share: secret fields, work that takes seconds and can be stopped, refusals in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QPushButton, QWidget

from pmedia_desktop.errors import InputError, SpokenError
from pmedia_desktop.gui.custody.secret_line import SecretLine
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.fitting import FittingDialog, fit_height
from pmedia_desktop.gui.ui_files import load_ui, part

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.tasks import Task
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault

T = TypeVar("T")


class SecretDialog(FittingDialog):
    """A dialog of ``ui/custody/<file>.ui``.

    ``names`` are the fields that are no secrets. The check box ``shown`` reveals all secret fields.
    """

    def __init__(self, desk: Desk, parent: QWidget, file: str, names: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self.desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.root = load_ui(f"custody/{file}", self)
        self.form = RecordForm(self.root, names)
        self.button = part(self.root, QPushButton, "save")
        self._working = self.root.findChild(QProgressBar, "working")
        self._lines = {line.objectName(): line for line in self.root.findChildren(SecretLine)}
        self._task: Task | None = None
        for name, line in self._lines.items():
            label = self.root.findChild(QLabel, f"{name}_label")
            if label is not None:
                label.setBuddy(line)
                line.setAccessibleName(label.text())
        shown = self.root.findChild(QCheckBox, "shown")
        if shown is not None:
            shown.toggled.connect(self.reveal)
        self.button.clicked.connect(self._try)
        part(self.root, QPushButton, "cancel").clicked.connect(self.reject)
        self._show_working(False)

    def submit(self, values: dict[str, Any]) -> None:
        """Do what the dialog is for with the values of its fields; overridden. May raise ``InputError``."""
        raise NotImplementedError

    def line(self, name: str) -> SecretLine:
        """Return a secret field."""
        return self._lines[name]

    def reveal(self, on: bool) -> None:
        """Show the letters of all secret fields, or dots."""
        for line in self._lines.values():
            line.reveal(on)

    def work(self, work: Callable[[Office, Vault, Progress], Outcome[T]], done: Callable[[T], None]) -> None:
        """Have a service work with the vault; meanwhile the dialog waits and can be cancelled."""
        self._show_working(True)
        self._task = self.desk.safe.run(self, work, done, refused=self.refuse, ended=self._rest)

    def change(self, work: Callable[[Office], Outcome[T]], done: Callable[[T], None]) -> None:
        """Have a service change the register."""
        self._show_working(True)
        self.desk.change(self, work, done, refused=self.refuse, ended=self._rest)

    def refuse(self, problem: SpokenError) -> None:
        """Show what was refused at its field."""
        self.form.refuse(problem)
        line = self._lines.get(problem.field)
        if line is not None:
            line.setFocus()
            line.selectAll()
        self.fit()

    def fit(self) -> None:
        """Be as high as what is shown needs."""
        fit_height(self)

    def reject(self) -> None:
        """Stop the work under way, else close."""
        if self._task is not None:
            self._task.cancel()
            return
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the height before the dialog is seen."""
        super().showEvent(event)
        self.fit()

    def done(self, result: int) -> None:
        """Forget every secret before the dialog goes."""
        for line in self._lines.values():
            line.forget()
        super().done(result)

    def _try(self) -> None:
        if self._task is not None:
            return
        self.form.clear_problem()
        try:
            self.submit(self.form.values())
        except InputError as problem:
            self.refuse(problem)

    def _rest(self) -> None:
        self._task = None
        self._show_working(False)

    def _show_working(self, on: bool) -> None:
        self.button.setEnabled(not on)
        if self._working is not None:
            self._working.setRange(0, 0 if on else 1)
            self._working.setVisible(on)
