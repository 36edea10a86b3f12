"""设置: terms and rules, the daily work, reminders and printing, data; chosen from groups at the left."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.page_tabs import PageTabs, hide_bar
from pmedia_desktop.gui.settings.backups import BackupsTab
from pmedia_desktop.gui.settings.changes import ChangesTab
from pmedia_desktop.gui.settings.custody import CustodyTab
from pmedia_desktop.gui.settings.groups import Groups
from pmedia_desktop.gui.settings.holidays import HolidaysTab
from pmedia_desktop.gui.settings.journal import JournalTab
from pmedia_desktop.gui.settings.personal_data import PersonalDataTab
from pmedia_desktop.gui.settings.printing import PrintingTab
from pmedia_desktop.gui.settings.publishing import PublishingTab
from pmedia_desktop.gui.settings.recycle_bin import RecycleBinTab
from pmedia_desktop.gui.settings.reminders import RemindersTab
from pmedia_desktop.gui.settings.replies import RepliesTab
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.settings.terms import TermsTab
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.place import Place

_CONTEXT = "gui.pages.settings"
#: From this width on the list stands beside the widest tab (操作记录) without the page scrolling.
_ROOM_FOR_LIST = 1040


class SettingsPage(Page):
    """The tabs, chosen from groups at the left; a tab reads when it comes into view."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("settings", self)
        self._tabs = part(root, PageTabs, "tabs")
        self._kinds: dict[str, tuple[str, Callable[[Desk], SettingsTab]]] = {
            "terms": (translate(_CONTEXT, "期限与提醒"), TermsTab),
            "changes": (translate(_CONTEXT, "变更事项"), ChangesTab),
            "holidays": (translate(_CONTEXT, "放假安排"), HolidaysTab),
            "custody": (translate(_CONTEXT, "密码保管"), CustodyTab),
            "publishing": (translate(_CONTEXT, "信息发布"), PublishingTab),
            "replies": (translate(_CONTEXT, "留言与自查"), RepliesTab),
            "reminders": (translate(_CONTEXT, "屏幕提醒"), RemindersTab),
            "printing": (translate(_CONTEXT, "打印与外观"), PrintingTab),
            "backups": (translate(_CONTEXT, "备份与恢复"), BackupsTab),
            "journal": (translate(_CONTEXT, "操作记录"), JournalTab),
            "personal_data": (translate(_CONTEXT, "个人信息"), PersonalDataTab),
            "recycle_bin": (translate(_CONTEXT, "回收站"), RecycleBinTab),
        }
        self._keys = tuple(self._kinds)
        self._made: dict[str, SettingsTab] = {}
        for title, _make in self._kinds.values():
            room = QWidget()
            QVBoxLayout(room).setContentsMargins(0, 0, 0, 0)
            self._tabs.addTab(room, title)
        hide_bar(self._tabs)
        self._groups = Groups(root, _groups(), {key: title for key, (title, _make) in self._kinds.items()})
        self._groups.chosen.connect(lambda key: self._tabs.setCurrentIndex(self._keys.index(key)))
        self._tabs.currentChanged.connect(lambda _index: self.refresh())

    def visit(self, place: Place) -> None:
        """Show the tab that the field names, else the one that was last in view."""
        if place.field in self._keys:
            self._tabs.setCurrentIndex(self._keys.index(place.field))
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where the list would take the room that the settings need, offer them in a box."""
        super().resizeEvent(event)
        self._groups.show_list(wanted=event.size().width() >= _ROOM_FOR_LIST)

    def may_leave(self) -> bool:
        """Leave when nothing is unsaved; otherwise ask, tab by tab."""
        for key, tab in self._made.items():
            if tab.has_changed():
                self._tabs.setCurrentIndex(self._keys.index(key))
                if not tab.settle_unsaved(self._kinds[key][0]):
                    return False
        return True

    def _tab(self, key: str) -> SettingsTab:
        """Return a tab, made when it first comes into view: all twelve would keep the window waiting."""
        if key not in self._made:
            self._made[key] = self._kinds[key][1](self.desk)
            room = self._tabs.widget(self._keys.index(key)).layout()
            if room is None:
                raise LookupError(key)
            room.addWidget(self._made[key])
        return self._made[key]

    def refresh(self) -> None:
        """Read the tab in view."""
        here = self._keys[self._tabs.currentIndex()]
        in_view = self._tab(here)
        for key, tab in self._made.items():
            title, unsaved = self._kinds[key][0], tab.has_changed()
            tip = translate(_CONTEXT, "有修改还没有保存") if unsaved else ""
            self._groups.mark(key, f"{title} •" if unsaved else title, tip)
        self._groups.light_up(here)
        in_view.come_into_view()


def _groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (translate(_CONTEXT, "期限和规定"), ("terms", "changes", "holidays")),
        (translate(_CONTEXT, "日常工作"), ("custody", "publishing", "replies")),
        (translate(_CONTEXT, "提醒和打印"), ("reminders", "printing")),
        (translate(_CONTEXT, "数据"), ("backups", "journal", "personal_data", "recycle_bin")),
    )
