"""Work off the UI thread, in four lanes; results, progress and failures come back on the UI thread.

The worker is given the work alone. Callbacks stay on this side, because they hold widgets, and a widget whose
last reference is dropped by another thread takes the program with it.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Signal

from pmedia_desktop.errors import Cancelled
from pmedia_desktop.progress import Progress

if TYPE_CHECKING:
    from queue import SimpleQueue

T = TypeVar("T")
Work = Callable[[Progress], T]

#: Progress reaches the screen at most this often, in seconds.
_REPORT_EVERY = 0.05
#: A lane at work lets another thread have the interpreter after so many seconds.
_SWITCH_EVERY = 0.0005


class Lane(Enum):
    """What kind of work it is. Each lane has one worker, so its tasks run one after the other."""

    READ = "read"
    WRITE = "write"
    LONG = "long"
    SECRETS = "secrets"


class Task:
    """One piece of work; also the progress that it reports to."""

    def __init__(self, work: Work[Any], report: Callable[[Task, int, int, str], None]) -> None:
        self.work = work
        self.result: Any = None
        self.failure: BaseException | None = None
        self._report = report
        self._cancelled = threading.Event()
        self._reported_at = 0.0

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next progress step, or never starts."""
        self._cancelled.set()

    def step(self, done: int, total: int, what: str = "") -> None:
        """Report progress (see ``progress.Progress``)."""
        if self._cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._reported_at >= _REPORT_EVERY or 0 < total == done:
            self._reported_at = now
            self._report(self, done, total, what)

    def run(self) -> None:
        """Do the work and keep its result or failure. Called by the lane's worker."""
        if self._cancelled.is_set():
            self.failure = Cancelled()
            return
        try:
            self.result = self.work(self)
        except BaseException as failure:  # handed over whole to the UI thread, which tells it apart
            self.failure = failure


class _Listener(NamedTuple):
    lane: Lane
    owner: QObject
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    progressed: Callable[[int, int, str], None] | None


class _Worker(threading.Thread):
    def __init__(self, lane: Lane, finished: Callable[[Task], None]) -> None:
        super().__init__(name=f"lane-{lane.value}")
        from queue import SimpleQueue  # a window is painted before the first worker is needed

        self.waiting: SimpleQueue[Task | None] = SimpleQueue()
        self._finished = finished

    def run(self) -> None:
        while (task := self.waiting.get()) is not None:
            task.run()
            self._finished(task)


class Tasks(QObject):
    """The task runner. ``busy`` tells whether a lane has anything to do."""

    busy = Signal(bool)
    _finished = Signal(object)
    _progressed = Signal(object, int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listeners: dict[Task, _Listener] = {}
        self._latest: dict[tuple[int, str], Task] = {}
        self._workers: dict[Lane, _Worker] = {}
        self._closing = False
        # Emitted by the workers, and taken on the thread of this object.
        self._finished.connect(self._deliver)
        self._progressed.connect(self._pass_on)

    def run(
        self,
        lane: Lane,
        work: Work[T],
        owner: QObject,
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        *,
        progressed: Callable[[int, int, str], None] | None = None,
        replaces: str = "",
    ) -> Task:
        """Start ``work`` in ``lane``; nothing is called back once ``owner`` is gone.

        ``replaces`` names a question that the owner asks again and again (a search while typing): a newer
        one silences the older.
        """
        task = Task(work, self._progressed.emit)
        if self._closing:
            task.cancel()
            return task
        if replaces:
            older = self._latest.get((id(owner), replaces))
            if older is not None:
                older.cancel()
                self._listeners.pop(older, None)
            self._latest[(id(owner), replaces)] = task
        if not self._listeners:
            self.busy.emit(True)
        self._listeners[task] = _Listener(lane, owner, done, failed, progressed)
        self._worker(lane).waiting.put(task)
        return task

    def is_idle(self) -> bool:
        """Whether every result has been delivered."""
        return not self._listeners

    def oldest_reading(self) -> Task | None:
        """Return the reading that has been waited for longest, None when nothing is being read."""
        return next((task for task, listener in self._listeners.items() if listener.lane is Lane.READ), None)

    def close(self) -> None:
        """End the workers: reading and long jobs are cancelled, whatever waits to be written is written."""
        self._closing = True
        for task, listener in self._listeners.items():
            if listener.lane is not Lane.WRITE:
                task.cancel()
        for worker in self._workers.values():
            worker.waiting.put(None)
        for worker in self._workers.values():
            worker.join()
        self._workers.clear()
        self._listeners.clear()
        self._latest.clear()

    def _worker(self, lane: Lane) -> _Worker:
        if lane not in self._workers:
            # Each call of Qt lets go of the interpreter; to have it back the UI thread would wait five milliseconds.
            sys.setswitchinterval(_SWITCH_EVERY)
            self._workers[lane] = _Worker(lane, self._finished.emit)
            self._workers[lane].start()
        return self._workers[lane]

    def _pass_on(self, task: Task, done: int, total: int, what: str) -> None:
        listener = self._listeners.get(task)
        if listener and listener.progressed and shiboken6.isValid(listener.owner):
            listener.progressed(done, total, what)

    def _deliver(self, task: Task) -> None:
        listener = self._listeners.pop(task, None)
        if listener is None:
            self._announce_rest()
            return
        for key in [key for key, latest in self._latest.items() if latest is task]:
            del self._latest[key]
        try:
            if shiboken6.isValid(listener.owner) and not self._closing:
                if task.failure is None:
                    listener.done(task.result)
                else:
                    listener.failed(task.failure)
        finally:
            self._announce_rest()

    def _announce_rest(self) -> None:
        if not self._listeners:
            self.busy.emit(False)
