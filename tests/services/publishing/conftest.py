"""A started office with one more account, and an item on its way."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest

from pmedia_desktop.model.account import Account
from pmedia_desktop.model.publication import Gate, Placement, Publication, Verdict
from pmedia_desktop.services import accounts
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.publishing import items, reviewing
from tests.services.conftest import Started, office, started

__all__ = ["office", "started"]

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Desk:
    """The office, its two accounts, and a draft that goes to both."""

    office: Office
    weibo: Account
    douyin: Account
    draft: Publication


@pytest.fixture
def desk(started: Started) -> Desk:
    douyin = accounts.register_account(
        started.office, Account(platform="douyin", name="彭山示例镇发布", platform_id="slz", opened_on=None)
    ).value
    draft = items.save_item(
        started.office,
        Publication(
            title="停水通知",
            text="今天18时停水。",
            drafter="李𬱖",
            drafted_on=started.office.today(),
            placements=(Placement(account_id=started.account.id), Placement(account_id=douyin.id)),
        ),
    ).value
    return Desk(started.office, started.account, douyin, draft)


def issue(office: Office, item_id: int) -> Publication:
    """Lead an item through the usual steps."""
    item = reviewing.submit_item(office, item_id).value
    for position, person in enumerate(("赵㛃", "陈𣲗", "王䶮")):
        item = reviewing.decide_step(
            office,
            item_id,
            position,
            verdict=Verdict.AGREED,
            person=person,
            at=AT,
            gates=tuple(Gate),
            checklist_confirmed=True,
        ).value
    return item


def places(desk: Desk, *days: date | None) -> tuple[Placement, ...]:
    """Return the two accounts with the days on which an item came out there."""
    ids = (desk.weibo.id, desk.douyin.id)
    return tuple(
        Placement(account_id=account_id, published_on=day, published_time="9:05", link=f"https://e.cn/{account_id}")
        for account_id, day in zip(ids, days, strict=False)
    )


def printed(pdf: bytes, path: Path) -> str:
    """Write a paper and return its words."""
    path.write_bytes(pdf)
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages).replace("\n", "")
