from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import pmedia_desktop.measures
from pmedia_desktop.measures.article4 import tied_to_unit
from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.model.account import Account, AccountState, Baseline, Certification, Operator
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import Approval, FilingState
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.model.settings import Settings
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Unit, UnitKind
from tests.measures.examples import (
    NAME,
    PRINCIPAL,
    TODAY,
    UNIT,
    account,
    closing,
    closing_account,
    finding_of,
    new_account,
    opening,
    rules_of,
    snapshot,
    wechat,
)


def test_a_register_in_order_has_no_findings() -> None:
    assert rules_of(snapshot(account(), wechat())) == []


def test_an_empty_register_has_no_findings() -> None:
    assert all_findings(Snapshot(), TODAY) == []


# Article 4


def test_a_second_account_on_one_platform_is_reported_at_the_younger_one() -> None:
    known = snapshot(account(), account(id=9, platform_id="2", opened_on=date(2022, 5, 5)))
    found = finding_of(known, "article4.second_account")
    assert found.article == "第四条"
    assert found.severity is Severity.WARNING
    assert found.subject == Subject(SubjectKind.ACCOUNT, 9, "凤鸣发布")


def test_a_second_account_is_reported_while_it_is_only_planned() -> None:
    planned = account(id=9, platform_id="2", opened_on=None, state=AccountState.PLANNED, baseline=Baseline.NONE)
    assert finding_of(snapshot(account(), planned), "article4.second_account").subject.id == 9


@pytest.mark.parametrize(
    "state",
    [AccountState.CANCELLED, AccountState.DELETED, AccountState.MIGRATED, AccountState.FROZEN],
)
def test_an_account_that_is_gone_or_going_is_no_second_one(state: AccountState) -> None:
    known = snapshot(account(), account(id=9, state=state))
    assert "article4.second_account" not in rules_of(known)


def test_a_wechat_video_account_is_not_a_second_wechat_official_account() -> None:
    known = snapshot(wechat(), account(id=3, platform="wechat_video", platform_id="sph1"))
    assert rules_of(known) == []


def test_two_wechat_video_accounts_are_two_on_one_platform() -> None:
    known = snapshot(*(account(id=n, platform="wechat_video", platform_id=f"sph{n}") for n in (3, 4)))
    assert rules_of(known) == ["article4.second_account"]


def test_two_unlike_platforms_of_the_kind_other_are_two_platforms() -> None:
    known = snapshot(*(account(id=n, platform="other", platform_detail=f"平台{n}") for n in (3, 4)))
    assert rules_of(known) == []


def test_two_kinds_of_mini_programs_are_two_platforms() -> None:
    def program(number: int, kind: str) -> Account:
        return account(id=number, platform="mini_program", platform_id=f"wx{number}", platform_detail=kind)

    district = replace(UNIT, kind=UnitKind.DEPARTMENT)
    two = snapshot(program(3, "微信小程序"), program(4, "支付宝小程序"), unit=district)
    assert rules_of(two) == []
    one = snapshot(program(3, "微信小程序"), program(4, " 微信小程序"), unit=district)
    assert rules_of(one) == ["article4.second_account"]


def test_a_name_that_differs_from_the_usual_one_is_reported() -> None:
    known = snapshot(account(), wechat(), account(id=3, platform="douyin", name="凤鸣微政务"))
    found = finding_of(known, "article4.name_differs")
    assert found.subject.id == 3
    assert "“凤鸣发布”" in found.message


def test_names_are_compared_without_spaces_and_full_width_forms() -> None:
    known = snapshot(account(name="凤鸣发布A"), wechat(name="凤鸣 发布Ａ"))
    assert rules_of(known) == []


def test_a_name_over_the_units_limit_is_reported() -> None:
    known = snapshot(account(name="凤鸣街道办事处政务新媒体信息发布平台"))
    assert rules_of(known) == ["article4.name_long"]
    six = account(name="凤鸣街道发布")
    assert rules_of(snapshot(six, settings=Settings(longest_name=5))) == ["article4.name_long"]
    assert rules_of(snapshot(six, settings=Settings(longest_name=6))) == []


