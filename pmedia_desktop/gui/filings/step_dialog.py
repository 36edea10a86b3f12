"""Enters one step of a filing with its day: done on paper or on the platform, today or afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.filings.applying import show_applying
from pmedia_desktop.gui.filings.filing_fields import FILING_FIELDS, field_called, field_values, with_values
from pmedia_desktop.gui.filings.term_words import term_sentence
from pmedia_desktop.gui.fitting import fit_height
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import AttachmentKind
from pmedia_desktop.model.filing import ApprovalForm, Filing, FilingState, LoginWay
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.finding import Deadline
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.filings.step_dialog"


@dataclass(frozen=True)
class StepEntry:
    """One kind of step: its Designer file, the field of its day, what its scan proves.

    ``state`` is where the paper goes; None for what is only noted (the platform, the national system). ``done``: the
    paper is past it, and what was entered is mended.
    ``shows_term``: the term changes with the day, so the dialog says what it will be.
    """

    file: str
    day: str
    state: FilingState | None = None
    scan: AttachmentKind = AttachmentKind.OTHER
    shows_term: bool = False
    required: tuple[str, ...] = ()
    done: bool = False


PAPER_STEPS = {
    FilingState.SIGNED: StepEntry("signed", "signed_on", FilingState.SIGNED, AttachmentKind.SIGNED_FORM, True),
    FilingState.SEALED: StepEntry("sealed", "sealed_on", FilingState.SEALED, AttachmentKind.SIGNED_FORM),
    FilingState.SUBMITTED: StepEntry("submitted", "submitted_on", FilingState.SUBMITTED, AttachmentKind.RECEIPT),
    FilingState.RECEIVED: StepEntry("received", "received_on", FilingState.RECEIVED, AttachmentKind.RECEIPT),
    FilingState.FILED: StepEntry("filed", "filed_on", FilingState.FILED, AttachmentKind.RECEIPT),
    FilingState.RETURNED: StepEntry("returned", "returned_on", FilingState.RETURNED, required=("return_reason",)),
}
NATIONAL_CHECK = StepEntry("national", "national_checked_on")
PLATFORM_STAGES = {
    "approved": StepEntry("approved", "approval_on", scan=AttachmentKind.APPROVAL),
    "announced": StepEntry("announced", "notice_on", scan=AttachmentKind.NOTICE),
    "recovered": StepEntry("recovered", ""),
    "requested": StepEntry("requested", "requested_on", scan=AttachmentKind.CANCELLATION_REQUEST, shows_term=True),
    "confirmed": StepEntry("confirmed", "confirmed_on"),
    "cancelled": StepEntry("cancelled", "completed_on", scan=AttachmentKind.COMPLETION_PROOF, shows_term=True),
}


@dataclass(frozen=True)
class EnteredStep:
    """What the user entered: the filing with it, the day, and a scan to keep."""

    filing: Filing
    entry: StepEntry
    on: date | None
    scan: Path | None


class StepDialog(RecordDialog):
    """The dialog of one step. ``take`` gets what was entered and has it saved by ``change``."""

    def __init__(
        self, desk: Desk, parent: QWidget, filing: Filing, entry: StepEntry, take: Callable[[EnteredStep], None]
    ) -> None:
        super().__init__(desk, parent, f"filing_steps/{entry.file}", FILING_FIELDS)
        self._filing = filing
        self._entry = entry
        self._take = take
        self._outlook = part(self.root, QLabel, "outlook")
        self._outlook.hide()
        self._scan = self.root.findChild(QLineEdit, "scan")
        self._set_up()
        self.form.on_change(self._show_applying)
        self.form.on_change(self._show_outlook)
        self.note_opened()
        self._show_outlook()
        self._show_applying()

    def propose(self, values: dict[str, Any]) -> None:
        """Fill in what is likely, where nothing is known yet."""
        known = field_values(self._filing)
        self.form.show({name: value for name, value in values.items() if not known.get(name)})
        self.note_opened()
        self._show_applying()
        self._show_outlook()

    def state(self) -> dict[str, Any]:
        """Return everything that was typed, the chosen scan too."""
        return {**self.form.typed(), "scan": self._scan.text() if self._scan is not None else ""}

    def save(self, values: dict[str, Any]) -> None:
        """Hand on what was entered."""
        try:
            entered = self._entered(values)
        except InputError as problem:
            self.refuse(problem)
            return
        self._take(entered)

    def refuse(self, problem: SpokenError) -> None:
        """Show what was refused at its field."""
        super().refuse(InputError(problem.message, problem.remedy, field=field_called(problem.field)))
        fit_height(self)

    def _set_up(self) -> None:
        for name, codes in (("approval_form", ApprovalForm), ("login_way", LoginWay)):
            if name in self.form.names:
                self.form.offer(name, words_of(codes))
        self.form.show(field_values(self._filing))
        if self._entry.done:
            heading = part(self.root, QLabel, "heading")
            heading.setText(translate(_CONTEXT, "更正登记：{step}").format(step=heading.text()))
        browse = self.root.findChild(QPushButton, "browse_scan")
        if browse is not None:
            browse.clicked.connect(self._choose_scan)
        if "submitted_how" in self.form.names:
            self._suggest("submitted_how", _ways_of_handing_in())
        if self._entry.file == "announced":
            part(self.root, QPushButton, "draft_notice").clicked.connect(self._draft_notice)
            part(self.root, QPushButton, "copy_notice").clicked.connect(self._copy_notice)

    def _suggest(self, name: str, offered: list[str]) -> None:
        line = self.form.widget(name)
        if isinstance(line, QLineEdit):
            completer = QCompleter(offered, line)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            line.setCompleter(completer)

    def _choose_scan(self) -> None:
        patterns = translate(_CONTEXT, "图片和文档 (*.png *.jpg *.jpeg *.bmp *.pdf *.ofd)")
        path = self.desk.dialogs.open_file(translate(_CONTEXT, "选择扫描件或截图"), patterns)
        if path is not None and self._scan is not None:
            self._scan.setText(str(path))

    def _entered(self, values: dict[str, Any]) -> EnteredStep:
        day = values.get(self._entry.day)
        for name in (self._entry.day, *self._entry.required):
            if name and not values[name]:
                label = self.form.widget(name).accessibleName()
                raise InputError(
                    translate(_CONTEXT, "还没有填写{label}，").format(label=label),
                    translate(_CONTEXT, "填写后再登记。"),
                    field=name,
                )
        edited = with_values(self._filing, values)
        if self._entry.state is not None and not self._entry.done:
            # The step itself sets its day, once its order has been checked.
            before: dict[str, Any] = {self._entry.day: getattr(self._filing, self._entry.day)}
            edited = replace(edited, **before)
        scan = self._scan.text().strip() if self._scan is not None else ""
        return EnteredStep(edited, self._entry, day, Path(scan) if scan else None)

    def _show_applying(self) -> None:
        show_applying(self.root, self.form)
        fit_height(self)

    def _show_outlook(self) -> None:
        """Say what the term will be with the day that is being typed."""
        if not self._entry.shows_term:
            return
        try:
            entered = self._entered(self.form.values())
        except InputError:
            self._outlook.hide()
            return
        filing = entered.filing
        if self._entry.state is FilingState.SIGNED and filing.approval.on is None:
            filing = replace(filing, approval=replace(filing.approval, on=entered.on))
        self.desk.read(self, lambda office: _term(office, filing), self._say_outlook, replaces="term")

    def _say_outlook(self, deadline: Deadline | None) -> None:
        text = term_sentence(deadline, self.desk.office.today()) if deadline is not None else ""
        self._outlook.setText(text)
        self._outlook.setVisible(bool(text))
        fit_height(self)

    def _draft_notice(self) -> None:
        try:
            filing = with_values(self._filing, self.form.values())
        except InputError as problem:
            self.refuse(problem)
            return
        self.desk.read(self, lambda office: _notice(office, filing), self._show_notice)

    def _show_notice(self, text: str) -> None:
        self.form.show({"notice_text": text})

    def _copy_notice(self) -> None:
        notice = self.form.widget("notice_text")
        if isinstance(notice, QPlainTextEdit):
            QGuiApplication.clipboard().setText(notice.toPlainText())
            self.desk.say(translate(_CONTEXT, "公告已复制"))


def _ways_of_handing_in() -> list[str]:
    return [
        translate(_CONTEXT, "当面送交"),
        translate(_CONTEXT, "机要交换"),
        translate(_CONTEXT, "电子公文"),
        translate(_CONTEXT, "邮寄"),
    ]


def _term(office: Office, filing: Filing) -> Deadline | None:
    from pmedia_desktop.services.filing.filings import expected_term

    return expected_term(office, filing)


def _notice(office: Office, filing: Filing) -> str:
    from pmedia_desktop.services.filing.filings import notice_for

    return notice_for(office, filing)
