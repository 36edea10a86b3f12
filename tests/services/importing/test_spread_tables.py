"""Tables with a column for each platform: 微信 | 微博 | 抖音, with names or ticks in the cells."""

import pytest

from pmedia_desktop.model.account import AccountState
from pmedia_desktop.services.importing.plan import ImportPlan
from tests.services.importing.conftest import Import


def taken(plan: ImportPlan) -> list[tuple[str, str]]:
    return [(account.platform, account.name) for account in plan.accounts]


def test_a_name_in_a_platforms_column_is_an_account_there(planned: Import) -> None:
    plan = planned(
        ("示例镇政务新媒体统计表",),
        ("序号", "单位", "微信公众号", "微博", "抖音短视频", "管理员", "联系电话"),
        (1, "示例镇", "示例发布", "无", "平安示例、示例文旅", "李明", "13800000000"),
        (2, "党政办", None, "示例党建", "×", "李明", "13800000000"),
    )
    assert taken(plan) == [
        ("wechat_official", "示例发布"),
        ("douyin", "平安示例"),
        ("douyin", "示例文旅"),
        ("weibo", "示例党建"),
    ]
    assert plan.refused == ()
    assert len({account.holder_id for account in plan.accounts}) == 1
    assert plan.columns["微博"] == "weibo.name"


def test_a_tick_takes_the_name_of_the_row(planned: Import) -> None:
    plan = planned(
        ("账号名称", "开设平台", None, None, "备注"),
        (None, "微信", "微博", "快手", None),
        ("示例发布", "√", "已注销", "", "x"),
        ("平安示例", "", "否", "√（平安小双）", ""),
    )
    assert taken(plan) == [("wechat_official", "示例发布"), ("weibo", "示例发布"), ("kuaishou", "平安小双")]
    assert plan.accounts[1].state is AccountState.CANCELLED


@pytest.mark.parametrize(
    ("cell", "why"),
    [("√", "没有账号名称"), *((cell, "看不出是哪个账号") for cell in (2, "2个", "★", "v", "正在申请", "已停更"))],
)
def test_a_cell_without_a_name_is_not_guessed_about(planned: Import, cell: object, why: str) -> None:
    plan = planned(("单位", "微信", "微博"), ("示例镇", cell, "示例发布"))
    assert (taken(plan), len(plan.refused)) == ([], 1)
    assert why in plan.refused[0].why


@pytest.mark.parametrize("cell", ["暂未开通", "尚未开设", "未建立", "不涉及"])
def test_where_there_is_none_it_is_not_called_so(planned: Import, cell: str) -> None:
    plan = planned(("单位", "微信", "微博"), ("示例镇", cell, "示例发布"))
    assert (taken(plan), plan.refused) == ([("weibo", "示例发布")], ())


def test_what_stands_around_a_name_is_no_part_of_it(planned: Import) -> None:
    plan = planned(("单位", "微信", "微博"), ("示例镇", "有（示例发布）", "示例党建（已注销）、平安示例（新）"))
    assert taken(plan) == [("wechat_official", "示例发布"), ("weibo", "示例党建"), ("weibo", "平安示例（新）")]
    assert [account.state for account in plan.accounts].count(AccountState.CANCELLED) == 1


def test_a_group_of_columns_for_each_platform_keeps_each_ones_own(planned: Import) -> None:
    plan = planned(
        ("单位", "微信公众号", None, None, "新浪微博", None, None),
        (None, "名称", "微信号", "粉丝数", "名称", "UID", "粉丝数"),
        ("示例镇", "示例发布", "slfb", 120, "示例微博", "7300000009", 30),
    )
    assert [(account.name, account.platform_id, account.followers) for account in plan.accounts] == [
        ("示例发布", "slfb", 120),
        ("示例微博", "7300000009", 30),
    ]


def test_what_a_platform_calls_an_account_by_is_no_name_beside_its_name(planned: Import) -> None:
    plan = planned(("单位", "公众号", "抖音", "抖音号"), ("示例镇", "示例发布", "平安示例", "slpa"))
    assert [(account.name, account.platform_id) for account in plan.accounts] == [
        ("示例发布", ""),
        ("平安示例", "slpa"),
    ]


