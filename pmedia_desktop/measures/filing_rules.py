"""Articles 6 and 7 for both kinds of paper: approved beforehand, handed in in time, corrected when returned."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures import unfiled_accounts
from pmedia_desktop.measures.filing_terms import (
    Reading,
    current_filings,
    event_day,
    first_submission,
    is_late_baseline,
    last_day,
    term_of,
)
from pmedia_desktop.measures.subjects import about_filing
from pmedia_desktop.measures.wording import article, full_date
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.filing import Closure, Filing, FilingKind, FilingState
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import field_label
from pmedia_desktop.texts import translate


def findings(snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Finding]:
    """Yield what Articles 6 and 7 say about every filing that still speaks, and about accounts without one."""
    filings = current_filings(snapshot)
    for filing in filings:
        yield from of_filing(filing, snapshot, on, calendar)
    yield from unfiled_accounts.findings(filings, snapshot, on, calendar)


def of_filing(filing: Filing, snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Finding]:
    """Yield what one filing lacks on the day ``on``."""
    yield from approval_problems(filing, snapshot, on)
    yield from lateness(filing, snapshot, on, calendar)
    yield from before_opening(filing, snapshot)
    yield from _oral_consent(filing, snapshot)
    yield from _returned(filing, snapshot)
    yield from _national_state(filing, snapshot)


def weight(filing: Filing, severity: Severity) -> Severity:
    """Return how much a flaw still weighs: less once the form is handed in, and it is history once filed."""
    if filing.state is FilingState.FILED:
        return Severity.NOTE
    if filing.submitted_on is not None and severity is Severity.ERROR:
        return Severity.WARNING
    return severity


def cited_article(filing: Filing) -> str:
    """Return the article that asks for this filing."""
    return article(7) if filing.kind is FilingKind.CLOSURE else article(6)


def approval_problems(filing: Filing, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield a missing approval of an opening or change that has happened, or one that came after it.

    Closures have an order of their own (``article7``). What an older account did before is not asked for.
    """
    account = snapshot.account(filing.account_id)
    event = event_day(filing, account)
    if filing.kind is FilingKind.CLOSURE or event is None or is_late_baseline(filing, account):
        return
    approved = filing.approval.on
    if approved is None:
        if event > on and not filing.state.is_submitted:
            return
        yield Finding(
            rule="article6.no_approval",
            article=article(6),
            severity=weight(filing, Severity.ERROR),
            subject=about_filing(filing, snapshot),
            message=translate(
                "measures.filing_rules",
                "第六条要求开设和变更先经主要领导审核、批准，登记中缺批准日期（{event}已办理）。",
            ).format(event=full_date(event)),
            remedy=translate("measures.filing_rules", "请登记批准人和日期；还没有批准的，请尽快送签并如实填写日期。"),
            field="approval",
        )
    elif approved > event:
        yield Finding(
            rule="article6.approval_late",
            article=article(6),
            severity=weight(filing, Severity.ERROR),
            subject=about_filing(filing, snapshot),
            message=translate(
                "measures.filing_rules", "第六条要求先批准再办理，登记中批准日期{approved}晚于办理日期{event}。"
            ).format(approved=full_date(approved), event=full_date(event)),
            remedy=translate("measures.filing_rules", "请核对两个日期；属实的，请在表中说明原因。"),
            field="approval",
        )


def days_told(filing: Filing, snapshot: Snapshot) -> list[tuple[str, str, date]]:
    """Return what a filing says has happened: field, label and day of each."""
    found: list[tuple[str, str, date | None]] = []
    if filing.kind is FilingKind.CLOSURE:
        closure = filing.closure or Closure()
        fields = ("notice_on", "requested_on", "completed_on")
        found += [(field, field_label(field), getattr(closure, field)) for field in fields]
    else:
        opening = translate("measures.filing_rules", "开通日期")
        label = opening if filing.kind is FilingKind.OPENING else translate("measures.filing_rules", "变更生效日期")
        found.append(("event_on", label, event_day(filing, snapshot.account(filing.account_id))))
    return [(field, label, day) for field, label, day in found if day is not None]


