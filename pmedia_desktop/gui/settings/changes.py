"""变更事项: what a changed field asks for, the unit's own table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QPushButton, QTableWidget, QTableWidgetItem

from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.settings.settings_values import read_settings, save_values
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.typed_table import set_up_typed_table
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.settings import ChangeDuty
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.settings.changes"

Duties = tuple[tuple[str, str, ChangeDuty], ...]


class ChangesTab(SettingsTab):
    """The tab: one row per field with a choice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "changes")
        self._defaults: Duties = ()
        self._boxes: dict[str, ChoiceBox] = {}
        self._table = part(self.root, QTableWidget, "table")
        set_up_typed_table(self._table, (translate(_CONTEXT, "改了什么"), translate(_CONTEXT, "要做什么")))
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Interactive)
        self._table.horizontalHeader().resizeSection(1, 240)
        self._table.verticalHeader().setDefaultSectionSize(44)
        self._table.setShowGrid(False)
        self._table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self._table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.note_shown()
        part(self.root, QPushButton, "save").clicked.connect(self.save)
        part(self.root, QPushButton, "defaults").clicked.connect(lambda: self._show_duties(self._defaults))

    def read(self) -> None:
        """Read the settings and the table."""
        self.ask(_read_duties, self._show, "duties")

    def typed(self) -> Any:
        """Return what is chosen."""
        return {field: box.choice() for field, box in self._boxes.items()}

    def save(self) -> bool:
        """Save what differs from the defaults."""
        defaults = {field: duty for field, _label, duty in self._defaults}
        duties = tuple((field, duty) for field, duty in self.typed().items() if duty != defaults[field])
        self.desk.change(self, lambda office: save_values(office, {"change_duties": duties}), self._saved)
        return True

    def _saved(self, _settings: Settings) -> None:
        self.note_shown()
        self.desk.say(translate(_CONTEXT, "已保存变更事项表"))

    def _show(self, found: tuple[Duties, Duties]) -> None:
        duties, self._defaults = found
        if not self.has_changed():
            self._show_duties(duties)
            self.note_shown()

    def _show_duties(self, duties: Duties) -> None:
        if not self._boxes:
            self._make_rows(duties)
        for field, _label, duty in duties:
            self._boxes[field].choose(duty)

    def _make_rows(self, duties: Duties) -> None:
        self._table.setRowCount(len(duties))
        for row, (field, label, _duty) in enumerate(duties):
            item = QTableWidgetItem(label)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._table.setItem(row, 0, item)
            box = ChoiceBox()
            box.offer(words_of(ChangeDuty))
            box.setAccessibleName(label)
            self._table.setCellWidget(row, 1, box)
            self._boxes[field] = box


def _read_duties(office: Office) -> tuple[Duties, Duties]:
    from pmedia_desktop.services.settings import change_duties

    settings = read_settings(office)
    return change_duties(settings), change_duties(replace(settings, change_duties=()))
