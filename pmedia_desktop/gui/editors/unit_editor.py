"""Editing the unit: a correction, or a real change that raises a filing for every open account."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.editors.change_kind import ChangeKindDialog, RealChange
from pmedia_desktop.gui.editors.choices import names_of, words_of
from pmedia_desktop.gui.editors.person_editor import raised_words
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.model.unit import Person, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.filing.changes import ChangeAdvice
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.services.unit import UnitChange

_NAMES = tuple(field.name for field in fields(Unit) if field.name not in ("id", "computer_confirmed_on"))


class UnitEditor(RecordDialog):
    """The dialog."""

    def __init__(self, desk: Desk, parent: QWidget, unit: Unit, people: Sequence[Person]) -> None:
        super().__init__(desk, parent, "unit_editor", _NAMES)
        self._unit = unit
        self.form.offer("kind", words_of(UnitKind))
        for name in ("principal_id", "deputy_in_charge_id", "clerk_id"):
            self.form.offer(name, names_of(people, desk.office.today(), getattr(unit, name)))
        self.form.show(vars(unit))
        self.note_opened()
        self.keep_as("unit")

    def save(self, values: dict[str, Any]) -> None:
        """Ask which kind of edit it is, unless nothing of it leaves the office."""
        edited = replace(self._unit, **values)
        if edited == self._unit:
            self.saved()
            return
        self.ask(lambda office: _advise(office, edited), lambda advice: self._ask_kind(edited, advice))

    def _ask_kind(self, edited: Unit, advice: ChangeAdvice) -> None:
        if not (advice.to_file or advice.to_inform):
            self._decided(edited, None)
            return
        ChangeKindDialog(self, advice, lambda change: self._decided(edited, change)).open()

    def _decided(self, edited: Unit, change: RealChange | None) -> None:
        read = self._unit
        if change is None:
            self.correct(lambda office: _correct(office, edited, read))
        else:
            self.change(lambda office: _change(office, edited, change, read), self._changed)

    def _changed(self, change: UnitChange) -> None:
        self.saved()
        self.desk.say(raised_words(change.raised, bool(change.to_tell)))


def _advise(office: Office, unit: Unit) -> ChangeAdvice:
    from pmedia_desktop.services.unit import change_advice

    return change_advice(office, unit)


def _correct(office: Office, unit: Unit, read: Unit) -> Outcome[Unit]:
    from pmedia_desktop.services.unit import correct_unit

    return correct_unit(office, unit, read)


def _change(office: Office, unit: Unit, change: RealChange, read: Unit) -> Outcome[UnitChange]:
    from pmedia_desktop.services.unit import change_unit

    return change_unit(office, unit, change.effective_on, change.reason, read)
