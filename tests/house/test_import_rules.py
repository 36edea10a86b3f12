"""The arrows of docs/architecture.md: which room may import which, and who may import Qt, SQLAlchemy ..."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.tree import ROOT, rooms

WRONG_ARROWS = {
    "gui/wrong.py": "import sqlalchemy",
    "services/wrong.py": "import reportlab",
    "register/wrong.py": "import keyring",
    "measures/wrong.py": "import PySide6.QtCore",
    "model/wrong.py": "import pmedia_desktop.measures",
    "paper/wrong.py": "import pmedia_desktop.model",
    "vault/wrong.py": "import zxingcpp",
    "services/wrong_sheet.py": "import python_calamine",
    "exchange/wrong_form.py": "import docx",
    "register/wrong_terms.py": "import ahocorasick_rs",
}


def lint_imports(package_root: Path) -> tuple[int, str]:
    """Check the package below ``package_root`` against the contracts; return the exit code and the report."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    command += ["--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(package_root), "COLUMNS": "200", "PYTHONUTF8": "1"}
    answer = subprocess.run(
        command, cwd=package_root, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return answer.returncode, answer.stdout + answer.stderr


def test_every_arrow_points_where_the_architecture_says() -> None:
    code, report = lint_imports(ROOT)
    assert code == 0, report


def test_a_wrong_arrow_breaks_its_contract(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "pmedia_desktop", tmp_path / "pmedia_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    for module, line in WRONG_ARROWS.items():
        (tmp_path / "pmedia_desktop" / module).write_text(line, "utf-8")

    code, report = lint_imports(tmp_path)

    assert code == 1, report
    assert "0 kept, 10 broken" in report


def test_every_room_has_its_place_in_the_layers() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    downwards = next(one for one in settings["tool"]["importlinter"]["contracts"] if one["id"] == "downwards")
    placed = {
        name.strip().removeprefix("pmedia_desktop.")
        for layer in downwards["layers"]
        for name in layer.replace("|", ":").split(":")
    }
    assert placed == set(rooms())


def test_only_the_dialog_port_opens_message_boxes_and_file_dialogs() -> None:
    native = {"QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog", "QFontDialog"}
    users = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "pmedia_desktop").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.ImportFrom) and native & {alias.name for alias in node.names})
        or (isinstance(node, ast.Attribute) and node.attr in native)
    }
    assert users == {"pmedia_desktop/gui/dialogs.py"}
