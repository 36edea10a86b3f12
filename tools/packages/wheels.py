"""The locked Python packages for the system that a package is made for, fetched by hash from whatever index pip uses.

The system is named to pip, so what asks for a newer C library than the base has is refused here and not at a user's.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker, default_environment

_ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+==\S+)(?:\s*;\s*(?P<marker>[^\\]+))?\s*\\?$")


@dataclass(frozen=True)
class Target:
    """A system as the markers of the locks name it, and what pip calls the wheels that run there, best first."""

    sys_platform: str
    os_name: str
    machine: str
    platforms: tuple[str, ...]


#: The C library of Debian 10, on which 统信UOS 20 stands, is 2.28 (tools/packages/base.py).
LINUX = Target(
    "linux",
    "posix",
    "x86_64",
    (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), "manylinux2014_x86_64", "manylinux1_x86_64"),
)
WINDOWS = Target("win32", "nt", "AMD64", ("win_amd64",))


def lock_for(lock: Path, target: Target, python: str) -> str:
    """Return the entries of a lock that ``target`` needs, with their hashes and without conditions."""
    variables = {
        **{name: str(value) for name, value in default_environment().items()},
        "sys_platform": target.sys_platform,
        "os_name": target.os_name,
        "platform_machine": target.machine,
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
    }
    lines, wanted = [], False
    for line in lock.read_text("utf-8").splitlines():
        entry = _ENTRY.match(line)
        if entry:
            marker = entry["marker"]
            wanted = marker is None or Marker(marker.strip()).evaluate(variables)
            if wanted:
                lines.append(f"{entry['name']} \\")
        elif wanted and "--hash" in line:
            lines.append(line)
    return "\n".join(lines) + "\n"


def fetch(lock: Path, target: Target, python: str, folder: Path) -> Path:
    """Fetch the wheels into ``folder`` and return the lock that installs exactly them."""
    folder.mkdir(parents=True, exist_ok=True)
    own = folder / "lock.txt"
    own.write_text(lock_for(lock, target, python), "utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "--python-version", python, "--implementation", "cp", "--abi", "cp311"]
    command += ["--abi", "abi3", "--abi", "none", "--dest", str(folder), "--requirement", str(own)]
    for platform in target.platforms:
        command += ["--platform", platform]
    subprocess.run(command, check=True)
    return own
