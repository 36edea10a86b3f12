"""Windows: a name that the system keeps while the window is open, so that an installer knows it before it begins.

A running program's file cannot be written there, but an installer that only meets this has begun already.
"""

import sys

#: What ``tools/packages/windows_files/installer.nsi`` asks for. The name is one user session's own.
OPEN_MARK = "pmedia-desktop-open"


def hold_open_mark() -> None:
    """Hold the name, a mutex, until this process has ended, however it ends."""
    if sys.platform == "win32":
        import ctypes

        # Never closed: the system lets go of it with the process.
        ctypes.windll.kernel32.CreateMutexW(None, False, OPEN_MARK)
