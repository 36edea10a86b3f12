"""The longest gap of the window's event loop: through every guide, and on every page.

Run from the repository's root: ``python -m benchmarks.event_loop [--check]``. A clock ticks in the loop every
millisecond. The longest time between two ticks is how long a key press may have waited; beside it stands the longest
work in one go, in processor time of the UI thread. What is between the two others took: lanes that hold the
interpreter, other programs.

Every guide is gone through to its end (``benchmarks.guides``), each time in a process and a register of its own, from
the click that leads to it: it imports and makes what it needs for the first time. The window has come to rest before,
as it does while its user reads the first page. Of several processes the best counts: what another program took is not
ours.
A page with a button called ``next`` that no guide begins at is an error.

Pages are visited in one window, as they are later in a day; what their first visit costs a window that has not come to
rest is processor time too.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QPushButton

from benchmarks.figures import HEAD, Figure
from benchmarks.guides import Guide, Step, guides
from pmedia_desktop.app import close_window, make_application, make_window
from pmedia_desktop.gui.dialogs import UnattendedDialogs
from pmedia_desktop.gui.garbage import GarbageOnThisThread, spare_what_is_there
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.screenshots import every_place, first_records
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.window import Window
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.sample.making import make_sample

BOUND, FIRST_BOUND = 50.0, 100.0  # milliseconds
_ROUNDS = 3


class Clock:
    """Ticks in the loop, and remembers the longest gap in seconds: by the clock, and in this thread's own work."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._tick)
        self.start()

    def start(self) -> None:
        """Begin anew."""
        self.longest = self.longest_work = 0.0
        self._last, self._last_work = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> None:
        """Keep what was found."""
        self._timer.stop()

    def _tick(self) -> None:
        now, work = time.perf_counter(), time.thread_time()
        self.longest = max(self.longest, now - self._last)
        self.longest_work = max(self.longest_work, work - self._last_work)
        self._last, self._last_work = now, work


def measure_first_visits(window: Window, places: Sequence[Place]) -> dict[str, float]:
    """Return for each page that was not visited yet how long importing and making it takes, in seconds."""
    found: dict[str, float] = {}
    for place in places:
        if place.page not in found:
            begun = time.thread_time()
            window.page(place.page)
            found[place.page] = time.thread_time() - begun
    return found


def measure_pages(window: Window, places: Sequence[Place], rounds: int) -> dict[str, float]:
    """Return for each page and tab its longest gap in seconds."""
    clock = Clock()
    found: dict[str, float] = {}
    for place in places:
        gaps = []
        for _ in range(rounds):
            clock.start()
            _in_loop(window, lambda place=place: window.go(place))
            gaps.append(clock.longest)
        clock.stop()
        key = f"{place.page}/{place.field}".rstrip("/")
        found[key] = max(found.get(key, 0.0), min(gaps))
    return found


def go_through(guide: Guide, folder: Path) -> Clock:
    """Go through a guide in the register in ``folder``; return the clock. Raises where the guide does not end."""
    with _opened(folder) as window:
        rest = QEventLoop()
        window.make_ahead().done.connect(rest.quit)
        GarbageOnThisThread(window)
        rest.exec()
        spare_what_is_there()
        clock = Clock()
        _in_loop(window, lambda: window.go(guide.place))
        for step in guide.steps(window, window.page(guide.place.page)):
            _in_loop(window, step, dismiss=False)
        clock.stop()
        if window.here is None or window.here.page != guide.ends_at:
            raise LookupError(f"{guide.name} ended at {window.here}")
    return clock


def measure_guide(guide: Guide, sample: Path, work: Path, rounds: int) -> tuple[float, float]:
    """Return the longest gap by the clock and the longest work, in seconds: the best of several processes."""
    gaps, works = [], []
    for _ in range(rounds):
        folder = work / "guided"
        if not guide.empty:
            shutil.copytree(sample, folder)
        line = [sys.executable, "-m", "benchmarks.event_loop", "--guide", guide.name, "--folder", str(folder)]
        done = subprocess.run(line, check=True, capture_output=True, text=True)
        gap, own = json.loads(done.stdout)
        gaps.append(gap)
        works.append(own)
        shutil.rmtree(folder)
    return min(gaps), min(works)


def _in_loop(window: Window, step: Step, *, dismiss: bool = True) -> None:
    """Do a step inside the loop, as a click would, and wait until nothing is under way; dialogs go or stay."""
    loop = QEventLoop()
    rest = QTimer(interval=20)
    calm = 0
    failed: list[BaseException] = []

    def act() -> None:
        try:
            step()
        except BaseException as error:
            failed.append(error)
            loop.quit()

    def look() -> None:
        nonlocal calm
        for dialog in window.findChildren(QDialog):
            if dismiss and dialog.isVisible():
                dialog.reject()
        calm = calm + 1 if window.desk.tasks.is_idle() else 0
        if calm > 2:
            loop.quit()

    rest.timeout.connect(look)
    rest.start()
    QTimer.singleShot(0, act)
    loop.exec()
    rest.stop()
    if failed:
        raise failed[0]


@contextmanager
def _opened(folder: Path) -> Iterator[Window]:
    """Open the window on a register; a new one where there is none."""
    theme = Theme(make_application(), "light")
    window = make_window(theme, folder, lambda: open_office(folder, create=True), UnattendedDialogs())
    window.resize(1366, 768)
    window.show()
    _in_loop(window, window.load)
    try:
        yield window
    finally:
        close_window(window)
        window.deleteLater()
        QCoreApplication.processEvents()


def figures(rounds: int = _ROUNDS) -> list[Figure]:
    """Return the longest gap and the longest work of each guide, and the longest of all other pages."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        sample = Path(folder, "sample")
        office = open_office(sample, create=True)
        make_sample(office)
        office.close()
        known = guides(Path(folder))
        taken = {guide.name: measure_guide(guide, sample, Path(folder), rounds) for guide in known}
        with _opened(sample) as window:
            places = every_place(window, first_records(window.desk.office))
            first = measure_first_visits(window, places)
            pages = measure_pages(window, places, rounds)
            asking = {place.page for place in places if window.page(place.page).findChild(QPushButton, "next")}
        forgotten = asking - {guide.place.page for guide in known}
        if forgotten:
            raise LookupError(f"guides that are not gone through: {forgotten}")
    slowest, made_longest = max(pages, key=lambda name: pages[name]), max(first, key=lambda name: first[name])
    longest_gap = "event loop's longest gap"
    found = [
        (f"{longest_gap}, page change (slowest: {slowest})", pages[slowest], BOUND),
        (f"page made at its first visit (slowest: {made_longest})", first[made_longest], FIRST_BOUND),
    ]
    for name, (gap, own) in taken.items():
        found += [
            (f"{longest_gap}, guide {name}", gap, BOUND),
            (f"event loop's longest work in one go, guide {name}", own, BOUND),
        ]
    return [Figure(what, seconds * 1000, "ms", bound=bound) for what, seconds, bound in found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--guide", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.guide:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        with tempfile.TemporaryDirectory() as work:
            [guide] = [one for one in guides(Path(work)) if one.name == options.guide]
            clock = go_through(guide, options.folder)
        print(json.dumps([clock.longest, clock.longest_work]))
        return 0
    measured = figures()
    print("\n".join([HEAD, *(figure.row for figure in measured)]))
    return 1 if options.check and any(figure.broken for figure in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
