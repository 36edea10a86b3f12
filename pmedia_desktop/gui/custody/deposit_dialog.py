"""存入、更换密码: typed or drawn by the program; nobody's passphrase is needed for it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QSpinBox, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.custody.strength_bar import StrengthBar
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.custody import CredentialKind
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.secret import Secret

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.custody import Credential
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.custody.records import CredentialRow
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault
    from pmedia_desktop.vault.generator import PasswordRule

_CONTEXT = "gui.custody.deposit_dialog"
_DRAWN = (CredentialKind.PASSWORD, CredentialKind.EMAIL_PASSWORD)


class Manner(Enum):
    """How a password is drawn."""

    RANDOM = "random"
    READABLE = "readable"


class DepositDialog(SecretDialog):
    """Keeps a new version of a credential's secret. The former one stays until a login has confirmed this one."""

    def __init__(self, desk: Desk, parent: QWidget, row: CredentialRow, settings: Settings, platform: str) -> None:
        super().__init__(desk, parent, "deposit", ("length", "manner"))
        self._row = row
        self._settings = settings
        self._rule: PasswordRule | None = None
        self._lines_field = part(self.root, QPlainTextEdit, "lines")
        self._strength = StrengthBar(desk, self.root, self.line("secret").secret)
        self._arrange(row.credential.kind)
        self._name(row)
        self.line("secret").textEdited.connect(lambda _text: self._strength.note_change())
        self.form.offer(
            "manner",
            [
                (Manner.RANDOM, translate(_CONTEXT, "随机字符")),
                (Manner.READABLE, translate(_CONTEXT, "能读出来的拼音词")),
            ],
        )
        part(self.root, QPushButton, "generate").clicked.connect(self._generate)
        part(self.root, QPushButton, "copy").clicked.connect(self._copy)
        part(self.root, QPushButton, "picture").clicked.connect(self._choose_picture)
        desk.read(self, lambda _office: _rule(platform), self._show_rule)

    def submit(self, values: dict[str, Any]) -> None:
        """Deposit what was typed, after it was typed a second time where it can't be read."""
        kind = self._row.credential.kind
        if kind is CredentialKind.RECOVERY_CODES:
            secret = Secret(self._lines_field.toPlainText().strip())
        else:
            secret = self.line("secret").secret()
        if not secret.reveal().strip():
            raise InputError(
                translate(_CONTEXT, "还没有填写，"), translate(_CONTEXT, "请填写后再存入。"), field="secret"
            )
        if kind in _DRAWN and secret != self.line("again").secret():
            raise InputError(
                translate(_CONTEXT, "两次输入的密码不一样，"), translate(_CONTEXT, "请重新输入。"), field="again"
            )
        credential_id = self._row.credential.id
        self.work(
            lambda office, vault, progress: _deposit(office, vault, credential_id, secret, progress), self._deposited
        )

    def done(self, result: int) -> None:
        """Forget the codes too."""
        self._lines_field.clear()
        super().done(result)

    def _deposited(self, credential: Credential) -> None:
        self.desk.say(
            translate(_CONTEXT, "已存入。请到平台上改成这个密码，登录成功后点“登录验证通过”")
            if credential.kind in _DRAWN
            else translate(_CONTEXT, "已存入")
        )
        version = credential.version
        self.accept()
        if version is not None and version.reused:
            self.desk.dialogs.tell(
                translate(_CONTEXT, "这个密码在别处也用着"),
                translate(_CONTEXT, "已经存入。一处泄露，处处不保，请换一个不同的密码。"),
            )

    def _arrange(self, kind: CredentialKind) -> None:
        is_typed, is_codes = kind in _DRAWN, kind is CredentialKind.RECOVERY_CODES
        for name, shown in (
            ("line_box", not is_codes),
            ("again_label", is_typed),
            ("again", is_typed),
            ("bar", is_typed),
            ("strength", is_typed),
            ("copy", is_typed),
            ("generator", is_typed),
            ("lines_box", is_codes),
            ("picture_box", kind is CredentialKind.ONE_TIME_CODE),
        ):
            part(self.root, QWidget, name).setVisible(shown)
        self._lines_field.setUndoRedoEnabled(False)
        self._lines_field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        part(self.root, QLabel, "secret_label").setText(word(kind))
        self.line("secret").setAccessibleName(word(kind))

    def _name(self, row: CredentialRow) -> None:
        title = translate(_CONTEXT, "更换密码") if row.credential.version else translate(_CONTEXT, "存入密码")
        self.setWindowTitle(title)
        part(self.root, QLabel, "heading").setText(
            translate(_CONTEXT, "{platform}“{name}”").format(platform=row.platform_name, name=row.account_name)
        )
        part(self.root, QLabel, "hint").setText(_hint(row.credential))

    def _show_rule(self, rule: PasswordRule) -> None:
        self._rule = rule
        length = part(self.root, QSpinBox, "length")
        length.setRange(rule.shortest, rule.longest)
        length.setValue(rule.longest)
        said = translate(_CONTEXT, "按平台要求：{shortest}到{longest}个字符。")
        if not rule.confirmed:
            said = translate(
                _CONTEXT, "{shortest}到{longest}个字符，多数平台都能用；平台不接受时，按它的提示改短或换种类。"
            )
        part(self.root, QLabel, "rule").setText(said.format(shortest=rule.shortest, longest=rule.longest))
        self.fit()

    def _generate(self) -> None:
        rule = self._rule
        if rule is None:
            return
        values = self.form.values()
        length, manner = values["length"], values["manner"]
        self.form.clear_problem()
        self.desk.read(self, lambda _office: _generate(rule, length, manner), self._take, refused=self.refuse)

    def _take(self, secret: Secret) -> None:
        for name in ("secret", "again"):
            self.line(name).show_secret(secret)
        self._strength.note_change()
        self.line("secret").setFocus()

    def _copy(self) -> None:
        secret = self.line("secret").secret()
        if secret.reveal():
            self.desk.safe.clipboard.put(secret, self._settings.shown_seconds)
            self.desk.say(
                translate(_CONTEXT, "已复制，{seconds}秒后从剪贴板清除").format(seconds=self._settings.shown_seconds)
            )

    def _choose_picture(self) -> None:
        path = self.desk.dialogs.open_file(
            translate(_CONTEXT, "选择二维码图片"), translate(_CONTEXT, "图片 (*.png *.jpg *.jpeg *.bmp)")
        )
        if path is not None:
            self.desk.read(self, lambda _office: _setup_in(path), self._take_setup, refused=self.refuse)

    def _take_setup(self, setup: Secret) -> None:
        self.line("secret").show_secret(setup)