IDS = [("wechat_official", "示例发布", "slfb"), ("douyin", "平安示例", "slpa")]


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        (("公众号名称", "微信号", "抖音名称", "抖音号"), ("示例发布", "slfb", "平安示例", "slpa")),
        (("公众号名称", "抖音名称", "微信号", "抖音号"), ("示例发布", "平安示例", "slfb", "slpa")),
        (("微信公众号", "微信号", "抖音", "抖音号"), ("示例发布", "slfb", "平安示例", "slpa")),
        (("微信公众号", "公众号ID", "抖音", "抖音ID"), ("示例发布", "slfb", "平安示例", "slpa")),
    ],
)
def test_what_two_platforms_call_their_accounts_by_may_stand_side_by_side(
    planned: Import, headings: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    plan = planned(("单位", *headings, "管理员"), ("示例镇", *cells, "李明"))
    assert [(account.platform, account.name, account.platform_id) for account in plan.accounts] == IDS
    assert plan.refused == ()


def test_beside_one_name_for_both_each_id_is_an_account_of_that_name(planned: Import) -> None:
    plan = planned(
        ("单位", "账号名称", "抖音号", "微信号", "管理员"),
        ("示例镇", "示例发布", "slpa", "slfb", "李明"),
        ("示例镇", "示例党建", "sldj", "", "李明"),
    )
    assert [(account.platform, account.name, account.platform_id) for account in plan.accounts] == [
        ("douyin", "示例发布", "slpa"),
        ("wechat_official", "示例发布", "slfb"),
        ("douyin", "示例党建", "sldj"),
    ]


@pytest.mark.parametrize("person", ["管理员", "姓名"])
def test_an_id_behind_a_person_may_be_that_persons(planned: Import, person: str) -> None:
    plan = planned(
        ("单位", "公众号名称", "抖音名称", person, "微信号"), ("示例镇", "示例发布", "平安示例", "李明", "liming8")
    )
    assert (taken(plan), len(plan.refused)) == ([], 1)
    assert "分不清各是哪一个的" in plan.refused[0].why


def test_whether_there_is_one_gives_way_to_what_it_is_called(planned: Import) -> None:
    plan = planned(
        ("单位", "是否开通微信", "微信名称", "是否开通微博", "微博名称"), ("示例镇", "是", "示例发布", "是", "示例党建")
    )
    assert (taken(plan), plan.refused) == ([("wechat_official", "示例发布"), ("weibo", "示例党建")], ())


def test_names_under_headings_that_name_the_platform(planned: Import) -> None:
    assert taken(planned(("公众号名称", "微博名称", "管理员"), ("甲", "乙", "李明"))) == [
        ("wechat_official", "甲"),
        ("weibo", "乙"),
    ]


def test_names_of_accounts_on_two_platforms_are_that_beside_a_persons_name_too(planned: Import) -> None:
    plan = planned(("单位", "姓名", "公众号名称", "抖音名称"), ("示例镇", "李明", "甲", "乙"))
    assert taken(plan) == [("wechat_official", "甲"), ("douyin", "乙")]
    assert [person.name for person in plan.people] == ["李明"]


def test_how_to_reach_somebody_and_where_an_item_came_out_are_no_accounts(planned: Import) -> None:
    people = planned(("姓名", "电话", "微信", "微博"), ("孙三", "13800000003", "sun3", "x"))
    assert (people.accounts, [row.kind for row in people.rows]) == ((), ["person"])
    items = planned(("标题", "发布日期", "微信", "微博"), ("通知", "2026-11-02", "√", "√"))
    assert (items.accounts, [row.kind for row in items.rows]) == ((), ["publication"])


def test_the_second_time_changes_nothing(imported: Import) -> None:
    lines = (("单位", "微信", "微博"), ("示例镇", "示例发布", "示例党建"))
    assert imported(*lines).created == 2
    assert (imported(*lines).unchanged, imported(*lines).changes_something) == (2, False)
