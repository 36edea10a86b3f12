"""Of whom a finding or deadline speaks, and how that is called."""

from pmedia_desktop.measures.wording import quoted
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person, Unit
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate


def about_unit(unit: Unit) -> Subject:
    """Return the unit as a subject."""
    return Subject(SubjectKind.UNIT, unit.id, unit.full_name)


def about_person(person: Person) -> Subject:
    """Return a person as a subject."""
    return Subject(SubjectKind.PERSON, person.id, person.name)


def about_account(account: Account) -> Subject:
    """Return an account as a subject."""
    return Subject(SubjectKind.ACCOUNT, account.id, account.name)


def about_filing(filing: Filing, snapshot: Snapshot) -> Subject:
    """Return a filing as a subject, called 开设备案：彭山发布（新浪微博）."""
    account = snapshot.account(filing.account_id)
    if account is None:
        title = translate("measures.subjects", "{kind}备案").format(kind=word(filing.kind))
    else:
        title = translate("measures.subjects", "{kind}备案：{account}").format(
            kind=word(filing.kind), account=account_title(account, snapshot)
        )
    return Subject(SubjectKind.FILING, filing.id, title)


def account_title(account: Account, snapshot: Snapshot) -> str:
    """Return 彭山发布（新浪微博）."""
    return translate("measures.subjects", "{name}（{platform}）").format(
        name=account.name, platform=snapshot.platform(account.platform).name
    )


def named_account(account: Account, snapshot: Snapshot) -> str:
    """Return 新浪微博“彭山发布”, for the middle of a sentence."""
    return f"{snapshot.platform(account.platform).name}{quoted(account.name)}"
