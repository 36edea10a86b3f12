"""How soon the window is painted and how soon it shows the register, beside an empty window of PySide6.

Run from the repository's root: ``python -m benchmarks.start [--program FILE [--empty FILE]]``. The first FILE is a
packed program, which is then measured too; the second is ``benchmarks/empty_window.py`` packed the same way, beside
which it is measured. Without it a packed program, too, is measured beside the window that this Python shows.

All sides run with their bytecode made, as an installed program does, and until their process has ended. The first page
is shown as the last rest of the program prepared it. What a start costs that finds nothing prepared (another program
changed the register, or nobody opened it for days) stands beside it, without a bound.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import HEAD, Figure, in_turn
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.prepared import PREPARED_NAME, prepare
from pmedia_desktop.services.sample.making import make_sample

SHOWN_BOUND, LOADED_BOUND = 1.5, 3.0
_ROUNDS = 9
_EMPTY_WINDOW = [sys.executable, str(Path(__file__).with_name("empty_window.py"))]


def measure(program: list[str], name: str, empty_window: list[str], rounds: int = _ROUNDS) -> list[Figure]:
    """Return the figures of a program: window painted, register shown, register shown with nothing prepared."""
    with tempfile.TemporaryDirectory() as work:
        environment = environment_with_bytecode(Path(work))

        def run(*command: str) -> None:
            subprocess.run(command, env=environment, check=True, capture_output=True)

        folder = Path(work, "data")
        office = open_office(folder, create=True)
        make_sample(office)
        prepare(office, (), Silent())
        office.close()
        unprepared = Path(work, "unprepared")
        shutil.copytree(folder, unprepared)
        (unprepared / PREPARED_NAME).unlink()
        sides = (
            lambda: run(*empty_window),
            lambda: run(*program, "--data", str(folder), "--exit-when-shown"),
            lambda: run(*program, "--data", str(folder), "--exit-when-loaded"),
            lambda: run(*program, "--data", str(unprepared), "--exit-when-loaded"),
        )
        for side in sides:
            side()
        empty, *ours = in_turn(rounds, *sides)
    whats = ("window painted", "register shown", "register shown, nothing prepared")
    return [
        Figure(f"start, {what} ({name})", seconds * 1000, "ms", empty * 1000, "empty PySide6 window", bound)
        for what, seconds, bound in zip(whats, ours, (SHOWN_BOUND, LOADED_BOUND, None), strict=True)
    ]


def environment_with_bytecode(work: Path) -> dict[str, str]:
    """Return variables with which programs keep their bytecode in ``work``, and need no screen."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(work / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def figures(program: Path | None, packed_empty: Path | None = None) -> list[Figure]:
    """Return the figures of the checkout, and of a packed program if one is named."""
    found = measure([sys.executable, "-m", "pmedia_desktop"], "checkout", _EMPTY_WINDOW)
    beside = [str(packed_empty)] if packed_empty else _EMPTY_WINDOW
    return found + (measure([str(program)], "package", beside) if program else [])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path)
    parser.add_argument("--empty", type=Path)
    options = parser.parse_args()
    measured = figures(options.program, options.empty)
    print("\n".join([HEAD, *(figure.row for figure in measured)]))
    return 1 if any(figure.broken for figure in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
