"""A register of its own for every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pmedia_desktop.register.store import Register
from tests.register.examples import Filled, fill, new_register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with new_register(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def filled(register: Register) -> Filled:
    return fill(register)
