"""What stands in the place of an empty table: why it is empty and what to do."""

from collections.abc import Callable

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
