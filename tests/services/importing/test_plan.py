"""Row by row: what would be created, changed, left, or refused and why."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.account import Baseline
from pmedia_desktop.services.importing.plan import ImportPlan, plan_import
from pmedia_desktop.services.office import snapshot
from tests.exchange.books import book, rows
from tests.services.conftest import Started
from tests.services.importing.conftest import Import

HEADINGS = ("序号", "新媒体名称", "类别", "微信号ID", "开通时间", "管理员", "联系电话")


def counts(plan: ImportPlan) -> tuple[int, int, int, int]:
    return plan.created, plan.changed, plan.unchanged, len(plan.refused)


def whys(plan: ImportPlan) -> list[str]:
    return [row.why for row in plan.refused]


def test_a_ledger_with_titles_totals_and_remarks_gives_its_accounts_and_people(planned: Import) -> None:
    plan = planned(
        ("彭山区示例镇政务新媒体台账",),
        HEADINGS,
        (1, "彭山示例镇", "微信公众号", "pssl2019", 43525, "李明", "13800000000"),
        (2, "平安示例", "抖音", 123456789, "２０２１年3月1日", "同上", "〃"),
        (3,),
        ("合计", 2),
        ("备注：以上账号均已认证",),
    )
    assert counts(plan) == (2, 0, 0, 0)
    wechat, douyin = plan.accounts
    assert (wechat.platform, wechat.platform_id, wechat.opened_on) == ("wechat_official", "pssl2019", date(2019, 3, 1))
    assert (douyin.platform, douyin.platform_id, douyin.opened_on) == ("douyin", "123456789", date(2021, 3, 1))
    (person,) = plan.people
    assert (person.name, person.mobile_phone) == ("李明", "13800000000")
    assert wechat.holder_id == douyin.holder_id == person.id
    assert wechat.baseline is Baseline.UNCLEAR
    assert plan.columns == dict(
        zip(
            HEADINGS,
            (None, "name", "platform", "platform_id", "opened_on", "holder", "holder_mobile_phone"),
            strict=True,
        )
    )


@pytest.mark.parametrize(
    "below",
    [
        "制表：张三　审核：李四",
        "填报单位（盖章）：示例镇",
        "经办人：张三",
        "分管领导：王强",
        "2026年9月1日",
        "第1页 共2页",
    ],
)
def test_who_signed_below_a_table_and_when_is_no_account(planned: Import, below: str) -> None:
    plan = planned(("账号名称", "平台"), ("甲", "抖音"), (below, None))
    assert counts(plan) == (1, 0, 0, 0)


def test_a_long_text_broken_to_fit_its_column_is_one_line(planned: Import) -> None:
    (account,) = planned(
        ("名称", "平台", "账号主体", "备注"), ("示例镇\n发布", "微信\n公众号", "示例镇\r\n人民政府\n", "一\n二")
    ).accounts
    assert (account.name, account.subject, account.remark) == ("示例镇发布", "示例镇人民政府", "一\n二")


def test_an_account_beside_a_name_is_its_id_unless_it_is_the_name_again(planned: Import) -> None:
    plan = planned(("名称", "账号", "平台"), ("甲", "dy1", "抖音"), ("乙", "乙", "抖音"))
    assert [(account.name, account.platform_id) for account in plan.accounts] == [("甲", "dy1"), ("乙", "")]


def test_several_platforms_in_one_cell_become_several_accounts(planned: Import) -> None:
    plan = planned(
        ("名称", "平台", "账号ID", "管理员"), ("示例镇发布", "微信公众号、抖音\n今日头条", "wx1/dy1/tt1", "李明")
    )
    assert [(account.platform, account.platform_id) for account in plan.accounts] == [
        ("wechat_official", "wx1"),
        ("douyin", "dy1"),
        ("toutiao", "tt1"),
    ]
    assert {account.name for account in plan.accounts} == {"示例镇发布"}


def test_an_id_that_cannot_be_told_apart_is_refused(planned: Import) -> None:
    plan = planned(("名称", "平台", "账号ID"), ("示例镇发布", "微信公众号、抖音", "abc"))
    assert counts(plan) == (0, 0, 0, 1)
    assert "分不清" in whys(plan)[0]


def test_a_rounded_number_is_refused_and_the_other_rows_are_taken(planned: Import) -> None:
    plan = planned(("名称", "平台", "账号ID"), ("甲", "抖音", 1.2e17), ("乙", "抖音", "1.2E+17"), ("丙", "抖音", "12"))
    assert counts(plan) == (1, 0, 0, 2)
    assert all("科学计数" in why for why in whys(plan))
    assert [(row.sheet, row.row) for row in plan.refused] == [("台账", 2), ("台账", 3)]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (("甲", "川观X号", "2020-05-06", ""), "不认识平台"),
        (("甲", "", "2020-05-06", ""), "没有写平台"),
        (("", "抖音", "2020-05-06", ""), "名称"),
        (("甲", "抖音", "2020年5月", ""), "日期"),
        (("甲", "抖音", "2020-05-06", "停了吗"), "看不懂"),
    ],
)
def test_what_cannot_be_taken_says_why(planned: Import, row: tuple[str, ...], word: str) -> None:
    plan = planned(("名称", "平台", "开设日期", "状态"), row)
    assert counts(plan) == (0, 0, 0, 1)
    assert word in whys(plan)[0]


def test_an_account_that_is_there_is_corrected_and_empty_cells_erase_nothing(started: Started, planned: Import) -> None:
    plan = planned(("名称", "平台", "UID", "粉丝数", "开设日期"), ("彭山示例镇发布", "微博", "7300000001", "1.2万", ""))
    assert counts(plan) == (0, 1, 0, 0)
    (account,) = plan.accounts
    assert account.followers == 12000
    assert account.opened_on == started.account.opened_on
    assert plan.rows[0].details == ("粉丝数：12000",)


def test_followers_in_ten_thousands_are_told_by_the_heading(planned: Import) -> None:
    plan = planned(("名称", "平台", "粉丝数（万）"), ("甲", "抖音", 0.8), ("乙", "抖音", "1.2万"), ("丙", "抖音", "3"))
    assert [account.followers for account in plan.accounts] == [8_000, 12_000, 30_000]


def test_people_of_two_characters_are_the_same_with_a_space_between(started: Started, imported: Import) -> None:
    imported(("姓名", "手机"), ("孙三", "13800000003"))
    again = imported(("姓名", "手机"), ("孙　三", "13800000003"))
    assert counts(again) == (0, 0, 1, 0)


def test_a_person_and_the_telephone_in_one_cell_are_told_apart(planned: Import) -> None:
    plan = planned(
        ("名称", "平台", "联系人及电话"), ("甲", "抖音", "李四13800000001"), ("乙", "抖音", "李四 028-37600001")
    )
    (person,) = plan.people
    assert (person.name, person.mobile_phone, person.office_phone) == ("李四", "13800000001", "028-37600001")


@pytest.mark.parametrize("number", ["１３８０００００００１", "+86 13800000001", "0086-138-0000-0001", "8613800000001"])
def test_a_mobile_number_is_known_however_it_is_written(planned: Import, number: str) -> None:
    for table in (("名称", "平台", "管理员", "联系电话"), ("姓名", "科室", "职务", "联系电话")):
        (person,) = planned(table, ("李四", "抖音", "李四", number)).people
        assert (re.sub("[ -]", "", person.mobile_phone), person.office_phone) == ("13800000001", "")


def test_a_list_of_people_tells_telephones_apart_as_a_list_of_accounts_does(imported: Import) -> None:
    lines = (("姓名", "科室", "联系电话"), ("李四 13800000001", "党政办", "028-37600001"))
    (person,) = imported(*lines).people
    assert (person.name, person.mobile_phone, person.office_phone) == ("李四", "13800000001", "028-37600001")
    assert counts(imported(*lines)) == (0, 0, 1, 0)


def test_another_id_for_the_same_name_is_not_guessed_about(planned: Import) -> None:
    plan = planned(("名称", "平台", "UID"), ("彭山示例镇发布", "微博", "7300000009"))
    assert "7300000001" in whys(plan)[0]


def test_a_platform_that_is_not_listed_is_written_as_other(planned: Import) -> None:
    plan = planned(
        ("名称", "平台"), ("甲", "其他（川观号）"), ("乙", "小程序：办事指南"), ("丙", "微信公众号（订阅号）")
    )
    assert [(account.platform, account.platform_detail) for account in plan.accounts] == [
        ("other", "川观号"),
        ("mini_program", "办事指南"),
        ("wechat_official", ""),
    ]


def test_the_heading_may_name_the_platform(planned: Import) -> None:
    plan = planned(("公众号名称", "微信号"), ("甲", "wx1"))
    assert [account.platform for account in plan.accounts] == ["wechat_official"]


def test_two_rows_of_one_account_must_agree(planned: Import) -> None:
    plan = planned(("名称", "平台", "粉丝数"), ("甲", "抖音", 1), ("甲", "抖音号", 1), ("甲", "抖音短视频", 2))
    assert counts(plan) == (1, 0, 1, 1)
    assert "第2行" in whys(plan)[0]


def test_two_numbers_for_one_person_are_refused_every_time(imported: Import) -> None:
    lines = (
        ("名称", "平台", "管理员", "电话"),
        ("甲", "抖音", "赵一", "13800000001"),
        ("乙", "快手", "赵一", "13800000002"),
    )
    assert counts(imported(*lines)) == (1, 0, 0, 1)
    assert counts(imported(*lines)) == (0, 0, 1, 1)


def test_two_names_in_the_managers_cell_are_a_and_b_of_the_post(planned: Import) -> None:
    plan = planned(("名称", "平台", "管理员"), ("甲", "抖音", "赵一、钱二"))
    names = {person.id: person.name for person in plan.people}
    (account,) = plan.accounts
    assert (names[account.holder_id or 0], names[account.deputy_holder_id or 0]) == ("赵一", "钱二")


@pytest.mark.parametrize("names", ["赵一、钱二", "赵一（A岗）、钱二（B岗）", "A岗：赵一；B岗：钱二"])
def test_what_stands_behind_two_managers_is_each_ones_own(planned: Import, names: str) -> None:
    plan = planned(
        ("名称", "平台", "管理员", "职务", "办公电话", "手机"),
        ("甲", "抖音", names, "主任/干事", "028-37600001", "13800000001 13800000002"),
    )
    assert [(one.name, one.post, one.office_phone, one.mobile_phone) for one in plan.people] == [
        ("赵一", "主任", "028-37600001", "13800000001"),
        ("钱二", "干事", "028-37600001", "13800000002"),
    ]


def test_one_mobile_number_of_two_managers_is_not_guessed_about(planned: Import) -> None:
    (row,) = planned(("名称", "平台", "管理员", "手机"), ("甲", "抖音", "赵一、钱二", "13800000001")).refused
    assert "分不清各是谁的" in row.why


def test_people_come_from_a_sheet_of_their_own(planned: Import) -> None:
    plan = planned(
        ("姓名", "科室", "职务", "职责", "手机", "任职时间"),
        ("孙三", "党政办", "主任", "分管领导、审核", "13800000003", "2024-01-05"),
        ("李𬱖", "党政办", "干事", "", "", ""),
    )
    assert counts(plan) == (1, 1, 0, 0)
    assert {person.name for person in plan.people} == {"孙三", "李𬱖"}


def test_a_corrected_column_is_remembered_for_the_layout(started: Started, imported: Import, tmp_path: Path) -> None:
    lines = (("号名", "平台", "数字"), ("甲", "抖音", "77"))
    plan = imported(*lines, 号名="name", 数字="platform_id")
    assert counts(plan) == (1, 0, 0, 0)
    again = plan_import(started.office, rows(tmp_path / "b.xlsx", *lines, ("乙", "抖音", "78")))
    assert again.columns == {"号名": "name", "平台": "platform", "数字": "platform_id"}
    assert counts(again) == (1, 0, 1, 0)


def test_a_correction_to_a_field_that_there_is_not_names_those_that_there_are(planned: Import) -> None:
    with pytest.raises(InputError, match="platform_id"):
        planned(("名称", "平台", "数字"), ("甲", "抖音", "77"), 数字="number")


@pytest.mark.parametrize("heading", ["密码", "登录口令", "Password", "PWD", "绑定邮箱（口令）", "登录账号（密码）"])
def test_a_password_that_stands_in_a_ledger_is_neither_taken_nor_shown(planned: Import, heading: str) -> None:
    plan = planned(("名称", "平台", heading, "密码保管人"), ("甲", "抖音", "Abc@1234", "李明"))
    assert "Abc@1234" not in repr(plan)
    assert [column.sample for column in plan.found_columns] == ["甲", "抖音", "******", "李明"]


def test_a_file_without_a_table_says_what_is_looked_for(planned: Import) -> None:
    with pytest.raises(InputError, match="账号名称"):
        planned(("关于报送台账的通知", "2026"), ("请各单位报送", ""))


def test_a_hidden_sheet_with_a_table_is_named_and_left_out(started: Started, tmp_path: Path) -> None:
    headings = ("名称", "平台", "账号ID")

    def written(*shown: tuple[str, ...]) -> Path:
        def fill(workbook: xlsxwriter.Workbook, sheet: Any) -> None:
            for number, line in enumerate(shown):
                sheet.write_row(number, 0, line)
            last_year, dictionary = workbook.add_worksheet("去年"), workbook.add_worksheet("字典")
            last_year.write_row(0, 0, headings)
            last_year.write_row(1, 0, ("旧号", "抖音", "old"))
            dictionary.write_column(0, 0, ("平台", "抖音", "快手"))
            last_year.hide()
            dictionary.hide()

        return book(tmp_path / "台账.xlsx", fill)

    plan = plan_import(started.office, written(headings, ("平安示例", "抖音", "dy1")))
    assert [account.name for account in plan.accounts] == ["平安示例"]
    assert [(row.sheet, row.row) for row in plan.refused] == [("去年", 0)]
    assert "隐藏" in whys(plan)[0]
    with pytest.raises(InputError, match="只有隐藏的工作表（去年）"):
        plan_import(started.office, written(("说明",)))


def test_planning_writes_nothing(started: Started, planned: Import) -> None:
    before = snapshot(started.office)
    planned(HEADINGS, (1, "甲", "抖音", "1", "2020-01-01", "赵一", "13800000001"))
    assert snapshot(started.office) == before


ACCOUNTS = ("序号", "名称", "平台", "管理员")


def test_accounts_of_one_name_are_told_apart_by_their_platforms(planned: Import) -> None:
    plan = planned(("名称", "平台"), ("双凤发布", "微信"), ("双凤发布", "新浪微博"), ("双凤发布", "不知道"))
    assert [(row.what, row.where) for row in plan.rows] == [
        ("双凤发布", "微信公众号"),
        ("双凤发布", "新浪微博"),
        ("双凤发布", "不知道"),
    ]


def test_tables_side_by_side_are_taken_each_by_itself(planned: Import) -> None:
    """The telephone of the table on the right is nobody's in the one on the left."""
    plan = planned(
        ("示例镇政务新媒体台账", None, None, None, None, "联系人"),
        (*ACCOUNTS, None, "姓名", "职务", "联系电话"),
        (1, "甲", "微信", "李明", None, "赵一", "干部", "13800000001"),
        (2, "乙", "抖音", "李明", None, "钱二", "主任", "13800000002"),
        (None, None, None, None, None, "孙三", "干部", "13800000003"),
    )
    assert [(account.name, account.platform) for account in plan.accounts] == [
        ("甲", "wechat_official"),
        ("乙", "douyin"),
    ]
    assert {person.name: person.mobile_phone for person in plan.people} == {
        "李明": "",
        "赵一": "13800000001",
        "钱二": "13800000002",
        "孙三": "13800000003",
    }
    assert counts(plan) == (5, 0, 0, 0)


