"""How the program starts itself, from a checkout and packed."""

import sys
from pathlib import Path

import pytest

from pmedia_desktop import data_files
from pmedia_desktop.data_files import CONSOLE_PROGRAM, own_command


def test_from_a_checkout_python_runs_the_package_from_its_own_folder() -> None:
    command, folder = own_command("vault-child", "300.0")
    assert command == [sys.executable, "-m", "pmedia_desktop", "vault-child", "300.0"]
    assert folder == str(Path(data_files.__file__).parents[1])


def test_a_packed_program_starts_itself_and_on_windows_the_one_with_a_console(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pmedia-desktop.exe"))
    assert own_command("vault-child", "300.0") == ([str(tmp_path / "pmedia-desktop.exe"), "vault-child", "300.0"], None)
    (tmp_path / CONSOLE_PROGRAM).touch()
    assert own_command("vault-child", "300.0") == ([str(tmp_path / CONSOLE_PROGRAM), "vault-child", "300.0"], None)
