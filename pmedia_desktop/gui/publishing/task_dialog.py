"""An order from above: what is wanted by when, and what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.editors.papers_tab import PapersTab
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.publishing.account_boxes import AccountBoxes
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.superior_task import SuperiorTask, TaskKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.publishing.task_dialog"
_NAMES = (
    "kind",
    "title",
    "ordered_by",
    "ordered_on",
    "source",
    "link",
    "content",
    "due_on",
    "due_time",
    "done_on",
    "done_time",
    "done_where",
    "answer",
    "answered_on",
    "remark",
)


class TaskDialog(RecordDialog):
    """Enters an order, or shows one to be carried on."""

    def __init__(self, desk: Desk, parent: QWidget, task: SuperiorTask, accounts: Sequence[tuple[int, str]]) -> None:
        super().__init__(desk, parent, "publishing/task", _NAMES)
        self._task = task
        self.form.offer("kind", words_of(TaskKind))
        self._accounts = AccountBoxes(self.root)
        self._accounts.offer(accounts, task.account_ids)
        self.form.show({name: getattr(task, name) for name in _NAMES})
        self.form.on_change(self._fit)
        self._fit()
        PapersTab(
            desk,
            self,
            Subject(SubjectKind.SUPERIOR_TASK, task.id, task.title),
            (AttachmentKind.ORDER, AttachmentKind.RECTIFICATION_REPORT, AttachmentKind.OTHER),
        )
        self.note_opened()

    def state(self) -> dict[str, Any]:
        """Return what was typed and ticked."""
        return {**super().state(), "accounts": self._accounts.chosen()}

    def save(self, values: dict[str, Any]) -> None:
        """Save it."""
        edited = replace(self._task, **values, account_ids=self._accounts.chosen())
        read = self._task if self._task.id else None
        self.change(lambda office: _save(office, edited, read), self._saved)

    def _fit(self) -> None:
        """Ask for the answer only where one is wanted: after a correction."""
        asks = self.form.typed()["kind"] == TaskKind.CORRECTION
        for name in ("answer", "answered_on"):
            for each in (name, f"{name}_label"):
                part(self.root, QWidget, each).setVisible(asks)

    def _saved(self, task: SuperiorTask) -> None:
        self.saved()
        self.desk.say(translate(_CONTEXT, "已登记“{title}”").format(title=task.title))


def _save(office: Office, task: SuperiorTask, read: SuperiorTask | None) -> Outcome[SuperiorTask]:
    from pmedia_desktop.services.publishing.tasks import save_task

    return save_task(office, task, read)
