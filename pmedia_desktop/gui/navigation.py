"""The navigation at the window's left."""

from collections.abc import Sequence

from PySide6 import QtGui
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from pmedia_desktop.gui.page import Section
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.texts import translate

_CONTEXT = "gui.navigation"
NAVIGATION_WIDTH = 184
#: An icon with the room around it that the style sheet gives an entry.
_WIDTH_OF_ICONS = 60
_ICON_SIZE = 20
#: Qt.ItemDataRole.AccessibleTextRole, whose own name would delay the first paint.
_ACCESSIBLE_TEXT = 11
#: Qt.ItemDataRole.DecorationRole: what stands where an icon will be.
_DECORATION = 1


class Navigation(QFrame):
    """The list of sections; Ctrl+1, Ctrl+2 and so on lead there from anywhere."""

    chosen = Signal(str)

    def __init__(self, sections: Sequence[Section], theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sections = sections
        self.setObjectName("navigation")
        self.setFixedWidth(NAVIGATION_WIDTH)
        self._name = QLabel(translate(_CONTEXT, "政务新媒体账号管理"))
        self._name.setObjectName("programName")
        self._name.setContentsMargins(20, 20, 12, 0)
        self._unit = QLabel()
        self._unit.setObjectName("unitName")
        self._unit.setWordWrap(True)
        self._unit.setContentsMargins(20, 4, 12, 12)
        self._list = QListWidget()
        self._list.setObjectName("places")
        self._list.setAccessibleName(translate(_CONTEXT, "导航"))
        self._list.setIconSize(QSize(_ICON_SIZE, _ICON_SIZE))
        for number, section in enumerate(sections, start=1):
            item = QListWidgetItem(section.title)
            item.setToolTip(translate(_CONTEXT, "{title}（Ctrl+{number}）").format(title=section.title, number=number))
            item.setData(_DECORATION, QColor(0, 0, 0, 0))
            self._list.addItem(item)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self._name, self._unit, self._list):
            layout.addWidget(widget)
        self._list.itemClicked.connect(lambda item: self._choose(self._list.row(item)))
        self._list.currentRowChanged.connect(self._choose)

    def furnish(self) -> None:
        """Give the entries their icons and keys, once the window is painted: they take as long as all the rest."""
        for number, section in enumerate(self._sections, start=1):
            shortcut = QtGui.QShortcut(QtGui.QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda key=section.key: self.chosen.emit(key))
        self._theme.follow(self, self._draw_icons)
        self._draw_icons()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the entries out anew: their first measures were taken before the style sheet reached them."""
        super().showEvent(event)
        self._list.scheduleDelayedItemsLayout()

    def light_up(self, key: str) -> None:
        """Show where the user is."""
        self._list.blockSignals(True)
        for row, section in enumerate(self._sections):
            if section.key == key:
                self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        self._draw_icons()

    def show_words(self, *, wanted: bool) -> None:
        """Show the entries with their words, or as icons whose tool tips say them."""
        if wanted is not self._name.isHidden():
            return
        self.setFixedWidth(NAVIGATION_WIDTH if wanted else _WIDTH_OF_ICONS)
        for label in (self._name, self._unit):
            label.setVisible(wanted)
        for row, section in enumerate(self._sections):
            item = self._list.item(row)
            item.setText(section.title if wanted else "")
            item.setData(_ACCESSIBLE_TEXT, section.title)

    def name_unit(self, name: str) -> None:
        """Show whose register this is."""
        self._unit.setText(name)

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self._sections[row].key)

    def _draw_icons(self) -> None:
        for row, section in enumerate(self._sections):
            current = row == self._list.currentRow()
            icon = self._theme.icon(section.icon, "accent" if current else "muted", (_ICON_SIZE,))
            self._list.item(row).setIcon(icon)
