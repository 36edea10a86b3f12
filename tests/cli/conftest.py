"""The commands run in this process, on a sample register made once."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmedia_desktop.cli import main
from pmedia_desktop.services.office import open_office
from pmedia_desktop.services.sample.making import make_sample

ON = "2026-11-23"


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    office = open_office(folder, create=True, on=date.fromisoformat(ON))
    make_sample(office, with_ledgers=False)
    office.close()
    return folder


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def data(sample_folder: Path, tmp_path: Path) -> Path:
    """Copy the closed sample register, so that a test may change it."""
    return Path(shutil.copytree(sample_folder, tmp_path / "登记册 data"))


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run_command(*words: str | Path) -> Ran:
        code = main(["--data", str(data), "--on", ON, *map(str, words)])
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run_command
