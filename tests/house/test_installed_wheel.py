"""The wheel works by itself: in an empty environment with the locked packages, away from the checkout."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.house.tree import ROOT

pytestmark = [pytest.mark.wheel, pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Installed:
    """The wheel, the environment it was installed into, and an empty folder to work in."""

    wheel: Path
    scripts: Path
    folder: Path
    environment: Mapping[str, str]

    def run(self, *arguments: str) -> str:
        """Run the installed program in the empty folder and return its standard output."""
        command = [str(self.scripts / "pmedia-desktop"), *arguments]
        answer = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, encoding="utf-8", check=False
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, outside_environment: Mapping[str, str]) -> Installed:
    place = tmp_path_factory.mktemp("wheel")
    # The user's own pip settings hold here: the wheel's dependencies come from where the user gets packages.
    environment = {name: value for name, value in outside_environment.items() if not name.startswith("PYTHON")}
    environment |= {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(place)]
    subprocess.run(build, cwd=ROOT, env=environment, check=True)
    (wheel,) = place.glob("*.whl")

    venv.create(place / "environment", with_pip=True)
    scripts = place / "environment" / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--no-input", "--no-deps"]
    lock = ["--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements" / "run.txt")]
    subprocess.run([*install, *lock], cwd=place, env=environment, check=True)
    subprocess.run([*install, str(wheel)], cwd=place, env=environment, check=True)

    folder = place / "另一个 文件夹"
    folder.mkdir()
    home = {name: os.environ[name] for name in os.environ if name.startswith(("XDG_", "HOME", "WIN_PD_"))}
    environment = {**environment, **home, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("DISPLAY", None)
    return Installed(wheel, scripts, folder, environment)


def test_the_wheel_holds_the_program_and_its_data_and_nothing_else(installed: Installed) -> None:
    names = zipfile.ZipFile(installed.wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"pmedia_desktop"}
    for folder in ("ui", "forms", "resources"):
        shipped = {name for name in names if name.startswith(f"pmedia_desktop/data/{folder}/")}
        here = {f"pmedia_desktop/data/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / folder).rglob("*.*")}
        assert here <= shipped | {name for name in here if "/." in name}


def test_the_installed_program_needs_only_the_locked_packages(installed: Installed) -> None:
    subprocess.run([str(installed.scripts / "python"), "-m", "pip", "check"], env=installed.environment, check=True)


def test_the_installed_program_does_the_main_job(installed: Installed) -> None:
    installed.run("demo", "--out", "示例")
    forms = sorted((installed.folder / "示例").rglob("*.pdf"))
    assert len(forms) == 3
    assert all(form.read_bytes().startswith(b"%PDF-") for form in forms)
    pictures = " ".join(path.name for path in (installed.folder / "示例").rglob("*.png"))
    assert [page for page in ("today", "accounts", "filings", "people", "settings") if page not in pictures] == []


def test_the_installed_program_fills_a_form(installed: Installed) -> None:
    names = [form["name"] for form in json.loads(installed.run("form", "list"))]
    assert "filing" in names
    fields = json.loads(installed.run("form", "fields", "filing"))
    values = {field["name"]: "彭山区" for field in fields if field["kind"] in ("text", "paragraph")}
    (installed.folder / "values.json").write_text(json.dumps(values), "utf-8")

    installed.run("form", "fill", "filing", "--values", "values.json", "--kind", "opening", "-o", "表.pdf")

    assert (installed.folder / "表.pdf").read_bytes().startswith(b"%PDF-")


def test_the_installed_program_finds_itself_whole(installed: Installed) -> None:
    installed.run("self-test")
