import pytest

from pmedia_desktop.model.filing import FilingState

S = FilingState


@pytest.mark.parametrize("state", [S.SIGNED, S.SEALED, S.SUBMITTED, S.RECEIVED, S.FILED, S.RETURNED])
def test_what_somebody_has_signed_keeps_its_paper(state: FilingState) -> None:
    assert state.keeps_its_paper


@pytest.mark.parametrize("state", [S.DRAFT, S.PRINTED, S.ABANDONED])
def test_what_nobody_has_signed_may_be_printed_anew(state: FilingState) -> None:
    assert not state.keeps_its_paper
