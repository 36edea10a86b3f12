"""The project's own files, as the tests of the house read them."""

import fnmatch
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT_ENDINGS = {".py", ".md", ".toml", ".txt", ".ui", ".qss", ".svg", ".json", ".csv", ".yaml", ".spec", ".in", ""}


def project_files() -> Iterator[Path]:
    """Yield every file that is not ignored by version control (works without git)."""
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    ignored = [line.strip("/") for line in lines if line and not line.startswith("#")] + [".git"]
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if not any(fnmatch.fnmatch(name, one) for one in ignored)]
        for name in files:
            if not any(fnmatch.fnmatch(name, one) for one in ignored):
                yield Path(folder, name)


def text_files() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the project with its content."""
    for path in project_files():
        if path.suffix in TEXT_ENDINGS:
            yield path, path.read_text("utf-8")


def rooms() -> list[str]:
    """Return the names of the modules and packages directly inside the program's package."""
    package = ROOT / "pmedia_desktop"
    names = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/__init__.py")}
    return sorted(names - {"__init__"})
