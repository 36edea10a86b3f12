"""What is due about secrets (Article 15): changes of passwords, and loans that end."""

from collections.abc import Iterator
from datetime import date

from pmedia_desktop.measures.custody_terms import change_due, day_of, live_credentials, waits_for_login
from pmedia_desktop.measures.matters import Matter
from pmedia_desktop.measures.subjects import about_credential, account_title, named_credential
from pmedia_desktop.measures.wording import full_date
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.custody import ChangeReason, Credential, Loan
from pmedia_desktop.model.finding import Severity
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.texts import translate


def matters_of_secrets(snapshot: Snapshot, on: date) -> Iterator[Matter]:
    """Yield the changes that are due or near, and every loan until it is back."""
    for credential, account in live_credentials(snapshot):
        if credential.change_since is not None:
            yield _at_once(credential, account, snapshot, on)
        else:
            yield from _in_its_turn(credential, account, snapshot, on)
        if credential.loan is not None:
            yield _loan(credential, credential.loan, account, snapshot)


def _at_once(credential: Credential, account: Account, snapshot: Snapshot, on: date) -> Matter:
    due, why = change_due(credential, snapshot.settings, on)
    leaked = credential.change_reason is ChangeReason.LEAK_SUSPECTED
    subject, named = about_credential(credential, snapshot), named_credential(credential, snapshot)
    if waits_for_login(credential):
        what = translate("measures.custody_matters", "登录验证：{subject}")
        advice = translate("measures.custody_matters", "请用新密码登录一次平台，再登记登录验证")
    elif credential.kind.has_secret:
        what = translate("measures.custody_matters", "更换密码：{subject}")
        advice = translate("measures.custody_matters", "请当天在平台上修改密码，存入新密码并登录验证")
    else:
        what = translate("measures.custody_matters", "更换登录方式：{subject}")
        advice = translate("measures.custody_matters", "请当天在平台上撤销原有扫码权限、更换绑定手机，再登记登录验证")
    return Matter(
        rule="article15.leak" if leaked else "article15.change_at_once",
        subject=subject,
        account=account_title(account, snapshot),
        what=what.format(subject=subject.title),
        due=due,
        fact=translate("measures.custody_matters", "{credential}：{why}").format(credential=named, why=why),
        advice=advice,
        late=Severity.ERROR,
        early=Severity.WARNING if due is not None and due <= on else None,
    )


def _in_its_turn(credential: Credential, account: Account, snapshot: Snapshot, on: date) -> Iterator[Matter]:
    due, why = change_due(credential, snapshot.settings, on)
    if due is None or (due - on).days > snapshot.settings.password_warning_days:
        return
    subject = about_credential(credential, snapshot)
    yield Matter(
        rule="article15.change_due",
        subject=subject,
        account=account_title(account, snapshot),
        what=translate("measures.custody_matters", "定期更换密码：{subject}").format(subject=subject.title),
        due=due,
        fact=translate("measures.custody_matters", "{credential}{why}").format(
            credential=named_credential(credential, snapshot), why=why
        ),
        advice=translate("measures.custody_matters", "请在平台上修改密码，存入新密码并登录验证；天数可以在设置中调整"),
        early=Severity.NOTE,
    )


def _loan(credential: Credential, loan: Loan, account: Account, snapshot: Snapshot) -> Matter:
    borrower = snapshot.person(loan.person_id)
    subject = about_credential(credential, snapshot)
    return Matter(
        rule="article15.lent",
        subject=subject,
        account=account_title(account, snapshot),
        what=translate("measures.custody_matters", "收回借出的密码：{subject}").format(subject=subject.title),
        due=day_of(loan.until),
        fact=translate("measures.custody_matters", "{credential}于{lent_on}借给{name}，应在{until}归还").format(
            credential=named_credential(credential, snapshot),
            lent_on=full_date(day_of(loan.lent_at)),
            name=borrower.name if borrower else "",
            until=full_date(day_of(loan.until)),
        ),
        advice=translate("measures.custody_matters", "请按时登记归还，归还后当天更换密码"),
        late=Severity.ERROR,
    )