def test_a_name_that_says_nothing_of_the_unit_is_only_noted() -> None:
    found = finding_of(snapshot(account(name="美丽乡村")), "article4.name_untied")
    assert found.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (NAME, "凤鸣发布"),
        (NAME, "微凤鸣"),
        ("眉山市彭山区民政局", "彭山民政"),
        ("彭山区市场监督管理局", "彭山市监"),
        ("眉山市彭山区教育和体育局", "彭山教体"),
        ("眉山市彭山区卫生健康局", "健康彭山"),
        ("眉山市彭山区江口街道办事处", "江口街道办事处"),
        ("眉山市彭山区黄丰镇人民政府", "黄丰镇"),
    ],
)
def test_a_name_is_tied_to_the_unit_by_its_name_or_work(unit: str, name: str) -> None:
    assert tied_to_unit(name, Unit(full_name=unit))


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        (NAME, "彭山发布"),
        ("眉山市彭山区民政局", "彭山发布"),
        ("眉山市彭山区黄丰镇人民政府", "镇政府"),
        (NAME, "街道之声"),
    ],
)
def test_a_place_or_a_kind_of_office_ties_no_name(unit: str, name: str) -> None:
    assert not tied_to_unit(name, Unit(full_name=unit))


@pytest.mark.parametrize(
    ("changes", "rule", "severity"),
    [
        ({"certification": Certification.NOT_CERTIFIED}, "article4.certification_missing", Severity.WARNING),
        ({"certification": Certification.UNKNOWN}, "article4.certification_unknown", Severity.NOTE),
        ({"certification_subject": ""}, "article4.certification_subject_missing", Severity.NOTE),
        ({"certification_subject": "某传媒公司"}, "article4.certification_subject_differs", Severity.WARNING),
        ({"certified_until": date(2026, 11, 22)}, "article4.certification_expired", Severity.WARNING),
        ({"subject": "眉山市彭山区凤鸣镇人民政府"}, "article4.certification_owner", Severity.WARNING),
    ],
)
def test_a_certification_that_does_not_name_the_unit_is_reported(
    changes: dict[str, object], rule: str, severity: Severity
) -> None:
    found = finding_of(snapshot(account(**changes)), rule)
    assert found.article == "第四条"
    assert found.severity is severity


def test_a_certification_is_good_through_its_last_day() -> None:
    assert rules_of(snapshot(account(certified_until=TODAY))) == ["certification.expiry"]


def test_what_ends_on_the_platform_is_a_note_when_near_and_a_warning_when_over() -> None:
    def weights(until: date) -> list[Severity]:
        operators = (Operator(name="陈某", long_term=False, until=until),)
        found = all_findings(snapshot(account(operators=operators)), TODAY)
        return [finding.severity for finding in found if finding.rule == "operator.expiry"]

    assert weights(date(2026, 12, 20)) == []
    assert weights(date(2026, 11, 25)) == [Severity.NOTE]
    assert weights(date(2026, 11, 22)) == [Severity.WARNING]


# Article 5


def test_a_wechat_account_without_a_basis_is_asked_for_it() -> None:
    found = finding_of(snapshot(wechat(basis_issuer="", basis_number="", basis_on=None)), "article5.no_basis")
    assert found.article == "第五条"
    assert found.remedy == "请补依据，或向区政府办核实后关停。"
    assert "发文单位、文号、日期" in found.message
    assert found.severity is Severity.WARNING, "a first day with old accounts is not red"


def test_a_new_wechat_account_without_a_basis_is_an_error() -> None:
    planned = wechat(basis_number="", baseline=Baseline.NONE, state=AccountState.PLANNED)
    found = finding_of(snapshot(planned), "article5.no_basis")
    assert found.severity is Severity.ERROR
    assert found.field == "basis_number"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"linked_to_superior": False}, "article5.not_linked"),
        ({"linked_to_superior": None}, "article5.not_linked"),
        ({"superior_account": ""}, "article5.not_linked"),
        ({"in_media_matrix": False}, "article5.not_in_matrix"),
        ({"in_media_matrix": None}, "article5.not_in_matrix"),
    ],
)
def test_a_wechat_account_with_a_basis_is_to_be_integrated_and_no_closure_is_offered(
    changes: dict[str, object], rule: str
) -> None:
    found = finding_of(snapshot(wechat(**changes)), rule)
    assert "整改（整合）" in found.remedy
    assert "关停" not in found.message + found.remedy


def test_the_scan_of_the_basis_is_optional() -> None:
    assert rules_of(snapshot(wechat(), attachments=())) == []


def test_article_5_does_not_speak_of_other_platforms() -> None:
    known = snapshot(account(), account(id=3, platform="wechat_video", platform_id="sph1"))
    assert not [rule for rule in rules_of(known) if rule.startswith("article5")]


def test_article_5_rests_once_the_closure_is_approved() -> None:
    bare = wechat(basis_number="", basis_issuer="")
    assert "article5.no_basis" not in rules_of(snapshot(bare, filings=(closing(),)))
    undecided = closing(approval=Approval(), closure=None)
    assert "article5.no_basis" in rules_of(snapshot(bare, filings=(undecided,)))


# Article 12


