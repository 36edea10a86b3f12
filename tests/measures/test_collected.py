"""What a district office reads out of papers: filled in after the last day, not filed at all."""

from dataclasses import replace
from datetime import date

from pmedia_desktop.measures.collected import late_papers, unfiled_accounts
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, Baseline
from pmedia_desktop.model.filing import Closure, Filing, FilingKind
from pmedia_desktop.model.snapshot import Snapshot

CALENDAR = WorkCalendar(())


def late(filing: Filing) -> list[str]:
    known = Snapshot(accounts=(Account(id=1, platform="douyin", name="甲"),), filings=(filing,))
    return [finding.message for finding in late_papers(known, CALENDAR)]


def unfiled(**account: object) -> list[str]:
    known = Snapshot(accounts=(Account(id=1, platform="douyin", name="甲", **account),))  # type: ignore[arg-type]
    return [finding.rule for finding in unfiled_accounts(known, CALENDAR)]


def test_a_paper_of_the_eleventh_working_day_is_late_and_one_of_the_tenth_is_not() -> None:
    opening = {"kind": FilingKind.OPENING, "account_id": 1, "event_on": date(2026, 3, 2)}
    assert late(Filing(**opening, filled_on=date(2026, 3, 16))) == []
    (message,) = late(Filing(**opening, filled_on=date(2026, 3, 17)))
    assert "2026年3月16日" in message


def test_a_closure_has_five_days_from_its_completion() -> None:
    closure = Filing(kind=FilingKind.CLOSURE, account_id=1, event_on=date(2026, 3, 2), closure=Closure())
    assert late(closure) == [], "without a day on the paper nothing is asked"
    assert late(replace(closure, filled_on=date(2026, 3, 9))) == []
    assert "5个工作日" in late(replace(closure, filled_on=date(2026, 3, 10)))[0]


def test_an_account_that_is_not_filed_or_was_filed_late_is_asked_about() -> None:
    assert unfiled(baseline=Baseline.TO_BE_FILED) == ["collected.unfiled"]
    assert unfiled(baseline=Baseline.UNCLEAR) == []
    days = {"baseline": Baseline.FILED_BEFORE, "opened_on": date(2026, 3, 2)}
    assert unfiled(**days, baseline_on=date(2026, 3, 16)) == []
    assert unfiled(**days, baseline_on=date(2026, 3, 17)) == ["collected.filed_late"]
