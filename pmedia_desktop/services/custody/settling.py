"""Sealing to exactly those who should read it what is still sealed to others, as soon as an identity allows it.

A deputy who has got a key since, a deputy or borrower who is no more, a recovery key that was renewed: sealing anew
needs the open identity of somebody who can read, so it waits for the next one that is opened.
"""

from dataclasses import replace

from pmedia_desktop.errors import Cancelled, SpokenError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import CopyState, Credential, SealedCopy
from pmedia_desktop.model.journal import Action
from pmedia_desktop.progress import Progress
from pmedia_desktop.services.custody import copying
from pmedia_desktop.services.custody.recipients import public_keys, recipients_of
from pmedia_desktop.services.office import Office
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.sealing import Recipients


def settle(office: Office, vault: Vault, progress: Progress | None = None) -> int:
    """Seal anew whatever the open identity can open and is sealed to others; return how many credentials.

    Also lets go of what was kept for a reader who has now come.
    """
    opened = vault.opened
    if opened is None:
        return 0
    with office.register.read() as reader:
        keys = public_keys(reader)
        unsettled = [one for one in reader.credentials() if _is_unsettled(one, opened, keys.wanted(one))]
    for credential in unsettled:
        _settle_one(office, vault, credential.id, opened, progress)
    return len(unsettled)


def settle_quietly(office: Office, vault: Vault, progress: Progress | None = None) -> None:
    """Settle, or leave it to the next time: whoever opened an identity wanted something else."""
    try:
        settle(office, vault, progress)
    except (SpokenError, Cancelled):
        return


def seal_besides(office: Office, vault: Vault, recipient: str, progress: Progress | None = None) -> None:
    """Seal everything that the open identity can open to one more recipient, who is about to take its place."""
    opened = vault.opened or ""
    with office.register.read() as reader:
        keys = public_keys(reader)
        held = [one for one in reader.credentials() if keys.wanted(one) and opened in _readers(one.current)]
    for credential in held:
        recipients = keys.recipients(credential)
        besides = replace(recipients, recovery=(*recipients.recovery, recipient))
        for copy in _copies(credential, opened):
            _reseal_copy(office, vault, credential.id, copy, besides, progress)


def _settle_one(office: Office, vault: Vault, credential_id: int, opened: str, progress: Progress | None) -> None:
    with office.register.read() as reader:
        credential = reader.credential(credential_id)
        wanted = recipients_of(reader, credential)
    for copy in _unsettled_copies(credential, opened, frozenset(wanted.all())):
        _reseal_copy(office, vault, credential_id, copy, wanted, progress)
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with office.register.write(office.actor, Action.CUSTODY_SAVED, subject=subject) as writer:
        credential = writer.credential(credential_id)
        if opened in _readers(credential.current):
            entries = [copy.entry for copy in _superseded(credential)]
            credential = writer.save(copying.with_state(credential, entries, CopyState.LEAVING))
    copying.clear_away(office, vault, credential, progress)


def _reseal_copy(
    office: Office,
    vault: Vault,
    credential_id: int,
    copy: SealedCopy,
    recipients: Recipients,
    progress: Progress | None,
) -> None:
    with office.register.read() as reader:
        credential = reader.credential(credential_id)
    copying.reseal(office, vault, credential, recipients, copy=copy, progress=progress)


def _is_unsettled(credential: Credential, opened: str, wanted: frozenset[str]) -> bool:
    if not wanted or opened not in _readers(credential.current):
        return False
    return bool(_unsettled_copies(credential, opened, wanted) or _superseded(credential))


def _unsettled_copies(credential: Credential, opened: str, wanted: frozenset[str]) -> list[SealedCopy]:
    return [copy for copy in _copies(credential, opened) if _readers(copy) != wanted]


def _copies(credential: Credential, opened: str) -> list[SealedCopy]:
    """Return what the identity can open: the current copy, and kept ones of earlier versions."""
    return [
        copy
        for copy in credential.copies
        if copy.state in (CopyState.CURRENT, CopyState.KEPT)
        and copy not in _superseded(credential)
        and opened in _readers(copy)
    ]


def _superseded(credential: Credential) -> list[SealedCopy]:
    """Return kept copies of the version that the current copy holds."""
    current = credential.current
    return [
        copy
        for copy in credential.copies
        if current is not None and copy.state is CopyState.KEPT and copy.version == current.version
    ]


def _readers(copy: SealedCopy | None) -> frozenset[str]:
    return frozenset() if copy is None else frozenset(copy.recipients.split())
