"""个人信息: how long numbers and names are kept, what is due, and erasing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.fields.record_form import RecordForm
from pmedia_desktop.gui.looks import kind_words
from pmedia_desktop.gui.settings.settings_values import read_settings, save_values
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.words import field_label
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.measures.personal_data import ErasureDue
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.settings.personal_data"
_NAMES = ("people_kept_months", "citizens_kept_months", "citizens_masked")


class PersonalDataTab(SettingsTab):
    """The tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "personal_data")
        self._form = RecordForm(self.root, _NAMES)
        self._table = part(self.root, QTableView, "table")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "到期的个人信息"))
        self._empty = EmptyState(self.root, self._table, self.read)
        self._count = part(self.root, QLabel, "count")
        self._erase = part(self.root, QPushButton, "erase")
        self._erase.clicked.connect(self._ask_to_erase)
        part(self.root, QPushButton, "save").clicked.connect(self.save)
        self.note_shown()

    def read(self) -> None:
        """Read the terms, and what is due."""
        self.ask(read_settings, self._show, "settings")
        self.ask(_due, self._show_due, "due")

    def typed(self) -> Any:
        """Return what was typed."""
        return self._form.typed()

    def save(self) -> bool:
        """Save what was typed."""
        self._form.clear_problem()
        try:
            values = self._form.values()
        except InputError as problem:
            self._form.refuse(problem)
            return False
        self.desk.change(self, lambda office: save_values(office, values), self._saved, refused=self._form.refuse)
        return True

    def _show(self, settings: Settings) -> None:
        if not self.has_changed():
            self._form.show({name: getattr(settings, name) for name in _NAMES})
            self.note_shown()

    def _show_due(self, due: Sequence[ErasureDue]) -> None:
        self._model.show(due)
        allow(self._erase, bool(due), translate(_CONTEXT, "没有到期的。"))
        self._count.setText(translate(_CONTEXT, "到期{count}项").format(count=len(due)) if due else "")
        if due:
            self._empty.show_table()
        else:
            self._empty.explain(
                translate(_CONTEXT, "没有到期的"),
                translate(_CONTEXT, "设好保存期限，到期的电话和网民姓名会列在这里，“今日”也会提醒。"),
            )

    def _saved(self, _settings: Settings) -> None:
        self.note_shown()
        self.read()
        self.desk.say(translate(_CONTEXT, "已保存设置"))

    def _ask_to_erase(self) -> None:
        count = len(self._model.rows)
        if self.desk.dialogs.confirm(
            translate(_CONTEXT, "清除{count}项到期的个人信息？").format(count=count),
            translate(_CONTEXT, "清除以后不能恢复。操作记录只写清除过哪几项，不写原来的内容。"),
            translate(_CONTEXT, "清除"),
        ):
            self._erase.setEnabled(False)
            self.desk.change(self, _erase, self._erased)

    def _erased(self, count: int) -> None:
        self.desk.say(translate(_CONTEXT, "已清除{count}项").format(count=count))
        self.read()


def _columns() -> tuple[Column[ErasureDue], ...]:
    return (
        Column(translate(_CONTEXT, "类型"), lambda due: kind_words(due.subject.kind), 120),
        Column(translate(_CONTEXT, "谁"), lambda due: due.subject.title, 200),
        Column(
            translate(_CONTEXT, "要清除的"),
            lambda due: translate(_CONTEXT, "、").join(field_label(name) for name in due.fields),
        ),
        Column(translate(_CONTEXT, "离任、办结"), lambda due: write_date(due.since), 136),
        Column(translate(_CONTEXT, "到期"), lambda due: write_date(due.ended_on), 136),
    )


def _due(office: Office) -> tuple[ErasureDue, ...]:
    from pmedia_desktop.services.personal_data import due_erasures

    return due_erasures(office)


def _erase(office: Office) -> Outcome[int]:
    from pmedia_desktop.services.personal_data import erase_due

    return erase_due(office)
