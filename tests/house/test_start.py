"""start.py: what it looks for, and what it says when it may not install."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import start
from tests.house.tree import ROOT


def test_a_library_a_file_and_a_command_are_recognised() -> None:
    assert not start.is_present("libnobody-has-this.so.9")
    assert not start.is_present("/no/such/file")
    assert not start.is_present("no-such-command")
    assert start.is_present(sys.executable)
    assert start.is_present(str(ROOT / "start.py"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages of Debian")
def test_without_rights_it_prints_the_line_for_the_administrator() -> None:
    # os.setuid instead of another user's login: the environment may lie where that user cannot read.
    program = """
import os, start
if os.geteuid() == 0:
    os.setuid(65534)
start.PYTHON = start.Path("/")  # stands for an environment that is there
start.QT_LIBRARIES["libnobody-has-this.so.9"] = "libnobody9"
try:
    start.provide_system("run")
except start.SetupError as problem:
    print(problem)
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    lines = answer.stdout.splitlines()
    assert "管理员" in lines[0]
    assert "libnobody9" in lines[1]
    assert len(lines) == 2


def test_an_unknown_python_is_refused_before_anything_else() -> None:
    program = "import sys; sys.version_info = (3, 10, 0); sys.argv = ['start.py', 'demo']; import start"
    command = [sys.executable, "-X", "utf8", "-c", program]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert answer.returncode == 1
    assert "3.11 至 3.13" in answer.stderr


def test_without_a_command_it_says_which_there_are() -> None:
    command = [sys.executable, "start.py"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert answer.returncode == 2
    assert "demo" in answer.stderr
    assert "test" in answer.stderr


def test_a_changed_lock_asks_for_a_new_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = start.fingerprint("test")
    copy = tmp_path / "requirements"
    copy.mkdir()
    (copy / "test.txt").write_bytes((ROOT / "requirements" / "test.txt").read_bytes() + b"\n")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    monkeypatch.setattr(start, "ROOT", tmp_path)
    assert start.fingerprint("test") != before
