"""What each column of a table was taken for, to be corrected: its heading, what stands in it, the field chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pmedia_desktop.gui.cards import clear, words
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.services.importing.sources import SourceColumn

_CONTEXT = "gui.importing.columns_form"
_BOX_WIDTH = 260


class ColumnsForm:
    """Fills a box with one line for each column; ``corrected`` is called with {heading: field} of a choice."""

    def __init__(self, box: QWidget, corrected: Callable[[Mapping[str, str]], None]) -> None:
        layout = box.layout()
        if not isinstance(layout, QVBoxLayout):
            raise TypeError("importing.ui: columns_box needs a vertical layout")
        self._layout = layout
        self._corrected = corrected
        self._boxes: dict[str, ChoiceBox] = {}

    def show(self, columns: Sequence[SourceColumn], fields: Mapping[str, Mapping[str, str]]) -> None:
        """Show the columns; ``fields`` is {kind of table: {field: its name}}."""
        clear(self._layout)
        self._boxes = {}
        sheet = QWidget()
        sheet.setProperty("role", "page")
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for place, title in enumerate(
            (translate(_CONTEXT, "表里的列"), translate(_CONTEXT, "内容举例"), translate(_CONTEXT, "导入为"))
        ):
            grid.addWidget(words(title, "hint"), 0, place)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for line, column in enumerate(columns, 1):
            heading = QLabel(column.heading)
            heading.setTextFormat(Qt.TextFormat.PlainText)
            heading.setWordWrap(True)
            sample = ElidedLabel()
            sample.setText(column.sample)
            sample.setProperty("role", "hint")
            for place, widget in enumerate((heading, sample, self._choice(column, fields))):
                grid.addWidget(widget, line, place)
        self._layout.addWidget(sheet)
        self._layout.addStretch(1)

    def _choice(self, column: SourceColumn, fields: Mapping[str, Mapping[str, str]]) -> ChoiceBox:
        box = ChoiceBox()
        box.setObjectName(f"column_{column.heading}")
        box.setAccessibleName(translate(_CONTEXT, "“{heading}”导入为").format(heading=column.heading))
        box.setFixedWidth(_BOX_WIDTH)
        box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        known = fields[column.kind] if column.kind in fields else _joined(fields)
        box.offer([("", translate(_CONTEXT, "（不导入）")), *known.items()])
        box.choose(column.field)
        box.currentIndexChanged.connect(lambda _index: self._choose(column.heading, box.choice()))
        self._boxes[column.heading] = box
        return box

    def _choose(self, heading: str, field: str) -> None:
        """Tell the choice; a column that was taken for the same field before gives it up."""
        others = {name: "" for name, box in self._boxes.items() if field and name != heading and box.choice() == field}
        self._corrected({heading: field, **others})


def _joined(fields: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    joined: dict[str, str] = {}
    for known in fields.values():
        for field, name in known.items():
            joined.setdefault(field, name)
    return joined
