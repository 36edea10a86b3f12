"""What a user's hands do: type (Chinese too), click, choose; and what the eyes find on the screen."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.screenshots import every_place, first_records
from pmedia_desktop.gui.window import Window
from tests.gui.queued_dialogs import QueuedDialogs

Part = TypeVar("Part", bound=QWidget)
Read = TypeVar("Read")
_WORKED = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)


def find(root: QObject, kind: type[Part], name: str) -> Part:
    """Return the part called ``name``."""
    found = root.findChild(kind, name)
    assert found is not None, f"no {kind.__name__} called {name} in {root.objectName()}"
    return found


def type_text(widget: QWidget, text: str) -> None:
    """Type into a widget as an input method does: characters beyond ASCII arrive committed.

    ``qtbot.keyClicks`` with a Chinese character aborts the interpreter.
    """
    widget.setFocus()
    target = widget.focusProxy() or widget
    if text.isascii():
        QTest.keyClicks(target, text)
        return
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(target, event)


def press_key(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release a key on a widget."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))


def fill(root: QWidget, name: str, text: str) -> None:
    """Type a new text into the line called ``name``, or choose it where the field is a choice."""
    choice = root.findChild(QComboBox, name)
    if choice is not None:
        index = choice.findText(text, Qt.MatchFlag.MatchStartsWith)
        assert index >= 0, f"{name} does not offer “{text}”: {[choice.itemText(n) for n in range(choice.count())]}"
        choice.setFocus()
        choice.setCurrentIndex(index)
        return
    widget = find(root, QWidget, name)
    line = widget if isinstance(widget, QLineEdit) else widget.findChild(QLineEdit)
    if line is not None:
        line.selectAll()
        line.clear()
        type_text(line, text)
        line.textEdited.emit(line.text())
    else:
        widget.setFocus()
        if isinstance(widget, QPlainTextEdit):
            widget.selectAll()
        type_text(widget, text)


def click(root: QWidget, name: str) -> None:
    """Click the button called ``name``."""
    button = find(root, QWidget, name)
    assert button.isVisible(), f"{name} is not on the screen"
    assert button.isEnabled(), f"{name} is not enabled"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click_words(root: QWidget, words: str) -> None:
    """Click the first visible button that says ``words``."""
    for button in root.findChildren(QPushButton):
        if button.text() == words and button.isVisible():
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            return
    raise AssertionError(f"no button says “{words}”: {[b.text() for b in root.findChildren(QPushButton)]}")


def save_as_pdf(asking: QWidget, dialogs: QueuedDialogs, path: Path) -> None:
    """Have a print dialog make a PDF instead."""
    fill(asking, "printer", "存为PDF")
    dialogs.choose_next(path)
    click(asking, "accept")


def texts(root: QWidget) -> str:
    """Return what the labels on the screen say, one below the other."""
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible() and label.text())


def open_dialog(window: QWidget, kind: type[QDialog] = QDialog) -> QDialog | None:
    """Return the dialog on top of the window, None when there is none."""
    shown = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    return shown[-1] if shown else None


def edit(qtbot: QtBot, window: Window, page: QWidget, **typed: str) -> QDialog:
    """Open the record's editor, type, save; return the question that follows: corrected or really changed."""
    click(page, "edit")
    editor = open_dialog(window)
    assert editor is not None
    for name, text in typed.items():
        fill(editor, name, text)
    click(editor, "save")
    settle(qtbot, window)
    question = open_dialog(window)
    assert question is not None
    assert question is not editor
    return question


def let_go() -> None:
    """Let Qt delete what was closed, so that nothing outlives its test."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()


def settle(qtbot: QtBot, window: Window) -> None:
    """Wait until every result has reached its page."""
    qtbot.waitUntil(window.desk.tasks.is_idle, timeout=20_000)
    let_go()


def elsewhere(read: Callable[[], Read]) -> Read:
    """Read the register on another thread than the window's."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(read).result()


def all_places(window: Window) -> list[Place]:
    """Return every place of the window: each page, its tabs, and its first records."""
    return elsewhere(lambda: every_place(window, first_records(window.desk.office)))


def pause(qtbot: QtBot, window: Window) -> None:
    """Rest from typing until what waits for that has begun, and every result has reached its page."""

    def is_over() -> bool:
        return not any(timer.isActive() for timer in window.findChildren(QTimer) if timer.isSingleShot())

    qtbot.waitUntil(is_over)
    settle(qtbot, window)


def worked_by_hand(root: QWidget) -> Iterator[QWidget]:
    """Yield what a user works with, without the parts that Qt's own widgets are made of."""
    for kind in _WORKED:
        for widget in root.findChildren(kind):
            inner = isinstance(widget.parent(), (QAbstractSpinBox, QComboBox, QAbstractItemView))
            if widget.isVisible() and not widget.objectName().startswith("qt_") and not inner:
                yield widget


def spoken_name(widget: QWidget) -> str:
    """Return what a screen reader says of a part."""
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.text(QAccessible.Text.Name).strip()


def nameless(root: QWidget) -> list[str]:
    """Return the parts that a screen reader has no name for."""
    parts = worked_by_hand(root)
    return [f"{type(part).__name__} {part.objectName()}" for part in parts if not spoken_name(part)]


def settings_in_view(window: Window) -> QWidget:
    """Return the tab of the settings that is in view."""
    tab = find(window.page("settings"), QTabWidget, "tabs").currentWidget()
    assert tab is not None
    return tab
