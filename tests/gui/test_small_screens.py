"""768 pixels at 125 %: what does not fit scrolls, nothing is squeezed or lies outside the screen."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.fitting import keep_on_screen
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from tests.gui.hands import settle
from tests.gui.test_pseudo_translation import is_cut


def test_a_page_that_needs_more_height_than_the_window_scrolls(qtbot: QtBot, window: Window) -> None:
    window.resize(window.minimumSize())
    for place in (Place("people"), Place("settings", 0, "printing"), Place("settings", 0, "holidays")):
        window.go(place)
        settle(qtbot, window)
        page = window.page(place.page)
        shown = [widget for widget in page.findChildren(QWidget) if widget.isVisibleTo(page)]
        assert [widget.objectName() for widget in shown if is_cut(widget)] == [], place
        frame = window.findChild(QScrollArea, "pageFrame")
        assert frame is not None
        assert page.height() > page.parentWidget().height(), place


def test_a_dialog_higher_than_the_screen_scrolls_to_what_has_the_focus(qtbot: QtBot) -> None:
    dialog, content = QDialog(), QWidget()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(content)
    rows = QVBoxLayout(content)
    for _ in range(60):
        rows.addWidget(QLineEdit())
    save = QPushButton("保存")
    rows.addWidget(save)
    dialog.resize(400, 2500)
    keep_on_screen(dialog, content)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.height() < dialog.screen().availableGeometry().height()
    QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert save.hasFocus()
    assert not save.visibleRegion().isEmpty()


def test_a_dialog_that_fits_is_left_as_it_is(qtbot: QtBot) -> None:
    dialog, content = QDialog(), QWidget()
    qtbot.addWidget(dialog)
    QVBoxLayout(dialog).addWidget(content)
    dialog.resize(400, 300)
    keep_on_screen(dialog, content)
    assert dialog.findChild(QScrollArea) is None
    assert dialog.height() == 300
