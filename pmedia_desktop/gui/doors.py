"""What a page opens without leaving it: the dialogs behind its buttons and menu entries that end in an ellipsis."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton, QTableView, QToolButton, QWidget

_ASKS = "…"


def doors(page: QWidget) -> dict[str, Callable[[], None]]:
    """Return what can be opened here now, by its words; where no row is chosen, the first one is."""
    for table in page.findChildren(QTableView):
        if table.isVisible() and table.selectionModel() is not None and not table.selectionModel().hasSelection():
            table.selectRow(0)
    return {words: act for words, act in _actions(page) if _ASKS in words}


def opened() -> list[QDialog]:
    """Return the dialogs on the screen, the one opened last at the end."""
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog) and widget.isVisible()]


def _actions(page: QWidget) -> Iterator[tuple[str, Callable[[], None]]]:
    for button in page.findChildren(QAbstractButton):
        if not (button.isVisible() and button.isEnabled()):
            continue
        menu = button.menu() if isinstance(button, (QPushButton, QToolButton)) else None
        if menu is None:
            yield button.text(), button.click
            continue
        menu.aboutToShow.emit()
        for entry in menu.actions():
            if entry.isEnabled() and entry.isVisible():
                yield entry.text(), entry.trigger
