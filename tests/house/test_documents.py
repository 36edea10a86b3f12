"""The documents say what is there."""

import re
import tomllib

import pmedia_desktop
from tests.house.tree import ROOT, project_files, rooms

DOCUMENTS = sorted(path for path in project_files() if path.suffix == ".md")


def test_the_architecture_shows_every_room() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    packages = {name for name in rooms() if (ROOT / "pmedia_desktop" / name).is_dir()}
    assert "```mermaid" in text
    assert {name for name in packages if not re.search(rf"\b{name}\b", text)} == set()


def test_the_readme_starts_with_the_two_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert "python3 start.py demo" in text
    assert "python3 start.py test" in text
    assert (ROOT / "start.py").is_file()


def test_every_link_between_documents_leads_somewhere() -> None:
    dead = []
    for document in DOCUMENTS:
        text = document.read_text("utf-8")
        if "manual" in document.parts:  # its pictures are taken when packages are built; tests/gui looks at their names
            text = re.sub(r"!\[[^]]*\]\([^)]*\)", "", text)
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
            if not (document.parent / target).exists():
                dead.append(f"{document.relative_to(ROOT)} -> {target}")
    assert dead == []


def test_every_decision_has_a_number_of_its_own_and_a_reason() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert numbers
    assert len(set(numbers)) == len(numbers)
    for decision in decisions:
        text = decision.read_text("utf-8")
        assert {word for word in ("Context", "Choice", "Rejected") if word not in text} == set(), decision.name


def test_the_version_is_the_same_everywhere() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    version = settings["project"]["version"]
    assert pmedia_desktop.__version__ == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
