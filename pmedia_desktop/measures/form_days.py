"""Whether the days on a form can follow each other: 填报日期, 开设日期, the event's day and a closure's days."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.filing_rules import before_opening, days_told
from pmedia_desktop.measures.subjects import about_filing
from pmedia_desktop.measures.wording import filling_in_rule, full_date
from pmedia_desktop.model.filing import Filing, FilingKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate


def problems(filing: Filing, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield days that contradict each other on the form as it would be printed on the day ``on``."""
    if filing.state.keeps_its_paper:
        return
    yield from _filled_before(filing, snapshot, on)
    yield from _opened_twice(filing, snapshot)
    yield from before_opening(filing, snapshot)


def _filled_before(filing: Filing, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield a 填报日期 before what the form reports; what is only planned may well lie behind it."""
    filled = filing.filled_on
    if filled is None:
        return
    for _field, label, day in days_told(filing, snapshot):
        if filled < day <= on:
            yield _finding(
                "form.filled_before_event",
                filing,
                snapshot,
                translate("measures.form_days", "填报日期{filled}早于{label}{day}，表上报的是还没有发生的事。").format(
                    filled=full_date(filled), label=label, day=full_date(day)
                ),
                translate("measures.form_days", "请把填报日期改成实际填表的日期。"),
                "filled_on",
            )
            return


def _opened_twice(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield an opening whose day is said twice and differently."""
    account = snapshot.account(filing.account_id)
    if filing.kind is not FilingKind.OPENING or account is None or account.opened_on is None:
        return
    for field, label, day in days_told(filing, snapshot):
        if day != account.opened_on:
            yield _finding(
                "form.opening_days_differ",
                filing,
                snapshot,
                translate("measures.form_days", "表上的{label}是{day}，开设日期是{opened}，说的是同一天。").format(
                    label=label, day=full_date(day), opened=full_date(account.opened_on)
                ),
                translate("measures.form_days", "请核对平台开通的日期，改正备案或账号登记中的一处。"),
                field,
            )


def _finding(rule: str, filing: Filing, snapshot: Snapshot, message: str, remedy: str, field: str) -> Finding:
    return Finding(
        rule=rule,
        article=filling_in_rule(),
        severity=Severity.WARNING,
        subject=about_filing(filing, snapshot),
        message=message,
        remedy=remedy,
        field=field,
    )
