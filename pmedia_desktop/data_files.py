"""Where files lie: the shipped ``ui/``, ``forms/`` and ``resources/``, the user's own data folder, and the program.

Installed they are inside the package, in a checkout beside it, in a frozen program inside the bundle.
"""

import sys
from functools import cache
from pathlib import Path

#: On Windows a windowed program has no standard input and output; this one beside it does.
CONSOLE_PROGRAM = "pmedia-console.exe"

#: A folder of this name beside the packed program holds the register (便携模式).
PORTABLE_FOLDER = "data"

_FOLDERS = ("ui", "forms", "resources")


@cache
def _data_root() -> Path:
    package = Path(__file__).resolve().parent
    # PyInstaller keeps the package's place inside the bundle, so one answer serves both.
    for root in (package / "data", package.parent):
        if all((root / folder).is_dir() for folder in _FOLDERS):
            return root
    raise FileNotFoundError(f"ui/, forms/ and resources/ are missing beside or inside {package}")


def data_path(folder: str, *parts: str) -> Path:
    """Return the path of a shipped file: ``data_path("forms", "filing.toml")``."""
    if folder not in _FOLDERS:
        raise ValueError(f"no such data folder: {folder}")
    return _data_root().joinpath(folder, *parts)


def user_folder() -> Path:
    """Return the folder that holds this user's register unless ``--data`` names another.

    A folder ``data`` beside the packed program makes it portable: everything stays there.
    """
    beside = Path(sys.executable).with_name(PORTABLE_FOLDER)
    if getattr(sys, "frozen", False) and beside.is_dir():
        return beside
    from platformdirs import user_data_path

    return user_data_path("pmedia-desktop", appauthor=False)


def own_command(*arguments: str) -> tuple[list[str], str | None]:
    """Return how the program starts itself with ``arguments``, over pipes, and in which folder.

    A frozen program is its own interpreter. Otherwise the folder that holds the package is the working folder, so that
    ``-m`` finds this package and nothing of the same name that lies where the user happens to be.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "pmedia_desktop", *arguments], str(Path(__file__).resolve().parents[1])
    console = Path(sys.executable).with_name(CONSOLE_PROGRAM)
    return [str(console) if console.exists() else sys.executable, *arguments], None
