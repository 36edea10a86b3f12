"""What every page works with: it asks services off the UI thread and hears back on it.

No service knows a page and no page refreshes another: a change is announced here, and the window tells the pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from pmedia_desktop.errors import Cancelled, EnvironmentProblem, InputError, SpokenError
from pmedia_desktop.gui.custody.safe import Safe
from pmedia_desktop.gui.dialogs import Dialogs
from pmedia_desktop.gui.failures import Failures
from pmedia_desktop.gui.memory import WindowMemory
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.tasks import Lane, Task, Tasks
from pmedia_desktop.gui.viewer import Viewer

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.model.attachment import SubjectKind
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

T = TypeVar("T")


class Desk(QObject):
    """Tasks, dialogs and the open office in one hand. ``changed`` carries the kinds of record that changed.

    ``drafts_kept`` says that something half-filled was kept or dropped.
    """

    changed = Signal(object)
    wanted = Signal(object)
    wanted_back = Signal()
    drafts_kept = Signal()
    reminders_wanted = Signal()
    said = Signal(str)
    reopening = Signal(object)

    def __init__(self, tasks: Tasks, dialogs: Dialogs, failures: Failures, memory: WindowMemory) -> None:
        super().__init__()
        self.tasks = tasks
        self.dialogs = dialogs
        self.failures = failures
        self.memory = memory
        self.viewer = Viewer()
        self.safe = Safe(self)
        self._office: Office | None = None
        self._advising: set[str] = set()

    def sit_down(self, office: Office) -> None:
        """Take the office that was opened; pages are made only afterwards."""
        self._office = office

    def stand_up(self) -> None:
        """Give the office back: it is being closed, and nobody may ask it any more."""
        self._office = None

    def act_as(self, name: str) -> None:
        """Let somebody else act from now on: the journal names them."""
        from pmedia_desktop.services.office import acting_as

        self._office = acting_as(self.office, name)

    @property
    def office(self) -> Office:
        """The open office."""
        if self._office is None:
            raise LookupError("the register is not open yet")
        return self._office

    @property
    def is_open(self) -> bool:
        """Whether there is an open office."""
        return self._office is not None

    def go(self, place: Place) -> None:
        """Lead the user to a place."""
        self.wanted.emit(place)

    def say(self, text: str) -> None:
        """Say shortly, at the window's foot, that something was done."""
        self.said.emit(text)

    def go_back(self) -> None:
        """Lead the user back to where they came from."""
        self.wanted_back.emit()

    def open_file(self, path: Path) -> None:
        """Open a file in the system's viewer."""
        try:
            self.viewer.open(path)
        except EnvironmentProblem as problem:
            self.dialogs.advise(problem)

    def read(
        self,
        owner: QObject,
        work: Callable[[Office], T],
        show: Callable[[T], None],
        *,
        replaces: str = "",
        refused: Callable[[SpokenError], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        """Ask a reading service; ``show`` gets the answer. ``ended`` as in :meth:`change`.

        For ``replaces`` see ``Tasks.run``.
        """
        office = self.office
        return self.tasks.run(
            Lane.READ,
            lambda _progress: work(office),
            owner,
            _after(ended, show),
            _after(ended, self._answer(refused)),
            replaces=replaces,
        )

    def change(
        self,
        owner: QObject,
        work: Callable[[Office], Outcome[T]],
        done: Callable[[T], None] | None = None,
        *,
        refused: Callable[[SpokenError], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        """Have a service change something; then the pages read again, and ``done`` gets the result.

        ``refused`` shows wrong input where it was typed; without it a dialog says it. ``ended`` is called
        first, however it went (done, refused, failed): there a button that waits is enabled again.
        """
        office = self.office

        def finish(outcome: Outcome[T]) -> None:
            self.announce(outcome.changed)
            if done is not None:
                done(outcome.value)

        return self.tasks.run(
            Lane.WRITE,
            lambda _progress: work(office),
            owner,
            _after(ended, finish),
            _after(ended, self._answer(refused)),
        )

    def start_long(
        self,
        owner: QObject,
        work: Callable[[Office, Progress], T],
        done: Callable[[T], None],
        progressed: Callable[[int, int, str], None],
        ended: Callable[[], None],
    ) -> Task:
        """Start a long job; ``ended`` is called however it ends. The window wraps this in a progress dialog."""
        office = self.office

        def finish(result: T) -> None:
            ended()
            done(result)

        def fail(failure: BaseException) -> None:
            ended()
            self.answer_failure(failure)

        return self.tasks.run(
            Lane.LONG, lambda progress: work(office, progress), owner, finish, fail, progressed=progressed
        )

    def work_with_secrets(
        self,
        owner: QObject,
        work: Callable[[Office, Progress], T],
        done: Callable[[T], None],
        *,
        refused: Callable[[SpokenError], None] | None = None,
        ended: Callable[[], None] | None = None,
        progressed: Callable[[int, int, str], None] | None = None,
    ) -> Task:
        """Work in the lane of secrets; only ``safe`` calls this. A keyring may let it wait for its own window."""
        office = self.office
        return self.tasks.run(
            Lane.SECRETS,
            lambda progress: work(office, progress),
            owner,
            _after(ended, done),
            _after(ended, self._answer(refused)),
            progressed=progressed,
        )

    def restore(self, file: Path) -> None:
        """Put a backup in the place of the register and open it; the window leads through it."""
        self.reopening.emit(file)

    def announce(self, changed: frozenset[SubjectKind]) -> None:
        """Tell that records of these kinds have changed."""
        if changed:
            self.changed.emit(changed)

    def answer_failure(self, failure: BaseException) -> None:
        """Answer what went wrong: advice for what people can mend, a report for what only we can."""
        if isinstance(failure, Cancelled):
            return
        if isinstance(failure, (InputError, EnvironmentProblem)):
            self._advise_once(failure)
        else:
            self.failures.report(failure)

    def _advise_once(self, problem: SpokenError) -> None:
        """Say it in one dialog, although all that a page asked for may have failed for the same reason."""
        words = str(problem)
        if words in self._advising:
            return
        self._advising.add(words)
        try:
            self.dialogs.advise(problem)
        finally:
            self._advising.discard(words)

    def _answer(self, refused: Callable[[SpokenError], None] | None) -> Callable[[BaseException], None]:
        def answer(failure: BaseException) -> None:
            if refused is not None and isinstance(failure, InputError):
                refused(failure)
            else:
                self.answer_failure(failure)

        return answer


def _after(first: Callable[[], None] | None, then: Callable[[T], None]) -> Callable[[T], None]:
    def call(value: T) -> None:
        if first is not None:
            first()
        then(value)

    return call
