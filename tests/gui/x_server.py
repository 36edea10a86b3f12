"""A private X server (Xvfb) with a window manager, for tests that need the real thing."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager

import pytest

_PATIENCE = 20.0


@contextmanager
def running(command: list[str], environment: Mapping[str, str], **options: object) -> Iterator[subprocess.Popen[str]]:
    """Run a program in the background and end it, by its own process, when the block ends."""
    process = subprocess.Popen(command, env=dict(environment), text=True, **options)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def x_server() -> Iterator[dict[str, str]]:
    """Start Xvfb with openbox; yields the environment for programs that shall show themselves there."""
    for program in ("Xvfb", "openbox", "xdotool"):
        if shutil.which(program) is None:
            pytest.fail(f"{program} is not installed; start.py installs it")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    with ExitStack() as stack:
        stack.enter_context(
            running(command, environment, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        )
        os.close(writing)
        with os.fdopen(reading) as pipe:
            display = pipe.readline().strip()
        assert display, "Xvfb did not start"
        environment |= {"DISPLAY": f":{display}", "QT_QPA_PLATFORM": "xcb"}
        stack.enter_context(running(["openbox"], environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        yield environment


def xdotool(environment: Mapping[str, str], *arguments: str) -> str:
    """Run xdotool and return what it says."""
    done = subprocess.run(
        ["xdotool", *arguments], env=dict(environment), capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout.strip()


def window_id(environment: Mapping[str, str], title: str) -> str:
    """Wait for a window with this title and return its id."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        found = xdotool(environment, "search", "--onlyvisible", "--name", title).split()
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no window called {title} has appeared")
