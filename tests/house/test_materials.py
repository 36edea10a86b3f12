"""The bill of materials: nothing is shipped that nobody can name, and nothing under the GPL alone."""

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

pytest.importorskip("cyclonedx", reason="the packages' builder is not installed")
from tools.packages import notices
from tools.packages.materials import BILL, Material, NotShippable, of_wheels, write
from tools.packages.program import REPOSITORY, Commit
from tools.packages.wheels import LINUX, lock_for

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


def test_texts_of_the_same_name_in_one_wheel_lie_beside_each_other(tmp_path: Path) -> None:
    about = "numpy-2.4.6.dist-info/"
    with zipfile.ZipFile(tmp_path / "numpy-2.4.6-py3-none-any.whl", "w") as wheel:
        wheel.writestr(about + "METADATA", "Name: numpy\nVersion: 2.4.6\nLicense-Expression: BSD-3-Clause\n")
        wheel.writestr(about + "WHEEL", "Root-Is-Purelib: false\n")
        for name in ("licenses/", "licenses/pcg64/", "licenses/pcg64/LICENSE.md", "licenses/philox/LICENSE.md"):
            wheel.writestr(about + name, name)
    (folder := tmp_path / "folder").mkdir()
    write(folder, of_wheels(tmp_path, ["numpy"]), COMMIT)
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.md")}
    assert texts == {
        "licences/numpy/pcg64/LICENSE.md": "licenses/pcg64/LICENSE.md",
        "licences/numpy/philox/LICENSE.md": "licenses/philox/LICENSE.md",
    }


def test_what_is_linked_into_qt_has_its_text_and_its_place_in_the_bill(tmp_path: Path) -> None:
    qt = Material("Qt", "6.9.3", "LGPL-3.0-only", files=frozenset(["qt6gui.dll"]))
    folder = folder_with(tmp_path, "PySide6/Qt6Gui.dll")
    write(folder, [qt, BUILDER, *notices.of_parts(folder, [qt])], COMMIT)
    (named,) = (one for one in json.loads((folder / BILL).read_text("utf-8"))["components"] if one["name"] == "Qt")
    inside = {one["name"]: one["licenses"] for one in named["components"] if one["type"] == "library"}
    assert inside["libpng"] == [{"license": {"name": "Libpng AND libpng-2.0"}}]
    assert "PCRE2" not in inside  # in another library
    for name in inside:
        text = (folder / "licences" / "Qt" / f"{name.replace(' ', '-')}.txt").read_text("utf-8")
        assert text.startswith(name)
        assert len(text.splitlines()) > 10, name
    assert "Cosmin Truta" in (folder / "licences" / "Qt" / "libpng.txt").read_text("utf-8")


def test_what_is_linked_in_is_told_of_the_locked_versions_and_each_text_is_told_of() -> None:
    lock = lock_for(REPOSITORY / "requirements" / "run.txt", LINUX, "3.11.2").lower()
    texts = set()
    for told in notices.told_of():
        package = {"Qt": "pyside6-essentials"}.get(told["of"], told["of"].replace("_", "-"))
        assert f"{package}=={told['version']} " in lock
        names = [one["name"] for one in told["component"]]
        assert sorted(set(names)) == sorted(names)
        texts |= {text for one in told["component"] for text in one["texts"]}
        assert all(one["texts"] and one["libraries"] and one["source"] for one in told["component"])
    assert texts == {path.name for path in (notices.FILES / "texts").iterdir()}


def test_another_version_of_qt_is_not_shipped_with_the_notices_of_this_one(tmp_path: Path) -> None:
    with pytest.raises(NotShippable, match=r"Qt 6\.10\.0: its parts were read in 6\.9\.3"):
        notices.of_parts(tmp_path, [Material("Qt", "6.10.0", "LGPL-3.0-only")])


def test_a_part_of_nothing_that_is_named_is_not_shipped(tmp_path: Path) -> None:
    part = Material("zlib", "1.3.1", "Zlib", part_of="Qt")
    assert refusal(folder_with(tmp_path), [BUILDER, part]) == "zlib: part of nothing"
