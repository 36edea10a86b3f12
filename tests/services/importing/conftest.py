"""An office with a unit, and tables as somebody has kept them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from pmedia_desktop.services.importing.applying import import_planned
from pmedia_desktop.services.importing.plan import ImportPlan, plan_import
from tests.exchange.books import rows
from tests.services.conftest import Started

Import: TypeAlias = Callable[..., ImportPlan]


@pytest.fixture
def planned(started: Started, tmp_path: Path) -> Import:
    """Plan an import of rows, the headings first."""

    def plan(*lines: tuple[Any, ...], **corrections: str) -> ImportPlan:
        return plan_import(started.office, rows(tmp_path / "台账.xlsx", *lines), corrections)

    return plan


@pytest.fixture
def imported(started: Started, planned: Import) -> Import:
    """Plan an import of rows and write it."""

    def write(*lines: tuple[Any, ...], **corrections: str) -> ImportPlan:
        return import_planned(started.office, planned(*lines, **corrections)).value

    return write
