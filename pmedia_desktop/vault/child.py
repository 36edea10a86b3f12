"""The vault's process: answers calls that come as frames on standard input, one after the other.

A process of its own because scrypt holds the interpreter for more than a second and takes 512 MB, and because a hung
keyring call cannot be ended within a thread. It ends when the pipe does, when its identity has lain open unused for too
long, or when the machine slept; the other end kills it to lock, to cancel, and when a call takes too long.
"""

import contextlib
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from pmedia_desktop.errors import SpokenError
from pmedia_desktop.vault import wire
from pmedia_desktop.vault.channel import HELD, BrokenChannel, read_frame, write_frame
from pmedia_desktop.vault.idle_lock import IdleLock
from pmedia_desktop.vault.keeper import Keeper
from pmedia_desktop.vault.problems import describe
from pmedia_desktop.vault.secret import Secret

_PR_SET_DUMPABLE = 4

Plain = dict[str, Any]


def _seal(keeper: Keeper, call: Plain) -> str:
    from pmedia_desktop.vault.sealing import seal

    return seal(Secret(call["secret"]), wire.stamp_from(call["stamp"]), wire.recipients_from(call["recipients"]))


def _new_recovery(keeper: Keeper, call: Plain) -> Plain:
    from pmedia_desktop.vault.recovery import new_recovery

    return wire.pending_to(new_recovery(call["holder"]))


def _enroll(keeper: Keeper, call: Plain) -> Plain:
    enrolment = keeper.enroll(Secret(call["passphrase"]))
    return {"recipient": enrolment.recipient, "locked": enrolment.locked}


def _one_time_code(keeper: Keeper, call: Plain) -> Plain:
    code = keeper.one_time_code(wire.deposit_from(call["deposit"]), datetime.fromisoformat(call["moment"]))
    return {"code": code.code.reveal(), "seconds_left": code.seconds_left}


def _pack(keeper: Keeper, call: Plain) -> str:
    return keeper.pack(
        [wire.deposit_from(one) for one in call["deposits"]],
        call["about"],
        taker=call["taker"],
        passphrase=wire.secret_from(call["passphrase"]),
    )


def _unpack(keeper: Keeper, call: Plain) -> Plain:
    about, stamps = keeper.unpack(call["file"], wire.secret_from(call["passphrase"]))
    return {"about": about, "stamps": [wire.stamp_to(stamp) for stamp in stamps]}


def _seal_file(keeper: Keeper, call: Plain) -> None:
    from pmedia_desktop.vault.sealed_files import Label, seal_file

    seal_file(Path(call["source"]), Path(call["target"]), Label(call["keys"], tuple(call["recovery"])))


CALLS: dict[str, Callable[[Keeper, Plain], Any]] = {
    "read": lambda keeper, call: keeper.store.read(call["entry"]),
    "write": lambda keeper, call: keeper.store.write(call["entry"], call["text"]),
    "remove": lambda keeper, call: keeper.store.remove(call["entry"]),
    "existing": lambda keeper, call: sorted(keeper.store.existing(call["entries"])),
    "enroll": _enroll,
    "unlock": lambda keeper, call: keeper.unlock(call["locked"], Secret(call["passphrase"]), call["recipient"]),
    "unlock_recovery": lambda keeper, call: keeper.unlock_recovery(
        call["sheet"], Secret(call["words"]), call["recipient"]
    ),
    "change_passphrase": lambda keeper, call: keeper.change_passphrase(
        call["locked"], call["recipient"], Secret(call["old"]), Secret(call["new"])
    ),
    "seal": _seal,
    "show": lambda keeper, call: keeper.show(wire.deposit_from(call["deposit"])).reveal(),
    "one_time_code": _one_time_code,
    "reseal": lambda keeper, call: keeper.reseal(
        wire.deposit_from(call["deposit"]), wire.recipients_from(call["recipients"])
    ),
    "same_as": lambda keeper, call: keeper.same_as(
        Secret(call["secret"]), [wire.deposit_from(one) for one in call["deposits"]]
    ),
    "new_recovery": _new_recovery,
    "print_recovery": lambda keeper, call: wire.print_to(keeper.print_recovery(wire.pending_from(call["pending"]))),
    "pack": _pack,
    "unpack": _unpack,
    "seal_file": _seal_file,
    "open_file": lambda keeper, call: keeper.open_file(Path(call["source"]), Path(call["target"])),
    "seal_received": lambda keeper, call: keeper.seal_received(
        [wire.stamp_from(one) for one in call["stamps"]], wire.recipients_from(call["recipients"])
    ),
}


def answer(keeper: Keeper, call: Plain) -> Plain:
    """Return the answer to one call; a defect is told by its kind and place, never by its message."""
    try:
        return {"result": CALLS[call["call"]](keeper, call)}
    except SpokenError as error:
        return {"problem": describe(error)}
    except Exception as error:
        places = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{place.name} ({place.lineno})" for place in reversed(places))
        return {"fault": f"{type(error).__name__} in {where}"}


def serve(incoming: BinaryIO, outgoing: BinaryIO, idle_seconds: float) -> None:
    """Answer calls until the pipe ends."""
    keeper = Keeper()
    idle_lock = IdleLock(keeper, idle_seconds)
    calls: queue.SimpleQueue[Plain] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(incoming, calls), daemon=True).start()
    threading.Thread(target=idle_lock.watch, daemon=True).start()
    while True:
        call = calls.get()
        with idle_lock.busy:
            answered = answer(keeper, call)
            if call.get(HELD) and not calls.get().get(HELD):
                answered = {"result": None}
            write_frame(outgoing, answered)


def _read(incoming: BinaryIO, calls: "queue.SimpleQueue[Plain]") -> None:
    """Hand on what arrives; at the end of the pipe end the process, even while a keyring call hangs."""
    while True:
        try:
            calls.put(read_frame(incoming))
        except BrokenChannel:
            os._exit(0)


def _harden() -> None:
    """Leave no core dump, and on Linux let no other program of the same user look into the memory."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def run(idle_seconds: float) -> int:
    """Be the vault's process (the hidden command ``vault-child``)."""
    _harden()
    # Ctrl+C in a terminal reaches every process of the group; ending this one is the other end's business.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    # Whatever prints by mistake must not get between the frames.
    sys.stdout = sys.stderr
    with contextlib.suppress(BrokenChannel):  # nobody reads any more
        serve(incoming, outgoing, idle_seconds)
    return 0
