"""期限与提醒: terms, readings, warnings, and the freeze by follower tiers."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton, QTableWidget, QTableWidgetItem

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.settings.profiles import offer_profiles
from pmedia_desktop.gui.settings.settings_values import read_settings, save_values
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.typed_table import set_up_typed_table
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.settings import ClosureReading, FreezeTier, OpeningReading
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.settings import Settings

_CONTEXT = "gui.settings.terms"
_NAMES = (
    "opening_days",
    "change_days",
    "closure_days",
    "opening_reading",
    "closure_reading",
    "soon_calendar_days",
    "longest_name",
    "confirm_within_days",
    "certification_warning_days",
)


class TermsTab(SettingsTab):
    """The tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "terms")
        self._form = RecordForm(self.root, _NAMES)
        self._form.offer("opening_reading", words_of(OpeningReading))
        self._form.offer("closure_reading", words_of(ClosureReading))
        self._tiers = part(self.root, QTableWidget, "freeze_tiers")
        set_up_typed_table(self._tiers, (translate(_CONTEXT, "粉丝数不超过"), translate(_CONTEXT, "冻结天数")))
        self.note_shown()
        part(self.root, QPushButton, "save").clicked.connect(self.save)
        part(self.root, QPushButton, "load_profile").clicked.connect(lambda: offer_profiles(desk, self))
        part(self.root, QPushButton, "add_tier").clicked.connect(self._add_tier)
        part(self.root, QPushButton, "remove_tier").clicked.connect(self._remove_tier)

    def read(self) -> None:
        """Read the settings."""
        self.ask(read_settings, self._show, "settings")

    def typed(self) -> Any:
        """Return what was typed, the freeze table included."""
        cells = [[self._cell(row, column) for column in range(2)] for row in range(self._tiers.rowCount())]
        return self._form.typed(), cells

    def save(self) -> bool:
        """Save what was typed."""
        self._form.clear_problem()
        try:
            values = self._form.values()
            values["certification_warning_days"] = _days(values["certification_warning_days"])
            values["freeze_tiers"] = self._read_tiers()
        except InputError as problem:
            self._form.refuse(problem)
            return False
        self.desk.change(self, lambda office: save_values(office, values), self._saved, refused=self._refuse)
        return True

    def _show(self, settings: Settings) -> None:
        if self.has_changed():
            return
        values = {name: getattr(settings, name) for name in _NAMES}
        values["certification_warning_days"] = "，".join(map(str, settings.certification_warning_days))
        self._form.show(values)
        self._tiers.setRowCount(0)
        for tier in settings.freeze_tiers:
            self._insert_tier(self._tiers.rowCount(), tier)
        self.note_shown()

    def _insert_tier(self, row: int, tier: FreezeTier) -> None:
        self._tiers.insertRow(row)
        limit = translate(_CONTEXT, "不限") if tier.followers is None else str(tier.followers)
        for column, text in enumerate((limit, str(tier.days))):
            self._tiers.setItem(row, column, QTableWidgetItem(text))

    def _add_tier(self) -> None:
        self._insert_tier(max(0, self._tiers.rowCount() - 1), FreezeTier(0, 7))

    def _remove_tier(self) -> None:
        if self._tiers.rowCount() > 1:
            self._tiers.removeRow(max(0, self._tiers.currentRow()))

    def _saved(self, _settings: Settings) -> None:
        self.note_shown()
        self.read()
        self.desk.say(translate(_CONTEXT, "已保存设置"))

    def _refuse(self, problem: SpokenError) -> None:
        self._form.refuse(problem)
        if not self.isVisible():
            self.desk.dialogs.advise(problem)

    def _read_tiers(self) -> tuple[FreezeTier, ...]:
        tiers = []
        for row in range(self._tiers.rowCount()):
            limit, days = (self._cell(row, column) for column in range(2))
            unlimited = row == self._tiers.rowCount() - 1
            try:
                tiers.append(FreezeTier(None if unlimited else int(limit), int(days)))
            except ValueError as error:
                raise InputError(
                    translate(_CONTEXT, "冻结期第{row}档不是数字，").format(row=row + 1),
                    translate(_CONTEXT, "请只填整数。"),
                ) from error
        return tuple(tiers)

    def _cell(self, row: int, column: int) -> str:
        item = self._tiers.item(row, column)
        return unicodedata.normalize("NFKC", item.text()).replace(",", "").strip() if item else ""


def _days(text: str) -> tuple[int, ...]:
    try:
        days = sorted({int(word) for word in re.split(r"[，,、;；\s]+", text) if word}, reverse=True)
    except ValueError as error:
        raise InputError(
            translate(_CONTEXT, "认证提醒的天数不是数字，"),
            translate(_CONTEXT, "请按 90，30，7 的样子填写。"),
            field="certification_warning_days",
        ) from error
    return tuple(days)
