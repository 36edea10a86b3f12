"""The part of 备份与恢复 that sets how scheduled backups are kept: second place, sealed or not, room. Saved at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QSpinBox, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.settings.settings_values import save_values
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.settings.tab import SettingsTab
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.settings.backup_places"


class BackupPlaces:
    """Works on the widgets of the tab's own file."""

    def __init__(self, desk: Desk, tab: SettingsTab, root: QWidget) -> None:
        self._desk = desk
        self._tab = tab
        self._settings: Settings | None = None
        self._folder_name = translate(_CONTEXT, "新媒体登记册备份")
        self._second = part(root, ElidedLabel, "second")
        self._drop = part(root, QPushButton, "drop_second")
        self._sealed = part(root, QCheckBox, "sealed")
        self._megabytes = part(root, QSpinBox, "megabytes")
        self._warning = part(root, QLabel, "place_warning")
        self._warning.hide()
        part(root, QPushButton, "choose_second").clicked.connect(self._choose)
        self._drop.clicked.connect(lambda: self._save(second_place=""))
        self._sealed.clicked.connect(lambda chosen: self._save(backups_sealed=chosen))
        self._megabytes.editingFinished.connect(self._save_megabytes)

    def read(self) -> None:
        """Read the settings and how the second place stands."""
        self._tab.ask(_read, self._show, "backup places")

    def _show(self, read: tuple[Settings, bool, str, str]) -> None:
        settings, is_there, warning, self._folder_name = read
        self._settings = settings
        if not settings.second_place:
            text = translate(_CONTEXT, "第二处备份：没有设置。可以选U盘、移动硬盘或共享文件夹。")
        elif is_there:
            text = translate(_CONTEXT, "第二处备份：{folder}").format(folder=settings.second_place)
        else:
            text = translate(_CONTEXT, "第二处备份：{folder}（现在没有接上，接上后自动补存）").format(
                folder=settings.second_place
            )
        self._second.setText(text)
        allow(self._drop, bool(settings.second_place), translate(_CONTEXT, "还没有设置第二处。"))
        self._sealed.setChecked(settings.backups_sealed)
        if not self._megabytes.hasFocus():
            self._megabytes.setValue(settings.backup_megabytes)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))

    def _choose(self) -> None:
        folder = self._desk.dialogs.choose_folder(translate(_CONTEXT, "第二处备份放在哪里"))
        if folder is not None:
            # A folder of this unit's own: what is thinned out there is ours, also on a share that others use as well.
            self._save(second_place=str(folder / self._folder_name))

    def _save_megabytes(self) -> None:
        if self._settings is not None and self._megabytes.value() != self._settings.backup_megabytes:
            self._save(backup_megabytes=self._megabytes.value())

    def _save(self, **values: Any) -> None:
        self._desk.change(self._tab, lambda office: save_values(office, values), self._saved, refused=self._refused)

    def _saved(self, _settings: Settings) -> None:
        self._desk.say(translate(_CONTEXT, "已保存备份设置，下一次自动备份起照此办理"))
        self.read()

    def _refused(self, problem: SpokenError) -> None:
        self._desk.dialogs.advise(problem)
        self.read()


def _read(office: Office) -> tuple[Settings, bool, str, str]:
    from pmedia_desktop.services.backup.places import place_warning
    from pmedia_desktop.services.files import file_name
    from pmedia_desktop.services.settings import read_settings
    from pmedia_desktop.services.unit import read_unit

    settings = read_settings(office)
    try:
        is_there = bool(settings.second_place) and Path(settings.second_place).parent.is_dir()
    except OSError:  # a share that does not answer
        is_there = False
    unit = read_unit(office)
    name = translate(_CONTEXT, "新媒体登记册备份") + (f"-{unit.full_name}" if unit else "")
    return settings, is_there, place_warning(office.folder), file_name(name)
