"""The vault's process seen from the program: started when it is needed, one call at a time, ended by killing it."""

import contextlib
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, BinaryIO, cast

from pmedia_desktop.data_files import own_command
from pmedia_desktop.errors import Cancelled, EnvironmentProblem
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.channel import HELD, LOCKED_ITSELF, BrokenChannel, read_frame, write_frame
from pmedia_desktop.vault.problems import VaultFault, VaultLocked, rebuild

_CONTEXT = "vault.process"
_TICK = 0.1  # seconds between two looks whether the user cancelled


class _End(Enum):
    """Why this side ended the process."""

    LOCKED = auto()
    CANCELLED = auto()
    TIMED_OUT = auto()


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a call may take, and what is raised when it takes longer."""

    seconds: float
    overdue: Exception


class _Once:
    """Does something at the first call and nothing afterwards: a call that is made anew must not do it again."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._do = do
        self._done = False

    def __call__(self) -> None:
        if not self._done:
            self._do()
            self._done = True


class VaultProcess:
    """One process at a time; a new one is started by the call after the old one has ended."""

    def __init__(self, idle_seconds: float) -> None:
        self._idle_seconds = idle_seconds
        self._calling = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0
        self._end: _End | None = None

    @property
    def running(self) -> int | None:
        """Which process lives, counted from 1; None when none does. What was open in one is not open in the next."""
        return None if self.process_id is None else self._started

    @property
    def process_id(self) -> int | None:
        """The number of the running process, for tests and measurements."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def call(
        self,
        name: str,
        arguments: dict[str, Any],
        limit: Limit,
        progress: Progress | None = None,
        first: Callable[[], None] | None = None,
    ) -> Any:
        """Make one call and return its result; others wait. Raises what the vault raised.

        What ``limit`` says when it took longer, ``Cancelled`` when ``progress`` or :meth:`cancel`
        asked for it, ``VaultLocked`` when it was locked meanwhile; the process is gone after each of them.

        ``first`` is done while the process works, and the answer leaves the process only afterwards: what ``first``
        raises is raised here, and the answer never comes. It must not call the vault.
        """
        frame = {"call": name, **arguments}
        once = None if first is None else _Once(first)
        with self._calling:
            self._end = None
            answer = self._exchange(frame, limit.seconds, progress or Silent(), once)
            code = None if answer else self._ended_by()
            if code == LOCKED_ITSELF:
                # It locked itself before it began this call: ask a new one, which says so if it matters.
                answer = self._exchange(frame, limit.seconds, progress or Silent(), once)
                code = None if answer else self._ended_by()
            if answer is None:
                raise self._explain(limit, code)
        if "problem" in answer:
            raise rebuild(answer["problem"])
        if "fault" in answer:
            raise VaultFault(answer["fault"])
        return answer["result"]

    def lock(self) -> None:
        """Kill the process: what lay open is gone. Safe from any thread, also while a call is under way."""
        self._kill(_End.LOCKED)

    def cancel(self) -> None:
        """Kill the process because the user does not want to wait; the call under way raises ``Cancelled``."""
        self._kill(_End.CANCELLED)

    def _kill(self, end: _End) -> None:
        process = self._process
        if process is None:
            return
        if self._end is None:
            self._end = end
        process.kill()
        if self._calling.acquire(blocking=False):  # nobody waits for an answer, so nobody else clears up
            try:
                self._ended_by()
            finally:
                self._calling.release()

    def _exchange(
        self, frame: dict[str, Any], seconds: float, progress: Progress, first: "_Once | None"
    ) -> dict[str, Any] | None:
        """Return the answer, or None when the process ended without one."""
        process = self._running()
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done, time.monotonic() + seconds, progress), daemon=True)
        watch.start()
        try:
            write_frame(cast(BinaryIO, process.stdin), frame if first is None else {**frame, HELD: True})
            if first is not None:
                self._do_first(process, first)
            return read_frame(cast(BinaryIO, process.stdout))
        except BrokenChannel:
            return None
        finally:
            done.set()
            watch.join()

    def _do_first(self, process: subprocess.Popen[bytes], first: "_Once") -> None:
        """Do it, then let the answer out; when it fails, let the process forget the answer."""
        try:
            first()
        except BaseException:
            with contextlib.suppress(BrokenChannel):  # it has ended and holds nothing any more
                write_frame(cast(BinaryIO, process.stdin), {HELD: False})
                read_frame(cast(BinaryIO, process.stdout))
            raise
        write_frame(cast(BinaryIO, process.stdin), {HELD: True})

    def _watch(self, done: threading.Event, deadline: float, progress: Progress) -> None:
        while not done.wait(_TICK):
            try:
                progress.step(0, 0)
            except Cancelled:
                self._kill(_End.CANCELLED)
                return
            if time.monotonic() >= deadline:
                self._kill(_End.TIMED_OUT)
                return

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._ended_by()
        command, folder = own_command("vault-child", str(self._idle_seconds))
        try:
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                command,
                cwd=folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                # What foreign libraries print there is nobody's business, and could quote what they were given.
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise EnvironmentProblem(
                translate(_CONTEXT, "保险箱没能启动（{why}），").format(why=error.strerror),
                translate(_CONTEXT, "请关闭其他程序后再试；仍不行时请检查杀毒软件是否拦截了本程序。"),
            ) from error
        self._started += 1
        return self._process

    def _ended_by(self) -> int | None:
        """Clear up after a process that has ended or is ending; return its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # the rest of a frame that nobody reads any more
                    stream.close()
        return process.wait()

    def _explain(self, limit: Limit, code: int | None) -> Exception:
        match self._end:
            case _End.LOCKED:
                return VaultLocked(
                    translate(_CONTEXT, "已经上锁，"), translate(_CONTEXT, "请输入开锁口令后再试。"), field="passphrase"
                )
            case _End.CANCELLED:
                return Cancelled()
            case _End.TIMED_OUT:
                return limit.overdue
        if code is not None and (code < 0 or code > 255):  # a signal, or Windows' number for one
            return EnvironmentProblem(
                translate(_CONTEXT, "保险箱意外停止，很可能是内存不足（打开钥匙需要512MB空闲内存），"),
                translate(_CONTEXT, "请关闭其他程序后再试；已经存好的内容不受影响。"),
            )
        return VaultFault(f"the vault's process ended with code {code}; see: pmedia-desktop vault-child 300")
