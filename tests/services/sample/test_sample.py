"""The sample register has something to show on every page, and no fault of its own."""

from datetime import date
from pathlib import Path

import pytest

from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.model.message import MessageState
from pmedia_desktop.services.office import open_office, whole_snapshot
from pmedia_desktop.services.sample.making import make_sample


@pytest.mark.parametrize("on", [date(2026, 11, 23), date(2026, 1, 2), date(2027, 2, 16)])
def test_the_sample_fills_the_ledgers_without_a_fault_on_any_day(tmp_path: Path, on: date) -> None:
    office = open_office(tmp_path / "样例", create=True, on=on)
    try:
        make_sample(office)
        known = whole_snapshot(office)
    finally:
        office.close()
    assert {message.state for message in known.messages} == set(MessageState) - {MessageState.NEEDS_NONE}
    assert known.incidents
    assert known.sanctions
    assert known.problems
    assert known.inspections[0].open_results()
    assert [one.message for one in all_findings(known, on) if one.severity is Severity.ERROR] == []
