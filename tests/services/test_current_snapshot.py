"""What the rules speak of is read without the settled items and messages, and they say the same."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from pmedia_desktop.measures.deadlines import all_deadlines
from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.message import Message, MessageChannel
from pmedia_desktop.model.publication import Origin, Placement, Publication, PublicationState, ReviewStep, Verdict
from pmedia_desktop.services.office import Office, open_office, snapshot, whole_snapshot, work_calendar

STEPS = (
    (),
    (ReviewStep(title="审核"),),
    (ReviewStep(title="审核", verdict=Verdict.RETURNED),),
    (ReviewStep(title="签发", verdict=Verdict.AGREED),),
    (ReviewStep(title="签发", verdict=Verdict.AGREED, by_telephone=True),),
    (ReviewStep(title="签发", verdict=Verdict.AGREED, by_telephone=True, signed_on=date(2026, 11, 1)),),
)
BEGUN = datetime(2026, 11, 23, 2, tzinfo=UTC)
ORIGINS = ((Origin.ORIGINAL, ""), (Origin.REPRINT, "\u3000\n"), (Origin.REPRINT, "中国政府网"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Open a register that was begun on its fixed day: the rules ask since when the program is used."""
    opened = open_office(tmp_path, create=True, on=BEGUN.date(), at=BEGUN)
    yield opened
    opened.close()


def items(accounts: list[int], on: date) -> list[Publication]:
    """Return items of every kind, so many to an account that each has last ones and older ones."""
    days = (None, on, on - timedelta(days=12), on - timedelta(days=500))
    found = []
    for number, (state, day, steps, (origin, source)) in enumerate(product(PublicationState, days, STEPS, ORIGINS)):
        place = Placement(account_id=accounts[number * number % len(accounts)], published_on=day)
        found.append(
            Publication(
                title=f"第{number}条",
                state=state,
                steps=steps,
                origin=origin,
                source=source,
                drafted_on=on - timedelta(days=600),
                planned_on=on if number % 3 else None,
                after_the_fact=number % 5 == 0,
                placements=(place,),
            )
        )
    return found


def messages(account_id: int, about_id: int, on: date) -> list[Message]:
    """Return messages in every state, of yesterday and of two years ago."""
    return [
        Message(
            account_id=account_id,
            channel=channel,
            received_on=on - timedelta(days=ago),
            within_duties=within_duties,
            transferred_on=on - timedelta(days=ago - 1) if transferred else None,
            replied_on=on - timedelta(days=ago - 1) if replied else None,
            no_reply_reason=reason,
            about_id=about,
            nickname=nickname,
        )
        for channel, ago, within_duties, transferred, replied, reason, about, nickname in product(
            MessageChannel,
            (1, 800),
            (None, True, False),
            (True, False),
            (True, False),
            ("", "重复"),
            (None, about_id),
            ("张三", "张**"),
        )
    ]


def test_the_rules_say_the_same_without_what_is_settled(office: Office) -> None:
    on = office.today()
    with office.register.write(office.actor, Action.IMPORTED) as writer:
        accounts = [
            writer.save(Account(platform="weibo", name=f"账号{number}", platform_id=f"73{number:05}")).id
            for number in range(30)
        ]
        for item in items(accounts[:-1], on):
            writer.save(item)
        call = writer.save(Message(channel=MessageChannel.TELEPHONE, received_on=on))
        for message in messages(accounts[0], call.id, on):
            writer.save(message)

    for day, kept_months in ((on, 0), (on, 12), (on + timedelta(days=20), 120_000)):
        office = replace(office, fixed_day=day)
        with office.register.write(office.actor, Action.SETTINGS_SAVED) as writer:
            writer.save(replace(writer.settings(), citizens_kept_months=kept_months))
        current, whole = snapshot(office), whole_snapshot(office)

        assert len(current.messages) < len(whole.messages)
        assert len(current.publications) < len(whole.publications)
        assert all_findings(current, day) == all_findings(whole, day)
        assert all_deadlines(current, day, work_calendar(current)) == all_deadlines(whole, day, work_calendar(whole))


@pytest.mark.parametrize("ago", [30, 800])
def test_a_withdrawn_item_alone_shows_that_records_are_kept(office: Office, ago: int) -> None:
    day = office.today() - timedelta(days=ago)
    with office.register.write(office.actor, Action.IMPORTED) as writer:
        account = writer.save(Account(platform="weibo", name="彭山发布", platform_id="7300000001"))
        place = Placement(account_id=account.id, published_on=day)
        writer.save(Publication(title="已撤下", state=PublicationState.WITHDRAWN, placements=(place,)))

    found = all_findings(snapshot(office), office.today())
    assert found == all_findings(whole_snapshot(office), office.today())
