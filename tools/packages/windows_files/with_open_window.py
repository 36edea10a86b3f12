"""Runs under Windows: installs over an open window of the program, removes it, and installs again when it is closed.

    python with_open_window.py PROGRAM REGISTER_FOLDER INSTALLATION REMOVAL

The last two are command lines, without questions. Prints an exit code for each, and whether anything was touched.
"""

import subprocess
import sys
import time
from pathlib import Path

#: Under Wine on a busy machine a start takes long.
_PATIENCE_SECONDS = 300


def main() -> int:
    """Try it, with the window ended whatever happens."""
    program, register = Path(sys.argv[1]), Path(sys.argv[2])
    installation, removal = sys.argv[3:]
    # An installation takes away what it does not know.
    unknown = program.with_name("_internal") / "unknown"
    unknown.touch()
    with subprocess.Popen([program, "--data", register]) as window:
        until = time.monotonic() + _PATIENCE_SECONDS
        while not (register / "register.lock").exists() and time.monotonic() < until and window.poll() is None:
            time.sleep(1)
        print("over the open window:", subprocess.call(installation))
        print("removal of the open window:", subprocess.call(removal))
        print("as it was:", window.poll() is None and unknown.exists() and program.exists())
        window.kill()
    print("over the closed one:", subprocess.call(installation))
    print("as it should be then:", program.exists() and not unknown.exists())
    return 0


if __name__ == "__main__":
    sys.exit(main())
