"""管理制度: a draft of the unit's own rules, and those that were issued (Article 13)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from pmedia_desktop.gui.editors.papers_tab import PapersTab
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.inspection.records_tab import RecordsTab
from pmedia_desktop.gui.tables import Column
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.incident import ManagementRules
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.inspection.rules_tab"
_NAMES = ("title", "number", "issued_on", "replaced_on")


class RulesTab(RecordsTab[ManagementRules]):
    """The rules that were issued, and the draft."""

    kind = SubjectKind.MANAGEMENT_RULES

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate(_CONTEXT, "管理制度"),
            translate(
                _CONTEXT,
                "第十三条要求制定本单位的管理制度。程序按登记的单位、人员、审核步骤和期限写出草稿，改好印发后，把印发的文件登记在这里。",
            ),
            translate(_CONTEXT, "登记印发的制度…"),
            (
                translate(_CONTEXT, "还没有登记管理制度"),
                translate(
                    _CONTEXT,
                    "还没有制度的，先点“草稿存为Word”，改好按程序印发；已经有的，直接登记名称、日期并附上文件。",
                ),
            ),
        )
        self.offer(translate(_CONTEXT, "草稿存为Word…"), on_all=lambda: self._save_draft("docx"))
        self.offer(translate(_CONTEXT, "草稿存为PDF…"), on_all=lambda: self._save_draft("pdf"))

    def columns(self) -> Sequence[Column[ManagementRules]]:
        """Return the table's columns."""
        return (
            Column(translate(_CONTEXT, "文件名称"), lambda row: row.title),
            Column(translate(_CONTEXT, "文号"), lambda row: row.number, 200),
            Column(translate(_CONTEXT, "印发日期"), lambda row: write_date(row.issued_on), 120),
            Column(translate(_CONTEXT, "正文"), self._text, 110),
            Column(
                translate(_CONTEXT, "状态"),
                lambda row: translate(_CONTEXT, "现行") if row.is_in_force else translate(_CONTEXT, "已废止"),
                100,
                tone=lambda row: Tone.GOOD if row.is_in_force else Tone.NEUTRAL,
            ),
        )

    def records(self, known: Snapshot) -> Sequence[ManagementRules]:
        """Return the rules, the newest first."""
        return tuple(reversed(known.management_rules))

    def new_record(self) -> ManagementRules:
        """Return rules without a name, issued today."""
        unit = self.known.unit.full_name if self.known and self.known.unit else ""
        title = translate(_CONTEXT, "{unit}政务新媒体管理制度").format(unit=unit)
        return ManagementRules(title=title, issued_on=self.desk.office.today())

    def editor(self, record: ManagementRules, known: Snapshot) -> RecordDialog:
        """Return the dialog of rules."""
        return RulesEditor(self.desk, self.window(), record)

    def _text(self, row: ManagementRules) -> str:
        kept = self.known is not None and self.known.has_attachment(
            SubjectKind.MANAGEMENT_RULES, row.id, AttachmentKind.RULES
        )
        return translate(_CONTEXT, "已附上") if kept else translate(_CONTEXT, "没有附上")

    def _save_draft(self, ending: str) -> None:
        pattern = (
            translate(_CONTEXT, "Word文件 (*.docx)") if ending == "docx" else translate(_CONTEXT, "PDF文件 (*.pdf)")
        )
        name = translate(_CONTEXT, "政务新媒体管理制度（草稿）.{ending}").format(ending=ending)
        path = self.desk.dialogs.save_file(translate(_CONTEXT, "保存草稿"), name, pattern)
        if path is not None:
            self.desk.start_long(
                self,
                lambda office, _progress: _write_draft(office, path, ending),
                lambda saved: self.desk.say(translate(_CONTEXT, "草稿已保存到 {path}").format(path=saved)),
                lambda _done, _total, _what: None,
                lambda: None,
            )


class RulesEditor(RecordDialog):
    """The dialog; for new rules it asks for the issued text at once, later it is among the attachments."""

    def __init__(self, desk: Desk, parent: QWidget, rules: ManagementRules) -> None:
        super().__init__(desk, parent, "self_inspection/rules_editor", (*_NAMES, "path"))
        self._rules = rules
        self.form.show({name: getattr(rules, name) for name in _NAMES})
        self.setWindowTitle(translate(_CONTEXT, "修改管理制度") if rules.id else translate(_CONTEXT, "登记印发的制度"))
        for name in ("path", "path_label", "browse"):
            part(self.root, QWidget, name).setVisible(not rules.id)
        for name in ("replaced_on", "replaced_on_label"):
            part(self.root, QWidget, name).setVisible(bool(rules.id))
        part(self.root, QLabel, "path_hint").setVisible(not rules.id)
        self._path = part(self.root, QLineEdit, "path")
        part(self.root, QPushButton, "browse").clicked.connect(self._browse)
        PapersTab(desk, self, Subject(SubjectKind.MANAGEMENT_RULES, rules.id, rules.title), (AttachmentKind.RULES,))
        self.note_opened()

    def save(self, values: dict[str, Any]) -> None:
        """Save the rules, with the text that was chosen."""
        path = values.pop("path").strip()
        values["issued_on"] = values["issued_on"] or self.desk.office.today()
        edited = replace(self._rules, **values)
        read = self._rules if self._rules.id else None
        self.change(lambda office: _save(office, edited, read, path), lambda _saved: self.saved())

    def _browse(self) -> None:
        patterns = translate(_CONTEXT, "文件 (*.pdf *.ofd *.doc *.docx *.png *.jpg *.jpeg)")
        path = self.desk.dialogs.open_file(translate(_CONTEXT, "选择印发的文件"), patterns)
        if path is not None:
            self._path.setText(str(path))


def _save(office: Office, rules: ManagementRules, read: ManagementRules | None, path: str) -> Outcome[ManagementRules]:
    from pmedia_desktop.services.inspection.management_rules import save_rules

    return save_rules(office, rules, read, Path(path) if path else None)


def _write_draft(office: Office, path: Path, ending: str) -> Path:
    from pmedia_desktop.services.files import write_file
    from pmedia_desktop.services.paper.official_papers import rules_pdf, rules_word

    write_file(path, rules_word(office) if ending == "docx" else rules_pdf(office))
    return path
