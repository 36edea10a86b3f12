"""打印与外观: copies, opinion boxes, the attached values, and the colours of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton

from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.settings.settings_values import read_settings, save_values
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.theme import theme
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.settings import OpinionBox
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.settings import Settings

_CONTEXT = "gui.settings.printing"
_BOXES = {f"box_{box.value}": box for box in OpinionBox}


class PrintingTab(SettingsTab):
    """The tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "printing")
        self._form = RecordForm(self.root, ("copies", "attach_values", "theme", *_BOXES))
        self._form.offer(
            "theme",
            [
                ("system", translate(_CONTEXT, "跟随系统")),
                ("light", translate(_CONTEXT, "浅色")),
                ("dark", translate(_CONTEXT, "深色")),
            ],
        )
        self.note_shown()
        part(self.root, QPushButton, "save").clicked.connect(self.save)

    def read(self) -> None:
        """Read the settings."""
        self.ask(read_settings, self._show, "settings")

    def typed(self) -> Any:
        """Return what is chosen."""
        return self._form.typed()

    def save(self) -> bool:
        """Save what is chosen."""
        values = self._form.values()
        values["opinion_boxes"] = tuple(box for name, box in _BOXES.items() if values.pop(name))
        self.desk.change(self, lambda office: save_values(office, values), self._saved, refused=self._form.refuse)
        return True

    def _show(self, settings: Settings) -> None:
        if self.has_changed():
            return
        self._form.show({name: getattr(settings, name) for name in ("copies", "attach_values", "theme")})
        self._form.show({name: box in settings.opinion_boxes for name, box in _BOXES.items()})
        self.note_shown()

    def _saved(self, settings: Settings) -> None:
        self.note_shown()
        theme().choose(settings.theme)
        self.desk.say(translate(_CONTEXT, "已保存设置"))
