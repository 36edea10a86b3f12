"""What is made from the commit and only packages hold: the manual's pictures, and the manual as PDF."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from tools.packages.program import REPOSITORY, Commit

MANUAL = "用户手册.pdf"


def generate(folder: Path, commit: Commit) -> Path:
    """Make it all below ``folder``, as it would lie in a checkout; of one commit the same each time."""
    shutil.rmtree(folder, ignore_errors=True)
    place = folder / "resources" / "manual"
    place.mkdir(parents=True)
    command = [sys.executable, "-m", "pmedia_desktop", "manual", "-o", str(place / MANUAL)]
    command += [
        "--pictures",
        str(place / "pictures"),
        "--on",
        datetime.fromtimestamp(commit.time, UTC).date().isoformat(),
    ]
    # Nothing may depend on the order of Qt's sets, and texts are in the language of the user.
    variables = {**os.environ, **commit.environment, "QT_QPA_PLATFORM": "offscreen", "QT_HASH_SEED": "0"}
    subprocess.run(command, cwd=REPOSITORY, env=variables, check=True)
    return folder
