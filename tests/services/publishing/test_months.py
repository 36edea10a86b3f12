"""The monthly figures: counted from the records, printed, as a table; of the accounts that were open."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.reading import read_tables
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Origin, Publication
from pmedia_desktop.model.superior_task import MonthlyFigures, SuperiorTask
from pmedia_desktop.services.message import messages
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.publishing import (
    items,
    months,
    sheets,
    tasks,
)
from pmedia_desktop.services.sample.making import Sample
from tests.services.conftest import TODAY
from tests.services.publishing.conftest import Desk, places, printed


def test_a_month_is_counted_and_filled_up(desk: Desk, tmp_path: Path) -> None:
    for number, day in enumerate((date(2026, 10, 20), date(2026, 11, 3), date(2026, 11, 20))):
        items.enter_after_the_fact(
            desk.office,
            Publication(
                title=f"n{number}",
                origin=Origin.REPRINT if number == 1 else Origin.ORIGINAL,
                source="新华社" if number == 1 else "",
                placements=places(desk, day),
            ),
        )
    tasks.save_task(desk.office, SuperiorTask(title="转载", due_on=date(2026, 11, 10), account_ids=(desk.weibo.id,)))
    tasks.save_task(desk.office, SuperiorTask(title="月底", due_on=date(2026, 11, 30)))
    months.save_figures(desk.office, MonthlyFigures(account_id=desk.weibo.id, year=2026, month=11, followers=9))
    asked = Message(account_id=desk.weibo.id, received_on=date(2026, 11, 9), text="几点上班？")
    answered = replace(asked, reply="九点", replied_on=TODAY)
    needless = replace(asked, no_reply_reason="广告")
    earlier = replace(answered, received_on=date(2026, 10, 31))
    long_done = replace(earlier, received_on=date(2026, 9, 30), replied_on=date(2026, 10, 31))
    for message in (asked, answered, needless, earlier, long_done):
        messages.save_message(desk.office, message)
    month = months.read_month(desk.office, 2026, 11)
    weibo = month.rows[0]
    assert (weibo.messages, weibo.settled) == (3, 3), "what was answered in November counts in it, wherever it came"
    october = months.read_month(desk.office, 2026, 10).rows[0]
    assert (october.messages, october.settled) == (1, 1)
    assert (weibo.published, weibo.originals, weibo.reprints, weibo.longest_gap) == (2, 1, 1, 17)
    assert (weibo.tasks, weibo.done_tasks, weibo.late_tasks) == (2, 0, 1)
    with pytest.raises(InputError, match="在别处已经填过"):
        months.save_figures(desk.office, MonthlyFigures(account_id=desk.weibo.id, year=2026, month=11))
    (tmp_path / "月报.xlsx").write_bytes(months.months_workbook([month]))
    (sheet,) = read_tables(tmp_path / "月报.xlsx")
    assert sheet.name == "2026年11月"
    assert sheet.rows[1].cells[:3] == ("新浪微博", "彭山示例镇发布", 9)
    assert sheet.rows[1].cells[4] == 2
    text = printed(sheets.fill_month(desk.office, 2026, 11).pdf, tmp_path / "月报.pdf")
    assert "彭山示例镇发布（新浪微博）" in text
    assert "逾期1" in text
    assert "3/3" in text


def test_a_month_says_the_same_whoever_has_read_more_items_than_it_asks_for(desk: Desk) -> None:
    items.enter_after_the_fact(desk.office, Publication(title="旧", placements=places(desk, date(2025, 1, 10))))
    with desk.office.register.read() as reader:
        known = complete_snapshot(desk.office, reader)
        everything = reader.publications_between(date(2024, 1, 1), date(2026, 11, 30))
        told = months.month_of(desk.office, reader, known, 2026, 11, everything)
    assert len(everything) == 1
    assert told == months.read_month(desk.office, 2026, 11)


def test_a_month_lists_the_accounts_that_were_open_in_it(office: Office, sample: Sample) -> None:
    """The sample's Douyin account was opened and its WeChat account cancelled in November 2026."""
    with office.register.read() as reader:
        platforms = {account.id: account.platform for account in reader.accounts()}
    assert sample.closure_id
    listed = {
        number: {platforms[row.account.id] for row in months.read_month(office, 2026, number).rows}
        for number in (6, 11, 12)
    }
    always = {"weibo", "wechat_video"}
    assert listed == {
        6: {*always, "wechat_official"},
        11: {*always, "wechat_official", "douyin"},
        12: {*always, "douyin"},
    }
