"""Entering and editing a person of the unit, and recording that one leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QWidget

from pmedia_desktop.gui.editors.change_kind import ChangeKindDialog, RealChange
from pmedia_desktop.gui.editors.choices import names_of
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.unit import Person, Role
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.filing.changes import ChangeAdvice, Raised
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.services.people import Leaving, PersonChange

_CONTEXT = "gui.editors.person_editor"
_TEXTS = ("name", "department", "post", "office_phone", "mobile_phone", "email", "since", "until")
_ROLES = {f"role_{role.value}": role for role in Role}


class PersonEditor(RecordDialog):
    """The dialog. Of a person who is known already it asks whether the edit corrects or changes."""

    def __init__(self, desk: Desk, parent: QWidget, person: Person) -> None:
        super().__init__(desk, parent, "person_editor", (*_TEXTS, *_ROLES))
        self._person = person
        self.form.show({name: getattr(person, name) for name in _TEXTS})
        self.form.show({name: role in person.roles for name, role in _ROLES.items()})
        title = translate(_CONTEXT, "修改：{name}").format(name=person.name) if person.id else ""
        self.setWindowTitle(title or translate(_CONTEXT, "添加人员"))
        self.note_opened()
        self.keep_as(f"person.{person.id}" if person.id else "person.new")

    def save(self, values: dict[str, Any]) -> None:
        """Save a new person at once; of a known one ask first which kind of edit it is."""
        roles = tuple(role for name, role in _ROLES.items() if values.pop(name))
        edited = replace(self._person, **values, roles=roles)
        if edited == self._person:
            self.saved()
        elif not edited.id:
            self._correct(edited)
        else:
            self.ask(lambda office: _advise(office, edited), lambda advice: self._ask_kind(edited, advice))

    def _ask_kind(self, edited: Person, advice: ChangeAdvice) -> None:
        if not (advice.to_file or advice.to_inform):
            self._correct(edited)
            return
        ChangeKindDialog(self, advice, lambda change: self._decided(edited, change)).open()

    def _decided(self, edited: Person, change: RealChange | None) -> None:
        if change is None:
            self._correct(edited)
        else:
            read = self._person
            self.change(lambda office: _change(office, edited, change, read), self._changed)

    def _correct(self, edited: Person) -> None:
        read = self._person
        self.correct(lambda office: _save(office, edited, read))

    def _changed(self, change: PersonChange) -> None:
        self.saved()
        self.desk.say(raised_words(change.raised, bool(change.to_tell)))


class LeavingDialog(RecordDialog):
    """Asks for a person's last day, and for a successor when the person holds accounts."""

    def __init__(
        self, desk: Desk, parent: QWidget, person: Person, held: Sequence[str], people: Sequence[Person]
    ) -> None:
        super().__init__(desk, parent, "leaving", ("until", "holder_id"))
        self._person = person
        heading = translate(_CONTEXT, "{name}离任").format(name=person.name)
        part(self.root, QLabel, "heading").setText(heading)
        others = [other for other in people if other.id != person.id]
        self.form.offer("holder_id", names_of(others, desk.office.today()))
        hint = part(self.root, QLabel, "hint")
        if held:
            hint.setText(
                translate(
                    _CONTEXT,
                    "{name}管着{accounts}。指定接手的人，程序就为每个账号起草变更备案；暂时没有定的，“今日”会提醒。记录会保留。",
                ).format(name=person.name, accounts="、".join(f"“{account}”" for account in held))
            )
        for widget in (self.form.widget("holder_id"), part(self.root, QLabel, "holder_id_label")):
            widget.setVisible(bool(held))
        self.form.show({"until": desk.office.today()})
        self.note_opened()

    def save(self, values: dict[str, Any]) -> None:
        """Record the last day, and hand the accounts over when a successor is named."""
        last_day, person = values["until"] or self.desk.office.today(), self._person
        successor_id = values["holder_id"]
        reason = translate(_CONTEXT, "{name}离任").format(name=person.name)
        self.change(lambda office: _leave(office, person.id, last_day, successor_id, reason), self._left)

    def _left(self, leaving: Leaving) -> None:
        self.saved()
        if leaving.filings or leaving.raised.openings:
            self.desk.say(raised_words(leaving.raised))


def raised_words(raised: Raised, to_tell: bool = False) -> str:
    """Return what to say after a real change."""
    said = []
    if raised.filings:
        drafted = translate(_CONTEXT, "起草了{count}份变更备案，请到“备案”页办理")
        said.append(drafted.format(count=len(raised.filings)))
    if raised.openings:
        shown = translate(_CONTEXT, "{count}份开设备案还没有报送，表上直接按新的内容填写，不另报变更")
        said.append(shown.format(count=len(raised.openings)))
    if to_tell:
        said.append(translate(_CONTEXT, "要书面告知区政府办，告知函在“今日”"))
    if not said:
        return translate(_CONTEXT, "已保存变更，不需要备案")
    return translate(_CONTEXT, "已保存变更，{what}").format(what=translate(_CONTEXT, "；").join(said))


def _advise(office: Office, person: Person) -> ChangeAdvice:
    from pmedia_desktop.services.people import change_advice

    return change_advice(office, person)


def _save(office: Office, person: Person, read: Person) -> Outcome[Person]:
    from pmedia_desktop.services.people import save_person

    return save_person(office, person, read)


def _change(office: Office, person: Person, change: RealChange, read: Person) -> Outcome[PersonChange]:
    from pmedia_desktop.services.people import change_person

    return change_person(office, person, change.effective_on, change.reason, read)


def _leave(office: Office, person_id: int, last_day: date, successor_id: int | None, reason: str) -> Outcome[Leaving]:
    from pmedia_desktop.services.people import person_leaves

    return person_leaves(office, person_id, last_day, successor_id, reason)
