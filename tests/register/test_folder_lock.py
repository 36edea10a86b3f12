import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pmedia_desktop.register.folder_lock import LOCK_NAME, FolderLock, RegisterInUse

HOLDER = """
import os, sys
from pathlib import Path
from pmedia_desktop.register.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]), "他人")
print(os.getpid(), flush=True)
sys.stdin.read()
"""


#: TerminateProcess, where there are no signals.
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


@contextmanager
def other_window(folder: Path) -> Iterator[int]:
    """Let another process hold the lock, and yield its number (a virtual environment on Windows starts two)."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        yield int(process.stdout.readline())
        process.communicate()


def test_a_second_window_is_told_who_has_it(tmp_path: Path) -> None:
    with other_window(tmp_path) as process_id, pytest.raises(RegisterInUse) as refused:
        FolderLock(tmp_path)
    assert refused.value.holder.process == process_id
    assert refused.value.holder.host == socket.gethostname()
    assert refused.value.holder.os_user == "他人"
    assert str(process_id) in str(refused.value)


def test_two_windows_of_one_process_are_told_apart(tmp_path: Path) -> None:
    with FolderLock(tmp_path, "me"), pytest.raises(RegisterInUse):
        FolderLock(tmp_path, "me")


def test_a_released_lock_is_free(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    lock.release()
    lock.release()
    assert not (tmp_path / LOCK_NAME).exists()
    with FolderLock(tmp_path):
        pass


def test_a_killed_window_holds_nothing(tmp_path: Path) -> None:
    with other_window(tmp_path) as process_id:
        os.kill(process_id, KILL)
    assert (tmp_path / LOCK_NAME).exists()
    with FolderLock(tmp_path, "me"):
        holder = json.loads((tmp_path / LOCK_NAME).read_text("utf-8"))
    assert (holder["process"], holder["os_user"]) == (os.getpid(), "me")


def test_a_lock_whose_file_is_just_being_read_is_given_back_all_the_same(tmp_path: Path) -> None:
    with (tmp_path / LOCK_NAME).open("a+"):  # Windows removes no file that is open
        FolderLock(tmp_path).release()
    with FolderLock(tmp_path):
        pass
    assert not (tmp_path / LOCK_NAME).exists()


@pytest.mark.parametrize("rest", ["", "{", '{"who": 1}', "[]", '{"process": 4294967295, "host": "gone"}'])
def test_a_stale_or_broken_file_is_taken_over(tmp_path: Path, rest: str) -> None:
    (tmp_path / LOCK_NAME).write_text(rest)
    with FolderLock(tmp_path):
        assert json.loads((tmp_path / LOCK_NAME).read_text())["process"] == os.getpid()


def test_a_holder_that_has_not_written_its_name_yet_is_still_a_holder(tmp_path: Path) -> None:
    with FolderLock(tmp_path):
        (tmp_path / LOCK_NAME).write_text("")
        with pytest.raises(RegisterInUse):
            FolderLock(tmp_path)
