from dataclasses import replace
from datetime import date, timedelta

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.step_mending import mendable_steps, mended
from pmedia_desktop.model.filing import Approval, ApprovalForm, Filing, FilingState
from tests.measures.examples import TODAY, opening
from tests.measures.test_filing_steps import WHOLE_WAY, go

S = FilingState
DAY = date(2026, 11, 16)


def way(*states: FilingState, approval: Approval | None = None) -> Filing:
    return go(opening(approval=approval or Approval(by="王䶮")), *states, on=DAY)


def test_before_the_handing_in_signature_and_seal_can_be_mended_afterwards_what_followed() -> None:
    assert mendable_steps(way(*WHOLE_WAY[:3])) == (S.SIGNED, S.SEALED)
    assert mendable_steps(way(*WHOLE_WAY[:4])) == (S.SUBMITTED,)
    assert mendable_steps(way(*WHOLE_WAY)) == (S.SUBMITTED, S.RECEIVED, S.FILED)
    assert mendable_steps(go(way(S.SIGNED), S.ABANDONED)) == ()


def test_a_mistyped_day_of_the_handing_in_is_mended() -> None:
    submitted = way(*WHOLE_WAY[:4])
    later = replace(submitted, submitted_on=date(2026, 11, 18), receiver="区政府办张三")
    assert mended(submitted, later, S.SUBMITTED, TODAY) == later


def test_a_number_that_the_office_gives_later_is_entered() -> None:
    filed = way(*WHOLE_WAY)
    assert mended(filed, replace(filed, number="彭备7号"), S.FILED, TODAY).number == "彭备7号"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "不能清空"),
        (TODAY + timedelta(days=1), "还没有到"),
        (DAY - timedelta(days=1), "早于前一步"),
        (DAY + timedelta(days=1), "晚于“已收悉”的2026年11月16日"),
    ],
)
def test_a_day_that_does_not_fit_between_the_others_is_refused_at_its_field(day: date | None, words: str) -> None:
    filed = way(*WHOLE_WAY)
    with pytest.raises(InputError, match=words) as raised:
        mended(filed, replace(filed, submitted_on=day), S.SUBMITTED, TODAY)
    assert raised.value.field == "submitted_on"


def test_what_stands_on_the_sheet_stays_once_it_was_handed_in() -> None:
    submitted = way(*WHOLE_WAY[:4])
    with pytest.raises(InputError, match="不能再更正"):
        mended(submitted, replace(submitted, signed_on=DAY - timedelta(days=3)), S.SIGNED, TODAY)


def test_the_approval_on_the_form_goes_with_the_day_of_the_signature() -> None:
    signed, right = way(S.SIGNED), DAY - timedelta(days=3)
    assert mended(signed, replace(signed, signed_on=right), S.SIGNED, TODAY).approval.on == right
    by_memo = way(S.SIGNED, approval=Approval(on=date(2026, 11, 9), form=ApprovalForm.MEMO))
    assert mended(by_memo, replace(by_memo, signed_on=right), S.SIGNED, TODAY).approval.on == date(2026, 11, 9)


def test_the_signature_of_an_oral_consent_goes_with_the_day_of_the_signature() -> None:
    signed = way(S.SIGNED, approval=Approval(on=date(2026, 11, 9), form=ApprovalForm.ORAL))
    right = DAY - timedelta(days=3)
    assert mended(signed, replace(signed, signed_on=right), S.SIGNED, TODAY).approval.signed_later_on == right
