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
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.sample.making import make_sample
from tests.faults.nth_failure import KINDS
from tests.faults.ways_of_writing import SAMPLE, WAYS
from tests.services.conftest import TODAY

SOURCE = Path(__file__).with_name("fail_nth_call.c")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the shim is preloaded by Linux's loader")


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the preloaded library."""
    if shutil.which("cc") is None:
        pytest.skip("a C compiler is needed")
    return compiled(tmp_path_factory.mktemp("shim"))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample register once for all ways that begin with it."""
    return sample_in(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.timeout(3600)
def test_each_disk_operation_may_fail(way: str, shim: Path, sample: Path, tmp_path: Path, long_run: bool) -> None:
    reports = list(broken_operations(way, tmp_path, shim, sample, 1 if long_run else 101))
    assert [wrong for report in reports for wrong in report["wrong"]] == []
    assert reports
    assert [report["kind"] for report in reports if not report["broken"]] == []
    assert sum(report["told"] for report in reports) > 0


def compiled(folder: Path) -> Path:
    """Compile the preloaded library."""
    library = folder / "fail_nth_call.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(SOURCE), "-ldl"], check=True)
    return library


def sample_in(folder: Path) -> Path:
    """Make the sample register in a folder."""
    office = open_office(folder, create=True, on=TODAY)
    make_sample(office)
    office.close()
    return folder


def broken_operations(
    way: str, folder: Path, shim: Path, sample: Path, stride: int, wanted: Collection[str] = KINDS
) -> Iterator[dict[str, Any]]:
    """Run one way in a process of its own with the shim; yield each kind's report (see ``nth_failure``) as it comes."""
    command = [sys.executable, "-m", "tests.faults.nth_failure", way, str(folder), str(stride), *wanted]
    environment = {
        **os.environ,
        "LD_PRELOAD": str(shim),
        "PYTHONPATH": str(SOURCE.parents[2]),
        "PYTHONUTF8": "1",
        SAMPLE: str(sample),
    }
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            yield json.loads(line)
    assert process.returncode == 0
