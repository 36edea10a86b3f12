"""The program's folder, packed by PyInstaller in a root: from a commit, in the same place, at the commit's time."""

import os
import shutil
import subprocess
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.packages.base import PYTHON
from tools.packages.roots import Root
from tools.packages.wheels import LINUX, fetch

REPOSITORY = Path(__file__).resolve().parents[2]
NAME = "pmedia-desktop"
_QUIETLY = "--noconfirm --clean --log-level WARN"
_PLACES = "--distpath /build/dist --workpath /build/work"


@dataclass(frozen=True)
class Commit:
    """What is packed: the commit, its time (seconds since 1970), and the program's version in it."""

    number: str
    time: int
    version: str

    @property
    def environment(self) -> Mapping[str, str]:
        """Return what makes builders forget the clock and the order of sets."""
        return {"SOURCE_DATE_EPOCH": str(self.time), "PYTHONHASHSEED": "0", "TZ": "UTC"}


def commit_of_checkout() -> Commit:
    """Return the commit that is checked out; what is not committed is not packed."""
    number, time = _git("log", "-1", "--format=%H %ct").split()
    version = tomllib.loads(_git("show", "HEAD:pyproject.toml"))["project"]["version"]
    return Commit(number, int(time), version)


def lay_out(commit: Commit, folder: Path, generated: Path) -> Path:
    """Write the commit's files into an empty folder, with what tools make from them (icon, manual's pictures)."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with subprocess.Popen(["git", "archive", commit.number], cwd=REPOSITORY, stdout=subprocess.PIPE) as archive:
        subprocess.run(["tar", "-x", "-C", str(folder)], stdin=archive.stdout, check=True)
    shutil.copytree(generated, folder, dirs_exist_ok=True)
    for path in (folder, *folder.rglob("*")):
        _set_time(path, commit.time)
    return folder


def pack_for_linux(commit: Commit, root: Root, work: Path, generated: Path) -> Path:
    """Build the program's folder in the base and return where it lies outside."""
    build = root.path / "build"
    python = root.run([PYTHON, "-c", "import platform; print(platform.python_version())"]).strip()
    lay_out(commit, build / "source", generated)
    shutil.rmtree(build / "wheels", ignore_errors=True)
    fetch(REPOSITORY / "requirements" / "package.txt", LINUX, python, work / "wheels-linux")
    shutil.copytree(work / "wheels-linux", build / "wheels")
    install = (
        "-m pip install -q --no-deps --no-index --find-links /build/wheels --require-hashes -r /build/wheels/lock.txt"
    )
    steps = (
        f"rm -rf /build/environment /build/dist /build/work && {PYTHON} -m venv /build/environment",
        f"/build/environment/bin/python {install}",
        "cd /build/source",
        f"/build/environment/bin/python -m PyInstaller {_QUIETLY} {_PLACES} build.spec",
    )
    root.run(["sh", "-ec", "\n".join(steps)], {**commit.environment, "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    folder = work / "linux" / NAME
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(build / "dist" / NAME, folder, symlinks=True)
    return folder


def settle_times(folder: Path, commit: Commit) -> None:
    """Give every file of a package the commit's time."""
    for path in (folder, *folder.rglob("*")):
        _set_time(path, commit.time)


def _set_time(path: Path, time: int) -> None:
    os.utime(path, (time, time), follow_symlinks=False)


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()
