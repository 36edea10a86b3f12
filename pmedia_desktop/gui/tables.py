"""Tables over rows of dataclasses: fixed row height, states as coloured words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from pmedia_desktop.gui.table_export import TableExport
from pmedia_desktop.gui.theme import Tone, theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

_TONE_ROLE = Qt.ItemDataRole.UserRole + 1
_ROW_HEIGHT = 40
_PILL_HEIGHT = 24
#: The heading and two rows: where a page has less room, the page scrolls.
_LEAST_HEIGHT = 3 * _ROW_HEIGHT
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: its title, what it says of a row, and the tone of a coloured word (None: plain text).

    ``key`` is what sorting by this column is called, "" when it can't be sorted by. ``width`` in pixels; the
    column with width 0 takes the rest.
    """

    title: str
    text: Callable[[Row], str]
    width: int = 0
    key: str = ""
    tone: Callable[[Row], Tone | None] | None = None
    right: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """The rows as they were read; a new reading replaces them all."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Replace the rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, and its tone."""
        column = self.columns[index.column()]
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(row)
        if role == _TONE_ROLE:
            return column.tone(row) if column.tone else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title."""
        if orientation is Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(self.columns[section])
        return None


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter


class PillDelegate(QStyledItemDelegate):
    """Paints a cell that has a tone as a word on a coloured ground."""

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        """Paint the ground of the row first, then the word on its own ground."""
        # PySide6's stubs leave out the attributes of style options, hence Any.
        tone = index.data(_TONE_ROLE)
        if not isinstance(tone, Tone):
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        words = option.text
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        draw_pill(painter, option.rect.adjusted(8, 0, -8, 0), words, tone, option.font)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the fixed height of rows."""
        return QSize(super().sizeHint(option, index).width(), _ROW_HEIGHT)


def draw_pill(painter: QPainter, room: QRect, words: str, tone: Tone, font: QFont) -> None:
    """Draw a word on its coloured ground, at the left of ``room`` and centred in its height."""
    colour, ground = theme().tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    width = min(metrics.horizontalAdvance(words) + 20, room.width())
    pill = QRect(room.left(), room.center().y() - _PILL_HEIGHT // 2 + 1, width, _PILL_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
    painter.setPen(colour)
    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - 16)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def set_up_table(table: QTableView, model: RowsModel[Any], name: str) -> None:
    """Give a table its model and the looks that all tables share; ``name`` is for screen readers."""
    model.setParent(table)
    table.setModel(model)
    table.setAccessibleName(name)
    table.setItemDelegate(PillDelegate(table))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setMinimumHeight(_LEAST_HEIGHT)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    vertical, horizontal = table.verticalHeader(), table.horizontalHeader()
    vertical.hide()
    vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    vertical.setDefaultSectionSize(_ROW_HEIGHT)
    horizontal.setHighlightSections(False)
    horizontal.setMinimumSectionSize(64)
    # A heading that is longer in another language, or in a column made narrow, is told whole by its tool tip.
    horizontal.setTextElideMode(Qt.TextElideMode.ElideRight)
    for number, column in enumerate(model.columns):
        if column.width:
            horizontal.resizeSection(number, column.width)
        else:
            horizontal.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
    TableExport(table, name)


def show_rows(table: QTableView, rows: Sequence[Row], key: Callable[[Row], Any]) -> None:
    """Show other rows; what was chosen stays so by its key, and where it has gone the first one is chosen."""
    model = table.model()
    if not isinstance(model, RowsModel):
        raise TypeError("show_rows: the table has no RowsModel")
    chosen = {key(row) for row in chosen_rows(table)}
    model.show(rows)
    if rows:
        position = next((number for number, row in enumerate(rows) if key(row) in chosen), 0)
        table.setCurrentIndex(model.index(position, 0))


def speaks_of(text: str, typed: str) -> bool:
    """Whether a text holds every word that was typed into a search, in whatever order and spelling of letters."""
    folded = text.casefold()
    return all(word in folded for word in typed.casefold().split())


def chosen_rows(table: QTableView) -> list[Any]:
    """Return the rows that are selected, from top to bottom."""
    model = table.model()
    selection = table.selectionModel()
    if not isinstance(model, RowsModel) or selection is None:
        return []
    return [model.rows[index.row()] for index in sorted(selection.selectedRows(), key=lambda index: index.row())]
