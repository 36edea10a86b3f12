"""Small tables that are typed into or chosen in directly: a few columns that share the width."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

_ROW_HEIGHT = 36


def set_up_typed_table(table: QTableWidget, headings: Sequence[str]) -> None:
    """Give a table its columns and the looks that such tables share; a heading's tool tip tells it whole."""
    table.setColumnCount(len(headings))
    for number, words in enumerate(headings):
        item = QTableWidgetItem(words)
        item.setToolTip(words)
        table.setHorizontalHeaderItem(number, item)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
    table.setTabKeyNavigation(False)
