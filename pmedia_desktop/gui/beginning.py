"""How the window begins: with the page prepared for this start, then the register behind it, then what is looked after.

All of it happens off the UI thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from pmedia_desktop.gui.tasks import Lane

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.backup.repairs import Help
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.prepared import FirstView


class OpenedRegister(NamedTuple):
    """The office, and what the window wears: the unit's name ("" before the first start) and the theme."""

    office: Office
    unit: str
    theme: str


class Beginning(QObject):
    """``prepared`` brings the page prepared for this start; then somebody calls ``open_register``.

    ``opened`` brings the register, ``failed`` why it could not be opened, and ``help_found`` what helps then.
    """

    prepared = Signal(object)
    opened = Signal(object)
    failed = Signal(object)
    help_found = Signal(object)

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        open_office: Callable[[], Office],
        read_prepared: Callable[[], FirstView | None],
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._folder = folder
        self._open_office = open_office
        self._read_prepared = read_prepared
        #: Whether the program did not end by itself last time: the register is checked once it is open.
        self.left_open = False

    def begin(self) -> None:
        """Read what was prepared; where there is nothing, open the register at once."""
        self._desk.tasks.run(Lane.READ, lambda _progress: self._read_prepared(), self, self._found, self._not_read)

    def open_register(self) -> None:
        """Open the register."""
        self._desk.tasks.run(
            Lane.READ, lambda _progress: _open(self._open_office), self, self.opened.emit, self._not_opened
        )

    def look_after(self) -> None:
        """Back up and check in the background, and bring the keyring in line with the register."""
        office, left_open = self._desk.office, self.left_open
        self._desk.safe.reconcile()
        self._desk.tasks.run(
            Lane.LONG,
            lambda progress: _look_after(office, left_open, progress),
            self,
            self._looked_after,
            self._desk.answer_failure,
        )

    def _found(self, view: FirstView | None) -> None:
        if view is None:
            self.open_register()
        else:
            self.prepared.emit(view)

    def _not_read(self, failure: BaseException) -> None:
        self._desk.answer_failure(failure)
        self.open_register()

    def _not_opened(self, failure: BaseException) -> None:
        self._desk.tasks.run(
            Lane.READ,
            lambda _progress: _help_for(failure, self._folder),
            self,
            self.help_found.emit,
            self._desk.answer_failure,
        )
        self.failed.emit(failure)

    def _looked_after(self, said: str) -> None:
        self.left_open = False
        if said:
            self._desk.say(said)


def _open(open_office: Callable[[], Office]) -> OpenedRegister:
    from pmedia_desktop.services.settings import read_settings
    from pmedia_desktop.services.unit import read_unit

    office = open_office()
    unit = read_unit(office)
    return OpenedRegister(office, unit.full_name if unit else "", read_settings(office).theme)


def _look_after(office: Office, left_open: bool, progress: Progress) -> str:
    from pmedia_desktop.services.starting import look_after

    return look_after(office, left_open=left_open, progress=progress)


def _help_for(failure: BaseException, folder: Path) -> Help:
    from pmedia_desktop.services.backup.repairs import help_for

    return help_for(failure, folder)
