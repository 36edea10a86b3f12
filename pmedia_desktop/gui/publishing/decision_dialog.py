"""One step of a review: who, what they say, when; at the issue the five gates and the list of forbidden content."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QCompleter, QFrame, QLabel, QLineEdit, QPushButton, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fitting import fit_height
from pmedia_desktop.gui.printing.preview_dialog import PreviewDialog
from pmedia_desktop.gui.publishing.jobs import checklist_job
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.publication import Gate, Publication, StepKind, Verdict
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.publishing.decision_dialog"
_NAMES = ("person", "verdict", "opinion", "day", "clock", "by_telephone", "checklist")


class DecisionDialog(RecordDialog):
    """Enters what came of the step at ``position``."""

    def __init__(self, desk: Desk, parent: QWidget, item: Publication, position: int, people: Sequence[str]) -> None:
        super().__init__(desk, parent, "publishing/decision", _NAMES)
        self._item, self._position = item, position
        step = item.steps[position]
        self._is_issue = step.kind is StepKind.ISSUE
        self.setWindowTitle(step.title)
        part(self.root, QLabel, "heading").setText(
            translate(_CONTEXT, "{step}：{title}").format(step=step.title, title=item.title)
        )
        self.form.offer("verdict", words_of((Verdict.AGREED, Verdict.RETURNED)))
        person = part(self.root, QLineEdit, "person")
        completer = QCompleter(list(people), person)
        person.setCompleter(completer)
        self._issue = part(self.root, QFrame, "issue")
        self._verdict = part(self.root, ChoiceBox, "verdict")
        self._gates = {gate: part(self.root, QCheckBox, f"gate_{gate.value}") for gate in Gate}
        for gate, box in self._gates.items():
            box.setChecked(gate in item.gates)
        part(self.root, QPushButton, "show_checklist").clicked.connect(self._show_checklist)
        self.form.show({"person": step.person, "day": desk.office.today(), "clock": _now()})
        self.form.on_change(self._fit)
        self._fit()
        self.note_opened()

    def save(self, values: dict[str, Any]) -> None:
        """Enter the step."""
        try:
            at = _moment(values["day"] or self.desk.office.today(), values["clock"])
        except InputError as problem:
            self.refuse(problem)
            return
        item_id, position = self._item.id, self._position
        wanted = {
            "verdict": values["verdict"],
            "person": values["person"],
            "opinion": values["opinion"],
            "at": at,
            "by_telephone": values["by_telephone"],
            "gates": tuple(gate for gate, box in self._gates.items() if box.isChecked()),
            "checklist_confirmed": values["checklist"],
        }
        self.change(lambda office: _decide(office, item_id, position, wanted), self._decided)

    def refuse(self, problem: SpokenError) -> None:
        """Lead to the gates where one was passed over."""
        super().refuse(problem)
        if problem.field == "gates":
            next(iter(box for box in self._gates.values() if not box.isChecked()), self._gates[Gate.LAW]).setFocus()

    def _fit(self) -> None:
        agreed = self._verdict.choice() is Verdict.AGREED
        self._issue.setVisible(self._is_issue and agreed)
        self.form.widget("by_telephone").setVisible(agreed)
        fit_height(self)

    def _show_checklist(self) -> None:
        note = translate(_CONTEXT, "逐项核对，没有这些内容再签发。")
        PreviewDialog(self.desk, self, checklist_job(self._item.id), note).open()

    def _decided(self, item: Publication) -> None:
        self.saved()
        self.desk.say(translate(_CONTEXT, "已登记{step}").format(step=item.steps[self._position].title))


def _now() -> str:
    return f"{datetime.now().astimezone():%H:%M}"


def _moment(day: date, clock: str) -> datetime:
    """Return the moment in the PC's own time; noon where no time was given."""
    if not clock.strip():
        return datetime.combine(day, time(12)).astimezone()
    try:
        return datetime.combine(day, time.fromisoformat(clock.strip().replace("：", ":").zfill(5))).astimezone()
    except ValueError as error:
        raise InputError(
            translate(_CONTEXT, "“{text}”不是时间，").format(text=clock),
            translate(_CONTEXT, "请写成09:30的样子。"),
            field="clock",
        ) from error


def _decide(office: Office, item_id: int, position: int, wanted: dict[str, Any]) -> Outcome[Publication]:
    from pmedia_desktop.services.publishing.reviewing import decide_step

    return decide_step(office, item_id, position, **wanted)
