"""Does a printer's queue take jobs? Qt says that it printed even when CUPS has refused the job.

Asked of libcups, which Qt's own print support has loaded already; where there is none (Windows), nothing is known
and nothing is refused.
"""

from __future__ import annotations

import ctypes
import sys
from enum import StrEnum
from functools import cache

_LIBRARY = "libcups.2.dylib" if sys.platform == "darwin" else "libcups.so.2"
#: CUPS's number for a queue that keeps its jobs and prints none.
_STOPPED = b"5"


class QueueState(StrEnum):
    """Whether jobs that are sent now will be printed."""

    TAKES_JOBS = "takes_jobs"
    REJECTS_JOBS = "rejects_jobs"
    STOPPED = "stopped"


class _Option(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("value", ctypes.c_char_p))


class _Destination(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("instance", ctypes.c_char_p),
        ("is_default", ctypes.c_int),
        ("option_count", ctypes.c_int),
        ("options", ctypes.POINTER(_Option)),
    )


def queue_state(name: str) -> QueueState:
    """Return the state of the queue ``name``. May take as long as the print server takes to answer."""
    library = _libcups()
    if library is None:
        return QueueState.TAKES_JOBS
    found = library.cupsGetNamedDest(None, name.encode(), None)
    if not found:
        return QueueState.TAKES_JOBS
    try:
        destination = found.contents
        facts = {option.name: option.value for option in destination.options[: destination.option_count]}
    finally:
        library.cupsFreeDests(1, found)
    if facts.get(b"printer-is-accepting-jobs") == b"false":
        return QueueState.REJECTS_JOBS
    return QueueState.STOPPED if facts.get(b"printer-state") == _STOPPED else QueueState.TAKES_JOBS


@cache
def _libcups() -> ctypes.CDLL | None:
    if sys.platform == "win32":
        return None
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return None
    library.cupsGetNamedDest.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)
    library.cupsGetNamedDest.restype = ctypes.POINTER(_Destination)
    library.cupsFreeDests.argtypes = (ctypes.c_int, ctypes.POINTER(_Destination))
    library.cupsFreeDests.restype = None
    return library
