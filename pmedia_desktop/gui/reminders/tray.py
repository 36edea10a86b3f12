"""The icon in the tray: its tip says what is due, and once a day it says so by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from pmedia_desktop.gui.icons import application_icon
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.reminders.wishes import Reminding
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.reminders.tray"
_LOOK_EVERY = 15 * 60 * 1000  # milliseconds
_SHOWN_FOR = 15_000
_NAMED = 3


@dataclass(frozen=True)
class DueNow:
    """How much is overdue and how much is due within the days that the settings call soon, and what comes first."""

    overdue: int
    soon: int
    first: tuple[str, ...]


class Tray(QObject):
    """The icon, where the desktop has a tray. ``opened``: the user wants the window; ``ended``: the program's end."""

    opened = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, reminding: Reminding, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._reminding = reminding
        self._icon = QSystemTrayIcon(application_icon(), self)
        self._menu = QMenu()
        self._menu.addAction(translate(_CONTEXT, "打开")).triggered.connect(self.opened)
        self._menu.addAction(translate(_CONTEXT, "今天不再提醒")).triggered.connect(self._decline)
        self._menu.addSeparator()
        self._menu.addAction(translate(_CONTEXT, "退出")).triggered.connect(self.ended)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.opened)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(lambda _kinds: self.look())

    def follow_wishes(self) -> None:
        """Show or hide the icon as the wishes say."""
        wanted = self._reminding.wishes().on
        self._icon.setVisible(wanted)
        if wanted:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Read what is due, off this thread."""
        if self._desk.is_open and self._reminding.wishes().on:
            self._desk.read(self, due_now, self.tell, replaces="reminder")

    def tell(self, due: DueNow, now: datetime | None = None) -> None:
        """Put it into the tip, and show the day's notice when it may come and there is something to say."""
        now = now or datetime.now().astimezone()
        self._icon.setToolTip(summary(due))
        if (due.overdue or due.soon) and self._reminding.may_notify(now):
            self._reminding.note_notified(now.date())
            self._icon.showMessage(summary(due), "\n".join(due.first), self._icon.icon(), _SHOWN_FOR)

    def _decline(self) -> None:
        self._reminding.note_notified(datetime.now().astimezone().date())

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.opened.emit()


def summary(due: DueNow) -> str:
    """Say in one line how much is due."""
    parts = []
    if due.overdue:
        parts.append(translate(_CONTEXT, "已逾期{count}项").format(count=due.overdue))
    if due.soon:
        parts.append(translate(_CONTEXT, "近几天到期{count}项").format(count=due.soon))
    if not parts:
        return translate(_CONTEXT, "政务新媒体账号管理：今天没有要办的")
    return translate(_CONTEXT, "，").join(parts)


def due_now(office: Office) -> DueNow:
    """Return what a reminder says; called in a lane."""
    from pmedia_desktop.services.settings import read_settings
    from pmedia_desktop.services.today import all_due

    soon = read_settings(office).soon_calendar_days
    counted = [one for one in all_due(office) if one.days_left is not None and one.days_left <= soon]
    counted.sort(key=lambda one: one.days_left or 0)
    overdue = sum(1 for one in counted if (one.days_left or 0) < 0)
    return DueNow(overdue, len(counted) - overdue, tuple(one.what for one in counted[:_NAMED]))
