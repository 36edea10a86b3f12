"""密码保管 with the real vault and a real keyring: unlock, deposit, look, copy, lock."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSpinBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.custody.first_passphrase import FirstPassphraseDialog
from pmedia_desktop.gui.custody.look_dialog import LookDialog
from pmedia_desktop.gui.custody.secret_line import SecretLine
from pmedia_desktop.gui.custody.secret_view import SecretView
from pmedia_desktop.gui.custody.unlock_dialog import UnlockDialog
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.custody import CustodyAct
from pmedia_desktop.services.custody.records import events_of
from tests.gui.conftest import TODAY, OpenWindow
from tests.gui.custody.passwords import (
    HOLDER,
    PASSPHRASE,
    SECRET,
    credential,
    dialog_on_top,
    enter_custody,
    type_secret,
)
from tests.gui.hands import click, fill, find, open_dialog, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs
from tests.vault.conftest import bus, service  # noqa: F401 - fixtures
from tests.vault.secret_service import SecretService

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def custody_register(sample_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a sample register with custody, which tests copy and never touch."""
    folder = tmp_path_factory.mktemp("custody") / "r"
    shutil.copytree(sample_register, folder)
    enter_custody(folder, TODAY)
    return folder


@pytest.fixture
def page(
    qtbot: QtBot,
    open_window: OpenWindow,
    custody_register: Path,
    tmp_path: Path,
    service: SecretService,  # noqa: F811 - the fixture
) -> Iterator[QWidget]:
    folder = tmp_path / "样例"
    shutil.copytree(custody_register, folder)
    window = open_window(folder)
    window.go(Place("custody"))
    settle(qtbot, window)
    return window.page("custody")


def _window(page: QWidget) -> Window:
    window = page.window()
    assert isinstance(window, Window)
    return window


def _deposit(qtbot: QtBot, page: QWidget, secret: str = SECRET) -> None:
    window = _window(page)
    find(page, QTableView, "table").selectRow(0)
    click(page, "deposit")
    dialog = dialog_on_top(qtbot, window)
    for name in ("secret", "again"):
        type_secret(dialog, name, secret)
    click(dialog, "save")
    settle(qtbot, window)
    assert open_dialog(window) is None, texts(open_dialog(window) or page)


def _unlock(qtbot: QtBot, window: Window, passphrase: str = PASSPHRASE) -> None:
    dialog = dialog_on_top(qtbot, window)
    assert isinstance(dialog, UnlockDialog)
    type_secret(dialog, "passphrase", passphrase)
    click(dialog, "save")
    settle(qtbot, window)


def _look(qtbot: QtBot, page: QWidget) -> LookDialog:
    window = _window(page)
    find(page, QTableView, "table").selectRow(0)
    click(page, "look")
    settle(qtbot, window)
    if isinstance(open_dialog(window), UnlockDialog):
        _unlock(qtbot, window)
    dialog = dialog_on_top(qtbot, window)
    assert isinstance(dialog, LookDialog)
    fill(dialog, "reason", "登录平台发布信息")
    click(dialog, "save")
    settle(qtbot, window)
    return dialog


def test_a_password_is_deposited_looked_at_copied_and_locked_away(qtbot: QtBot, page: QWidget) -> None:
    window = _window(page)
    _deposit(qtbot, page)
    assert credential(window).current is not None
    dialog = _look(qtbot, page)
    view = dialog.findChild(SecretView)
    assert view is not None
    assert view.is_covered
    assert "秒后自动收起" in texts(dialog)
    click(dialog, "shown_now")
    assert not view.is_covered
    assert SECRET not in texts(dialog)
    click(dialog, "copy")
    settle(qtbot, window)
    assert QGuiApplication.clipboard().text() == SECRET
    assert QGuiApplication.clipboard().mimeData().data("x-kde-passwordManagerHint").toStdString() == "secret"
    acts = [event.act for event in events_of(window.desk.office, credential(window).id)]
    assert acts[:3] == [CustodyAct.COPIED, CustodyAct.SHOWN, CustodyAct.DEPOSITED]
    assert window.desk.safe.person is not None
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    window.desk.safe.lock()
    settle(qtbot, window)
    assert open_dialog(window) is None
    assert QGuiApplication.clipboard().text() == ""
    assert "已上锁" in texts(window)


