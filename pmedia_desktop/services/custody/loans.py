"""Lending a password (借用): sealed to the borrower as well, until a time; after its return it has to be changed."""

from dataclasses import replace
from datetime import datetime

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_checks import refuse_loan, refuse_sharing
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import ChangeReason, Credential, CustodyAct, Loan
from pmedia_desktop.model.journal import Action
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody import copying, events
from pmedia_desktop.services.custody.keys import open_person, proved
from pmedia_desktop.services.custody.recipients import recipients_of
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault

_CONTEXT = "services.custody.loans"
_CHANGED = frozenset({SubjectKind.CREDENTIAL})


def lend(
    office: Office,
    vault: Vault,
    credential_id: int,
    person_id: int,
    until: datetime,
    reason: str = "",
    progress: Progress | None = None,
) -> Outcome[Credential]:
    """Let a colleague read the secret until ``until``; holder or deputy must have opened their identity."""
    acting = proved(office, vault)
    loan = Loan(person_id=person_id, lent_at=acting.now(), until=until)
    with acting.register.read() as reader:
        credential = reader.credential(credential_id)
        known = complete_snapshot(acting, reader)
        refuse_loan(credential, person_id, until, loan.lent_at, known)
        refuse_sharing(credential, open_person(acting, vault), known, acting.today())
        recipients = recipients_of(reader, replace(credential, loan=loan))

    def along(writer: Writer, pointed: Credential) -> Credential:
        events.record(
            writer,
            acting,
            CustodyAct.LENT,
            credential_id,
            person_id=person_id,
            version=credential.current.version if credential.current else None,
            reason=reason.strip(),
            due_at=until,
        )
        return replace(pointed, loan=loan)

    saved = copying.reseal(
        acting, vault, credential, recipients, action=Action.SECRET_LENT, along=along, progress=progress
    )
    return Outcome(saved, _CHANGED)


def take_back(
    office: Office, vault: Vault, credential_id: int, progress: Progress | None = None
) -> Outcome[Credential]:
    """Note the return; the borrower has known the secret, so its change is due now.

    Needs nobody's passphrase. What is still sealed to the borrower is sealed anew at once when holder or deputy have
    opened their identity, else as soon as one of them does (settling.py).
    """
    acting = proved(office, vault)
    with acting.register.read() as reader:
        credential = reader.credential(credential_id)
        _loan_of(credential)
        back = replace(credential, loan=None)
        recipients = recipients_of(reader, back)

    def along(writer: Writer, pointed: Credential) -> Credential:
        loan = _loan_of(pointed)
        events.record(writer, acting, CustodyAct.RETURNED, credential_id, person_id=loan.person_id)
        return replace(pointed, loan=None, change_since=acting.now(), change_reason=ChangeReason.LOAN_RETURNED)

    current = credential.current
    if current is not None and vault.opened in recipients.all() and current.can_be_opened_by(vault.opened or ""):
        saved = copying.reseal(
            acting, vault, credential, recipients, action=Action.SECRET_RETURNED, along=along, progress=progress
        )
        return Outcome(saved, _CHANGED)
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with acting.register.write(acting.actor, Action.SECRET_RETURNED, subject=subject) as writer:
        saved = writer.save(along(writer, writer.credential(credential_id)))
    return Outcome(saved, _CHANGED)


def _loan_of(credential: Credential) -> Loan:
    if credential.loan is None:
        raise InputError(translate(_CONTEXT, "这一项没有借出，"), translate(_CONTEXT, "不需要归还。"))
    return credential.loan