def before_opening(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield each day of a change or a closure that is older than the account itself."""
    account = snapshot.account(filing.account_id)
    if filing.kind is FilingKind.OPENING or account is None or account.opened_on is None:
        return
    remedy = translate("measures.filing_rules", "请核对两个日期，改正写错的一个。")
    if filing.kind is FilingKind.CHANGE:
        remedy = translate(
            "measures.filing_rules", "请核对两个日期；开设以前就已经变了的，不用报变更备案，这一份可以作废。"
        )
    for field, label, day in days_told(filing, snapshot):
        if day < account.opened_on:
            yield Finding(
                rule="filing.before_opening",
                article=cited_article(filing),
                severity=weight(filing, Severity.WARNING),
                subject=about_filing(filing, snapshot),
                message=translate(
                    "measures.filing_rules", "{label}{day}早于账号的开设日期{opened}，两个日期至少有一个不对。"
                ).format(label=label, day=full_date(day), opened=full_date(account.opened_on)),
                remedy=remedy,
                field=field,
            )


def lateness(filing: Filing, snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Finding]:
    """Yield a term that has run out; in time is what was handed in by the last day, whatever was answered later."""
    account = snapshot.account(filing.account_id)
    if is_late_baseline(filing, account):
        return
    term = term_of(filing, account, snapshot.settings, calendar)
    submitted = first_submission(filing, snapshot)
    day = submitted or on
    if term.leading.due is not None and term.leading.due < day:
        yield _late(filing, snapshot, term.days, term.leading, submitted)
    elif term.leading.due is None and submitted is None and term.other.due is not None and term.other.due < day:
        yield _late_by_other_reading(filing, snapshot, term.days, term.other)


def _late(filing: Filing, snapshot: Snapshot, days: int, reading: Reading, submitted: date | None) -> Finding:
    if submitted is None:
        message = translate(
            "measures.filing_rules", "{article}要求{days}个工作日内报备案，{reading}到{due}为止，登记中还没有报送。"
        )
        remedy = translate("measures.filing_rules", "请尽快打印、签字、盖章并报送；晚报的表也要报，可在表中说明原因。")
    else:
        message = translate(
            "measures.filing_rules",
            "{article}要求{days}个工作日内报备案，{reading}到{due}为止，登记的报送日期是{submitted}。",
        )
        remedy = translate("measures.filing_rules", "请核对报送日期；属实的，请留存说明。")
    return Finding(
        rule="filing.late" if submitted else "filing.overdue",
        article=cited_article(filing),
        severity=weight(filing, Severity.WARNING if submitted else Severity.ERROR),
        subject=about_filing(filing, snapshot),
        message=message.format(
            article=cited_article(filing),
            days=days,
            reading=reading.label,
            due=last_day(reading),
            submitted=full_date(submitted) if submitted else "",
        ),
        remedy=remedy,
        field="submitted_on",
    )


def _late_by_other_reading(filing: Filing, snapshot: Snapshot, days: int, reading: Reading) -> Finding:
    """Warn when only the second reading has run out, because the leading one has not begun."""
    return Finding(
        rule="filing.overdue_other_reading",
        article=cited_article(filing),
        severity=Severity.WARNING,
        subject=about_filing(filing, snapshot),
        message=translate(
            "measures.filing_rules", "{article}要求{days}个工作日内报备案，按“{reading}”到{due}已满。"
        ).format(
            article=cited_article(filing),
            days=days,
            reading=reading.label,
            due=last_day(reading),
        ),
        remedy=translate("measures.filing_rules", "请尽早报送；缺的证明材料可以随后补充。"),
        field="submitted_on",
    )


def _oral_consent(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    if not filing.approval.awaits_signature:
        return
    yield Finding(
        rule="filing.oral_consent",
        article=cited_article(filing),
        severity=weight(filing, Severity.WARNING),
        subject=about_filing(filing, snapshot),
        message=translate(
            "measures.filing_rules", "{article}要求主要领导审核、批准，登记中只有口头同意，缺补签日期。"
        ).format(article=cited_article(filing)),
        remedy=translate("measures.filing_rules", "请主要领导补签后登记补签日期。"),
        field="approval",
    )


def _returned(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    if filing.state is not FilingState.RETURNED:
        return
    yield Finding(
        rule="filing.returned",
        article=cited_article(filing),
        severity=Severity.WARNING,
        subject=about_filing(filing, snapshot),
        message=translate("measures.filing_rules", "备案表被退回，原因：{reason}。登记中还没有重新报送。").format(
            reason=filing.return_reason.rstrip("。")
        ),
        remedy=translate("measures.filing_rules", "请点“更正重报”，改好后重新打印、签字、盖章、报送；原表留作记录。"),
        field="return_reason",
    )


def _national_state(filing: Filing, snapshot: Snapshot) -> Iterator[Finding]:
    if filing.state is not FilingState.FILED or filing.national_checked_on is not None:
        return
    yield Finding(
        rule="filing.national_state",
        article=cited_article(filing),
        severity=Severity.NOTE,
        subject=about_filing(filing, snapshot),
        message=translate("measures.filing_rules", "已经备案，还没有登记全国政务新媒体系统中的状态是否一致。"),
        remedy=translate("measures.filing_rules", "请向区政府办核实系统中的账号状态，登记核对日期。"),
        field="national_checked_on",
    )
