"""回收站: what was put away, and how to have it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QTableView

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.looks import kind_words
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table, show_rows
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.attachment import Subject
    from pmedia_desktop.model.upkeep import RecycledItem
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.settings.recycle_bin"


class RecycleBinTab(SettingsTab):
    """The tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "recycle_bin")
        self._table = part(self.root, QTableView, "table")
        self._model: RowsModel[RecycledItem] = RowsModel(
            (
                Column(translate(_CONTEXT, "名称"), lambda item: item.subject.title),
                Column(translate(_CONTEXT, "类型"), lambda item: kind_words(item.subject.kind), 120),
                Column(
                    translate(_CONTEXT, "移入时间"), lambda item: f"{item.recycled_at.astimezone():%Y-%m-%d %H:%M}", 160
                ),
                Column(translate(_CONTEXT, "谁移入的"), lambda item: item.actor.name or item.actor.os_user, 120),
            )
        )
        set_up_table(self._table, self._model, translate(_CONTEXT, "回收站"))
        self._empty = EmptyState(self.root, self._table, self.read)
        self._restore = part(self.root, QPushButton, "restore")
        self._restore.clicked.connect(self._restore_chosen)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def read(self) -> None:
        """Read what lies in the recycle bin."""
        self.ask(_read_recycled, self._show, "recycled")

    def _show(self, items: Sequence[RecycledItem]) -> None:
        show_rows(self._table, items, key=lambda item: item.subject)
        self._enable()
        if items:
            self._empty.show_table()
        else:
            self._empty.explain(
                translate(_CONTEXT, "回收站是空的"),
                translate(_CONTEXT, "移入回收站的账号、人员、备案和附件会列在这里。"),
            )

    def _enable(self) -> None:
        allow(self._restore, bool(chosen_rows(self._table)), translate(_CONTEXT, "先在表里选要还原的。"))

    def _restore_chosen(self) -> None:
        for item in chosen_rows(self._table)[:1]:
            self._restore_one(item.subject)

    def _restore_one(self, subject: Subject) -> None:
        said = translate(_CONTEXT, "已还原“{title}”").format(title=subject.title)
        self.desk.change(self, lambda office: _restore(office, subject), lambda _none: self._said(said))

    def _said(self, text: str) -> None:
        self.desk.say(text)
        self.read()


def _read_recycled(office: Office) -> tuple[RecycledItem, ...]:
    from pmedia_desktop.services.journal.recycle_bin import recycled

    return recycled(office)


def _restore(office: Office, subject: Subject) -> Outcome[None]:
    from pmedia_desktop.services.journal.recycle_bin import restore

    return restore(office, subject)
