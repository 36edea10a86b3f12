"""Makes the template for translators: every string that people read, from the code and from the Designer files.

    python tools/translations.py resources/translations/template.ts

A translator copies it, fills in the translations with Qt Linguist or by hand, and names the file in PMEDIA_TRANSLATION;
the program then speaks it (``pmedia_desktop/catalogue.py``).
"""

import ast
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def strings_of_code(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield context and source of each ``translate(context, source)``; the context is a literal or the module's own.

    A source that is looked up in a table of words stands for all Chinese words of the module's tables, and of those of
    the modules that it imports whole.
    """
    for path in sorted(folder.rglob("*.py")):
        module = ast.parse(path.read_text("utf-8"))
        own = {
            target.id: node.value.value
            for node in module.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(module):
            if not (isinstance(node, ast.Call) and ast.unparse(node.func) in ("translate", "texts.translate")):
                continue
            context, source = node.args
            named = own.get(context.id) if isinstance(context, ast.Name) else ast.literal_eval(context)
            words = [str(source.value)] if isinstance(source, ast.Constant) else _looked_up(source, module)
            yield from ((str(named), word) for word in words)


def _looked_up(source: ast.expr, module: ast.Module) -> list[str]:
    imported = [
        ROOT.joinpath(*node.module.split("."), f"{alias.name}.py")
        for node in module.body
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    ]
    tables = [module, *(ast.parse(path.read_text("utf-8")) for path in imported if path.is_file())]
    assigned = [node for one in tables for node in one.body if isinstance(node, (ast.Assign, ast.AnnAssign))]
    return [word for node in (source, *assigned) for word in _chinese_in(node)]


def _chinese_in(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and _CHINESE.search(part.value):
            yield part.value


def strings_of_forms(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield class and text of each translated string of the Designer files, as Qt's loader asks for them."""
    for path in sorted(folder.rglob("*.ui")):
        root = ElementTree.parse(path).getroot()  # our own files
        context = root.findtext("class") or ""
        for string in root.iter("string"):
            if string.get("notr") != "true" and string.text:
                yield context, string.text


def template(strings: list[tuple[str, str]]) -> str:
    """Return the template: Qt's format for translations, contexts and sources sorted, each once."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>", '<TS version="2.1" sourcelanguage="zh_CN">']
    contexts: dict[str, set[str]] = {}
    for context, source in strings:
        contexts.setdefault(context, set()).add(source)
    for context, sources in sorted(contexts.items()):
        lines.append(f"<context><name>{_escaped(context)}</name>")
        lines += [
            f'<message><source>{_escaped(source)}</source><translation type="unfinished"></translation></message>'
            for source in sorted(sources)
        ]
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def all_strings() -> list[tuple[str, str]]:
    """Return every string that people read."""
    return [*strings_of_code(ROOT / "pmedia_desktop"), *strings_of_forms(ROOT / "ui")]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(template(all_strings()), "utf-8")
