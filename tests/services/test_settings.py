"""What a unit sets: senseless values are refused and name their field."""

from dataclasses import replace
from datetime import date

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.settings import ChangeDuty, HolidayYear, Settings
from pmedia_desktop.services import settings
from pmedia_desktop.services.office import Office


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("opening_days", 0),
        ("copies", 21),
        ("longest_name", 0),
        ("longest_name", 101),
        ("certification_warning_days", (0,)),
        ("certification_warning_days", (30, 400)),
        ("certification_warning_days", (30, 30)),
        ("report_days", 0),
        ("transfer_days", 366),
        ("complex_days", 14),
        ("inspection_day", 29),
        ("mending_days", 0),
        ("review_steps", ()),
        ("change_duties", (("nothing", ChangeDuty.FILE),)),
        ("change_duties", (("name", ChangeDuty.FILE), ("name", ChangeDuty.INTERNAL))),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_with_its_field(office: Office, field: str, value: object) -> None:
    with pytest.raises(InputError) as refused:
        settings.save_settings(office, replace(Settings(), **{field: value}))
    assert refused.value.field == field
    assert settings.read_settings(office) == Settings()


def test_settings_of_sense_are_kept(office: Office) -> None:
    chosen = replace(
        Settings(), longest_name=30, certification_warning_days=(), change_duties=(("name", ChangeDuty.INFORM),)
    )
    settings.save_settings(office, chosen)
    assert settings.read_settings(office) == chosen


@pytest.mark.parametrize("year", [0, 1989, 2101, 10**30])
def test_a_year_that_no_calendar_has_is_refused(office: Office, year: int) -> None:
    with pytest.raises(InputError, match="年份"):
        settings.save_year(office, HolidayYear(year, (), ()))


def test_a_day_of_another_year_is_refused(office: Office) -> None:
    with pytest.raises(InputError, match="2027"):
        settings.save_year(office, HolidayYear(2027, (date(2029, 1, 1),), ()))
