"""What a district office reads out of the papers that units hand in: accounts filed late, or not at all.

A paper shows what was written on it, not when it was handed in: so these are questions, with the count beside them.
"""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.filing_terms import Reading, term_of
from pmedia_desktop.measures.subjects import about_account, named_account
from pmedia_desktop.measures.wording import article, full_date
from pmedia_desktop.measures.working_days import WorkCalendar, count_working_days
from pmedia_desktop.model.account import Account, AccountState, Baseline
from pmedia_desktop.model.filing import Filing, FilingKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

_CONTEXT = "measures.collected"


def late_papers(snapshot: Snapshot, calendar: WorkCalendar) -> Iterator[Finding]:
    """Yield the papers that were filled in after their last day (Articles 6 and 7), counted from what happened."""
    for filing in snapshot.filings:
        account = snapshot.account(filing.account_id)
        term = term_of(filing, account, snapshot.settings, calendar)
        counted = next((one for one in (term.leading, term.other) if one.due is not None), None)
        if account and counted and counted.due and filing.filled_on and filing.filled_on > counted.due:
            yield _late(account, filing, counted, snapshot)


def _late(account: Account, filing: Filing, counted: Reading, snapshot: Snapshot) -> Finding:
    number = 7 if filing.kind is FilingKind.CLOSURE else 6
    if counted.start is None or counted.due is None or filing.filled_on is None or counted.count is None:
        raise ValueError("only a term that has begun can have passed")
    return Finding(
        rule="collected.late_paper",
        article=article(number),
        severity=Severity.WARNING,
        subject=about_account(account),
        message=translate(
            _CONTEXT, "{account}的{kind}备案表填报日期是{filled}，晚于期限{due}（{start}起{days}个工作日）。"
        ).format(
            account=named_account(account, snapshot),
            kind=word(filing.kind),
            filled=full_date(filing.filled_on),
            due=full_date(counted.due),
            start=full_date(counted.start),
            days=counted.count.days,
        ),
        remedy=translate(_CONTEXT, "请核对实际报送的日期。"),
        field="filled_on",
    )


def unfiled_accounts(snapshot: Snapshot, calendar: WorkCalendar) -> Iterator[Finding]:
    """Yield the running accounts that a unit's table shows as not filed, or as filed after the term of Article 6."""
    for account in snapshot.accounts:
        if account.state not in (AccountState.NORMAL, AccountState.CLOSURE_ANNOUNCED, AccountState.FROZEN):
            continue
        if account.baseline is Baseline.TO_BE_FILED:
            yield _of_table(
                account,
                "unfiled",
                translate(_CONTEXT, "第六条要求开设后备案，报来的表里{account}写的是还没有备案。").format(
                    account=named_account(account, snapshot)
                ),
                translate(_CONTEXT, "请督促补报备案表。"),
            )
        elif account.opened_on and account.baseline_on:
            yield from _filed_late(account, account.opened_on, account.baseline_on, snapshot, calendar)


def _filed_late(
    account: Account, opened_on: date, filed_on: date, snapshot: Snapshot, calendar: WorkCalendar
) -> Iterator[Finding]:
    days = snapshot.settings.opening_days
    due = count_working_days(calendar, opened_on, days).due
    if filed_on > due:
        yield _of_table(
            account,
            "filed_late",
            translate(
                _CONTEXT, "报来的表里，{account}{opened}开设，{filed}才备案，超过{days}个工作日（到{due}）。"
            ).format(
                account=named_account(account, snapshot),
                opened=full_date(opened_on),
                filed=full_date(filed_on),
                days=days,
                due=full_date(due),
            ),
            translate(_CONTEXT, "请核对；办法施行以前开设的不算。"),
        )


def _of_table(account: Account, code: str, message: str, remedy: str) -> Finding:
    return Finding(
        rule=f"collected.{code}",
        article=article(6),
        severity=Severity.WARNING,
        subject=about_account(account),
        message=message,
        remedy=remedy,
        field="baseline",
    )
