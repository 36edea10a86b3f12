"""Whether the days on a form can follow each other: 填报日期, 开设日期, the event's day and a closure's days."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.filing_terms import event_day
from pmedia_desktop.measures.subjects import about_filing
from pmedia_desktop.measures.wording import filling_in_rule, full_date
from pmedia_desktop.model.filing import Closure, Filing, FilingKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import field_label
from pmedia_desktop.texts import translate


def problems(filing: Filing, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield days that contradict each other on the form as it would be printed on the day ``on``."""
    if filing.state.keeps_its_paper:
        return
    yield from _filled_before(filing, snapshot, on)
    yield from _opened(filing, snapshot)


def _days(filing: Filing, snapshot: Snapshot) -> list[tuple[str, date]]:
    """Return what the form says has happened, as labels and days."""
    if filing.kind is FilingKind.CLOSURE:
        closure = filing.closure or Closure()
        fields = ("notice_on", "requested_on", "completed_on")
        found = [(field_label(field), getattr(closure, field)) for field in fields]
    elif filing.kind is FilingKind.OPENING:
        found = [(translate("measures.form_days", "开通日期"), event_day(filing, snapshot.account(filing.account_id)))]
    else:
        found = [(translate("measures.form_days", "变更生效日期"), filing.event_on)]
    return [(label, day) for label, day in found if day is not None]


def _filled_before(filing: Filing, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield a 填报日期 before what the form reports; what is only planned may well lie behind it."""
    filled = filing.filled_on
    if filled is None:
        return
    for label, day in _days(filing, snapshot):
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


def _opened(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what happened before the account was opened, and an opening whose day is said twice and differently."""
    account = snapshot.account(filing.account_id)
    if account is None or account.opened_on is None:
        return
    opened = account.opened_on
    for label, day in _days(filing, snapshot):
        differs = filing.kind is FilingKind.OPENING and day != opened
        if differs:
            message = translate("measures.form_days", "表上的{label}是{day}，开设日期是{opened}，说的是同一天。")
            remedy = translate("measures.form_days", "请核对平台开通的日期，改正备案或账号登记中的一处。")
        elif filing.kind is not FilingKind.OPENING and day < opened:
            message = translate("measures.form_days", "{label}{day}早于账号的开设日期{opened}。")
            remedy = translate("measures.form_days", "请核对两个日期，改正写错的一个。")
        else:
            continue
        rule = "form.opening_days_differ" if differs else "form.before_opening"
        said = message.format(label=label, day=full_date(day), opened=full_date(opened))
        yield _finding(rule, filing, snapshot, said, remedy, "event_on")


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
