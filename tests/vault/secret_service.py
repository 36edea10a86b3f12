"""A real gnome-keyring in a D-Bus session of its own, for tests. Nothing of the machine's own session is touched."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

if sys.platform.startswith("linux"):
    import secretstorage

# No folder with service files: what is not started here cannot be activated either.
_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type><listen>unix:path={socket}</listen><auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""
_PATIENCE = 15.0


class SecretService:
    """A session bus, and a keyring daemon on it that can be locked, stopped, and killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = (folder / "log").open("ab")
        self.address = f"unix:path={folder / 'bus'}"
        configuration = folder / "bus.conf"
        configuration.write_text(_BUS.format(socket=folder / "bus"), "utf-8")
        self._bus = self._start("dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile")
        _wait_until(self._bus_answers)
        self._daemon: subprocess.Popen[bytes] | None = None

    def start_daemon(self, *, unlocked: bool = True) -> None:
        """Start gnome-keyring; locked means that its collection has never been made."""
        options = ["--foreground", "--components=secrets", f"--control-directory={self._folder / 'control'}"]
        options += ["--unlock"] if unlocked else []
        self._daemon = self._start("gnome-keyring-daemon", *options, given=b"login-password" if unlocked else b"")
        _wait_until(self._is_on_the_bus)
        if unlocked:
            with closing(secretstorage.dbus_init()) as bus:
                _wait_until(lambda: not secretstorage.get_any_collection(bus).is_locked())

    def kill_daemon(self) -> None:
        """Kill the keyring's daemon; the bus goes on."""
        if self._daemon is not None:
            self._daemon.send_signal(signal.SIGKILL)
            self._daemon.wait()
            self._daemon = None

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Let the daemon hang, as one does that waits for its user."""
        assert self._daemon is not None
        self._daemon.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            if self._daemon is not None:
                self._daemon.send_signal(signal.SIGCONT)

    def lock(self) -> None:
        """Lock the collection; without a prompter nobody can unlock it."""
        with closing(secretstorage.dbus_init()) as bus:
            secretstorage.get_default_collection(bus).lock()

    def everything(self) -> list[dict[str, str]]:
        """Return the attributes of all entries."""
        with closing(secretstorage.dbus_init()) as bus:
            return [item.get_attributes() for item in secretstorage.get_any_collection(bus).get_all_items()]

    def close(self) -> None:
        """End both processes."""
        self.kill_daemon()
        self._bus.kill()
        self._bus.wait()
        self._log.close()

    def _bus_answers(self) -> bool:
        """Whether the bus takes calls: its socket is there a moment before it is listened to."""
        with socket.socket(socket.AF_UNIX) as caller:
            return caller.connect_ex(str(self._folder / "bus")) == 0

    def _is_on_the_bus(self) -> bool:
        with closing(secretstorage.dbus_init()) as bus:
            return secretstorage.check_service_availability(bus)

    def _start(self, *command: str, given: bytes = b"") -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "HOME": str(self._folder),
            "XDG_DATA_HOME": str(self._folder / "data"),
            "XDG_RUNTIME_DIR": str(self._folder),
            "DBUS_SESSION_BUS_ADDRESS": self.address,
        }
        environment.pop("DISPLAY", None)
        process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=self._log, stderr=self._log)
        assert process.stdin is not None
        process.stdin.write(given)
        process.stdin.close()
        return process


@contextmanager
def session(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SecretService]:
    """Give a session bus without a daemon yet, and let this process and its children use it."""
    if not sys.platform.startswith("linux"):
        pytest.skip("gnome-keyring is started on Linux only")
    service = SecretService(folder)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", service.address)
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    try:
        yield service
    finally:
        service.close()


def _wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < end, "the service did not start"
        time.sleep(0.02)
