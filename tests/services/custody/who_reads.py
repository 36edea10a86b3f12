"""Who can read what, found out by decrypting: the sealed texts in register and keyring against every private half."""

from collections.abc import Iterator

from pmedia_desktop.model.custody import CopyState, Credential, SealedCopy
from pmedia_desktop.model.keys import RecoveryKey
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.custody import copying
from pmedia_desktop.services.office import Office
from pmedia_desktop.vault.identities import Identity
from pmedia_desktop.vault.problems import SealProblem
from pmedia_desktop.vault.recovery import PendingRecovery, open_pending
from pmedia_desktop.vault.sealing import open_sealed
from tests.services.custody.in_memory import InMemoryVault

_HERE = (CopyState.CURRENT, CopyState.KEPT)


def opened_with(identity: Identity, credential: Credential, copy: SealedCopy, text: str) -> str | None:
    """Return what a private half makes of a copy; None when it is not sealed to it."""
    try:
        return open_sealed(text, identity, copying.stamp_of(credential, copying.version_of(credential, copy))).reveal()
    except SealProblem:
        return None


def readers(office: Office, vault: InMemoryVault, credential_id: int) -> dict[int, str]:
    """Return who can open the current copy, by person, and what they read; from the keyring, as a look does."""
    with office.register.read() as reader:
        credential = reader.credential(credential_id)
        keys = [key for key in reader.holder_keys() if key.retired_at is None]
    current = credential.current
    if current is None:
        return {}
    text = vault.entries[current.entry]
    found = {
        key.person_id: opened_with(vault.lockers.identity(key.recipient), credential, current, text) for key in keys
    }
    return {person: secret for person, secret in found.items() if secret is not None}


def with_recovery_key(office: Office, vault: InMemoryVault, credential_id: int) -> set[str]:
    """Return what each recovery key in use reads in the current copy: one value, the secret."""
    with office.register.read() as reader:
        credential = reader.credential(credential_id)
        identities = [_recovery(reader, vault, key) for key in reader.recovery_keys() if key.is_sealed_to]
    current = credential.current
    assert current is not None
    text = vault.entries[current.entry]
    return {opened_with(identity, credential, current, text) or "" for identity in identities}


def kept_values(office: Office, vault: InMemoryVault, credential_id: int, recipient: str) -> list[str]:
    """Return every value that a private half can open in what is kept, the newest version first."""
    with office.register.read() as reader:
        credential = reader.credential(credential_id)
        identity = vault.lockers.identity(recipient)
        texts = {copy: reader.text(copy.entry) for copy in credential.copies if copy.state in _HERE}
    values = [
        (copy.version, opened_with(identity, credential, copy, text))
        for copy, text in texts.items()
        if text is not None
    ]
    return [value for _, value in sorted(values, reverse=True) if value is not None]


def entries_in_use(office: Office) -> Iterator[str]:
    """Yield the names of all entries that should lie in the keyring."""
    with office.register.read() as reader:
        for credential in reader.credentials():
            yield from (copy.entry for copy in credential.copies if copy.state in _HERE)


def _recovery(reader: Reader, vault: InMemoryVault, key: RecoveryKey) -> Identity:
    """Return the private half: from the printed sheet, or from the text that lies sealed to its keeper."""
    printed = vault.lockers.printer.identity(key.recipient)
    if printed is not None:
        return printed
    text = reader.text(key.text_name)
    assert text is not None, "the recovery key lies nowhere"
    keeper = next(one for one in reader.holder_keys() if one.person_id == key.sealed_to_id and one.retired_at is None)
    return open_pending(PendingRecovery(key.recipient, text), vault.lockers.identity(keeper.recipient))
