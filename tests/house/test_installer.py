"""What the packages and the program have to call by the same name."""

import fnmatch
import re
from datetime import UTC, datetime

from pmedia_desktop.gui.open_mark import OPEN_MARK
from pmedia_desktop.model.upkeep import BackupOrder, BackupPurpose
from pmedia_desktop.register.backup_names import SEALED_ENDING, backup_name
from tests.house.tree import ROOT

FILES = ROOT / "tools" / "packages"


def test_the_installer_asks_for_the_name_that_an_open_window_holds() -> None:
    script = (FILES / "windows_files" / "installer.nsi").read_text("utf-8")
    assert f'!define OPEN_MARK "{OPEN_MARK}"' in script


def test_a_backup_is_opened_by_the_program_a_sealed_one_too() -> None:
    script = (FILES / "windows_files" / "installer.nsi").read_text("utf-8")
    assert f'!define SEALED_ENDING "{SEALED_ENDING}"' in script
    patterns = re.findall('glob pattern="(.+?)"', (FILES / "linux_files" / "pmedia-desktop.xml").read_text("utf-8"))
    for purpose in BackupPurpose:
        name = backup_name(purpose, datetime(2026, 11, 28, 9, 30, tzinfo=UTC), BackupOrder(0, 69))
        for file in (name, name + SEALED_ENDING):
            assert any(fnmatch.fnmatch(file, pattern) for pattern in patterns), file


def test_the_uninstaller_takes_only_what_it_can_name() -> None:
    # Form PDFs that somebody put beside the program are not ours.
    script = (FILES / "windows_files" / "installer.nsi").read_text("utf-8")
    deleted = re.findall(r'^\s*Delete "(.+)"', script, re.MULTILINE)
    assert deleted
    assert not [path for path in deleted if "*" in path]
