"""带来的文件导入、公开钥匙、回执: the taker's side of a file from another PC, and the number that goes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.custody.small_dialogs import ReasonDialog
from pmedia_desktop.gui.custody.unlock_dialog import with_open_safe
from pmedia_desktop.gui.custody.waiting import run_with_safe
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.handover import Transfer
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.custody.receiving import Received
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault
    from pmedia_desktop.vault.secret import Secret

_CONTEXT = "gui.custody.carry_in"


class CarryInDialog(SecretDialog):
    """Asks for the words told by telephone, under which a file lies."""

    def __init__(self, desk: Desk, parent: QWidget, name: str, file: str) -> None:
        super().__init__(desk, parent, "carry_in")
        self._file = file
        part(self.root, QLabel, "heading").setText(name)

    def submit(self, values: dict[str, Any]) -> None:
        """Open the file and keep what is in it."""
        file, spoken = self._file, self.line("spoken").secret()
        self.work(lambda office, vault, progress: _receive(office, vault, file, spoken, progress), self._received)

    def _received(self, received: Received) -> None:
        desk = self.desk
        self.accept()
        tell_receipt(desk, received)


class PublicKeyDialog(SecretDialog):
    """A taker's public key as QR code, text and file. ``keys`` are number, name, key and fingerprint of each person."""

    def __init__(self, desk: Desk, parent: QWidget, keys: Sequence[tuple[int, str, str, str]]) -> None:
        super().__init__(desk, parent, "public_key", ("person_id", "key"))
        self._keys = {number: (name, key, fingerprint) for number, name, key, fingerprint in keys}
        self._picture = part(self.root, QLabel, "picture")
        self.form.offer("person_id", [(number, name) for number, name, *_ in keys])
        self.form.on_change(self._show_person)
        self._show_person()

    def submit(self, values: dict[str, Any]) -> None:
        """Write the key into a file."""
        name, key, _ = self._keys[values["person_id"]]
        path = self.desk.dialogs.save_file(
            translate(_CONTEXT, "存到"),
            translate(_CONTEXT, "公开钥匙-{name}.txt").format(name=name),
            translate(_CONTEXT, "文本文件 (*.txt)"),
        )
        if path is not None:
            self.desk.read(self, lambda _office: _write(path, key), self._written, refused=self.refuse)

    def _written(self, path: Path) -> None:
        self.desk.say(translate(_CONTEXT, "已存到{path}").format(path=path))

    def _show_person(self) -> None:
        _, key, fingerprint = self._keys[self.form.values()["person_id"]]
        part(self.root, QLineEdit, "key").setText(key)
        part(self.root, QLineEdit, "key").setCursorPosition(0)
        part(self.root, QLabel, "fingerprint").setText(
            translate(_CONTEXT, "指纹（可以电话核对）：{fingerprint}").format(fingerprint=fingerprint)
        )
        self.desk.read(self, lambda _office: _qr(key), self._show_picture, replaces="picture")

    def _show_picture(self, picture: bytes) -> None:
        pixmap = QPixmap()
        pixmap.loadFromData(picture)
        self._picture.setPixmap(pixmap)


def bring_in(desk: Desk, owner: QWidget) -> None:
    """Choose a file, let the taker unlock, ask for the words if there are any, and tell the receipt's number."""
    path = desk.dialogs.open_file(translate(_CONTEXT, "选择带来的文件"), translate(_CONTEXT, "加密文件 (*.age)"))
    if path is None:
        return

    def opened(read: tuple[str, bool]) -> None:
        file, under_words = read

        def take() -> None:
            if under_words:
                CarryInDialog(desk, owner.window(), path.name, file).open()
            else:
                run_with_safe(
                    desk,
                    owner,
                    translate(_CONTEXT, "正在导入"),
                    lambda office, vault, progress: _receive(office, vault, file, None, progress),
                    lambda received: tell_receipt(desk, received),
                )

        with_open_safe(desk, owner, take)

    desk.read(owner, lambda _office: _read(path), opened)


def tell_receipt(desk: Desk, received: Received) -> None:
    """Say what came, and the number for the one who sent it."""
    desk.dialogs.tell(
        translate(_CONTEXT, "已导入{count}项，回执号码：{number}").format(
            count=len(received.credentials), number=received.receipt
        ),
        translate(_CONTEXT, "请把回执号码告诉移交人登记；然后今天就到平台上更换这些密码。"),
    )


def enter_receipt(desk: Desk, owner: QWidget, transfer: Transfer) -> None:
    """Ask for the number that the taker's program has shown."""

    def act(dialog: ReasonDialog, number: str) -> None:
        def noted(_transfer: Transfer) -> None:
            dialog.accept()
            desk.say(translate(_CONTEXT, "已登记回执，这次交接完成"))

        dialog.change(lambda office: _enter(office, transfer.id, number), noted)

    words = (
        translate(_CONTEXT, "登记{taker}的回执").format(taker=transfer.taker),
        translate(_CONTEXT, "接收人导入文件后，他的程序显示八位数字。"),
        translate(_CONTEXT, "登记"),
    )
    dialog = ReasonDialog(desk, owner.window(), words, act)
    part(dialog.root, QLabel, "reason_label").setText(translate(_CONTEXT, "回执号码"))
    dialog.open()


def _read(path: Path) -> tuple[str, bool]:
    from pmedia_desktop.services.custody.receiving import read_transfer_file

    return read_transfer_file(path)


def _receive(office: Office, vault: Vault, file: str, spoken: Secret | None, progress: Progress) -> Outcome[Received]:
    from pmedia_desktop.services.custody.receiving import receive

    return receive(office, vault, file, passphrase=spoken, progress=progress)


def _enter(office: Office, transfer_id: int, number: str) -> Outcome[Transfer]:
    from pmedia_desktop.services.custody.transfers import enter_receipt as enter

    return enter(office, transfer_id, number)


def _qr(key: str) -> bytes:
    from pmedia_desktop.services.custody.qr_codes import qr_picture

    return qr_picture(key)


def _write(path: Path, key: str) -> Path:
    from pmedia_desktop.services.files import write_file

    write_file(path, f"{key}\n".encode("ascii"))
    return path
