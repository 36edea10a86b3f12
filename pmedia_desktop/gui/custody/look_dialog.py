"""查看: a reason first, then dots, letters or the clipboard, for as long as the unit has set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.custody.capture import block_capture, can_block_capture
from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.custody.secret_view import SecretView
from pmedia_desktop.gui.ui_files import layout_in, part
from pmedia_desktop.model.attachment import SubjectKind
from pmedia_desktop.model.custody import CredentialKind
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.custody.records import CredentialRow
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault
    from pmedia_desktop.vault.secret import Secret

_CONTEXT = "gui.custody.look_dialog"
_SECOND = 1000
_LOOKED = frozenset({SubjectKind.CREDENTIAL})


@dataclass(frozen=True)
class Shown:
    """What came out of the vault, and the seconds for which it is shown (a one-time code: for which it is valid)."""

    secret: Secret
    seconds: int


class LookDialog(SecretDialog):
    """To be opened once somebody who may read the secret has unlocked."""

    def __init__(
        self, desk: Desk, parent: QWidget, row: CredentialRow, settings: Settings, *, former: bool = False
    ) -> None:
        super().__init__(desk, parent, "look", ("reason", "reason_more"))
        self._credential = row.credential
        self._settings = settings
        self._former = former
        self._secret: Secret | None = None
        self._seconds = 0
        self._view = SecretView(word(row.credential.kind))
        self._box = part(self.root, QFrame, "secret_box")
        self._asking = part(self.root, QWidget, "reason_box")
        self._countdown = part(self.root, QLabel, "countdown")
        self._reveal = part(self.root, QPushButton, "shown_now")
        self._copy = part(self.root, QPushButton, "copy")
        layout_in(self.root, "secret_place").addWidget(self._view)
        part(self.root, QLabel, "heading").setText(
            translate(_CONTEXT, "{platform}“{name}”").format(platform=row.platform_name, name=row.account_name)
        )
        part(self.root, QLabel, "facts").setText(_facts(row, former))
        other = translate(_CONTEXT, "其他（请在下面说明）")
        self.form.offer("reason", [*((reason, reason) for reason in look_reasons()), ("", other)])
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._timer.timeout.connect(self._count_down)
        self._reveal.toggled.connect(self._uncover)
        self._copy.clicked.connect(self._copy_it)
        desk.safe.locked.connect(self._locked)
        self._box.hide()

    def submit(self, values: dict[str, Any]) -> None:
        """Ask the vault; the service writes the look into the journal before the secret comes."""
        reason = "，".join(text for text in (values["reason"], values["reason_more"].strip()) if text)
        if not reason:
            raise InputError(
                translate(_CONTEXT, "还没有说明为什么查看，"), translate(_CONTEXT, "请写一句。"), field="reason_more"
            )
        credential_id, seconds, former = self._credential.id, self._settings.shown_seconds, self._former
        if self._credential.kind is CredentialKind.ONE_TIME_CODE:
            self.work(lambda office, vault, _progress: _code(office, vault, credential_id, reason), self._hold)
        else:
            self.work(
                lambda office, vault, progress: _show(
                    office, vault, credential_id, (reason, seconds, former), progress
                ),
                self._hold,
            )

    def done(self, result: int) -> None:
        """Forget the secret before the dialog goes."""
        self._forget()
        super().done(result)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the window out of captures before there is anything to see."""
        super().showEvent(event)
        is_blocked = self._settings.capture_blocked and block_capture(self)
        part(self.root, QLabel, "capture").setText(_capture_words(is_blocked, self._settings.capture_blocked))
        self.fit()

    def _hold(self, shown: Shown) -> None:
        self._secret = shown.secret
        self._view.hold(shown.secret)
        self._seconds = shown.seconds
        self._asking.hide()
        self.button.hide()
        self._box.show()
        self._reveal.setFocus()
        self._say_seconds()
        self._timer.start()
        self.fit()

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self._say_seconds()
        else:
            self._forget()
            self.reject()

    def _say_seconds(self) -> None:
        is_code = self._credential.kind is CredentialKind.ONE_TIME_CODE
        said = translate(_CONTEXT, "还有{seconds}秒失效") if is_code else translate(_CONTEXT, "{seconds}秒后自动收起")
        self._countdown.setText(said.format(seconds=self._seconds))

    def _uncover(self, on: bool) -> None:
        self._view.uncover(on)
        self._reveal.setText(translate(_CONTEXT, "遮住") if on else translate(_CONTEXT, "显示"))

    def _copy_it(self) -> None:
        credential_id = self._credential.id
        self.work(lambda office, vault, _progress: _copied(office, vault, credential_id), self._put)

    def _put(self, _nothing: object) -> None:
        if self._secret is None:
            return
        self.desk.safe.clipboard.put(self._secret, self._settings.shown_seconds)
        self.desk.say(
            translate(_CONTEXT, "已复制，{seconds}秒后从剪贴板清除").format(seconds=self._settings.shown_seconds)
        )

    def _locked(self) -> None:
        if self._secret is not None:
            self._forget()
            self.reject()

    def _forget(self) -> None:
        self._timer.stop()
        self._secret = None
        self._view.forget()


def look_reasons() -> tuple[str, ...]:
    """Return the reasons that are offered."""
    return (
        translate(_CONTEXT, "登录平台发布信息"),
        translate(_CONTEXT, "登录平台回复留言"),
        translate(_CONTEXT, "更换密码或绑定信息"),
        translate(_CONTEXT, "交接或盘点核对"),
        translate(_CONTEXT, "办理认证、年审或注销"),
    )


def _facts(row: CredentialRow, former: bool) -> str:
    kind = word(row.credential.kind)
    facts = [translate(_CONTEXT, "{kind}（上一个）").format(kind=kind) if former else kind]
    if row.credential.login_name:
        facts.append(translate(_CONTEXT, "登录账号：{name}").format(name=row.credential.login_name))
    return "；".join(facts)


def _capture_words(is_blocked: bool, is_wanted: bool) -> str:
    if is_blocked:
        return translate(_CONTEXT, "截屏和远程协助里看不到这个窗口。")
    if is_wanted and not can_block_capture():
        return translate(_CONTEXT, "这个系统不能阻止截屏，查看时请留意旁人和远程协助。")
    return translate(_CONTEXT, "阻止截屏没有生效，查看时请留意旁人和远程协助。")


def _show(
    office: Office, vault: Vault, credential_id: int, how: tuple[str, int, bool], progress: Progress
) -> Outcome[Shown]:
    from pmedia_desktop.services.custody.looking import show
    from pmedia_desktop.services.outcome import Outcome

    reason, seconds, former = how
    return Outcome(Shown(show(office, vault, credential_id, reason, progress, former=former), seconds), _LOOKED)


def _code(office: Office, vault: Vault, credential_id: int, reason: str) -> Outcome[Shown]:
    from pmedia_desktop.services.custody.looking import one_time_code
    from pmedia_desktop.services.outcome import Outcome

    made = one_time_code(office, vault, credential_id, reason)
    return Outcome(Shown(made.code, made.seconds_left), _LOOKED)


def _copied(office: Office, vault: Vault, credential_id: int) -> Outcome[None]:
    from pmedia_desktop.services.custody.looking import copied
    from pmedia_desktop.services.outcome import Outcome

    copied(office, vault, credential_id)
    return Outcome(None, _LOOKED)
