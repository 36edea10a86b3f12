"""The old base for Linux: Debian 11 (glibc 2.31) with a Python that Debian 11 does not have.

Python comes as Debian 12's source package: the upstream archive, with Debian's security patches on it. Debian's other
patches are left out: they make a Python for /usr. Python and SQLite are compiled for the C library of Debian 10, on
which 统信UOS 20 stands: of a function that got a new version later the older one is linked.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.packages.roots import Root, debian_archive, make_root

SUITE = "bullseye"
PYTHON = "/usr/local/bin/python3.11"
_PREFIX = str(Path(PYTHON).parents[1])
_BUILDING = (
    "build-essential", "binutils", "ca-certificates", "pkg-config", "xz-utils", "libssl-dev", "zlib1g-dev",
    "libffi-dev", "libsqlite3-dev", "libbz2-dev", "liblzma-dev", "uuid-dev", "tcl",
)  # fmt: skip
#: What PyInstaller looks into, to see what Qt is linked against.
_LIBRARIES = (
    "libgl1", "libegl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3", "libglib2.0-0", "libxcb-cursor0",
    "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0",
    "libxcb-xinerama0", "libxcb-xinput0", "libxcb-xkb1", "libxkbcommon-x11-0", "libcups2", "libwayland-client0",
    "libwayland-cursor0", "libwayland-egl1",
)  # fmt: skip
_SECURITY = ("cve", "gh-")
#: sem_clockwait is of glibc 2.30; without it a lock's time-out follows the wall clock, as in Python 3.10 and before.
_WITHOUT = "ac_cv_func_sem_clockwait=no"
#: The functions that glibc 2.29 gave a new version, for the compiler to read before each file.
_OLDER_C_LIBRARY = "/build/older_c_library.h"
_OLDER = "".join(f'__asm__(".symver {name},{name}@GLIBC_2.2.5");\n' for name in ("exp", "exp2", "log", "log2", "pow"))
#: What Debian's SQLite can do, of which the program may make use.
_SQLITE_OPTIONS = (
    "SECURE_DELETE", "ENABLE_COLUMN_METADATA", "ENABLE_FTS3", "ENABLE_FTS3_PARENTHESIS", "ENABLE_FTS4", "ENABLE_FTS5",
    "ENABLE_RTREE", "SOUNDEX", "ENABLE_UNLOCK_NOTIFY", "OMIT_LOOKASIDE", "ENABLE_DBSTAT_VTAB",
    "ENABLE_UPDATE_DELETE_LIMIT", "ENABLE_LOAD_EXTENSION", "ENABLE_JSON1", "LIKE_DOESNT_MATCH_BLOBS", "THREADSAFE",
    "ENABLE_FTS3_TOKENIZER", "USE_URI", "MAX_SCHEMA_RETRY=25", "ENABLE_PREUPDATE_HOOK", "ENABLE_SESSION",
    "ENABLE_STMTVTAB", "MAX_VARIABLE_NUMBER=250000",
)  # fmt: skip


def make_base(path: Path) -> Root:
    """Return the root, made when it is not there yet (some minutes)."""
    root = Root(make_root(path, SUITE))
    if not (path / PYTHON.lstrip("/")).exists():
        root.install(*_BUILDING, *_LIBRARIES)
        (path / "build").mkdir(exist_ok=True)
        (path / _OLDER_C_LIBRARY.lstrip("/")).write_text(_OLDER, "utf-8")
        _compile_sqlite(root)
        _compile_python(root)
    return root


def _compile_sqlite(root: Root) -> None:
    """Compile Debian 11's own SQLite once more; beside Python, where Python finds it before the system's."""
    with tempfile.TemporaryDirectory() as folder:
        _fetch_source(Path(folder), SUITE, "sqlite3")
        _lay_source(next(Path(folder).glob("sqlite3-*/")), root, "sqlite")
    options = " ".join(f"-DSQLITE_{option if '=' in option else f'{option}=1'}" for option in _SQLITE_OPTIONS)
    library = f"{_PREFIX}/lib/libsqlite3.so.0"
    compiler = f"gcc -shared -fPIC -O2 -fno-strict-aliasing -Wl,-soname,libsqlite3.so.0 -include {_OLDER_C_LIBRARY}"
    steps = (
        "./configure --disable-tcl --disable-readline",
        f"make sqlite3.c OPTS='{options}'",
        f"{compiler} {options} sqlite3.c -o {library} -ldl -lm -lpthread",
    )
    root.run(["sh", "-ec", f"cd /build/sqlite && ({' && '.join(steps)}) >/build/sqlite.log 2>&1"])


def _compile_python(root: Root) -> None:
    with tempfile.TemporaryDirectory() as folder:
        _lay_source(_patched_source(Path(folder)), root, "python")
    options = f"--prefix={_PREFIX} --enable-shared LDFLAGS=-Wl,-rpath,{_PREFIX}/lib"
    steps = (
        f"./configure {options} CFLAGS='-include {_OLDER_C_LIBRARY}' {_WITHOUT}",
        "make -j$(nproc)",
        "make install",
    )
    root.run(["sh", "-ec", f"cd /build/python && ({' && '.join(steps)}) >/build/python.log 2>&1"])
    root.run([PYTHON, "-c", "import bz2, ctypes, lzma, pyexpat, sqlite3, ssl, uuid, zlib"])


def _lay_source(source: Path, root: Root, name: str) -> None:
    target = root.path / "build" / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target, symlinks=True)


def _fetch_source(folder: Path, suite: str, package: str) -> None:
    """Fetch the source package with lists of its own: few machines have the sources among their archives."""
    lists = folder / "lists"
    (lists / "partial").mkdir(parents=True)
    archive = folder / "sources.list"
    archive.write_text(f"deb-src {debian_archive()} {suite} main\n", "utf-8")
    own = ["-o", f"Dir::Etc::sourcelist={archive}", "-o", "Dir::Etc::sourceparts=-", "-o", f"Dir::State::lists={lists}"]
    own += ["-o", "APT::Sandbox::User=root"]
    for command in (["update"], ["source", f"{package}/{suite}"]):
        subprocess.run(["apt-get", "-q", *own, *command], cwd=folder, check=True)


def _patched_source(folder: Path) -> Path:
    """Fetch the source package and lay its security patches on the upstream archive."""
    _fetch_source(folder, "bookworm", "python3.11")
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
