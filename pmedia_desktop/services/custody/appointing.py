"""Who holds a way into an account: holder appointed, record corrected, deputy changed, leak suspected."""

from dataclasses import replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_checks import (
    refuse_appointment,
    refuse_deputy,
    refuse_retired,
    refuse_second,
    refuse_sharing,
    refuse_without_key,
)
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import (
    WRITTEN_OF_CREDENTIALS,
    ChangeReason,
    Credential,
    CredentialStatus,
    CustodyAct,
)
from pmedia_desktop.model.journal import Action
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody import copying, events
from pmedia_desktop.services.custody.keys import open_person, proved
from pmedia_desktop.services.custody.recipients import recipients_of
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.staleness import refuse_stale
from pmedia_desktop.services.validation import check_email, check_phone, tidied
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.problems import VaultLocked

_CONTEXT = "services.custody.appointing"
_CHANGED = frozenset({SubjectKind.CREDENTIAL})


def appoint(office: Office, credential: Credential) -> Outcome[Credential]:
    """Enter a way into an account with its one holder; status ``HOLDER_ONLY`` if no secret is to be kept."""
    credential = _checked(credential)
    if credential.status is not CredentialStatus.HOLDER_ONLY:
        status = CredentialStatus.EMPTY if credential.kind.has_secret else CredentialStatus.IN_USE
        credential = replace(credential, status=status)
    fresh = replace(credential, id=0, versions=(), copies=(), loan=None, change_since=None, change_reason=None)
    subject = Subject(SubjectKind.CREDENTIAL)
    with office.register.write(office.actor, Action.CUSTODY_SAVED, subject=subject) as writer:
        refuse_appointment(fresh, complete_snapshot(office, writer), office.today())
        saved = writer.save(fresh)
        events.record(writer, office, CustodyAct.APPOINTED, saved.id, person_id=saved.holder_id)
    return Outcome(saved, _CHANGED)


def correct_credential(office: Office, credential: Credential, read: Credential | None = None) -> Outcome[Credential]:
    """Save what is written about a way in: login name, phone, mailbox, administrator, authorisations, remark.

    Holder, deputy, kind, status and the secret stay as they are, whatever the record says. ``read`` is what the page
    read.
    """
    credential = _checked(credential)
    subject = Subject(SubjectKind.CREDENTIAL, credential.id)
    with office.register.write(office.actor, Action.CUSTODY_SAVED, subject=subject) as writer:
        before = writer.credential(credential.id)
        refuse_stale(before, read)
        corrected = replace(before, **{name: getattr(credential, name) for name in WRITTEN_OF_CREDENTIALS})
        if corrected.is_active and corrected.login_name != before.login_name:
            refuse_second(corrected, writer.account(corrected.account_id), complete_snapshot(office, writer))
        saved = writer.save(corrected)
    return Outcome(saved, _CHANGED)


def change_deputy(
    office: Office, vault: Vault, credential_id: int, deputy_id: int | None, progress: Progress | None = None
) -> Outcome[Credential]:
    """Appoint another deputy (B岗), or none.

    A deputy who goes could have read the secret: its change is due now. A deputy who comes needs a key, and the
    secret is sealed to them, for which somebody who can read it must have opened theirs.
    """
    acting = proved(office, vault)
    with acting.register.read() as reader:
        credential = reader.credential(credential_id)
        known = complete_snapshot(acting, reader)
        refuse_retired(credential)
        refuse_deputy(credential, deputy_id, known, acting.today())
        changed = _with_deputy(acting, credential, deputy_id)
        coming = known.person(deputy_id) if credential.current is not None else None
        if coming is not None:
            refuse_without_key(coming, "deputy_id", known)
            refuse_sharing(credential, open_person(acting, vault), known, acting.today())
        recipients = recipients_of(reader, changed) if credential.current is not None else None
    if credential.deputy_id == deputy_id:
        return Outcome(credential, frozenset())

    def along(writer: Writer, pointed: Credential) -> Credential:
        events.record(writer, acting, CustodyAct.DEPUTY_CHANGED, credential_id, person_id=deputy_id)
        return _with_deputy(acting, pointed, deputy_id)

    current = credential.current
    if recipients is not None and current is not None and current.can_be_opened_by(vault.opened or ""):
        saved = copying.reseal(
            acting, vault, credential, recipients, action=Action.CUSTODY_SAVED, along=along, progress=progress
        )
        return Outcome(saved, _CHANGED)
    if coming is not None:
        raise VaultLocked(
            translate(_CONTEXT, "要让新的B岗也能查看，须由保管人开锁，"),
            translate(_CONTEXT, "请保管人输入开锁口令后再办。"),
            field="passphrase",
        )
    # What is sealed to the deputy who goes is sealed anew when somebody opens their identity (settling.py).
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with acting.register.write(acting.actor, Action.CUSTODY_SAVED, subject=subject) as writer:
        refuse_stale(writer.credential(credential_id), credential)
        saved = writer.save(along(writer, credential))
    return Outcome(saved, _CHANGED)


def suspect_leak(office: Office, credential_id: int, reason: str) -> Outcome[Credential]:
    """Note that somebody may know the secret: it has to be changed today."""
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with office.register.write(
        office.actor, Action.LEAK_SUSPECTED, subject=subject, note=checked_reason(reason)
    ) as writer:
        credential = writer.credential(credential_id)
        refuse_retired(credential)
        saved = note_leak(writer, office, credential, checked_reason(reason))
    return Outcome(saved, _CHANGED)


def note_leak(writer: Writer, office: Office, credential: Credential, reason: str) -> Credential:
    """Note a suspected leak inside a transaction that is open: the secret has to be changed today."""
    kept = credential.current is not None
    saved = writer.save(
        replace(
            credential,
            status=CredentialStatus.SUSPECTED if kept else credential.status,
            change_since=office.now(),
            change_reason=ChangeReason.LEAK_SUSPECTED,
        )
    )
    events.record(
        writer,
        office,
        CustodyAct.LEAK_SUSPECTED,
        credential.id,
        version=credential.current.version if credential.current else None,
        reason=reason,
    )
    return saved


def _with_deputy(office: Office, credential: Credential, deputy_id: int | None) -> Credential:
    changed = replace(credential, deputy_id=deputy_id)
    if credential.deputy_id is None or credential.current is None:
        return changed
    return replace(changed, change_since=office.now(), change_reason=ChangeReason.DEPUTY_REMOVED)


def _checked(credential: Credential) -> Credential:
    credential = tidied(credential, codes=("login_name", "bound_phone", "bound_email"))
    check_phone(credential.bound_phone, "bound_phone")
    check_email(credential.bound_email, "bound_email")
    return credential


def checked_reason(reason: str) -> str:
    """Return the reason, tidied; refused when there is none."""
    if not reason.strip():
        raise InputError(translate(_CONTEXT, "还没有填写原因，"), translate(_CONTEXT, "请填写后再办。"), field="reason")
    return reason.strip()
