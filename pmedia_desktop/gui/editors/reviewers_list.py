"""Who reviews an account's texts (信息审核人员): people ticked in a list, in the order of their reviews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem

if TYPE_CHECKING:
    from pmedia_desktop.model.unit import Person

_ID = Qt.ItemDataRole.UserRole


class ReviewersList:
    """A number beside a ticked name says which review is theirs."""

    def __init__(self, widget: QListWidget, people: Sequence[Person], today: date) -> None:
        self._list = widget
        self._names = {person.id: person.name for person in people}
        self._offered = [person.id for person in people if not person.has_left(today)]
        self._chosen: list[int] = []
        widget.itemChanged.connect(self._changed)

    def chosen(self) -> tuple[int, ...]:
        """Return the reviewers in their order."""
        return tuple(self._chosen)

    def show(self, reviewer_ids: Iterable[int]) -> None:
        """Tick these people; one who has left stays as long as the tick does."""
        self._chosen = [number for number in reviewer_ids if number in self._names]
        self._draw()

    def _draw(self) -> None:
        self._list.blockSignals(True)
        current = self._list.currentRow()
        self._list.clear()
        for number in dict.fromkeys((*self._offered, *self._chosen)):
            place = f"{self._chosen.index(number) + 1}  " if number in self._chosen else ""
            item = QListWidgetItem(f"{place}{self._names[number]}")
            item.setData(_ID, number)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if number in self._chosen else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.setCurrentRow(max(0, current))
        self._list.blockSignals(False)

    def _changed(self, item: QListWidgetItem) -> None:
        number = item.data(_ID)
        if item.checkState() is Qt.CheckState.Checked:
            self._chosen.append(number)
        else:
            self._chosen.remove(number)
        # The list must not be cleared while it tells of one of its items.
        QTimer.singleShot(0, self._list, self._draw)
