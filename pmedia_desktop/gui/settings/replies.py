"""留言与自查: the terms of replies, when the unit inspects itself, what an inspection file shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton

from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.settings.settings_values import read_settings, save_values
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.settings import Settings

_CONTEXT = "gui.settings.replies"
_NAMES = (
    "inquiry_days",
    "help_days",
    "suggestion_days",
    "complaint_days",
    "report_days",
    "complex_days",
    "transfer_days",
    "inspection_day",
    "mending_days",
    "mask_numbers",
)


class RepliesTab(SettingsTab):
    """The tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "replies")
        self._form = RecordForm(self.root, _NAMES)
        part(self.root, QPushButton, "save").clicked.connect(self.save)
        self.note_shown()

    def read(self) -> None:
        """Read the settings."""
        self.desk.read(self, read_settings, self._show, replaces="settings")

    def typed(self) -> Any:
        """Return what is set."""
        return self._form.typed()

    def save(self) -> bool:
        """Save what is set."""
        values = self._form.values()
        self.desk.change(self, lambda office: save_values(office, values), self._saved, refused=self._form.refuse)
        return True

    def _show(self, settings: Settings) -> None:
        if not self.has_changed():
            self._form.show({name: getattr(settings, name) for name in _NAMES})
            self.note_shown()

    def _saved(self, _settings: Settings) -> None:
        self._form.clear_problem()
        self.note_shown()
        self.desk.say(translate(_CONTEXT, "已保存设置"))
