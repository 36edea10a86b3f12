"""What custody refuses (Article 15): each refusal is one sentence that says how to mend it.

``today`` is the day that counts as today. Nothing here looks at who is sitting there: that is shown by the passphrase.
"""

from datetime import date, datetime

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_terms import day_of, is_kept
from pmedia_desktop.measures.subjects import named_account, named_credential
from pmedia_desktop.measures.wording import full_date, quoted
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.custody import Credential, CredentialStatus
from pmedia_desktop.model.handover import Handover
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.model.unit import Person
from pmedia_desktop.model.words import field_label, word
from pmedia_desktop.texts import translate


def refuse_person(person_id: int | None, field: str, snapshot: Snapshot, today: date) -> Person:
    """Return the person named in a field, or refuse: nobody named, unknown, or gone already."""
    person = snapshot.person(person_id)
    label = field_label(field)
    if person is None:
        raise InputError(
            translate("measures.custody_checks", "还没有指定{label}，").format(label=label),
            translate("measures.custody_checks", "请从本单位在职人员中选择一位。"),
            field=field,
        )
    if person.has_left(today):
        raise InputError(
            translate("measures.custody_checks", "{name}已于{day}离任，不能再担任{label}，").format(
                name=person.name, day=full_date(person.until or today), label=label
            ),
            translate("measures.custody_checks", "请选择在职人员。"),
            field=field,
        )
    return person


def refuse_appointment(credential: Credential, snapshot: Snapshot, today: date) -> None:
    """Refuse a new credential without an account to go into, without one present holder, or entered already."""
    account = snapshot.account(credential.account_id)
    if account is None or not is_kept(account):
        raise InputError(
            translate("measures.custody_checks", "没有这个账号，或者账号已经注销，"),
            translate("measures.custody_checks", "请选择正在使用的账号。"),
            field="account_id",
        )
    holder = refuse_person(credential.holder_id, "credential.holder_id", snapshot, today)
    refuse_deputy(credential, credential.deputy_id, snapshot, today)
    refuse_second(credential, account, snapshot)
    if credential.status is CredentialStatus.RETIRED:
        raise InputError(
            translate("measures.custody_checks", "不能给{name}指定已经停用的项目，").format(name=holder.name),
            translate("measures.custody_checks", "请重新登记。"),
            field="status",
        )


def refuse_reinstating(credential: Credential, snapshot: Snapshot) -> None:
    """Refuse to take up again what is in use, keeps nothing, or has been appointed anew meanwhile.

    A holder who has left hinders nobody: it has to be in use again to be handed over.
    """
    if credential.is_active:
        raise InputError(
            translate("measures.custody_checks", "这一项正在使用，"),
            translate("measures.custody_checks", "不需要恢复。"),
        )
    refuse_without_secret(credential)
    account = snapshot.account(credential.account_id)
    if account is None or not is_kept(account):
        raise InputError(
            translate("measures.custody_checks", "没有这个账号，或者账号已经注销，"),
            translate("measures.custody_checks", "这一项不能恢复使用。"),
        )
    refuse_second(credential, account, snapshot)


def refuse_without_secret(credential: Credential) -> None:
    """Refuse what only makes sense with a secret where none is kept."""
    if credential.current is None:
        raise InputError(
            translate("measures.custody_checks", "这一项没有存着的密码，"),
            translate("measures.custody_checks", "需要再用的，请重新指定保管人。"),
        )


def refuse_retired(credential: Credential) -> None:
    """Refuse what is out of use."""
    if not credential.is_active:
        raise InputError(
            translate("measures.custody_checks", "这一项已经停用，"),
            translate("measures.custody_checks", "需要再用的，请先恢复使用，或者重新指定保管人。"),
        )


def refuse_second(credential: Credential, account: Account, snapshot: Snapshot) -> None:
    """Refuse a second way in with the same login: the two could have two holders."""
    for other in snapshot.credentials_of(account.id):
        same = other.kind is credential.kind and other.login_name == credential.login_name
        if same and other.is_active and other.id != credential.id:
            raise InputError(
                translate("measures.custody_checks", "{account}已经登记了{kind}{login}，").format(
                    account=named_account(account, snapshot),
                    kind=word(other.kind),
                    login=quoted(other.login_name) if other.login_name else "",
                ),
                translate(
                    "measures.custody_checks", "换保管人请办理交接；确是另一个登录账号的，请填写不同的登录账号。"
                ),
                field="login_name",
            )


def refuse_deputy(credential: Credential, deputy_id: int | None, snapshot: Snapshot, today: date) -> None:
    """Refuse a deputy who has left or is the holder; none at all is allowed."""
    if deputy_id is None:
        return
    refuse_person(deputy_id, "deputy_id", snapshot, today)
    if deputy_id == credential.holder_id:
        raise InputError(
            translate("measures.custody_checks", "保管人和B岗是同一个人，"),
            translate("measures.custody_checks", "B岗请选择另一位同事，也可以先不设。"),
            field="deputy_id",
        )


