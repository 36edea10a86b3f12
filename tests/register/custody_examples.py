"""A register whose custody uses every table that version 2 of the schema brought."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.custody import (
    ChangeReason,
    CopyState,
    Credential,
    CredentialKind,
    CredentialStatus,
    CustodyAct,
    CustodyEvent,
    Loan,
    LoginTerminal,
    SealedCopy,
    SecretStrength,
    SecretVersion,
)
from pmedia_desktop.model.handover import (
    Handover,
    HandoverState,
    HandoverStep,
    HandoverTask,
    Inventory,
    InventoryRow,
    Transfer,
)
from pmedia_desktop.model.journal import Action, Actor
from pmedia_desktop.model.keys import HolderKey, RecoveryKey, RecoveryState
from pmedia_desktop.model.unit import Person, Role
from pmedia_desktop.register.store import Register
from tests.register.examples import START, Filled

PROVED = Actor(name="李𬱖", os_user="pc-seat-7", proved=True)


@dataclass(frozen=True)
class Custody:
    """The records of custody as they were saved."""

    holder: Person
    deputy: Person
    credential: Credential
    retired: Credential
    holder_key: HolderKey
    recovery_key: RecoveryKey
    terminal: LoginTerminal
    handover: Handover
    inventory: Inventory
    transfer: Transfer


def sealed(entry: str, version: int = 1, state: CopyState = CopyState.CURRENT) -> SealedCopy:
    return SealedCopy(
        entry=entry, version=version, recipients="age1holder age1unit", state=state, announced_at=START, opened_at=START
    )


def fill_custody(register: Register, filled: Filled) -> Custody:
    """Use every table of custody."""
    with register.write(PROVED, Action.PERSON_SAVED) as writer:
        deputy = writer.save(Person(name="周𬭎", roles=(Role.HOLDER,)))
    holder_key, recovery_key = _save_keys(register, filled.holder)
    credential, retired = _save_credentials(register, filled, deputy)
    with register.write(PROVED, Action.TERMINAL_SAVED) as writer:
        terminal = writer.save(
            LoginTerminal(
                name="党政办1号机",
                mark="5f2c",
                asset_number="ZC-0001",
                place="201室",
                vouched_by="李𬱖",
                added_on=date(2026, 11, 23),
                added_by="李𬱖",
            )
        )
    handover = _save_handover(register, filled, deputy, credential)
    with register.write(PROVED, Action.INVENTORY_SAVED) as writer:
        row = InventoryRow(
            credential_id=credential.id,
            account="彭山示例镇发布",
            platform="微博",
            kind="登录密码",
            login_name="pengshan",
            holder="李𬱖",
            deputy="周𬭎",
            confirmed_on=date(2026, 11, 23),
            confirmed_by="李𬱖",
            proved=True,
        )
        inventory = writer.save(Inventory(begun_on=date(2026, 11, 23), rows=(row,)))
    with register.write(PROVED, Action.SECRETS_CARRIED) as writer:
        transfer = writer.save(
            Transfer(credential_ids=(credential.id,), taker="周𬭎", sent_at=START, receipt_digest="00ff")
        )
    return Custody(
        filled.holder,
        deputy,
        credential,
        retired,
        holder_key,
        recovery_key,
        terminal,
        handover,
        inventory,
        transfer,
    )


def _save_keys(register: Register, holder: Person) -> tuple[HolderKey, RecoveryKey]:
    with register.write(PROVED, Action.HOLDER_KEY_SAVED) as writer:
        key = writer.save(
            HolderKey(person_id=holder.id, recipient="age1holder", made_at=START, passphrase_set_at=START)
        )
        writer.put_text(key.text_name, "age-encryption.org/v1 locked identity")
        recovery = writer.save(
            RecoveryKey(
                recipient="age1unit",
                made_at=START,
                state=RecoveryState.PRINTED,
                sealed_to_id=holder.id,
                check_groups=("7:K3QDXW", "31:PLM2AA"),
                postponed_until=date(2026, 11, 30),
                printed_at=START,
            )
        )
        writer.put_text(recovery.text_name, "age-encryption.org/v1 pending identity")
        writer.append(CustodyEvent(act=CustodyAct.KEY_MADE, at=START, by_person_id=holder.id, person_id=holder.id))
        writer.append(CustodyEvent(act=CustodyAct.ENVELOPE_PRINTED, at=START, by_person_id=holder.id))
    return key, recovery


def _save_credentials(register: Register, filled: Filled, deputy: Person) -> tuple[Credential, Credential]:
    with register.write(PROVED, Action.CUSTODY_SAVED) as writer:
        credential = writer.save(
            Credential(
                account_id=filled.weibo.id,
                login_name="pengshan",
                bound_phone="13900000001",
                sim_keeper="李𬱖",
                bound_email="slz@example.cn",
                email_keeper="周𬭎",
                platform_administrator="王䶮",
                authorisations="某数据平台",
                holder_id=filled.holder.id,
                deputy_id=deputy.id,
            )
        )
        retired = writer.save(
            Credential(
                account_id=filled.wechat.id,
                kind=CredentialKind.SCAN_OR_SMS,
                status=CredentialStatus.RETIRED,
                remark="已停用",
            )
        )
        appointed = CustodyEvent(credential_id=credential.id, act=CustodyAct.APPOINTED, at=START)
        writer.append(replace(appointed, by_person_id=filled.holder.id, person_id=filled.holder.id))
    with register.write(PROVED, Action.SECRET_DEPOSITED) as writer:
        version = SecretVersion(number=1, set_at=START, set_by="李𬱖", strength=SecretStrength.STRONG, reused=False)
        credential = writer.save(
            replace(
                credential,
                status=CredentialStatus.IN_USE,
                versions=(version,),
                copies=(sealed("pmedia-1f"),),
                loan=Loan(person_id=deputy.id, lent_at=START, until=START + timedelta(hours=4)),
                change_since=START,
                change_reason=ChangeReason.DEPUTY_REMOVED,
            )
        )
        writer.put_text("pmedia-1f", "YWdlLWVuY3J5cHRpb24ub3JnL3Yx")
        writer.append(
            CustodyEvent(
                credential_id=credential.id,
                act=CustodyAct.LENT,
                at=START,
                by_person_id=filled.holder.id,
                computer="PC-7",
                person_id=deputy.id,
                witness_id=filled.principal.id,
                version=1,
                reason="值班发布",
                due_at=START + timedelta(hours=4),
            )
        )
    return credential, retired


def _save_handover(register: Register, filled: Filled, deputy: Person, credential: Credential) -> Handover:
    with register.write(PROVED, Action.HANDOVER_SAVED) as writer:
        handover = writer.save(
            Handover(
                outgoing_id=filled.holder.id,
                incoming_id=deputy.id,
                witness_id=filled.principal.id,
                leader_id=filled.principal.id,
                reason="轮岗",
                planned_on=date(2026, 11, 25),
                credential_ids=(credential.id,),
                tasks=(
                    HandoverTask(credential_id=credential.id, step=HandoverStep.SCAN_RIGHT, done_on=date(2026, 11, 24)),
                    HandoverTask(credential_id=credential.id, step=HandoverStep.PHONE, due_on=date(2026, 12, 1)),
                ),
                contact="028-37600001",
            )
        )
        sheet = writer.attach(
            SubjectKind.HANDOVER, handover.id, AttachmentKind.HANDOVER_SHEET, "交接单.pdf", b"%PDF-1.7 sheet"
        )
        return writer.save(replace(handover, state=HandoverState.PRINTED, sheet_attachment_id=sheet.id))
