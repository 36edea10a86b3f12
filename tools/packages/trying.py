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
#: What the first released program left, and what an update to the present one leaves beside it.
OLDEST_REGISTER, UPGRADE_BACKUP = "register_v1.db.gz", "backups/register-before-migration-*.db"
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
        _run_steps(f"{package.name}, {suite}", root, _deb_updates(f"/package/{package.name}"), _variables(_HOME))
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
        _run_steps(f"{package.name}, {suite}", root, _archive_updates(target), variables)


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


#: What a shell needs for a step that must be refused, with what it says; and for one while the program is open.
_STEPS = """
    refused() {
        words=$1; shift
        if "$@" >answer 2>&1; then echo "not refused: $*"; exit 1; fi
        grep -q "$words" answer
    }
    open_program() {
        "$1" --data "$HOME/open" & running=$!
        for second in $(seq 60); do test -e "$HOME/open/register.lock" && break; sleep 1; done
        test -e "$HOME/open/register.lock"
    }
    close_program() { kill "$running"; wait "$running" || true; }
"""


def _archive_updates(program_folder: str) -> str:
    """Return the steps: a newer one replaces an older one, an older one is refused, and removing keeps the register."""
    register = "$HOME/.local/share/pmedia-desktop"
    return f"""
        cd "$HOME/下载"/{NAME}-*
        mkdir -p "{register}"
        gzip -dc "{program_folder}/_internal/resources/registers/{OLDEST_REGISTER}" >"{register}/register.db"
        touch "{program_folder}/_internal/left_by_the_older_one" "{program_folder}/用户的文件"
        echo 0.0.1 >"{program_folder}/VERSION"
        open_program "{program_folder}/{NAME}"
        refused 正开着 ./安装.sh "{program_folder}"
        refused 正开着 "{program_folder}/卸载.sh"
        close_program
        ./安装.sh "{program_folder}" && test ! -e "{program_folder}/_internal/left_by_the_older_one"
        mv "{program_folder}/_internal/docx" taken_by_an_antivirus_program
        refused 缺少或变了 "{program_folder}/{NAME}" self-test
        mv taken_by_an_antivirus_program "{program_folder}/_internal/docx"
        echo 99.0.0 >"{program_folder}/VERSION"
        refused 升级前 ./安装.sh "{program_folder}"
        "{program_folder}/{NAME}" --exit-when-loaded
        ls "{register}"/{UPGRADE_BACKUP} >/dev/null
        "{program_folder}/{NAME}" verify >/dev/null
        ./卸载.sh && test -s "{register}/register.db" && test "$(ls -A "{program_folder}")" = 用户的文件
    """


def _deb_updates(package: str) -> str:
    """Return the steps with dpkg, which is told that another version is installed."""
    return f"""
        cd "$HOME"
        installed_is() {{
            awk -v new="$1" '/^Package: /{{ours=($2 == "{NAME}")}} ours && /^Version: /{{$2=new}} {{print}}' \\
                /var/lib/dpkg/status >status && cp status /var/lib/dpkg/status
        }}
        installed_is 99.0.0
        refused 升级前 dpkg -i {package}
        installed_is 0.0.1
        open_program /opt/{NAME}/{NAME}
        refused 正开着 dpkg -i {package}
        refused 正开着 dpkg -r {NAME}
        close_program
        dpkg -i {package}
        dpkg-query -W -f '${{Status}} ${{Version}}' {NAME} | grep -q '^install ok installed'
        {NAME} verify --data "$HOME/open" >/dev/null
    """


def _run_steps(name: str, root: Root, steps: str, variables: Mapping[str, str]) -> None:
    try:
        root.run(["sh", "-ec", _STEPS + steps], {**variables, "QT_QPA_PLATFORM": "offscreen"})
    except RootProblem as problem:
        raise NotWhole(f"{name}: {problem}") from problem


def _variables(home: str) -> dict[str, str]:
    return {"HOME": home, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}
