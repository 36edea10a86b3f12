"""Everything that the rules find in the register on one day."""

from datetime import date

from pmedia_desktop.measures import (
    account_deadlines,
    article4,
    article5,
    article7,
    article11,
    article12,
    article13,
    article15,
    article16,
    filing_rules,
    personal_data,
    publishing,
    registration,
    update_clock,
)
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def all_findings(snapshot: Snapshot, on: date) -> list[Finding]:
    """Return the findings of every rule as of the day ``on``, the weightiest first, then by subject."""
    calendar = WorkCalendar(snapshot.holiday_years)
    found = [
        *article4.findings(snapshot, on),
        *article5.findings(snapshot, on),
        *filing_rules.findings(snapshot, on, calendar),
        *article7.findings(snapshot, on),
        *article11.findings(snapshot, on, calendar),
        *article12.findings(snapshot, on),
        *article13.findings(snapshot, on),
        *article15.findings(snapshot, on),
        *article16.findings(snapshot, on),
        *account_deadlines.findings(snapshot, on),
        *registration.findings(snapshot, on),
        *publishing.findings(snapshot),
        *update_clock.findings(snapshot, on),
        *personal_data.findings(snapshot, on),
    ]
    off = snapshot.settings.rules_off
    return sorted(
        (finding for finding in found if finding.rule not in off),
        key=lambda f: (_ORDER[f.severity], f.subject.kind.value, f.subject.title, f.subject.id, f.rule),
    )
