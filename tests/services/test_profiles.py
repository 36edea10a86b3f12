"""A district's rules as one file: read, shown, loaded, and in force everywhere."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.data_files import data_path
from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.filing_steps import Step, next_task
from pmedia_desktop.model.filing import Filing, FilingState
from pmedia_desktop.model.settings import OpeningReading, OpinionBox, Settings
from pmedia_desktop.services.accounts import register_account
from pmedia_desktop.services.filing.filings import filing_page
from pmedia_desktop.services.filing.process import advance_filing
from pmedia_desktop.services.office import Office, open_office, snapshot
from pmedia_desktop.services.paper.filing_papers import print_filing
from pmedia_desktop.services.profiles import load_profile, profile_changes, read_profile, shipped_profiles
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
    "wrong",
    [
        'name = ""',
        'name = "x"\nsomething = 1',
        'name = "x"\n[settings]\ntheme = "dark"',
        'name = "x"\n[settings]\nopening_days = 0',
        'name = "x"\n[settings]\nopening_reading = "never"',
        'name = "x"\nform = "filing.toml"',
        'name = "x"\nform = "x.toml"',
        "name = ",
    ],
)
def test_a_wrong_profile_is_told_and_changes_nothing(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(wrong, "utf-8")
    with pytest.raises(InputError):
        read_profile(file)
