"""A sealed backup carries everything to a new PC: nothing but the file and a passphrase, or the envelope, is needed."""

from dataclasses import replace
from pathlib import Path

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.journal import Action
from pmedia_desktop.services import settings
from pmedia_desktop.services.backup import backups, sealing
from pmedia_desktop.services.backup.sealing import opened_backup, unlock_with_envelope, unlock_with_passphrase
from pmedia_desktop.services.custody import reconcile
from pmedia_desktop.services.office import open_office
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.problems import WrongPassphrase
from pmedia_desktop.vault.secret import Secret
from tests.services.conftest import TODAY, Started
from tests.services.custody.in_memory import InMemoryVault
from tests.services.custody.township import PASSPHRASES, Township, settled
from tests.vault.memory_keyring import MemoryKeyring


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> InMemoryVault:
    """Return the vault of the first PC; backups are sealed by one like it."""
    first = InMemoryVault()
    monkeypatch.setattr(sealing, "Vault", lambda: InMemoryVault(lockers=first.lockers))
    return first


@pytest.fixture
def township(started: Started, vault: InMemoryVault) -> Township:
    made = settled(started, vault)
    settings.save_settings(made.office, replace(settings.read_settings(made.office), backups_sealed=True))
    return made


def restored(township: Township, sealed: Path, vault: Vault, folder: Path) -> str:
    """Restore on a new PC, bring the secrets into its keyring, and read the password there."""
    with opened_backup(sealed, folder, vault) as plain:
        backups.restore(plain, folder)
    office = open_office(folder, on=TODAY)
    assert reconcile.reconcile(office, vault).left == ()
    there = replace(township, office=office, vault=vault)
    try:
        return there.shown_to(there.holder)
    finally:
        office.close()


def test_a_scheduled_backup_is_sealed_without_anybodys_passphrase(township: Township) -> None:
    made = backups.daily_backup(township.office)
    assert made is not None
    assert made.path.name.endswith(".db.sealed")
    assert b"SQLite format" not in made.path.read_bytes()
    assert [path for path in made.path.parent.iterdir() if path != made.path] == []
    assert [file.sealed for file in backups.list_backups(township.office)] == [True]


def test_a_passphrase_brings_everything_to_a_new_pc(township: Township, vault: InMemoryVault, tmp_path: Path) -> None:
    sealed = backups.back_up(township.office, tmp_path / "U盘").path
    new = InMemoryVault(MemoryKeyring(), vault.lockers)
    with pytest.raises(WrongPassphrase):
        unlock_with_passphrase(sealed, new, Secret("falsch falsch falsch"))
    unlock_with_passphrase(sealed, new, PASSPHRASES["陈默"])
    assert restored(township, sealed, new, tmp_path / "新电脑") == "Weibo-2026-shuangqing"
    assert new.entries


def test_the_envelope_brings_everything_to_a_new_pc(township: Township, vault: InMemoryVault, tmp_path: Path) -> None:
    printed = township.sealed_envelope()
    vault.lock()
    sealed = backups.back_up(township.office, tmp_path / "U盘").path
    new = InMemoryVault(MemoryKeyring(), vault.lockers)
    unlock_with_envelope(sealed, new, township.sheet_of(printed), printed.words.typed)
    assert restored(township, sealed, new, tmp_path / "新电脑") == "Weibo-2026-shuangqing"


def without_holders_keys(township: Township) -> None:
    """Take every holder's key out of use, as when the last of them has gone."""
    office = township.office
    with office.register.write(
        office.actor, Action.HOLDER_KEY_SAVED, subject=Subject(SubjectKind.HOLDER_KEY)
    ) as writer:
        for key in writer.holder_keys():
            writer.save(replace(key, retired_at=office.now()))


def test_once_no_holder_is_left_backups_are_sealed_to_the_envelope_alone(
    township: Township, vault: InMemoryVault, tmp_path: Path
) -> None:
    printed = township.sealed_envelope()
    vault.lock()
    without_holders_keys(township)
    sealed = backups.back_up(township.office, tmp_path / "U盘").path
    new = InMemoryVault(MemoryKeyring(), vault.lockers)
    with pytest.raises(InputError, match="没有保管人的钥匙"):
        unlock_with_passphrase(sealed, new, PASSPHRASES["陈默"])
    unlock_with_envelope(sealed, new, township.sheet_of(printed), printed.words.typed)
    with opened_backup(sealed, tmp_path, new) as plain:
        assert plain.read_bytes().startswith(b"SQLite format 3")


def test_once_nobody_could_open_them_backups_are_still_made_but_stay_on_this_pc(
    township: Township, tmp_path: Path
) -> None:
    office, stick = township.office, tmp_path / "U盘" / "登记册备份"
    stick.parent.mkdir()
    settings.save_settings(office, replace(settings.read_settings(office), second_place=str(stick)))
    without_holders_keys(township)
    daily = backups.daily_backup(office)
    asked_for = backups.back_up(office)
    assert daily is not None
    assert [file.sealed for file in backups.list_backups(office)] == [False, False]
    assert ["只存在这台电脑上" in " ".join(made.notes) for made in (daily, asked_for)] == [True, True]
    assert ["只存在这台电脑上" in note for note in backups.bring_backups_along(office)] == [True]
    with pytest.raises(InputError, match="没有人能打开加密的备份"):
        backups.back_up(office, stick)
    assert not stick.exists()
    settings.save_settings(office, replace(settings.read_settings(office), copies=3))
    assert settings.read_settings(office).backups_sealed, "what else is set can be saved all the same"


def test_nothing_is_sealed_while_nobody_has_a_key(started: Started) -> None:
    with pytest.raises(InputError, match="还没有人设置开锁口令"):
        settings.save_settings(started.office, replace(settings.read_settings(started.office), backups_sealed=True))
    assert not settings.read_settings(started.office).backups_sealed
