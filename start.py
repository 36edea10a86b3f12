"""Set everything up, then run: the program, its tests, or the project's checks. Standard library only.

    python3 start.py demo            the main job on the sample register (any command of the program works)
    python3 start.py test [...]      the tests; what follows is handed to pytest
    python3 start.py check           formatter, linter, types, installed wheel

On Windows: ``py -3.11 start.py demo``. What the system lacks is installed where that is allowed (Debian and
its kin, as root or with a sudo that asks for nothing); elsewhere one line says what an administrator must
run. Packages go into ``.venv`` beside this file, by hash, from whatever index pip is set up to use. The
second start finds everything in place. Why it is made so: docs/decisions/0003-bootstrap.md.
"""

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

if not (3, 11) <= sys.version_info[:2] <= (3, 13):  # before anything that an older Python cannot read
    sys.exit("本程序需要 Python 3.11 至 3.13，请用其中之一启动，例如：py -3.11 start.py demo")

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
NOTE = ENVIRONMENT / "installed.json"

# What each purpose installs; check holds test holds run.
LOCKS = {"run": ("run.txt", "build.txt"), "test": ("test.txt",), "check": ("check.txt",)}

# What Qt, the tests and the checks need of a Linux system: how it is recognised, and Debian's package of it.
# A name with .so is a shared library, one with a slash a file, any other a command.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_TOOLS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-run-session": "dbus",
    "dbus-launch": "dbus-x11",
    "gnome-keyring-daemon": "gnome-keyring",
    "ibus-daemon": "ibus",
    "/usr/share/ibus/component/libpinyin.xml": "ibus-libpinyin",
    "fcitx5": "fcitx5",
    "/usr/share/fcitx5/addon/pinyin.conf": "fcitx5-pinyin",
    "/usr/sbin/cupsd": "cups",
    "lp": "cups-client",
    "/usr/lib/cups/filter/pdftopdf": "cups-filters",
    "/usr/lib/cups/backend/cups-pdf": "printer-driver-cups-pdf",
    "pdftotext": "poppler-utils",
    "gcc": "gcc",
    "/usr/include/stdio.h": "libc6-dev",
}


# All the tests at once go through several processes, neighbours in one of them as long as none is idle: they share what
# is dear to make. Each starts what it needs (X server, print queue, keyring) for itself and often waits for it: there
# is one process more than processors.
WHOLE_SUITE = (f"--numprocesses={min(4, (os.cpu_count() or 1) + 1)}", "--dist=worksteal")


class SetupError(Exception):
    """The set-up cannot go on; the message says what to do."""


def say(message: str) -> None:
    """Tell the user what happens, on standard error: standard output belongs to the command that runs."""
    print(message, file=sys.stderr, flush=True)


def is_present(thing: str) -> bool:
    """Whether the system has a shared library (``libGL.so.1``), a file (with a slash) or a command."""
    if ".so" in thing:
        try:
            ctypes.CDLL(thing)
        except OSError:
            return False
        return True
    if "/" in thing:
        return Path(thing).exists()
    return shutil.which(thing) is not None


def missing_packages(purpose: str) -> list[str]:
    """Return the Debian packages that ``purpose`` needs and the system lacks (empty outside Linux)."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = dict(QT_LIBRARIES)
    if purpose != "run":
        wanted |= SCREEN_LIBRARIES | TEST_TOOLS
    elif os.environ.get("DISPLAY"):
        wanted |= SCREEN_LIBRARIES
    missing = [package for thing, package in wanted.items() if not is_present(thing)]
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        missing.append(f"python3.{sys.version_info.minor}-venv")
    return missing


def provide_system(purpose: str) -> None:
    """Install what the system lacks, or raise :class:`SetupError` with the line an administrator must run."""
    missing = missing_packages(purpose)
    if not missing:
        return
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(missing)}"
    if shutil.which("apt-get") is None:
        raise SetupError(f"本机缺少以下系统组件（此处为 Debian 包名），请管理员安装后再试：\n{' '.join(missing)}")
    prefix: list[str] = []
    if os.geteuid() != 0:
        sudo = shutil.which("sudo")
        if sudo is None or subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
            line = f"sudo sh -c '{line}'" if sudo else line
            raise SetupError(f"本机缺少系统组件，请管理员执行下面这一行，然后再试：\n{line}")
        prefix = [sudo, "-n"]
    say(f"正在安装系统组件：{' '.join(missing)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "-y", "--no-install-recommends", *missing]
    for command in ([*apt, "update"], install):
        if subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False).returncode:
            raise SetupError(f"系统组件没有装上（上面是原因）。请管理员执行下面这一行，然后再试：\n{line}")


def fingerprint(purpose: str) -> str:
    """Return what the environment depends on as one hash: lock, build settings, place and interpreter."""
    sha256 = hashlib.sha256()
    for name in LOCKS[purpose]:
        sha256.update((ROOT / "requirements" / name).read_bytes())
    sha256.update((ROOT / "pyproject.toml").read_bytes())
    sha256.update(f"{ROOT} {sys.version_info[:2]}".encode())
    return sha256.hexdigest()


def read_note() -> dict[str, str]:
    """Return what was installed into the environment so far: purpose -> fingerprint."""
    try:
        note: dict[str, str] = json.loads(NOTE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note


def child_environment() -> dict[str, str]:
    """Return the variables for the programs started here.

    UTF-8 everywhere: on a Chinese Windows Python would otherwise read and write GBK.
    """
    return {**os.environ, "PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def run_module(*command: str, folder: Path | None = ROOT) -> int:
    """Run a module of the environment, in the checkout unless told otherwise, and return its exit code."""
    line = [str(PYTHON), "-m", *command]
    return subprocess.run(line, cwd=folder, env=child_environment(), check=False).returncode


def make_environment() -> None:
    """Create ``.venv``, replacing one that was left half made."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    command = [base, "-m", "venv", "--clear", str(ENVIRONMENT)]
    if subprocess.run(command, env=child_environment(), stdout=sys.stderr, check=False).returncode:
        raise SetupError(f"无法在 {ENVIRONMENT} 建立 Python 环境，原因见上。")