def test_a_table_in_two_halves_is_taken_whole(planned: Import) -> None:
    two = (1, "甲", "微信", "李明", 3, "丙", "抖音", "李明")
    plan = planned((*ACCOUNTS, *ACCOUNTS), two, (2, "乙", "微博", "李明"))
    assert [account.name for account in plan.accounts] == ["甲", "乙", "丙"]
    assert [row.row for row in plan.rows] == [2, 2, 3]


def test_an_empty_column_within_a_table_parts_nothing(planned: Import) -> None:
    plan = planned(("名称", "平台", None, "管理员", "联系电话"), ("甲", "微信", None, "李明", "13800000001"))
    (account,), (person,) = plan.accounts, plan.people
    assert account.holder_id == person.id
    assert person.mobile_phone == "13800000001"


def test_a_table_below_another_is_taken_by_its_own_headings(planned: Import) -> None:
    plan = planned(
        ("一、账号",),
        ACCOUNTS,
        (1, "甲", "微信", "李明"),
        (2, "乙", "抖音", "李明"),
        ("二、管理人员",),
        ("序号", "姓名", "职务", "联系电话"),
        (1, "李明", "干部", "13800000001"),
    )
    assert counts(plan) == (3, 0, 0, 0)
    (person,) = plan.people
    assert (person.name, person.post, person.mobile_phone) == ("李明", "干部", "13800000001")
