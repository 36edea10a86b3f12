"""What stands in the place of an empty table, or in it: why it is empty and what to do."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QTableView, QWidget

from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

_CONTEXT = "gui.empty"


class EmptyState:
    """Shows either the table or the frame called ``empty`` of the same Designer file."""

    def __init__(self, root: QWidget, table: QTableView, act: Callable[[], None]) -> None:
        self._table = table
        self._frame = part(root, QFrame, "empty")
        self._title = part(root, QLabel, "empty_title")
        self._hint = part(root, QLabel, "empty_hint")
        self._button = part(root, QPushButton, "empty_button")
        self._button.clicked.connect(lambda: act())
        self._frame.hide()

    def show_table(self) -> None:
        """Show the table."""
        self._frame.hide()
        self._table.show()

    def nothing_fits(self, title: str) -> None:
        """Show that what is there was filtered away, and the button that clears the filters."""
        hint = translate(_CONTEXT, "换个词再搜，或者清除筛选条件。")
        self.explain(title, hint, translate(_CONTEXT, "清除条件"))

    def explain(self, title: str, hint: str, button: str = "") -> None:
        """Show why there is nothing, and the button that changes it."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._table.hide()
        self._frame.show()


class EmptyWords(QObject):
    """Says in an empty table what belongs there and how it comes there; the button for it stands beside the table."""

    def __init__(self, table: QTableView, text: str) -> None:
        super().__init__(table)
        self._table = table
        self._label = QLabel(text, table.viewport())
        self._label.setWordWrap(True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setProperty("role", "hint")
        self._label.setContentsMargins(32, 16, 32, 16)
        table.viewport().installEventFilter(self)
        model = table.model()
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._show)
        self._label.hide()  # until somebody has looked: not read yet is not empty

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Fill the table as it grows and shrinks."""
        if event.type() is QEvent.Type.Resize:
            self._label.setGeometry(self._table.viewport().rect())
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        self._label.setGeometry(self._table.viewport().rect())
        self._label.setVisible(self._table.model().rowCount() == 0)
