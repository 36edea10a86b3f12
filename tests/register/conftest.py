"""A register of its own for every test."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pmedia_desktop.register.store import Register
from tests.register.custody_examples import Custody, fill_custody
from tests.register.examples import START, Filled, new_register, put_filled_register


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    # The filled register, if a test asks for it, comes from the hour before.
    with new_register(tmp_path / "data", START + timedelta(hours=1)) as opened:
        yield opened


@pytest.fixture
def filled(register: Register) -> Filled:
    return put_filled_register(register.folder)


@pytest.fixture
def custody(register: Register, filled: Filled) -> Custody:
    return fill_custody(register, filled)
