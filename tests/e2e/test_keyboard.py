"""From the first start to the printed form of an opening with the keyboard alone: nothing is clicked or put in focus.

Run offscreen like every test, and once more on a real X server by ``test_real_screen.py``.
"""

from pathlib import Path

import pypdf
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from tests.gui.conftest import OpenWindow
from tests.gui.hands import settle
from tests.gui.queued_dialogs import QueuedDialogs


class Keys:
    """Ten fingers and no mouse."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self._qtbot = qtbot
        self._window = window

    @property
    def focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus"
        return found

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus, key, modifiers)
        settle(self._qtbot, self._window)

    def tab_to(self, name: str) -> None:
        """Press Tab until a part of this name, or a button with these words, has the focus."""
        for _ in range(60):
            if name in (self.focus.objectName(), getattr(self.focus, "text", str)()):
                return
            QTest.keyClick(self.focus, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reached {name}; the focus is in {self.focus.objectName()}")

    def type(self, name: str, text: str) -> None:
        """Go to a line and type; characters beyond ASCII arrive as an input method commits them."""
        self.tab_to(name)
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QCoreApplication.sendEvent(self.focus, event)

    def choose(self, name: str, words: str) -> None:
        """Walk down the choices of a box until these words show."""
        self.tab_to(name)
        box = self.focus
        assert isinstance(box, QComboBox)
        while not box.currentText().startswith(words):
            before = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down)
            assert box.currentIndex() > before, f"{name} does not offer “{words}”"

    def choose_from_menu(self, entry: str) -> None:
        """Open the menu of the button in focus and walk down to an entry."""
        QTest.keyClick(self.focus, Qt.Key.Key_Space)
        self._qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            QTest.keyClick(menu, Qt.Key.Key_Down)
            if menu.activeAction().text().startswith(entry):
                break
        QTest.keyClick(menu, Qt.Key.Key_Return)
        settle(self._qtbot, self._window)
        # Without a window manager nobody gives the focus back when a menu closes.
        self._window.activateWindow()
        self._qtbot.waitUntil(self._window.isActiveWindow)


def test_from_the_first_start_to_the_printed_form_of_an_opening_by_keys_alone(
    qtbot: QtBot, open_window: OpenWindow, dialogs: QueuedDialogs, empty_folder: Path, tmp_path: Path
) -> None:
    window = open_window(empty_folder)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    keys = Keys(qtbot, window)

    assert keys.focus.objectName() == "full_name"
    keys.type("full_name", "眉山市彭山区公义镇人民政府")
    keys.press(Qt.Key.Key_Return)
    assert keys.focus.objectName() == "principal_name"
    keys.type("principal_name", "王䶮")
    keys.type("clerk_name", "李𬱖")
    keys.press(Qt.Key.Key_Return)
    keys.tab_to("next")
    keys.press(Qt.Key.Key_Space)
    assert window.here == Place("today")

    keys.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    keys.tab_to("start")
    keys.choose_from_menu("开设新账号")
    assert window.here == Place("opening")
    keys.choose("platform", "快手")
    keys.type("name", "公义镇发布")
    keys.press(Qt.Key.Key_Return)
    keys.type("purpose", "发布本镇政务信息")
    keys.tab_to("next")
    keys.press(Qt.Key.Key_Space)
    keys.tab_to("next")
    keys.press(Qt.Key.Key_Space)
    keys.type("reason", "方便群众了解办事流程")
    keys.tab_to("finish")
    keys.press(Qt.Key.Key_Space)
    assert window.here == Place("filing", 1)

    keys.tab_to("打印送签稿…")
    keys.press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QWidget) and keys.focus.window() is not window)
    keys.choose("printer", "存为PDF")
    keys.type("print_reason", "领导今天出差前签")
    keys.tab_to("accept")
    dialogs.choose_next(tmp_path / "送签稿.pdf")
    keys.press(Qt.Key.Key_Space)
    pages = pypdf.PdfReader(tmp_path / "送签稿.pdf").pages
    said = "".join(page.extract_text() for page in pages).replace("\n", "")
    for words in ("公义镇发布", "快手", "方便群众了解办事流程", "王䶮", "李𬱖"):
        assert words in said
