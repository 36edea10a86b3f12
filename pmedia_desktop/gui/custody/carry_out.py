"""导出给另一台电脑: which passwords, for whom, and sealed how: to a public key, or under words told by telephone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QPushButton, QRadioButton, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.custody.drawn_words import DrawnWordsLines
from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.custody.transfers import SentFile
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault
    from pmedia_desktop.vault.secret import Secret

_CONTEXT = "gui.custody.carry_out"


class CarryOutDialog(SecretDialog):
    """``offered`` are the credentials that the person who has unlocked can read: number and what people call it."""

    def __init__(self, desk: Desk, parent: QWidget, offered: Sequence[tuple[int, str]]) -> None:
        super().__init__(desk, parent, "carry_out", ("taker", "taker_recipient"))
        self._words = DrawnWordsLines(
            self, translate(_CONTEXT, "电话告知的四个词"), translate(_CONTEXT, "四个词的汉字")
        )
        self._by_key = part(self.root, QRadioButton, "by_key")
        self._items = part(self.root, QListWidget, "items")
        self._items.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._items.setAccessibleName(part(self.root, QLabel, "items_label").text())
        for number, name in offered:
            item = QListWidgetItem(name, self._items)
            item.setData(Qt.ItemDataRole.UserRole, number)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if len(offered) == 1 else Qt.CheckState.Unchecked)
        self._by_key.toggled.connect(lambda _on: self._show_manner())
        part(self.root, QPushButton, "picture").clicked.connect(self._choose_key)
        self._show_manner()

    def submit(self, values: dict[str, Any]) -> None:
        """Ask where to, then export; the record comes before the file."""
        chosen = self._chosen()
        taker, key = values["taker"].strip(), values["taker_recipient"].strip() if self._by_key.isChecked() else ""
        if not chosen:
            raise InputError(
                translate(_CONTEXT, "还没有选带哪些，"), translate(_CONTEXT, "请至少勾选一项。"), field="items"
            )
        if not taker:
            raise InputError(
                translate(_CONTEXT, "还没有填写接收人，"), translate(_CONTEXT, "请填写姓名和单位。"), field="taker"
            )
        if self._by_key.isChecked() and not key:
            raise InputError(
                translate(_CONTEXT, "还没有接收人的公开钥匙，"),
                translate(_CONTEXT, "请向接收人要；没有的，改用电话告知的四个词。"),
                field="taker_recipient",
            )
        path = self.desk.dialogs.save_file(
            translate(_CONTEXT, "导出到"),
            translate(_CONTEXT, "账号密码-{taker}.age").format(taker=taker),
            translate(_CONTEXT, "加密文件 (*.age)"),
        )
        if path is None:
            return
        words = None if self._by_key.isChecked() or self._words.drawn is None else self._words.drawn.typed
        self.work(
            lambda office, vault, progress: _send(office, vault, chosen, (taker, key, words, path), progress),
            lambda sent: self._sent(sent, path),
        )

    def done(self, result: int) -> None:
        """Forget the words too."""
        self._words.forget()
        super().done(result)

    def _sent(self, sent: SentFile, path: Path) -> None:
        if self._by_key.isChecked():
            self.accept()
        else:
            # The words stay on the screen until the telephone call is made.
            for name in ("items", "items_label", "by_key", "by_words", "another", "save", "taker", "taker_label"):
                part(self.root, QWidget, name).hide()
            part(self.root, QPushButton, "cancel").setText(translate(_CONTEXT, "已经告知，关闭"))
            part(self.root, QLabel, "hint").setText(
                translate(_CONTEXT, "文件已写好：{path}。现在打电话把四个词告诉接收人。").format(path=path)
            )
            self.fit()
        self.desk.say(
            translate(_CONTEXT, "已导出（第{number}次）。今天更换这些密码，收到回执号码后登记").format(
                number=sent.transfer.id
            )
        )

    def _chosen(self) -> list[int]:
        rows = (self._items.item(row) for row in range(self._items.count()))
        return [row.data(Qt.ItemDataRole.UserRole) for row in rows if row.checkState() is Qt.CheckState.Checked]

    def _show_manner(self) -> None:
        by_key = self._by_key.isChecked()
        part(self.root, QWidget, "key_box").setVisible(by_key)
        part(self.root, QFrame, "words_box").setVisible(not by_key)
        self.form.clear_problem()
        if not by_key and self._words.drawn is None:
            self._words.draw()
        self._words.show_again()
        self.fit()

    def _choose_key(self) -> None:
        path = self.desk.dialogs.open_file(
            translate(_CONTEXT, "选择公开钥匙"),
            translate(_CONTEXT, "图片、文件 (*.png *.jpg *.jpeg *.bmp *.pdf *.txt)"),
        )
        if path is not None:
            self.desk.read(
                self,
                lambda _office: _key_in(path),
                lambda key: self.form.show({"taker_recipient": key}),
                refused=self.refuse,
            )


def _key_in(path: Path) -> str:
    from pmedia_desktop.services.custody.qr_codes import sheet_in_file

    return sheet_in_file(path).strip()


def _send(
    office: Office, vault: Vault, chosen: Sequence[int], how: tuple[str, str, Secret | None, Path], progress: Progress
) -> Outcome[SentFile]:
    from pmedia_desktop.services.custody.transfers import send
    from pmedia_desktop.services.files import check_writable, write_file

    taker, key, words, path = how
    check_writable(path)
    sent = send(office, vault, chosen, taker, taker_key=key, passphrase=words, progress=progress)
    write_file(path, sent.value.file.encode("ascii"))
    return sent
