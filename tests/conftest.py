"""What holds for every test: no screen, nobody's home folder, no machine's language or time zone.

Set before Qt or the program is imported. What one room needs lies in that room's own conftest.py.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_outside = dict(os.environ)
_home = Path(tempfile.mkdtemp(prefix="pmedia-tests-"))
#: The application has to outlive every widget, so it is held here and not by its fixture.
_outliving: "list[QApplication]" = []


def _private_home() -> dict[str, str]:
    """Return the variables by which Linux, macOS and Windows find a user's folders, all below one."""
    folders = {
        "HOME": _home,
        "USERPROFILE": _home,
        "XDG_DATA_HOME": _home / "data",
        "XDG_CONFIG_HOME": _home / "config",
        "XDG_STATE_HOME": _home / "state",
        "XDG_CACHE_HOME": _home / "cache",
        "XDG_RUNTIME_DIR": _home / "run",
        "APPDATA": _home / "roaming",
        "LOCALAPPDATA": _home / "local",
        # platformdirs asks Windows itself, not the two variables above
        "WIN_PD_OVERRIDE_APPDATA": _home / "roaming",
        "WIN_PD_OVERRIDE_LOCAL_APPDATA": _home / "local",
    }
    for folder in folders.values():
        folder.mkdir(mode=0o700, exist_ok=True)
    return {name: str(folder) for name, folder in folders.items()}


def pytest_configure() -> None:
    """Lay the neutral surroundings before anything is imported."""
    os.environ.update(_private_home())
    os.environ.update({"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"})
    # The day of an instant is that of the PC's clock; all our users' clocks show China's time.
    os.environ["TZ"] = "CST-8"
    if sys.platform != "win32":
        time.tzset()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Without a screen, Qt on Windows looks for fonts in a folder of its own, and warns that there is none.
    os.environ.setdefault("QT_QPA_FONTDIR", str(Path(__file__).parents[1] / "resources" / "fonts"))
    for name in ("LANGUAGE", "QT_IM_MODULE", "QT_SCALE_FACTOR", "QT_STYLE_OVERRIDE", "DBUS_SESSION_BUS_ADDRESS"):
        os.environ.pop(name, None)
    # The same cases in every run: a test that fails now and then is read by nobody.
    settings.register_profile("house", derandomize=True, deadline=None)
    settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, where there is neither, what starts an X server or CUPS."""
    if sys.platform.startswith("linux"):
        return
    for item in items:
        for name in ("xserver", "printing"):
            if item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason="X11 and CUPS are started on Linux only"))


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(_home, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the longer run: the same tests, with every case in place of a sample of them."""
    parser.addoption("--long", action="store_true", help="the longer run: every fault instead of a sample")


@pytest.fixture(scope="session")
def long_run(pytestconfig: pytest.Config) -> bool:
    """Whether this is the longer run."""
    return bool(pytestconfig.getoption("--long"))


@pytest.fixture(scope="session")
def outside_environment() -> Mapping[str, str]:
    """Return the variables as they were when pytest was started, for tests that install packages."""
    return _outside


@pytest.fixture(scope="session")
def qapp() -> "QApplication":
    """Return the application as the program makes it; a command tried in this process may have made it already."""
    from pmedia_desktop.app import make_application

    _outliving.append(make_application())
    return _outliving[0]