def environment_works() -> bool:
    """Whether ``.venv`` stands where it was made, with this Python's version and a pip."""
    if not PYTHON.exists():
        return False
    probe = "import pip, sys; print(sys.version_info[1]); print(sys.prefix)"
    line = [str(PYTHON), "-c", probe]
    answer = subprocess.run(line, env=child_environment(), capture_output=True, encoding="utf-8", check=False)
    if answer.returncode:
        return False
    minor, prefix = answer.stdout.splitlines()
    return int(minor) == sys.version_info.minor and Path(prefix) == ENVIRONMENT


def pip_install(*what: str) -> bool:
    """Let pip install exactly ``what`` and return whether it did; progress is shown on a terminal only."""
    line = [str(PYTHON), "-m", "pip", "install", "--no-input", "--no-deps", *what]
    line += [] if sys.stderr.isatty() else ["--quiet"]
    return subprocess.run(line, cwd=ROOT, env=child_environment(), stdout=sys.stderr, check=False).returncode == 0


def install_packages(purpose: str) -> None:
    """Install the locked packages of ``purpose`` and the program itself, editable."""
    say("正在安装所需的 Python 组件（首次约需一分钟）……")
    locks: list[str] = []
    for name in LOCKS[purpose]:
        locks += ["-r", str(Path("requirements", name))]
    if not pip_install("--require-hashes", "--only-binary", ":all:", *locks):
        raise SetupError("Python 组件没有装上，原因见上。请检查网络；可用 pip config 设置本地的软件源。")
    if not pip_install("--no-build-isolation", "--editable", "."):
        raise SetupError("本程序没有装进 Python 环境，原因见上。")


def provide_packages(purpose: str) -> None:
    """Bring ``.venv`` to what ``purpose`` needs; does nothing when it is there already."""
    note = read_note()
    held = [larger for larger in LOCKS if list(LOCKS).index(larger) >= list(LOCKS).index(purpose)]
    if PYTHON.exists() and any(note.get(larger) == fingerprint(larger) for larger in held):
        return
    if not environment_works():
        make_environment()
        note = {}
    install_packages(purpose)
    NOTE.write_text(json.dumps({**note, purpose: fingerprint(purpose)}), "utf-8")


def check() -> int:
    """Run every check, even after one has failed, and return 1 when any did."""
    steps = (
        ("ruff", "format", "--check"),
        ("ruff", "check"),
        ("mypy",),
        ("pytest", "-q", "-m", "wheel", "tests/house"),
    )
    failed = []
    for step in steps:
        say(f"== {' '.join(step)}")
        if run_module(*step):
            failed.append(" ".join(step))
    say(f"== 未通过：{'；'.join(failed)}" if failed else "== 全部检查通过")
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Set up what the first argument needs, run it and return the exit code."""
    if not arguments:
        raise SetupError("用法：python3 start.py demo | test | check")
    command, *rest = arguments
    purpose = command if command in ("test", "check") else "run"
    provide_system(purpose)
    provide_packages(purpose)
    if command == "test":
        return run_module("pytest", *(rest or WHOLE_SUITE))
    if command == "check":
        return check()
    return run_module("pmedia_desktop", *arguments, folder=None)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as problem:
        say(str(problem))
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
