"""A table is found below titles, in one line of headings or two, under usual names."""

from collections.abc import Mapping

from pmedia_desktop.exchange.headings import Table, find_table
from pmedia_desktop.exchange.tables import Cell, Row, Sheet
from pmedia_desktop.services.importing.vocabulary import vocabularies


def found(*lines: tuple[Cell, ...], corrections: Mapping[str, str] | None = None) -> Table | None:
    rows = tuple(Row(number, line) for number, line in enumerate(lines, 1))
    return find_table(Sheet("台账", rows), vocabularies(), corrections or {})


def fields(table: Table | None) -> dict[str, str]:
    assert table is not None
    return {column.heading: column.field for column in table.columns}


def test_titles_and_notes_above_the_table_are_passed_over() -> None:
    table = found(
        ("彭山区示例镇政务新媒体台账",) * 4,
        ("填报单位：示例镇", None, "填报日期：2026年11月", None),
        ("序号", "新媒体名称", "类 别", "联系电话（手机）"),
        (1, "甲", "微信", "13800000000"),
    )
    assert fields(table) == {
        "序号": "",
        "新媒体名称": "name",
        "类 别": "platform",
        "联系电话（手机）": "holder_mobile_phone",
    }
    assert table is not None
    assert [row.number for row in table.rows] == [4]


def test_what_is_noted_right_above_the_headings_is_no_group_of_them() -> None:
    table = found(
        ("填报单位：示例镇", None, None, "填报日期：2026.9.1"),
        ("序号", "政务新媒体名称", "政务新媒体类型", "政务新媒体账号"),
        (1, "甲", "微信", "slfb"),
    )
    assert fields(table) == {
        "序号": "",
        "政务新媒体名称": "name",
        "政务新媒体类型": "platform",
        "政务新媒体账号": "platform_id",
    }


def test_how_to_write_a_day_in_a_heading_is_no_note() -> None:
    table = found(
        ("名称", "平台", "开设日期\n格式：2020-05-06", "账号管理员", None),
        (None, None, None, "姓名", "电话"),
        ("甲", "微信", "2020-05-06", "李明", "13800000001"),
    )
    assert fields(table)["账号管理员 电话"] == "holder_mobile_phone"
    assert table is not None
    assert [row.number for row in table.rows] == [3]


def test_a_heading_in_two_lines_is_read_as_group_and_column() -> None:
    table = found(
        ("账号名称", "平台", "账号管理员", "账号管理员", "备注"),
        ("账号名称", "平台", "姓名", "联系电话", "备注"),
        ("甲", "微信", "李明", "13800000000", None),
    )
    assert fields(table) == {
        "账号名称": "name",
        "平台": "platform",
        "账号管理员 姓名": "holder",
        "账号管理员 联系电话": "holder_mobile_phone",
        "备注": "remark",
    }


def test_a_group_that_is_not_merged_reaches_to_the_next_one() -> None:
    table = found(("账号名称", "平台", "管理员", None), (None, None, "姓名", "手机"), ("甲", "微信", "李明", "138"))
    assert fields(table)["管理员 姓名"] == "holder"
    assert fields(table)["管理员 手机"] == "holder_mobile_phone"


def test_a_group_of_people_gives_its_names() -> None:
    table = found(("名称", "类别", "管理人员", None), (None, None, "姓名", "联系电话"), ("甲", "微信", "李明", "138"))
    assert fields(table) == {
        "名称": "name",
        "类别": "platform",
        "管理人员 姓名": "holder",
        "管理人员 联系电话": "holder_mobile_phone",
    }


def test_the_telephone_of_somebody_else_is_not_the_account_managers() -> None:
    table = found(
        ("账号名称", "平台", "分管领导", "联系电话", "管理员", "职务", "联系电话"),
        ("甲", "微信", "王五", "13900000000", "李明", "干事", "13800000000"),
    )
    assert fields(table) == {
        "账号名称": "name",
        "平台": "platform",
        "分管领导": "",
        "联系电话": "",
        "管理员": "holder",
        "职务": "holder_post",
        "联系电话（2）": "holder_mobile_phone",
    }


def test_neither_is_it_in_a_heading_of_two_lines() -> None:
    table = found(
        ("账号名称", "平台", "分管领导", None, "审核人员", None, "账号管理员", None),
        (None, None, "姓名", "手机", "姓名", "手机", "姓名", "手机"),
        ("甲", "微信", "王五", "139", "赵六", "137", "李明", "138"),
    )
    assert {heading: field for heading, field in fields(table).items() if field} == {
        "账号名称": "name",
        "平台": "platform",
        "审核人员 姓名": "reviewers",
        "账号管理员 姓名": "holder",
        "账号管理员 手机": "holder_mobile_phone",
    }


