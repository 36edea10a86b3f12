"""A page that is seen once it knows what to show: no button without its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.ui_files import load_ui

if TYPE_CHECKING:
    from collections.abc import Callable

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office

T = TypeVar("T")


class AnsweredPage(Page):
    """A page of ``ui/<file>.ui``, which is its ``root``; hidden until its first question has ended, well or badly."""

    def __init__(self, desk: Desk, file: str) -> None:
        super().__init__(desk)
        self.root = load_ui(file, self)
        self.root.hide()

    def ask(self, work: Callable[[Office], T], show: Callable[[T], None]) -> None:
        """Ask a service for what the page shows; a later question takes the place of an earlier one."""
        self.desk.read(self, work, show, replaces="shown", ended=self.root.show)
