"""自查: the check list laid over the accounts, answered row by row, closed and printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QTableView, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.dialogs import Choice
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.dates import chinese_date
from pmedia_desktop.gui.looks import ANSWER_TONES
from pmedia_desktop.gui.printing.inspection_jobs import inspection_job
from pmedia_desktop.gui.printing.jobs import filled_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.measures.quarters import missed_quarter, quarter_of
from pmedia_desktop.model.inspection import Certainty, CheckAnswer, CheckResult, SelfInspection
from pmedia_desktop.model.inspection_words import quarter_words
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.paper.filling import Filled
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.inspection.inspection_tab"
_UNIT = "unit"
_UNSURE = (Certainty.PARTLY, Certainty.UNCONFIRMED)


class InspectionTab(QWidget):
    """One self-inspection at a time; older ones can be looked at."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        root = load_ui("self_inspection/inspection", self)
        self._known: Snapshot | None = None
        self._which = part(root, ChoiceBox, "inspections")
        self._account = part(root, ChoiceBox, "account")
        self._answers = part(root, ChoiceBox, "answers")
        self._state = part(root, QLabel, "state")
        self._state.hide()
        self._chosen = part(root, QLabel, "chosen")
        self._answering = part(root, QFrame, "answering")
        self._table = part(root, QTableView, "table")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "自查项目"))
        self._empty = EmptyState(root, self._table, self._begin_one)
        self._buttons = {
            name: part(root, QPushButton, name)
            for name in ("print", "again", "close_it", "begin", "passed", "failed", "not_applicable", "remark")
        }
        for name, act in (
            ("begin", self._begin_one),
            ("again", self._ask_again),
            ("close_it", self._close_it),
            ("print", self._print),
            ("passed", lambda: self._answer(CheckAnswer.PASSED)),
            ("not_applicable", lambda: self._answer(CheckAnswer.NOT_APPLICABLE)),
            ("failed", lambda: self._remark(CheckAnswer.FAILED)),
            ("remark", lambda: self._remark(None)),
        ):
            self._buttons[name].clicked.connect(act)
        self._account.offer([(None, translate(_CONTEXT, "全部账号"))])
        self._answers.offer([(None, translate(_CONTEXT, "全部结果")), *words_of(CheckAnswer)])
        for box in (self._which, self._account, self._answers):
            box.currentIndexChanged.connect(lambda _index: self._fill())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._enable()
        self._table.activated.connect(lambda _index: self._remark(None))

    def show_known(self, known: Snapshot) -> None:
        """Show the self-inspections as they were read."""
        self._known = known
        newest_first = tuple(reversed(known.inspections))
        self._which.offer([(one.id, _named(one)) for one in newest_first])
        self._which.setVisible(bool(newest_first))
        self._fill()

    def choose(self, inspection_id: int) -> None:
        """Show this inspection."""
        self._which.choose(inspection_id)
        self._fill()

    def _inspection(self) -> SelfInspection | None:
        wanted = self._which.choice()
        found = [one for one in self._known.inspections if one.id == wanted] if self._known else []
        return found[0] if found else None

    def _fill(self) -> None:
        inspection = self._inspection()
        accounts = dict.fromkeys(row.account for row in inspection.results) if inspection is not None else {}
        unit = translate(_CONTEXT, "单位")
        self._account.offer(
            [(None, translate(_CONTEXT, "全部账号")), *((name or _UNIT, name or unit) for name in accounts)]
        )
        chosen = [_key(row) for row in chosen_rows(self._table)]
        rows = [row for row in inspection.results if self._fits(row)] if inspection is not None else []
        self._model.show(rows)
        self._state.setText(_state_words(inspection))
        self._state.setVisible(inspection is not None)
        if inspection is None:
            self._empty.explain(
                translate(_CONTEXT, "还没有自查过"),
                translate(
                    _CONTEXT,
                    "点“开始自查”，程序按自查项目逐个账号列出，登记册知道的自动答好并写明依据，其余的由您检查。上级按季度检查，一般在3、6、9、12月。",
                ),
                translate(_CONTEXT, "开始自查"),
            )
        else:
            self._empty.show_table()
            self._select(chosen, rows)
        self._enable()

    def _select(self, chosen: list[Any], rows: list[CheckResult]) -> None:
        """Choose what was chosen before; when it has gone from sight, the first that is open."""
        position = next((n for n, row in enumerate(rows) if _key(row) in chosen), None)
        if position is None:
            position = next((n for n, row in enumerate(rows) if row.is_open), 0)
        if rows:
            self._table.setCurrentIndex(self._model.index(position, 0))

    def _fits(self, row: CheckResult) -> bool:
        account, answer = self._account.choice(), self._answers.choice()
        if account is not None and (row.account or _UNIT) != account:
            return False
        return answer is None or row.answer is answer

    def _enable(self) -> None:
        inspection = self._inspection()
        is_open = inspection is not None and inspection.closed_on is None
        rows: list[CheckResult] = chosen_rows(self._table)
        self._buttons["begin"].setVisible(not is_open and self._known is not None)
        self._buttons["again"].setVisible(is_open)
        self._buttons["close_it"].setVisible(is_open)
        answered = inspection is not None and not inspection.open_results()
        allow(self._buttons["close_it"], answered, translate(_CONTEXT, "每一项都作答以后，才能完成自查。"))
        allow(self._buttons["print"], inspection is not None, translate(_CONTEXT, "还没有自查过。"))
        self._answering.setVisible(is_open)
        for name in ("passed", "failed", "not_applicable", "remark"):
            allow(self._buttons[name], bool(rows), translate(_CONTEXT, "先在表里选要作答的，可以选几项。"))
        self._chosen.setText(_chosen_words(rows))

    def _begin_one(self) -> None:
        today = self.desk.office.today()
        missed = missed_quarter(self._known, today) if self._known is not None else None
        wanted = "current" if missed is None else self._which_quarter(quarter_words(*missed), today)
        if wanted:
            self.desk.change(
                self, lambda office: _begin(office, missed=wanted == "missed"), lambda begun: self.choose(begun.id)
            )

    def _which_quarter(self, missed: str, today: date) -> str:
        return self.desk.dialogs.ask(
            translate(_CONTEXT, "{missed}还没有自查").format(missed=missed),
            translate(_CONTEXT, "可以现在补做；直接开始本季度的自查以后，不再提醒补做。"),
            [
                Choice("missed", translate(_CONTEXT, "补做{quarter}").format(quarter=missed)),
                Choice(
                    "current", translate(_CONTEXT, "开始{quarter}").format(quarter=quarter_words(*quarter_of(today)))
                ),
            ],
        )

    def _ask_again(self) -> None:
        self._change(_again)

    def _close_it(self) -> None:
        self._change(_close, self._closed)

    def _closed(self, filled: Filled) -> None:
        self.desk.say(translate(_CONTEXT, "自查已完成，不符合的项目已列入“问题”；请打印自查表签字"))
        ask_to_print(self.desk, self, filled_job(translate(_CONTEXT, "自查表"), lambda *_: filled))

    def _print(self) -> None:
        inspection = self._inspection()
        if inspection is not None:
            ask_to_print(self.desk, self, inspection_job(inspection))

    def _answer(self, answer: CheckAnswer, remark: str | None = None) -> None:
        keys = [_key(row) for row in chosen_rows(self._table)]
        self._change(lambda office, number: _answered(office, number, keys, answer, remark), lambda _done: self._next())

    def _next(self) -> None:
        """Go on to the next row that is open, as a clerk works down the list."""
        rows = self._model.rows
        here = self._table.currentIndex().row()
        later = [n for n, row in enumerate(rows) if row.is_open and n > here]
        position = next(iter(later), next((n for n, row in enumerate(rows) if row.is_open), None))
        if position is not None:
            self._table.setCurrentIndex(self._model.index(position, 0))
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remark(self, answer: CheckAnswer | None) -> None:
        inspection = self._inspection()
        rows: list[CheckResult] = chosen_rows(self._table)
        if not rows or inspection is None or inspection.closed_on is not None:
            return
        wanted = answer or rows[0].answer

        def take(remark: str) -> None:
            self._answer(wanted, remark)

        RemarkDialog(self.desk, self.window(), rows[0], failed=wanted is CheckAnswer.FAILED, take=take).open()

    def _change(
        self, work: Callable[[Office, int], Outcome[Any]], done: Callable[[Any], None] = lambda _value: None
    ) -> None:
        inspection = self._inspection()
        if inspection is not None:
            number = inspection.id
            self.desk.change(self, lambda office: work(office, number), done)


