"""The old base for Linux: Debian 11 (glibc 2.31) with a Python that Debian 11 does not have.

Python comes as Debian 12's source package: the upstream archive, with Debian's security patches on it. Debian's other
patches are left out: they make a Python for /usr.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.packages.roots import Root, debian_archive, make_root

SUITE = "bullseye"
PYTHON = "/usr/local/bin/python3.11"
_SOURCE_SUITE = "bookworm"
_BUILDING = (
    "build-essential", "binutils", "ca-certificates", "pkg-config", "xz-utils", "libssl-dev", "zlib1g-dev",
    "libffi-dev", "libsqlite3-dev", "libbz2-dev", "liblzma-dev", "uuid-dev",
)  # fmt: skip
#: What PyInstaller looks into, to see what Qt is linked against.
_LIBRARIES = (
    "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3", "libglib2.0-0", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-xinerama0", "libxcb-xinput0", "libxcb-xkb1", "libxkbcommon-x11-0", "libcups2", "libwayland-client0",
    "libwayland-cursor0", "libwayland-egl1",
)  # fmt: skip
_SECURITY = ("cve", "gh-")


def make_base(path: Path) -> Root:
    """Return the root, made when it is not there yet (some minutes)."""
    root = Root(make_root(path, SUITE))
    if not (path / PYTHON.lstrip("/")).exists():
        root.install(*_BUILDING, *_LIBRARIES)
        _compile_python(root)
    return root


def _compile_python(root: Root) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = _patched_source(Path(folder))
        target = root.path / "build" / "python"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, symlinks=True)
    prefix = str(Path(PYTHON).parents[1])
    steps = (
        f"./configure --prefix={prefix} --enable-shared LDFLAGS=-Wl,-rpath,{prefix}/lib",
        "make -j$(nproc)",
        "make install",
    )
    root.run(["sh", "-ec", f"cd /build/python && ({' && '.join(steps)}) >/build/python.log 2>&1"])
    root.run([PYTHON, "-c", "import bz2, ctypes, lzma, pyexpat, sqlite3, ssl, uuid, zlib"])


def _fetch_source(folder: Path) -> None:
    """Fetch the source package with lists of its own: few machines have the sources among their archives."""
    lists = folder / "lists"
    (lists / "partial").mkdir(parents=True)
    archive = folder / "sources.list"
    archive.write_text(f"deb-src {debian_archive()} {_SOURCE_SUITE} main\n", "utf-8")
    own = ["-o", f"Dir::Etc::sourcelist={archive}", "-o", "Dir::Etc::sourceparts=-", "-o", f"Dir::State::lists={lists}"]
    own += ["-o", "APT::Sandbox::User=root"]
    for command in (["update"], ["source", f"python3.11/{_SOURCE_SUITE}"]):
        subprocess.run(["apt-get", "-q", *own, *command], cwd=folder, check=True)


def _patched_source(folder: Path) -> Path:
    """Fetch the source package and lay its security patches on the upstream archive."""
    _fetch_source(folder)
    packed = next(folder.glob("python3.11-*/debian/patches"))
    plain = folder / "plain"
    plain.mkdir()
    subprocess.run(["tar", "-xf", str(next(folder.glob("*.orig.tar.*"))), "-C", str(plain)], check=True)
    source = next(plain.iterdir())
    for line in (packed / "series").read_text("utf-8").splitlines():
        name = line.strip()
        if not name.startswith("#") and any(mark in name.lower() for mark in _SECURITY):
            patch = ["patch", "-p1", "-s", "-i", str(packed / name)]
            # One that does not fit was made for a part that Debian has changed otherwise.
            if subprocess.run([*patch, "--dry-run"], cwd=source, capture_output=True, check=False).returncode == 0:
                subprocess.run(patch, cwd=source, check=True)
    # Debian builds pyexpat into the interpreter, and a patch of theirs has it include what only the core may.
    setup = source / "setup.py"
    alone, as_core = "sources=['pyexpat.c']", "sources=['pyexpat.c'], extra_compile_args=['-DPy_BUILD_CORE_MODULE']"
    setup.write_text(setup.read_text("utf-8").replace(alone, as_core), "utf-8")
    return source
