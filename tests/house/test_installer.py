"""What the installer for Windows and the program have to call by the same name."""

from pmedia_desktop.gui.open_mark import OPEN_MARK
from tests.house.tree import ROOT


def test_the_installer_asks_for_the_name_that_an_open_window_holds() -> None:
    script = (ROOT / "tools" / "packages" / "windows_files" / "installer.nsi").read_text("utf-8")
    assert f'!define OPEN_MARK "{OPEN_MARK}"' in script
