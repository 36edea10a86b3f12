"""Editing a list of the unit's own: the entries at the left, the chosen one's fields at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.editors.list_dialog"
E = TypeVar("E")


class ListDialog(RecordDialog, Generic[E]):
    """A dialog of ``ui/<file>.ui`` with a table, the fields ``names`` of an entry, and its buttons.

    Entries are added, removed, moved up and down (also with Alt and the arrow keys), or put back as they are shipped.
    Subclasses say what a new entry is, what the shipped list is, and how the list is saved.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, file: str, names: Sequence[str], column: Column[E], entries: Sequence[E]
    ) -> None:
        super().__init__(desk, parent, file, names)
        self._entries: list[E] = list(entries)
        self._shown = -1
        self._table = part(self.root, QTableView, "table")
        self._model: RowsModel[E] = RowsModel((column,))
        set_up_table(self._table, self._model, column.title)
        self._remove = part(self.root, QPushButton, "remove")
        self._movers = {step: part(self.root, QPushButton, name) for name, step in (("up", -1), ("down", 1))}
        part(self.root, QPushButton, "add").clicked.connect(self._add)
        self._remove.clicked.connect(self._remove_shown)
        part(self.root, QPushButton, "restore").clicked.connect(self._restore)
        for keys, (step, button) in zip(("Alt+Up", "Alt+Down"), self._movers.items(), strict=True):
            button.setShortcut(QKeySequence(keys))
            button.clicked.connect(self._moving(step))
        self._table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.offer_choices()
        self._fill(0)
        self.note_opened()

    def offer_choices(self) -> None:
        """Fill the choices of the entries' fields, before an entry is shown; overridden where there are any."""

    def new_entry(self) -> E:
        """Return an empty entry; overridden."""
        raise NotImplementedError

    def shipped(self) -> Sequence[E]:
        """Return the list that the program ships; overridden."""
        raise NotImplementedError

    def save_entries(self, entries: Sequence[E]) -> None:
        """Have a service save the list and call ``saved``; overridden."""
        raise NotImplementedError

    @property
    def entries(self) -> tuple[E, ...]:
        """The list as it stands on screen."""
        self._take_over()
        return tuple(self._entries)

    def state(self) -> dict[str, Any]:
        """Return what was typed: the whole list."""
        return {"entries": repr(self.entries)} if hasattr(self, "_entries") else {}

    def show_state(self, typed: Mapping[str, Any]) -> None:
        """Nothing: a half-edited list is not kept for later."""

    def save(self, values: dict[str, Any]) -> None:
        """Save the list."""
        self.save_entries(self.entries)

    def refuse(self, problem: SpokenError) -> None:
        """Show what was refused, at the first entry that lacks the field."""
        wanting = (n for n, entry in enumerate(self._entries) if not str(getattr(entry, problem.field, "x")).strip())
        self._fill(next(wanting, self._shown))
        super().refuse(problem)

    def _fill(self, row: int) -> None:
        self._shown = -1
        self._model.show(self._entries)
        row = min(max(row, 0), len(self._entries) - 1)
        if row >= 0:
            self._table.setCurrentIndex(self._model.index(row, 0))
            self._choose(row)
        self._enable()

    def _choose(self, row: int) -> None:
        if row == self._shown or not 0 <= row < len(self._entries):
            return
        self._take_over()
        self._shown = row
        entry = self._entries[row]
        self.form.show({name: getattr(entry, name) for name in self.form.names})
        self._enable()

    def _take_over(self) -> None:
        """Write what stands in the fields into the entry that they show."""
        if 0 <= self._shown < len(self._entries):
            entry: Any = self._entries[self._shown]
            self._entries[self._shown] = replace(entry, **self.form.values())
            self._model.rows = tuple(self._entries)
            index = self._model.index(self._shown, 0)
            self._model.dataChanged.emit(index, index)

    def _enable(self) -> None:
        allow(self._remove, bool(self._entries), translate(_CONTEXT, "没有可以删除的。"))
        ends = {-1: translate(_CONTEXT, "已经在最上面。"), 1: translate(_CONTEXT, "已经在最下面。")}
        for step, button in self._movers.items():
            allow(button, self._shown >= 0 and 0 <= self._shown + step < len(self._entries), ends[step])
        for name in self.form.names:
            self.form.widget(name).setEnabled(bool(self._entries))

    def _add(self) -> None:
        self._take_over()
        self._entries.append(self.new_entry())
        self._fill(len(self._entries) - 1)
        self.form.focus(self.form.names[0])

    def _remove_shown(self) -> None:
        row, self._shown = self._shown, -1
        if 0 <= row < len(self._entries):
            del self._entries[row]
        if not self._entries:
            self.form.show(dict.fromkeys(self.form.names, ""))
        self._fill(row)

    def _moving(self, step: int) -> Callable[[], None]:
        def move() -> None:
            self._take_over()
            here, there = self._shown, self._shown + step
            self._entries[here], self._entries[there] = self._entries[there], self._entries[here]
            self._fill(there)

        return move

    def _restore(self) -> None:
        if self.desk.dialogs.confirm(
            translate(_CONTEXT, "恢复成程序自带的？"),
            translate(_CONTEXT, "自己增加、修改的内容会被换掉；点“保存”之前都还可以取消。"),
            translate(_CONTEXT, "恢复默认"),
        ):
            self._shown = -1
            self._entries = list(self.shipped())
            self._fill(0)
