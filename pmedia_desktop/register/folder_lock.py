"""One window for one register: a lock file beside it that says who holds it.

The operating system's own lock on the file decides, so a program that died holds nothing (a stale file is taken
over); what stands in the file is only told to the person who is refused. Commands run beside an open window: they
rely on SQLite's locks, not on this one.
"""

import json
import os
import socket
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import Self

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.register.problems import spoken_problems
from pmedia_desktop.texts import translate

_CONTEXT = "register.folder_lock"

LOCK_NAME = "register.lock"

#: Windows refuses to read what is locked: the locked byte lies far behind the text.
_LOCKED_BYTE = 1 << 20

#: Windows' own number for "somebody else has locked it"; the C library's would also stand for other refusals.
_ERROR_LOCK_VIOLATION = 33

#: Between two looks whether the lock was given back, in seconds.
_PAUSE = 0.05


@dataclass(frozen=True)
class LockHolder:
    """The process that holds a register."""

    process: int = 0
    host: str = ""
    os_user: str = ""


class RegisterInUse(EnvironmentProblem):
    """Another window has the register open. ``holder`` says whose."""

    def __init__(self, folder: Path, holder: LockHolder) -> None:
        message = translate(_CONTEXT, "登记已在另一个窗口中打开（{host}，用户 {user}，进程 {process}）：{folder}。")
        super().__init__(
            message.format(host=holder.host, user=holder.os_user, process=holder.process, folder=folder),
            translate(_CONTEXT, "请切换到那个窗口，或将其关闭后再试。"),
        )
        self.holder = holder


class FolderLock:
    """Holds the register in a folder for one window; use as a context manager or ``release`` it."""

    def __init__(self, folder: Path, os_user: str = "", patience: float = 0.0) -> None:
        """Take the lock, or raise ``RegisterInUse`` when nobody gives it back within ``patience`` seconds."""
        self.path = folder / LOCK_NAME
        #: Whether another window held it first.
        self.waited = False
        self._until = monotonic() + patience
        with spoken_problems(self.path):
            self._descriptor = self._take(folder)
            try:
                self._write(LockHolder(os.getpid(), socket.gethostname(), os_user))
            except OSError:
                self.release()
                raise

    def release(self) -> None:
        """Give the lock back; doing so twice is no harm."""
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor < 0:
            return
        if sys.platform == "win32":
            os.close(descriptor)
            # Windows removes no file that is open: where the next window has it already, it stays.
            with suppress(PermissionError):
                self.path.unlink(missing_ok=True)
        else:
            # Removed while it is still held: whoever waits for it sees that the file is gone and begins anew. Where it
            # cannot be removed it stays, and holds nobody off.
            with suppress(OSError):
                self.path.unlink()
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def _write(self, holder: LockHolder) -> None:
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, json.dumps(asdict(holder), ensure_ascii=False).encode())

    def _take(self, folder: Path) -> int:
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                _lock(descriptor)
            except BlockingIOError:
                holder = _read_holder(descriptor)
                os.close(descriptor)
                if monotonic() >= self._until:
                    raise RegisterInUse(folder, holder) from None
                self.waited = True
                sleep(_PAUSE)
                continue
            except OSError:
                os.close(descriptor)
                raise
            if _is_still(descriptor, self.path):
                return descriptor
            os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Lock the file or raise ``BlockingIOError`` at once."""
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(descriptor))
        if not kernel.LockFile(handle, _LOCKED_BYTE, 0, 1, 0):
            problem = ctypes.WinError(ctypes.get_last_error())
            raise BlockingIOError if problem.winerror == _ERROR_LOCK_VIOLATION else problem
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _read_holder(descriptor: int) -> LockHolder:
    os.lseek(descriptor, 0, os.SEEK_SET)
    try:
        return LockHolder(**json.loads(os.read(descriptor, 4096).decode()))
    except (ValueError, TypeError):  # the holder is just writing it
        return LockHolder()


def _is_still(descriptor: int, path: Path) -> bool:
    """Whether the locked file is the one that bears the name; its former holder may have removed it."""
    if sys.platform == "win32":
        return True  # no file that is open is removed there
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
