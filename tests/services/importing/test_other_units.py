"""Whose rows are taken: this unit's, however its name is written; another's only when the user says so."""

from pathlib import Path
from typing import Any

import pytest

from pmedia_desktop.model.unit import Unit
from pmedia_desktop.services.importing.plan import ImportPlan, plan_import
from pmedia_desktop.services.importing.unit_names import OF_ITS_OFFICES, OF_THE_UNIT, Rule, is_name_of, rule_for
from pmedia_desktop.services.importing.unit_rows import EVERY_NAME
from tests.exchange.books import rows
from tests.services.conftest import Started
from tests.services.importing.conftest import Import

HEADINGS = ("主办单位", "名称", "平台")
TOWN = "眉山市彭山区示例镇人民政府"
BUREAU = "眉山市彭山区民政局"


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        (TOWN, "示例镇 彭山示例镇 彭山区示例镇政府 镇政府 镇人民政府 我镇 中共示例镇委员会 示例镇党委"),
        (TOWN, "党政办 党政办公室（宣传办） 镇党政办 示例镇社会事务办公室 便民服务中心 示例镇综合行政执法队"),
        (BUREAU, "民政局 区民政局 彭山民政局 局办公室 社会救助股 区民政局社会救助股"),
        ("四川省仁寿县富加镇人民政府", "富加镇 仁寿富加镇 富加镇党政办"),
        ("眉山市彭山区凤鸣街道办事处", "凤鸣街道 街道办 凤鸣街道党工委 街道党政办"),
        ("眉山市彭山区市场监督管理局", "市场监管局 区市场监管局"),
        ("眉山市彭山区卫生健康局", "卫健局 区卫健局 卫生健康局"),
        ("眉山市彭山区人民政府办公室", "区政府办 彭山区政府办公室"),
    ],
)
def test_a_units_own_name_is_known_however_it_is_shortened(unit: str, names: str) -> None:
    own = Unit(full_name=unit, seal_text=unit)
    assert [name for name in names.split() if not is_name_of(name, own)] == []


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        (TOWN, "区民政局 民政局 凤鸣街道 乡政府 示例乡 新示例镇人民政府 双凤镇党政办 区政府办 区委宣传部 彭山区"),
        (TOWN, "示例镇派出所 示例镇卫生院 示例镇中心小学 示例镇示例村村委会 区融媒体中心"),
        (TOWN, "示例镇税务所 示例镇市场监督管理所 示例镇自然资源所 示例镇交警中队 示例镇消防救援站 示例镇供电所"),
        (BUREAU, "眉山市民政局 市民政局 东坡区民政局 教育局 镇政府 区人民政府 民政部"),
        ("眉山市彭山区人民政府办公室", "彭山区 区委办公室 彭山区民政局"),
    ],
)
def test_a_neighbour_is_not_taken_for_the_unit(unit: str, names: str) -> None:
    own = Unit(full_name=unit, seal_text=unit)
    assert [name for name in names.split() if is_name_of(name, own)] == []


@pytest.mark.parametrize("rule", [*OF_THE_UNIT, *OF_ITS_OFFICES], ids=lambda rule: rule.why)
def test_each_rule_decides_about_its_own_example(rule: Rule) -> None:
    if rule in OF_ITS_OFFICES:
        whole = rule_for(OF_THE_UNIT, rule.example, rule.of)
        assert whole is None or not whole.means
    rules = OF_THE_UNIT if rule in OF_THE_UNIT else OF_ITS_OFFICES
    assert rule_for(rules, rule.example, rule.of) is rule
    assert is_name_of(rule.example, Unit(full_name=rule.of)) is rule.means


def counts(plan: ImportPlan) -> tuple[int, int]:
    return plan.created, len(plan.refused)


def test_rows_of_other_units_in_a_districts_table_are_not_taken(planned: Import) -> None:
    plan = planned(HEADINGS, ("示例镇人民政府", "甲", "抖音"), ("区民政局", "乙", "抖音"))
    assert counts(plan) == (1, 1)
    assert "区民政局" in plan.refused[0].why


def test_a_ledger_of_one_other_unit_is_not_taken_for_this_units(planned: Import) -> None:
    lines = (HEADINGS, ("区民政局", "甲", "抖音"), (None, "乙", "快手"))  # its name stands once for both
    plan = planned(*lines)
    assert (counts(plan), plan.other_units) == ((0, 2), ("区民政局",))
    assert all("主办单位写的是“区民政局”，不是本单位" in row.why for row in plan.refused)
    assert not plan.changes_something


def test_a_ledger_of_an_office_of_the_unit_is_the_units(planned: Import) -> None:
    assert counts(planned(HEADINGS, ("党政办公室", "甲", "抖音"))) == (1, 0)


@pytest.mark.parametrize(
    ("own", "created"), [("文化站", 1), (EVERY_NAME, 2)], ids=["one of the names", "all of the names"]
)
def test_the_user_decides_that_a_name_is_the_units_all_the_same(
    started: Started, tmp_path: Path, own: str, created: int
) -> None:
    lines: tuple[tuple[Any, ...], ...] = (HEADINGS, ("文化站", "甲", "抖音"), ("区民政局", "乙", "抖音"))
    plan = plan_import(started.office, rows(tmp_path / "台账.xlsx", *lines), own_units=(own,))
    assert (plan.created, plan.other_units) == (created, ("文化站", "区民政局"))
