"""All figures in one table: ``python -m benchmarks [--check] [--quick]``, and more with ``--program``, ``--district``.

Prints the table of docs/performance.md with the machine and the versions. With ``--check`` the exit code is 1 when a
figure falls behind its bound; run by hand and weekly, never in the tests. ``--program FILE`` is a packed program, whose
start is measured too, beside ``--empty FILE`` (``benchmarks.start``); ``--district FOLDER`` holds a district's register
(``benchmarks.district_register``).
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path

from benchmarks import data_work, district, event_loop, start
from benchmarks.figures import HEAD, Figure


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=Path, help="a packed program")
    parser.add_argument("--empty", type=Path, help="an empty window packed like it")
    parser.add_argument("--district", type=Path, help="the folder of a district's register")
    parser.add_argument("--check", action="store_true", help="exit code 1 when a bound is broken")
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller amounts")
    options = parser.parse_args()
    packages = ("PySide6-Essentials", "SQLAlchemy", "reportlab", "pypdfium2", "pyrage")
    machine = f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    print(f"{machine}, Python {platform.python_version()}")
    print(", ".join(f"{name} {version(name)}" for name in packages) + "\n")
    print(HEAD)
    broken = False
    parts = (
        lambda: data_work.figures(quick=options.quick),
        lambda: event_loop.figures(1 if options.quick else 3),
        lambda: start.figures(options.program, options.empty),
        lambda: _district(options.district),
    )
    for part in parts:
        # What a part says besides belongs into no table.
        with redirect_stdout(sys.stderr):
            measured = list(part())
        for figure in measured:
            print(figure.row, flush=True)
            broken |= figure.broken
    return 1 if broken and options.check else 0


def _district(folder: Path | None) -> Iterator[Figure]:
    if folder is not None:
        with tempfile.TemporaryDirectory() as work:
            yield from district.figures(folder, Path(work))


if __name__ == "__main__":
    sys.exit(main())
