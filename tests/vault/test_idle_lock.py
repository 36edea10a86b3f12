"""Left alone the vault locks itself; a call that takes long is no absence, and a sleep of the machine is one."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import cast

import pytest

from pmedia_desktop.vault import idle_lock
from pmedia_desktop.vault.channel import LOCKED_ITSELF
from pmedia_desktop.vault.idle_lock import IdleLock, seconds_asleep
from pmedia_desktop.vault.keeper import Keeper

_OFTEN = 0.02  # seconds


class InUse:
    """What lies open, used this moment."""

    holds_something = True

    def unused_seconds(self) -> float:
        return 0.0


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Return the exit codes with which the process would have ended; the watching thread ends in its place."""
    codes: list[int] = []

    def end(code: int) -> None:
        codes.append(code)
        raise SystemExit

    monkeypatch.setattr(idle_lock, "_TICK", _OFTEN)
    monkeypatch.setattr(idle_lock.os, "_exit", end)
    yield codes
    # A thread that still watches ends at its next look.
    monkeypatch.setattr(idle_lock, "seconds_asleep", lambda: time.monotonic() * 1000)
    for thread in threading.enumerate():
        if thread.name == "idle lock":
            thread.join(10)


def watched() -> IdleLock:
    lock = IdleLock(cast(Keeper, InUse()), idle_seconds=60.0)

    def watch() -> None:
        with suppress(SystemExit):
            lock.watch()

    threading.Thread(target=watch, name="idle lock", daemon=True).start()
    return lock


def test_a_call_that_takes_longer_than_a_nap_locks_nothing(ended: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idle_lock, "_NAP", 0.1)
    lock = watched()
    for _call in range(2):
        with lock.busy:
            time.sleep(0.5)
        time.sleep(0.1)
    assert ended == []


def test_after_the_machine_slept_it_is_locked(ended: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    asleep = [0.0]
    monkeypatch.setattr(idle_lock, "seconds_asleep", lambda: asleep[0])
    lock = watched()
    time.sleep(5 * _OFTEN)
    assert ended == []
    with lock.busy:  # it slept in the middle of a call, which is finished first
        asleep[0] = 600.0
        time.sleep(5 * _OFTEN)
        assert ended == []
    end = time.monotonic() + 10
    while not ended and time.monotonic() < end:
        time.sleep(_OFTEN)
    assert ended == [LOCKED_ITSELF]


def test_waiting_is_no_sleep_of_the_machine() -> None:
    before = seconds_asleep()
    time.sleep(0.3)
    assert abs(seconds_asleep() - before) < 0.1
