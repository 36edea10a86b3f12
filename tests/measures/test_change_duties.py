from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from pmedia_desktop.measures.change_duties import DEFAULTS, FIELDS, classify, duty_field_label, duty_of
from pmedia_desktop.measures.descriptions import describe_value
from pmedia_desktop.model.account import Account, AccountState, Certification, Operator
from pmedia_desktop.model.settings import ChangeDuty, Settings
from pmedia_desktop.model.unit import Person, Role, Unit
from tests.measures.examples import HOLDER, UNIT, account, snapshot

KNOWN = snapshot()


@pytest.mark.parametrize("field", ["principal_id", "deputy_in_charge_id", "holder_id", "name", "full_name"])
def test_whoever_answers_and_every_name_is_filed_by_default(field: str) -> None:
    assert duty_of(field, Settings()) is ChangeDuty.FILE


def test_the_units_table_comes_before_the_default() -> None:
    settings = Settings(change_duties=(("holder_id", ChangeDuty.INFORM), ("remark", ChangeDuty.FILE)))
    assert duty_of("holder_id", settings) is ChangeDuty.INFORM
    assert duty_of("remark", settings) is ChangeDuty.FILE
    assert duty_of("name", settings) is ChangeDuty.FILE


def test_what_nobody_listed_is_internal() -> None:
    assert duty_of("followers", Settings()) is ChangeDuty.INTERNAL


def test_every_default_can_be_changed_on_the_settings_page() -> None:
    assert set(DEFAULTS) <= set(FIELDS)
    assert len(set(FIELDS)) == len(FIELDS)


def test_every_field_of_the_settings_page_exists_and_has_a_label() -> None:
    existing = {f.name for record in (Unit, Account, Person) for f in fields(record)} | {"person_name"}
    assert set(FIELDS) <= existing
    assert all(duty_field_label(field) != field for field in FIELDS)
    assert duty_field_label("person_name") == "姓名"


def test_an_accounts_changes_are_rows_with_values_as_people_read_them() -> None:
    before = account(certified_until=None)
    after = account(
        name="凤鸣街道发布", holder_id=2, certification=Certification.NOT_CERTIFIED, certified_until=date(2027, 1, 2)
    )
    rows = [(c.row.label, c.row.before, c.row.after, c.duty) for c in classify(before, after, KNOWN)]
    assert rows == [
        ("名称", "凤鸣发布", "凤鸣街道发布", ChangeDuty.FILE),
        ("认证情况", "已认证", "未认证", ChangeDuty.FILE),
        ("认证到期日", "", "2027年1月2日", ChangeDuty.INTERNAL),
        ("账号管理员", "李明", "赵㛃", ChangeDuty.FILE),
    ]


def test_a_units_new_principal_is_filed() -> None:
    (change,) = classify(UNIT, replace(UNIT, principal_id=3), KNOWN)
    assert (change.row.field, change.row.before, change.row.after) == ("principal_id", "王䶮", "李明")
    assert change.duty is ChangeDuty.FILE


def test_a_persons_name_is_not_taken_for_an_accounts() -> None:
    (change,) = classify(HOLDER, replace(HOLDER, name="李鸣"), KNOWN)
    assert (change.row.field, change.row.label, change.duty) == ("person_name", "姓名", ChangeDuty.INFORM)


def test_nothing_changed_is_no_row() -> None:
    assert classify(account(), account(), KNOWN) == ()
    assert classify(account(id=0), account(id=7), KNOWN) == ()


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("holder_id", None, ""),
        ("holder_id", 99, "（已移入回收站的人员）"),
        ("reviewer_ids", (1, 2), "王䶮、赵㛃"),
        ("platform", "weibo", "新浪微博"),
        ("in_media_matrix", True, "是"),
        ("in_media_matrix", False, "否"),
        ("followers", 0, "0"),
        ("state", AccountState.FROZEN, "冻结期"),
        ("roles", (Role.HOLDER, Role.EDITOR), "账号管理员、运营编辑"),
        (
            "operators",
            (
                Operator(name="陈某"),
                Operator(name="周某", long_term=False, until=date(2026, 12, 1)),
                Operator(name="吴某", long_term=False),
            ),
            "陈某（长期）、周某（短期，至2026年12月1日）、吴某（短期）",
        ),
    ],
)
def test_a_value_reads_as_on_paper(field: str, value: object, text: str) -> None:
    assert describe_value(field, value, KNOWN) == text


@pytest.mark.parametrize(
    ("told_apart", "before", "after"),
    [
        ({"post": "科员"}, "李明（干部）", "李明（科员）"),
        ({"department": "宣传办"}, "李明", "李明（宣传办）"),
        ({"office_phone": "028-37600009"}, "李明（028-37600003）", "李明（028-37600009）"),
        ({"mobile_phone": "13900000009"}, "李明（13900000003）", "李明（13900000009）"),
        ({}, "李明（登记编号3）", "李明（登记编号9）"),
    ],
)
def test_a_new_holder_of_the_same_name_is_told_apart(told_apart: dict[str, Any], before: str, after: str) -> None:
    namesake = replace(HOLDER, id=9, **told_apart)
    known = snapshot(people=(HOLDER, namesake))
    (change,) = classify(account(), account(holder_id=9), known)
    assert (change.row.before, change.row.after) == (before, after)


def test_holders_of_different_names_are_called_by_them_alone() -> None:
    (change,) = classify(account(), account(holder_id=2), KNOWN)
    assert (change.row.before, change.row.after) == ("李明", "赵㛃")


def test_reviewers_of_the_same_name_are_told_apart() -> None:
    known = snapshot(people=(HOLDER, replace(HOLDER, id=9, post="科员")))
    (change,) = classify(account(reviewer_ids=(3,)), account(reviewer_ids=(9,)), known)
    assert (change.row.before, change.row.after) == ("李明（干部）", "李明（科员）")
