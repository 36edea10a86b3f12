"""How soon the window is painted and how soon it shows the register, beside an empty window of PySide6.

Run from the repository's root: ``python -m benchmarks.start [--program FILE]``; FILE is a packed program, which is then
measured too. The packed program carries its Python along, so its own start is measured against the same empty window.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import HEAD, Figure, in_turn
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.sample.making import make_sample

SHOWN_BOUND, LOADED_BOUND = 1.5, 3.0
_ROUNDS = 9
_EMPTY = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        QTimer.singleShot(0, application.quit)

application = QApplication(sys.argv)
window = Window()
window.show()
sys.exit(application.exec())
"""


def measure(program: list[str], name: str, rounds: int = _ROUNDS) -> list[Figure]:
    """Return the two figures of a program: window painted, register shown."""
    environment = {**os.environ}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")

    def run(*command: str) -> None:
        subprocess.run(command, env=environment, check=True, capture_output=True)

    with tempfile.TemporaryDirectory() as folder:
        office = open_office(Path(folder), create=True)
        make_sample(office)
        office.close()
        own = [*program, "--data", folder]
        run(*own, "--exit-when-loaded")  # the day's first start makes a backup
        empty, shown, loaded = in_turn(
            rounds,
            lambda: run(sys.executable, "-c", _EMPTY),
            lambda: run(*own, "--exit-when-shown"),
            lambda: run(*own, "--exit-when-loaded"),
        )
    against = "empty PySide6 window"
    return [
        Figure(f"start, window painted ({name})", shown * 1000, "ms", empty * 1000, against, SHOWN_BOUND),
        Figure(f"start, register shown ({name})", loaded * 1000, "ms", empty * 1000, against, LOADED_BOUND),
    ]


def figures(program: Path | None) -> list[Figure]:
    """Return the figures of the checkout, and of a packed program if one is named."""
    found = measure([sys.executable, "-m", "pmedia_desktop"], "checkout")
    return found + (measure([str(program)], "package") if program else [])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path)
    measured = figures(parser.parse_args().program)
    print("\n".join([HEAD, *(figure.row for figure in measured)]))
    return 1 if any(figure.broken for figure in measured) else 0


if __name__ == "__main__":
    sys.exit(main())
