"""屏幕提醒: the icon in the tray, its hours, the start with the session; of this PC, not of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QCheckBox, QPushButton, QTimeEdit

from pmedia_desktop.errors import InputError, SpokenError
from pmedia_desktop.gui.reminders.autostart import start_with_session, starts_with_session
from pmedia_desktop.gui.reminders.wishes import Reminding, Wishes
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import time

    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.settings.reminders"
_TIMES = ("quiet_until", "quiet_from", "lunch_from", "lunch_until")


class RemindersTab(SettingsTab):
    """The tab. Small files of the user's own are read and written at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "reminders")
        self._on = part(self.root, QCheckBox, "on")
        self._stays = part(self.root, QCheckBox, "stays")
        self._autostart = part(self.root, QCheckBox, "autostart")
        self._times = {name: part(self.root, QTimeEdit, name) for name in _TIMES}
        for needs_icon in (self._stays, self._autostart):
            self._on.toggled.connect(needs_icon.setEnabled)
            needs_icon.setEnabled(self._on.isChecked())
        self.note_shown()
        part(self.root, QPushButton, "save").clicked.connect(self.save)

    def read(self) -> None:
        """Show what is kept."""
        wishes = self._reminding().wishes()
        self._on.setChecked(wishes.on)
        self._stays.setChecked(wishes.stays)
        self._autostart.setChecked(starts_with_session())
        for name, edit in self._times.items():
            kept: time = getattr(wishes, name)
            edit.setTime(QTime(kept.hour, kept.minute))
        self.note_shown()

    def typed(self) -> Any:
        """Return the wishes and whether the session shall start us."""
        times: dict[str, Any] = {name: edit.time().toPython() for name, edit in self._times.items()}
        on = self._on.isChecked()
        # Without the icon there is nothing that the session would start us for.
        return Wishes(on=on, stays=self._stays.isChecked(), **times), on and self._autostart.isChecked()

    def save(self) -> bool:
        """Keep what was typed; the icon follows."""
        wishes, autostart = self.typed()
        try:
            _check(wishes)
            start_with_session(autostart, self.desk.office.folder)
        except SpokenError as problem:
            self.desk.answer_failure(problem)
            return False
        self._reminding().keep(wishes)
        self.note_shown()
        self.desk.reminders_wanted.emit()
        self.desk.say(translate(_CONTEXT, "已保存设置"))
        return True

    def _reminding(self) -> Reminding:
        return Reminding(self.desk.office.folder)


def _check(wishes: Wishes) -> None:
    """Refuse hours in which no notice could ever come: who wants none has a box for that."""
    if not wishes.on:
        return
    remedy = translate(_CONTEXT, "请改一改时间；不要提醒的，去掉第一项的勾。")
    if wishes.quiet_until >= wishes.quiet_from:
        raise InputError(translate(_CONTEXT, "“从几点开始”要早于“到几点为止”，这样设一次也不会提醒，"), remedy)
    if wishes.lunch_from <= wishes.quiet_until and wishes.quiet_from <= wishes.lunch_until:
        raise InputError(translate(_CONTEXT, "午休占了整段时间，这样设一次也不会提醒，"), remedy)
