"""Does all that was packed lie in the program's folder as it was packed? A copy breaks off, an antivirus program takes.

The package's bill of materials (CycloneDX) names each file with its hash; a checkout has none.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmedia_desktop.data_files import data_path
from pmedia_desktop.register.files import sha256_of

_BILL = "sbom.cdx.json"


def bill_of_program() -> Path | None:
    """Return the packed program's bill; None in a checkout, or a folder that was not made into a package."""
    bill = data_path("resources").parents[1] / _BILL
    return bill if getattr(sys, "frozen", False) and bill.exists() else None


def compare_with_bill(bill: Path) -> tuple[int, tuple[str, ...]]:
    """Return how many files the bill names, and those that are missing or altered beside it."""
    named = tuple(_files(json.loads(bill.read_text("utf-8"))))
    wrong = tuple(name for name, sha256 in named if not _is_as_packed(bill.parent / name, sha256))
    return len(named), wrong


def _files(bill: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield path and SHA-256 of each file below the program and below what it is made of."""
    for material in (bill["metadata"]["component"], *bill["components"]):
        for part in material.get("components", ()):
            if part["type"] == "file":
                yield part["name"], part["hashes"][0]["content"]


def _is_as_packed(path: Path, sha256: str) -> bool:
    try:
        return sha256_of(path) == sha256
    except OSError:
        return False
