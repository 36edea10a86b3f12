"""The lock of who went away: it ends the vault's process when what lies open is not used, or the machine has slept."""

import os
import sys
import threading
import time

from pmedia_desktop.vault.channel import LOCKED_ITSELF
from pmedia_desktop.vault.keeper import Keeper

_TICK = 1.0  # seconds
#: A nap so short that nobody has left the PC; the system's clocks, read one after the other, differ by less.
_NAP = 5.0  # seconds


class IdleLock:
    """Ends the process when what it holds has not been used for some time, or after the machine slept."""

    def __init__(self, keeper: Keeper, idle_seconds: float) -> None:
        #: Held during a call, in the middle of which nothing is locked.
        self.busy = threading.Lock()
        self._keeper = keeper
        self._idle_seconds = idle_seconds

    def watch(self) -> None:
        """Look at the clocks as long as the process lives."""
        tick = min(_TICK, self._idle_seconds / 2)
        before = seconds_asleep()
        while True:
            time.sleep(tick)
            now = seconds_asleep()
            slept = now - before > _NAP
            before = now
            with self.busy:
                if self._keeper.holds_something and (slept or self._keeper.unused_seconds() >= self._idle_seconds):
                    os._exit(LOCKED_ITSELF)


def seconds_asleep() -> float:
    """Return for how long the machine has slept since it started; 0 on systems that do not tell.

    Neither a busy machine nor a clock that somebody sets changes it: one of two clocks stands still in sleep.
    """
    if sys.platform == "win32":
        import ctypes

        awake = ctypes.c_ulonglong()  # in tenths of a microsecond
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(awake))
        return time.monotonic() - awake.value / 1e7
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC) - time.clock_gettime(time.CLOCK_UPTIME_RAW)
    return 0.0
