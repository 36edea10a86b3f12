"""A district's rules as one file: read, shown, loaded, and in force everywhere."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.filing_steps import Step, next_task
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.settings import ChangeDuty, FreezeTier, OpeningReading, OpinionBox, Settings
from pmedia_desktop.model.shipped_lists import check_list
from pmedia_desktop.services.accounts import register_account
from pmedia_desktop.services.filing.filings import filing_page
from pmedia_desktop.services.filing.process import advance_filing
from pmedia_desktop.services.office import Office, open_office, snapshot
from pmedia_desktop.services.paper.filing_papers import print_filing
from pmedia_desktop.services.profile_files import read_profile, shipped_profiles
from pmedia_desktop.services.profiles import load_profile, profile_changes
from pmedia_desktop.services.sample.making import make_sample
from pmedia_desktop.services.settings import read_settings
from pmedia_desktop.services.today import check_all
from tests.paper.samples import text_by_pypdf


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = open_office(tmp_path / "登记册", create=True, on=date(2026, 11, 23))
    make_sample(office)
    return open_office(tmp_path / "登记册", on=date(2026, 11, 23))


def a_draft(office: Office) -> Filing:
    return next(filing for filing in snapshot(office).filings if filing.state is FilingState.DRAFT)


def step(office: Office, filing_id: int, state: FilingState) -> Step:
    return next(one for one in filing_page(office, filing_id).steps if one.state is state)


def test_our_own_profile_changes_nothing(office: Office) -> None:
    ours = next(one for one in shipped_profiles() if "彭山" in one.name)
    assert profile_changes(office, ours) == ()
    assert replace(Settings(), **ours.values) == Settings()


def test_another_districts_profile_is_in_force_with_its_terms_authority_form_and_rules(office: Office) -> None:
    account = snapshot(office).accounts[0]
    register_account(office, replace(account, id=0, name="第二个账号", platform_id="zweite"))
    assert "article4.second_account" in {finding.rule for finding in check_all(office)}
    other = next(one for one in shipped_profiles() if "彭山" not in one.name)
    said = [(change.label, change.before, change.after) for change in profile_changes(office, other)]
    assert ("开设备案期限（工作日）", "10", "5") in said
    load_profile(office, other)
    settings = read_settings(office)
    assert (settings.opening_days, settings.change_days, settings.closure_days) == (5, 5, 5)
    assert settings.opening_reading is OpeningReading.EVENT
    assert settings.opinion_boxes == (OpinionBox.DEPUTY, OpinionBox.DEPARTMENT)
    assert [step.title for step in settings.review_steps] == ["编辑校对", "分管负责人审定"]
    unit = snapshot(office).unit
    assert unit is not None
    assert unit.filing_authority == "示例区人民政府办公室"
    assert "article4.second_account" not in {finding.rule for finding in check_all(office)}
    assert profile_changes(office, other) == ()


def test_where_approval_takes_two_steps_form_steps_and_reminders_lead_through_both(office: Office) -> None:
    load_profile(office, next(one for one in shipped_profiles() if "彭山" not in one.name))
    draft = a_draft(office)
    printed = print_filing(office, draft.id, "示例").value
    text = "".join(text_by_pypdf(printed.pdf).split())
    assert text.index("分管负责人意见") < text.index("主要领导签字") < text.index("主管部门意见")
    signing = step(office, draft.id, FilingState.SIGNED)
    assert signing.title == "分管负责人审核、主要领导签字"
    assert signing.needs[0].message.startswith("分管负责人先签意见")
    signed = advance_filing(office, printed.filing, FilingState.SIGNED, office.today()).value
    sealed = advance_filing(office, signed, FilingState.SEALED, office.today()).value
    assert "请对方签“主管部门意见”，再报送" in next_task(sealed, snapshot(office), office.today())
    handing_in = step(office, draft.id, FilingState.SUBMITTED)
    assert handing_in.needs[0].message == "报送前，请对方在表上签“主管部门意见”并盖章。"


def test_the_form_of_a_profile_is_what_filings_are_printed_on_and_the_units_own_is_kept(
    office: Office, tmp_path: Path
) -> None:
    theirs = data_path("forms", "filing.toml").read_text("utf-8").replace('version = "2"', 'version = "7"')
    ours = theirs.replace('version = "7"', 'version = "3"').replace("政务新媒体备案表", "本单位的表")
    (office.folder / "forms").mkdir()
    (office.folder / "forms" / "filing.toml").write_text(ours, "utf-8")
    district = tmp_path / "区县"
    district.mkdir()
    (district / "filing.toml").write_text(theirs.replace("政务新媒体备案表", "示例区政务新媒体登记表"), "utf-8")
    (district / "示例.toml").write_text('name = "示例"\nform = "filing.toml"\n', "utf-8")
    profile = read_profile(district / "示例.toml")
    (change,) = profile_changes(office, profile)
    assert (change.before, change.after) == (
        "眉山市彭山区本单位的表（第3版）",
        "眉山市彭山区示例区政务新媒体登记表（第7版）",
    )
    load_profile(office, profile)
    assert profile_changes(office, profile) == ()
    assert (office.folder / "forms" / "earlier" / "filing-3.toml").read_text("utf-8") == ours
    printed = print_filing(office, a_draft(office).id, "示例").value
    assert "示例区政务新媒体登记表" in text_by_pypdf(printed.pdf)
    own = office.folder / "forms" / f"filing_{a_draft(office).kind.value}.toml"
    own.write_text(ours, "utf-8")
    assert profile_changes(office, profile) != (), "the unit's own form for this kind goes before the district's"
    load_profile(office, profile)
    assert not own.exists()
    assert profile_changes(office, profile) == ()


def test_a_profile_that_is_not_there_or_in_another_encoding_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="读不到"):
        read_profile(tmp_path / "没有.toml")
    (tmp_path / "旧.toml").write_bytes('name = "示例"'.encode("gbk"))
    with pytest.raises(InputError, match="不是UTF-8编码"):
        read_profile(tmp_path / "旧.toml")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("", "缺少name"),
        ('name = ""', "缺少name"),
        ("name = 5", "name应是用引号括起的文字"),
        ('name = "x"\nauthority = 5', "authority应是用引号括起的文字"),
        ('name = "x"\nsomething = 1', "没有something这一项"),
        ('name = "x"\nsettings = "y"', "settings应是一个表"),
        ('name = "x"\n[settings]\ntheme = "dark"', "没有settings.theme这一项"),
        ('name = "x"\n[settings]\nopening_days = 0', "settings.opening_days：期限应在1到365天之间"),
        ('name = "x"\n[settings]\nopening_days = "ten"', "settings.opening_days应是整数"),
        ('name = "x"\n[settings]\nopening_days = 5.5', "settings.opening_days应是整数"),
        ('name = "x"\n[settings]\nopening_days = true', "settings.opening_days应是整数"),
        ('name = "x"\n[settings]\nattach_values = 1', "settings.attach_values只能是 true 或 false"),
        ('name = "x"\n[settings]\nopening_reading = "never"', "只能是 approval、event 之一"),
        ('name = "x"\n[settings]\nopinion_boxes = "deputy"', "settings.opinion_boxes应是一个列表"),
        ('name = "x"\n[settings]\nopinion_boxes = ["deputy", "deputy"]', "“deputy”写了两遍"),
        ('name = "x"\n[settings]\nrules_off = ["article4.nonsense"]', "没有“article4.nonsense”这项检查"),
        ('name = "x"\n[settings]\nreview_steps = ["签发"]', "应是 { … } 写的一组"),
        ('name = "x"\n[settings]\nreview_steps = [{ title = "签发" }]', "缺少“kind”"),
        ('name = "x"\n[settings]\nreview_steps = [{ title = "a", kind = "issue", by = "b" }]', "没有“by”"),
        ('name = "x"\n[settings]\nreview_steps = []', "审核流程里没有签发"),
        ('name = "x"\n[settings]\nchange_duties = [["name"]]', "应是2个一组"),
        ('name = "x"\nform = 3', "form应是用引号括起的文字"),
        ('name = "x"\nform = "filing.toml"', "旁边没有文件filing.toml"),
        ('name = "x"\nform = "x.toml"', "备案表的文件名应为filing.toml"),
        ('name = "x"\nbasis = ', "第2行写法不对"),
        ("name = ", "第1行写法不对"),
    ],
)
def test_a_wrong_profile_is_told_by_file_and_place_in_chinese(tmp_path: Path, wrong: str, said: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(wrong, "utf-8")
    with pytest.raises(InputError) as refused:
        read_profile(file)
    assert "“x.toml”" in str(refused.value)
    assert said in str(refused.value)


def test_a_profile_may_set_every_table_and_windows_notepad_may_have_written_it(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    lines = [
        'name = "示例"',
        "[settings]",
        "freeze_tiers = [{ followers = 1000, days = 3 }, { days = 9 }]",
        'change_duties = [["name", "inform"]]',
        'rules_off = ["article4.name_long"]',
    ]
    file.write_text("\r\n".join(lines), "utf-8-sig")
    values = read_profile(file).values
    assert values["freeze_tiers"] == (FreezeTier(1000, 3), FreezeTier(None, 9))
    assert values["change_duties"] == (("name", ChangeDuty.INFORM),)


def test_what_loading_would_change_is_told_in_words_and_not_in_codes(office: Office) -> None:
    other = next(one for one in shipped_profiles() if "彭山" not in one.name)
    whole = replace(
        other,
        values={
            **other.values,
            "freeze_tiers": (FreezeTier(1000, 3), FreezeTier(None, 9)),
            "change_duties": (("name", ChangeDuty.INFORM),),
            "check_list": check_list(Settings())[:1],
        },
    )
    for change in profile_changes(office, whole):
        assert not re.search(r"[a-z_]{3,}|None", change.before + change.after), change
