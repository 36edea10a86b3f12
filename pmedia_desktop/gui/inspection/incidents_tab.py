"""事件: leaks, takeovers, wrong publications, public outcries, until each is closed (Articles 15, 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.inspection.incident_editor import IncidentEditor
from pmedia_desktop.gui.inspection.records_tab import RecordsTab
from pmedia_desktop.gui.period_dialog import PeriodDialog
from pmedia_desktop.gui.printing.inspection_jobs import incidents_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.tables import Column
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.incident import Incident
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.editors.record_dialog import RecordDialog
    from pmedia_desktop.model.snapshot import Snapshot

_CONTEXT = "gui.inspection.incidents_tab"


class IncidentsTab(RecordsTab[Incident]):
    """The ledger of incidents."""

    kind = SubjectKind.INCIDENT

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate(_CONTEXT, "事件台账"),
            translate(
                _CONTEXT,
                "信息泄露、账号被盗用、发布错误、网络舆情：先处置，再报告，最后登记结果（第十五条、第十七条）。",
            ),
            translate(_CONTEXT, "登记事件…"),
            (
                translate(_CONTEXT, "没有登记事件"),
                translate(
                    _CONTEXT,
                    "出了事先处置，再到这里登记何时发现、怎样处置、向谁报告；账号被盗用的，程序随即提醒更换密码。",
                ),
            ),
        )
        self.offer(translate(_CONTEXT, "打印事件台账…"), on_all=self._print)

    def columns(self) -> Sequence[Column[Incident]]:
        """Return the table's columns."""
        return (
            Column(translate(_CONTEXT, "类别"), lambda row: word(row.kind), 110),
            Column(translate(_CONTEXT, "情况"), lambda row: " ".join(row.what.split())),
            Column(translate(_CONTEXT, "账号"), lambda row: self.account_words(row.account_id), 190),
            Column(
                translate(_CONTEXT, "发现时间"),
                lambda row: f"{write_date(row.noticed_on)} {row.noticed_time}".strip(),
                140,
            ),
            Column(
                translate(_CONTEXT, "报告"),
                lambda row: translate(_CONTEXT, "、").join(one.to for one in row.reports),
                150,
            ),
            Column(
                translate(_CONTEXT, "进度"),
                lambda row: (
                    translate(_CONTEXT, "正在处置")
                    if row.closed_on is None
                    else translate(_CONTEXT, "{day}办结").format(day=write_date(row.closed_on))
                ),
                168,
                tone=lambda row: Tone.DANGER if row.is_open else Tone.GOOD,
            ),
        )

    def records(self, known: Snapshot) -> Sequence[Incident]:
        """Return the incidents, the newest first."""
        return tuple(reversed(known.incidents))

    def new_record(self) -> Incident:
        """Return an empty incident, noticed today."""
        return Incident(noticed_on=self.desk.office.today(), noticed_by=self.desk.office.actor.name)

    def editor(self, record: Incident, known: Snapshot) -> RecordDialog:
        """Return the dialog of an incident."""
        return IncidentEditor(self.desk, self.window(), record, known)

    def _print(self) -> None:
        def chosen(begin: date, end: date) -> None:
            ask_to_print(self.desk, self, incidents_job(begin, end))

        PeriodDialog(self.desk, self.window(), translate(_CONTEXT, "打印哪一段时间的事件？"), chosen).open()
