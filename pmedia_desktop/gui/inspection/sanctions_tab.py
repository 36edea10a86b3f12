"""上级处置: 约谈、警告、通报、责令关闭 with deadline, and the rectification report (Article 16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.inspection.records_tab import RecordsTab
from pmedia_desktop.gui.inspection.sanction_editor import SanctionEditor
from pmedia_desktop.gui.matters import days_left_tone, days_left_words
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.inspection_jobs import report_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.tables import Column
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.incident import Sanction, SanctionKind
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.editors.record_dialog import RecordDialog
    from pmedia_desktop.model.inspection import Problem
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.inspection.sanctions_tab"


class SanctionsTab(RecordsTab[Sanction]):
    """The ledger of measures received from above."""

    kind = SubjectKind.SANCTION

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate(_CONTEXT, "上级处置台账"),
            translate(
                _CONTEXT,
                "约谈、警告、通报、责令关闭和责令整改（第十六条）：登记期限，列出问题，按问题起草整改报告，报送后办结。",
            ),
            translate(_CONTEXT, "登记上级处置…"),
            (
                translate(_CONTEXT, "没有登记上级处置"),
                translate(_CONTEXT, "收到上级的约谈、通报或整改通知后在这里登记，程序按期限提醒，并起草整改报告。"),
            ),
        )
        self.offer(translate(_CONTEXT, "列为问题"), self._make_problem)
        self.offer(translate(_CONTEXT, "办理关停"), self._close, why_not=_why_not_closed)
        self.offer(translate(_CONTEXT, "打印整改报告…"), self._print)
        self.offer(translate(_CONTEXT, "存为Word…"), self._save_word)

    def columns(self) -> Sequence[Column[Sanction]]:
        """Return the table's columns."""
        return (
            Column(translate(_CONTEXT, "方式"), lambda row: word(row.kind), 96),
            Column(translate(_CONTEXT, "指出的问题"), lambda row: " ".join(row.what.split())),
            Column(translate(_CONTEXT, "发出单位"), lambda row: row.issuer, 200),
            Column(translate(_CONTEXT, "收到日期"), lambda row: write_date(row.received_on), 110),
            Column(translate(_CONTEXT, "报送日期"), lambda row: write_date(row.reported_on), 110),
            Column(translate(_CONTEXT, "进度"), self._state, 140, tone=self._tone),
        )

    def records(self, known: Snapshot) -> Sequence[Sanction]:
        """Return the measures, the newest first."""
        return tuple(reversed(known.sanctions))

    def new_record(self) -> Sanction:
        """Return an empty measure, received today."""
        authority = self.known.unit.filing_authority if self.known and self.known.unit else ""
        return Sanction(received_on=self.desk.office.today(), issuer=authority)

    def editor(self, record: Sanction, known: Snapshot) -> RecordDialog:
        """Return the dialog of a measure."""
        return SanctionEditor(self.desk, self.window(), record, known)

    def _state(self, row: Sanction) -> str:
        if row.closed_on is not None:
            return translate(_CONTEXT, "{day}办结").format(day=write_date(row.closed_on))
        if row.reported_on is not None:
            return translate(_CONTEXT, "已报送")
        left = self._days_left(row)
        return translate(_CONTEXT, "正在整改") if left is None else days_left_words(left)

    def _days_left(self, row: Sanction) -> int | None:
        return None if row.due_on is None else (row.due_on - self.desk.office.today()).days

    def _tone(self, row: Sanction) -> Tone:
        done = row.closed_on is not None or row.reported_on is not None
        return Tone.GOOD if done else days_left_tone(self._days_left(row))

    def _make_problem(self, row: Sanction) -> None:
        def told(_problem: Problem) -> None:
            self.desk.say(translate(_CONTEXT, "已列入“问题”，整改完成后在那里登记"))

        self.desk.change(self, lambda office: _problem(office, row.id), told)

    def _close(self, row: Sanction) -> None:
        self.desk.go(Place("closing", row.account_id or 0))

    def _print(self, row: Sanction) -> None:
        ask_to_print(self.desk, self, report_job(row.id))

    def _save_word(self, row: Sanction) -> None:
        path = self.desk.dialogs.save_file(
            translate(_CONTEXT, "存为Word"),
            translate(_CONTEXT, "整改报告.docx"),
            translate(_CONTEXT, "Word文件 (*.docx)"),
        )
        if path is not None:
            self.desk.start_long(
                self,
                lambda office, _progress: _write_word(office, row.id, path),
                lambda saved: self.desk.say(translate(_CONTEXT, "已保存到 {path}").format(path=saved)),
                lambda _done, _total, _what: None,
                lambda: None,
            )


def _why_not_closed(row: Sanction) -> str:
    if row.kind is SanctionKind.ORDERED_CLOSURE:
        return ""
    return translate(_CONTEXT, "处置方式是“责令关闭”的，才从这里办理关停。")


def _problem(office: Office, sanction_id: int) -> Outcome[Problem]:
    from pmedia_desktop.services.inspection.incidents import add_problem_of_sanction

    return add_problem_of_sanction(office, sanction_id)


def _write_word(office: Office, sanction_id: int, path: Path) -> Path:
    from pmedia_desktop.services.files import write_file
    from pmedia_desktop.services.paper.official_papers import report_word

    write_file(path, report_word(office, sanction_id))
    return path
