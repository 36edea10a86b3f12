"""Of whom a finding or deadline speaks, and how that is called."""

from pmedia_desktop.measures.wording import quoted
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import Credential
from pmedia_desktop.model.filing import Filing
from pmedia_desktop.model.handover import Handover
from pmedia_desktop.model.keys import RecoveryKey
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.publication import Publication
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.superior_task import SuperiorTask
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


def about_credential(credential: Credential, snapshot: Snapshot) -> Subject:
    """Return a credential as a subject, called 彭山发布（新浪微博）登录密码."""
    account = snapshot.account(credential.account_id)
    title = translate("measures.subjects", "{account}{kind}").format(
        account=account_title(account, snapshot) if account else "", kind=word(credential.kind)
    )
    return Subject(SubjectKind.CREDENTIAL, credential.id, title)


def about_envelope(key: RecoveryKey) -> Subject:
    """Return the sealed envelope of a recovery key as a subject, called 密封件2号."""
    title = translate("measures.subjects", "密封件{number}号").format(number=key.id)
    return Subject(SubjectKind.RECOVERY_KEY, key.id, title)


def about_handover(handover: Handover, snapshot: Snapshot) -> Subject:
    """Return a hand-over as a subject, called 交接：李明交给陈某."""
    outgoing, incoming = snapshot.person(handover.outgoing_id), snapshot.person(handover.incoming_id)
    title = translate("measures.subjects", "交接：{outgoing}交给{incoming}").format(
        outgoing=outgoing.name if outgoing else "", incoming=incoming.name if incoming else ""
    )
    return Subject(SubjectKind.HANDOVER, handover.id, title)


def about_publication(item: Publication) -> Subject:
    """Return an item as a subject, called by its title."""
    return Subject(SubjectKind.PUBLICATION, item.id, item.title)


def about_superior_task(task: SuperiorTask) -> Subject:
    """Return an order from above as a subject, called 转载任务：……."""
    title = translate("measures.subjects", "{kind}：{title}").format(kind=word(task.kind), title=task.title)
    return Subject(SubjectKind.SUPERIOR_TASK, task.id, title)


def about_message(message: Message, snapshot: Snapshot) -> Subject:
    """Return a message as a subject, called 咨询：岷江渔火（新浪微博）."""
    account = snapshot.account(message.account_id) if message.account_id is not None else None
    title = translate("measures.subjects", "{kind}：{who}（{where}）").format(
        kind=word(message.kind),
        who=message.nickname or translate("measures.subjects", "网民"),
        where=snapshot.platform(account.platform).name if account else word(message.channel),
    )
    return Subject(SubjectKind.MESSAGE, message.id, title)


def account_title(account: Account, snapshot: Snapshot) -> str:
    """Return 彭山发布（新浪微博）."""
    return translate("measures.subjects", "{name}（{platform}）").format(
        name=account.name, platform=snapshot.platform(account.platform).name
    )


def named_account(account: Account, snapshot: Snapshot) -> str:
    """Return 新浪微博“彭山发布”, for the middle of a sentence."""
    return f"{snapshot.platform(account.platform).name}{quoted(account.name)}"


def named_credential(credential: Credential, snapshot: Snapshot) -> str:
    """Return 新浪微博“彭山发布”的登录密码, for the middle of a sentence."""
    account = snapshot.account(credential.account_id)
    if account is None:
        return word(credential.kind)
    return translate("measures.subjects", "{account}的{kind}").format(
        account=named_account(account, snapshot), kind=word(credential.kind)
    )