def _hint(credential: Credential) -> str:
    if credential.kind is CredentialKind.ONE_TIME_CODE:
        return translate(_CONTEXT, "填写平台给出的设置链接（otpauth开头）或那一串字母，也可以读取二维码图片。")
    if credential.kind is CredentialKind.RECOVERY_CODES:
        return translate(_CONTEXT, "平台给的恢复码，手机丢了时用它登录。用掉一个，就把剩下的重新存入。")
    if credential.version is None:
        return translate(_CONTEXT, "存入不需要开锁口令；存入以后只有保管人和B岗能查看。")
    return translate(_CONTEXT, "先存入新密码，再到平台上修改。登录验证通过以前，旧密码也保留着。")


def _setup_in(path: Path) -> Secret:
    from pmedia_desktop.services.custody.qr_codes import content_of, text_in_picture

    return Secret(text_in_picture(content_of(path)))


def _rule(platform: str) -> PasswordRule:
    from pmedia_desktop.vault.generator import password_rule

    return password_rule(platform)


def _generate(rule: PasswordRule, length: int, manner: Manner) -> Secret:
    from pmedia_desktop.vault.generator import generate_password, generate_pronounceable

    if manner is Manner.READABLE:
        return generate_pronounceable(rule, length=length)
    return generate_password(rule, length=length)


def _deposit(
    office: Office, vault: Vault, credential_id: int, secret: Secret, progress: Progress
) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.deposits import deposit

    return deposit(office, vault, credential_id, secret, progress=progress)
