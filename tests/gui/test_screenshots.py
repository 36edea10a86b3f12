"""A picture of each page, without a screen; those of the sample register are looked at with the commands."""

import subprocess
import sys
from pathlib import Path

_PROGRAM = (
    "import sys, pathlib\n"
    "from pmedia_desktop.app import take_pictures\n"
    "print(*(path.name for path in take_pictures(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))))\n"
)


def test_a_register_without_a_unit_is_pictured_at_its_first_start(empty_folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", _PROGRAM, str(empty_folder), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=170, check=True)
    assert done.stdout == "01-first_start.png\n"
