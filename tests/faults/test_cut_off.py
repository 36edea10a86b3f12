"""A write cut off in its middle: whole again at the next start."""

import subprocess
import sys
from pathlib import Path

import pytest

from pmedia_desktop.register.opening import REGISTER_NAME, open_register
from pmedia_desktop.register.verification import verify_register
from tests.faults.surroundings import files_in
from tests.register.examples import put_filled_register


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder with a filled register."""
    put_filled_register(tmp_path / "数据")
    return tmp_path / "数据"


CUT_OFF_IN_A_COMMIT = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA cache_spill = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("CREATE TABLE filler (content)")
for number in range(400):
    connection.execute("INSERT INTO filler VALUES (?)", ("x" * 3000,))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_write_cut_off_while_its_pages_were_written_is_taken_back_at_the_next_start(folder: Path) -> None:
    """The file alone is then malformed: its journal makes it whole, before anything is judged by it."""
    before = files_in(folder)[REGISTER_NAME]
    subprocess.run([sys.executable, "-c", CUT_OFF_IN_A_COMMIT, str(folder / REGISTER_NAME)], check=False)
    assert (folder / f"{REGISTER_NAME}-journal").exists()
    cut = bytearray(files_in(folder)[REGISTER_NAME][: len(before)])
    # Of the pages of a commit the first comes first: it speaks of pages that never came (SQLite's file format).
    counter = (int.from_bytes(cut[24:28]) + 1).to_bytes(4)
    cut[24:28], cut[28:32], cut[92:96] = counter, (len(before) // 4096 + 50).to_bytes(4), counter
    (folder / REGISTER_NAME).write_bytes(cut)
    with open_register(folder) as register:
        assert verify_register(register).ok
    assert files_in(folder)[REGISTER_NAME] == before
