"""An office of its own for every test, on a fixed day."""

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


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Open a new, empty register on Monday 2026-11-23."""
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
def sample(office: Office) -> Sample:
    return make_sample(office)
