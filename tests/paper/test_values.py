from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.filling import check_values, missing_required
from pmedia_desktop.paper.values import printed_values
from tests.paper.samples import VARIANTS, filing_form, small_form, values_for


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("full_name", 3, "文字"),
        ("full_name", ["甲"], "文字"),
        ("purpose", ["甲", 1], "列表"),
        ("purpose", {"甲": "乙"}, "列表"),
        ("filled_on", "2026-02-30", "2026-11-23"),
        ("filled_on", "2026年11月23日", "2026-11-23"),
        ("filled_on", "20261123", "2026-11-23"),
        ("filled_on", 20261123, "2026-11-23"),
        ("followers", "1286", "数字"),
        ("followers", True, "数字"),
        ("followers", -5, "不小于 0 的整数"),
        ("followers", 12.5, "不小于 0 的整数"),
        ("followers", float("nan"), "数字"),
        ("matter", "删除", "opening（开设）"),
        ("matter", 1, "opening（开设）"),
    ],
)
def test_a_value_of_the_wrong_type_is_named_with_its_field(name: str, value: Any, advice: str) -> None:
    with pytest.raises(InputError) as caught:
        check_values(filing_form(), {name: value})
    assert name in str(caught.value)
    assert advice in str(caught.value)
    assert caught.value.field == name


@pytest.mark.parametrize(("name", "value"), [("agreed", "是"), ("picture", "不是base64"), ("picture", 3)])
def test_a_tick_is_true_or_false_and_a_picture_base64(name: str, value: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=name):
        check_values(small_form(tmp_path), {name: value})


def test_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="id_card"):
        check_values(filing_form(), {"id_card": "511"})


def test_an_unknown_variant_is_refused() -> None:
    with pytest.raises(InputError, match="opening、change、closure"):
        check_values(filing_form(), {}, "removal")


@pytest.mark.parametrize("value", [None, "", "  ", [], [""]])
def test_an_empty_value_of_any_kind_is_no_error(value: Any) -> None:
    form = filing_form()
    assert check_values(form, {field.name: value for field in form.fields}) == ""


@pytest.mark.parametrize("word", ["change", "变更"])
def test_the_choice_tells_the_variant_by_code_or_word(word: str) -> None:
    assert check_values(filing_form(), {"matter": word}) == "change"


def test_a_choice_that_contradicts_the_variant_is_refused() -> None:
    with pytest.raises(InputError, match="开设"):
        check_values(filing_form(), {"matter": "closure"}, "opening")


@pytest.mark.parametrize("variant", VARIANTS)
def test_complete_values_miss_nothing(variant: str) -> None:
    assert missing_required(filing_form(), values_for(variant), variant) == []


def test_missing_fields_are_named_in_the_forms_order() -> None:
    values = values_for("closure") | {"notice_place": " ", "full_name": ""}
    del values["requested_on"]
    missing = [field.name for field in missing_required(filing_form(), values, "closure")]
    assert missing == ["full_name", "notice_place", "requested_on"]


def test_what_one_kind_requires_another_may_leave_empty() -> None:
    values = values_for("opening") | {"credit_code": ""}
    assert [field.name for field in missing_required(filing_form(), values, "opening")] == ["credit_code"]
    assert missing_required(filing_form(), values_for("change") | {"credit_code": ""}, "change") == []


def test_a_form_without_variants_requires_always(tmp_path: Path) -> None:
    assert [field.name for field in missing_required(small_form(tmp_path), {"agreed": False})] == ["words"]


def test_a_date_object_is_not_json() -> None:
    values: dict[str, Any] = {"filled_on": date(2026, 11, 23)}
    with pytest.raises(InputError):
        check_values(filing_form(), values)


def test_a_cell_that_is_written_in_by_hand_later_stays_free_until_then() -> None:
    form, later = filing_form(), ("notice_place", "notice_link", "attachments")
    fields = [form.fields_by_name[name] for name in ("notice_on", "requested_on", "certification_subject", *later)]
    before = printed_values(form, {}, "closure", fields, blank=False)
    assert [before[name] for name in later] == [("",)] * 3
    assert before["certification_subject"] == ("无",)
    known = {"notice_on": "2026-11-02", "requested_on": "2026-11-03"}
    after = printed_values(form, known, "closure", fields, blank=False)
    assert [after[name] for name in later] == [("无",)] * 3


def test_a_form_that_does_not_ask_for_the_awaited_field_waits_for_nothing() -> None:
    form = filing_form()
    assert printed_values(form, {}, "opening", [form.fields_by_name["attachments"]], blank=False) == {
        "attachments": ("无",)
    }
