"""Remake the lock files beside this script from pyproject.toml.

    python start.py check            # installs uv, once
    .venv/bin/python requirements/lock.py [--upgrade]

A lock holds every package that is installed, for every system and Python the program supports, with the
hashes of its archives and without an address: packages come from whatever index pip is set up to use.
Without ``--upgrade`` only what pyproject.toml asks anew is changed. The files lie inside one another
(run in test in check, build in test), so that one set of versions is in force everywhere.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
OLDEST_PYTHON = "3.11"

# file: (whether it holds what the program itself needs, dependency groups).
# Each shares the versions of the files before it.
LOCKS: dict[str, tuple[bool, tuple[str, ...]]] = {
    "run.txt": (True, ()),
    "check.txt": (True, ("build", "test", "check", "lock", "release")),
    "test.txt": (True, ("build", "test")),
    "build.txt": (False, ("build",)),
    "package.txt": (True, ("package",)),
    "fuzz.txt": (False, ("fuzz",)),
}


def compile_lock(name: str, constraints: list[str], extra: list[str]) -> None:
    """Write one lock file; ``constraints`` are lock files whose versions it must share."""
    with_program, groups = LOCKS[name]
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet"]
    command += ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-emit-index-url"]
    command += ["--custom-compile-command", "python requirements/lock.py"]
    command += ["pyproject.toml"] if with_program else []
    for group in groups:
        command += ["--group", group if with_program else f"pyproject.toml:{group}"]
    for constraint in constraints:
        command += ["--constraint", f"requirements/{constraint}"]
    command += ["--output-file", f"requirements/{name}", *extra]
    subprocess.run(command, cwd=HERE.parent, check=True)


def main() -> None:
    """Compile the locks one after the other, each bound to the versions of the ones before."""
    done: list[str] = []
    for name in LOCKS:
        compile_lock(name, done, sys.argv[1:])
        done.append(name)
        print(f"requirements/{name}")


if __name__ == "__main__":
    main()
