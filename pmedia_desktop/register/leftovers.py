"""Folders for the moment in which a copy of a register lies open, and what killed programs have left of such work.

They lie in the data folder, as the register itself does: in the system's folder for temporary files, what a sealed
backup held would lie open after a power cut, and nobody would look there.
"""

import re
import shutil
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pmedia_desktop.register import problems
from pmedia_desktop.register.archiving import archive_folder
from pmedia_desktop.register.connecting import REGISTER_NAME

#: A day old, nothing of it is under way any more.
_LEFT_AFTER_SECONDS = 24 * 60 * 60
#: The ending keeps somebody's own "salvage-20261128" apart from ours.
_ENDING = ".part"
_FOLDER = re.compile(rf"(preview|salvage)-[a-z0-9_]{{8}}{re.escape(_ENDING)}")
_FILE = re.compile(rf"{re.escape(REGISTER_NAME)}\.\w+\.(restoring|new)(-journal|-wal|-shm)?")
_ARCHIVE = re.compile(r"journal-\d+-\d+-\d{8}\.db\.part(-journal|-wal|-shm)?")
#: A sealed backup that was laid open keeps the name that its owner gave it.
_HELD = re.compile(r"(register|salvaged).*|.*\.db(-journal|-wal|-shm)?")


def work_folder(folder: Path, work: str = "preview") -> "tempfile.TemporaryDirectory[str]":
    """Make a folder for an open copy in the data ``folder``; where that is not there yet, among the temporary files."""
    return tempfile.TemporaryDirectory(_ENDING, f"{work}-", folder if folder.is_dir() else None)


def clear_leftovers(folder: Path, now: datetime) -> None:
    """Remove what previews, restores, salvages and archives that were killed have left in a data folder."""
    with problems.spoken_problems(folder):
        for path in (*folder.iterdir(), *archive_folder(folder).glob("*.part*")):
            with suppress(FileNotFoundError):  # its maker has just finished or cleared it
                if now.timestamp() - path.lstat().st_mtime > _LEFT_AFTER_SECONDS:
                    _clear(path)


def _clear(path: Path) -> None:
    if _FOLDER.fullmatch(path.name) and path.is_dir() and all(map(_is_ours, path.iterdir())):
        shutil.rmtree(path)
    elif (_FILE.fullmatch(path.name) or _ARCHIVE.fullmatch(path.name)) and path.is_file():
        path.unlink()


def _is_ours(path: Path) -> bool:
    return path.is_file() and _HELD.fullmatch(path.name) is not None
