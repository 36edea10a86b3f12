"""Runs one way of writing again and again, each time with a later disk operation failing, and looks at what is left.

    python -m tests.faults.nth_failure WAY FOLDER STRIDE [KIND ...]      (fail_nth_call.so preloaded)

prints for each kind of failure, as soon as it is through, a line of JSON: how many operations were broken and what was
found wrong. In a process of its own: the shim is preloaded.
"""

import ctypes
import errno
import hashlib
import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.register import connecting, problems
from pmedia_desktop.register.opening import open_register
from pmedia_desktop.register.verification import verify_register
from tests.faults.surroundings import files_in
from tests.faults.ways_of_writing import WAYS, Way

#: How an operation fails: its number, whether the ones after it fail as well, whether only locks are refused, and
#: the problems that may be told then.
FAILURES: dict[str, tuple[int, bool, bool, tuple[type[EnvironmentProblem], ...]]] = {
    "full": (errno.ENOSPC, False, False, (problems.DiskFull, problems.DiskFailure, problems.RegisterReadOnly)),
    "full from then on": (
        errno.ENOSPC,
        True,
        False,
        (problems.DiskFull, problems.DiskFailure, problems.RegisterReadOnly),
    ),
    "I/O error": (errno.EIO, False, False, (problems.DiskFailure, problems.RegisterReadOnly)),
    "I/O errors from then on": (errno.EIO, True, False, (problems.DiskFailure, problems.RegisterReadOnly)),
    "no permission": (errno.EACCES, False, False, (problems.RegisterReadOnly, problems.DiskFailure)),
    "locked": (errno.EAGAIN, True, True, (problems.RegisterLocked, problems.DiskFailure)),
}
#: The process is killed at the operation instead, a write being half done. Not where the keyring dies with the process
#: (test_custody_killed has one that does not).
KILLED = "killed"
KINDS = (*FAILURES, KILLED)
_MOST = 2_000
#: So many of the last operations are all looked at where they decide.
_LAST = 9
#: What was found in folders, by who looked and their files.
_LOOKED_AT: dict[Any, Any] = {}


@dataclass
class Report:
    """How many runs, how many of them were told a problem, and what was wrong."""

    broken: int = 0
    told: int = 0
    wrong: list[str] = field(default_factory=list)


