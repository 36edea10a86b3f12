"""Marked secrets go through the window; titles, labels, settings, crash log, tables and clipboard are searched."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget

from pmedia_desktop.gui.custody.look_dialog import LookDialog
from tests.gui.custody.conftest import HOLDER, SECRET, TAKER, CustodyWindow
from tests.gui.custody.passwords import type_secret
from tests.gui.hands import click, fill, find, texts
from tests.gui.queued_dialogs import QueuedDialogs
from tests.services.custody.conftest import passphrase_of
from tests.vault.traces import contents_below, places_of

MARKED = "Zhongbiao-MIMA-7319"
WRONG = "cuowu zhongbiao dakai bukai"


class Watcher(QObject):
    """Keeps every title and every text that a label or a name has had."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and event.type() in (QEvent.Type.WindowTitleChange, QEvent.Type.Paint):
            self.seen |= {watched.windowTitle(), watched.accessibleName(), watched.toolTip(), watched.objectName()}
            if isinstance(watched, QLabel):
                self.seen.add(watched.text())
        return False


@pytest.fixture
def watcher(qapp: QApplication) -> Iterator[Watcher]:
    watching = Watcher()
    qapp.installEventFilter(watching)
    yield watching
    qapp.removeEventFilter(watching)


def test_no_marked_secret_is_left_by_the_window(
    desk: CustodyWindow, dialogs: QueuedDialogs, watcher: Watcher, tmp_path: Path
) -> None:
    page = desk.go("custody")
    desk.row(page, 0)
    desk.press(page, "deposit")
    dialog = desk.dialog()
    type_secret(dialog, "secret", MARKED)
    type_secret(dialog, "again", MARKED + "x")
    desk.press(dialog, "save")
    assert "不一样" in texts(dialog)
    type_secret(dialog, "again", MARKED)
    click(dialog, "shown")
    desk.press(dialog, "save")
    desk.no_dialog()
    desk.press(page, "look")
    dialog = desk.dialog()
    type_secret(dialog, "passphrase", WRONG)
    desk.press(dialog, "save")
    type_secret(dialog, "passphrase", passphrase_of(HOLDER).reveal())
    desk.press(dialog, "save")
    look = desk.dialog()
    assert isinstance(look, LookDialog)
    fill(look, "reason", "登录平台发布信息")
    desk.press(look, "save")
    click(look, "shown_now")
    desk.press(look, "copy")
    assert QGuiApplication.clipboard().text() == MARKED
    _fail_while_it_is_shown(desk, dialogs, look)
    desk.window.desk.safe.lock()
    desk.settle()
    assert MARKED not in QGuiApplication.clipboard().text()
    desk.go("credential", 1)
    table = find(desk.go("custody"), QTableView, "table").model()
    watcher.seen |= {
        str(table.index(row, column).data()) for row in range(table.rowCount()) for column in range(table.columnCount())
    }
    marked = [MARKED, SECRET, WRONG, *(passphrase_of(name).reveal() for name in (HOLDER, TAKER))]
    assert any("密码保管" in text for text in watcher.seen)
    assert [text for text in watcher.seen if any(one in text for one in marked)] == []
    assert [text for text in dialogs.shown if any(one in text for one in marked)] == []
    contents = contents_below(tmp_path)
    assert any(name.endswith(".log") for name in contents), sorted(contents)
    assert places_of(marked, contents) == []


def _fail_while_it_is_shown(desk: CustodyWindow, dialogs: QueuedDialogs, look: LookDialog) -> None:
    """Let a defect happen with the secret in a local variable; its details go to the log and to the dialog."""

    def fail() -> None:
        held = look._secret
        raise RuntimeError("a defect", held)

    dialogs.press_next("关闭")
    try:
        fail()
    except RuntimeError as failure:
        desk.window.desk.answer_failure(failure)
