"""A backup carries the sealed texts: on a PC set up anew they go back into its keyring; a newer entry is left alone."""

from pathlib import Path

from pmedia_desktop.model.custody import Credential
from pmedia_desktop.services.backup import backups
from pmedia_desktop.services.custody import deposits, envelopes, keys, looking, reconcile
from pmedia_desktop.services.custody.terminals import confirm_this_computer
from pmedia_desktop.services.office import open_office
from pmedia_desktop.vault.secret import Secret
from tests.services.custody.conftest import NAMES, Custody, passphrase_of
from tests.services.custody.in_memory import InMemoryVault
from tests.services.custody.who_reads import readers, with_recovery_key

LI = NAMES[0]


def backed_up(custody: Custody, folder: Path) -> Path:
    made = backups.back_up(custody.office, folder)
    custody.office.close()
    return made.path


def test_on_a_pc_set_up_anew_the_holder_reads_again(custody: Custody, password: Credential, tmp_path: Path) -> None:
    file = backed_up(custody, tmp_path / "U盘")
    backups.restore(file, tmp_path / "新电脑")
    office, vault = open_office(tmp_path / "新电脑"), InMemoryVault(lockers=custody.vault.lockers)
    assert vault.entries == {}
    report = reconcile.reconcile(office, vault)
    assert (len(report.done), report.left) == (1, ())
    confirm_this_computer(office)
    keys.unlock(office, vault, custody.people[LI].id, passphrase_of(LI))
    assert looking.show(office, vault, password.id, "登录").reveal() == "Mima-7319-yuyi"
    assert with_recovery_key(office, vault, password.id) == {"Mima-7319-yuyi"}
    assert envelopes.standing(office).key is not None
    assert reconcile.reconcile(office, vault) == reconcile.ReconcileReport()
    office.close()


def test_an_older_backup_leaves_the_newer_entry_in_the_keyring_as_it_is(
    custody: Custody, password: Credential, tmp_path: Path
) -> None:
    folder = custody.office.folder
    file = backups.back_up(custody.office, tmp_path / "U盘").path
    custody.deposit(password, "Xin-8842-dengta")
    custody.used(password)
    newer = dict(custody.vault.entries)
    custody.office.close()
    backups.restore(file, folder)
    office = open_office(folder)
    vault = InMemoryVault(custody.vault.keyring, custody.vault.lockers)
    report = reconcile.reconcile(office, vault)
    assert report.left == ()
    assert newer.items() <= vault.entries.items()
    assert readers(office, vault, password.id) == {custody.people[LI].id: "Mima-7319-yuyi"}
    keys.unlock(office, vault, custody.people[LI].id, passphrase_of(LI))
    deposits.deposit(office, vault, password.id, Secret("Disan-5519-muchuan"))
    assert newer.items() <= vault.entries.items()
    office.close()