def test_a_unit_without_a_first_responsible_person_is_reported() -> None:
    found = finding_of(snapshot(account(), unit=replace(UNIT, principal_id=None)), "article12.no_principal")
    assert (found.article, found.severity, found.field) == ("第十二条", Severity.ERROR, "principal_id")


def test_a_principal_who_has_left_is_no_first_responsible_person() -> None:
    gone = replace(PRINCIPAL, until=date(2026, 11, 22))
    assert "王䶮已离任" in finding_of(snapshot(people=(gone,)), "article12.no_principal").message
    last_day = replace(PRINCIPAL, until=TODAY)
    assert rules_of(snapshot(people=(last_day,))) == []


# 国办函〔2026〕12号 and the register's own soundness


@pytest.mark.parametrize("platform", ["app", "mini_program"])
def test_a_unit_below_the_county_is_warned_of_an_app_or_mini_program(platform: str) -> None:
    found = finding_of(snapshot(account(platform=platform)), "application.below_county")
    assert (found.article, found.severity) == ("国办函〔2026〕12号", Severity.WARNING)


def test_a_district_department_may_have_an_app() -> None:
    department = replace(UNIT, kind=UnitKind.DEPARTMENT)
    assert rules_of(snapshot(account(platform="app", platform_id="cn.gov.x"), unit=department)) == []


def test_a_unit_whose_name_is_not_its_seals_is_reported() -> None:
    assert rules_of(snapshot(unit=replace(UNIT, seal_text="眉山市彭山区凤鸣镇人民政府"))) == ["unit.seal_differs"]


def test_a_credit_code_with_a_slip_is_reported() -> None:
    assert rules_of(snapshot(unit=replace(UNIT, credit_code="11511422MB00000001"))) == ["unit.credit_code"]


@pytest.mark.parametrize("platform_id", ["凤鸣发布", "凤鸣", "abc凤"])
def test_an_identifier_that_looks_like_a_name_is_reported(platform_id: str) -> None:
    found = finding_of(snapshot(account(platform_id=platform_id)), "account.identifier")
    assert "UID" in found.message


def test_an_original_id_in_place_of_the_wechat_number_is_reported() -> None:
    assert rules_of(snapshot(wechat(platform_id="gh_0a1b2c3d4e5f"))) == ["account.identifier"]


def test_more_operators_than_wechat_binds_are_noted() -> None:
    operators = tuple(Operator(name=str(n)) for n in range(6))
    assert rules_of(snapshot(wechat(operators=operators))) == ["account.operators"]
    assert rules_of(snapshot(wechat(operators=operators[:5]))) == []
    assert rules_of(snapshot(account(operators=operators))) == []


def test_a_short_term_operator_without_an_end_is_noted() -> None:
    operators = (Operator(name="陈某", long_term=False), Operator(name="周某", long_term=False, until=TODAY))
    found = finding_of(snapshot(wechat(operators=operators)), "account.operator_without_end")
    assert (found.severity, found.field) == (Severity.NOTE, "operators")
    assert "陈某" in found.message
    assert "周某" not in found.message
    assert "account.operator_without_end" not in rules_of(snapshot(wechat(operators=operators[1:])))


# The list as a whole


def test_findings_come_by_weight_then_by_subject() -> None:
    known = snapshot(
        account(certification=Certification.UNKNOWN),
        wechat(id=2, basis_number="", baseline=Baseline.NONE),
        account(id=3, platform="douyin", name="另一个名称"),
        filings=(opening(id=7, account_id=3, state=FilingState.FILED, submitted_on=date(2026, 11, 12)),),
    )
    severities = [finding.severity for finding in all_findings(known, TODAY)]
    assert severities == sorted(severities, key=[Severity.ERROR, Severity.WARNING, Severity.NOTE].index)
    assert len(set(severities)) == 3


def test_every_finding_names_its_source_its_subject_and_a_remedy() -> None:
    known = snapshot(
        new_account(certification=Certification.NOT_CERTIFIED, holder_id=None),
        closing_account(),
        account(id=3, platform="app", name="别的", platform_id="别的"),
        filings=(opening(submitted_on=None), closing()),
    )
    found = all_findings(known, date(2027, 6, 1))
    assert len(found) > 8
    for finding in found:
        assert finding.article, finding.rule
        assert finding.message.endswith("。"), finding.message
        assert finding.remedy.endswith("。"), finding.remedy
        assert finding.subject.title, finding.rule
        assert "{" not in finding.message + finding.remedy


def test_nothing_in_this_room_accuses_or_orders_a_closure() -> None:
    for module in Path(pmedia_desktop.measures.__file__).parent.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        for word in ("违反", "违规", "必须关停", "一律注销", "责令"):
            assert word not in text, f"{word} in {module.name}"
