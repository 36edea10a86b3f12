"""Bringing a sealed text into the keyring and out of it: two stores that have no transaction in common.

The order is always the same (docs/decisions/0074-two-stores.md): the new entry's name and its sealed text are
committed to the register (ANNOUNCED), the entry is written and read back, the pointer is moved (CURRENT, the former one
KEPT). What is no longer needed is marked first (LEAVING), then removed from the keyring, then forgotten (REMOVED).
Whatever breaks off in between is finished or taken back by reconcile.py.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from pmedia_desktop.errors import Cancelled, InputError, SpokenError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.custody import CopyState, Credential, SealedCopy, SecretVersion
from pmedia_desktop.model.journal import Action
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.store import Writer
from pmedia_desktop.services.office import Office
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.entries import new_entry_name
from pmedia_desktop.vault.keeper import Deposit
from pmedia_desktop.vault.sealing import Recipients, Stamp

_CONTEXT = "services.custody.copying"

#: Is given the record with the pointer moved, inside the transaction that moves it; returns the record to be saved.
Along = Callable[[Writer, Credential], Credential]


@dataclass(frozen=True)
class NewCopy:
    """A sealed text on its way: of which version (a new one or one that exists), and who can open it."""

    version: SecretVersion
    recipients: Recipients
    text: str


def stamp_of(credential: Credential, version: SecretVersion) -> Stamp:
    """Return what a sealed text of this version says of itself."""
    return Stamp(str(credential.id), version.number, credential.kind.value, version.set_at)


def deposit_of(credential: Credential, copy: SealedCopy, text: str | None = None) -> Deposit:
    """Return where a copy lies and what it must say of itself; with its ``text`` the keyring need not be asked."""
    return Deposit(stamp_of(credential, version_of(credential, copy)), copy.entry, text)


def version_of(credential: Credential, copy: SealedCopy) -> SecretVersion:
    """Return the version that a copy holds."""
    return next(one for one in credential.versions if one.number == copy.version)


def next_number(credential: Credential) -> int:
    """Return the number of the next version; one that was taken back is not used again."""
    numbers = (*(one.number for one in credential.versions), *(copy.version for copy in credential.copies))
    return max(numbers, default=0) + 1


def with_state(credential: Credential, entries: Iterable[str], state: CopyState) -> Credential:
    """Return the record with these copies in another state."""
    named = frozenset(entries)
    copies = (replace(copy, state=state) if copy.entry in named else copy for copy in credential.copies)
    return replace(credential, copies=tuple(copies))


def unchanged(_: Writer, pointed: Credential) -> Credential:
    """Move nothing along with the pointer."""
    return pointed


def store(
    office: Office,
    vault: Vault,
    credential: Credential,
    new: NewCopy,
    *,
    action: Action,
    along: Along,
    progress: Progress | None = None,
) -> Credential:
    """Bring a sealed text into both stores and let the credential point to it; ``along`` happens in the same moment.

    ``credential`` is the record as it was when the text was sealed: refused when it has changed since. When the keyring
    does not take the text, or the user cancels, everything is as before.
    """
    entry = _announce(office, credential, new)
    try:
        vault.write(entry, new.text, progress)
    except (SpokenError, Cancelled):
        take_back(office, credential.id, entry)
        raise
    return point(office, credential.id, entry, action=action, along=along)


def reseal(
    office: Office,
    vault: Vault,
    credential: Credential,
    recipients: Recipients,
    *,
    copy: SealedCopy | None = None,
    action: Action = Action.CUSTODY_SAVED,
    along: Along = unchanged,
    progress: Progress | None = None,
) -> Credential:
    """Seal a copy (left out: the current one) to others; ``along`` moves holder, deputy or loan with the pointer.

    The open identity must be able to open the copy. When it can open the new one as well, the copy goes at once;
    otherwise it is kept until a login with the new one has been confirmed, or its reader has come.
    """
    former = copy or credential.current
    if former is None:
        raise ValueError("nothing to seal anew")
    with office.register.read() as reader:
        text = reader.text(former.entry)
    sealed = vault.reseal(deposit_of(credential, former, text), recipients, progress)
    opens_new = vault.opened in recipients.all()

    def moved(writer: Writer, pointed: Credential) -> Credential:
        record = along(writer, pointed)
        return with_state(record, [former.entry], CopyState.LEAVING) if opens_new else record

    new = NewCopy(version_of(credential, former), recipients, sealed)
    saved = store(office, vault, credential, new, action=action, along=moved, progress=progress)
    clear_away(office, vault, saved, progress)
    return saved


def point(office: Office, credential_id: int, entry: str, *, action: Action, along: Along = unchanged) -> Credential:
    """Let the credential point to an entry that lies in the keyring; the former one is kept."""
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with office.register.write(office.actor, action, subject=subject) as writer:
        credential = writer.credential(credential_id)
        copy = next((one for one in credential.copies if one.entry == entry), None)
        if copy is None or copy.state not in (CopyState.ANNOUNCED, CopyState.CURRENT, CopyState.KEPT):
            raise InputError(
                translate(_CONTEXT, "这一项在别处同时办理，已被撤回，"), translate(_CONTEXT, "请刷新后再办一次。")
            )
        return writer.save(along(writer, _pointing_to(credential, copy)))


def take_back(office: Office, credential_id: int, entry: str) -> None:
    """Take back an announcement: its copy leaves (whether the keyring holds the entry is not known), its version goes.

    A version that another copy holds stays.
    """
    subject = Subject(SubjectKind.CREDENTIAL, credential_id)
    with office.register.write(office.actor, Action.CUSTODY_SAVED, subject=subject) as writer:
        marked = with_state(writer.credential(credential_id), [entry], CopyState.LEAVING)
        number = next(copy.version for copy in marked.copies if copy.entry == entry)
        held = any(copy.version == number for copy in marked.copies if copy.entry != entry)
        versions = tuple(one for one in marked.versions if held or one.number != number)
        writer.save(replace(marked, versions=versions))


def clear_away(office: Office, vault: Vault, credential: Credential, progress: Progress | None = None) -> None:
    """Remove what is marked as leaving. The job itself is committed: what fails here is left to reconcile.py."""
    try:
        remove_leaving(office, vault, credential, progress)
    except (SpokenError, Cancelled):
        return


def remove_leaving(office: Office, vault: Vault, credential: Credential, progress: Progress | None = None) -> bool:
    """Remove from the keyring what is marked as leaving, forget its sealed text; return whether there was any."""
    leaving = [copy.entry for copy in credential.copies if copy.state is CopyState.LEAVING]
    for entry in leaving:
        vault.remove(entry, progress)
    if leaving:
        subject = Subject(SubjectKind.CREDENTIAL, credential.id)
        with office.register.write(office.actor, Action.CUSTODY_SAVED, subject=subject) as writer:
            writer.save(with_state(writer.credential(credential.id), leaving, CopyState.REMOVED))
            for entry in leaving:
                writer.drop_text(entry)
    return bool(leaving)


def _announce(office: Office, credential: Credential, new: NewCopy) -> str:
    entry = new_entry_name()
    copy = SealedCopy(
        entry=entry,
        version=new.version.number,
        recipients=" ".join(new.recipients.all()),
        announced_at=office.now(),
    )
    subject = Subject(SubjectKind.CREDENTIAL, credential.id)
    with office.register.write(office.actor, Action.CUSTODY_SAVED, subject=subject) as writer:
        if writer.credential(credential.id) != credential:
            raise InputError(
                translate(_CONTEXT, "这一项刚在别处改动过，"), translate(_CONTEXT, "没有存入，请刷新后再试。")
            )
        versions = credential.versions if new.version in credential.versions else (*credential.versions, new.version)
        writer.put_text(entry, new.text)
        writer.save(replace(credential, versions=versions, copies=(*credential.copies, copy)))
    return entry


def _pointing_to(credential: Credential, copy: SealedCopy) -> Credential:
    """Return the record with the copy current; one of a version that has a successor is only kept."""
    former = credential.current
    if former is not None and former.version > copy.version:
        return with_state(credential, [copy.entry], CopyState.KEPT)
    if former is not None and former.entry != copy.entry:
        credential = with_state(credential, [former.entry], CopyState.KEPT)
    return with_state(credential, [copy.entry], CopyState.CURRENT)
