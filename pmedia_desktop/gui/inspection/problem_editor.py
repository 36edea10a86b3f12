"""Entering a problem, and how it was mended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pmedia_desktop.gui.editors.choices import accounts_of, names_of
from pmedia_desktop.gui.editors.papers_tab import PapersTab
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.inspection import Problem
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.inspection.problem_editor"
_NAMES = ("what", "account_id", "found_on", "person_id", "due_on", "remedy", "mended_on", "proof")


class ProblemEditor(RecordDialog):
    """The dialog; a problem with an id is edited, one without is new."""

    def __init__(self, desk: Desk, parent: QWidget, problem: Problem, known: Snapshot) -> None:
        super().__init__(desk, parent, "self_inspection/problem_editor", _NAMES)
        self._problem = problem
        self.form.offer("account_id", accounts_of(known, translate(_CONTEXT, "不涉及账号")))
        self.form.offer("person_id", names_of(known.people, desk.office.today(), problem.person_id))
        self.form.show({name: getattr(problem, name) for name in _NAMES})
        self.setWindowTitle(translate(_CONTEXT, "修改问题") if problem.id else translate(_CONTEXT, "添加问题"))
        PapersTab(
            desk,
            self,
            Subject(SubjectKind.PROBLEM, problem.id, problem.what),
            (AttachmentKind.MENDING_PROOF, AttachmentKind.OTHER),
        )
        self.note_opened()
        self.keep_as(f"problem.{problem.id}" if problem.id else "problem.new")

    def save(self, values: dict[str, Any]) -> None:
        """Save the problem."""
        values["found_on"] = values["found_on"] or self.desk.office.today()
        edited = replace(self._problem, **values)
        read = self._problem if self._problem.id else None
        self.change(lambda office: _save(office, edited, read), lambda _saved: self.saved())


def _save(office: Office, problem: Problem, read: Problem | None) -> Outcome[Problem]:
    from pmedia_desktop.services.inspection.inspections import save_problem

    return save_problem(office, problem, read)
