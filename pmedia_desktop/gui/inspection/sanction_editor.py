"""Entering a measure received from above, and the rectification report that answers it (Article 16)."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.editors.choices import accounts_of, words_of
from pmedia_desktop.gui.editors.papers_tab import PapersTab
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.incident import Sanction, SanctionKind
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.inspection.sanction_editor"
_NAMES = tuple(field.name for field in fields(Sanction) if field.name != "id")


class SanctionEditor(RecordDialog):
    """The dialog; a measure with an id is edited, one without is new."""

    def __init__(self, desk: Desk, parent: QWidget, sanction: Sanction, known: Snapshot) -> None:
        super().__init__(desk, parent, "self_inspection/sanction_editor", _NAMES)
        self._sanction = sanction
        self.form.offer("kind", words_of(SanctionKind))
        self.form.offer("account_id", accounts_of(known, translate(_CONTEXT, "不涉及单个账号")))
        self.form.show({name: getattr(sanction, name) for name in _NAMES})
        self.setWindowTitle(
            translate(_CONTEXT, "上级处置和整改报告") if sanction.id else translate(_CONTEXT, "登记上级处置")
        )
        self._report = part(self.root, QPlainTextEdit, "report")
        part(self.root, QPushButton, "draft").clicked.connect(self._draft)
        PapersTab(
            desk,
            self,
            Subject(SubjectKind.SANCTION, sanction.id, sanction.what),
            (AttachmentKind.ORDER, AttachmentKind.RECTIFICATION_REPORT, AttachmentKind.OTHER),
        )
        self.note_opened()
        self.keep_as(f"sanction.{sanction.id}" if sanction.id else "sanction.new")

    def save(self, values: dict[str, Any]) -> None:
        """Save the measure."""
        edited = self._edited(values)
        read = self._sanction if self._sanction.id else None
        self.change(lambda office: _save(office, edited, read), lambda _saved: self.saved())

    def _edited(self, values: dict[str, Any]) -> Sanction:
        values["received_on"] = values["received_on"] or self.desk.office.today()
        return replace(self._sanction, **values)

    def _draft(self) -> None:
        """Write the report from what is entered; what was written is replaced only on a second word."""
        try:
            sanction = self._edited(self.form.values())
        except InputError as problem:
            self.refuse(problem)
            return
        if self._report.toPlainText().strip() and not self.desk.dialogs.confirm(
            translate(_CONTEXT, "重新起草整改报告？"),
            translate(_CONTEXT, "已经写好的正文会被换掉。"),
            translate(_CONTEXT, "重新起草"),
        ):
            return
        self.ask(lambda office: _drafted(office, sanction), self._report.setPlainText)


def _save(office: Office, sanction: Sanction, read: Sanction | None) -> Outcome[Sanction]:
    from pmedia_desktop.services.inspection.incidents import save_sanction

    return save_sanction(office, sanction, read)


def _drafted(office: Office, sanction: Sanction) -> str:
    from pmedia_desktop.services.inspection.incidents import draft_report

    return draft_report(office, sanction)
