"""The same journeys on a real X server (Xvfb with a window manager)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.x_server import x_server

pytestmark = pytest.mark.xserver


def test_an_opening_a_change_and_a_closure_are_gone_through_on_a_real_x_server() -> None:
    here = Path(__file__).parent
    journeys = [str(here / "test_filings.py"), str(here / "test_keyboard.py")]
    with x_server() as environment:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *journeys],
            cwd=here.parents[1],
            env=environment,
            capture_output=True,
            text=True,
            timeout=170,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "4 passed" in done.stdout
