"""The longest gap of the window's event loop: on every page, and through every guide.

Run from the repository's root: ``python -m benchmarks.event_loop``. A clock ticks in the loop every millisecond; the
longest time between two ticks is how long a key press may have waited. Every page is visited, and in every guide the
fields are filled and its button pressed, step by step. Of several rounds the best counts: what another program took is
not ours. Guides that are added are found by themselves: pages with a button called ``next``.

The first visit of a page, which imports and makes it, comes once a day and cannot be repeated: processor time of the UI
thread is taken for it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton

from benchmarks.figures import HEAD, Figure
from pmedia_desktop.app import close_window, make_application, make_window
from pmedia_desktop.gui.dialogs import UnattendedDialogs
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.screenshots import every_place, first_records
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.sample.making import make_sample

BOUND, FIRST_BOUND = 50.0, 100.0  # milliseconds
_ROUNDS = 3
_STEPS = 6
_TEXT = "示例镇政务信息"


class Clock:
    """Ticks in the event loop, and remembers the longest gap."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()
        self.longest = 0.0

    def start(self) -> None:
        """Begin anew."""
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def measure_first_visits(window: Window, places: Sequence[Place]) -> dict[str, float]:
    """Return for each page that was not visited yet how long importing and making it takes, in seconds."""
    found: dict[str, float] = {}
    for place in places:
        if place.page not in found:
            begun = time.thread_time()
            window.page(place.page)
            found[place.page] = time.thread_time() - begun
    return found


def measure(window: Window, places: Sequence[Place], rounds: int) -> dict[str, tuple[float, bool]]:
    """Return for each page its longest gap in seconds, and whether it is a guide."""
    clock = Clock()
    found: dict[str, tuple[float, bool]] = {}
    for place in places:
        gaps = []
        for _ in range(rounds):
            clock.start()
            _in_loop(window, lambda place=place: window.go(place))
            page = window.page(place.page)
            button = page.findChild(QPushButton, "next")
            if button is not None:
                for step in _steps(page, button):
                    _in_loop(window, step)
            gaps.append(clock.longest)
        key = f"{place.page}/{place.field}".rstrip("/")
        found[key] = max(found.get(key, (0.0, False))[0], min(gaps)), button is not None
    return found


def _steps(page: Page, button: QPushButton) -> Iterator[object]:
    for _ in range(_STEPS):
        for line in page.findChildren(QLineEdit):
            if line.isVisible() and line.isEnabled() and not line.isReadOnly() and not line.text():
                yield lambda line=line: line.setText(_TEXT)
        for area in page.findChildren(QPlainTextEdit):
            if area.isVisible() and not area.toPlainText():
                yield lambda area=area: area.setPlainText(_TEXT)
        for choice in page.findChildren(QComboBox):
            if choice.isVisible() and choice.count() > 1:
                yield lambda choice=choice: choice.setCurrentIndex(1)
        if button.isVisible() and button.isEnabled():
            yield button.click


def _in_loop(window: Window, step: object) -> None:
    """Do a step inside the loop, as a click would, and wait until nothing is under way."""
    loop = QEventLoop()
    rest = QTimer(interval=20)
    calm = 0

    def look() -> None:
        nonlocal calm
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.reject()
        calm = calm + 1 if window.desk.tasks.is_idle() else 0
        if calm > 2:
            loop.quit()

    rest.timeout.connect(look)
    rest.start()
    QTimer.singleShot(0, step)  # type: ignore[arg-type]
    loop.exec()


def figures(rounds: int = _ROUNDS) -> list[Figure]:
    """Return the longest gap of each guide, and the longest of all other pages."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        office = open_office(Path(folder), create=True)
        make_sample(office)
        office.close()
        window = make_window(
            Theme(make_application(), "light"), Path(folder), lambda: open_office(Path(folder)), UnattendedDialogs()
        )
        window.resize(1366, 768)
        window.show()
        _in_loop(window, window.load)
        places = every_place(window, first_records(window.desk.office))
        first = measure_first_visits(window, places)
        found = measure(window, places, rounds)
        close_window(window)
        window.deleteLater()
        QCoreApplication.processEvents()
    guides = {name: gap for name, (gap, guide) in found.items() if guide}
    others = {name: gap for name, (gap, guide) in found.items() if not guide}
    slowest, made_longest = max(others, key=lambda name: others[name]), max(first, key=lambda name: first[name])
    return [
        *(
            Figure(f"event loop's longest gap, guide {name}", gap * 1000, "ms", bound=BOUND)
            for name, gap in guides.items()
        ),
        Figure(
            f"event loop's longest gap, page change (slowest: {slowest})", others[slowest] * 1000, "ms", bound=BOUND
        ),
        Figure(
            f"page made at its first visit (slowest: {made_longest})",
            first[made_longest] * 1000,
            "ms",
            bound=FIRST_BOUND,
        ),
    ]


def main() -> int:
    measured = figures()
    print("\n".join([HEAD, *(figure.row for figure in measured)]))
    return 1 if any(figure.broken for figure in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
