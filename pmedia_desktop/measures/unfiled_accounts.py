"""Articles 6 and 7 for accounts without a paper: opened and never filed, or ended without a closure's filing."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.filing_terms import event_day, given_up_closure, last_day, term_of_unfiled
from pmedia_desktop.measures.subjects import about_account, named_account
from pmedia_desktop.measures.wording import article, full_date
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account, AccountState, Baseline
from pmedia_desktop.model.filing import Filing, FilingKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "measures.unfiled_accounts"


def findings(filings: tuple[Filing, ...], snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Iterator[Finding]:
    """Yield what is missing; ``filings`` are those that still speak."""
    yield from _without_opening(filings, snapshot, on, calendar)
    yield from _without_closure(filings, snapshot)


def _without_opening(
    filings: tuple[Filing, ...], snapshot: Snapshot, on: date, calendar: WorkCalendar
) -> Iterator[Finding]:
    opened = {filing.account_id for filing in filings if filing.kind is FilingKind.OPENING}
    for account in snapshot.accounts:
        if not account.state.is_open or account.id in opened or account.baseline is Baseline.FILED_BEFORE:
            continue
        yield _unfiled_and_late(account, snapshot, on, calendar) or _unfiled(account, snapshot)


def _unfiled_and_late(account: Account, snapshot: Snapshot, on: date, calendar: WorkCalendar) -> Finding | None:
    """Say that the term of an account opened with the program has run out before anything was drafted."""
    term = term_of_unfiled(account, snapshot.settings, calendar)
    if term is None:
        return None
    # Nobody has said when it was approved: the day of its opening is all that can be counted from.
    leads = term.leading.count is not None
    reading = term.leading if leads else term.other
    if reading.due is None or reading.due >= on:
        return None
    return Finding(
        rule="filing.overdue" if leads else "filing.overdue_other_reading",
        article=article(6),
        severity=Severity.ERROR if leads else Severity.WARNING,
        subject=about_account(account),
        message=translate(
            _CONTEXT,
            "{article}要求{days}个工作日内报备案，按“{reading}”到{due}已满，登记中缺{account}的“开设”备案。",
        ).format(
            article=article(6),
            days=term.days,
            reading=reading.label,
            due=last_day(reading),
            account=named_account(account, snapshot),
        ),
        remedy=translate(
            _CONTEXT,
            "请新建“开设”备案，补登批准日期，尽快报送；晚报的表也要报。以前就开设的，请登记以前的备案情况。",
        ),
        field="baseline",
    )


def _unfiled(account: Account, snapshot: Snapshot) -> Finding:
    """Say that an open account was not filed, as far as the register knows; a first day with old ones is not red."""
    severity = Severity.WARNING
    if account.baseline is Baseline.TO_BE_FILED:
        message = translate(_CONTEXT, "第六条要求开设账号报备案，{account}登记为以前开设、待补报。")
        remedy = translate(_CONTEXT, "请新建“开设”备案补报；补报没有规定期限。")
    elif account.baseline is Baseline.UNCLEAR:
        severity = Severity.NOTE
        message = translate(_CONTEXT, "第六条要求开设账号报备案，{account}以前是否备案还不清楚。")
        remedy = translate(_CONTEXT, "请向区政府办核实，再登记为“以前已备案”或“待补报”。")
    else:
        message = translate(_CONTEXT, "第六条要求开设账号报备案，登记中缺{account}的“开设”备案。")
        remedy = translate(_CONTEXT, "新开设的请新建“开设”备案；以前开设的，请登记以前的备案情况。")
    return Finding(
        rule="article6.not_filed",
        article=article(6),
        severity=severity,
        subject=about_account(account),
        message=message.format(account=named_account(account, snapshot)),
        remedy=remedy,
        field="baseline",
    )


def _without_closure(filings: tuple[Filing, ...], snapshot: Snapshot) -> Iterator[Finding]:
    closing = {filing.account_id for filing in filings if filing.kind is FilingKind.CLOSURE}
    on_its_way = (AccountState.CLOSURE_ANNOUNCED, AccountState.FROZEN)
    for account in snapshot.accounts:
        if not (account.state.has_ended or account.state in on_its_way) or account.id in closing:
            continue
        given_up = given_up_closure(account, snapshot)
        # Of an account that ended before it entered the register, only the unit knows.
        if account.state.has_ended and account.baseline is not Baseline.NONE and given_up is None:
            continue
        yield _unclosed(account, given_up, snapshot)


def _unclosed(account: Account, given_up: Filing | None, snapshot: Snapshot) -> Finding:
    """Say that an account that ended has no closure filing; a filing given up does not undo the cancellation."""
    if given_up is None:
        message = translate(_CONTEXT, "第七条要求关停账号报备案，登记中缺{account}的“关停”备案。")
        remedy = translate(_CONTEXT, "请新建“关停”备案，补录批准、公告和注销的日期。")
    else:
        message = translate(
            _CONTEXT,
            "第七条要求关停账号报备案，登记中{account}已于{day}注销，它的“关停”备案作废了，没有另报。",
        )
        remedy = translate(_CONTEXT, "请重新办理“关停”备案；账号其实没有注销的，请把账号状态更正为“正常”。")
    completed = event_day(given_up, account) if given_up is not None else None
    return Finding(
        rule="article7.not_filed",
        article=article(7),
        severity=Severity.WARNING,
        subject=about_account(account),
        message=message.format(account=named_account(account, snapshot), day=full_date(completed) if completed else ""),
        remedy=remedy,
        field="state",
    )
