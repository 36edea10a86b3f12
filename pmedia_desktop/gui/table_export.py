"""What is in a table, as a file: a button at the end of its heading, its context menu, and Ctrl+Shift+E."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QTableView, QToolButton, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.exporting import save_made
from pmedia_desktop.gui.icon_button import IconButton
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.table_export"
_BUTTON = 36  # device-independent pixels


class TableExport(QObject):
    """Offers the export of one table: its columns in sight, all of its rows."""

    def __init__(self, table: QTableView, name: str) -> None:
        super().__init__(table)
        self.setObjectName("export")
        self._table, self._name = table, name
        #: Makes the file instead of what is in sight, where the table shows a part only.
        self.instead: Callable[[str], Callable[[Office, Progress], bytes] | None] | None = None
        self._menu = QMenu(table)
        for ending, words in (
            ("xlsx", translate(_CONTEXT, "导出为Excel表格…")),
            ("csv", translate(_CONTEXT, "导出为csv…")),
        ):
            action = QAction(words, table)
            action.triggered.connect(lambda _on=False, chosen=ending: self._export(chosen))
            self._menu.addAction(action)
        #: What a right click offers: the export, and what else was offered.
        self._context = QMenu(table)
        self._context.addActions(self._menu.actions())
        first = self._menu.actions()[0]
        first.setShortcut(QKeySequence("Ctrl+Shift+E"))
        first.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        table.addAction(first)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        header = table.horizontalHeader()
        self._button = IconButton(header)
        self._button.setObjectName("export_table")
        self._button.wear("export", "muted")
        self._button.setMenu(self._menu)
        self._button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        # The keyboard has the context menu and the shortcut; one more stop at each table would only be in the way.
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        words = translate(_CONTEXT, "导出“{name}”（Ctrl+Shift+E）").format(name=name)
        self._button.setToolTip(words)
        self._button.setAccessibleName(words)
        room = QHBoxLayout(header)
        self._button.setFixedWidth(_BUTTON)
        room.setContentsMargins(0, 0, 2, 0)
        room.addStretch(1)
        room.addWidget(self._button)

    def offer(self, words: str, act: Callable[[], None]) -> None:
        """Offer something to do with the chosen row on a right click; while none is chosen the entry rests."""
        action = QAction(words, self._table)
        action.triggered.connect(lambda _on=False: act())
        self._context.insertAction(self._context.actions()[0], action)
        self._context.aboutToShow.connect(
            lambda: allow(action, self._table.selectionModel().hasSelection(), translate(_CONTEXT, "先在表里选一行。"))
        )
        self._context.setToolTipsVisible(True)

    def context_actions(self) -> list[QAction]:
        """Return what a right click offers."""
        return self._context.actions()

    def _open_menu(self, at: QPoint) -> None:
        self._context.popup(self._table.viewport().mapToGlobal(at))

    def _export(self, ending: str) -> None:
        desk = _desk_of(self._table)
        make = self.instead(ending) if self.instead else self._what_is_in_sight(ending)
        if make is not None:
            save_made(desk, self._table, f"{self._name} {desk.office.today().isoformat()}.{ending}", make)

    def _what_is_in_sight(self, ending: str) -> Callable[[Office, Progress], bytes]:
        name, (headings, rows) = self._name, self._content()
        return lambda _office, _progress: _file(name, headings, rows, ending)

    def _content(self) -> tuple[list[str], list[list[str]]]:
        """Return the headings and rows in sight, in the order in which the columns stand."""
        model, header = self._table.model(), self._table.horizontalHeader()
        columns = [header.logicalIndex(place) for place in range(header.count())]
        shown = [column for column in columns if not self._table.isColumnHidden(column)]
        headings = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in shown]
        rows = [
            [str(model.index(row, column).data() or "") for column in shown]
            for row in range(model.rowCount())
            if not self._table.isRowHidden(row)
        ]
        return headings, rows


def export_instead(table: QTableView, make: Callable[[str], Callable[[Office, Progress], bytes] | None]) -> None:
    """Have a table that shows a part only exported whole: ``make`` is given the file's ending, on the UI thread.

    It may ask the user, and returns None when the user would rather not.
    """
    part(table, TableExport, "export").instead = make


def _desk_of(widget: QWidget) -> Desk:
    """Return the desk of the page, dialog or window in which a widget lies."""
    around: QWidget | None = widget
    while around is not None:
        desk: Desk | None = getattr(around, "desk", None)
        if desk is not None:
            return desk
        around = around.parentWidget()
    raise LookupError("a table outside the window has no desk")


def _file(name: str, headings: list[str], rows: list[list[str]], ending: str) -> bytes:
    from pmedia_desktop.services.exporting.table_file import TableFormat, table_file

    return table_file(name, headings, rows, TableFormat(ending))
