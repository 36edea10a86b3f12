"""Credentials carried to another PC without a network, as an age file; the taker's receipt comes back as a number.

The sender's record of it (who, what, when) is committed before the file is made. Whoever has the file and what opens
it knows the secrets, so their change is due from then on.
"""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_checks import refuse_retired, refuse_sharing
from pmedia_desktop.measures.subjects import named_credential
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import ChangeReason, Credential, CustodyAct
from pmedia_desktop.model.handover import Transfer
from pmedia_desktop.model.journal import Action
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Reader, Writer
from pmedia_desktop.services.custody import copying, events
from pmedia_desktop.services.custody.keys import open_person, proved
from pmedia_desktop.services.custody.terminals import require_terminal
from pmedia_desktop.services.office import Office, complete_snapshot, snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.identities import check_recipient
from pmedia_desktop.vault.secret import Secret
from pmedia_desktop.vault.strength import check_passphrase

_CONTEXT = "services.custody.transfers"
_CHANGED = frozenset({SubjectKind.TRANSFER, SubjectKind.CREDENTIAL})
_RECEIPT_DIGITS = 8


@dataclass(frozen=True)
class SentFile:
    """The record, and the file's text, which any age program opens."""

    transfer: Transfer
    file: str


def public_key(office: Office, person_id: int) -> str:
    """Return the public half (``age1…``) that a taker gives to the sender, as text or QR code."""
    known = snapshot(office)
    key = known.key_of(person_id)
    if key is None:
        raise InputError(
            translate(_CONTEXT, "还没有设置开锁口令，"), translate(_CONTEXT, "请本人先设置开锁口令，再给出公开钥匙。")
        )
    return key.recipient


def send(
    office: Office,
    vault: Vault,
    credential_ids: Sequence[int],
    taker: str,
    *,
    taker_key: str = "",
    passphrase: Secret | None = None,
    progress: Progress | None = None,
) -> Outcome[SentFile]:
    """Make a file with these credentials for ``taker``: for their public half, or under a passphrase told by voice.

    The open identity's person has to be entitled to every one of them, on a PC that is a login terminal.
    """
    _check_sealing(taker, taker_key, passphrase, snapshot(office))
    acting = proved(office, vault)
    receipt = "".join(secrets.choice("0123456789") for _ in range(_RECEIPT_DIGITS))
    with acting.register.write(acting.actor, Action.SECRETS_CARRIED, subject=Subject(SubjectKind.TRANSFER)) as writer:
        require_terminal(writer)
        chosen = [_entitled(writer, office, vault, one) for one in credential_ids]
        about = _about(chosen, complete_snapshot(acting, writer), receipt)
        deposits = [
            copying.deposit_of(one, current, writer.text(current.entry))
            for one in chosen
            for current in [one.current]
            if current is not None
        ]
        transfer = writer.save(
            Transfer(
                credential_ids=tuple(one.id for one in chosen),
                taker=taker.strip(),
                taker_recipient=taker_key,
                sent_at=acting.now(),
                receipt_digest=_digest(receipt),
            )
        )
        for one in chosen:
            _carried_away(writer, acting, one, taker)
    file = vault.pack(deposits, about, taker=taker_key, passphrase=passphrase, progress=progress)
    return Outcome(SentFile(transfer, file), _CHANGED)


def enter_receipt(office: Office, transfer_id: int, receipt: str) -> Outcome[Transfer]:
    """Note that the taker has opened the file, shown by the number that their program gave."""
    subject = Subject(SubjectKind.TRANSFER, transfer_id)
    with office.register.write(office.actor, Action.SECRETS_CARRIED, subject=subject) as writer:
        transfer = next((one for one in writer.transfers() if one.id == transfer_id), None)
        digits = "".join(letter for letter in receipt if letter.isalnum())
        if transfer is None or not secrets.compare_digest(_digest(digits), transfer.receipt_digest):
            raise InputError(
                translate(_CONTEXT, "回执号码与这次导出的不一致，"),
                translate(_CONTEXT, "请向接收人核对；接收人的程序导入后显示{count}位数字。").format(
                    count=_RECEIPT_DIGITS
                ),
                field="receipt",
            )
        saved = writer.save(replace(transfer, received_at=transfer.received_at or office.now()))
    return Outcome(saved, _CHANGED)


def _check_sealing(taker: str, taker_key: str, passphrase: Secret | None, known: Snapshot) -> None:
    if not taker.strip():
        raise InputError(
            translate(_CONTEXT, "还没有填写接收人，"), translate(_CONTEXT, "请填写姓名和单位。"), field="taker"
        )
    if bool(taker_key) == (passphrase is not None):
        raise InputError(
            translate(_CONTEXT, "请在接收人的公开钥匙和一次性口令中选一种，"),
            translate(_CONTEXT, "有公开钥匙的优先用公开钥匙。"),
            field="taker_recipient",
        )
    if taker_key:
        # Before anything is written down: a key that was copied with a letter too few seals nothing.
        check_recipient(taker_key)
    if passphrase is not None:
        check_passphrase(passphrase, tuple(person.name for person in known.people))


def _entitled(reader: Reader, office: Office, vault: Vault, credential_id: int) -> Credential:
    credential = reader.credential(credential_id)
    refuse_retired(credential)
    person = open_person(office, vault)
    known = complete_snapshot(office, reader)
    named = named_credential(credential, known)
    if credential.current is None:
        raise InputError(
            translate(_CONTEXT, "{credential}没有存入密码，").format(credential=named),
            translate(_CONTEXT, "请取消勾选这一项。"),
            field="credential_ids",
        )
    if person is None:
        raise InputError(
            translate(_CONTEXT, "{credential}须由保管人导出，").format(credential=named),
            translate(_CONTEXT, "请保管人先输入开锁口令。"),
            field="passphrase",
        )
    refuse_sharing(credential, person, known, office.today())
    return credential


def _carried_away(writer: Writer, office: Office, credential: Credential, taker: str) -> None:
    version = credential.version
    events.record(
        writer,
        office,
        CustodyAct.CARRIED_OUT,
        credential.id,
        version=version.number if version else None,
        reason=translate(_CONTEXT, "交给{taker}").format(taker=taker.strip()),
    )
    if credential.change_since is None:
        writer.save(replace(credential, change_since=office.now(), change_reason=ChangeReason.CARRIED_AWAY))


def _about(chosen: Sequence[Credential], known: Snapshot, receipt: str) -> str:
    items = []
    for credential in chosen:
        account = known.account(credential.account_id) or Account()
        items.append(
            {
                "platform": account.platform,
                "account": account.name,
                "platform_id": account.platform_id,
                "kind": credential.kind.value,
                "login_name": credential.login_name,
                "bound_phone": credential.bound_phone,
                "bound_email": credential.bound_email,
            }
        )
    return json.dumps({"receipt": receipt, "credentials": items}, ensure_ascii=False)


def _digest(receipt: str) -> str:
    return hashlib.sha256(receipt.encode("utf-8")).hexdigest()
