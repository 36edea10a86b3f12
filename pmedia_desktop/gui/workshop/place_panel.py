"""The panel of the chosen place: what goes there, and how it looks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.paper.declaration import Align, DatePart
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.services.paper.form_workshop import DraftPlace, FieldChoice

_CONTEXT = "gui.workshop.place_panel"
_SOURCE = Qt.ItemDataRole.UserRole
_OWN = "own."


class PlacePanel(QObject):
    """``changed`` carries the place as it is to be, ``removed`` says that it goes.

    ``settled`` says that a field was chosen by keys: on to the next.
    """

    changed = Signal(object)
    removed = Signal()
    settled = Signal()

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        self._place: DraftPlace | None = None
        self._choices: Sequence[FieldChoice] = ()
        self._is_word = False
        self._title = part(root, QLabel, "place_title")
        self._hint = part(root, QLabel, "place_hint")
        self._search = part(root, QLineEdit, "search")
        self._fields = part(root, QListWidget, "fields")
        self._own = part(root, QPushButton, "own")
        self._stamp = part(root, QPushButton, "stamp")
        self._clear = part(root, QPushButton, "clear")
        self._look = part(root, QWidget, "look")
        self._align = part(root, ChoiceBox, "align")
        self._size = part(root, QDoubleSpinBox, "size")
        self._breaks = part(root, QCheckBox, "breaks")
        self._top = part(root, QCheckBox, "top_edge")
        self._tick = part(root, QLineEdit, "tick")
        self._part = part(root, ChoiceBox, "part")
        self._remove = part(root, QPushButton, "remove")
        self._align.offer(
            [
                (Align.LEFT, translate(_CONTEXT, "左")),
                (Align.CENTER, translate(_CONTEXT, "中")),
                (Align.RIGHT, translate(_CONTEXT, "右")),
            ]
        )
        self._part.offer(
            [
                (None, translate(_CONTEXT, "整个")),
                (DatePart.YEAR, translate(_CONTEXT, "年")),
                (DatePart.SHORT_YEAR, translate(_CONTEXT, "年（后两位）")),
                (DatePart.MONTH, translate(_CONTEXT, "月")),
                (DatePart.DAY, translate(_CONTEXT, "日")),
            ]
        )
        self._connect()
        self.show_place(None)

    def offer(self, choices: Sequence[FieldChoice], *, is_word: bool) -> None:
        """Offer the fields; a Word file keeps its own alignment and sizes."""
        self._choices, self._is_word = choices, is_word
        self._filter()

    def show_place(self, place: DraftPlace | None) -> None:
        """Show a place, or nothing when none is chosen."""
        self._place = place
        for widget in (self._search, self._fields, self._own, self._stamp, self._clear):
            widget.setEnabled(place is not None)
        self._look.setVisible(place is not None and bool(place.source) and not self._is_word)
        if place is None:
            self._title.setText(translate(_CONTEXT, "点一格，选要填的内容"))
            self._hint.setText(translate(_CONTEXT, "按Tab键逐格核对；虚线框还没有内容，不用填的不必理会。"))
            return
        self._title.setText(place.label or translate(_CONTEXT, "这一格"))
        self._hint.setText(self._said_of(place))
        for box in (self._align, self._size, self._breaks, self._top, self._tick, self._part, self._stamp):
            box.blockSignals(True)
        self._align.choose(place.align)
        self._size.setValue(place.size)
        self._breaks.setChecked(place.breaks)
        self._top.setChecked(place.top)
        self._tick.setText(place.tick)
        self._part.choose(place.part)
        self._stamp.setChecked(place.stamp)
        for box in (self._align, self._size, self._breaks, self._top, self._tick, self._part, self._stamp):
            box.blockSignals(False)
        self._filter()

    def search(self, letters: str) -> None:
        """Begin to look for a field with letters typed on the page."""
        if self._place is not None:
            self._search.setFocus()
            self._search.setText(letters)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the arrows of the search walk through the list below it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if steps:
                last = self._fields.count() - 1
                self._fields.setCurrentRow(min(max(self._fields.currentRow() + steps, 0), last))
                return True
        return super().eventFilter(watched, event)

    def _connect(self) -> None:
        self._search.installEventFilter(self)
        self._search.textChanged.connect(lambda _text: self._filter())
        self._search.returnPressed.connect(self._choose_and_go_on)
        self._fields.itemActivated.connect(self._choose)
        self._fields.itemClicked.connect(self._choose)
        self._own.clicked.connect(self._fill_by_hand)
        self._stamp.toggled.connect(self._set_stamp)
        self._clear.clicked.connect(lambda: self._put(source="", stamp=False))
        self._remove.clicked.connect(self.removed)
        self._align.currentIndexChanged.connect(lambda _index: self._put(align=self._align.choice()))
        self._size.valueChanged.connect(lambda size: self._put(size=size))
        self._breaks.toggled.connect(lambda on: self._put(breaks=on))
        self._top.toggled.connect(lambda on: self._put(top=on))
        self._tick.editingFinished.connect(lambda: self._put(tick=self._tick.text().strip()))
        self._part.currentIndexChanged.connect(lambda _index: self._put(part=self._part.choice()))

    def _said_of(self, place: DraftPlace) -> str:
        if place.stamp:
            return translate(_CONTEXT, "盖章、签字处：什么也不打印。")
        if not place.source:
            return translate(_CONTEXT, "还没有选内容。在下面搜索，按回车选定。")
        label = next(
            (choice.label for choice in self._choices if choice.source == place.source),
            place.source.removeprefix(_OWN),
        )
        if place.tick:
            return translate(_CONTEXT, "“{label}”是“{tick}”时，在这里打√。").format(label=label, tick=place.tick)
        return translate(_CONTEXT, "填：{label}").format(label=label)

    def _filter(self) -> None:
        wanted = self._search.text().strip().lower()
        self._fields.clear()
        for choice in self._choices:
            if wanted in choice.search:
                item = QListWidgetItem(choice.label)
                item.setData(_SOURCE, choice.source)
                self._fields.addItem(item)
                if self._place is not None and choice.source == self._place.source:
                    self._fields.setCurrentItem(item)
        if wanted and self._fields.currentRow() < 0:
            self._fields.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and self._place is not None:
            source = item.data(_SOURCE)
            self._search.clear()
            self._put(source=source, stamp=False)

    def _choose_and_go_on(self) -> None:
        self._choose(self._fields.currentItem())
        self.settled.emit()

    def _fill_by_hand(self) -> None:
        """Make a field of its own, called as what was typed or as the label beside the cell."""
        if self._place is not None:
            label = self._search.text().strip() or self._place.label or translate(_CONTEXT, "自填内容")
            self._search.clear()
            self._put(source=f"{_OWN}{label[:20]}", stamp=False)

    def _set_stamp(self, on: bool) -> None:
        self._put(stamp=on, source="" if on or self._place is None else self._place.source)

    def _put(self, **changes: object) -> None:
        if self._place is None:
            return
        changed = replace(self._place, **changes)  # type: ignore[arg-type]
        if changed != self._place:
            self.changed.emit(changed)
