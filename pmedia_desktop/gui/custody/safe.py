"""The window's vault: whose identity lies open, for how long, and the lane in which everything about secrets runs.

The vault's own process locks itself after idle minutes and when the machine slept; this side looks every second
whether it did, so that what is shown goes with it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from pmedia_desktop.errors import Cancelled, EnvironmentProblem, SpokenError
from pmedia_desktop.gui.tasks import Lane, Task

if TYPE_CHECKING:
    from pmedia_desktop.gui.custody.clipboard import SecretClipboard
    from pmedia_desktop.gui.custody.session_watch import SessionWatch
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.unit import Person
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.custody.reconcile import ReconcileReport
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome
    from pmedia_desktop.vault.attempts import Attempts
    from pmedia_desktop.vault.client import Vault

T = TypeVar("T")
_LOOK_EVERY = 1000


class Safe(QObject):
    """``changed`` is emitted when somebody unlocked or it was locked; ``locked`` when nothing lies open any more."""

    changed = Signal()
    locked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._vault: Vault | None = None
        self._minutes = 0
        self._attempts: Attempts | None = None
        self._recipient: str | None = None
        self._person: Person | None = None
        self._watch: SessionWatch | None = None
        self.trouble = ""
        self._clipboard: SecretClipboard | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self._look)

    @property
    def person(self) -> Person | None:
        """Who has unlocked; None while it is locked."""
        return self._person

    @property
    def clipboard(self) -> SecretClipboard:
        """The clipboard for secrets; made when the first one is copied."""
        if self._clipboard is None:
            from pmedia_desktop.gui.custody.clipboard import SecretClipboard

            self._clipboard = SecretClipboard(self)
        return self._clipboard

    def run(
        self,
        owner: QObject,
        work: Callable[[Office, Vault, Progress], Outcome[T]],
        done: Callable[[T], None],
        *,
        refused: Callable[[SpokenError], None] | None = None,
        ended: Callable[[], None] | None = None,
        progressed: Callable[[int, int, str], None] | None = None,
    ) -> Task:
        """Have a service work with the vault, off the UI thread; the arguments are those of ``Desk.change``."""

        def whole(office: Office, progress: Progress) -> tuple[Outcome[T], Person | None]:
            vault = self._open_vault(office)
            outcome = work(office, vault, progress)
            return outcome, _open_person(office, vault)

        def finish(result: tuple[Outcome[T], Person | None]) -> None:
            outcome, person = result
            self._note(person)
            self._desk.announce(outcome.changed)
            done(outcome.value)

        work_with_secrets = self._desk.work_with_secrets
        return work_with_secrets(owner, whole, finish, refused=refused, ended=ended, progressed=progressed)

    def lock(self) -> None:
        """Forget at once everything that lies open, and what of it is on the clipboard."""
        if self._vault is not None:
            self._vault.lock()
        self._clear_clipboard()
        self._note(None)

    def reconcile(self) -> None:
        """Finish what a kill or a restored PC has left between the two stores; ``trouble`` says why it can't be.

        Nothing is asked of the keyring while nothing was ever deposited.
        """

        def work(office: Office, progress: Progress) -> ReconcileReport:
            from pmedia_desktop.services.custody.reconcile import reconcile

            return reconcile(office, self._open_vault(office), progress)

        self._desk.tasks.run(Lane.SECRETS, self._with_office(work), self, self._reconciled, self._not_reconciled)

    def close(self) -> None:
        """Lock for good: the window closes."""
        self._timer.stop()
        self.lock()

    def _with_office(self, work: Callable[[Office, Progress], T]) -> Callable[[Progress], T]:
        office = self._desk.office
        return lambda progress: work(office, progress)

    def _reconciled(self, report: ReconcileReport) -> None:
        self.trouble = "\n".join(report.left)
        if report.done:
            from pmedia_desktop.model.attachment import SubjectKind

            self._desk.announce(frozenset({SubjectKind.CREDENTIAL}))
        self.changed.emit()

    def _not_reconciled(self, failure: BaseException) -> None:
        if isinstance(failure, EnvironmentProblem):
            self.trouble = str(failure)
            self.changed.emit()
        elif not isinstance(failure, Cancelled):
            self._desk.answer_failure(failure)

    def _open_vault(self, office: Office) -> Vault:
        """Return the vault, with the idle minutes that the unit has set. Called in the lane of secrets."""
        from pmedia_desktop.services.settings import read_settings
        from pmedia_desktop.vault.attempts import Attempts
        from pmedia_desktop.vault.client import Vault

        minutes = read_settings(office).lock_after_minutes
        if self._attempts is None:
            self._attempts = Attempts()
        if self._vault is None or (minutes != self._minutes and self._vault.opened is None):
            self._vault = Vault(idle_seconds=minutes * 60.0, attempts=self._attempts)
            self._minutes = minutes
        return self._vault

    def _note(self, person: Person | None) -> None:
        """Keep who has unlocked; the vault may have locked again meanwhile."""
        recipient = self._vault.opened if self._vault is not None else None
        if recipient is None:
            person = None
        if person is not None and self._watch is None:
            from pmedia_desktop.gui.custody.session_watch import SessionWatch

            self._watch = SessionWatch(self)
            self._watch.left.connect(self.lock)
        was_open, self._recipient = self._recipient is not None, recipient
        has_changed = person != self._person
        self._person = person
        if recipient is None:
            self._timer.stop()
        else:
            self._timer.start()
        if was_open and recipient is None:
            self._clear_clipboard()
            self.locked.emit()
        if has_changed:
            self.changed.emit()

    def _clear_clipboard(self) -> None:
        if self._clipboard is not None:
            self._clipboard.clear()

    def _look(self) -> None:
        if self._vault is None or self._vault.opened != self._recipient:
            self._note(None)


def _open_person(office: Office, vault: Vault) -> Person | None:
    from pmedia_desktop.services.custody.keys import open_person

    return open_person(office, vault)
