"""Telephone numbers and names as offices write them into one cell."""

import pytest

from pmedia_desktop.services.importing.named_people import phone_numbers
from pmedia_desktop.services.importing.person_values import person_of
from pmedia_desktop.services.importing.sources import SourceRow


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1380000 1234", {"mobile_phone": "1380000 1234"}),
        ("028-37600001 8012", {"office_phone": "028-37600001 8012"}),
        ("028-37600001 13800000000", {"office_phone": "028-37600001", "mobile_phone": "13800000000"}),
        ("37600001 028-37600002", {"office_phone": "37600001、028-37600002"}),
        ("13800000000（微信同号）", {"mobile_phone": "13800000000"}),
        ("028-37600001(办)、13800000000(同微信)", {"office_phone": "028-37600001", "mobile_phone": "13800000000"}),
    ],
)
def test_numbers_are_parted_only_where_a_whole_one_follows(text: str, numbers: dict[str, str]) -> None:
    assert phone_numbers(text) == numbers


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("李明1", {"name": "李明1"}),
        ("李明13800000000", {"name": "李明", "mobile_phone": "13800000000"}),
        ("李明13800000000（微信同号）", {"name": "李明", "mobile_phone": "13800000000"}),
        ("李明（028-37600001）", {"name": "李明", "office_phone": "028-37600001"}),
    ],
)
def test_a_digit_that_tells_namesakes_apart_is_no_telephone(name: str, person: dict[str, str]) -> None:
    assert person_of(SourceRow("people", "人员", 1, {"name": name})) == person
