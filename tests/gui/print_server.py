"""A private CUPS with one queue that writes PDF files, for tests of real print jobs."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.gui.x_server import running

if sys.platform != "win32":
    import pwd

QUEUE = "PMEDIA-TEST"
_DRIVER = "lsb/usr/cups-pdf/CUPS-PDF_opt.ppd"
_PATIENCE = 60.0

_CONFIGURATION = """
Listen 127.0.0.1:{port}
Listen {folder}/socket
Browsing No
DefaultAuthType None
WebInterface No
LogLevel debug
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Location /admin>
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_FILES = """
ServerRoot {folder}
StateDir {folder}
CacheDir {folder}/cache
RequestRoot {folder}/spool
TempDir {folder}/temporary
AccessLog {folder}/access_log
ErrorLog {folder}/error_log
PageLog {folder}/page_log
Printcap {folder}/printcap
SystemGroup root
FileDevice Yes
"""


@dataclass(frozen=True)
class PrintServer:
    """The server's environment for programs, and where finished jobs appear."""

    environment: dict[str, str]
    folder: Path
    seen: set[Path]

    def printed(self) -> Path:
        """Wait until the next job has become a PDF, and return it."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            for path in _finished_jobs().glob("*.pdf"):
                if path not in self.seen and path.read_bytes().rstrip().endswith(b"%%EOF"):
                    self.seen.add(path)
                    return path
            time.sleep(0.3)
        log = (self.folder / "error_log").read_text(encoding="utf-8", errors="replace")
        raise AssertionError(f"no job has been printed\n{log[-4000:]}")


@contextmanager
def print_server() -> Iterator[PrintServer]:
    """Start cupsd with the queue; it ends with the block, and so do the files that its jobs left."""
    if shutil.which("cupsd") is None and not Path("/usr/sbin/cupsd").exists():
        pytest.fail("cups is not installed; start.py installs it")
    if os.geteuid() != 0:
        pytest.skip("the driver that writes PDF files works for root only")
    # CUPS runs its filters as a user of its own, to whom pytest's folders are closed.
    folder = Path(tempfile.mkdtemp(prefix="pmedia-cups-"))
    folder.chmod(0o755)
    for name in ("cache", "spool", "temporary", "ppd"):
        (folder / name).mkdir()
    (folder / "temporary").chmod(0o1777)
    port = _free_port()
    (folder / "cupsd.conf").write_text(_CONFIGURATION.format(port=port, folder=folder))
    (folder / "cups-files.conf").write_text(_FILES.format(folder=folder))
    environment = {**os.environ, "CUPS_SERVER": f"127.0.0.1:{port}"}
    command = ["/usr/sbin/cupsd", "-c", str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf"), "-f"]
    with ExitStack() as stack:
        stack.enter_context(_alone())
        had_folder = _finished_jobs().exists()
        before = set(_finished_jobs().glob("*"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.enter_context(running(command, environment))
        _wait_for(port)
        queue = ["/usr/sbin/lpadmin", "-p", QUEUE, "-E", "-v", "cups-pdf:/", "-m", _DRIVER]
        subprocess.run(queue, env=environment, check=True, capture_output=True)
        try:
            yield PrintServer(environment, folder, set(before))
        finally:
            _tidy_up(before, had_folder)


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other run of the tests prints: all jobs of a user land in one folder."""
    import fcntl

    with (Path(tempfile.gettempdir()) / "pmedia-print-tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _finished_jobs() -> Path:
    """Return where cups-pdf puts its files: in the home that the system knows, not in the tests' own."""
    return Path(pwd.getpwuid(os.geteuid()).pw_dir) / "PDF"


def _tidy_up(before: set[Path], had_folder: bool) -> None:
    for path in set(_finished_jobs().glob("*")) - before:
        path.unlink()
    if not had_folder and _finished_jobs().exists():
        _finished_jobs().rmdir()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("cupsd did not start")
