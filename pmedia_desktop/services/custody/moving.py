"""A credential goes over to another holder: seal, holder, account and its change filing in one moment."""

from dataclasses import dataclass, replace

from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import ChangeReason, Credential, CredentialStatus, CustodyAct
from pmedia_desktop.model.journal import Action
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody import copying, events
from pmedia_desktop.services.custody.recipients import recipients_of
from pmedia_desktop.services.filing import changes
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault

_CONTEXT = "services.custody.moving"

#: What a move changes, for the window.
MOVED = frozenset({SubjectKind.CREDENTIAL, SubjectKind.ACCOUNT, SubjectKind.FILING})


@dataclass(frozen=True, kw_only=True)
class Move:
    """To whom credentials go and why; ``reason`` says why their secrets have to be changed, ``note`` is in words."""

    to_id: int
    reason: ChangeReason = ChangeReason.HANDED_OVER
    witness_id: int | None = None
    note: str = ""


def move(office: Office, vault: Vault, credential_id: int, going: Move, progress: Progress | None = None) -> Credential:
    """Let a credential go over. One that has arrived already stays as it is, so that a move can be taken up again.

    With a secret there the open identity has to be able to open it; it is sealed to the taker first.
    A loan ends with it.
    """
    with office.register.read() as reader:
        credential = reader.credential(credential_id)
        if credential.holder_id == going.to_id and credential.loan is None:
            return credential
        recipients = recipients_of(reader, _moved(credential, going)) if credential.current else None

    def along(writer: Writer, pointed: Credential) -> Credential:
        return _arrive(writer, office, pointed, going)

    if recipients is not None:
        return copying.reseal(
            office, vault, credential, recipients, action=Action.HANDED_OVER, along=along, progress=progress
        )
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with office.register.write(office.actor, Action.HANDED_OVER, subject=subject, note=going.note) as writer:
        return writer.save(along(writer, writer.credential(credential_id)))


def _moved(credential: Credential, going: Move) -> Credential:
    return replace(
        credential,
        holder_id=going.to_id,
        deputy_id=None if credential.deputy_id == going.to_id else credential.deputy_id,
        loan=None,
    )


def _arrive(writer: Writer, office: Office, credential: Credential, going: Move) -> Credential:
    version = credential.version
    if credential.loan is not None:
        events.record(writer, office, CustodyAct.RETURNED, credential.id, person_id=credential.loan.person_id)
    events.record(
        writer,
        office,
        CustodyAct.HANDED_OVER,
        credential.id,
        person_id=going.to_id,
        witness_id=going.witness_id,
        version=version.number if version else None,
        reason=going.note,
    )
    _account_follows(writer, office, credential, going)
    moved = _moved(credential, going)
    if credential.status is CredentialStatus.EMPTY:
        return moved  # nobody has come to know anything
    return replace(moved, change_since=office.now(), change_reason=going.reason)


def _account_follows(writer: Writer, office: Office, credential: Credential, going: Move) -> None:
    """Let the account's holder follow, and draft the change filing that Article 6 asks for."""
    account = writer.account(credential.account_id)
    if account.holder_id != credential.holder_id or account.holder_id == going.to_id:
        return
    handed = replace(
        account,
        holder_id=going.to_id,
        deputy_holder_id=None if account.deputy_holder_id == going.to_id else account.deputy_holder_id,
    )
    writer.save(handed)
    known = complete_snapshot(office, writer)
    if account.state.is_open:
        rows = changes.advice(account, handed, known).to_file
        reason = going.note or translate(_CONTEXT, "账号交接")
        changes.raise_filings(writer, office, known, {account.id: rows}, office.today(), reason)
