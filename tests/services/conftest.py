"""An office of its own for every test, on a fixed day."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.unit import Person, UnitKind
from pmedia_desktop.services import accounts, people, unit
from pmedia_desktop.services.office import Office, open_office
from pmedia_desktop.services.sample.making import Sample, make_sample

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def sample_register(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Sample]:
    """Make the sample register once, in a folder that tests copy and never touch."""
    folder = tmp_path_factory.mktemp("sample")
    made = open_office(folder, create=True, on=TODAY)
    sample = make_sample(made)
    made.close()
    return folder, sample


@pytest.fixture
def office(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Office]:
    """Open a register on Monday 2026-11-23: the sample where the test asks for it as well, else a new, empty one."""
    if "sample" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("sample_register")[0], tmp_path / "data")
    opened = open_office(tmp_path / "data", create=True, on=TODAY)
    yield opened
    opened.close()


@dataclass(frozen=True)
class Started:
    """An office after the first start, with one Weibo account."""

    office: Office
    clerk: Person
    account: Account


@pytest.fixture
def started(office: Office) -> Started:
    unit.first_start(
        office,
        unit.FirstStart(
            full_name="眉山市彭山区示例镇人民政府",
            seal_text="眉山市彭山区示例镇人民政府",
            kind=UnitKind.TOWNSHIP,
            principal_name="王䶮",
            clerk_name="李𬱖",
            clerk_phone="028-37600001",
        ),
    )
    clerk = next(person for person in people.list_people(office) if person.name == "李𬱖")
    account = accounts.register_account(
        office,
        Account(
            platform="weibo",
            name="彭山示例镇发布",
            platform_id="7300000001",
            opened_on=date(2020, 5, 6),
            holder_id=clerk.id,
        ),
    ).value
    return Started(office, clerk, account)


@pytest.fixture
def sample(office: Office, sample_register: tuple[Path, Sample]) -> Sample:
    """Return the ids of the sample's filings; the open office has them."""
    return sample_register[1]
