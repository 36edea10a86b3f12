"""The composition root of the window: makes the parts, hands them to each other, and runs them."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from pmedia_desktop.gui.desk import Desk
from pmedia_desktop.gui.dialogs import Dialogs
from pmedia_desktop.gui.environment import prepare_fonts, prepare_input_method
from pmedia_desktop.gui.failures import Failures
from pmedia_desktop.gui.garbage import GarbageOnThisThread
from pmedia_desktop.gui.screenshots import prepare_pictures, take_screenshots
from pmedia_desktop.gui.tasks import Tasks
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.window import Window

if TYPE_CHECKING:
    from pmedia_desktop.services.office import Office


def run_window(folder: Path, on: date | None, *, exit_when_shown: bool = False, exit_when_loaded: bool = False) -> int:
    """Run the window on the register in ``folder`` until it is closed; ``on`` stands in for today.

    The two ``exit_`` switches are for measuring and for tests: leave as soon as the empty window is painted,
    or as soon as the first page shows the register.
    """
    application = make_application()
    theme = Theme(application)
    window = make_window(theme, folder, on)
    stop_watching = window.desk.failures.watch()
    GarbageOnThisThread(window)
    window.resize(1280, 760)
    window.show()
    if exit_when_shown:
        QTimer.singleShot(0, application.quit)
    else:
        QTimer.singleShot(0, window.load)
    if exit_when_loaded:
        window.loaded.connect(application.quit)
    try:
        return application.exec()
    finally:
        close_window(window)
        stop_watching()


def take_pictures(
    folder: Path,
    out: Path,
    *,
    size: tuple[int, int] = (1366, 768),
    scale: float = 1.0,
    dark: bool = False,
    on: date | None = None,
) -> list[Path]:
    """Save a PNG of each page on the register in ``folder``; works without a screen.

    ``size`` in device-independent pixels: scaled by 2, a picture has twice as many each way.
    """
    prepare_pictures(scale)
    theme = Theme(make_application(), "dark" if dark else "light")
    window = make_window(theme, folder, on)
    window.keep_theme()
    try:
        return take_screenshots(window, out, size)
    finally:
        close_window(window)


def make_application() -> QApplication:
    """Return the application with what must be settled before its first widget."""
    prepare_input_method()
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    QCoreApplication.setApplicationName("pmedia-desktop")
    application.setDesktopFileName("pmedia-desktop")
    prepare_fonts(application)
    _speak_chinese(application)
    return application


def make_window(theme: Theme, folder: Path, on: date | None, dialogs: Dialogs | None = None) -> Window:
    """Return the window with all its parts, not shown and the register not open yet."""

    def open_it() -> Office:
        from pmedia_desktop.services.office import open_office

        return open_office(folder, create=True, on=on)

    tasks = Tasks()
    dialogs = dialogs or Dialogs()
    failures = Failures(folder, dialogs)
    desk = Desk(tasks, dialogs, failures)
    window = Window(desk, theme, open_it)
    dialogs.belong_to(window)
    for part in (tasks, failures, desk):
        part.setParent(window)
    return window


def close_window(window: Window) -> None:
    """End the workers, then let go of the register."""
    window.desk.tasks.close()
    if window.desk.is_open:
        window.desk.office.close()


def _speak_chinese(application: QApplication) -> None:
    """Qt's own buttons and menus in Chinese, whatever the system speaks."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
