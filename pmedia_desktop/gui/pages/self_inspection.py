"""自查: self-inspections, problems, incidents, measures from above, the unit's own rules, the inspection file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from pmedia_desktop.gui.inspection.check_list_dialog import CheckListDialog
from pmedia_desktop.gui.inspection.incidents_tab import IncidentsTab
from pmedia_desktop.gui.inspection.inspection_file_dialog import ask_for_inspection_file
from pmedia_desktop.gui.inspection.inspection_tab import InspectionTab
from pmedia_desktop.gui.inspection.problems_tab import ProblemsTab
from pmedia_desktop.gui.inspection.records_tab import RecordsTab
from pmedia_desktop.gui.inspection.rules_tab import RulesTab
from pmedia_desktop.gui.inspection.sanctions_tab import SanctionsTab
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.page_tabs import PageTabs
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.place import Place
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.self_inspection"
#: A place's field "problems.new" opens the editor on a new record of that tab.
_NEW = "new"


class SelfInspectionPage(Page):
    """The tabs; all are read together, so that their counts agree."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("self_inspection", self)
        self._open_at: Place | None = None
        self._tabs = part(root, PageTabs, "tabs")
        self._inspection = InspectionTab(desk)
        self._ledgers: dict[str, RecordsTab] = {  # type: ignore[type-arg]
            "problems": ProblemsTab(desk),
            "incidents": IncidentsTab(desk),
            "sanctions": SanctionsTab(desk),
            "rules": RulesTab(desk),
        }
        self._keys = ("inspection", *self._ledgers)
        for tab, title in zip((self._inspection, *self._ledgers.values()), _titles(), strict=True):
            self._tabs.addTab(tab, title)
        part(root, QPushButton, "check_list").clicked.connect(lambda: CheckListDialog.open_for(desk, self))
        part(root, QPushButton, "inspection_file").clicked.connect(lambda: ask_for_inspection_file(desk, self))

    def visit(self, place: Place) -> None:
        """Show the tab that the place names, and open its record."""
        key, _dot, act = place.field.partition(".")
        if key in self._keys:
            self._tabs.setCurrentIndex(self._keys.index(key))
        self._open_at = place if place.record or act else None
        self.refresh()

    def refresh(self) -> None:
        """Read what the tabs show."""
        self.desk.read(self, _read, self._show, replaces="self_inspection")

    def _show(self, known: Snapshot) -> None:
        self._inspection.show_known(known)
        for ledger in self._ledgers.values():
            ledger.show_known(known)
        for number, title in enumerate(_titles(known)):
            self._tabs.setTabText(number, title)
        place, self._open_at = self._open_at, None
        if place is None:
            return
        key, _dot, act = place.field.partition(".")
        if key in self._ledgers and act == _NEW:
            self._ledgers[key].add()
        elif key in self._ledgers:
            self._ledgers[key].open_record(place.record)
        elif place.field == "inspection":
            self._inspection.choose(place.record)


def _titles(known: Snapshot | None = None) -> tuple[str, ...]:
    """Return the tabs' titles, with how many matters are open."""
    problems, incidents, sanctions = (known.problems, known.incidents, known.sanctions) if known else ((), (), ())
    named = (
        (translate(_CONTEXT, "自查表"), 0),
        (translate(_CONTEXT, "问题"), sum(one.is_open for one in problems)),
        (translate(_CONTEXT, "事件"), sum(one.is_open for one in incidents)),
        (translate(_CONTEXT, "上级处置"), sum(one.is_open for one in sanctions)),
        (translate(_CONTEXT, "管理制度"), 0),
    )
    return tuple(
        translate(_CONTEXT, "{title}（{count}）").format(title=title, count=count) if count else title
        for title, count in named
    )


def _read(office: Office) -> Snapshot:
    from pmedia_desktop.services.inspection.inspections import read_inspections

    return read_inspections(office)
