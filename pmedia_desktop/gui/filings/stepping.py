"""Takes a filing through its steps: opens the dialog of a step and has the services enter it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.filings.filing_fields import field_called
from pmedia_desktop.gui.filings.step_dialog import (
    NATIONAL_CHECK,
    PAPER_STEPS,
    PLATFORM_STAGES,
    EnteredStep,
    StepDialog,
    StepEntry,
)
from pmedia_desktop.gui.place import Place
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.filings.content_tab import ContentTab
    from pmedia_desktop.model.attachment import Attachment
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.filings.stepping"


class Stepping:
    """The steps of the filing in view.

    ``is_asked`` tells whether a filing is the one that was asked for: no other is taken a step on.
    ``name_likely`` gives who approves and what the system should say.
    """

    def __init__(
        self,
        desk: Desk,
        owner: QWidget,
        content: ContentTab,
        is_asked: Callable[[Filing], bool],
        name_likely: Callable[[], dict[str, Any]],
    ) -> None:
        self._desk = desk
        self._owner = owner
        self._content = content
        self._is_asked = is_asked
        self._name_likely = name_likely

    def enter_step(self, state: FilingState) -> None:
        """Ask for the day of a step on paper and take the filing there."""
        self._ask(PAPER_STEPS[state])

    def mend_step(self, state: FilingState, field: str = "") -> None:
        """Ask for what a step that is done still lacks, or what was mistyped; ``field`` gets the focus."""
        self._ask(replace(PAPER_STEPS[state], done=True), field)

    def enter_stage(self, stage: str) -> None:
        """Ask for a stage on the platform and save it."""
        self._ask(PLATFORM_STAGES[stage])

    def check_national_system(self) -> None:
        """Ask for the look into the national system and save it."""
        self._ask(NATIONAL_CHECK)

    def request_again(self, filing_id: int) -> None:
        """Lead back to the request, after a confirmation."""
        if self._desk.dialogs.confirm(
            translate(_CONTEXT, "重新申请注销？"),
            translate(_CONTEXT, "确认期已过，平台不会注销这个账号。原来的申请日期会清空，重新申请后再登记。"),
            translate(_CONTEXT, "重新申请"),
        ):
            self._desk.change(self._owner, lambda office: _request_again(office, filing_id))

    def correct(self, filing_id: int, corrected_by: int | None) -> None:
        """Open the correction of a returned filing; it is drafted first when there is none."""
        if corrected_by is not None:
            self._desk.go(Place("filing", corrected_by))
            return
        self._desk.change(
            self._owner,
            lambda office: _correct(office, filing_id),
            lambda correction: self._desk.go(Place("filing", correction.id)),
        )

    def back_to_draft(self) -> None:
        """Take the filing back to a draft, after a confirmation."""
        self._confirm_move(
            FilingState.DRAFT,
            translate(_CONTEXT, "退回草稿修改？"),
            translate(_CONTEXT, "已经打印的送签稿作废，签字和用印的日期清空；改好后重新打印送签。"),
            translate(_CONTEXT, "退回草稿"),
        )

    def abandon(self) -> None:
        """Give the filing up, after a confirmation."""
        self._confirm_move(
            FilingState.ABANDONED,
            translate(_CONTEXT, "作废这份备案？"),
            translate(_CONTEXT, "作废后不能再办理，记录保留。账号的登记内容不变。"),
            translate(_CONTEXT, "作废"),
        )

    def _ask(self, entry: StepEntry, field: str = "") -> None:
        self._content.save_first(lambda filing: self._open(entry, filing, field))

    def _open(self, entry: StepEntry, filing: Filing, field: str) -> None:
        if not self._is_asked(filing):
            return
        dialog = StepDialog(
            self._desk, self._owner.window(), filing, entry, lambda entered: self._enter(dialog, entered, filing)
        )
        likely = self._name_likely()
        if entry.day:
            likely[entry.day] = self._desk.office.today()
        dialog.propose(likely)
        dialog.open()
        if field:
            dialog.show_field(field_called(field))

    def _enter(self, dialog: StepDialog, entered: EnteredStep, read: Filing) -> None:
        def done(filing: Filing) -> None:
            dialog.saved()
            self._desk.say(translate(_CONTEXT, "已登记"))
            if entered.scan is not None:
                self._attach(filing, entered.entry.scan, entered.scan)

        dialog.change(lambda office: _enter(office, entered, read), done)

    def _attach(self, filing: Filing, kind: AttachmentKind, path: Path) -> None:
        subject = Subject(SubjectKind.FILING, filing.id)
        self._desk.change(self._owner, lambda office: _attach(office, subject, kind, path))

    def _confirm_move(self, to: FilingState, title: str, text: str, label: str) -> None:
        def ask(filing: Filing) -> None:
            if self._is_asked(filing) and self._desk.dialogs.confirm(title, text, label):
                today = self._desk.office.today()
                self._desk.change(self._owner, lambda office: _move(office, filing, to, today))

        self._content.save_first(ask)


def _enter(office: Office, entered: EnteredStep, read: Filing) -> Outcome[Filing]:
    from pmedia_desktop.services.filing.process import advance_filing, mend_step, save_filing

    if entered.entry.state is None or entered.on is None:
        return save_filing(office, entered.filing, read)
    if entered.entry.done:
        return mend_step(office, entered.filing, entered.entry.state, read)
    return advance_filing(office, entered.filing, entered.entry.state, entered.on, read=read)


def _move(office: Office, filing: Filing, to: FilingState, on: Any) -> Outcome[Filing]:
    from pmedia_desktop.services.filing.process import advance_filing

    return advance_filing(office, filing, to, on, read=filing)


def _request_again(office: Office, filing_id: int) -> Outcome[Filing]:
    from pmedia_desktop.services.filing.process import repeat_closure_request

    return repeat_closure_request(office, filing_id)


def _correct(office: Office, filing_id: int) -> Outcome[Filing]:
    from pmedia_desktop.services.filing.process import correct_returned

    return correct_returned(office, filing_id)


def _attach(office: Office, subject: Subject, kind: AttachmentKind, path: Path) -> Outcome[Attachment]:
    from pmedia_desktop.services.attachments import attach_file

    return attach_file(office, subject, kind, path)
