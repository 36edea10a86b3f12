"""A register with custody in it, for tests: two holders, one of whom has a passphrase, and three ways into accounts."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.custody.secret_line import SecretLine
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.custody import Credential, CredentialKind, CredentialStatus
from pmedia_desktop.services.custody.appointing import appoint
from pmedia_desktop.services.custody.keys import enroll
from pmedia_desktop.services.office import Office, open_office, snapshot
from pmedia_desktop.vault.client import Vault
from pmedia_desktop.vault.secret import Secret
from tests.gui.hands import find, open_dialog, settle

HOLDER, OTHER = "李𬱖", "陈𣲗"
PASSPHRASE = "huapen shanlu chaye xuetang"  # noqa: S105
SECRET = "Tx7#mwe4-pkQv9"  # noqa: S105


def enter_custody(folder: Path, on: date) -> None:
    """Appoint holders for three ways into accounts, and let the first set a passphrase."""
    office = open_office(folder, on=on)
    with Vault() as vault:
        enroll(office, vault, person_id(office, HOLDER), Secret(PASSPHRASE))
    for name, kind, holder, status in (
        ("示例镇发布", CredentialKind.PASSWORD, HOLDER, CredentialStatus.EMPTY),
        ("示例镇视频号", CredentialKind.SCAN_OR_SMS, OTHER, CredentialStatus.EMPTY),
        ("示例镇视频号", CredentialKind.PASSWORD, OTHER, CredentialStatus.HOLDER_ONLY),
    ):
        account = next(one for one in snapshot(office).accounts if one.name == name and one.state.is_open)
        appoint(
            office,
            Credential(
                account_id=account.id,
                kind=kind,
                status=status,
                login_name="13900000009",
                holder_id=person_id(office, holder),
            ),
        )
    office.close()


def person_id(office: Office, name: str) -> int:
    """Return a person's id."""
    return next(person.id for person in snapshot(office).people if person.name == name)


def credential(window: Window) -> Credential:
    """Return the first password that is kept, as it stands in the register."""
    kept = (one for one in snapshot(window.desk.office).credentials if one.keeps_secret)
    return next(one for one in kept if one.kind is CredentialKind.PASSWORD)


def type_secret(root: QObject, name: str, text: str) -> None:
    """Type into a secret field as a keyboard does."""
    line = find(root, SecretLine, name)
    line.setFocus()
    line.clear()
    for letter in text:
        line.insert(letter)
    line.textEdited.emit(text)


def dialog_on_top(qtbot: QtBot, window: Window) -> QDialog:
    """Return the dialog that is open, after everything has come to rest."""
    settle(qtbot, window)
    qtbot.waitUntil(lambda: open_dialog(window) is not None, timeout=10_000)
    dialog = open_dialog(window)
    assert dialog is not None
    return dialog
