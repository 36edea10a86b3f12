"""A folder beside the packed program makes it portable."""

import sys
from pathlib import Path

import pytest

from pmedia_desktop.data_files import PORTABLE_FOLDER, user_folder


def test_the_data_folder_beside_the_packed_program_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = user_folder()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pmedia-desktop.exe"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert user_folder() == usual
    (tmp_path / PORTABLE_FOLDER).mkdir()
    assert user_folder() == tmp_path / PORTABLE_FOLDER
