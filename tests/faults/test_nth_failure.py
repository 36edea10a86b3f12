"""The first, second, third ... disk operation fails, or is where the process is killed, on every way of writing.

Afterwards the register is whole, old or new: an import, a restore, a migration killed at any step as well.

The normal run breaks each 101st operation of each way, the longer run (``--long``) every one. What it prints is kept in
docs/reliability.md.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.sample.making import make_sample
from tests.faults.ways_of_writing import SAMPLE, WAYS
from tests.services.conftest import TODAY

SOURCE = Path(__file__).with_name("fail_nth_call.c")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the shim is preloaded by Linux's loader")


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the preloaded library."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("a C compiler is needed")
    library = tmp_path_factory.mktemp("shim") / "fail_nth_call.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample register once for all ways that begin with it."""
    folder = tmp_path_factory.mktemp("sample")
    office = open_office(folder, create=True, on=TODAY)
    make_sample(office)
    office.close()
    return folder


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.timeout(3600)
def test_each_disk_operation_may_fail(way: str, shim: Path, sample: Path, tmp_path: Path, long_run: bool) -> None:
    reports = broken_operations(way, tmp_path, shim, sample, 1 if long_run else 101)
    assert [wrong for report in reports.values() for wrong in report["wrong"]] == []
    assert all(report["broken"] for report in reports.values()), reports
    assert sum(report["told"] for report in reports.values()) > 0


def broken_operations(way: str, folder: Path, shim: Path, sample: Path, stride: int) -> dict[str, dict[str, Any]]:
    """Run one way in a process of its own with the shim; see ``nth_failure`` for what comes back."""
    command = [sys.executable, "-m", "tests.faults.nth_failure", way, str(folder), str(stride)]
    environment = {
        **os.environ,
        "LD_PRELOAD": str(shim),
        "PYTHONPATH": str(SOURCE.parents[2]),
        "PYTHONUTF8": "1",
        SAMPLE: str(sample),
    }
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    reports: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return reports
