"""Article 5: a WeChat official account needs the superior's word, the link to its account, and the media matrix.

A video account (视频号) is no official account. Without a basis the unit is asked to find it or to ask the
district office; with one, only to integrate: a closure is not suggested then.
"""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.subjects import about_account, named_account
from pmedia_desktop.measures.wording import article, listed
from pmedia_desktop.model.account import Account, AccountState, Baseline
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.words import field_label
from pmedia_desktop.texts import translate


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield what Article 5 says about WeChat official accounts, unless their closure is decided."""
    closing = {
        f.account_id for f in snapshot.filings if f.kind is FilingKind.CLOSURE and f.is_under_way and f.approval.on
    }
    for account in snapshot.accounts:
        if account.state not in (AccountState.PLANNED, AccountState.NORMAL) or account.id in closing:
            continue
        if snapshot.platform(account.platform).is_wechat_official:
            yield from of_account(account, snapshot)


def of_account(account: Account, snapshot: Snapshot) -> Iterator[Finding]:
    """Yield what one WeChat official account lacks."""
    if not account.has_basis:
        yield _without_basis(account, snapshot)
        return
    if not account.linked_to_superior or not account.superior_account:
        yield _not_integrated(
            account,
            "not_linked",
            translate(
                "measures.article5", "第五条要求与上级相应公众号整合、以链接方式使用，登记中{account}缺{missing}。"
            ),
            snapshot,
            [field for field in ("superior_account", "linked_to_superior") if not getattr(account, field)],
        )
    if not account.in_media_matrix:
        yield _not_integrated(
            account,
            "not_in_matrix",
            translate("measures.article5", "第五条要求纳入区融媒体中心媒体矩阵，登记中{account}缺{missing}。"),
            snapshot,
            ["in_media_matrix"],
        )


def _without_basis(account: Account, snapshot: Snapshot) -> Finding:
    """Speak of the missing basis; an older account, whose papers are still being looked for, is no error."""
    missing = [field for field in ("basis_issuer", "basis_number", "basis_on") if not getattr(account, field)]
    return Finding(
        rule="article5.no_basis",
        article=article(5),
        severity=Severity.ERROR if account.baseline is Baseline.NONE else Severity.WARNING,
        subject=about_account(account),
        message=translate(
            "measures.article5", "第五条要求有上级明确要求才建立微信公众号，登记中{account}缺{missing}。"
        ).format(account=named_account(account, snapshot), missing=_missing_basis(missing)),
        remedy=translate("measures.article5", "请补依据，或向区政府办核实后关停。"),
        field=missing[0],
    )


def _missing_basis(fields: list[str]) -> str:
    parts = {
        "basis_issuer": translate("measures.article5", "发文单位"),
        "basis_number": translate("measures.article5", "文号"),
        "basis_on": translate("measures.article5", "日期"),
    }
    return translate("measures.article5", "上级要求文件的{parts}").format(parts=listed(parts[f] for f in fields))


def _not_integrated(account: Account, code: str, message: str, snapshot: Snapshot, missing: list[str]) -> Finding:
    return Finding(
        rule=f"article5.{code}",
        article=article(5),
        severity=Severity.WARNING,
        subject=about_account(account),
        message=message.format(
            account=named_account(account, snapshot), missing=listed(map(_what_is_missing, missing))
        ),
        remedy=translate("measures.article5", "请整改（整合）；已经办好的，请补登记。"),
        field=missing[0],
    )


def _what_is_missing(field: str) -> str:
    if field == "linked_to_superior":
        return translate("measures.article5", "与上级公众号的链接整合")
    if field == "in_media_matrix":
        return translate("measures.article5", "纳入矩阵的记录")
    return field_label(field)
