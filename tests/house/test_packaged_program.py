"""The one-folder program of build.spec: it is built, and its own self-test passes in it.

On demand:

python -m pip install --require-hashes -r requirements/package.txt
python -m pytest -m ondemand tests/house/test_packaged_program.py
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.house.tree import ROOT

pytestmark = [pytest.mark.ondemand, pytest.mark.timeout(900)]

LARGEST_MEGABYTES = 200  # measured: see docs/decisions/0004-packaging.md


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


def test_the_packaged_program_does_the_main_job(
    program: Path, bare_environment: Mapping[str, str], tmp_path: Path
) -> None:
    subprocess.run([program, "demo", "--out", str(tmp_path / "示例")], cwd=tmp_path, env=bare_environment, check=True)
    assert len(list((tmp_path / "示例").rglob("*.pdf"))) == 3


def test_the_packaged_program_stays_small(program: Path) -> None:
    size = sum(path.stat().st_size for path in program.parent.rglob("*") if path.is_file() and not path.is_symlink())
    assert size / 1e6 < LARGEST_MEGABYTES