class RemarkDialog(RecordDialog):
    """Asks what was found; a fault needs it, it becomes the problem to be mended."""

    def __init__(
        self, desk: Desk, parent: QWidget, result: CheckResult, *, failed: bool, take: Callable[[str], None]
    ) -> None:
        super().__init__(desk, parent, "self_inspection/remark", ("remark",))
        self._take = take
        hint = translate(_CONTEXT, "{text}\n写明哪里不符合；完成自查时它成为要整改的问题。") if failed else "{text}"
        part(self.root, QLabel, "hint").setText(hint.format(text=result.text))
        self.form.show({"remark": result.remark or (result.evidence if failed else "")})
        self.note_opened()

    def save(self, values: dict[str, Any]) -> None:
        """Hand the remark on."""
        self.saved()
        self._take(values["remark"])


def _columns() -> tuple[Column[CheckResult], ...]:
    return (
        Column(translate(_CONTEXT, "检查内容"), lambda row: row.text),
        Column(translate(_CONTEXT, "账号"), lambda row: row.account or translate(_CONTEXT, "单位"), 170),
        Column(translate(_CONTEXT, "依据"), _source_words, 210),
        Column(
            translate(_CONTEXT, "结果"), lambda row: word(row.answer), 96, tone=lambda row: ANSWER_TONES[row.answer]
        ),
        Column(
            translate(_CONTEXT, "情况"),
            lambda row: " ".join(part for part in (row.remark, row.evidence) if part),
            260,
        ),
    )


