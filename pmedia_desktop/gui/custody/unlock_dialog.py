"""开锁: who it is, and the passphrase that shows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from pmedia_desktop.gui.custody.first_passphrase import FirstPassphraseDialog
from pmedia_desktop.gui.custody.secret_dialog import SecretDialog
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.problems import PassphrasePause

if TYPE_CHECKING:
    from pmedia_desktop.errors import SpokenError
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.snapshot import Snapshot
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.client import Vault
    from pmedia_desktop.vault.secret import Secret

_CONTEXT = "gui.custody.unlock_dialog"
_SECOND = 1000


class UnlockDialog(SecretDialog):
    """Offers ``people`` with whether each has set a passphrase; ``then`` is called once it is unlocked."""

    def __init__(
        self, desk: Desk, parent: QWidget, people: Sequence[tuple[Person, bool]], then: Callable[[], None]
    ) -> None:
        super().__init__(desk, parent, "unlock", ("person_id",))
        self._people = {person.id: person for person, _has_key in people}
        self._with_key = {person.id for person, has_key in people if has_key}
        self._then = then
        self._owner = parent
        self._left = 0
        self._pause = QTimer(self)
        self._pause.setInterval(_SECOND)
        self._pause.timeout.connect(self._count_down)
        self.form.offer("person_id", [(person.id, person.name) for person, _has_key in people])
        self.form.on_change(self._show_person)
        part(self.root, QPushButton, "forgotten").clicked.connect(self._forgotten)
        self._show_person()
        self.line("passphrase").setFocus()

    def submit(self, values: dict[str, Any]) -> None:
        """Unlock, or lead to the first passphrase."""
        person_id = values["person_id"]
        if person_id not in self._with_key:
            self._set_first(person_id)
            return
        passphrase = self.line("passphrase").secret()
        self.work(
            lambda office, vault, progress: _unlock(office, vault, person_id, passphrase, progress), self._unlocked
        )

    def refuse(self, problem: SpokenError) -> None:
        """Say what was wrong; count down while a pause lasts."""
        super().refuse(problem)
        self.line("passphrase").forget()
        self.line("passphrase").setFocus()
        if isinstance(problem, PassphrasePause):
            self._left = problem.seconds
            self.button.setEnabled(False)
            self._pause.start()

    def _unlocked(self, _nothing: object) -> None:
        self.accept()
        self._then()

    def _set_first(self, person_id: int) -> None:
        person, desk, parent, then = self._people[person_id], self.desk, self._owner, self._then
        self.accept()
        FirstPassphraseDialog(desk, parent, person, then).open()

    def _show_person(self) -> None:
        has_key = self.form.values()["person_id"] in self._with_key
        for name in ("passphrase_label", "passphrase", "shown", "forgotten"):
            part(self.root, QWidget, name).setVisible(has_key)
        self.button.setText(translate(_CONTEXT, "开锁") if has_key else translate(_CONTEXT, "设置开锁口令…"))
        hint = part(self.root, QLabel, "hint")
        if has_key:
            hint.setText(translate(_CONTEXT, "口令只有本人知道，程序不保存。一段时间不用会自动上锁。"))
        else:
            hint.setText(
                translate(_CONTEXT, "还没有设置过开锁口令。请本人在这台电脑上设置，以后凭它查看自己保管的密码。")
            )
        self.fit()

    def _count_down(self) -> None:
        self._left -= 1
        if self._left > 0:
            self.button.setText(translate(_CONTEXT, "请等{seconds}秒").format(seconds=self._left))
            return
        self._pause.stop()
        self.button.setEnabled(True)
        self.form.clear_problem()
        self._show_person()

    def _forgotten(self) -> None:
        self.reject()
        self.desk.go(Place("envelope"))


def with_open_safe(
    desk: Desk,
    owner: QWidget,
    then: Callable[[], None],
    *,
    whose: frozenset[int] = frozenset(),
    first: int | None = None,
) -> None:
    """Call ``then`` once somebody of ``whose`` (empty: anybody) has unlocked; asks for the passphrase if need be.

    ``first`` is who is offered first.
    """
    person = desk.safe.person
    if person is not None and (not whose or person.id in whose):
        then()
        return

    def ask(known: Snapshot) -> None:
        today = desk.office.today()
        present = [one for one in known.people if not one.has_left(today) and (not whose or one.id in whose)]
        present.sort(key=lambda one: (one.id != first, known.key_of(one.id) is None))
        offered = [(one, known.key_of(one.id) is not None) for one in present]
        if offered:
            UnlockDialog(desk, owner.window(), offered, then).open()
        else:
            desk.dialogs.tell(
                translate(_CONTEXT, "没有人可以开锁"),
                translate(_CONTEXT, "保管人已经离任，或者还没有指定。请先办理交接，或者用密封件取回。"),
            )

    desk.read(owner, _snapshot, ask)


def _snapshot(office: Office) -> Snapshot:
    from pmedia_desktop.services.office import snapshot

    return snapshot(office)


def _unlock(office: Office, vault: Vault, person_id: int, passphrase: Secret, progress: Progress) -> Outcome[None]:
    from pmedia_desktop.services.custody.keys import unlock
    from pmedia_desktop.services.outcome import Outcome

    unlock(office, vault, person_id, passphrase, progress)
    return Outcome(None, frozenset())