def refuse_deposit(credential: Credential, snapshot: Snapshot, today: date) -> None:
    """Refuse to keep a secret where none belongs, or where its holder or the envelope could not open it.

    A deputy without a passphrase hinders nobody: the secret is sealed to them as soon as they have one.
    """
    named = named_credential(credential, snapshot)
    if not credential.is_active:
        raise InputError(
            translate("measures.custody_checks", "{credential}已经停用，").format(credential=named),
            translate("measures.custody_checks", "请另外登记一项后再存入。"),
            field="status",
        )
    if not credential.kind.has_secret:
        raise InputError(
            translate("measures.custody_checks", "{credential}靠扫码或短信登录，没有密码可存，").format(
                credential=named
            ),
            translate("measures.custody_checks", "另有密码的，请登记为“登录密码”。"),
            field="credential.kind",
        )
    if not credential.keeps_secret:
        raise InputError(
            translate("measures.custody_checks", "{credential}选择了只登记保管人、不存密码，").format(credential=named),
            translate("measures.custody_checks", "需要存入的，请先停用这一项，再重新登记。"),
            field="status",
        )
    holder = refuse_person(credential.holder_id, "credential.holder_id", snapshot, today)
    refuse_without_key(holder, "credential.holder_id", snapshot)
    if not any(key.is_sealed_to for key in snapshot.recovery_keys):
        raise InputError(
            translate("measures.custody_checks", "单位还没有备用钥匙，存入的密码可能谁也取不出来，"),
            translate("measures.custody_checks", "请先由保管人设置开锁口令、办理新的密封件。"),
        )


def refuse_without_key(person: Person, field: str, snapshot: Snapshot) -> None:
    """Refuse to seal anything to a person who has not set a passphrase yet."""
    if snapshot.key_of(person.id) is None:
        raise InputError(
            translate("measures.custody_checks", "{name}还没有设置开锁口令，").format(name=person.name),
            translate("measures.custody_checks", "请本人先在本机设置开锁口令。"),
            field=field,
        )


def refuse_loan(credential: Credential, borrower_id: int, until: datetime, now: datetime, snapshot: Snapshot) -> None:
    """Refuse a loan of nothing, of what is lent, to who has it anyway, or that ends before it begins."""
    refuse_retired(credential)
    named = named_credential(credential, snapshot)
    if credential.current is None:
        raise InputError(
            translate("measures.custody_checks", "{credential}还没有存入密码，").format(credential=named),
            translate("measures.custody_checks", "请存入后再借出。"),
        )
    if credential.loan is not None:
        borrower = snapshot.person(credential.loan.person_id)
        raise InputError(
            translate("measures.custody_checks", "{credential}已经借给{name}，").format(
                credential=named, name=borrower.name if borrower else ""
            ),
            translate("measures.custody_checks", "请先办理归还。"),
        )
    borrower = refuse_person(borrower_id, "loan.person_id", snapshot, day_of(now))
    if borrower_id in credential.entitled():
        raise InputError(
            translate("measures.custody_checks", "{name}本来就能查看{credential}，").format(
                name=borrower.name, credential=named
            ),
            translate("measures.custody_checks", "不需要借用。"),
            field="loan.person_id",
        )
    refuse_without_key(borrower, "loan.person_id", snapshot)
    if until <= now:
        raise InputError(
            translate("measures.custody_checks", "应还时间已经过去，"),
            translate("measures.custody_checks", "请填写今后的时间。"),
            field="loan.until",
        )


def refuse_sharing(credential: Credential, person: Person | None, snapshot: Snapshot, today: date) -> None:
    """Refuse to let others read a secret on the word of who only has it on loan, or has left; None: nobody unlocked."""
    if person is None or (person.id in (credential.holder_id, credential.deputy_id) and not person.has_left(today)):
        return
    raise InputError(
        translate("measures.custody_checks", "{credential}须由在职的保管人或B岗办理，{name}不能再交给别人，").format(
            credential=named_credential(credential, snapshot), name=person.name
        ),
        translate("measures.custody_checks", "请保管人输入开锁口令后再办。"),
        field="passphrase",
    )


def refuse_handover(handover: Handover, snapshot: Snapshot, today: date) -> None:
    """Refuse a hand-over without three different people, or of something that the outgoing person does not hold.

    The outgoing person may have left already and have come back for it; who is absent needs a leader (单方接管).
    """
    people = {"incoming_id": handover.incoming_id, "witness_id": handover.witness_id}
    if handover.alone:
        if handover.leader_id is None:
            raise InputError(
                translate("measures.custody_checks", "移交人不在场，还没有指定到场领导，"),
                translate("measures.custody_checks", "单方接管须由一位领导和监交人共同在场。"),
                field="leader_id",
            )
        people["leader_id"] = handover.leader_id
    seen = {handover.outgoing_id: "outgoing_id"}
    for field, person_id in people.items():
        person = refuse_person(person_id, field, snapshot, today)
        if person_id in seen:
            raise InputError(
                translate("measures.custody_checks", "{name}既是{first}又是{second}，").format(
                    name=person.name, first=field_label(seen[person_id]), second=field_label(field)
                ),
                translate("measures.custody_checks", "请由不同的人担任。"),
                field=field,
            )
        seen[person_id] = field
    _refuse_items(handover, snapshot)


def _refuse_items(handover: Handover, snapshot: Snapshot) -> None:
    by_id = {credential.id: credential for credential in snapshot.credentials if credential.is_active}
    if not handover.credential_ids:
        raise InputError(
            translate("measures.custody_checks", "还没有选择交接项目，"),
            translate("measures.custody_checks", "请至少选择一项。"),
            field="credential_ids",
        )
    outgoing = snapshot.person(handover.outgoing_id)
    for credential_id in handover.credential_ids:
        credential = by_id.get(credential_id)
        if credential is None or credential.holder_id != handover.outgoing_id:
            raise InputError(
                translate("measures.custody_checks", "{credential}不由{name}保管，").format(
                    credential=named_credential(credential, snapshot)
                    if credential
                    else translate("measures.custody_checks", "第{id}项").format(id=credential_id),
                    name=outgoing.name if outgoing else "",
                ),
                translate("measures.custody_checks", "请只选择移交人正在保管的项目。"),
                field="credential_ids",
            )
