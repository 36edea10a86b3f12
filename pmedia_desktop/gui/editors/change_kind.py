"""Asks whether an edit corrects what was typed (更正录入) or records a real change (实际变更, with its day)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QRadioButton, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.fitting import FittingDialog, fit_height
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.settings import ChangeDuty
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.model.filing import FieldChange
    from pmedia_desktop.services.filing.changes import ChangeAdvice

_CONTEXT = "gui.editors.change_kind"


@dataclass(frozen=True)
class RealChange:
    """From which day the change is in force, and why it was made."""

    effective_on: date
    reason: str


class ChangeKindDialog(FittingDialog):
    """``decided`` is called with None for a correction, or with the real change."""

    def __init__(
        self, parent: QWidget, advice: ChangeAdvice | None, decided: Callable[[RealChange | None], None]
    ) -> None:
        super().__init__(parent)
        self._decided = decided
        root = load_ui("change_kind", self)
        self._real = part(root, QRadioButton, "real_change")
        self._details = part(root, QFrame, "details")
        self._form = RecordForm(root, ("effective_on", "reason"))
        part(root, QLabel, "advice_title").setVisible(advice is not None)
        text = part(root, QLabel, "advice")
        text.setVisible(advice is not None)
        if advice is not None:
            text.setText(_advice_text(advice))
        self._details.hide()
        self._real.toggled.connect(self._details.setVisible)
        self._real.toggled.connect(lambda _on: fit_height(self))
        part(root, QPushButton, "save").clicked.connect(self._save)
        part(root, QPushButton, "cancel").clicked.connect(self.reject)
        self.setModal(True)
        fit_height(self)

    def _save(self) -> None:
        if not self._real.isChecked():
            self.accept()
            self._decided(None)
            return
        try:
            values = self._form.values()
            if values["effective_on"] is None:
                raise _day_missing()
        except InputError as problem:
            self._form.refuse(problem)
            return
        self.accept()
        self._decided(RealChange(values["effective_on"], values["reason"].strip()))


def _day_missing() -> InputError:
    return InputError(
        translate(_CONTEXT, "还没有填写生效日，"),
        translate(_CONTEXT, "期限要从批准或生效的日子起算，请填写。"),
        field="effective_on",
    )


def _advice_text(advice: ChangeAdvice) -> str:
    lines = []
    for duty, rows in (
        (ChangeDuty.FILE, advice.to_file),
        (ChangeDuty.INFORM, advice.to_inform),
        (ChangeDuty.INTERNAL, advice.internal),
    ):
        if rows:
            lines.append(f"{word(duty)}：{'；'.join(_row_text(row) for row in rows)}")
    if advice.to_close:
        said = "；".join(_row_text(row) for row in advice.to_close)
        lines.append(translate(_CONTEXT, "起草关停备案（第七条）：{changes}").format(changes=said))
    return "\n".join(lines)


def _row_text(row: FieldChange) -> str:
    return translate(_CONTEXT, "{label}由“{before}”改为“{after}”").format(
        label=row.label, before=row.before or translate(_CONTEXT, "空"), after=row.after or translate(_CONTEXT, "空")
    )
