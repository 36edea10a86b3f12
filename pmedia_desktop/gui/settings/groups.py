"""What can be set, in groups at the left of the settings page; in a narrow window in one box to choose from."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.ui_files import own_widget, part

#: Beside the words of an entry: the room that the style sheet gives it, and the scroll bar of a low window.
_BESIDE_WORDS = 44
_KEY = Qt.ItemDataRole.UserRole


@own_widget
class GroupList(QListWidget):
    """Entries below headings that cannot be chosen; arrow keys pass over those."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the entries out anew: their first measures were taken before the style sheet reached them."""
        super().showEvent(event)
        self.scheduleDelayedItemsLayout()
        self.fit_words()

    def fit_words(self) -> None:
        """Be as wide as the longest entry."""
        words = [self.item(row).text() for row in range(self.count())]
        self.setFixedWidth(max(map(self.fontMetrics().horizontalAdvance, words), default=0) + _BESIDE_WORDS)


class Groups(QObject):
    """Shows the entries in both shapes and says which was chosen, by its key."""

    chosen = Signal(str)

    def __init__(self, root: QWidget, groups: Sequence[tuple[str, Sequence[str]]], titles: Mapping[str, str]) -> None:
        super().__init__(root)
        self._list = part(root, GroupList, "groups")
        self._box = part(root, ChoiceBox, "groups_box")
        self._items: dict[str, QListWidgetItem] = {}
        for heading, keys in groups:
            item = QListWidgetItem(heading, self._list)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            for key in keys:
                self._items[key] = QListWidgetItem(titles[key], self._list)
                self._items[key].setData(_KEY, key)
        self._offer()
        self._list.currentItemChanged.connect(lambda item, _before: self.chosen.emit(item.data(_KEY)))
        self._box.currentIndexChanged.connect(lambda _index: self.chosen.emit(self._box.choice()))

    def light_up(self, key: str) -> None:
        """Show which one is in view."""
        for shape in (self._list, self._box):
            shape.blockSignals(True)
        self._list.setCurrentItem(self._items[key])
        self._box.choose(key)
        for shape in (self._list, self._box):
            shape.blockSignals(False)

    def mark(self, key: str, title: str, tip: str) -> None:
        """Say something about an entry: its words and its tool tip from now on."""
        item = self._items[key]
        if (item.text(), item.toolTip()) != (title, tip):
            item.setText(title)
            item.setToolTip(tip)
            self._list.fit_words()
            self._offer()

    def show_list(self, *, wanted: bool) -> None:
        """Show the list, or the box in its place."""
        self._list.setVisible(wanted)
        self._box.setVisible(not wanted)

    def _offer(self) -> None:
        self._box.offer([(key, item.text()) for key, item in self._items.items()])
