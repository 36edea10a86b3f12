"""A picture of each page, with or without a screen: for the demo, the manual, and looking at one's work."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import EnvironmentProblem, reason_of
from pmedia_desktop.gui.dialogs import UnattendedDialogs
from pmedia_desktop.gui.doors import doors, opened
from pmedia_desktop.gui.place import Place
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.window import Window
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.screenshots"
#: Between two looks whether the window is at rest, in milliseconds, and how many looks in a row must find it so:
#: what was read last still has to be laid out.
_REST = 50
_CALM_LOOKS = 3
_PATIENCE = 60_000
#: A page that waits at most so long (milliseconds) waits for a pause in typing, and then asks.
_TYPING_PAUSE = 600


def prepare_pictures(scale: float) -> None:
    """Choose the scale, and a platform without a screen where there is none. Call it before the application."""
    if QApplication.instance() is not None:
        return
    os.environ["QT_SCALE_FACTOR"] = str(scale)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Without a screen, Qt on Windows looks for fonts in a folder of its own, and warns that there is none.
    os.environ.setdefault("QT_QPA_FONTDIR", str(data_path("resources", "fonts")))


def take_screenshots(
    window: Window, out: Path, size: tuple[int, int], dialogs: UnattendedDialogs, *, with_dialogs: bool = False
) -> list[Path]:
    """Open the register, visit every page and save what is seen; return the files.

    ``dialogs`` are those of the window; they raise when something went wrong on a page that one would have said.
    ``with_dialogs``: what the buttons and menus of a page open as well.
    """
    check = dialogs.raise_what_was_said
    open_for_pictures(window, out, size)
    check()
    paths = []
    if window.here is None:
        return [save_picture(window, out / "opening.png")]
    for number, place in enumerate(every_place(window, first_records(window.desk.office)), start=1):
        window.go(place)
        until_idle(window)
        check()
        # How long it stays goes by the clock, and a picture is to be the same each time.
        window.statusBar().clearMessage()
        name = f"{number:02d}-{_name(place)}"
        paths.append(save_picture(window, out / f"{name}.png"))
        if with_dialogs:
            paths += _picture_dialogs(window, place, out, name, dialogs)
    return paths


def open_for_pictures(window: Window, out: Path, size: tuple[int, int]) -> None:
    """Make the folder, and open the register in a window that keeps its size."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "建不了文件夹“{path}”（{why}），").format(path=out, why=reason_of(error)),
            translate(_CONTEXT, "请用 --out 另选一个。"),
        ) from error
    window.resize(QSize(*size))
    window.setFixedSize(QSize(*size))
    window.show()
    window.load()
    until_idle(window)


def _picture_dialogs(window: Window, place: Place, out: Path, name: str, dialogs: UnattendedDialogs) -> list[Path]:
    """Open everything that the page opens, one after the other, and save what is seen."""
    paths: list[Path] = []
    for number in range(len(doors(window.page(place.page)))):
        here = list(doors(window.page(place.page)).values())
        if number >= len(here):
            break
        stem = out / f"{name}-asks{number + 1}"
        dialogs.look = partial(_keep, paths, stem.with_suffix(".png"))
        here[number]()
        until_idle(window)
        for dialog in reversed(opened()):
            paths += [save_picture(dialog, path) for path in _tabs_of(dialog, stem)]
            dialog.reject()
        dialogs.look = None
        window.go(place)
        until_idle(window)
    return paths


def _keep(paths: list[Path], path: Path, shown: QWidget) -> None:
    paths.append(save_picture(shown, path))


def _tabs_of(dialog: QDialog, stem: Path) -> Iterator[Path]:
    """Yield a name for each tab of a dialog, with that tab in view; the one name where it has none."""
    tabs = dialog.findChild(QTabWidget)
    for number in range(tabs.count() if tabs is not None else 1):
        if tabs is not None:
            tabs.setCurrentIndex(number)
        yield stem.with_name(f"{stem.name}-{type(dialog).__name__}{number + 1}.png")


def every_place(window: Window, records: Mapping[str, Sequence[int]]) -> list[Place]:
    """Return every page with every tab, those of a record with the records of its kind; and the unit's own forms."""
    from pmedia_desktop.services.paper.form_sharing import own_forms

    if window.here == Place("first_start"):
        return [Place("first_start")]
    places = []
    for entry in window.entries():
        if entry.takes:
            places += [Place(entry.key, record) for record in records.get(entry.takes, ())]
        elif entry.parts:
            places += [Place(entry.key, 0, tab) for tab in entry.parts]
        elif entry.key != "first_start":
            places.append(Place(entry.key))
    forms = own_forms(window.desk.office.folder)
    return [*places, *(Place("workshop", 0, form.name) for form in forms if form.has_page)]


def first_records(office: Office) -> dict[str, list[int]]:
    """Return some records of each kind that has a page."""
    from pmedia_desktop.services.office import whole_snapshot

    known = whole_snapshot(office)
    kinds = {filing.kind: filing.id for filing in reversed(known.filings)}
    filed = {filing.account_id for filing in known.filings}
    accounts = [account.id for account in known.accounts if account.id in filed][:1]
    return {
        "account": accounts,
        "filing": list(reversed(kinds.values())),
        "credential": [credential.id for credential in known.credentials][:1],
        "handover": [handover.id for handover in known.handovers][:1],
        "publication": [item.id for item in reversed(known.publications) if item.steps][:2],
    }


def _name(place: Place) -> str:
    return "-".join(str(word) for word in (place.page, place.record, place.field) if word)


def save_picture(widget: QWidget, path: Path) -> Path:
    """Save what is seen of a widget."""
    if not widget.grab().save(str(path)):
        raise EnvironmentProblem(
            translate(_CONTEXT, "图片“{path}”写不进去，").format(path=path),
            translate(_CONTEXT, "请检查文件夹和磁盘空间。"),
        )
    return path


def until_idle(window: Window) -> None:
    """Let the window work until nothing is under way, and then come to rest."""
    loop = QEventLoop()
    patience = QTimer(singleShot=True, interval=_PATIENCE)
    patience.timeout.connect(loop.quit)
    patience.start()
    rest = QTimer(interval=_REST)
    calm = 0

    def look() -> None:
        nonlocal calm
        calm = calm + 1 if window.desk.tasks.is_idle() and not _waits_for_typing(window) else 0
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if calm >= _CALM_LOOKS:
            loop.quit()

    rest.timeout.connect(look)
    rest.start()
    loop.exec()


def _waits_for_typing(window: Window) -> bool:
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= _TYPING_PAUSE
        for timer in window.findChildren(QTimer)
    )
