"""指定保管人: one way into an account and who holds it; also for correcting what was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.editors.choices import names_of, words_of
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.custody import WRITTEN_OF_CREDENTIALS, Credential, CredentialKind, CredentialStatus
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.custody.appoint_dialog"
_APPOINTED = ("account_id", "kind", "holder_id", "deputy_id")
_COMMON = (CredentialKind.PASSWORD, CredentialKind.SCAN_OR_SMS, CredentialKind.EMAIL_PASSWORD)


@dataclass(frozen=True)
class AppointChoices:
    """The accounts with what they are called, and the people who are there."""

    accounts: tuple[tuple[int, str], ...]
    people: tuple[Person, ...]
    today: date


class AppointDialog(SecretDialog):
    """A new credential when its ``id`` is 0; of one that is known, everything but holder and secret is corrected."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        credential: Credential,
        choices: AppointChoices,
        then: Callable[[Credential], None] | None = None,
    ) -> None:
        super().__init__(desk, parent, "appoint", (*_APPOINTED, *WRITTEN_OF_CREDENTIALS, "holder_only"))
        self._credential = credential
        self._then = then
        self._more = part(self.root, QCheckBox, "more_kinds")
        self._more.setChecked(credential.kind not in _COMMON)
        self.form.offer("account_id", choices.accounts)
        for name in ("holder_id", "deputy_id"):
            self.form.offer(name, names_of(choices.people, choices.today, must=name == "holder_id"))
        self._offer_kinds()
        self.form.show({name: getattr(credential, name) for name in (*_APPOINTED, *WRITTEN_OF_CREDENTIALS)})
        self.form.show({"holder_only": credential.status is CredentialStatus.HOLDER_ONLY})
        self._more.toggled.connect(lambda _on: self._offer_kinds())
        self.form.on_change(self._show_applying)
        if credential.id:
            self.setWindowTitle(translate(_CONTEXT, "修改登记"))
            for name in (*_APPOINTED, "holder_only"):
                self.form.widget(name).setEnabled(False)
            self._more.hide()
            part(self.root, QLabel, "holder_only_hint").setText(
                translate(_CONTEXT, "换保管人请办理交接；换B岗请用“调整B岗”。")
            )
        self._show_applying()

    def submit(self, values: dict[str, Any]) -> None:
        """Appoint, or correct."""
        holder_only = values.pop("holder_only")
        edited = replace(self._credential, **values)
        if self._credential.id:
            read = self._credential
            self.change(lambda office: _correct(office, edited, read), self._saved)
            return
        if holder_only and edited.kind.has_secret:
            edited = replace(edited, status=CredentialStatus.HOLDER_ONLY)
        self.change(lambda office: _appoint(office, edited), self._saved)

    def refuse(self, problem: SpokenError) -> None:
        """Show a refusal; the rules name fields with the record they belong to."""
        problem.field = problem.field.rpartition(".")[2]
        super().refuse(problem)

    def _saved(self, credential: Credential) -> None:
        then = self._then
        self.desk.say(translate(_CONTEXT, "已登记保管人") if not self._credential.id else translate(_CONTEXT, "已保存"))
        self.accept()
        if then is not None:
            then(credential)

    def _offer_kinds(self) -> None:
        self.form.offer("kind", words_of(CredentialKind if self._more.isChecked() else _COMMON))

    def _show_applying(self) -> None:
        kind = self.form.values()["kind"]
        keeps = kind is not None and kind.has_secret
        part(self.root, QCheckBox, "holder_only").setVisible(keeps)
        self.fit()


def open_appoint_dialog(
    desk: Desk, owner: QWidget, credential: Credential, then: Callable[[Credential], None] | None = None
) -> None:
    """Open the dialog with what can be chosen now; without an account it leads to where one is entered."""

    def show(choices: AppointChoices) -> None:
        if choices.accounts:
            AppointDialog(desk, owner.window(), credential, choices, then).open()
        else:
            desk.say(translate(_CONTEXT, "先把现有账号登记进来，再指定保管人"))
            desk.go(Place("accounts", 0, "new"))

    desk.read(owner, lambda office: _choices(office, credential), show)


def _choices(office: Office, credential: Credential) -> AppointChoices:
    from pmedia_desktop.services.office import snapshot

    known, today = snapshot(office), office.today()
    accounts = tuple(
        (account.id, _called(known, account.id))
        for account in known.accounts
        if account.state.is_open or account.id == credential.account_id
    )
    people = tuple(one for one in known.people if not one.has_left(today) or one.id in credential.entitled())
    return AppointChoices(accounts, people, today)


def _called(known: Snapshot, account_id: int) -> str:
    account = known.account(account_id)
    if account is None:
        return ""
    platform = known.platform(account.platform).name
    return translate(_CONTEXT, "{platform}“{name}”").format(platform=platform, name=account.name)


def _appoint(office: Office, credential: Credential) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.appointing import appoint

    return appoint(office, credential)


def _correct(office: Office, credential: Credential, read: Credential) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.appointing import correct_credential

    return correct_credential(office, credential, read)
