"""Where files lie: the shipped ``ui/``, ``forms/`` and ``resources/``, and the user's own data folder.

Installed they are inside the package, in a checkout beside it, in a frozen program inside the bundle.
"""

from functools import cache
from pathlib import Path

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
    """Return the folder that holds this user's register unless ``--data`` names another."""
    from platformdirs import user_data_path

    return user_data_path("pmedia-desktop", appauthor=False)