def test_what_was_copied_since_is_left_on_the_clipboard_when_it_is_locked(qtbot: QtBot, page: QWidget) -> None:
    window = _window(page)
    _deposit(qtbot, page)
    dialog = _look(qtbot, page)
    click(dialog, "copy")
    settle(qtbot, window)
    QGuiApplication.clipboard().setText("别的内容")
    window.desk.safe.lock()
    assert QGuiApplication.clipboard().text() == "别的内容"
    QGuiApplication.clipboard().clear()


def test_a_wrong_passphrase_is_said_and_the_third_makes_a_pause(qtbot: QtBot, page: QWidget) -> None:
    window = _window(page)
    _deposit(qtbot, page)
    click(page, "look")
    dialog = dialog_on_top(qtbot, window)
    for _ in range(3):
        type_secret(dialog, "passphrase", "wrong words here now")
        click(dialog, "save")
        settle(qtbot, window)
        assert find(dialog, SecretLine, "passphrase").text() == ""
    type_secret(dialog, "passphrase", PASSPHRASE)
    click(dialog, "save")
    settle(qtbot, window)
    assert "秒后再试" in texts(dialog)
    assert not find(dialog, QPushButton, "save").isEnabled()
    dialog.reject()


def test_who_has_no_passphrase_yet_sets_one_with_the_four_words(qtbot: QtBot, page: QWidget) -> None:
    window = _window(page)
    office = window.desk.office
    find(page, QTableView, "table").selectRow(0)
    from pmedia_desktop.gui.custody.unlock_dialog import with_open_safe
    from tests.gui.custody.passwords import OTHER, person_id

    reached: list[str] = []
    other = person_id(office, OTHER)
    with_open_safe(window.desk, page, lambda: reached.append("then"), whose=frozenset({other}))
    unlock = dialog_on_top(qtbot, window)
    assert "设置开锁口令" in find(unlock, QPushButton, "save").text()
    click(unlock, "save")
    dialog = dialog_on_top(qtbot, window)
    assert isinstance(dialog, FirstPassphraseDialog)
    click(dialog, "save")
    assert "和上面的四个词不一样" in texts(dialog)
    assert dialog._words.drawn is not None
    type_secret(dialog, "passphrase", dialog._words.drawn.typed.reveal())
    click(dialog, "save")
    settle(qtbot, window)
    assert reached == ["then"]
    assert window.desk.safe.person is not None
    assert window.desk.safe.person.name == OTHER


def test_a_secret_field_keeps_the_input_method_off_and_is_emptied_when_it_goes(qtbot: QtBot, page: QWidget) -> None:
    window = _window(page)
    find(page, QTableView, "table").selectRow(0)
    click(page, "deposit")
    dialog = dialog_on_top(qtbot, window)
    line = find(dialog, SecretLine, "secret")
    assert line.inputMethodQuery(Qt.InputMethodQuery.ImEnabled) is False
    type_secret(dialog, "secret", SECRET)
    click(dialog, "shown")
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() != SECRET
    assert not line.hasSelectedText()
    dialog.hide()
    assert line.text() == ""
    assert line.echoMode() is QLineEdit.EchoMode.Password
    dialog.reject()


def test_a_drawn_password_is_long_measured_and_deposited(qtbot: QtBot, page: QWidget) -> None:
    window = _window(page)
    find(page, QTableView, "table").selectRow(0)
    click(page, "deposit")
    dialog = dialog_on_top(qtbot, window)
    click(dialog, "generate")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "强度：强" in find(dialog, QLabel, "strength").text(), timeout=5000)
    assert len(find(dialog, SecretLine, "secret").text()) == find(dialog, QSpinBox, "length").value()
    click(dialog, "save")
    settle(qtbot, window)
    assert credential(window).version is not None


def test_the_login_is_confirmed_after_a_look(qtbot: QtBot, page: QWidget, dialogs: QueuedDialogs) -> None:
    window = _window(page)
    _deposit(qtbot, page)
    _look(qtbot, page).reject()
    window.go(Place("credential", credential(window).id))
    settle(qtbot, window)
    shown = window.page("credential")
    dialogs.press_next("登录成功了")
    click(shown, "confirm")
    settle(qtbot, window)
    version = credential(window).version
    assert version is not None
    assert version.confirmed_at is not None
    assert f"{HOLDER}（口令验证）：登录验证" in texts(shown)
