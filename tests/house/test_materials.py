"""The bill of materials: nothing is shipped that nobody can name, and nothing under the GPL alone."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("cyclonedx", reason="the packages' builder is not installed")
from tools.packages.materials import BILL, Material, NotShippable, write
from tools.packages.program import Commit

COMMIT = Commit("0" * 40, 1_700_000_000, "0.1.0")
ELF = b"\x7fELF\x02\x01\x01"
QT = Material(
    "PySide6",
    "6.9.3",
    "LGPL-3.0-only OR GPL-2.0-only",
    texts=(("LICENSES/LGPL.txt", b"the text"),),
    files=frozenset(["pyside6/qt/lib/libicudata.so.73"]),
)
BUILDER = Material("pyinstaller", "6.22.3", "GPL-2.0-or-later WITH Bootloader-exception")


def folder_with(place: Path, *names: str) -> Path:
    """Make a packed program of binaries with these paths below the folder of modules."""
    for name in names:
        path = place / "_internal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ELF)
    (place / "pmedia-desktop").write_bytes(ELF)
    return place


def refusal(folder: Path, materials: Sequence[Material]) -> str:
    with pytest.raises(NotShippable) as refused:
        write(folder, materials, COMMIT)
    return str(refused.value)


def test_each_binary_is_named_with_its_hash_below_what_it_came_with(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "PySide6/Qt/lib/libicudata.so.73")
    write(folder, [QT, BUILDER], COMMIT)
    bill = json.loads((folder / BILL).read_text("utf-8"))
    inside = {one["name"]: [file["name"] for file in one["components"]] for one in bill["components"]}
    assert inside == {"PySide6": ["_internal/PySide6/Qt/lib/libicudata.so.73"], "pyinstaller": ["pmedia-desktop"]}
    assert (folder / "licences" / "PySide6" / "LGPL.txt").read_bytes() == b"the text"
    assert all(len(file["hashes"]) == 1 for one in bill["components"] for file in one["components"])


def test_a_binary_that_belongs_to_nothing_is_not_shipped(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "PySide6/Qt/lib/libicudata.so.73", "libreadline.so.8")
    said = refusal(folder, [QT, BUILDER])
    assert said == f"{folder}/_internal/libreadline.so.8: belongs to nothing that is named"


@pytest.mark.parametrize(
    "licence", ["GPL-3.0-only", "AGPL-3.0-only", "GPL-2.0-or-later OR GPL-3.0-only", "see its text"]
)
def test_what_is_under_the_gpl_alone_or_unknown_is_not_shipped(tmp_path: Path, licence: str) -> None:
    readline = Material("libreadline8", "8.1", licence, files=frozenset(["libreadline.so.8"]))
    assert refusal(folder_with(tmp_path, "libreadline.so.8"), [readline, BUILDER]) == f"libreadline8: {licence}"
