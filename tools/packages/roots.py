"""Debian roots in which the program is built and tried; each command sees nothing of this machine but what is named.

Needs to run as root on Debian or its kin: debootstrap, chroot and mount namespaces.
"""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: What is there before anybody made it up: no user's variables reach a root.
_BARE = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


class RootProblem(Exception):
    """A command in a root failed; the message ends with what it said."""


@dataclass(frozen=True)
class Root:
    """A folder with a system. ``binds`` are folders of this machine that are seen in it: outside -> inside.

    With ``scratch`` everything written in the root lands there, and the root stays as clean as it was.
    """

    path: Path
    binds: Mapping[Path, str] = field(default_factory=dict)
    scratch: Path | None = None

    def run(self, command: Sequence[str], environment: Mapping[str, str] | None = None, *, check: bool = True) -> str:
        """Run a command in a namespace of its own, that leaves no process and no mount behind; return its output."""
        script = ["set -e", "mount --make-rprivate /"]
        top = self.path
        if self.scratch is not None:
            upper, work, top = (self.scratch / name for name in ("upper", "work", "top"))
            for folder in (upper, work, top):
                folder.mkdir(parents=True, exist_ok=True)
            script.append(f"mount -t overlay overlay -o lowerdir={self.path},upperdir={upper},workdir={work} {top}")
        script += [
            f"mount -t proc proc {top}/proc",
            f"mount --bind /dev {top}/dev",
            # Devices work, and none of this machine's can be taken away.
            f"mount -o remount,bind,ro {top}/dev",
            f"mount -t tmpfs tmpfs {top}/dev/shm" if Path("/dev/shm").exists() else "true",
            f"cp /etc/resolv.conf {top}/etc/resolv.conf",
        ]
        for outside, inside in self.binds.items():
            script += [f"mkdir -p '{top}{inside}'", f"mount --bind '{outside}' '{top}{inside}'"]
        variables = [f"{name}={value}" for name, value in {**_BARE, **(environment or {})}.items()]
        # Not exec: an X server tells its parent that it is ready, but never process 1.
        script.append('chroot "$0" env -i "$@"')
        line = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", "\n".join(script), str(top)]
        done = subprocess.run(
            [*line, *variables, *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
            errors="replace", stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        if check and done.returncode:
            raise RootProblem(f"{' '.join(command)[:300]}: exit code {done.returncode}\n{done.stdout[-4000:]}")
        return done.stdout

    def install(self, *packages: str, recommends: bool = False) -> None:
        """Install Debian packages, or .deb files by their path in the root."""
        extra = [] if recommends else ["--no-install-recommends"]
        settings = {"DEBIAN_FRONTEND": "noninteractive"}
        self.run(["apt-get", "-q", "update"], settings)
        self.run(["apt-get", "-q", "-y", "install", *extra, *packages], settings)


def make_root(path: Path, suite: str) -> Path:
    """Make a smallest root of a Debian release, from the archive that this machine's apt is set up to use."""
    if (path / "etc" / "debian_version").exists() and not (path / "debootstrap").exists():
        return path
    if path.exists():
        shutil.rmtree(path)
    subprocess.run(["debootstrap", "--variant=minbase", suite, str(path), debian_archive()], check=True)
    for settings in Path("/etc/apt/apt.conf.d").glob("*"):
        if "Acquire" in settings.read_text("utf-8", "replace") and settings.is_file():
            shutil.copy(settings, path / "etc" / "apt" / "apt.conf.d")
    return path


def debian_archive() -> str:
    """Return the address from which this machine gets Debian's own packages."""
    policy = subprocess.run(["apt-cache", "policy"], capture_output=True, text=True, check=True).stdout
    for line in policy.splitlines():
        words = line.split()
        is_archive = len(words) > 2 and words[1].startswith(("http", "file", "copy")) and words[2].endswith("/main")
        if is_archive and "security" not in words[1]:
            return words[1]
    raise RootProblem("apt knows no archive of Debian")
