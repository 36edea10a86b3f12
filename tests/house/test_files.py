"""What no file of the project may hold, and how long a module may grow."""

import re

from tests.house.tree import ROOT, project_files, text_files

LONGEST_MODULE = 400  # lines

# Put together from pieces, so that this file does not hold what it forbids.
REGISTRY_ADDRESS = re.compile(
    r"https?://[^\s\"')>]*(?:pypi\." + r"org|python" + r"hosted\.org|npm" + r"js\.(?:org|com)|/simp" + r"le\b)"
)
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|opt|root|home|tmp)" + r"/[a-z]|[A-Z]:\\+Us" + r"ers\\")


def test_no_file_names_a_package_registry() -> None:
    found = [str(path.relative_to(ROOT)) for path, text in text_files() if REGISTRY_ADDRESS.search(text)]
    assert found == []


def test_no_file_names_a_path_of_one_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path, text in text_files()
        if (match := MACHINE_PATH.search(text))
    ]
    assert found == []


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines())
        for path in project_files()
        if path.suffix == ".py"
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "pmedia_desktop").rglob("__init__.py")
        if not path.read_text("utf-8").lstrip().startswith('"""')
    ]
    assert silent == []


def test_no_module_of_ours_hides_one_of_the_standard_library() -> None:
    # A typing.py beside the program breaks PySide6.
    import sys

    hiding = [path.name for path in ROOT.glob("*.py") if path.stem in sys.stdlib_module_names]
    assert hiding == []