def _source_words(row: CheckResult) -> str:
    """Say what asks for an item; that this is not confirmed stands in front, where it is not cut off."""
    if row.certainty in _UNSURE:
        return translate(_CONTEXT, "{certainty}：{source}").format(certainty=word(row.certainty), source=row.source)
    return translate(_CONTEXT, "、").join(part for part in (row.source, row.article) if part)


def _chosen_words(rows: list[CheckResult]) -> str:
    """Say the chosen row in full: what is checked, and what the register answers."""
    if len(rows) > 1:
        return translate(_CONTEXT, "选中{count}项").format(count=len(rows))
    if not rows:
        return ""
    row = rows[0]
    veto = translate(_CONTEXT, "（单项否决）") if row.is_veto else ""
    return " ".join(part for part in (f"{row.index}{veto}：{row.text}", row.remark, row.evidence) if part)


def _named(inspection: SelfInspection) -> str:
    state = translate(_CONTEXT, "进行中") if inspection.closed_on is None else translate(_CONTEXT, "已完成")
    return translate(_CONTEXT, "{quarter}（{state}）").format(
        quarter=quarter_words(inspection.year, inspection.quarter), state=state
    )


def _state_words(inspection: SelfInspection | None) -> str:
    if inspection is None:
        return ""
    failed, left = len(inspection.failed()), len(inspection.open_results())
    begun = chinese_date(inspection.begun_on)
    if inspection.closed_on is not None:
        return translate(_CONTEXT, "{begun}开始，{closed}完成，{failed}项不符合。").format(
            begun=begun, closed=chinese_date(inspection.closed_on), failed=failed
        )
    return translate(
        _CONTEXT, "{begun}开始，共{count}项，还有{left}项没有检查，{failed}项不符合。可以一次选中多项作答。"
    ).format(begun=begun, count=len(inspection.results), left=left, failed=failed)


def _key(row: CheckResult) -> tuple[str, int | None]:
    return row.code, row.account_id


def _begin(office: Office, *, missed: bool) -> Outcome[SelfInspection]:
    from pmedia_desktop.services.inspection.inspections import begin_inspection

    return begin_inspection(office, missed=missed)


def _again(office: Office, inspection_id: int) -> Outcome[SelfInspection]:
    from pmedia_desktop.services.inspection.inspections import ask_register_again

    return ask_register_again(office, inspection_id)


def _close(office: Office, inspection_id: int) -> Outcome[Filled]:
    from pmedia_desktop.services.inspection.inspections import close_inspection

    return close_inspection(office, inspection_id)


def _answered(
    office: Office,
    inspection_id: int,
    keys: list[tuple[str, int | None]],
    answer: CheckAnswer,
    remark: str | None,
) -> Outcome[SelfInspection]:
    from pmedia_desktop.services.inspection.inspections import ResultKey, answer_results

    return answer_results(office, inspection_id, [ResultKey(*key) for key in keys], answer, remark)
