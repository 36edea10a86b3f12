"""问题: what self-inspections and superiors found, with person and date until each is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.inspection.problem_editor import ProblemEditor
from pmedia_desktop.gui.inspection.records_tab import RecordsTab
from pmedia_desktop.gui.looks import name_of
from pmedia_desktop.gui.matters import days_left_tone, days_left_words
from pmedia_desktop.gui.period_dialog import PeriodDialog
from pmedia_desktop.gui.printing.inspection_jobs import problems_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.tables import Column
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.inspection import Problem
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.editors.record_dialog import RecordDialog
    from pmedia_desktop.model.snapshot import Snapshot

_CONTEXT = "gui.inspection.problems_tab"


class ProblemsTab(RecordsTab[Problem]):
    """The ledger of problems, those that are open first."""

    kind = SubjectKind.PROBLEM

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            translate(_CONTEXT, "问题台账"),
            translate(
                _CONTEXT, "自查、上级检查和平时发现的问题，写明责任人和期限，整改完成后登记情况；到期前在“今日”提醒。"
            ),
            translate(_CONTEXT, "添加问题…"),
            (
                translate(_CONTEXT, "没有登记问题"),
                translate(_CONTEXT, "自查完成时，不符合的项目自动列在这里；上级指出的、平时发现的，可以自己添加。"),
            ),
        )
        self.offer(translate(_CONTEXT, "打印整改台账…"), on_all=self._print)

    def columns(self) -> Sequence[Column[Problem]]:
        """Return the table's columns."""
        return (
            Column(translate(_CONTEXT, "问题"), lambda row: " ".join(row.what.split())),
            Column(translate(_CONTEXT, "账号"), lambda row: self.account_words(row.account_id), 190),
            Column(translate(_CONTEXT, "发现日期"), lambda row: write_date(row.found_on), 110),
            Column(translate(_CONTEXT, "责任人"), self._person, 90),
            Column(translate(_CONTEXT, "情况"), self._state, 150, tone=self._tone),
        )

    def records(self, known: Snapshot) -> Sequence[Problem]:
        """Return the problems, those that are open first, the newest first among each."""
        return sorted(known.problems, key=lambda one: (not one.is_open, -one.found_on.toordinal(), -one.id))

    def new_record(self) -> Problem:
        """Return an empty problem of today."""
        return Problem(found_on=self.desk.office.today())

    def editor(self, record: Problem, known: Snapshot) -> RecordDialog:
        """Return the dialog of a problem."""
        return ProblemEditor(self.desk, self.window(), record, known)

    def _person(self, row: Problem) -> str:
        return name_of(self.known.person(row.person_id) if self.known else None)

    def _state(self, row: Problem) -> str:
        if row.mended_on is not None:
            return translate(_CONTEXT, "{day}完成").format(day=write_date(row.mended_on))
        left = self._days_left(row)
        return translate(_CONTEXT, "正在整改") if left is None else days_left_words(left)

    def _days_left(self, row: Problem) -> int | None:
        return None if row.due_on is None else (row.due_on - self.desk.office.today()).days

    def _tone(self, row: Problem) -> Tone:
        return Tone.GOOD if row.mended_on is not None else days_left_tone(self._days_left(row))

    def _print(self) -> None:
        def chosen(begin: date, end: date) -> None:
            ask_to_print(self.desk, self, problems_job(begin, end))

        PeriodDialog(self.desk, self.window(), translate(_CONTEXT, "打印哪一段时间的问题？"), chosen).open()
