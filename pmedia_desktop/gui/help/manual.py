"""The manual's chapters: where they lie, which pages and dialogs each is about, and their pictures.

The pictures are taken by the program itself from the sample register when a package is built, so they never show an
older window. Where there are none, as in a checkout, the text stands alone.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pmedia_desktop.data_files import data_path

_FOLDER = ("resources", "manual")
_PICTURE = re.compile(r"^!\[[^\]]*]\((?P<file>[^)]+)\)\n?", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """``text`` is Markdown; ``abouts`` are what it is about, each with the heading that tells it ("": the chapter).

    They are pages ("today"), tabs ("settings/backups"), and dialogs by their class.
    """

    file: str
    title: str
    text: str
    abouts: Mapping[str, str]

    @property
    def pictures(self) -> tuple[str, ...]:
        """Return the files of its pictures: the page's address as ``screenshots`` names it."""
        return tuple(match["file"] for match in _PICTURE.finditer(self.text))


@cache
def chapters() -> tuple[Chapter, ...]:
    """Return the chapters in their order."""
    contents = tomllib.loads(data_path(*_FOLDER, "contents.toml").read_text("utf-8"))
    return tuple(_chapter(entry["file"], entry.get("about", ())) for entry in contents["chapters"])


def told_at(*wanted: str) -> tuple[int, str]:
    """Return the number of the chapter about the first of these that one is about, and the heading there.

    Where none is, it is the first chapter.
    """
    for one in wanted:
        for number, chapter in enumerate(chapters()):
            if one in chapter.abouts:
                return number, chapter.abouts[one]
    return 0, ""


def picture_folder() -> Path:
    """Return where the pictures lie; the folder may be missing."""
    return data_path(*_FOLDER, "pictures")


def with_present_pictures(text: str, folder: Path) -> str:
    """Return the text without the pictures that are not there."""
    return _PICTURE.sub(lambda match: match.group() if (folder / match["file"]).exists() else "", text)


def _chapter(file: str, abouts: Sequence[str]) -> Chapter:
    text = data_path(*_FOLDER, file).read_text("utf-8")
    title = text.partition("\n")[0].removeprefix("# ").strip()
    return Chapter(file, title, text, {what: heading for what, _, heading in (one.partition("#") for one in abouts)})