def test_a_mere_name_of_a_person_among_accounts_is_the_managers_unless_somebody_else_is_named() -> None:
    lines = ("序号", "单位", "姓名", "职务", "联系方式", "账号名称", "账号类型")
    assert fields(found(lines, (1, "示例镇", "李明", "干事", "13800000000", "甲", "微信"))) == {
        "序号": "",
        "单位": "unit",
        "姓名": "holder",
        "职务": "holder_post",
        "联系方式": "holder_mobile_phone",
        "账号名称": "name",
        "账号类型": "platform",
    }
    assert fields(found((*lines, "管理员"), (1, "示例镇", "李明", "干事", "138", "甲", "微信", "王五")))["姓名"] == ""


def test_people_with_their_wechat_numbers_are_no_accounts() -> None:
    table = found(("姓名", "部门", "职务", "手机", "微信号"), ("李明", "党政办", "干事", "13800000000", "lm8"))
    assert table is not None
    assert table.kind == "person"
    table = found(("姓名", "电话", "微信号"), ("李明", "13800000000", "lm8"))
    assert table is not None
    assert table.kind == "person"


def test_within_a_group_of_people_a_telephone_belongs_to_whom_the_column_before_it_names() -> None:
    table = found(
        ("账号名称", "平台", "责任人", None, None, None),
        (None, None, "分管领导", "联系电话", "管理员", "联系电话"),
        ("甲", "微信", "王五", "139", "李明", "138"),
    )
    assert {heading: field for heading, field in fields(table).items() if field} == {
        "账号名称": "name",
        "平台": "platform",
        "责任人 管理员": "holder",
        "责任人 联系电话（2）": "holder_mobile_phone",
    }


def test_of_two_columns_for_one_field_the_one_with_the_more_usual_name_counts() -> None:
    table = found(
        ("账号", "名称", "平台", "负责人", "电话", "管理员", "电话"),
        ("x1", "甲", "微信", "王五", "139", "李明", "138"),
    )
    assert {heading: field for heading, field in fields(table).items() if field} == {
        "账号": "platform_id",
        "名称": "name",
        "平台": "platform",
        "管理员": "holder",
        "电话（2）": "holder_mobile_phone",
    }


def test_an_account_beside_a_name_is_what_the_platform_calls_it_by() -> None:
    def known(*headings: str) -> list[str]:
        return list(fields(found((*headings, "平台"), (*["甲"] * len(headings), "抖音"))).values())[:-1]

    assert known("账号") == ["name"]
    assert known("名称", "账号") == ["name", "platform_id"]
    assert known("帐号", "昵称") == ["platform_id", "name"]
    assert known("名称", "账号", "微信号") == ["name", "", "platform_id"], "a column of its own says it better"


def test_a_column_named_by_the_user_counts_whoever_stands_before_it() -> None:
    lines = (("账号名称", "平台", "管理员", "审核人", "电话"), ("甲", "微信", "李明", "赵六", "138"))
    assert fields(found(*lines))["电话"] == ""
    assert fields(found(*lines, corrections={"电话": "holder_mobile_phone"}))["电话"] == "holder_mobile_phone"


def test_columns_may_stand_in_any_order_and_with_stars_and_full_width() -> None:
    assert fields(found(("＊平台", "公众号　名称", "ＵＩＤ"), ("微博", "甲", "1"))) == {
        "＊平台": "platform",
        "公众号 名称": "name",
        "ＵＩＤ": "platform_id",
    }


def test_a_table_of_people_is_told_from_one_of_accounts() -> None:
    table = found(("姓名", "职务", "手机"), ("李明", "主任", "138"))
    assert table is not None
    assert table.kind == "person"


def test_a_correction_goes_before_the_usual_names() -> None:
    lines = (("账号名称", "号", "平台", "备注"), ("甲", "a1", "微信", "x"))
    corrected = found(*lines, corrections={"号": "platform_id", "备注": ""})
    assert fields(corrected) == {"账号名称": "name", "号": "platform_id", "平台": "platform", "备注": ""}


def test_a_letter_is_no_table() -> None:
    assert found(("关于报送台账的通知",), ("各乡镇：", "请于月底前报送"), ("联系人：李明", "电话：138")) is None
