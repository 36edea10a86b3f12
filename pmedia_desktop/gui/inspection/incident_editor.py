"""Entering an incident: what, when noticed, first measures, reported to whom, closed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPushButton, QTableWidget

from pmedia_desktop.gui.editors.choices import accounts_of, words_of
from pmedia_desktop.gui.editors.papers_tab import PapersTab
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.inspection.reports_table import ReportsTable
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.incident import Incident, IncidentKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.inspection.incident_editor"
_NAMES = (
    "kind",
    "account_id",
    "what",
    "noticed_on",
    "noticed_time",
    "noticed_by",
    "first_measures",
    "outcome",
    "closed_on",
)


class IncidentEditor(RecordDialog):
    """The dialog; an incident with an id is edited, one without is new."""

    def __init__(self, desk: Desk, parent: QWidget, incident: Incident, known: Snapshot) -> None:
        super().__init__(desk, parent, "self_inspection/incident_editor", _NAMES)
        self._incident, self._known = incident, known
        self._reports = ReportsTable(part(self.root, QTableWidget, "reports"), desk.office.today())
        self.form.offer("kind", words_of(IncidentKind))
        self.form.offer("account_id", accounts_of(known, translate(_CONTEXT, "不涉及账号")))
        self.form.show({name: getattr(incident, name) for name in _NAMES})
        self._reports.show(incident.reports)
        self.setWindowTitle(translate(_CONTEXT, "修改事件") if incident.id else translate(_CONTEXT, "登记事件"))
        part(self.root, QPushButton, "add_report").clicked.connect(lambda: self._reports.add())
        part(self.root, QPushButton, "remove_report").clicked.connect(lambda: self._reports.remove())
        part(self.root, ChoiceBox, "kind").currentIndexChanged.connect(lambda _index: self._fit())
        PapersTab(
            desk,
            self,
            Subject(SubjectKind.INCIDENT, incident.id, incident.what),
            (AttachmentKind.INCIDENT_PROOF, AttachmentKind.OTHER),
        )
        self.note_opened()
        self.keep_as(f"incident.{incident.id}" if incident.id else "incident.new")
        self._fit()

    def state(self) -> dict[str, Any]:
        """Return everything that was typed, the reports included."""
        return {**super().state(), "reports": self._reports.typed()} if hasattr(self, "_reports") else super().state()

    def show_state(self, typed: Mapping[str, Any]) -> None:
        """Show it again."""
        super().show_state(typed)
        if "reports" in typed:
            self._reports.show_lines(typed["reports"])

    def save(self, values: dict[str, Any]) -> None:
        """Save the incident; a takeover demands new passwords at once."""
        from pmedia_desktop.errors import InputError

        values["noticed_on"] = values["noticed_on"] or self.desk.office.today()
        try:
            edited = replace(self._incident, **values, reports=self._reports.reports())
        except InputError as problem:
            self.refuse(problem)
            return
        read = self._incident if self._incident.id else None
        self.change(lambda office: _save(office, edited, read), self._kept)

    def _kept(self, incident: Incident) -> None:
        news = not self._incident.id or self._incident.kind is not IncidentKind.TAKEOVER
        self.saved()
        if incident.kind is IncidentKind.TAKEOVER and incident.is_open and news:
            kept = self._known.credentials_of(incident.account_id or 0)
            self.desk.say(
                translate(_CONTEXT, "已登记。请立即更换这个账号的密码，“今日”里有提醒")
                if any(one.is_active for one in kept)
                else translate(_CONTEXT, "已登记。请立即更换这个账号的密码；它还没有登记保管人，请到“密码保管”指定")
            )

    def _fit(self) -> None:
        taken_over = part(self.root, ChoiceBox, "kind").choice() is IncidentKind.TAKEOVER
        part(self.root, QLabel, "takeover_hint").setVisible(taken_over)


def _save(office: Office, incident: Incident, read: Incident | None) -> Outcome[Incident]:
    from pmedia_desktop.services.inspection.incidents import save_incident

    return save_incident(office, incident, read)
