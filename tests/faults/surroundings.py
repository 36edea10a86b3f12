"""Real obstacles for the tests: programs that hold a file, users without rights, small and read-only disks."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

OPEN_AND_TELL = """
import sys
from pathlib import Path
from pmedia_desktop.errors import SpokenError
from pmedia_desktop.register.opening import open_register
try:
    open_register(Path(sys.argv[1]), create=sys.argv[2:] == ["create"]).close()
except SpokenError as problem:
    print(type(problem).__name__, problem, sep="\\n")
else:
    print("opened")
"""

HOLD_EXCLUSIVELY = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


def files_in(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder with their bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run_python(code: str, *arguments: str, before: tuple[str, ...] = ()) -> list[str]:
    """Run a script in a process of its own, behind the command ``before``, and return the lines it printed."""
    environment = {**os.environ, "PYTHONUTF8": "1"}
    command = [*before, sys.executable, "-W", "error", "-c", code, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def without_privileges() -> tuple[str, ...]:
    """Return the command that makes file permissions bind even the administrator."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("setpriv (util-linux) is needed to test permissions as root")
    return (setpriv, "--bounding-set=-all", "--inh-caps=-all", "--")


@contextmanager
def held_by_another_program(path: Path) -> Iterator[None]:
    """Let another process hold SQLite's exclusive lock on the file."""
    command = [sys.executable, "-c", HOLD_EXCLUSIVELY, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        try:
            yield
        finally:
            process.communicate()


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """Mount a disk of the given size at ``folder``; skips where mounting is not allowed."""
    folder.mkdir()
    if not _mount("-t", "tmpfs", "-o", f"size={kilobytes}k,mode=700", "none", str(folder)):
        pytest.skip("mounting a small disk is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def mounted_read_only(folder: Path) -> Iterator[None]:
    """Make a folder that is a mounted disk read-only for a while."""
    assert _mount("-o", "remount,ro", str(folder))
    try:
        yield
    finally:
        assert _mount("-o", "remount,rw", str(folder))


def _mount(*arguments: str) -> bool:
    if sys.platform != "linux" or shutil.which("mount") is None:
        return False
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


def fill_up(folder: Path) -> Path:
    """Take all the space that a disk has left."""
    stuffing = folder / "stuffing"
    with stuffing.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"\0" * 512)
        except OSError:
            pass
    return stuffing
