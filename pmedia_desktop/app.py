"""The composition root of the window: makes the parts, hands them to each other, and runs them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSize, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from pmedia_desktop.gui.desk import Desk
from pmedia_desktop.gui.dialogs import Dialogs
from pmedia_desktop.gui.environment import add_rare_fonts, prepare_fonts, prepare_input_method
from pmedia_desktop.gui.failures import Failures
from pmedia_desktop.gui.garbage import GarbageOnThisThread, spare_what_is_there
from pmedia_desktop.gui.memory import WindowMemory
from pmedia_desktop.gui.open_mark import hold_open_mark
from pmedia_desktop.gui.single_instance import ask_to_raise, listen_for_raise
from pmedia_desktop.gui.tasks import Tasks
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.translator import CatalogueTranslator
from pmedia_desktop.gui.window import Window
from pmedia_desktop.texts import speaks_a_translation

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.register.folder_lock import FolderLock
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.prepared import FirstView

#: The lock file that ``register.folder_lock`` keeps beside an open register. That module is imported only after
#: the window is shown; a test holds the two names together.
LOCK_NAME = "register.lock"

_USUAL_SIZE = QSize(1280, 760)
#: How long a start waits for a window that is closing, in seconds.
_PATIENCE = 5.0


def run_window(
    folder: Path,
    on: date | None = None,
    *,
    backup: Path | None = None,
    in_tray: bool = False,
    exit_when_shown: bool = False,
    exit_when_loaded: bool = False,
) -> int:
    """Run the window on the register in ``folder`` until it is closed; ``on`` stands in for today.

    ``backup`` is a file that the user has opened: the window asks whether it shall take the register's place.
    ``in_tray`` is a start with the session: only the reminders' icon, no window, where the desktop has a tray. Whoever
    wants no reminders has nothing to be started for.

    Where a window is open on this register already, it comes to the front instead. The two ``exit_`` switches are
    for measuring and for tests: leave as soon as the empty window is painted, or as soon as the first page shows
    the register.
    """
    application = make_application()
    if in_tray and not _wants_reminders(folder):
        return 0
    if _is_taken(folder, backup):
        return 0
    hold_open_mark()
    left_open = (folder / LOCK_NAME).exists()
    register = RegisterOfWindow(folder, on)
    window = make_window(Theme(application), folder, register.open, prepared=register.prepared)
    if left_open:
        # Settled comes before the register is looked after.
        window.settled.connect(lambda: None if register.waited else window.note_left_open())
    stop_watching = window.desk.failures.watch()
    GarbageOnThisThread(window)
    if not window.restoreGeometry(window.desk.memory.geometry()):
        window.resize(_USUAL_SIZE.boundedTo(application.primaryScreen().availableSize()))
    if exit_when_loaded:
        window.loaded.connect(window.close)
    else:
        window.settled.connect(lambda: _settle_in(window, folder, backup))
    # The program ends with its window, not with the last dialog: behind the icon there may be no window.
    application.setQuitOnLastWindowClosed(False)
    window.closed.connect(application.quit)
    if in_tray:
        from pmedia_desktop.gui.reminders.session_start import begin_behind_icon

        QTimer.singleShot(0, window, lambda: begin_behind_icon(window, lambda: _is_taken(folder)))
    else:
        window.shown.connect(application.quit if exit_when_shown else window.load)
        window.show()
    try:
        return application.exec()
    finally:
        close_window(window)
        register.release()
        stop_watching()


def make_application() -> QApplication:
    """Return the application with what must be settled before its first widget."""
    prepare_input_method()
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        # By its name: a style made here would have Python read all of QStyle's enumerations.
        application = QApplication([*sys.argv[:1], "-style", "Fusion"])
    QCoreApplication.setApplicationName("pmedia-desktop")
    application.setDesktopFileName("pmedia-desktop")
    prepare_fonts(application)
    _speak_chinese(application)
    return application


def make_window(
    theme: Theme,
    folder: Path,
    open_register: Callable[[], Office],
    dialogs: Dialogs | None = None,
    prepared: Callable[[], FirstView | None] = lambda: None,
) -> Window:
    """Return the window with all its parts, not shown and the register not open yet."""
    tasks = Tasks()
    dialogs = dialogs or Dialogs()
    failures = Failures(folder, dialogs)
    desk = Desk(tasks, dialogs, failures, WindowMemory(folder))
    window = Window(desk, theme, folder, open_register, prepared)
    window.settled.connect(add_rare_fonts)
    dialogs.belong_to(window)
    for part in (tasks, failures, desk):
        part.setParent(window)
    return window


def close_window(window: Window) -> None:
    """Lock the vault, end the workers, then let go of the register."""
    window.desk.safe.close()
    window.desk.tasks.close()
    if window.desk.is_open:
        window.desk.office.close()


class RegisterOfWindow:
    """Opens the register for one window: the folder's lock is kept while the register is open."""

    def __init__(self, folder: Path, on: date | None) -> None:
        self._folder = folder
        self._on = on
        self._lock: FolderLock | None = None

    def prepared(self) -> FirstView | None:
        """Return what was prepared for this start; called off the UI thread."""
        from pmedia_desktop.services.prepared import read_prepared

        return read_prepared(self._folder, self._on)

    def open(self) -> Office:
        """Open the register; called off the UI thread, again after a restore or a failure."""
        from pmedia_desktop.register.folder_lock import FolderLock
        from pmedia_desktop.register.problems import spoken_problems

        with spoken_problems(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        if self._lock is None:
            import getpass

            # Another window may just be closing: it answers no more, and soon lets go.
            self._lock = FolderLock(self._folder, getpass.getuser(), patience=_PATIENCE)
        try:
            from pmedia_desktop.services.office import open_office

            return open_office(self._folder, create=True, on=self._on)
        except BaseException:
            # Whoever puts a backup in the place of a damaged register takes the lock for it.
            self.release()
            raise

    @property
    def waited(self) -> bool:
        """Whether another window had the register first and closed by itself."""
        return self._lock is not None and self._lock.waited

    def release(self) -> None:
        """Let another window have the register."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _settle_in(window: Window, folder: Path, backup: Path | None) -> None:
    """Answer second starts from now on, and open the file that this start was for."""

    def raise_up(file: Path | None) -> None:
        window.raise_up()
        if file is not None:
            window.desk.restore(file)

    from pmedia_desktop.gui.preparing import Preparing

    server = listen_for_raise(folder, raise_up, window)
    window.closed.connect(server.close)
    Preparing(window.desk, window)
    window.make_ahead().done.connect(spare_what_is_there)
    _remind(window, folder)
    if backup is not None:
        window.desk.restore(backup)


def _wants_reminders(folder: Path) -> bool:
    from pmedia_desktop.gui.reminders.wishes import Reminding

    return Reminding(folder).wishes().on


def _is_taken(folder: Path, backup: Path | None = None) -> bool:
    """Whether another window has this register and comes to the front, to ask about ``backup``."""
    return (folder / LOCK_NAME).exists() and ask_to_raise(folder, backup)


def _remind(window: Window, folder: Path) -> None:
    """Put the icon into the tray, if there is one; imported only now, after the register is on the screen."""
    from PySide6.QtWidgets import QSystemTrayIcon

    if not QSystemTrayIcon.isSystemTrayAvailable():
        return
    from pmedia_desktop.gui.reminders.tray import Tray
    from pmedia_desktop.gui.reminders.wishes import Reminding

    reminding = Reminding(folder)
    tray = Tray(window.desk, reminding, window)
    leaving = False

    def leave() -> None:
        nonlocal leaving
        leaving = True
        window.close()
        leaving = False

    def stays() -> bool:
        wishes = reminding.wishes()
        return wishes.on and wishes.stays and not leaving

    window.stays_behind = stays
    tray.opened.connect(window.raise_up)
    tray.ended.connect(leave)
    window.desk.reminders_wanted.connect(tray.follow_wishes)
    tray.follow_wishes()


def _speak_chinese(application: QApplication) -> None:
    """Qt's own buttons and menus in Chinese, whatever the system speaks."""
    QLocale.setDefault(QLocale("zh_CN"))
    if speaks_a_translation():
        application.installTranslator(CatalogueTranslator(application))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
