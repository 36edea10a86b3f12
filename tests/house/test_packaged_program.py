"""The one-folder program of build.spec: it is built, and its own self-test passes in it.

On demand:

python -m pip install --require-hashes -r requirements/package.txt
python -m pytest -m ondemand tests/house/test_packaged_program.py
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.house.tree import ROOT

pytestmark = [pytest.mark.ondemand, pytest.mark.timeout(900)]

LARGEST_MEGABYTES = 280  # measured: see docs/decisions/0004-packaging.md


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the program and return its executable."""
    place = tmp_path_factory.mktemp("packaged")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    command += ["--distpath", str(place / "dist"), "--workpath", str(place / "build"), str(ROOT / "build.spec")]
    subprocess.run(command, cwd=ROOT, check=True)
    return place / "dist" / "pmedia-desktop" / ("pmedia-desktop.exe" if os.name == "nt" else "pmedia-desktop")


@pytest.fixture
def bare_environment() -> Mapping[str, str]:
    """Return variables that lead to no Python and no Qt of this machine."""
    kept = ("HOME", "XDG_", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP", "APPDATA", "LOCALAPPDATA", "WIN_PD_")
    environment = {name: value for name, value in os.environ.items() if name.startswith(kept)}
    return {**environment, "PATH": os.defpath, "QT_QPA_PLATFORM": "offscreen"}


def test_the_packaged_program_finds_itself_whole(
    program: Path, bare_environment: Mapping[str, str], tmp_path: Path
) -> None:
    answer = subprocess.run(
        [program, "self-test"],
        cwd=tmp_path,
        env=bare_environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_packaged_program_leaves_what_the_checkout_leaves(
    program: Path, bare_environment: Mapping[str, str], tmp_path: Path
) -> None:
    # A page whose module, .ui file or library was not packed would be missing here.
    left = []
    for name, command in (("packed", [str(program)]), ("checkout", [sys.executable, "-m", "pmedia_desktop"])):
        out = tmp_path / name
        subprocess.run([*command, "demo", "--out", str(out)], cwd=ROOT, env=bare_environment, check=True, timeout=120)
        left.append({path.relative_to(out).as_posix() for path in out.rglob("*.p??")})
    assert left[0] == left[1]
    assert len([name for name in left[0] if name.endswith(".pdf")]) == 3


def test_the_packaged_program_counts_in_years_without_a_published_schedule(
    program: Path, bare_environment: Mapping[str, str]
) -> None:
    command = [str(program), "workdays", "2099-09-28", "5"]
    answer = subprocess.run(command, env=bare_environment, capture_output=True, encoding="utf-8", check=True)
    count = json.loads(answer.stdout)
    assert count["estimated"]
    assert "国庆节" in {skipped["why"] for skipped in count["skipped"]}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ELF libraries")
def test_every_library_of_qt_that_is_linked_against_was_packed(program: Path) -> None:
    # The builder has all of Qt, so a missing library shows only on the machine of a user.
    libraries = [path for path in program.parent.rglob("*.so*") if path.is_file()]
    needed = set()
    for library in libraries:
        needed |= {name.decode() for name in re.findall(rb"\0(libQt6\w+\.so\.6)(?=\0)", library.read_bytes())}
    assert needed - {path.name for path in libraries} == set()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="plugins of Linux")
def test_the_plugins_for_printing_icons_and_input_methods_were_packed(program: Path) -> None:
    names = {path.name for path in program.parent.rglob("plugins/*/*.so")}
    assert names >= {
        "libcupsprintersupport.so",
        "libqsvgicon.so",
        "libqsvg.so",
        "libqxcb.so",
        "libqoffscreen.so",
        "libibusplatforminputcontextplugin.so",
        "libcomposeplatforminputcontextplugin.so",
    }


def test_the_packaged_program_stays_small(program: Path) -> None:
    size = sum(path.stat().st_size for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink())
    assert size / 1e6 < LARGEST_MEGABYTES
