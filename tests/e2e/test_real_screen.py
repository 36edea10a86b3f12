"""The same journeys on a real X server (Xvfb with a window manager)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.x_server import x_server

pytestmark = pytest.mark.xserver


def test_an_opening_a_change_and_a_closure_are_gone_through_on_a_real_x_server() -> None:
    journeys = Path(__file__).with_name("test_filings.py")
    with x_server() as environment:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(journeys)],
            cwd=journeys.parents[2],
            env=environment,
            capture_output=True,
            text=True,
            timeout=170,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "3 passed" in done.stdout
