"""What is linked into the binaries of packages that say nothing of it: notices_files/*.toml and the texts beside.

Each file tells of one package in one version: another version is refused until its parts were read.
"""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tools.packages.materials import Material, NotShippable

FILES = Path(__file__).with_name("notices_files")


def of_parts(folder: Path, materials: Sequence[Material]) -> list[Material]:
    """Return what is linked into the binaries in ``folder``, which is to be shipped with ``materials``.

    Raises ``NotShippable`` for a package whose parts were read in another version.
    """
    versions = {one.name: one.version for one in materials}
    binaries = [path.name for path in folder.rglob("*") if path.is_file()]
    parts = []
    for told in told_of():
        if versions.get(told["of"], told["version"]) != told["version"]:
            raise NotShippable(f"{told['of']} {versions[told['of']]}: its parts were read in {told['version']}")
        for part in told["component"]:
            if any(name.startswith(library) for library in part["libraries"] for name in binaries):
                parts.append(_material(part, told["of"]))
    return parts


def told_of() -> Iterator[dict[str, Any]]:
    """Yield what each file tells."""
    for path in sorted(FILES.glob("*.toml")):
        yield tomllib.loads(path.read_text("utf-8"))


def _material(part: dict[str, Any], whole: str) -> Material:
    """Return a part with one text: who holds the copyright, then the licence."""
    about = [" ".join((part["name"], part.get("version", ""))).strip(), part["licence"], "", *part.get("copyright", ())]
    licences = [(FILES / "texts" / name).read_text("utf-8") for name in part["texts"]]
    text = "\n\n".join(["\n".join(about), *licences])
    texts = ((f"{part['name'].replace(' ', '-')}.txt", text.encode()),)
    return Material(part["name"], part.get("version", ""), part["licence"], texts=texts, part_of=whole)
