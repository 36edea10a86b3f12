"""A filing's own page: its steps, what it says, attachments, checks, preview and history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.attachments_panel import AttachmentsPanel
from pmedia_desktop.gui.filings.checks_panel import ChecksPanel
from pmedia_desktop.gui.filings.content_tab import ContentTab
from pmedia_desktop.gui.filings.drafted_texts import DraftedTexts
from pmedia_desktop.gui.filings.page_header import PageHeader
from pmedia_desktop.gui.filings.preview_tab import PreviewTab
from pmedia_desktop.gui.filings.step_rows import paper_rows, platform_rows, to_fill_in
from pmedia_desktop.gui.filings.stepping import Stepping
from pmedia_desktop.gui.filings.term_notice import TermNotice
from pmedia_desktop.gui.filings.timeline import Timeline
from pmedia_desktop.gui.history_table import history_model
from pmedia_desktop.gui.matters import place_of
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.page_tabs import PageTabs
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.jobs import filing_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.filing import Filing
    from pmedia_desktop.model.finding import Finding
    from pmedia_desktop.services.filing import filings as service
    from pmedia_desktop.services.journal.history import HistoryLine
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.filing"
_ONE_LINE, _TWO_LINES = 288, 520
_ROOM_FOR_BOTH = 1080
#: The tabs, as a place's field names them.
TABS = ("content", "attachments", "checks", "preview", "history")
#: Where a step's own dialog asks for a field that the form does not have.
_STEP_OF_FIELD = {
    "signed_on": FilingState.SIGNED,
    "sealed_on": FilingState.SEALED,
    "submitted_on": FilingState.SUBMITTED,
    "submitted_how": FilingState.SUBMITTED,
    "receiver": FilingState.SUBMITTED,
    "received_on": FilingState.RECEIVED,
    "filed_on": FilingState.FILED,
}


@dataclass(frozen=True)
class _Shown:
    page: service.FilingPage
    principal: str
    changed_since_print: tuple[str, ...]
    history: tuple[HistoryLine, ...]
    form_problem: str


class FilingPage(Page):
    """One filing. Answers what its steps let the user do (``filings.step_rows.Actions``)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._filing_id = 0
        self._field = ""
        self._shown: _Shown | None = None
        root = load_ui("filing", self)
        self._tabs = part(root, PageTabs, "tabs")
        room = self._tabs.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._tabs.setSizePolicy(room)
        self._term = TermNotice(root)
        self._content = ContentTab(desk, root, lambda: self._show_tab("content_tab"))
        self._attach = part(root, QPushButton, "attach")
        self._attachments = AttachmentsPanel(desk, root, tuple(AttachmentKind))
        self._checks = ChecksPanel(part(root, QWidget, "checks"), self._mend_finding)
        self._preview = PreviewTab(desk, part(root, QWidget, "preview_tab"), self._content)
        self._history = history_model(part(root, QTableView, "history"))
        self._stepping = Stepping(desk, self, self._content, self._is_asked, self._likely)
        self._texts = DraftedTexts(desk, self, self._content)
        self._make_timelines(root)
        self._header = PageHeader(desk, root, self._stepping, self.print_form)
        self._tabs.currentChanged.connect(lambda _index: self._note_tab())

    def visit(self, place: Place) -> None:
        """Show the filing; a field gets the focus."""
        if place.record != self._filing_id:
            self._content.keep()
            self._tabs.setCurrentIndex(0)
            self._await()
        self._filing_id = place.record
        self._field = place.field
        self.refresh()

    def may_leave(self) -> bool:
        """Leave at any time; what is not saved is kept."""
        self._content.keep()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange the steps for the new width."""
        super().resizeEvent(event)
        self._arrange_steps()

    # What the steps let the user do

    def mend(self, need: service.Need) -> None:
        """Lead to where a need is met."""
        self._lead_to(need.subject, need.field)

    def fill_in(self) -> None:
        """Go on with the first thing that is missing."""
        needs = to_fill_in(self._shown.page) if self._shown else ()
        if needs:
            self.mend(needs[0])
        else:
            self._show_tab("content_tab")

    def show_checks(self) -> None:
        """Show everything that is still missing."""
        self._show_tab("checks_tab")

    def print_form(self) -> None:
        """Open the print dialog for what is saved, with what the checks say about it."""
        self._content.save_first(self._ask_to_print)

    def enter_step(self, state: FilingState) -> None:
        """Enter a step that was done on paper."""
        self._stepping.enter_step(state)

    def mend_step(self, state: FilingState) -> None:
        """Mend what was entered of a step that is done."""
        self._stepping.mend_step(state)

    def enter_stage(self, stage: str) -> None:
        """Enter a stage of the closure on the platform."""
        self._stepping.enter_stage(stage)

    def check_national_system(self) -> None:
        """Enter the look into the national system."""
        self._stepping.check_national_system()

    def request_again(self) -> None:
        """Begin again with the request."""
        self._stepping.request_again(self._filing_id)

    def correct(self) -> None:
        """Draft the correction of a returned filing, or open it."""
        if self._shown is not None:
            self._stepping.correct(self._filing_id, self._shown.page.corrected_by)

    def refresh(self) -> None:
        """Read the filing, and the unit, people and settings that stand on its form too."""
        filing_id = self._filing_id
        self.desk.read(
            self,
            lambda office: _read_filing(office, filing_id),
            self._show,
            replaces="filing",
            refused=self._say_unread,
        )

    def _await(self) -> None:
        """Show no other filing, and let nothing be done, until the one that was asked for is here."""
        self._shown = None
        self._header.await_filing()
        self._term.hide()
        self._show_parts(False)

    def _say_unread(self, problem: SpokenError) -> None:
        self._await()
        self._header.say_unread(problem)

    def _show_parts(self, arrived: bool) -> None:
        self._steps_scroll.setVisible(arrived)
        self._tabs.setVisible(arrived)

    def _is_asked(self, filing: Filing) -> bool:
        """Whether this is the filing that was asked for, and it is on the screen."""
        return self._shown is not None and self._shown.page.filing.id == filing.id == self._filing_id

    def _show(self, shown: _Shown) -> None:
        self._shown = shown
        self._show_parts(True)
        page = shown.page
        filing = page.filing
        self._header.show(page, shown.form_problem)
        self._term.show(page, self.desk.office.today())
        self._content.show_filing(filing)
        self._attachments.show(Subject(SubjectKind.FILING, filing.id, page.title), page.attachments)
        self._checks.show(page.checks)
        self._history.show(shown.history)
        self._name_tabs(len(page.attachments), len(page.checks))
        self._show_steps(shown)
        self._note_tab()
        if self._field:
            field, self._field = self._field, ""
            self._lead_to(Subject(SubjectKind.FILING, filing.id), field)

    def _show_steps(self, shown: _Shown) -> None:
        page = shown.page
        self._paper.show_steps(paper_rows(page, self, shown.changed_since_print))
        self._platform.show_steps(platform_rows(page, self))
        self._platform.setVisible(bool(page.closure_steps))
        self._arrange_steps()

    def _arrange_steps(self) -> None:
        """Set paper and platform beside each other where there is room, else one below the other."""
        both = self._shown is not None and bool(self._shown.page.closure_steps)
        beside = both and self.width() >= _ROOM_FOR_BOTH
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._steps.setDirection(direction)
        self._steps_scroll.setMaximumWidth(_TWO_LINES if beside else _ONE_LINE)

    def _name_tabs(self, attachments: int, checks: int) -> None:
        for name, title, count in (
            ("attachments_tab", translate(_CONTEXT, "附件"), attachments),
            ("checks_tab", translate(_CONTEXT, "检查"), checks),
        ):
            index = self._tabs.indexOf(part(self, QWidget, name))
            self._tabs.setTabText(index, f"{title}（{count}）" if count else title)

    def _lead_to(self, subject: Subject, field: str) -> None:
        """Lead to the field of a record where something is mended."""
        if subject.kind is not SubjectKind.FILING or subject.id not in (0, self._filing_id):
            self.desk.go(place_of(subject, field))
        elif field in TABS:
            self._show_tab(f"{field}_tab")
            if field == "attachments":
                self._attach.setFocus()
        elif field == "national_checked_on":
            self.check_national_system()
        elif field == "return_reason":
            self.correct()
        elif field in _STEP_OF_FIELD:
            self._lead_to_step(_STEP_OF_FIELD[field], field)
        else:
            self._content.focus(field)

    def _lead_to_step(self, state: FilingState, field: str) -> None:
        if self._shown is None:
            return
        if state in self._shown.page.next_states:
            self.enter_step(state)
        elif state in self._shown.page.mendable_steps:
            self._stepping.mend_step(state, field)
        else:
            self._paper.focus_next_step()

    def _mend_finding(self, finding: Finding) -> None:
        self._lead_to(finding.subject, finding.field)

    def _ask_to_print(self, filing: Filing) -> None:
        def ask(findings: tuple[Finding, ...]) -> None:
            if self._shown is not None and self._is_asked(filing):
                ask_to_print(self.desk, self, filing_job(filing, self._shown.page.title, findings))

        self.desk.read(self, lambda office: _findings(office, filing), ask)

    def _likely(self) -> dict[str, Any]:
        shown = self._shown
        return {"approval_by": shown.principal, "national_state": ""} if shown else {}

    def _show_tab(self, name: str) -> None:
        self._tabs.setCurrentWidget(part(self, QWidget, name))

    def _note_tab(self) -> None:
        if self._tabs.currentWidget().objectName() != "preview_tab" or self._shown is None:
            return
        try:
            edited = self._content.edited()
        except InputError as problem:
            self._preview.show_problem(problem)
        else:
            self._preview.show(edited, self._shown.page.title)

    def _make_timelines(self, root: QWidget) -> None:
        self._paper = Timeline(translate(_CONTEXT, "备案表"))
        self._platform = Timeline(translate(_CONTEXT, "平台上"))
        self._steps_scroll = part(root, QScrollArea, "steps_scroll")
        self._steps_scroll.setMinimumWidth(_ONE_LINE)
        layout = part(root, QWidget, "steps").layout()
        if not isinstance(layout, QBoxLayout):
            raise TypeError("filing.ui: steps needs a box layout")
        layout.addWidget(self._paper, 1)
        layout.addWidget(self._platform, 1)
        self._steps = layout


def _read_filing(office: Office, filing_id: int) -> _Shown:
    from pmedia_desktop.services.filing.filings import filing_page
    from pmedia_desktop.services.journal.history import read_history
    from pmedia_desktop.services.office import snapshot
    from pmedia_desktop.services.paper.filing_papers import changed_since_printing

    known = snapshot(office)
    principal = known.person(known.unit.principal_id) if known.unit else None
    changed: tuple[str, ...] = ()
    form_problem = ""
    try:
        changed = changed_since_printing(office, filing_id)
    except InputError as problem:
        # The unit's own form is wrong: the filing itself can be read and worked on all the same.
        form_problem = str(problem)
    return _Shown(
        filing_page(office, filing_id),
        principal.name if principal else "",
        changed,
        read_history(office, Subject(SubjectKind.FILING, filing_id)),
        form_problem,
    )


def _findings(office: Office, filing: Filing) -> tuple[Finding, ...]:
    from pmedia_desktop.services.paper.filing_papers import check_filing

    return check_filing(office, filing.id)
