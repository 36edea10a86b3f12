"""Each package is installed in clean Debian roots, as a user would, and its own self-test runs there.

Nothing that is written in a root stays: the next one begins clean. A package whose self-test fails anywhere is none.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from tools.packages.program import NAME
from tools.packages.roots import Root, RootProblem, make_root

#: Debian 11, 12 and 13.
SUITES = ("bullseye", "bookworm", "trixie")
#: A user's folder as it may be called on a Chinese desktop.
_HOME = "/home/公义镇 党政办"
#: What a desktop brings along, and a smallest root does not: the screen's libraries come with the package itself.
_DESKTOP = ("dbus", "gnome-keyring", "xvfb", "xauth", "fonts-wqy-microhei")
_LIBRARIES = (
    "libgl1", "libegl1", "libfontconfig1", "libfreetype6", "libx11-6", "libx11-xcb1", "libglib2.0-0", "libdbus-1-3",
    "libstdc++6", "libcups2", "libwayland-client0", "libwayland-cursor0", "libwayland-egl1",
)  # fmt: skip
#: An unlocked keyring in a session of its own, as after a login.
_SESSION = """
    mkdir -p "$HOME" /run/session && chmod 700 /run/session && cd "$HOME"
    exec xvfb-run -a dbus-run-session -- sh -c '
        printf 登录口令 | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"' sh "$@"
"""


class NotWhole(Exception):
    """A package does not work where it was installed; the message says what failed."""


def try_deb(package: Path, roots: Path, work: Path) -> None:
    """Install the .deb with what it declares and nothing else, run the self-test, remove it."""
    for suite in SUITES:
        root = _clean(suite, roots, work, package)
        root.install(f"/package/{package.name}")
        bare = root.run([NAME, "self-test", "--json"], _variables("/root"), check=False)
        check_answer(f"{package.name}, {suite}, no desktop", bare)
        root.install(*_DESKTOP)
        _check_whole(f"{package.name}, {suite}", root, f"/opt/{NAME}/{NAME}", _HOME)
        root.run(["apt-get", "-y", "purge", NAME], {"DEBIAN_FRONTEND": "noninteractive"})
        left = root.run(["sh", "-c", f"ls -d /opt/{NAME} /usr/bin/{NAME} 2>/dev/null || true"])
        if left.strip():
            raise NotWhole(f"{package.name}, {suite}: left behind: {left}")


def try_archive(package: Path, roots: Path, work: Path) -> None:
    """Unpack and install for one user, without an administrator, into folders with Chinese names and spaces."""
    for suite in SUITES:
        root = _clean(suite, roots, work, package)
        root.install("xz-utils", *_LIBRARIES, *_DESKTOP)
        variables = _variables(_HOME)
        target = f"{_HOME}/我的 程序/账号管理"
        unpack = (
            f'mkdir -p "$HOME/下载" && cd "$HOME/下载" && tar -xJf /package/{package.name} && cd {NAME}-* && ./安装.sh'
        )
        root.run(["sh", "-ec", f'{unpack} "{target}"'], variables)
        _check_whole(f"{package.name}, {suite}", root, f"{target}/{NAME}", _HOME)
        _check_update(f"{package.name}, {suite}", root, target, variables)


def _clean(suite: str, roots: Path, work: Path, package: Path) -> Root:
    scratch = work / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    return Root(make_root(roots / suite, suite), {package.parent: "/package"}, scratch)


def _check_whole(name: str, root: Root, program: str, home: str) -> None:
    """Run the self-test in a session with a keyring: every check must pass, the keyring's too."""
    command = ["sh", "-c", _SESSION, "sh", program, "self-test", "--json"]
    variables = {
        **_variables(home),
        "XDG_RUNTIME_DIR": "/run/session",
        "QT_QPA_PLATFORM": "xcb",
        "QT_IM_MODULE": "fcitx",
    }
    said = root.run(command, variables, check=False)
    results = check_answer(name, said)
    if any("没有检查" in result["detail"] for result in results):
        raise NotWhole(f"{name}: the keyring was not tried\n{said}")
    print(f"whole: {name}, {len(results)} checks", flush=True)


def check_answer(name: str, said: str) -> list[dict[str, str]]:
    """Read the self-test's answer; raises ``NotWhole`` when any check failed."""
    start = said.find("[\n")
    try:
        results: list[dict[str, str]] = json.loads(said[start : said.rindex("]") + 1])
    except ValueError as error:
        raise NotWhole(f"{name}: no answer\n{said[-3000:]}") from error
    failed = [result for result in results if not result["passed"]]
    if failed:
        raise NotWhole(f"{name}: {failed}")
    return results


def _check_update(name: str, root: Root, target: str, variables: Mapping[str, str]) -> None:
    """Check that a newer package replaces an older one, an older one is refused, and removing keeps the register."""
    register = "$HOME/.local/share/pmedia-desktop"
    script = f"""
        cd "$HOME/下载"/{NAME}-*
        "{target}/{NAME}" demo --out "$HOME/demo" >/dev/null && mkdir -p "{register}"
        cp "$HOME/demo/register/register.db" "{register}/"
        touch "{target}/left_by_the_older_one"
        echo 0.0.1 >"{target}/VERSION" && ./安装.sh "{target}" && test ! -e "{target}/left_by_the_older_one"
        echo 99.0.0 >"{target}/VERSION"
        if ./安装.sh "{target}" 2>answer; then echo "an older package was installed over a newer one"; exit 1; fi
        grep -q 备份 answer
        "{target}/{NAME}" verify >/dev/null
        "{target}/卸载.sh" && test ! -e "{target}" && test -s "{register}/register.db"
    """
    try:
        root.run(["sh", "-ec", script], {**variables, "QT_QPA_PLATFORM": "offscreen"})
    except RootProblem as problem:
        raise NotWhole(f"{name}: {problem}") from problem


def _variables(home: str) -> dict[str, str]:
    return {"HOME": home, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
