"""The self-inspection: the check list laid over the accounts, answered by the register as far as it knows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from pmedia_desktop.measures.inspection_probes import Inspected, answer_of
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.measures.working_days import WorkCalendar
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.inspection import CheckAnswer, CheckItem, CheckResult
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

_CONTEXT = "measures.self_inspection"


def prepared_results(
    items: Iterable[CheckItem], snapshot: Snapshot, on: date, calendar: WorkCalendar
) -> tuple[CheckResult, ...]:
    """Return every item for every open account, or once for the unit; what the register knows is answered."""
    known = Inspected(snapshot, on, calendar)
    accounts = [account for account in snapshot.accounts if account.state.is_open]
    results = []
    for item in items:
        for account in accounts if item.per_account else (None,):
            results.append(_result(item, account, known))
    return tuple(results)


def answered_anew(
    results: Iterable[CheckResult], items: Iterable[CheckItem], snapshot: Snapshot, on: date, calendar: WorkCalendar
) -> tuple[CheckResult, ...]:
    """Return the results with the register's own answers as of the day ``on``; a person's answers stay."""
    known = Inspected(snapshot, on, calendar)
    by_code = {item.code: item for item in items}
    renewed = []
    for result in results:
        item = by_code.get(result.code)
        account = snapshot.account(result.account_id) if result.account_id is not None else None
        gone = result.account_id is not None and account is None
        if item is None or gone or not (result.automatic or result.is_open):
            renewed.append(result)
            continue
        fresh = _result(item, account, known)
        renewed.append(replace(result, answer=fresh.answer, automatic=fresh.automatic, evidence=fresh.evidence))
    return tuple(renewed)


def verdicts(results: Iterable[CheckResult]) -> tuple[tuple[str, str, CheckAnswer], ...]:
    """Return (account, what was found in words, the verdict) of each account and of the unit, in their order.

    One veto item alone makes an account fail; other faults leave problems to mend.
    """
    by_account: dict[str, list[CheckResult]] = {}
    for result in results:
        by_account.setdefault(result.account, []).append(result)
    return tuple((account, *_verdict(rows)) for account, rows in by_account.items())


def _verdict(rows: list[CheckResult]) -> tuple[str, CheckAnswer]:
    counts = Counter(row.answer for row in rows)
    failed, left = counts[CheckAnswer.FAILED], counts[CheckAnswer.OPEN]
    if any(row.is_veto and row.answer is CheckAnswer.FAILED for row in rows):
        return translate(_CONTEXT, "不合格（有单项否决项，共{count}项不符合）").format(count=failed), CheckAnswer.FAILED
    if left:
        return translate(_CONTEXT, "还有{left}项没有检查，已有{count}项不符合").format(
            left=left, count=failed
        ), CheckAnswer.OPEN
    if failed:
        return translate(_CONTEXT, "有{count}项需要整改").format(count=failed), CheckAnswer.FAILED
    return translate(_CONTEXT, "合格"), CheckAnswer.PASSED


def _result(item: CheckItem, account: Account | None, known: Inspected) -> CheckResult:
    answer, evidence = answer_of(item.probe, account, known)
    return CheckResult(
        code=item.code,
        index=item.index,
        text=item.text,
        source=item.source,
        article=item.article,
        certainty=item.certainty,
        is_veto=item.is_veto,
        account_id=account.id if account else None,
        account=account_title(account, known.snapshot) if account else "",
        answer=answer,
        automatic=answer is not CheckAnswer.OPEN,
        evidence=evidence,
    )
