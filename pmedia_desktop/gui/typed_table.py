"""Small tables that are typed into or chosen in directly: a few columns that share the width."""

from collections.abc import Iterable, Sequence

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


class TypedTable:
    """Such a table with lines that the user adds and removes."""

    def __init__(self, table: QTableWidget, headings: Sequence[str]) -> None:
        self._table = table
        set_up_typed_table(table, headings)

    def show_lines(self, lines: Iterable[Sequence[str]]) -> None:
        """Show these lines and no others."""
        self._table.setRowCount(0)
        for texts in lines:
            self.add_line(texts)

    def add_line(self, texts: Sequence[str]) -> list[QTableWidgetItem]:
        """Add a line below the others; return its cells."""
        row = self._table.rowCount()
        self._table.insertRow(row)
        cells = [QTableWidgetItem(text) for text in texts]
        for column, cell in enumerate(cells):
            self._table.setItem(row, column, cell)
        return cells

    def begin_line(self, texts: Sequence[str]) -> None:
        """Add a line and begin typing in it."""
        first = self.add_line(texts)[0]
        self._table.setFocus()
        self._table.setCurrentItem(first)
        self._table.editItem(first)

    def remove(self) -> None:
        """Remove the line the cursor is in."""
        self._table.removeRow(self._table.currentRow())

    def lines(self) -> list[list[str]]:
        """Return what stands in each line."""
        columns = range(self._table.columnCount())
        return [[self._text(row, column) for column in columns] for row in range(self._table.rowCount())]

    def _text(self, row: int, column: int) -> str:
        cell = self._table.item(row, column)
        return cell.text().strip() if cell else ""
