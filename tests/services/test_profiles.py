"""A district's rules as one file: read, shown, loaded, and in force everywhere."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.settings import OpeningReading, OpinionBox, Settings
from pmedia_desktop.services.accounts import register_account
from pmedia_desktop.services.office import Office, open_office, snapshot
from pmedia_desktop.services.profiles import load_profile, profile_changes, read_profile, shipped_profiles
from pmedia_desktop.services.sample.making import make_sample
from pmedia_desktop.services.settings import read_settings
from pmedia_desktop.services.today import check_all


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = open_office(tmp_path / "登记册", create=True, on=date(2026, 11, 23))
    make_sample(office)
    return open_office(tmp_path / "登记册", on=date(2026, 11, 23))


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
    assert settings.opinion_boxes == (OpinionBox.DEPARTMENT,)
    assert [step.title for step in settings.review_steps] == ["编辑校对", "分管负责人审定"]
    unit = snapshot(office).unit
    assert unit is not None
    assert unit.filing_authority == "示例区人民政府办公室"
    assert "article4.second_account" not in {finding.rule for finding in check_all(office)}
    assert profile_changes(office, other) == ()


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
        "name = ",
    ],
)
def test_a_wrong_profile_is_told_and_changes_nothing(tmp_path: Path, wrong: str) -> None:
    file = tmp_path / "x.toml"
    file.write_text(wrong, "utf-8")
    with pytest.raises(InputError):
        read_profile(file)
