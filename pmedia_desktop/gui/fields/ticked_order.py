"""Some of many, in an order of their own: a list in which a number beside a ticked name says which place it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QListWidget, QListWidgetItem

_KEY = Qt.ItemDataRole.UserRole


class TickedOrder:
    """Offers ``names`` {key: words}, of which those in ``offered`` are always in sight; ticking appends."""

    def __init__(self, widget: QListWidget, names: Mapping[Any, str], offered: Iterable[Any]) -> None:
        self._list = widget
        self._names = dict(names)
        self._offered = list(offered)
        self._chosen: list[Any] = []
        widget.itemChanged.connect(self._changed)

    def chosen(self) -> tuple[Any, ...]:
        """Return the keys that are ticked, in their order."""
        return tuple(self._chosen)

    def show(self, keys: Iterable[Any]) -> None:
        """Tick these; one that is not offered stays as long as its tick does."""
        self._chosen = [key for key in keys if key in self._names]
        self._draw()

    def _draw(self) -> None:
        self._list.blockSignals(True)
        current = self._list.currentRow()
        self._list.clear()
        for key in dict.fromkeys((*self._offered, *self._chosen)):
            place = f"{self._chosen.index(key) + 1}  " if key in self._chosen else ""
            item = QListWidgetItem(f"{place}{self._names[key]}")
            item.setData(_KEY, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in self._chosen else Qt.CheckState.Unchecked)
            self._list.addItem(item)
        self._list.setCurrentRow(max(0, current))
        self._list.blockSignals(False)

    def _changed(self, item: QListWidgetItem) -> None:
        key = item.data(_KEY)
        if item.checkState() is Qt.CheckState.Checked:
            self._chosen.append(key)
        else:
            self._chosen.remove(key)
        # The list must not be cleared while it tells of one of its items.
        QTimer.singleShot(0, self._list, self._draw)
