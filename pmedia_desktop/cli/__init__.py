"""The same services without a window: scheduled backups, batch printing, checks, support.

Lists are printed as JSON. Exit code 0: done; 1: done, with findings that are errors; 2: wrong input or an
environment that does not allow it, with one line on standard error. Without a command the window opens.
"""

import os
import sys
from collections.abc import Sequence

from pmedia_desktop.catalogue import speak_as_asked
from pmedia_desktop.cli.window_start import start_window
from pmedia_desktop.errors import Cancelled, SpokenError
from pmedia_desktop.texts import translate

_CONTEXT = "cli"
#: The exit code of a defect (EX_SOFTWARE of sysexits.h).
_DEFECT = 70


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        # Chinese must come out whole on a Windows console and in a pipe; a windowed program has no streams.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        speak_as_asked()
        given = sys.argv[1:] if arguments is None else arguments
        exit_code = start_window(given)
        return _run_command(given) if exit_code is None else exit_code
    except SpokenError as error:
        sys.stderr.write(" ".join(str(error).split()) + "\n")
        return 2
    except BrokenPipeError:
        # Whoever read our output has seen enough (``| head``); the interpreter must not try to flush it again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (Cancelled, KeyboardInterrupt):
        sys.stderr.write(translate(_CONTEXT, "已取消。") + "\n")
        return 130
    except Exception:
        # A defect of the program: its details are what support needs. 1 would mean "done, with findings".
        import traceback

        traceback.print_exc()
        return _DEFECT


def _run_command(arguments: Sequence[str]) -> int:
    from pmedia_desktop.cli.arguments import parse

    options = parse(arguments)
    exit_code: int = options.run(options)
    return exit_code
