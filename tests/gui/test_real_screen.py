"""The same hands on a real X server: focus, activation and shortcuts are the window manager's there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.gui.x_server import x_server

_FILES = ("test_accounts_page.py", "test_first_start.py")


@pytest.mark.xserver
@pytest.mark.timeout(400)
def test_the_pages_are_worked_on_a_real_screen_as_without_one() -> None:
    here = Path(__file__).parent
    quiet = ["-q", "-p", "no:cacheprovider"]
    with x_server() as environment:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", *quiet, *(here / name for name in _FILES)],
            env=environment,
            cwd=here.parent.parent,
            capture_output=True,
            text=True,
            timeout=380,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
