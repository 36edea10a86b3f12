"""The main window: how it begins and ends, and what all its pages share. Pages do everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6 import QtGui
from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from pmedia_desktop.gui.beginning import Beginning
from pmedia_desktop.gui.desk import Desk
from pmedia_desktop.gui.foot import Foot
from pmedia_desktop.gui.made_pages import MadePages
from pmedia_desktop.gui.navigation import Navigation
from pmedia_desktop.gui.page import Page, PageEntry
from pmedia_desktop.gui.pages import sections
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.restoring import Restoring
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.way import Way
from pmedia_desktop.gui.welcome import Welcome
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.ahead import Ahead
    from pmedia_desktop.gui.beginning import OpenedRegister
    from pmedia_desktop.gui.custody.lock_button import LockButton
    from pmedia_desktop.gui.pages.today import TodayPage
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.prepared import FirstView

_CONTEXT = "gui.window"
#: 1366 by 768 pixels at 200 %, less the task bar and the title.
_SMALLEST = QSize(680, 300)
#: In a narrower window (the same screen at 125 % is wider) the navigation shows its icons only.
_NARROW = 1080
#: A message at the window's foot stays this long, in milliseconds.
_SAID_FOR = 8000


class Window(QMainWindow):
    """``shown``: it is painted; ``loaded``: the first page shows the register, prepared or read from it.

    ``settled``: the register is open and the page was read from it; ``closed``: the program may end.
    """

    shown = Signal()
    loaded = Signal()
    settled = Signal()
    closed = Signal()

    def __init__(
        self,
        desk: Desk,
        theme: Theme,
        folder: Path,
        open_office: Callable[[], Office],
        prepared: Callable[[], FirstView | None],
    ) -> None:
        super().__init__()
        self.desk = desk
        self._theme = theme
        self._beginning = Beginning(desk, folder, open_office, prepared)
        self._waits_to_be_looked_after = False
        self._painted = False
        self._loaded = False
        self._left = False
        self._settled = False
        self._lock: LockButton | None = None
        self._ahead: Ahead | None = None
        self._follows_settings = True
        #: Whether the program stays when the window closes, for its reminders; the vault is locked then.
        self.stays_behind: Callable[[], bool] = lambda: False
        self.setWindowTitle(translate(_CONTEXT, "政务新媒体账号管理"))
        self.setMinimumSize(_SMALLEST)
        self.navigation = Navigation(sections(), theme)
        self._stack = QStackedWidget()
        self._pages = MadePages(desk, self._stack)
        self._way = Way(desk, self._pages, self.navigation)
        restoring = Restoring(desk, self, folder, self._step_aside, self._begin_again)
        self._welcome = Welcome(self.load, restoring.choose, restoring.guide, restoring.save_readable, folder)
        self._stack.addWidget(self._welcome)
        self.setCentralWidget(_side_by_side(self.navigation, self._stack))
        self.setStatusBar(Foot())
        self.statusBar().setSizeGripEnabled(False)
        self.navigation.setEnabled(False)
        self.navigation.chosen.connect(lambda key: self.go(Place(key), keeps_focus=True))
        self._listen(desk, restoring)

    def _listen(self, desk: Desk, restoring: Restoring) -> None:
        self._beginning.prepared.connect(self._show_prepared)
        self._beginning.opened.connect(self._opened)
        self._beginning.failed.connect(self._not_opened)
        self._beginning.help_found.connect(self._welcome.offer)
        desk.safe.changed.connect(self._show_lock)
        desk.wanted.connect(self.go)
        desk.reopening.connect(restoring.guide)
        desk.wanted_back.connect(self.go_back)
        desk.changed.connect(lambda _kinds: self._refresh())
        desk.said.connect(lambda text: self.statusBar().showMessage(text, _SAID_FOR))
        desk.tasks.busy.connect(self._note_idle)
        self.shown.connect(lambda: QTimer.singleShot(0, self, self._furnish))

    @property
    def here(self) -> Place | None:
        """Where the user is; None before the register is open."""
        return self._way.here

    def keep_theme(self) -> None:
        """Keep the colours that the window was made with, whatever the register's settings say."""
        self._follows_settings = False

    def note_left_open(self) -> None:
        """Take note that the program did not end by itself last time: the register is checked once it is open."""
        self._beginning.left_open = True

    def make_ahead(self) -> Ahead:
        """Import and make what pages need while nothing is under way, from now on for every register that is opened."""
        from pmedia_desktop.gui.ahead import Ahead

        self._ahead = Ahead(self.desk, self._pages, self)
        self._ahead.begin()
        return self._ahead

    def load(self) -> None:
        """Show the first page as it was prepared, then open the register and read it; all of it off the UI thread.

        Where nothing was prepared, the page is shown once the register is open.
        """
        self._welcome.wait()
        self._stack.setCurrentWidget(self._welcome)
        self._beginning.begin()

    def go(self, place: Place, *, keeps_focus: bool = False) -> None:
        """Show a place, or once the register is open. ``keeps_focus``: the user goes on in the navigation."""
        self._way.go(place, keeps_focus=keeps_focus)

    def go_back(self) -> None:
        """Return to where the user came from."""
        self._way.go_back()

    def _show_lock(self) -> None:
        """Put the button that locks to the window's foot, the first time that somebody has unlocked."""
        if self.desk.safe.person is not None and self._lock is None:
            from pmedia_desktop.gui.custody.lock_button import LockButton

            self._lock = LockButton(self.desk.safe)
            self.statusBar().addPermanentWidget(self._lock)

    def _open_palette(self) -> None:
        """Open the command palette, once the register is open."""
        if self.desk.is_open:
            from pmedia_desktop.gui.command_palette import CommandPalette

            CommandPalette(self.desk, self, self.entries()).open()

    def explain_here(self) -> None:
        """Open the manual at the place about what is in view (F1)."""
        if self.here is None:
            self.explain_above(self, "Welcome")
        elif self._way.page != "help":
            self.go(Place("help", 0, self._way.in_view()))

    def explain_above(self, below: QWidget, name: str) -> None:
        """Open the manual above a dialog, or above the window without an open register: ``name`` is what lies below."""
        from pmedia_desktop.gui.help.dialog import HelpDialog

        HelpDialog(self.desk, below, f"{name} {self._way.in_view()}").open()

    def page(self, key: str) -> Page:
        """Return a page, made at the first visit."""
        return self._pages.page(key)

    def raise_up(self) -> None:
        """Come to the front, because the program was started a second time."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def entries(self) -> tuple[PageEntry, ...]:
        """Return the pages that the window knows."""
        return tuple(self._pages.entries.values())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Close, unless a page has something unsaved and the user stays."""
        if not self._pages.may_close(self._way.page):
            event.ignore()
            return
        if self.desk.is_open:
            self.desk.memory.keep_geometry(self.saveGeometry())
        if self.stays_behind():
            event.ignore()
            self.desk.safe.lock()
            self.hide()
            return
        event.accept()
        self._left = True
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave a narrow window to its page."""
        super().resizeEvent(event)
        self.navigation.show_words(wanted=self.width() >= _NARROW)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint, and after the first time say that the window is shown."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.shown.emit)

    def _furnish(self) -> None:
        """Add what a window can be painted without: icons, keys, and the look at the day when it comes to the front."""
        from pmedia_desktop.gui.icons import application_icon
        from pmedia_desktop.gui.reading_notice import ReadingNotice

        ReadingNotice(self.desk.tasks, self.statusBar())
        QGuiApplication.setWindowIcon(application_icon())
        self.navigation.furnish()
        for keys, answer in (
            (QtGui.QKeySequence("Alt+Left"), self.go_back),
            (QtGui.QKeySequence(QtGui.QKeySequence.StandardKey.HelpContents), self.explain_here),
            (QtGui.QKeySequence("Ctrl+K"), self._open_palette),
        ):
            QtGui.QShortcut(keys, self).activated.connect(answer)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101 - there is one whenever a widget is
        application.focusWindowChanged.connect(self._note_new_day)

    def _show_prepared(self, view: FirstView) -> None:
        """Show what was prepared; the register is opened once it is on the screen."""
        from pmedia_desktop.gui.pages.today import TodayPage

        page = self._pages.bring_up("today")
        assert isinstance(page, TodayPage)  # noqa: S101 - the list of pages says so
        self._dress(view.unit, view.theme)
        page.show_prepared(view.page, tuple((one.words, Place(one.page, one.record, one.field)) for one in view.begun))
        self.navigation.light_up("today")
        QTimer.singleShot(0, lambda: self._prepared_is_seen(page))

    def _prepared_is_seen(self, page: TodayPage) -> None:
        self._say_loaded()
        if not self._left:
            page.show_rest()
            self._beginning.open_register()

    def _not_opened(self, failure: BaseException) -> None:
        """Say why the register could not be opened; also where only the icon was to be seen."""
        self._way.forget_wish()
        self._stack.setCurrentWidget(self._welcome)
        self.navigation.setEnabled(False)
        self.show()
        self._welcome.explain(failure)

    def _step_aside(self, message: str) -> None:
        """Show what is waited for in place of the pages."""
        self._welcome.wait(message)
        self._stack.setCurrentWidget(self._welcome)
        self.navigation.setEnabled(False)

    def _begin_again(self) -> None:
        """Open the register anew; what the pages show belongs to the one that was closed."""
        self._pages.forget()
        self._way.forget()
        self.load()

    def _opened(self, opened: OpenedRegister) -> None:
        self.desk.sit_down(opened.office)
        if self._ahead is not None:
            self._ahead.begin()
        self._day = opened.office.today()
        self._dress(opened.unit, opened.theme)
        self._waits_to_be_looked_after = bool(opened.unit)
        if not opened.unit:
            self._way.forget_wish()
        self._way.set_out(Place("today" if opened.unit else "first_start"))

    def _dress(self, unit_name: str, theme: str) -> None:
        """Show whose register it is, in the colours that its settings ask for."""
        if self._follows_settings:
            self._theme.choose(theme)
        self._name_unit(unit_name)

    def _refresh(self) -> None:
        self._pages.refresh(self._way.page)
        self.desk.read(self, _unit_name, self._name_unit, replaces="unit name")

    def _name_unit(self, name: str) -> None:
        self.navigation.name_unit(name)
        self.navigation.setEnabled(bool(name))

    def _note_new_day(self) -> None:
        """Read again when the window comes to the front and a new day has begun behind it."""
        if not self.desk.is_open or not self.isActiveWindow():
            return
        today = self.desk.office.today()
        if today != self._day:
            self._day = today
            self._refresh()

    def _note_idle(self, busy: bool) -> None:
        if busy or self.here is None:
            return
        if not self._settled:
            self._settled = True
            self._say_loaded()
            self.settled.emit()
        if self._waits_to_be_looked_after and self.desk.is_open and not self._left:
            self._waits_to_be_looked_after = False
            self._beginning.look_after()

    def _say_loaded(self) -> None:
        if not self._loaded:
            self._loaded = True
            self.loaded.emit()


def _side_by_side(navigation: QWidget, pages: QWidget) -> QWidget:
    middle = QWidget()
    layout = QHBoxLayout(middle)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(navigation)
    layout.addWidget(pages, 1)
    return middle


def _unit_name(office: Office) -> str:
    from pmedia_desktop.services.unit import read_unit

    unit = read_unit(office)
    return unit.full_name if unit else ""
