"""常用筛选: what a page searches and filters for, kept under a name, and shown again with one click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QToolButton, QWidget

from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.saved_views"
_TICKED = "on"
View = Mapping[str, str]


class SavedViews(QMenu):
    """The menu of the button ``views`` in ``root``; ``key`` is what the memory calls the page.

    ``fields`` names the lines, choices and ticks that make a view; a choice's first entry narrows nothing. A view is
    called by what was typed and chosen.
    """

    def __init__(self, root: QWidget, desk: Desk, key: str, fields: Mapping[str, QWidget]) -> None:
        button = part(root, QToolButton, "views")
        super().__init__(button)
        self._desk, self._key, self._fields = desk, key, fields
        menu_button(button, self)
        self.aboutToShow.connect(self._fill)
        self._fill()

    def _fill(self) -> None:
        for former in self.findChildren(QMenu):
            former.deleteLater()  # clearing a menu leaves those that lay in it
        self.clear()
        kept = self._desk.memory.views(self._key)
        for name, view in kept.items():
            self.addAction(name).triggered.connect(lambda _on=False, view=view: self._bring_back(view))
        if kept:
            self.addSeparator()
        view = {field: _said(widget) for field, widget in self._fields.items() if _said(widget)}
        name = " ".join(_words(self._fields[field]) for field in view)
        keep = self.addAction(
            translate(_CONTEXT, "保存现在的筛选：{name}").format(name=name)
            if view
            else translate(_CONTEXT, "先搜索或筛选，再保存")
        )
        keep.setEnabled(bool(view))
        keep.triggered.connect(lambda: self._keep(name, view))
        if kept:
            forget = self.addMenu(translate(_CONTEXT, "删除"))
            for name in kept:
                forget.addAction(name).triggered.connect(lambda _on=False, name=name: self._forget(name))

    def _bring_back(self, view: View) -> None:
        missing = [view[field] for field, widget in self._fields.items() if not _show(widget, view.get(field, ""))]
        if missing:
            self._desk.say(
                translate(_CONTEXT, "“{words}”现在没有可选的了，这一项没有筛选").format(words="、".join(missing))
            )

    def _keep(self, name: str, view: View) -> None:
        self._desk.memory.keep_views(self._key, {**self._desk.memory.views(self._key), name: dict(view)})
        self._desk.say(translate(_CONTEXT, "已保存“{name}”，以后在“常用筛选”里").format(name=name))

    def _forget(self, name: str) -> None:
        kept = self._desk.memory.views(self._key)
        self._desk.memory.keep_views(self._key, {other: view for other, view in kept.items() if other != name})


def _said(widget: QWidget) -> str:
    """Return what a field narrows the list to, empty when to nothing."""
    if isinstance(widget, QLineEdit):
        return widget.text().strip()
    if isinstance(widget, QComboBox):
        return widget.currentText() if widget.currentIndex() > 0 else ""
    if isinstance(widget, QCheckBox):
        return _TICKED if widget.isChecked() else ""
    raise TypeError(f"{widget.objectName()} is no part of a view")


def _words(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QCheckBox) else _said(widget)


def _show(widget: QWidget, said: str) -> bool:
    """Set a field to what it said; return whether it still can."""
    if isinstance(widget, QLineEdit):
        widget.setText(said)
    elif isinstance(widget, QComboBox):
        index = widget.findText(said) if said else 0
        widget.setCurrentIndex(max(index, 0))
        return index >= 0
    elif isinstance(widget, QCheckBox):
        widget.setChecked(said == _TICKED)
    return True
