"""What a district's register costs beside an empty one: window, pages, keystrokes, memory, backup.

    python -m benchmarks.district [FOLDER]

FOLDER holds a register made by ``python -m benchmarks.district_register``; left out, one of a tenth is made. Both sides
take turns in one run and are compared as ratios. What a page or a key costs is processor time of the UI thread alone:
the lanes and other programs take turns with it. Works without a screen. The exit code is 1 when a bound is broken.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.district_register import make_district
from benchmarks.figures import HEAD, Figure
from benchmarks.start import environment_with_bytecode
from pmedia_desktop.app import RegisterOfWindow, close_window, make_application, make_window
from pmedia_desktop.gui.dialogs import UnattendedDialogs
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.gui.window import Window
from pmedia_desktop.progress import Silent
from pmedia_desktop.register.backup import make_backup
from pmedia_desktop.register.files import sha256_of
from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.services import starting
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.prepared import PREPARED_NAME, prepare
from pmedia_desktop.services.unit import FirstStart, first_start

RUNS = 3
_PAGES = ("today", "accounts", "filings", "publications", "messages", "people", "custody", "settings")
_TYPED = "pengshan123"
_WINDOW = (
    "import pathlib, resource, sys\n"
    "from pmedia_desktop.app import run_window\n"
    "run_window(pathlib.Path(sys.argv[1]), exit_when_loaded=True)\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
)


def main() -> int:
    with tempfile.TemporaryDirectory() as work:
        large = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(work) / "large"
        if not large.exists():
            make_district(large, 0.1).close()
        print(f"register: {(large / REGISTER_NAME).stat().st_size // 2**20} MB\n")
        print(HEAD)
        broken = False
        for figure in figures(large, Path(work)):
            print(figure.row, flush=True)
            broken |= figure.broken
    return 1 if broken else 0


def figures(large: Path, work: Path) -> Iterator[Figure]:
    """Yield the figures of the register in ``large``; what is written meanwhile lies in ``work``."""
    small = work / "small"
    office = open_office(small, create=True)
    first_start(office, FirstStart(full_name="甲", seal_text="甲", principal_name="乙", clerk_name="丙"))
    office.close()
    yield from _start(small, large, work)
    yield from _pages(large)
    yield from _backup(large, work)


def _start(small: Path, large: Path, work: Path) -> Iterator[Figure]:
    environment = environment_with_bytecode(work)

    def started(folder: Path) -> tuple[float, float, float]:
        """Return the seconds until the first page was shown and the program had ended, its processor time, its MB."""
        begun, used = time.perf_counter(), _processor_of_children()
        done = subprocess.run(
            [sys.executable, "-c", _WINDOW, str(folder)], env=environment, capture_output=True, text=True, check=True
        )
        return time.perf_counter() - begun, _processor_of_children() - used, int(done.stdout.split()[-1]) / 1024

    def both() -> tuple[list[float], list[float]]:
        found: dict[Path, list[tuple[float, float, float]]] = {small: [], large: []}
        started(small)  # its bytecode is made
        for _ in range(RUNS):
            for folder, seen in found.items():
                seen.append(started(folder))
        medians = [[statistics.median(kind) for kind in zip(*found[folder], strict=True)] for folder in (large, small)]
        return medians[0], medians[1]

    for folder in (small, large):
        (folder / PREPARED_NAME).unlink(missing_ok=True)
    ours, beside = both()
    against = "empty register"
    yield Figure("window, nothing prepared", ours[0] * 1000, "ms", beside[0] * 1000, against)
    yield Figure("memory with the register open", ours[2], "MB", beside[2], against, 1.3)
    for folder in (small, large):
        office = open_office(folder)
        prepare(office, (), Silent())
        office.close()
    ours, beside = both()
    yield Figure("window shows the register, by the clock", ours[0] * 1000, "ms", beside[0] * 1000, against, 1.2)
    yield Figure("window shows the register, processor time", ours[1] * 1000, "ms", beside[1] * 1000, against, 1.2)


def _processor_of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def _pages(folder: Path) -> Iterator[Figure]:
    # The day's backup of the large one would run beside; it is measured by itself.
    starting.look_after = lambda office, **_: ""
    register = RegisterOfWindow(folder, None)
    window = make_window(Theme(make_application(), "light"), folder, register.open, UnattendedDialogs())
    window.resize(1366, 768)
    window.show()
    window.load()
    _settle(window)
    for key in _PAGES:
        window.go(Place(key))
        _settle(window)
        others = [other for other in _PAGES if other != key]
        times: list[float] = []
        filled: list[float] = []
        for _ in range(RUNS):
            window.go(Place(others[0]))
            _settle(window)
            begun = time.thread_time()
            window.go(Place(key))
            QApplication.processEvents()
            times.append(time.thread_time() - begun)
            _settle(window)
            filled.append(time.thread_time() - begun)
        yield Figure(f"page {key}, UI thread until it is shown", statistics.median(times) * 1000, "ms", bound=100)
        yield Figure(f"page {key}, UI thread until it is filled", statistics.median(filled) * 1000, "ms", bound=100)
    for key in ("accounts", "publications", "messages"):
        yield _keys(window, key)
    close_window(window)
    register.release()


def _keys(window: Window, page: str) -> Figure:
    window.go(Place(page))
    _settle(window)
    search = part(window.page(page), QLineEdit, "search")
    times = []
    for letter in _TYPED:
        begun = time.thread_time()
        QTest.keyClicks(search, letter)
        QApplication.processEvents()
        times.append(time.thread_time() - begun)
        _settle(window)
    return Figure(f"slowest keystroke in the search of {page}, UI thread", max(times) * 1000, "ms", bound=16)


def _settle(window: Window) -> None:
    """Let everything arrive."""
    end = time.monotonic() + 60
    while time.monotonic() < end and (window.here is None or not window.desk.tasks.is_idle()):
        QApplication.processEvents()
        time.sleep(0.005)


def _backup(folder: Path, work: Path) -> Iterator[Figure]:
    """Yield seconds by the clock and of the processor; the file is in the system's cache, and nothing left to flush."""

    def plain() -> None:
        with (
            closing(sqlite3.connect(folder / REGISTER_NAME)) as source,
            closing(sqlite3.connect(work / "plain.db")) as target,
        ):
            source.backup(target)

    def ours() -> None:
        with open_register(folder) as register:
            make_backup(register, work / "ours")

    sha256_of(folder / REGISTER_NAME)
    taken: list[list[tuple[float, float]]] = [[], []]
    for _ in range(RUNS):
        for seen, function in zip(taken, (ours, plain), strict=True):
            os.sync()
            begun, used = time.perf_counter(), time.process_time()
            function()
            seen.append((time.perf_counter() - begun, time.process_time() - used))
            for copy in (*work.glob("plain.db"), *work.glob("ours/*.db")):
                copy.unlink()
    made, alone = ([statistics.median(kind) for kind in zip(*seen, strict=True)] for seen in taken)
    against = "SQLite's own copy"
    yield Figure("backup, verified with its journal, by the clock", made[0], "s", alone[0], against, 2)
    yield Figure("backup, verified with its journal, processor time", made[1], "s", alone[1], against)


if __name__ == "__main__":
    sys.exit(main())
