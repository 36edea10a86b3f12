"""A way in that is no longer used: taken out of use, taken up again, and at last what is sealed destroyed.

Taking out of use needs nobody's passphrase and is easily done to the wrong one; so it destroys nothing. What is sealed
stays with those who can open it until one of them, shown by the passphrase, or the account's closure says that nobody
will need it again.
"""

from dataclasses import replace

from pmedia_desktop.errors import InputError
from pmedia_desktop.measures.custody_checks import refuse_reinstating, refuse_retired, refuse_without_secret
from pmedia_desktop.measures.custody_terms import is_kept
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import ChangeReason, CopyState, Credential, CredentialStatus, CustodyAct
from pmedia_desktop.model.journal import Action
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.custody import copying, events, leavers
from pmedia_desktop.services.custody.appointing import checked_reason
from pmedia_desktop.services.custody.keys import open_person, proved
from pmedia_desktop.services.office import Office, complete_snapshot
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault

_CONTEXT = "services.custody.retiring"
_CHANGED = frozenset({SubjectKind.CREDENTIAL})


def retire(office: Office, vault: Vault, credential_id: int, reason: str) -> Outcome[Credential]:
    """Take a way in out of use (closed, replaced). A loan ends with it; what is sealed stays until it is discarded."""
    acting = proved(office, vault)
    reason = checked_reason(reason)
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with acting.register.write(acting.actor, Action.CUSTODY_SAVED, subject=subject, note=reason) as writer:
        credential = writer.credential(credential_id)
        refuse_retired(credential)
        saved = writer.save(replace(_without_loan(writer, acting, credential), status=CredentialStatus.RETIRED))
        events.record(writer, acting, CustodyAct.REVOKED, credential_id, reason=reason)
    return Outcome(saved, _CHANGED)


def reinstate(office: Office, vault: Vault, credential_id: int, reason: str) -> Outcome[Credential]:
    """Take a retired way in up again, with its holder and the secret as they were.

    What was due for change still is, and what somebody knows who has left since is due now.
    """
    acting = proved(office, vault)
    reason = checked_reason(reason)
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with acting.register.write(acting.actor, Action.CUSTODY_SAVED, subject=subject, note=reason) as writer:
        credential = writer.credential(credential_id)
        refuse_reinstating(credential, complete_snapshot(acting, writer))
        suspected = credential.change_reason is ChangeReason.LEAK_SUSPECTED
        writer.save(replace(credential, status=CredentialStatus.SUSPECTED if suspected else CredentialStatus.IN_USE))
        events.record(writer, acting, CustodyAct.REINSTATED, credential_id, reason=reason)
        for person in writer.people():
            if person.until is not None:
                leavers.demand_changes(writer, acting, person)
        saved = writer.credential(credential_id)
    return Outcome(saved, _CHANGED)


def discard(
    office: Office, vault: Vault, credential_id: int, reason: str, progress: Progress | None = None
) -> Outcome[Credential]:
    """Destroy what a retired way in keeps sealed, in register and keyring; the record stays.

    Only who could read it decides that, shown by the passphrase; once the account is closed, whoever acts.
    """
    acting = proved(office, vault)
    reason = checked_reason(reason)
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with acting.register.write(acting.actor, Action.CUSTODY_SAVED, subject=subject, note=reason) as writer:
        credential = writer.credential(credential_id)
        if credential.is_active:
            raise InputError(
                translate(_CONTEXT, "这一项还在使用，"), translate(_CONTEXT, "请先停用，再销毁存着的密码。")
            )
        refuse_without_secret(credential)
        person = open_person(acting, vault)
        may_read = person is not None and person.id in credential.entitled()
        if not may_read and is_kept(writer.account(credential.account_id)):
            raise InputError(
                translate(_CONTEXT, "账号还在，存着的密码只能由保管人或B岗确认销毁，"),
                translate(_CONTEXT, "请保管人输入开锁口令；账号注销以后不再需要口令。"),
                field="passphrase",
            )
        gone = [copy.entry for copy in credential.copies if copy.state is not CopyState.REMOVED]
        without = copying.with_state(credential, gone, CopyState.LEAVING)
        saved = writer.save(replace(without, change_since=None, change_reason=None))
        events.record(writer, acting, CustodyAct.DISCARDED, credential_id, reason=reason)
    copying.clear_away(acting, vault, saved, progress)
    return Outcome(saved, _CHANGED)


def _without_loan(writer: Writer, office: Office, credential: Credential) -> Credential:
    if credential.loan is None:
        return credential
    events.record(writer, office, CustodyAct.RETURNED, credential.id, person_id=credential.loan.person_id)
    return replace(credential, loan=None, change_since=office.now(), change_reason=ChangeReason.LOAN_RETURNED)
