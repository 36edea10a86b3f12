"""The packed program's files are compared with its bill of materials."""

import hashlib
import json
import sys
from pathlib import Path

import pytest

from pmedia_desktop.services import program_files
from pmedia_desktop.services.program_files import bill_of_program, compare_with_bill

PLUGIN, MANUAL = "_internal/PySide6/libqsvg.so", "_internal/resources/用户手册.pdf"


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    """Make a packed program of two files, and return its bill."""
    (tmp_path / "_internal" / "PySide6").mkdir(parents=True)
    (tmp_path / "_internal" / "resources").mkdir()
    files = {}
    for name, content in ((PLUGIN, b"a plugin"), (MANUAL, b"the manual")):
        (tmp_path / name).write_bytes(content)
        hashes = [{"alg": "SHA-256", "content": hashlib.sha256(content).hexdigest()}]
        files[name] = {"name": name, "type": "file", "hashes": hashes}
    named = {
        "metadata": {"component": {"name": "pmedia-desktop", "components": [files[MANUAL]]}},
        "components": [{"name": "PySide6", "components": [files[PLUGIN]]}, {"name": "six"}],
    }
    path = tmp_path / "sbom.cdx.json"
    path.write_text(json.dumps(named), "utf-8")
    return path


def test_a_folder_as_it_was_packed_is_whole(bill: Path) -> None:
    (bill.parent / "data").mkdir()  # what a user lays beside it does not count
    assert compare_with_bill(bill) == (2, ())


def test_a_missing_and_an_altered_file_are_named(bill: Path) -> None:
    (bill.parent / PLUGIN).unlink()
    (bill.parent / MANUAL).write_bytes(b"the man")
    assert compare_with_bill(bill) == (2, (MANUAL, PLUGIN))


def test_a_checkout_has_no_bill_and_a_package_has_the_one_beside_its_program(
    bill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program_files, "data_path", lambda folder: bill.parent / "_internal" / folder)
    assert bill_of_program() is None
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert bill_of_program() == bill
