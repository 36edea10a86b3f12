"""What a district's register costs beside an empty one: window, pages, keystrokes, memory, backup.

    python -m benchmarks.district [FOLDER]

FOLDER holds a register made by ``python -m benchmarks.district_register``; left out, one of a tenth is made. Both sides
take turns in one run and are compared as ratios. What a page or a key costs is processor time of the UI thread alone:
the lanes and other programs take turns with it. Works without a screen.
"""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from benchmarks.district_register import make_district
from pmedia_desktop.app import RegisterOfWindow, close_window, make_application, make_window
from pmedia_desktop.gui.dialogs import UnattendedDialogs
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.window import Window
from pmedia_desktop.register.backup import make_backup
from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.services import starting
from pmedia_desktop.services.office import open_office
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


def main() -> None:
    with tempfile.TemporaryDirectory() as work:
        large = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(work) / "large"
        if not large.exists():
            make_district(large, 0.1).close()
        small = Path(work) / "small"
        office = open_office(small, create=True)
        first_start(office, FirstStart(full_name="甲", seal_text="甲", principal_name="乙", clerk_name="丙"))
        office.close()
        print(f"register: {(large / REGISTER_NAME).stat().st_size // 2**20} MB")
        _start(small, large)
        _pages(large)
        _backup(large, Path(work))


def _start(small: Path, large: Path) -> None:
    seconds: dict[Path, list[float]] = {small: [], large: []}
    memory: dict[Path, list[int]] = {small: [], large: []}
    for _ in range(RUNS):
        for folder in (small, large):
            begun = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", _WINDOW, str(folder)], capture_output=True, text=True, check=True
            )
            seconds[folder].append(time.perf_counter() - begun)
            memory[folder].append(int(done.stdout.split()[-1]))
    ratio = statistics.median(seconds[large]) / statistics.median(seconds[small])
    print(f"window shows the register: {ratio:.2f} times an empty one's ({statistics.median(seconds[large]):.2f} s)")
    ratio = statistics.median(memory[large]) / statistics.median(memory[small])
    print(f"memory: {ratio:.2f} times an empty one's ({statistics.median(memory[large]) // 1024} MB)")


def _pages(folder: Path) -> None:
    # The day's backup of the large one would run beside; it is measured by itself.
    starting.look_after = lambda office, **_: ""  # type: ignore[assignment]
    register = RegisterOfWindow(folder, None)
    window = make_window(Theme(make_application(), "light"), folder, register.open, UnattendedDialogs())
    window.resize(1366, 768)
    window.show()
    window.load()
    _settle(window, None)
    for key in _PAGES:
        window.go(Place(key))
        _settle(window, key)
        others = [other for other in _PAGES if other != key]
        times: list[float] = []
        filled: list[float] = []
        for _ in range(RUNS):
            window.go(Place(others[0]))
            _settle(window, others[0])
            begun = time.thread_time()
            window.go(Place(key))
            QApplication.processEvents()
            times.append(time.thread_time() - begun)
            _settle(window, key)
            filled.append(time.thread_time() - begun)
        print(
            f"page {key}: {statistics.median(times) * 1000:.0f} ms of the UI thread until it is shown, "
            f"{statistics.median(filled) * 1000:.0f} until it is filled"
        )
    for key in ("accounts", "publications", "messages"):
        _keys(window, key)
    close_window(window)
    register.release()


def _keys(window: Window, page: str) -> None:
    window.go(Place(page))
    _settle(window, page)
    search = window.page(page).findChild(QLineEdit, "search")
    times = []
    for letter in _TYPED:
        begun = time.thread_time()
        QTest.keyClicks(search, letter)
        QApplication.processEvents()
        times.append(time.thread_time() - begun)
        _settle(window, page)
    print(
        f"keystroke in the search of {page}: {statistics.median(times) * 1000:.1f} ms of the UI thread, at most "
        f"{max(times) * 1000:.1f}"
    )


def _settle(window: Window, key: str | None) -> None:
    """Let everything arrive."""
    end = time.monotonic() + 60
    while time.monotonic() < end and (window.here is None or not window.desk.tasks.is_idle()):
        QApplication.processEvents()
        time.sleep(0.005)


def _backup(folder: Path, work: Path) -> None:
    plain, ours = [], []
    for turn in range(RUNS):
        begun = time.perf_counter()
        with (
            closing(sqlite3.connect(folder / REGISTER_NAME)) as source,
            closing(sqlite3.connect(work / f"plain-{turn}.db")) as target,
        ):
            source.backup(target)
        plain.append(time.perf_counter() - begun)
        (work / f"plain-{turn}.db").unlink()
        begun = time.perf_counter()
        with open_register(folder) as register:
            made = make_backup(register, work / "ours")
        ours.append(time.perf_counter() - begun)
        made.path.unlink()
    print(f"backup: {statistics.median(ours) / statistics.median(plain):.2f} times SQLite's own ({plain[-1]:.1f} s)")


if __name__ == "__main__":
    main()
