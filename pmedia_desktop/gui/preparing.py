"""Has the next start's first page prepared, whenever nothing has changed for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pmedia_desktop.errors import SpokenError
from pmedia_desktop.gui.kept_drafts import read_kept
from pmedia_desktop.gui.tasks import Lane, Task

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office

_REST_MILLISECONDS = 2000


class Preparing(QObject):
    """Waits for a rest after the start and after whatever was done: a backup changes the register too, silently."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._timer = QTimer(self, singleShot=True, interval=_REST_MILLISECONDS)
        self._timer.timeout.connect(self._prepare)
        self._running: Task | None = None
        self._own_rest = False
        desk.changed.connect(lambda _kinds: self._begin_anew())
        desk.drafts_kept.connect(self._timer.start)
        desk.tasks.busy.connect(self._after_work)
        self._timer.start()

    def _begin_anew(self) -> None:
        if self._running is not None:
            self._running.cancel()
        self._timer.start()

    def _after_work(self, busy: bool) -> None:
        if not busy and not self._own_rest:
            self._timer.start()
        self._own_rest = False

    def _prepare(self) -> None:
        if not self._desk.is_open:
            return  # a restore: the register that is opened then is changed
        if not self._desk.tasks.is_idle():
            self._timer.start()
            return
        office = self._desk.office
        self._running = self._desk.tasks.run(
            Lane.LONG,
            lambda progress: _prepare(office, progress),
            self,
            self._ended,
            self._not_prepared,
        )

    def _ended(self, done: bool) -> None:
        self._running = None
        if not done:
            self._timer.start()
        # The rest that this work itself ends in asks for no other.
        self._own_rest = self._desk.tasks.is_idle()

    def _not_prepared(self, failure: BaseException) -> None:
        self._ended(done=True)
        # On a full disk the next start opens the register first, as it did before; what is wrong with a file of the
        # unit's own, the page has said.
        if not isinstance(failure, SpokenError):
            self._desk.answer_failure(failure)


def _prepare(office: Office, progress: Progress) -> bool:
    from pmedia_desktop.services.prepared import Begun, prepare

    begun = (Begun(words, place.page, place.record, place.field) for words, place in read_kept(office))
    return prepare(office, tuple(begun), progress)
