"""A picture of each page, without a screen."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

_PROGRAM = (
    "import sys, pathlib, datetime\n"
    "from pmedia_desktop.app import take_pictures\n"
    "for path in take_pictures(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), size=(1366, 768),\n"
    "                          scale=float(sys.argv[3]), dark='dark' in sys.argv, on=datetime.date(2026, 11, 23)):\n"
    "    print(path.name)\n"
)


def _take(register: Path, out: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(register), str(out), *arguments],
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_every_page_is_pictured_at_twice_the_size_in_the_dark(sample_folder: Path, tmp_path: Path) -> None:
    names = _take(sample_folder, tmp_path / "图", "2", "dark")
    shown = {name.split("-", 1)[1].split(".")[0].split("-")[0] for name in names}
    assert {"today", "accounts", "account", "filings", "filing", "people", "settings"} <= shown
    for name in names:
        image = QImage(str(tmp_path / "图" / name))
        assert (image.width(), image.height()) == (2732, 1536), name
        assert image.pixelColor(5, 1500).lightness() < 80, name
        colours = {image.pixel(x, y) for x in range(0, 2732, 61) for y in range(0, 1536, 61)}
        assert len(colours) > 3, f"{name} is empty"


def test_a_register_without_a_unit_is_pictured_at_its_first_start(empty_folder: Path, tmp_path: Path) -> None:
    assert _take(empty_folder, tmp_path, "1") == ["01-first_start.png"]
