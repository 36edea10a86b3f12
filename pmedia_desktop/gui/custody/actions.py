"""What can be done with one credential, from the table and from its page: first who unlocks, then the dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.custody.deposit_dialog import DepositDialog
from pmedia_desktop.gui.custody.look_dialog import LookDialog
from pmedia_desktop.gui.custody.small_dialogs import DeputyDialog, LendDialog, ReasonDialog
from pmedia_desktop.gui.custody.terminal_dialog import confirm_this_computer
from pmedia_desktop.gui.custody.unlock_dialog import with_open_safe
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.custody import Credential
    from pmedia_desktop.model.settings import Settings
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.custody.records import CredentialRow
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault

_CONTEXT = "gui.custody.actions"


def look(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Show the secret: on a PC of the list, to who may read it, after a reason."""
    _look(desk, owner, row, former=False)


def look_at_former(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Show the secret before the current one, which a platform asks for when it is changed."""
    _look(desk, owner, row, former=True)


def _look(desk: Desk, owner: QWidget, row: CredentialRow, *, former: bool) -> None:
    def show(settings: Settings) -> None:
        LookDialog(desk, owner.window(), row, settings, former=former).open()

    def open_it() -> None:
        desk.read(owner, _settings, show)

    def unlock(is_registered: bool) -> None:
        if is_registered:
            with_open_safe(desk, owner, open_it, whose=row.credential.entitled(), first=row.credential.holder_id)
        else:
            confirm_this_computer(desk, owner, lambda: unlock(True))

    desk.read(owner, _is_registered, unlock)


def deposit(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Keep a new version; its holder sets a passphrase first where there is none yet."""
    holder_id = row.credential.holder_id

    def show(known: Snapshot) -> None:
        account = known.account(row.credential.account_id)
        platform = account.platform if account is not None else ""

        def open_it() -> None:
            DepositDialog(desk, owner.window(), row, known.settings, platform).open()

        if holder_id is not None and known.key_of(holder_id) is None:
            with_open_safe(desk, owner, open_it, whose=frozenset({holder_id}), first=holder_id)
        else:
            open_it()

    desk.read(owner, read_snapshot, show)


def confirm_login(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Note that the platform takes the new version; the former one goes."""
    if not desk.dialogs.confirm(
        translate(_CONTEXT, "已经用现在存的密码登录成功了？"),
        translate(_CONTEXT, "确认以后，上一个密码就不再保留。"),
        translate(_CONTEXT, "登录成功了"),
    ):
        return
    credential_id = row.credential.id

    def confirm() -> None:
        desk.safe.run(
            owner,
            lambda office, vault, _progress: _confirm(office, vault, credential_id),
            lambda _credential: desk.say(translate(_CONTEXT, "已记下登录验证")),
        )

    with_open_safe(desk, owner, confirm, whose=row.credential.entitled(), first=row.credential.holder_id)


def change_deputy(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Name another deputy; the holder unlocks when there is a secret to be sealed anew."""

    def open_it() -> None:
        desk.read(
            owner,
            _people,
            lambda people: DeputyDialog(desk, owner.window(), row.credential, called(row), people).open(),
        )

    _as_reader(desk, owner, row.credential, open_it)


def lend(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Lend the password to somebody until a day."""

    def open_it() -> None:
        desk.read(
            owner, _people, lambda people: LendDialog(desk, owner.window(), row.credential, called(row), people).open()
        )

    _as_reader(desk, owner, row.credential, open_it)


def take_back(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Take a lent password back; it has to be changed today."""
    credential_id = row.credential.id

    def take() -> None:
        desk.safe.run(
            owner,
            lambda office, vault, progress: _take_back(office, vault, credential_id, progress),
            lambda _credential: desk.say(translate(_CONTEXT, "已归还，今天要更换密码")),
        )

    _as_reader(desk, owner, row.credential, take)


def suspect_leak(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Note that somebody else may know the password."""
    credential_id = row.credential.id

    def act(dialog: ReasonDialog, reason: str) -> None:
        def noted(_credential: Credential) -> None:
            dialog.accept()
            desk.say(translate(_CONTEXT, "已记下，请马上更换密码"))

        dialog.change(lambda office: _suspect(office, credential_id, reason), noted)

    words = (
        translate(_CONTEXT, "报告疑似泄露"),
        translate(_CONTEXT, "记下以后，密码当天就要更换。看到了什么、可能怎么泄露的，写一句。"),
        translate(_CONTEXT, "记下"),
    )
    ReasonDialog(desk, owner.window(), words, act).open()


def retire(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Take a credential out of use; what is sealed stays until it is discarded."""
    words = (
        translate(_CONTEXT, "停用{name}").format(name=called(row)),
        translate(
            _CONTEXT,
            "账号注销了，或者不再用这种方式登录。存着的密码继续封存，停用错了可以恢复；确实不再需要时另外销毁。",
        ),
        translate(_CONTEXT, "停用"),
    )
    _with_reason(desk, owner, row, words, _retire, translate(_CONTEXT, "已停用，存着的密码继续封存"))


def reinstate(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Take a retired credential up again."""
    words = (
        translate(_CONTEXT, "恢复使用{name}").format(name=called(row)),
        translate(_CONTEXT, "停用错了，或者又要用了。保管人和存着的密码照旧。"),
        translate(_CONTEXT, "恢复使用"),
    )
    _with_reason(desk, owner, row, words, _reinstate, translate(_CONTEXT, "已恢复使用"))


def discard(desk: Desk, owner: QWidget, row: CredentialRow) -> None:
    """Destroy what a retired credential keeps sealed: by who may read it, or once the account is closed."""
    credential_id = row.credential.id
    words = (
        translate(_CONTEXT, "销毁{name}").format(name=called(row)),
        translate(_CONTEXT, "销毁以后，存着的密码谁也取不回来，包括用密封件。账号已经注销、确实不再需要时才销毁。"),
        translate(_CONTEXT, "销毁"),
    )

    def ask() -> None:
        _with_reason(desk, owner, row, words, _discard, translate(_CONTEXT, "已销毁，记录保留"))

    def unlock(is_kept: bool) -> None:
        if is_kept:
            with_open_safe(desk, owner, ask, whose=row.credential.entitled(), first=row.credential.holder_id)
        else:
            ask()

    desk.read(owner, lambda office: _account_is_kept(office, credential_id), unlock)


def _with_reason(
    desk: Desk,
    owner: QWidget,
    row: CredentialRow,
    words: tuple[str, str, str],
    work: Callable[[Office, Vault, int, str, Progress], Outcome[Credential]],
    said: str,
) -> None:
    """Ask for the reason (``words``: heading, hint, button), work with it, and say ``said`` when it is done."""
    credential_id = row.credential.id

    def act(dialog: ReasonDialog, reason: str) -> None:
        def done(_credential: Credential) -> None:
            dialog.accept()
            desk.say(said)

        dialog.work(lambda office, vault, progress: work(office, vault, credential_id, reason, progress), done)

    ReasonDialog(desk, owner.window(), words, act).open()


def called(row: CredentialRow) -> str:
    """Return what people call a credential."""
    return translate(_CONTEXT, "{platform}“{name}”的{kind}").format(
        platform=row.platform_name, name=row.account_name, kind=word(row.credential.kind)
    )


def _as_reader(desk: Desk, owner: QWidget, credential: Credential, then: Callable[[], None]) -> None:
    """Call ``then`` at once while nothing is sealed, else when somebody who may read it has unlocked."""
    if credential.current is None:
        then()
    else:
        with_open_safe(desk, owner, then, whose=credential.entitled(), first=credential.holder_id)


def read_snapshot(office: Office) -> Snapshot:
    """Return everything that is known."""
    from pmedia_desktop.services.office import snapshot

    return snapshot(office)


def _settings(office: Office) -> Settings:
    from pmedia_desktop.services.settings import read_settings

    return read_settings(office)


def _people(office: Office) -> Sequence[Person]:
    from pmedia_desktop.services.people import list_people

    return list_people(office)


def _is_registered(office: Office) -> bool:
    from pmedia_desktop.services.custody.records import custody_overview

    return custody_overview(office).terminal is not None


def _confirm(office: Office, vault: Vault, credential_id: int) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.deposits import confirm_login

    return confirm_login(office, vault, credential_id)


def _take_back(office: Office, vault: Vault, credential_id: int, progress: Progress) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.loans import take_back

    return take_back(office, vault, credential_id, progress)


def _suspect(office: Office, credential_id: int, reason: str) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.appointing import suspect_leak

    return suspect_leak(office, credential_id, reason)


def _retire(office: Office, vault: Vault, credential_id: int, reason: str, _progress: Progress) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.retiring import retire

    return retire(office, vault, credential_id, reason)


def _reinstate(
    office: Office, vault: Vault, credential_id: int, reason: str, _progress: Progress
) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.retiring import reinstate

    return reinstate(office, vault, credential_id, reason)


def _discard(office: Office, vault: Vault, credential_id: int, reason: str, progress: Progress) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.retiring import discard

    return discard(office, vault, credential_id, reason, progress)


def _account_is_kept(office: Office, credential_id: int) -> bool:
    from pmedia_desktop.measures.custody_terms import is_kept

    with office.register.read() as reader:
        return is_kept(reader.account(reader.credential(credential_id).account_id))
