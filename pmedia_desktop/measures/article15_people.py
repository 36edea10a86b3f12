"""Article 15, people: a holder for every account, who is still there, and whom somebody can stand in for."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.custody_terms import live_credentials
from pmedia_desktop.measures.leaving import LeavingKind, leaving_list
from pmedia_desktop.measures.subjects import (
    about_account,
    about_credential,
    about_person,
    named_account,
    named_credential,
)
from pmedia_desktop.measures.wording import article, full_date, listed
from pmedia_desktop.model.account import Account, OwnerKind
from pmedia_desktop.model.attachment import Subject
from pmedia_desktop.model.finding import Finding, Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate

#: What of a leaver's list is told at the account or the credential itself.
_TOLD_ELSEWHERE = (LeavingKind.HELD, LeavingKind.DEPUTY, LeavingKind.NAMED)


def findings(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield what is missing among the people who look after the accounts' passwords."""
    for account in snapshot.accounts:
        if account.state.is_open:
            yield from _account(account, snapshot, on)
    yield from _gone(snapshot, on)
    yield from _all_in_one_hand(snapshot)
    yield from _leavers(snapshot, on)


def _account(account: Account, snapshot: Snapshot, on: date) -> Iterator[Finding]:
    named, subject = named_account(account, snapshot), about_account(account)
    ways = [credential for credential in snapshot.credentials_of(account.id) if credential.is_active]
    holder = snapshot.person(account.holder_id)
    if holder is None:
        yield _finding(
            "no_holder",
            Severity.WARNING,
            subject,
            translate(
                "measures.article15", "第十五条要求账号密码由专门的管理人员负责，登记中缺{account}的账号管理员。"
            ).format(account=named),
            translate("measures.article15", "请登记现任账号管理员；换人时先更换密码和绑定手机，再办变更备案。"),
            "holder_id",
        )
    elif holder.has_left(on):
        # Who still holds the password itself weighs more, and its hand-over takes the account along.
        if all(way.holder_id != holder.id for way in ways):
            yield _finding(
                "no_holder",
                Severity.WARNING,
                subject,
                translate(
                    "measures.article15",
                    "第十五条要求账号密码由专门的管理人员负责，{account}的账号管理员{name}已离任。",
                ).format(account=named, name=holder.name),
                translate("measures.article15", "请登记现任账号管理员；换人时先更换密码和绑定手机，再办变更备案。"),
                "holder_id",
            )
    elif not ways:
        yield _finding(
            "no_credential",
            Severity.NOTE,
            subject,
            translate("measures.article15", "{account}怎样登录、由谁保管密码，还没有登记。").format(account=named),
            translate("measures.article15", "请在“密码保管”中指定保管人；可以只登记保管人，不存密码。"),
        )
    if account.bound_phone_owner is OwnerKind.PERSON:
        yield _finding(
            "personal_phone",
            Severity.WARNING,
            subject,
            translate("measures.article15", "{account}绑定的是个人手机，机主离任或停机后可能无法登录。").format(
                account=named
            ),
            translate("measures.article15", "请换绑为单位名下的手机号，并登记手机卡由谁保管。"),
            "bound_phone_owner",
        )


def _gone(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield the credentials whose holder or deputy has left, and those bound to somebody's own phone."""
    own_phones = {person.mobile_phone: person for person in snapshot.people if person.mobile_phone}
    for credential, account in live_credentials(snapshot):
        subject, named = about_credential(credential, snapshot), named_credential(credential, snapshot)
        holder, deputy = snapshot.person(credential.holder_id), snapshot.person(credential.deputy_id)
        if holder is None or holder.has_left(on):
            if holder is None:
                message = translate("measures.article15", "{credential}没有保管人。").format(credential=named)
            else:
                message = translate("measures.article15", "{credential}的保管人{name}已于{day}离任。").format(
                    credential=named, name=holder.name, day=full_date(holder.until or on)
                )
            yield _finding(
                "holder_left",
                Severity.ERROR,
                subject,
                message,
                translate(
                    "measures.article15", "请办理交接；人已不在的，由领导和监交人凭密封件单方接管，随后更换密码。"
                ),
            )
        if deputy is not None and deputy.has_left(on):
            yield _finding(
                "deputy_left",
                Severity.WARNING,
                subject,
                translate("measures.article15", "{credential}的B岗{name}已离任，仍可打开密码。").format(
                    credential=named, name=deputy.name
                ),
                translate("measures.article15", "请撤换B岗，随后更换密码。"),
            )
        owner = own_phones.get(credential.bound_phone)
        if owner is not None and account.bound_phone_owner is not OwnerKind.PERSON:
            yield _finding(
                "personal_phone",
                Severity.WARNING,
                subject,
                translate("measures.article15", "{credential}绑定的是{name}的个人手机。").format(
                    credential=named, name=owner.name
                ),
                translate("measures.article15", "请换绑为单位名下的手机号，并登记手机卡由谁保管。"),
            )


def _all_in_one_hand(snapshot: Snapshot) -> Iterator[Finding]:
    """Note one person who holds everything while nobody could stand in."""
    holders = set()
    for credential, account in live_credentials(snapshot):
        stands_in = credential.deputy_id or (None if credential.keeps_secret else account.deputy_holder_id)
        if stands_in is not None:
            return
        holders.add(credential.holder_id)
    person = snapshot.person(holders.pop()) if len(holders) == 1 else None
    if person is not None:
        yield _finding(
            "one_person",
            Severity.NOTE,
            about_person(person),
            translate("measures.article15", "所有密码都由{name}一人保管，没有B岗，本人不在时别人进不去。").format(
                name=person.name
            ),
            translate("measures.article15", "请为重要账号指定一位B岗。"),
        )


def _leavers(snapshot: Snapshot, on: date) -> Iterator[Finding]:
    """Yield people who have left and for whom a platform, a phone or a password known to them still stands."""
    for person in snapshot.people:
        if person.until is None or not person.has_left(on):
            continue
        rest = [
            row
            for row in leaving_list(snapshot, person, person.until, on)
            if row.is_open and row.kind not in _TOLD_ELSEWHERE
        ]
        if rest:
            yield _finding(
                "leaver_rest",
                Severity.WARNING,
                about_person(person),
                translate("measures.article15", "{name}已于{day}离任，还有{count}项没有清理：{rest}。").format(
                    name=person.name,
                    day=full_date(person.until),
                    count=len(rest),
                    rest=listed(row.what for row in rest),
                ),
                translate("measures.article15", "请打开离任清单逐项办理，办好的会自己划掉。"),
            )


def _finding(code: str, severity: Severity, subject: Subject, message: str, remedy: str, field: str = "") -> Finding:
    return Finding(
        rule=f"article15.{code}",
        article=article(15),
        severity=severity,
        subject=subject,
        message=message,
        remedy=remedy,
        field=field,
    )
