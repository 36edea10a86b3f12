"""The self-inspection: the check list laid over the accounts, answered by the register as far as it knows."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pmedia_desktop.measures.inspection_probes import Inspected, answer_of
from pmedia_desktop.measures.subjects import account_title
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.inspection import CheckAnswer, CheckItem, CheckResult
from pmedia_desktop.texts import translate

_CONTEXT = "measures.self_inspection"


def prepared_results(items: Iterable[CheckItem], known: Inspected) -> tuple[CheckResult, ...]:
    """Return every item for every open account, or once for the unit; what the register knows is answered."""
    accounts = known.accounts()
    results = []
    for item in items:
        for account in accounts if item.per_account else (None,):
            results.append(_result(item, account, known))
    return tuple(results)


def answered_anew(
    results: Iterable[CheckResult], items: Iterable[CheckItem], known: Inspected
) -> tuple[CheckResult, ...]:
    """Return the results with the register's own answers of now; a person's answers stay.

    An account that has been registered since is asked what the others are asked.
    """
    by_code = {item.code: item for item in items}
    rows_by_code: dict[str, list[CheckResult]] = {}
    for result in results:
        rows_by_code.setdefault(result.code, []).append(result)
    renewed = []
    for code, rows in rows_by_code.items():
        every_row = [*rows, *_of_new_accounts(rows, known)]
        renewed += [_renewed(row, by_code.get(code), known) for row in every_row]
    return tuple(renewed)


def _of_new_accounts(rows: list[CheckResult], known: Inspected) -> list[CheckResult]:
    """Return the item of ``rows``, not answered, for the accounts that have none; an item about the unit has none."""
    asked = {row.account_id for row in rows}
    if None in asked:
        return []
    return [
        replace(
            rows[0],
            account_id=account.id,
            account=account_title(account, known.snapshot),
            answer=CheckAnswer.OPEN,
            automatic=False,
            evidence="",
            remark="",
        )
        for account in known.accounts()
        if account.id not in asked
    ]


def _renewed(result: CheckResult, item: CheckItem | None, known: Inspected) -> CheckResult:
    account = known.snapshot.account(result.account_id) if result.account_id is not None else None
    gone = result.account_id is not None and account is None
    if item is None or gone or not (result.automatic or result.is_open):
        return result
    fresh = _result(item, account, known)
    return replace(result, answer=fresh.answer, automatic=fresh.automatic, evidence=fresh.evidence)


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
