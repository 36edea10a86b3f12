"""Blanks in lines of words outside tables."""

import pytest

from pmedia_desktop.paper.line_blanks import blanks_in_cell, line_blanks


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("填表人：____ 联系电话：____", [("填表人", "____ ", ""), ("联系电话", "____", "")]),
        ("填表人____　　电话____", [("填表人", "____　　", ""), ("电话", "____", "")]),
        (
            "填报单位（盖章）：    填报日期：  年 月 日",
            [("填报单位（盖章）", "    "), *(("填报日期", blank, "") for blank in ("  ", " ", " "))],
        ),
        ("日期：20  年  月  日", [("日期", "  ", "") for _ in range(3)]),
        ("单 位 名 称：　　　　", [("单 位 名 称", "　　　　", "")]),
        ("　　　　年　　月　　日", [("", "　　　　", ""), ("", "　　", ""), ("", "　　", "")]),
        ("编号：", [("编号", "", "")]),
        ("编号：\t类别：\t", [("类别", "\t", "")]),
        ("联系人：李某，电话：", [("电话", "", "")]),
        ("填报单位：{{单位名称}}    日期：    ", [("日期", "    ", "")]),
        ("注：本表一式两份，于2026年11月3日前报区政府办：各一份。", []),
        ("收到后请于10:30前答复", []),
        ("政务新媒体备案表", []),
        ("现将有关情况和下一步打算以及需要协调解决的问题报告如下：", []),
    ],
)
def test_a_blank_belongs_to_the_label_before_it(line, expected):
    found = line_blanks(line)
    assert [(blank.label, line[blank.start : blank.end]) for blank in found] == [one[:2] for one in expected]


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("备案类型：□开设　□变更　□关停", "备案类型", ["开设", "变更", "关停"]),
        ("备案类型（□开设 □变更）", "备案类型", ["开设", "变更"]),
        ("是否认证：是□ 否□", "是否认证", ["是", "否"]),
        ("平台：（ ）微博 （ ）抖音", "平台", ["微博", "抖音"]),
    ],
)
def test_check_boxes_belong_to_the_label_before_them(line, label, words):
    found = line_blanks(line)
    assert [(blank.label, blank.tick) for blank in found] == [(label, word) for word in words]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("类型：□开设 □变更　日期：____", [("类型", "开设"), ("类型", "变更"), ("日期", "")]),
        ("单位：____　类型：□开设 □变更", [("单位", ""), ("类型", "开设"), ("类型", "变更")]),
        ("平台：  □微信  □其他：____", [("平台", "微信"), ("平台", "其他"), ("其他", "")]),
    ],
)
def test_a_line_may_ask_for_more_than_its_boxes(line, expected):
    assert [(blank.label, blank.tick) for blank in line_blanks(line)] == expected


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        (["填表人：　　　联系电话："], ["填表人", "联系电话"]),
        (["姓名：", "电话："], ["姓名", "电话"]),
        (["填表日期：    年  月  日"], ["填表日期"]),
        (["□开设 □变更", "日期：____"], ["", "日期"]),
        (["粉丝数：____万人"], ["粉丝数"]),
        (["联系电话："], []),
        (["□开设 □变更"], []),
        (["单位意见：", "　　年　月　日"], []),
    ],
)
def test_a_cell_has_blanks_of_its_own_where_it_asks_for_more_than_one_value(lines, labels):
    found = [blank.label for line in blanks_in_cell(lines) for blank in line]
    assert list(dict.fromkeys(found)) == labels


def test_a_date_is_written_before_its_three_words_and_behind_a_printed_20():
    whole, short = (line_blanks(line) for line in ("日期：  年 月 日", "日期：20  年  月"))
    assert [blank.part for blank in whole] == ["year", "month", "day"]
    assert [blank.part for blank in short] == ["short_year", "month"]
    assert short[0].start == 5
