"""The window for tests: real register and services, dialogs that answer by themselves, a guarded UI thread."""

import gc
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.app import close_window, make_window
from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.window import Window
from pmedia_desktop.register import connecting
from pmedia_desktop.services.office import Office, open_office
from pmedia_desktop.services.sample.making import make_sample
from tests.gui.hands import let_go, settings_in_view, settle
from tests.gui.queued_dialogs import QueuedDialogs
from tests.gui.ui_thread_guard import guarded

#: The day on which the window of the tests is opened.
TODAY = date(2026, 11, 23)

OpenWindow = Callable[..., Window]
OpenTab = Callable[[str], QWidget]


@pytest.fixture(autouse=True)
def ui_thread_guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail the test in which the window works on the UI thread; collect cycles on this thread only."""
    gc.disable()
    with guarded(monkeypatch) as misplaced:
        yield
    gc.collect()
    gc.enable()
    assert not misplaced, "\n".join(misplaced)


@pytest.fixture(scope="session")
def sample_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a sample register that tests copy and never touch; its ledgers are still empty."""
    folder = tmp_path_factory.mktemp("sample")
    office = open_office(folder, create=True, on=TODAY)
    make_sample(office, with_ledgers=False)
    office.close()
    # What is imported by now stays: the collection after each test need not look at it again.
    gc.collect()
    gc.freeze()
    return folder


@pytest.fixture
def sample_folder(sample_register: Path, tmp_path: Path) -> Path:
    """Return a folder with a sample register of the test's own."""
    folder = tmp_path / "样例"
    shutil.copytree(sample_register, folder)
    return folder


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    """Return a folder in which no register is yet."""
    return tmp_path / "新单位"


@pytest.fixture
def dialogs() -> Iterator[QueuedDialogs]:
    """Return the dialogs of the window, to queue answers in; all of them must be used."""
    queued = QueuedDialogs()
    yield queued
    queued.assert_all_used()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """Return the one theme of the application."""
    return qapp.findChild(Theme) or Theme(qapp, "light")


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme, dialogs: QueuedDialogs) -> Iterator[OpenWindow]:
    """Return a function that opens the window on a folder and waits until the first page shows the register."""
    opened: list[Window] = []

    def open_it(folder: Path, on: date = TODAY) -> Window:
        window = make_window(theme, folder, lambda: open_office(folder, create=True, on=on), dialogs)
        window.keep_theme()
        window.resize(1366, 768)
        window.show()
        with qtbot.waitSignal(window.loaded, timeout=20_000):
            window.load()
        opened.append(window)
        settle(qtbot, window)
        return window

    yield open_it
    for window in opened:
        close_window(window)
        window.close()
        window.deleteLater()
    let_go()


@pytest.fixture
def window(open_window: OpenWindow, sample_folder: Path) -> Window:
    """Return the window on a sample register."""
    return open_window(sample_folder)


@pytest.fixture
def open_tab(qtbot: QtBot, window: Window) -> OpenTab:
    """Return a function that opens a tab of the settings by its address."""

    def open_it(name: str) -> QWidget:
        window.go(Place("settings", 0, name))
        settle(qtbot, window)
        return settings_in_view(window)

    return open_it


@pytest.fixture
def shut_out(qtbot: QtBot, theme: Theme, dialogs: QueuedDialogs, empty_folder: Path) -> Iterator[Window]:
    """Give a window whose register does not open; it is neither shown nor loaded yet."""

    def fails() -> Office:
        raise EnvironmentProblem("登记册已损坏，", "请恢复。")

    window = make_window(theme, empty_folder, fails, dialogs)
    qtbot.addWidget(window)
    yield window
    close_window(window)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait only a second for a register that another program holds (not less: our own readers may take as long)."""
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 1.0)
