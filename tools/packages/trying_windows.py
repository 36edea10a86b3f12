"""The packages for Windows are installed and tried under Wine, as a user would, without an administrator."""

import gzip
import shutil
from pathlib import Path

from tools.packages.program import NAME
from tools.packages.roots import Root
from tools.packages.trying import OLDEST_REGISTER, UPGRADE_BACKUP, NotWhole, check_answer
from tools.packages.wine import PYTHON_FOLDER, make_prefix, on_drive, run_windows

#: A Windows of its own for the trial, so that what it leaves in the user's folders is all there is.
_PREFIX = "/srv/prefix-trial"
_USER = f"{_PREFIX}/drive_c/users/root"
_LOCAL = f"{_USER}/AppData/Local"
_OPEN_WINDOW = Path(__file__).with_name("windows_files") / "with_open_window.py"
_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\pmedia-desktop"


class Trial:
    """One Windows, and the package in it."""

    def __init__(self, root: Root, packages: Path) -> None:
        self._root = Root(root.path, {packages: "/package"})
        shutil.rmtree(root.path / _PREFIX.lstrip("/"), ignore_errors=True)
        make_prefix(self._root, _PREFIX)

    def run(self, *command: str, check: bool = True) -> str:
        """Run a Windows program there."""
        return run_windows(self._root, command, {"PYTHONUTF8": "1"}, prefix=_PREFIX, check=check)

    def path(self, inside: str) -> Path:
        """Return where a file of the root lies outside."""
        return self._root.path / inside.lstrip("/")

    def self_test(self, name: str, folder: str) -> None:
        """Run the self-test of the program in ``folder``; Windows' own keyring must take part."""
        said = self.run(on_drive(f"{folder}/pmedia-console.exe"), "self-test", "--json", check=False)
        results = check_answer(name, said)
        if any("没有检查" in result["detail"] for result in results):
            raise NotWhole(f"{name}: the keyring was not tried\n{said}")
        print(f"whole: {name}, {len(results)} checks", flush=True)

    def exit_code(self, *command: str) -> int:
        """Return the exit code of a Windows program."""
        said = self.run("cmd", "/c", " ".join(command) + " & call echo exit=%^errorlevel%", check=False)
        found = [line for line in said.splitlines() if line.startswith("exit=")]
        if not found:
            raise NotWhole(f"{command}: no exit code\n{said[-2000:]}")
        return int(found[-1].removeprefix("exit=").strip())


def try_windows(installer: Path, portable: Path, root: Root, work: Path) -> None:
    """Install silently, test, update, refuse an older one, remove; then the portable ZIP below a Chinese path."""
    trial = Trial(root, installer.parent)
    setup, target = on_drive(f"/package/{installer.name}"), f"{_LOCAL}/Programs/{NAME}"
    _expect(trial.exit_code(setup, "/S"), 0, "silent installation")
    _expect_files(trial, target, "pmedia-desktop.exe", "pmedia-console.exe", "uninstall.exe", "sbom.cdx.json")
    trial.self_test(f"{installer.name}, installed", target)
    _try_update(trial, setup, target)
    _try_refusals(trial, setup)
    _try_open_program(trial, setup, target)
    _try_removal(trial, setup, target)
    _try_portable(trial, portable)


def _try_update(trial: Trial, setup: str, target: str) -> None:
    register = trial.path(f"{_LOCAL}/{NAME}/register.db")
    register.parent.mkdir(parents=True, exist_ok=True)
    oldest = trial.path(f"{target}/_internal/resources/registers/{OLDEST_REGISTER}")
    register.write_bytes(gzip.decompress(oldest.read_bytes()))
    stale = trial.path(f"{target}/_internal/left_by_the_older_one")
    stale.touch()
    trial.run("reg", "add", _KEY, "/v", "DisplayVersion", "/d", "0.0.1", "/f")
    _expect(trial.exit_code(setup, "/S"), 0, "update")
    if stale.exists() or not register.exists():
        raise NotWhole("an update left what the older one had, or touched the register")
    for command in ("--exit-when-loaded", "verify"):
        trial.run(on_drive(f"{target}/pmedia-console.exe"), command)
    if not list(register.parent.glob(UPGRADE_BACKUP)):
        raise NotWhole("the first start after an update has brought the register up to date without a backup")
    print("as it should: the register of the oldest program, backed up and brought up to date", flush=True)


def _try_refusals(trial: Trial, setup: str) -> None:
    version = trial.run("reg", "query", _KEY, "/v", "DisplayVersion")
    trial.run("reg", "add", _KEY, "/v", "DisplayVersion", "/d", "99.0.0", "/f")
    _expect(trial.exit_code(setup, "/S"), 2, "an older package over a newer one")
    trial.run("reg", "add", _KEY, "/v", "DisplayVersion", "/d", version.split()[-1], "/f")
    for old in ("win7", "win81"):
        trial.run("winecfg", "-v", old)
        _expect(trial.exit_code(setup, "/S"), 2, f"installation on {old}")
    trial.run("winecfg", "-v", "win10")


def _try_open_program(trial: Trial, setup: str, target: str) -> None:
    """Install over an open window, and remove it: Wine lets its file be written, so it is the name that is tried."""
    script = f"{_USER}/with_open_window.py"
    shutil.copyfile(_OPEN_WINDOW, trial.path(script))
    ours = [on_drive(f"{target}/pmedia-desktop.exe"), on_drive(f"{_USER}/open"), f"{setup} /S", _removal(target)]
    said = trial.run(on_drive(f"{PYTHON_FOLDER}/python.exe"), on_drive(script), *ours)
    wanted = {
        "over the open window: 2",
        "removal of the open window: 2",
        "as it was: True",
        "over the closed one: 0",
        "as it should be then: True",
    }
    missing = wanted - {line.strip() for line in said.splitlines()}
    if missing:
        raise NotWhole(f"an open program: {sorted(missing)} is not so:\n{said[-2000:]}")
    print("as it should: an open program is neither replaced nor removed", flush=True)


def _try_removal(trial: Trial, setup: str, target: str) -> None:
    register = trial.path(f"{_LOCAL}/{NAME}/register.db")
    _expect(trial.exit_code(_removal(target)), 0, "removal")
    if trial.path(f"{target}/pmedia-desktop.exe").exists() or not register.exists():
        raise NotWhole("removal left the program, or took the register")
    _expect(trial.exit_code(setup, "/S"), 0, "installation after removal")
    _expect(trial.exit_code(_removal(target, "/ERASE")), 0, "removal with the register")
    if register.exists():
        raise NotWhole("removal with /ERASE left the register")


def _removal(target: str, *switches: str) -> str:
    """Return the uninstaller's command; ``_?=`` keeps it from copying itself away, so that its end is waited for."""
    return " ".join([on_drive(f"{target}/uninstall.exe"), "/S", *switches, f"_?={on_drive(target)}"])


def _try_portable(trial: Trial, portable: Path) -> None:
    folder = f"{_USER}/桌面 文件/账号 管理"
    shutil.unpack_archive(portable, trial.path(folder))
    trial.self_test(f"{portable.name}, below a Chinese path", f"{folder}/{NAME}")
    shutil.rmtree(trial.path(folder))


def _expect(code: int, wanted: int, what: str) -> None:
    if code != wanted:
        raise NotWhole(f"{what}: exit code {code} instead of {wanted}")
    print(f"as it should: {what}", flush=True)


def _expect_files(trial: Trial, folder: str, *names: str) -> None:
    missing = [name for name in names if not trial.path(f"{folder}/{name}").exists()]
    if missing:
        raise NotWhole(f"not installed: {missing}")
