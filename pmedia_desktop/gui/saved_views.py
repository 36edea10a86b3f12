"""常用筛选: what a page searches and filters for, kept under a name, and shown again with one click."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QToolButton

from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.saved_views"
View = Mapping[str, str]


class SavedViews(QMenu):
    """The menu of a button. ``now`` returns the view in force with its name, ``show`` brings one back."""

    def __init__(
        self,
        button: QToolButton,
        desk: Desk,
        key: str,
        now: Callable[[], tuple[str, View]],
        show: Callable[[View], None],
    ) -> None:
        super().__init__(button)
        self._desk, self._key, self._now, self._bring_back = desk, key, now, show
        button.setMenu(self)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.aboutToShow.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        self.clear()
        kept = self._desk.memory.views(self._key)
        for name, view in kept.items():
            self.addAction(name).triggered.connect(lambda _on=False, view=view: self._bring_back(view))
        if kept:
            self.addSeparator()
        name, now = self._now()
        keep = self.addAction(
            translate(_CONTEXT, "保存现在的筛选：{name}").format(name=name)
            if name
            else translate(_CONTEXT, "先搜索或筛选，再保存")
        )
        keep.setEnabled(bool(name))
        keep.triggered.connect(lambda: self._keep(name, now))
        if kept:
            forget = self.addMenu(translate(_CONTEXT, "删除"))
            for name in kept:
                forget.addAction(name).triggered.connect(lambda _on=False, name=name: self._forget(name))

    def _keep(self, name: str, view: View) -> None:
        self._desk.memory.keep_views(self._key, {**self._desk.memory.views(self._key), name: dict(view)})
        self._desk.say(translate(_CONTEXT, "已保存“{name}”，以后在“常用筛选”里").format(name=name))

    def _forget(self, name: str) -> None:
        kept = self._desk.memory.views(self._key)
        self._desk.memory.keep_views(self._key, {other: view for other, view in kept.items() if other != name})
