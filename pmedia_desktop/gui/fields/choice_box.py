"""A choice among Python values. Qt's own combo box would turn an enum into plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyle, QStyleOptionComboBox, QWidget

from pmedia_desktop.gui.ui_files import own_widget

#: What the style sheet puts round the entries of an open list, left and right together.
_LIST_FRAME = 12


@own_widget
class ChoiceBox(QComboBox):
    """Offers values by their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = []
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._told = ""
        self.currentTextChanged.connect(lambda _words: self._tell_whole())

    def offer(self, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer these values; what was chosen stays chosen if it is still among them, else the first is."""
        chosen = self.choice()
        was_silent = self.blockSignals(True)
        self.clear()
        self._values = [value for value, _words in choices]
        for _value, words in choices:
            self.addItem(words)
        self.choose(chosen)
        self.blockSignals(was_silent)

    def choice(self) -> Any:
        """Return the value that is chosen, None when there is nothing to choose from."""
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def choose(self, value: Any) -> None:
        """Choose a value; one that is not offered chooses the first."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)
        self._tell_whole()

    def words_of(self, value: Any) -> str:
        """Return the words of a value that is offered, "" for another one."""
        return self.itemText(self._values.index(value)) if value in self._values else ""

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list as wide as its longest entry."""
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width() if self.count() > self.maxVisibleItems() else 0
        wanted = view.sizeHintForColumn(0) + bar + _LIST_FRAME
        view.setMinimumWidth(min(wanted, self.screen().availableSize().width()))
        super().showPopup()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say whole, by a tool tip, what the box is too narrow for."""
        super().resizeEvent(event)
        self._tell_whole()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll the page instead of changing a choice that the pointer happens to cross."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _tell_whole(self) -> None:
        if self.toolTip() != self._told:
            return  # the page has one of its own
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        controls, part = QStyle.ComplexControl, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(controls.CC_ComboBox, option, part, self).width()
        words = self.currentText()
        self._told = words if self.fontMetrics().horizontalAdvance(words) > room else ""
        self.setToolTip(self._told)
