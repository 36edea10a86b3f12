"""What the rules say today of what the register holds, worked out once for each of its states.

Pages ask for it at every visit. Between two changes the answer is the same, so it is kept beside the snapshot that it
was given for (``office.Memory``).
"""

from datetime import date
from functools import cached_property

from pmedia_desktop.measures.deadlines import all_deadlines
from pmedia_desktop.measures.findings import all_findings
from pmedia_desktop.model.finding import Deadline, Finding
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.services.office import Office, work_calendar


class RulesSaid:
    """The findings and deadlines of one snapshot on one day, each worked out when it is first asked for."""

    def __init__(self, known: Snapshot, on: date) -> None:
        self.known = known
        self.on = on

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, the weightiest first."""
        return tuple(all_findings(self.known, self.on))

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """All deadlines, the most urgent first."""
        return tuple(all_deadlines(self.known, self.on, work_calendar(self.known)))


def findings_of(office: Office, known: Snapshot) -> tuple[Finding, ...]:
    """Return what the rules find in the office's snapshot today, the weightiest first."""
    return _said_of(office, known).findings


def deadlines_of(office: Office, known: Snapshot) -> tuple[Deadline, ...]:
    """Return what is due by the office's snapshot, the most urgent first."""
    return _said_of(office, known).deadlines


def _said_of(office: Office, known: Snapshot) -> RulesSaid:
    said, today = office.memory.said, office.today()
    if said is None or said.known is not known or said.on != today:
        said = office.memory.said = RulesSaid(known, today)
    return said
