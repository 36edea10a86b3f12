"""What tools make from the commit and only packages hold: the manual's pictures, and the manual as PDF."""

import shutil
from pathlib import Path


def generate(folder: Path) -> Path:
    """Make it all below ``folder``, as it lies in a checkout."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
