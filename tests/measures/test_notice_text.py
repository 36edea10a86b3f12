from datetime import date

import pytest

from pmedia_desktop.measures.notice_text import cancellation_letter, closure_notice
from pmedia_desktop.model.filing import Approval, ClosureReason
from tests.measures.examples import NAME, TODAY, closing, closing_account, closure, snapshot

KNOWN = snapshot(closing_account())


def test_a_notice_names_the_account_the_unit_and_its_day() -> None:
    notice = closure_notice(closing(), KNOWN, TODAY)
    lines = notice.splitlines()
    assert lines[0] == "关于关停微信公众号“凤鸣发布”的公告"
    assert "（微信号：fengmingfabu）自2026年11月4日起停止更新" in notice
    assert lines[-3] == ""
    assert lines[-2].strip("\u3000") == NAME
    assert lines[-1].strip("\u3000") == "2026年11月4日"


def test_a_notice_not_yet_published_bears_todays_day() -> None:
    notice = closure_notice(closing(closure=closure(notice_on=None)), KNOWN, TODAY)
    assert notice.endswith("2026年11月23日")


def test_a_notice_tells_when_updating_stops_and_where_it_goes_on() -> None:
    going_on = closure(stopped_on=date(2026, 12, 1), successor="凤鸣发布（微博）")
    notice = closure_notice(closing(closure=going_on), KNOWN, TODAY)
    assert "自2026年12月1日起停止更新" in notice
    assert "今后，有关信息将在“凤鸣发布（微博）”发布" in notice


@pytest.mark.parametrize("reason", ClosureReason)
def test_every_reason_has_its_wording(reason: ClosureReason) -> None:
    notice = closure_notice(closing(closure=closure(reason=reason)), KNOWN, TODAY)
    assert "，经研究决定，我单位主办的微信公众号“凤鸣发布”" in notice
    assert "{" not in notice


def test_a_notice_without_an_identifier_has_no_empty_brackets() -> None:
    known = snapshot(closing_account(platform_id=""))
    assert "（微信号" not in closure_notice(closing(), known, TODAY)


def test_the_letter_asks_the_platform_to_cancel_an_account_nobody_can_log_in_to() -> None:
    letter = cancellation_letter(closing(), KNOWN, TODAY)
    assert letter.startswith("关于申请注销微信公众号“凤鸣发布”的函")
    assert "因无法登录" in letter
    assert "经我单位主要领导批准，现申请" in letter
    assert "联系人：李明，电话：028-37600003" in letter


def test_the_letter_claims_no_approval_that_nobody_has_entered() -> None:
    letter = cancellation_letter(closing(approval=Approval()), KNOWN, TODAY)
    assert "批准" not in letter
