"""What words in a cell say of an account: how it stands, whether it is certified and filed, who keeps it."""

from datetime import date

import pytest

from pmedia_desktop.model.account import AccountState, Baseline, Certification, Operation, Operator
from pmedia_desktop.services.importing.plan import ImportPlan
from tests.services.importing.conftest import Import


def refusal(plan: ImportPlan) -> str:
    """Return why the only refused row cannot be taken."""
    (row,) = plan.refused
    return row.why


def test_words_for_codes_are_understood(planned: Import) -> None:
    plan = planned(
        ("名称", "平台", "状态", "是否认证", "运维方式", "备案情况", "备案时间", "运营者", "是否纳入矩阵"),
        (
            "甲",
            "快手号",
            "在用",
            "√",
            "外包",
            "已备案",
            "2021.3.4",
            "张三 13800000000（长期）；李四（至2026-12-01）",
            "是",
        ),
    )
    (account,) = plan.accounts
    assert account.state is AccountState.NORMAL
    assert account.certification is Certification.CERTIFIED
    assert account.operation is Operation.OUTSOURCED
    assert (account.baseline, account.baseline_on) == (Baseline.FILED_BEFORE, date(2021, 3, 4))
    assert account.in_media_matrix is True
    assert account.operators == (
        Operator(name="张三", mobile_phone="13800000000"),
        Operator(name="李四", long_term=False, until=date(2026, 12, 1)),
    )


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("2023.6.1", AccountState.CANCELLED),
        (45078, AccountState.CANCELLED),
        ("2022年", AccountState.CANCELLED),
        (2022, AccountState.CANCELLED),
        (2023.6, AccountState.CANCELLED),
        ("", AccountState.NORMAL),
    ],
)
def test_the_day_of_its_end_tells_that_an_account_is_closed(planned: Import, said: object, state: AccountState) -> None:
    (account,) = planned(("名称", "平台", "关停时间"), ("甲", "抖音", said)).accounts
    assert account.state is state


def test_of_a_day_of_the_end_and_a_state_the_state_counts(planned: Import) -> None:
    plan = planned(
        ("名称", "平台", "关停时间", "状态"), ("甲", "抖音", "2023.6.1", "冻结期"), ("乙", "抖音", "2023.6.1", "")
    )
    assert [account.state for account in plan.accounts] == [AccountState.FROZEN, AccountState.CANCELLED]
    assert plan.columns["关停时间"] == "ended_on"


def test_what_is_no_day_of_the_end_is_asked_about(planned: Import) -> None:
    plan = planned(("名称", "平台", "关停时间"), ("甲", "抖音", "2026年底前"))
    assert "看不懂“2026年底前”" in refusal(plan)


@pytest.mark.parametrize(
    ("word", "certified"),
    [
        *((word, Certification.CERTIFIED) for word in ("蓝V", "Y", "已", "政府认证", "有")),
        *((word, Certification.NOT_CERTIFIED) for word in ("认证中", "N", "未", "无", "没有")),
    ],
)
def test_how_an_account_is_certified_is_understood(planned: Import, word: str, certified: Certification) -> None:
    (account,) = planned(("名称", "平台", "是否认证"), ("甲", "抖音", word)).accounts
    assert account.certification is certified


def test_no_beside_whether_it_is_so_is_no(planned: Import) -> None:
    (account,) = planned(("名称", "平台", "是否备案", "是否纳入矩阵"), ("甲", "抖音", "无", "无")).accounts
    assert (account.baseline, account.in_media_matrix) == (Baseline.TO_BE_FILED, False)


@pytest.mark.parametrize("written", ["李 明", "李  明", "李　　明"])
def test_a_name_that_is_spread_under_longer_ones_is_one_persons(planned: Import, written: str) -> None:
    plan = planned(("名称", "平台", "管理员"), ("甲", "抖音", written), ("乙", "快手", "欧阳明  李明"))
    assert [person.name for person in plan.people] == ["李明", "欧阳明"]


def test_two_names_with_a_space_between_are_not_one_persons(planned: Import) -> None:
    plan = planned(("名称", "平台", "管理员"), ("甲", "抖音", "张三 李四"), ("乙", "抖音", "李 明"))
    assert plan.created == 1
    assert "分不清是一个人还是几个人" in refusal(plan)


def test_half_a_day_of_opening_may_be_left_empty(planned: Import) -> None:
    plan = planned(("名称", "平台", "开设时间"), ("甲", "抖音", "2019年5月"))
    assert "不知道是哪一天的，请清空这一格" in refusal(plan)
