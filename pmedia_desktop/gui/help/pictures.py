"""Takes the pictures that the manual's chapters call for: pages by their address, scenes, and printed papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.help.manual import chapters
from pmedia_desktop.gui.help.scenes import SCENES, Stage
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.screenshots import open_for_pictures, save_picture, until_idle
from pmedia_desktop.services.files import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.dialogs import UnattendedDialogs
    from pmedia_desktop.gui.window import Window
    from pmedia_desktop.services.sample.pictured import Pictured


def wanted_pictures() -> tuple[str, ...]:
    """Return the names of all pictures, without the file's ending, in the order of the chapters."""
    return tuple(file.removesuffix(".png") for chapter in chapters() for file in chapter.pictures)


def place_of(name: str) -> Place:
    """Return the address that a picture of a page is called by: page, record and part, as far as there are."""
    page, _, rest = name.partition("-")
    record, _, part = rest.partition("-")
    return Place(page, int(record), part) if record.isdecimal() else Place(page, 0, rest)


def take_manual_pictures(
    window: Window, out: Path, size: tuple[int, int], dialogs: UnattendedDialogs, pictured: Pictured
) -> None:
    """Save them all; ``dialogs`` are those of the window and raise what one would have said."""
    open_for_pictures(window, out, size)
    stage = Stage(window, pictured)
    for name in wanted_pictures():
        if name in pictured.papers:
            write_file(out / f"{name}.png", pictured.papers[name])
            continue
        shown = SCENES[name](stage) if name in SCENES else _page(window, name)
        # How long it stays goes by the clock, and a picture is to be the same each time.
        window.statusBar().clearMessage()
        save_picture(shown, out / f"{name}.png")
        if shown is not window:
            shown.close()
            until_idle(window)
        dialogs.raise_what_was_said()


def _page(window: Window, name: str) -> QWidget:
    window.go(place_of(name))
    until_idle(window)
    return window
