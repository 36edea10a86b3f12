"""Words that stand on no screen and on no paper: they promise what the program is not, or mark a sheet as secret."""

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.house.test_texts import docstrings, modules
from tests.house.tree import ROOT

ON_NO_SCREEN = ("密钥", "私钥", "国密", "等保")
#: 国家秘密、工作秘密 are named where the program says that it must not hold them.
AS_A_MARK = re.compile(r"(?<!国家)(?<!工作)秘密|机密")


@cache
def written() -> tuple[tuple[str, str], ...]:
    """Return every text that the program's modules, windows and papers hold, with where it stands."""
    return tuple(_written())


def _written() -> Iterator[tuple[str, str]]:
    for name, module in modules():
        known = docstrings(module)
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in known:
                yield f"{name}:{node.lineno}", node.value
    for folder, pattern in (("ui", "*.ui"), ("forms", "*.toml")):
        for path in sorted((ROOT / folder).rglob(pattern)):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
                yield f"{path.relative_to(ROOT)}:{number}", line.partition(" #")[0]


@pytest.mark.parametrize("word", ON_NO_SCREEN)
def test_what_promises_more_than_the_program_keeps_is_never_said(word: str) -> None:
    assert [f"{place}: {text}" for place, text in written() if word in text] == []


def test_no_paper_and_no_screen_marks_anything_as_secret() -> None:
    assert [f"{place}: {text}" for place, text in written() if AS_A_MARK.search(text)] == []


def test_custodys_papers_say_what_they_are() -> None:
    for name in ("handover", "custody_ledger", "envelope_cover", "envelope_key", "inventory"):
        assert "内部资料，专人保管" in (ROOT / "forms" / f"{name}.toml").read_text("utf-8"), name
