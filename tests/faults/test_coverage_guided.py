"""What reads other people's files, fuzzed by what an input reaches in the code: the longer run, with the extra fuzz."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

SECONDS = 60
DOORS = ("CSV", "sheet", "form", "notice", "label")


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.timeout(10 * SECONDS)
def test_no_input_gets_anything_but_our_own_errors_out(door: str, tmp_path: Path, long_run: bool) -> None:
    if not long_run:
        pytest.skip("in the longer run only")
    pytest.importorskip("atheris", reason="the extra fuzz (Linux) is not installed")
    done = fuzz(door, tmp_path, SECONDS)
    assert done.returncode == 0, done.stderr[-3000:]
    assert inputs_of(done.stderr) > 100


def inputs_of(told: str) -> int:
    """Return how many inputs libFuzzer says there were; 0 when it does not say."""
    found = re.search(r"number_of_executed_units: +(\d+)", told)
    return int(found[1]) if found else 0


def fuzz(door: str, folder: Path, seconds: int) -> "subprocess.CompletedProcess[str]":
    """Fuzz one door for so many seconds in a process of its own."""
    command = [sys.executable, "-m", "tests.faults.coverage_guided", door, str(folder), str(seconds)]
    return subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, encoding="utf-8", errors="replace", check=False
    )
