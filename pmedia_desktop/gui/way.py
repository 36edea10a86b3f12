"""The user's way through the pages: the one in view, lit up in the navigation, and those to go back to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtWidgets

from pmedia_desktop.gui.place import Place

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.made_pages import MadePages
    from pmedia_desktop.gui.navigation import Navigation


class Way:
    """``here`` is where the user is; None before the register is open."""

    def __init__(self, desk: Desk, pages: MadePages, navigation: Navigation) -> None:
        self.here: Place | None = None
        self._desk = desk
        self._pages = pages
        self._navigation = navigation
        self._past: list[Place] = []
        self._wished: Place | None = None

    @property
    def page(self) -> str:
        """The key of the page in view; "" before the register is open."""
        return self.here.page if self.here is not None else ""

    def go(self, place: Place, *, keeps_focus: bool = False) -> None:
        """Show a place, or once the register is open. Where the user was is remembered for going back.

        ``keeps_focus``: the user goes on in the navigation.
        """
        if not self._desk.is_open:
            self._wished = place
        if not self._desk.is_open or not self._may_leave(place):
            self._light_up()
            return
        if self.here is not None and self.here.page != place.page:
            self._past.append(self.here)
        self._show(place, keeps_focus=keeps_focus or self.here is None)

    def go_back(self) -> None:
        """Return to where the user came from."""
        if self._past and self._may_leave(self._past[-1]):
            self._show(self._past.pop())

    def set_out(self, usual: Place) -> None:
        """Go where was wished for before the register was open, or to the usual place."""
        wished, self._wished = self._wished, None
        self.go(wished or usual)

    def forget_wish(self) -> None:
        """Wish for no place any more: the register did not open."""
        self._wished = None

    def forget(self) -> None:
        """Be nowhere, and have been nowhere: the register was closed."""
        self._past.clear()
        self.here = None

    def in_view(self) -> str:
        """Name the page in view for the manual: with its tab, by itself, and by its section; "" without a page."""
        if self.here is None:
            return ""
        entry = self._pages.entries[self.here.page]
        tabs = self._pages.page(entry.key).findChild(QtWidgets.QTabWidget)
        tab = entry.parts[tabs.currentIndex()] if tabs is not None and entry.parts else ""
        return f"{entry.key}/{tab} {entry.key} {entry.section}"

    def _may_leave(self, place: Place) -> bool:
        if self.here is None or self.here == place:
            return True
        return self._pages.page(self.here.page).may_leave()

    def _show(self, place: Place, *, keeps_focus: bool = False) -> None:
        self.here = place
        self._desk.memory.keep_recent(f"{place.page}/{place.record}")
        page = self._pages.bring_up(place.page)
        if not keeps_focus or page.isAncestorOf(page.window().focusWidget()):
            # Qt would give the focus to the first button or to the navigation, as if the user had chosen it; Tab goes
            # to the first part from here.
            page.setFocus()
        self._light_up()
        self._pages.catch_up(place.page)
        page.visit(place)

    def _light_up(self) -> None:
        if self.here is not None:
            self._navigation.light_up(self._pages.entries[self.here.page].section)
