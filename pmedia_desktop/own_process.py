"""Other people's files are taken up in a process of their own: one that crashes, hangs or starves ends alone.

The process is this program with a hidden command. It prints JSON, a line at a time: ``{"step": [done, total, what]}``
while it works, then its answer, or ``{"message": ..., "remedy": ...}`` for what the user can mend.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import Any

from pmedia_desktop.data_files import own_command
from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate

_CONTEXT = "own_process"
_TICK = 0.2  # seconds until a wish to stop is heard
_UNKNOWN = (0, 0, "")


def ask_process(
    *arguments: str, progress: Progress, longest: float, late: InputError, gone: InputError, content: bytes = b""
) -> dict[str, Any]:
    """Return what the hidden command answers; it gets ``content`` on its standard input.

    Raises ``late`` after ``longest`` seconds, ``gone`` when it ends without an answer (out of memory, or the library
    gave up), and ``Cancelled`` when the user asked to stop.
    """
    process = _started(arguments)
    lines: SimpleQueue[bytes] = SimpleQueue()
    threads = [
        threading.Thread(target=_feed, args=(process, content), daemon=True),
        threading.Thread(target=_listen, args=(process, lines), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        return _answer(lines, progress, time.monotonic() + longest, late, gone)
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _started(arguments: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    command, folder = own_command(*arguments)
    try:
        return subprocess.Popen(  # noqa: S603  # our own program
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # One thread of numpy's takes as much address space as the work itself.
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise EnvironmentProblem(
            translate(_CONTEXT, "读文件的程序没能启动（{why}），").format(why=error.strerror),
            translate(_CONTEXT, "请关闭其他程序后再试；仍不行时请检查杀毒软件是否拦截了本程序。"),
        ) from error


def _feed(process: "subprocess.Popen[bytes]", content: bytes) -> None:
    if process.stdin is not None:
        with suppress(OSError):  # it ended before it had read everything
            process.stdin.write(content)
            process.stdin.close()


def _listen(process: "subprocess.Popen[bytes]", lines: "SimpleQueue[bytes]") -> None:
    if process.stdout is not None:
        for line in process.stdout:
            lines.put(line)
    lines.put(b"")


def _answer(
    lines: "SimpleQueue[bytes]", progress: Progress, deadline: float, late: InputError, gone: InputError
) -> dict[str, Any]:
    step: tuple[int, int, str] = _UNKNOWN
    while True:
        progress.step(*step)
        if time.monotonic() >= deadline:  # also of one that still tells its steps
            raise late
        try:
            line = lines.get(timeout=_TICK)
        except Empty:
            continue
        if not line.endswith(b"\n"):  # the end, or a line that was cut off
            raise gone
        try:
            told: dict[str, Any] = json.loads(line)
        except ValueError:  # a library's own words
            raise gone from None
        if "step" in told:
            done, total, what = told["step"]
            step = (done, total, what)
        elif "message" in told:
            raise InputError(told["message"], told["remedy"])
        else:
            return told


def answer_as_process(work: Callable[[Progress], dict[str, Any]], most_memory: int) -> int:
    """Be the process: do the work in at most so many bytes of address space, and print its answer."""
    _limit_memory(most_memory)
    try:
        answer = work(_Printed())
    except InputError as error:
        answer = {"message": error.message, "remedy": error.remedy}
    _print(answer)
    return 0


class _Printed:
    """Tells the other process how far the work is; that one ends this one when it should stop."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Print how far it is (see ``progress.Progress``)."""
        _print({"step": [done, total, what]})


def _print(told: dict[str, Any]) -> None:
    json.dump(told, sys.stdout, ensure_ascii=True, separators=(",", ":"))
    sys.stdout.write("\n")
    sys.stdout.flush()


def _limit_memory(most: int) -> None:
    """Let the system refuse what no such file needs (Windows has no such limit; there the time limit ends it)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):  # a system may have set a lower one already
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
