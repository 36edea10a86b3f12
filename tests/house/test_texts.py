"""Sentences that people read pass through texts.translate, and are filled in afterwards."""

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from tests.house.tree import ROOT

SENTENCE = re.compile(r"[\u4e00-\u9fff].*[。！？]", re.DOTALL)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
DATE_UNITS = {"年", "月", "日"}  # a date is written alike in every translation of a Chinese official form
SPEAKING = tuple(
    f"pmedia_desktop/{room}" for room in ("gui/", "cli/", "services/", "vault/", "app.py", "unattended.py")
)
OF_OTHERS = "pmedia_desktop/services/importing"  # reads what others have written
SAMPLE = "pmedia_desktop/services/sample"  # what the sample unit would have typed


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield the program's modules, parsed."""
    for path in sorted((ROOT / "pmedia_desktop").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def is_translate(node: ast.AST) -> bool:
    """Tell a call of ``translate`` or ``texts.translate``."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    return (isinstance(function, ast.Name) and function.id == "translate") or (
        isinstance(function, ast.Attribute)
        and function.attr == "translate"
        and ast.unparse(function) == "texts.translate"
    )


def docstrings(module: ast.Module) -> set[int]:
    """Return the ids of the constants that are documentation, also that of attributes."""
    return {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def test_every_chinese_sentence_passes_through_the_door_for_texts() -> None:
    past_the_door = []
    for name, module in modules():
        if name.startswith(SAMPLE):
            continue
        known = docstrings(module)
        for call in filter(is_translate, ast.walk(module)):
            known |= {id(node) for node in ast.walk(call)}
        past_the_door += [
            f"{name}:{node.lineno}: {node.value}"
            for node in ast.walk(module)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and SENTENCE.search(node.value)
            and id(node) not in known
        ]
    assert past_the_door == []


def test_what_the_window_the_commands_and_the_services_say_passes_through_the_door_even_a_word() -> None:
    """A word looked for in what others have written stands in a table of the module, above its functions."""
    past_the_door = []
    for name, module in modules():
        if not name.startswith(SPEAKING) or name.startswith((SAMPLE, OF_OTHERS)):
            continue
        known = docstrings(module)
        for call in filter(is_translate, ast.walk(module)):
            known |= {id(node) for node in ast.walk(call)}
        for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
            past_the_door += [
                f"{name}:{node.lineno}: {node.value}"
                for node in ast.walk(function)
                if isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and CHINESE.search(node.value)
                and node.value not in DATE_UNITS
                and id(node) not in known
            ]
    assert past_the_door == []


def test_every_chinese_word_of_the_designer_files_is_one_that_qt_translates() -> None:
    kept = [
        f"{path.name}: {string.text}"
        for path in sorted((ROOT / "ui").rglob("*.ui"))
        for string in ElementTree.parse(path).iter()  # noqa: S314  # our own files
        if string.tag in ("string", "cstring") and string.get("notr") == "true" and CHINESE.search(string.text or "")
    ]
    assert kept == []


def test_no_chinese_is_filled_in_before_it_is_translated() -> None:
    too_early = []
    for name, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.JoinedStr):
                pieces = [one.value for one in node.values if isinstance(one, ast.Constant)]
                if any(CHINESE.search(str(piece)) and piece not in DATE_UNITS for piece in pieces):
                    too_early.append(f"{name}:{node.lineno}: {ast.unparse(node)}")
            elif is_translate(node) and isinstance(node, ast.Call):
                _, source = node.args
                # a literal, or a look-up in a module's own table of literals
                if isinstance(source, ast.Call) and not ast.unparse(source).startswith("_"):
                    too_early.append(f"{name}:{node.lineno}: {ast.unparse(node)}")
    assert too_early == []
