"""The lock files agree with pyproject.toml, hold hashes and no address, and ship nothing under the GPL."""

import re
import tomllib
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

LOCK_GROUPS = {
    "run.txt": ("program",),
    "build.txt": ("build",),
    "test.txt": ("program", "build", "test"),
    "check.txt": ("program", "build", "test", "check", "lock", "release"),
    "package.txt": ("program", "package"),
}
# Qt for Python may be used under the LGPL; the bundle keeps its libraries as files that can be replaced.
LGPL_ACCEPTED = {"pyside6-essentials", "shiboken6"}


def read_lock(name: str) -> list[Requirement]:
    """Return the pinned packages of a lock, hashes left out."""
    lines = (ROOT / "requirements" / name).read_text("utf-8").splitlines()
    return [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"[a-z]", line)]


def required(groups: tuple[str, ...]) -> list[Requirement]:
    """Return what pyproject.toml asks for."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = {"program": settings["project"]["dependencies"], **settings["dependency-groups"]}
    return [Requirement(line) for group in groups for line in asked[group]]


def pinned_version(requirement: Requirement) -> str:
    """Return the version a lock line pins (it holds one ``==``)."""
    (specifier,) = requirement.specifier
    assert specifier.operator == "=="
    return specifier.version


@pytest.mark.parametrize("name", LOCK_GROUPS)
def test_the_lock_holds_what_the_project_asks_for(name: str) -> None:
    locked = read_lock(name)
    for wanted in required(LOCK_GROUPS[name]):
        versions = [
            pinned_version(one) for one in locked if canonicalize_name(one.name) == canonicalize_name(wanted.name)
        ]
        assert any(wanted.specifier.contains(version) for version in versions), f"{name}: {wanted}"


@pytest.mark.parametrize("name", LOCK_GROUPS)
def test_the_lock_holds_nothing_that_nobody_asked_for(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    blocks = re.split(r"\n(?=[a-z])", text)[1:]
    direct = {re.split(r"[=\s]", block)[0] for block in blocks if "pmedia-desktop (pyproject.toml" in block}
    assert direct == {canonicalize_name(one.name) for one in required(LOCK_GROUPS[name])}


@pytest.mark.parametrize("name", LOCK_GROUPS)
def test_the_lock_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    blocks = re.split(r"\n(?=[a-z])", text)[1:]
    assert [block for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert not re.search(r"^\s*--(?!hash)", text, re.MULTILINE)


def test_all_locks_share_their_versions() -> None:
    pins = {str(one) for name in LOCK_GROUPS for one in read_lock(name)}
    per_package: dict[tuple[str, str], set[str]] = {}
    for pin in map(Requirement, pins):
        per_package.setdefault((pin.name, str(pin.marker)), set()).add(pinned_version(pin))
    assert {package: versions for package, versions in per_package.items() if len(versions) > 1} == {}


def test_nothing_under_the_gpl_is_shipped() -> None:
    strict = []
    for package in read_lock("run.txt"):
        if (package.marker and not package.marker.evaluate()) or package.name in LGPL_ACCEPTED:
            continue
        about = metadata.metadata(package.name)
        words = [*about.get_all("License-Expression", []), *[text[:200] for text in about.get_all("License", [])]]
        words += [one for one in about.get_all("Classifier", []) if one.startswith("License")]
        if not any(words):  # the licence lies beside it, and nothing else says its name
            words = [file.read_text()[:200] for file in metadata.files(package.name) or [] if file.name == "LICENSE"]
        licence = " ".join(words)
        assert licence.strip(), f"{package.name} names no licence"
        if re.search(r"\b[AL]?GPL", licence):
            strict.append(package.name)
    assert strict == []


def test_the_readme_says_what_each_dependency_is_for() -> None:
    table = (ROOT / "README.md").read_text("utf-8").lower()
    every = required(("program", "test", "check", "build", "package", "lock"))
    assert [one.name for one in every if f"| {one.name.lower()} |" not in table] == []


def test_the_installed_packages_are_the_locked_ones() -> None:
    for package in read_lock("test.txt"):
        if package.marker is None or package.marker.evaluate():
            assert metadata.version(package.name) == pinned_version(package), "run: python start.py test"