class Shim:
    """The preloaded functions."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)

    def arm(self, folder: Path, nth: int, number: int, sticky: bool, locks: bool) -> None:
        self._library.fault_arm(str(folder).encode(), ctypes.c_long(nth), number, int(sticky), int(locks))

    def disarm(self) -> int:
        """Stop failing; return how many operations there were."""
        self._library.fault_disarm()
        self._library.fault_calls.restype = ctypes.c_long
        return int(self._library.fault_calls())


def run(way: Way, folder: Path, stride: int = 1, wanted: Collection[str] = KINDS) -> Iterator[tuple[str, Report]]:
    """Break the disk operations of a way of writing in each of the ``wanted`` kinds; yield what came of a kind.

    ``stride``: only each so manieth operation, beginning with another one for each kind of failure, one at least; and
    the process killed at each of the last ones, where they decide.
    """
    connecting.BUSY_SECONDS = 0.02
    before = folder / "before"
    before.mkdir()
    kept = way.prepare(before)
    shutil.copytree(before, folder / "looked at")
    old = facts_of(way, folder / "looked at", way.again(kept))
    shim = Shim()
    counts = {}
    for locks in (True, False):
        shutil.copytree(before, folder / f"after {locks}")
        used = way.again(kept)
        shim.arm(folder / f"after {locks}", _MOST, errno.EIO, sticky=False, locks=locks)
        way.act(folder / f"after {locks}", used)
        counts[locks] = shim.disarm()
    new = facts_of(way, folder / "after False", used)
    trial = Trial(way, shim, folder, kept, (old, new))
    kinds = {**dict.fromkeys(FAILURES, trial.hits), **({} if way.dies_with_process else {KILLED: trial.kills})}
    for first, (kind, attempt) in enumerate(kinds.items()):
        if kind not in wanted:
            continue
        report = Report()
        count = counts[kind in FAILURES and FAILURES[kind][2]]
        # All of them: until one more does not fail. A sample: spread over what an undisturbed run has, not up to its
        # very last, for runs differ by an operation or two.
        begin = 1 if stride == 1 else 1 + first * min(stride, count) // (len(kinds) + 1)
        chosen = [*range(begin, _MOST if stride == 1 else count + 1, stride)]
        if kind == KILLED and way.decides_at_its_end and stride > 1:
            chosen += range(count - _LAST, count + 1)
        for nth in chosen:
            if not attempt(kind, nth, report):
                break
        # On a busy machine the undisturbed run may have waited for a lock more often, and had a third more operations.
        while not report.broken and begin > 1:
            begin //= 2
            attempt(kind, begin, report)
        yield kind, report


@dataclass(frozen=True)
class Trial:
    """What every run has in common."""

    way: Way
    shim: Shim
    folder: Path
    kept: Any
    states: tuple[Any, Any]

    def hits(self, kind: str, nth: int, report: Report) -> bool:
        """Run with the N-th operation failing; False once there are not so many."""
        number, sticky, locks, allowed = FAILURES[kind]
        place = self.folder / "now"
        shutil.copytree(self.folder / "before", place)
        kept = self.way.again(self.kept)
        told: Exception | None = None
        self.shim.arm(place, nth, number, sticky, locks)
        try:
            self.way.act(place, kept)
        except Exception as error:
            told = error
        finally:
            hit = self.shim.disarm() >= nth
        if hit:
            report.broken += 1
            report.told += told is not None
            report.wrong += [f"{kind} {nth}: {found}" for found in self._faults(place, kept, told, allowed)]
        elif told is not None:
            report.wrong.append(f"{kind} {nth}: nothing failed, yet {type(told).__name__}: {told}")
        shutil.rmtree(place)
        return hit

    def kills(self, kind: str, nth: int, report: Report) -> bool:
        """Run in a process that is killed at the N-th operation; False once there are not so many."""
        place = self.folder / "now"
        shutil.copytree(self.folder / "before", place)
        child = os.fork()
        if child == 0:
            self.shim.arm(place, nth, -signal.SIGKILL, sticky=False, locks=False)
            code = 1
            try:
                self.way.act(place, self.kept)
                code = 0
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
        hit = os.WIFSIGNALED(status)
        if hit:
            report.broken += 1
            report.wrong += [f"{kind} {nth}: {found}" for found in self._not_whole(place, self.kept, self.states)]
        elif os.waitstatus_to_exitcode(status):
            report.wrong.append(f"{kind} {nth}: not killed, yet it failed")
        shutil.rmtree(place)
        return hit

    def _not_whole(self, place: Path, kept: Any, states: tuple[Any, ...]) -> Iterator[str]:
        """Yield what is wrong unless the register is whole and in one of these states (told nothing: the new one)."""
        try:
            now = facts_of(self.way, place, kept)
        except Exception as error:
            yield f"not readable afterwards: {type(error).__name__}: {error}"
            return
        if now not in states:
            yield f"in no state that it may be in: {now} not in {states}"

    def _faults(
        self, place: Path, kept: Any, told: Exception | None, allowed: tuple[type[EnvironmentProblem], ...]
    ) -> Iterator[str]:
        if told is not None and not isinstance(told, allowed):
            yield f"the wrong message: {type(told).__name__}: {told}"
        elif isinstance(told, EnvironmentProblem) and not told.remedy:
            yield f"a message without advice: {told}"
        yield from self._not_whole(place, kept, self.states if told is not None else self.states[1:])


def facts_of(way: Way, folder: Path, kept: Any) -> Any:
    """Return what the register says after its next opening; raises when it is not whole.

    A folder whose files are byte for byte those of one that was looked at before is not looked at again: most failures
    leave what was there.
    """
    files = ((re.sub("[0-9]+", "0", name), file) for name, file in files_in(folder).items())  # names hold the hour
    seen = way.look, tuple(sorted((name, hashlib.sha256(file).digest()) for name, file in files))
    if way.dies_with_process or seen not in _LOOKED_AT:
        with open_register(folder, upgrade=False) as register:
            report = verify_register(register)
            if not report.ok:
                raise AssertionError(report.problems)
        _LOOKED_AT[seen] = way.look(folder, kept)
    return _LOOKED_AT[seen]


def main(name: str, folder: Path, stride: int, wanted: Collection[str]) -> None:
    """Run one way and print the reports."""
    for kind, report in run(WAYS[name], folder, stride, wanted):
        sys.stdout.write(json.dumps({"kind": kind, **asdict(report)}, ensure_ascii=False) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] or KINDS)
