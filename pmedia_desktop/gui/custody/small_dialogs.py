"""The short dialogs of a credential: another deputy, a loan, and the reason for what needs one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QWidget

from pmedia_desktop.errors import InputError, SpokenError
from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.editors.choices import names_of
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.custody import Credential
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault

_CONTEXT = "gui.custody.small_dialogs"
#: A loan ends with the office day.
_LOAN_ENDS = time(18, 0)


class DeputyDialog(SecretDialog):
    """Names another deputy, or none."""

    def __init__(
        self, desk: Desk, parent: QWidget, credential: Credential, title: str, people: Sequence[Person]
    ) -> None:
        super().__init__(desk, parent, "deputy", ("deputy_id",))
        self._credential = credential
        part(self.root, QLabel, "heading").setText(title)
        others = [person for person in people if person.id != credential.holder_id]
        self.form.offer("deputy_id", names_of(others, desk.office.today()))
        self.form.show({"deputy_id": credential.deputy_id})

    def submit(self, values: dict[str, Any]) -> None:
        """Change the deputy."""
        credential_id, deputy_id = self._credential.id, values["deputy_id"]
        self.work(
            lambda office, vault, progress: _change_deputy(office, vault, credential_id, deputy_id, progress),
            self._saved,
        )

    def _saved(self, credential: Credential) -> None:
        must_change = credential.change_since is not None
        self.desk.say(
            translate(_CONTEXT, "已撤换B岗，今天要更换密码") if must_change else translate(_CONTEXT, "已调整B岗")
        )
        self.accept()


class LendDialog(SecretDialog):
    """Lends a password until a day."""

    def __init__(
        self, desk: Desk, parent: QWidget, credential: Credential, title: str, people: Sequence[Person]
    ) -> None:
        super().__init__(desk, parent, "lend", ("person_id", "day", "reason"))
        self._credential = credential
        part(self.root, QLabel, "heading").setText(title)
        others = [person for person in people if person.id not in credential.entitled()]
        self.form.offer("person_id", names_of(others, desk.office.today(), must=True))
        today = desk.office.today()
        self.form.show({"day": today if desk.office.now() < end_of(today) else today + timedelta(days=1)})

    def submit(self, values: dict[str, Any]) -> None:
        """Lend it."""
        if values["person_id"] is None or values["day"] is None:
            raise InputError(
                translate(_CONTEXT, "还没有填完借给谁、哪天归还，"),
                translate(_CONTEXT, "请补上。"),
                field="person_id" if values["person_id"] is None else "day",
            )
        credential_id, person_id, reason = self._credential.id, values["person_id"], values["reason"].strip()
        until = end_of(values["day"])
        self.work(
            lambda office, vault, progress: _lend(office, vault, credential_id, person_id, until, reason, progress),
            self._lent,
        )

    def refuse(self, problem: SpokenError) -> None:
        """Show a refusal; the rules name fields with the record they belong to."""
        name = problem.field.rpartition(".")[2]
        problem.field = "day" if name == "until" else name
        super().refuse(problem)

    def _lent(self, _credential: Credential) -> None:
        self.desk.say(translate(_CONTEXT, "已借出，到期会提醒归还"))
        self.accept()


def end_of(day: date) -> datetime:
    """Return when the office day ends, in the PC's own time zone."""
    return datetime.combine(day, _LOAN_ENDS).astimezone()


class ReasonDialog(SecretDialog):
    """Asks why, and calls ``act`` with the answer."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        words: tuple[str, str, str],
        act: Callable[[ReasonDialog, str], None],
    ) -> None:
        super().__init__(desk, parent, "reason", ("reason",))
        heading, hint, button = words
        self._act = act
        self.setWindowTitle(heading)
        part(self.root, QLabel, "heading").setText(heading)
        part(self.root, QLabel, "hint").setText(hint)
        self.button.setText(button)

    def submit(self, values: dict[str, Any]) -> None:
        """Hand the reason over."""
        reason = values["reason"].strip()
        if not reason:
            raise InputError(translate(_CONTEXT, "还没有写原因，"), translate(_CONTEXT, "请写一句。"), field="reason")
        self._act(self, reason)


def _change_deputy(
    office: Office, vault: Vault, credential_id: int, deputy_id: int | None, progress: Progress
) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.appointing import change_deputy

    return change_deputy(office, vault, credential_id, deputy_id, progress)


def _lend(
    office: Office,
    vault: Vault,
    credential_id: int,
    person_id: int,
    until: datetime,
    reason: str,
    progress: Progress,
) -> Outcome[Credential]:
    from pmedia_desktop.services.custody.loans import lend

    return lend(office, vault, credential_id, person_id, until, reason, progress)
