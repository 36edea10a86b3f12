"""Articles 12 and 15: a named first responsible person, and somebody who looks after each account's password."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.subjects import about_account, about_unit, named_account
from pmedia_desktop.measures.wording import article
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield what is missing among the people who answer for the accounts on the day ``on``."""
    yield from _principal(snapshot, on)
    yield from _holders(snapshot, on)


def _principal(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    unit = snapshot.unit
    if unit is None:
        return
    principal = snapshot.person(unit.principal_id)
    if principal is not None and not principal.has_left(on):
        return
    if principal is None:
        message = translate("measures.article12", "第十二条要求主要负责人承担第一责任人责任，登记中缺单位主要领导。")
    else:
        message = translate(
            "measures.article12", "第十二条要求主要负责人承担第一责任人责任，登记中的主要领导{name}已离任，缺现任人员。"
        ).format(name=principal.name)
    yield Finding(
        rule="article12.no_principal",
        article=article(12),
        severity=Severity.ERROR,
        subject=about_unit(unit),
        message=message,
        remedy=translate("measures.article12", "请在“单位与人员”中登记现任主要领导；换人的按变更备案。"),
        field="principal_id",
    )


def _holders(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    for account in snapshot.accounts:
        holder = snapshot.person(account.holder_id)
        if not account.state.is_open or (holder is not None and not holder.has_left(on)):
            continue
        named = named_account(account, snapshot)
        if holder is None:
            message = translate(
                "measures.article12", "第十五条要求账号密码由专门的管理人员负责，登记中缺{account}的账号管理员。"
            ).format(account=named)
        else:
            message = translate(
                "measures.article12", "第十五条要求账号密码由专门的管理人员负责，{account}的账号管理员{name}已离任。"
            ).format(account=named, name=holder.name)
        yield Finding(
            rule="article15.no_holder",
            article=article(15),
            severity=Severity.WARNING,
            subject=about_account(account),
            message=message,
            remedy=translate("measures.article12", "请登记现任账号管理员；换人时先更换密码和绑定手机，再办变更备案。"),
            field="holder_id",
        )
