"""A sealed backup restored on a new PC by command, with a passphrase or with the envelope."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pmedia_desktop.services import settings
from pmedia_desktop.services.backup import sealing
from pmedia_desktop.services.custody.qr_codes import text_in_picture
from pmedia_desktop.services.office import open_office
from tests.cli.conftest import Ran
from tests.cli.custody.conftest import ACCOUNT, HOLDER, PASSPHRASES, SECRET, CustodyDesk
from tests.cli.custody.test_handing import confirm_envelope, printed_envelope

Restore = Callable[..., Ran]


@pytest.fixture
def restore(custody: CustodyDesk, run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Restore:
    """Return what runs ``restore`` into an empty folder of a new PC, whose keyring is empty."""
    monkeypatch.setattr(sealing, "Vault", custody.vault())

    def restored(file: Path, *more: str | Path, given: str) -> Ran:
        custody.keyring.kept.clear()
        monkeypatch.setattr(sys, "stdin", io.StringIO(given))
        return run("restore", file, *more, "--data", tmp_path / "新电脑")

    return restored


def sealed_backup(data: Path, run: Callable[..., Ran], place: Path) -> Path:
    office = open_office(data)
    settings.save_settings(office, replace(settings.read_settings(office), backups_sealed=True))
    office.close()
    file = Path(run("backup", place, "--json").value["file"])
    assert file.name.endswith(".db.sealed")
    assert ACCOUNT.encode() not in file.read_bytes()
    return file


def names_in(folder: Path) -> list[str]:
    office = open_office(folder)
    with office.register.read() as reader:
        names = [account.name for account in reader.accounts()]
    office.close()
    return names


def test_a_sealed_backup_is_restored_with_a_passphrase(
    custody: CustodyDesk, run: Callable[..., Ran], restore: Restore, data: Path, tmp_path: Path
) -> None:
    number = custody.password()
    file = sealed_backup(data, run, tmp_path / "U盘")
    wrong = restore(file, given="falsch falsch falsch\n")
    assert wrong.code == 2
    assert "口令" in wrong.err
    assert not (tmp_path / "新电脑").exists()
    assert restore(file, given="").code == 2
    assert restore(file, given=PASSPHRASES[HOLDER] + "\n").code == 0
    assert names_in(tmp_path / "新电脑") == [ACCOUNT]
    shown = run_on_new_pc(custody, run, tmp_path / "新电脑", number)
    assert shown.out.removesuffix("\n") == SECRET


def run_on_new_pc(custody: CustodyDesk, run: Callable[..., Ran], folder: Path, number: str) -> Ran:
    custody.monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASES[HOLDER] + "\n"))
    words = ("show", number, "--reason", "换了电脑", "--as", HOLDER)
    return run("custody", *words, "--data", folder)


def test_a_sealed_backup_is_restored_with_the_envelope(
    custody: CustodyDesk, run: Callable[..., Ran], restore: Restore, data: Path, tmp_path: Path
) -> None:
    custody.password()
    sheet = tmp_path / "密封件.pdf"
    printed = printed_envelope(custody, sheet)
    confirm_envelope(custody, sheet, printed)
    file = sealed_backup(data, run, tmp_path / "U盘")
    picture = tmp_path / "密封件.txt"
    picture.write_text(text_in_picture(sheet.read_bytes()), "utf-8")
    assert restore(file, "--sheet", picture, given="yi er san si wu liu\n").code == 2
    assert restore(file, "--sheet", picture, given=f"{printed['words']}\n").code == 0
    assert names_in(tmp_path / "新电脑") == [ACCOUNT]
