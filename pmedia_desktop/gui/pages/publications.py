"""信息发布: what was published and is to be, the update clock, orders from above, the monthly report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton

from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.page_tabs import PageTabs
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.preview_dialog import PreviewDialog
from pmedia_desktop.gui.publishing.after_the_fact_dialog import AfterTheFactDialog
from pmedia_desktop.gui.publishing.clocks_tab import ClocksTab
from pmedia_desktop.gui.publishing.items_tab import ItemsTab
from pmedia_desktop.gui.publishing.jobs import checklist_job
from pmedia_desktop.gui.publishing.months_tab import MonthsTab
from pmedia_desktop.gui.publishing.tasks_tab import TasksTab
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.publications"
_TABS = ("items", "clocks", "tasks", "months")


class PublicationsPage(Page):
    """Four tabs; each reads when it comes into view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("publications", self)
        self._tabs = part(root, PageTabs, "tabs")
        self._items = ItemsTab(desk, self, root)
        self._clocks = ClocksTab(desk, self, root)
        self._tasks = TasksTab(desk, self, root)
        self._months = MonthsTab(desk, self, root)
        self._tabs.currentChanged.connect(lambda _index: self.refresh())
        part(root, QPushButton, "new_item").clicked.connect(lambda: desk.go(Place("publication")))
        part(root, QPushButton, "after_the_fact").clicked.connect(self._enter_later)
        self._offer_more(part(root, QToolButton, "more"))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._items.search.setFocus)

    def visit(self, place: Place) -> None:
        """Show the tab that the field names; the record is an account's clock, or an order from above to open."""
        if place.field in _TABS:
            self._tabs.blockSignals(True)
            self._tabs.setCurrentIndex(_TABS.index(place.field))
            self._tabs.blockSignals(False)
        self.refresh(place.record)

    def refresh(self, record: int = 0) -> None:
        """Read the tab in view."""
        match _TABS[self._tabs.currentIndex()]:
            case "items":
                self._items.read()
            case "clocks":
                self._clocks.read(record)
            case "tasks":
                self._tasks.read(record)
            case "months":
                self._months.read()

    def _enter_later(self) -> None:
        self.desk.read(self, _accounts, lambda accounts: AfterTheFactDialog(self.desk, self.window(), accounts).open())

    def _offer_more(self, button: QToolButton) -> None:
        menu = QMenu(button)
        note = translate(_CONTEXT, "签发前逐项核对；这份清单按法律法规归纳，不是原文。")
        menu.addAction(translate(_CONTEXT, "导入已发布的列表…")).triggered.connect(
            lambda: self.desk.go(Place("importing"))
        )
        menu.addAction(translate(_CONTEXT, "发布前核对清单（不得发布的内容）")).triggered.connect(
            lambda: PreviewDialog(self.desk, self.window(), checklist_job(), note).open()
        )
        menu.addSeparator()
        menu.addAction(translate(_CONTEXT, "词表、稿源名单和审核流程")).triggered.connect(
            lambda: self.desk.go(Place("settings", 0, "publishing"))
        )
        menu_button(button, menu)


def _accounts(office: Office) -> tuple[tuple[int, str], ...]:
    from pmedia_desktop.services.publishing.items import open_accounts

    return open_accounts(office)
