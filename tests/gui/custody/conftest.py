"""The window on an office with custody, its keyring in memory and its passphrases without scrypt.

The real keyring and the real vault's process are in test_look.py.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QTableView, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.custody.unlock_dialog import UnlockDialog
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.custody import Credential, CredentialKind
from pmedia_desktop.model.snapshot import Snapshot
from pmedia_desktop.services.office import open_office, snapshot
from pmedia_desktop.vault import client
from tests.gui.conftest import OpenWindow
from tests.gui.custody.passwords import dialog_on_top, type_secret
from tests.gui.hands import click, find, open_dialog, settle, texts
from tests.services.custody.conftest import NAMES, passphrase_of, start
from tests.services.custody.in_memory import InMemoryVault, Lockers
from tests.vault.memory_keyring import MemoryKeyring

HOLDER, TAKER, WITNESS, NEWCOMER = NAMES
LEADER = "王䶮"
SECRET = "Mima-7319-yuyi"  # noqa: S105 - made up


@dataclass(frozen=True)
class Kept:
    """A closed register with a password of the holder and a scan right, and what lies beside it."""

    folder: Path
    keyring: dict[tuple[str, str], str]
    lockers: Lockers


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    folder = tmp_path_factory.mktemp("kept") / "r"
    office, vault = open_office(folder, create=True), InMemoryVault()
    made = start(office, vault)
    made.used(made.deposit(made.appoint(), SECRET))
    made.appoint(kind=CredentialKind.SCAN_OR_SMS, login="")
    vault.lock()
    office.close()
    return Kept(folder, vault.keyring.kept, vault.lockers)


@dataclass
class CustodyWindow:
    """The window, and the hands of whoever sits at it."""

    qtbot: QtBot
    window: Window
    keyring: MemoryKeyring
    lockers: Lockers

    @property
    def known(self) -> Snapshot:
        return snapshot(self.window.desk.office)

    def credential(self, number: int = 1) -> Credential:
        return next(one for one in self.known.credentials if one.id == number)

    def number_of(self, name: str) -> int:
        return next(person.id for person in self.known.people if person.name == name)

    def go(self, key: str, record: int = 0, field: str = "") -> QWidget:
        self.window.go(Place(key, record, field))
        self.settle()
        return self.window.page(key)

    def settle(self) -> None:
        settle(self.qtbot, self.window)

    def press(self, root: QWidget, name: str) -> None:
        click(root, name)
        self.settle()

    def row(self, root: QWidget, number: int, name: str = "table") -> None:
        find(root, QTableView, name).selectRow(number)

    def dialog(self) -> QDialog:
        return dialog_on_top(self.qtbot, self.window)

    def no_dialog(self) -> None:
        self.settle()
        dialog = open_dialog(self.window)
        assert dialog is None, texts(dialog or self.window)

    def unlock(self, name: str) -> None:
        """Give the passphrase in the dialog that asks for it."""
        dialog = self.dialog()
        assert isinstance(dialog, UnlockDialog), texts(dialog)
        type_secret(dialog, "passphrase", passphrase_of(name).reveal())
        self.press(dialog, "save")

    def vault(self) -> InMemoryVault:
        """Return another vault over the same keyring, to look at what the window has done."""
        return InMemoryVault(self.keyring, self.lockers)


OpenCustody = Callable[[], CustodyWindow]


@pytest.fixture
def desk(
    qtbot: QtBot, open_window: OpenWindow, kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> CustodyWindow:
    folder = tmp_path / "样例"
    shutil.copytree(kept.folder, folder)
    keyring, lockers = MemoryKeyring(), kept.lockers
    keyring.kept = dict(kept.keyring)

    class DeskVault(InMemoryVault):
        def __init__(self, **_: object) -> None:
            super().__init__(keyring, lockers)

    monkeypatch.setattr(client, "Vault", DeskVault)
    return CustodyWindow(qtbot, open_window(folder, on=None), keyring, lockers)
