"""Backups that open with a holder's passphrase or the envelope only: sealed without either, opened on any PC."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pmedia_desktop.errors import InputError
from pmedia_desktop.progress import Progress
from pmedia_desktop.register.copying import Sealer
from pmedia_desktop.register.leftovers import work_folder
from pmedia_desktop.register.problems import spoken_problems
from pmedia_desktop.register.store import Reader
from pmedia_desktop.services.office import Office
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.problems import WrongPassphrase
from pmedia_desktop.vault.sealed_files import Label, is_as_sealed, is_sealed, read_label
from pmedia_desktop.vault.secret import Secret

__all__ = [
    "is_as_sealed",
    "is_sealed",
    "opened_backup",
    "sealer_for",
    "unlock_with_envelope",
    "unlock_with_passphrase",
    "work_folder",
]

_CONTEXT = "services.backup.sealing"


def sealer_for(office: Office) -> Sealer | None:
    """Return what seals a backup to the unit's keys, the envelope's alone if need be; None while nobody has one."""
    with office.register.read() as reader:
        label = _label(reader)
        on_paper = any(key.is_on_paper for key in reader.recovery_keys())
    if not (label.keys or on_paper):
        return None

    def seal(source: Path, target: Path) -> None:
        # A vault of its own: the one of the window may be showing a password meanwhile.
        with Vault() as vault:
            vault.seal_file(source, target, label)

    return seal


def _label(reader: Reader) -> Label:
    locked = {
        key.recipient: text
        for key in reader.holder_keys()
        if key.retired_at is None and (text := reader.text(key.text_name)) is not None
    }
    return Label(locked, tuple(key.recipient for key in reader.recovery_keys() if key.is_sealed_to))


def unlock_with_passphrase(file: Path, vault: Vault, passphrase: Secret, progress: Progress | None = None) -> None:
    """Open the key of the holder whose passphrase it is; raises ``WrongPassphrase`` when it is nobody's."""
    wrong: WrongPassphrase | None = None
    for recipient, locked in read_label(file).keys.items():
        try:
            vault.unlock(locked, passphrase, recipient, progress)
        except WrongPassphrase as problem:
            wrong = problem
        else:
            return
    raise wrong or InputError(
        translate(_CONTEXT, "这份备份里没有保管人的钥匙，"), translate(_CONTEXT, "请打开密封件，用备用钥匙恢复。")
    )


def unlock_with_envelope(file: Path, vault: Vault, sheet: str, words: Secret, progress: Progress | None = None) -> None:
    """Open the recovery key from the envelope: the QR code's text or the groups, and the six words."""
    recovery = read_label(file).recovery
    if not recovery:
        raise InputError(
            translate(_CONTEXT, "这份备份没有封存给备用钥匙，"), translate(_CONTEXT, "请由保管人输入开锁口令。")
        )
    # The newest envelope is the last; while one is renewed there are two.
    vault.unlock_recovery(sheet, words, recovery[-1], progress)


@contextmanager
def opened_backup(file: Path, folder: Path, vault: Vault) -> Iterator[Path]:
    """Lay a sealed backup open in a folder of its own in the data ``folder``, which is gone afterwards.

    The vault's key must be open.
    """
    with spoken_problems(file), work_folder(folder) as work:
        plain = Path(work) / file.name.removesuffix(".sealed")
        vault.open_file(file, plain)
        yield plain
