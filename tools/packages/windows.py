"""The packages for Windows: the program's folder packed under Wine, a portable ZIP and a per-user installer."""

import os
import shutil
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from tools.packages.icons import write_ico
from tools.packages.program import NAME, REPOSITORY, Commit, lay_out, settle_times
from tools.packages.roots import Root
from tools.packages.wheels import WINDOWS, fetch
from tools.packages.wine import PYTHON_FOLDER, on_drive, python_version, run_windows

_FILES = Path(__file__).with_name("windows_files")
_DRAWING = REPOSITORY / "resources" / "icons" / "application.svg"


def pack_for_windows(commit: Commit, root: Root, work: Path, generated: Path) -> Path:
    """Build the program's folder under Wine and return where it lies outside."""
    build = root.path / "build"
    write_ico(_DRAWING, generated / "build" / "application.ico")
    lay_out(commit, build / "source", generated)
    shutil.rmtree(build / "wheels", ignore_errors=True)
    fetch(REPOSITORY / "requirements" / "package.txt", WINDOWS, python_version(root), work / "wheels-windows")
    shutil.copytree(work / "wheels-windows", build / "wheels")
    python = "/build/environment/python.exe"
    # A folder of its own for each build: what an earlier one installed must not be packed.
    shutil.rmtree(build / "environment", ignore_errors=True)
    shutil.copytree(root.path / PYTHON_FOLDER.lstrip("/"), build / "environment")
    install = ["-m", "pip", "install", "-q", "--no-deps", "--no-index", "--no-warn-script-location"]
    install += ["--find-links", on_drive("/build/wheels"), "--require-hashes", "-r", on_drive("/build/wheels/lock.txt")]
    pack = ["-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    pack += ["--distpath", on_drive("/build/dist"), "--workpath", on_drive("/build/work"), "build.spec"]
    environment = {**commit.environment, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}
    for arguments in (["-m", "ensurepip"], install, pack):
        run_windows(root, [on_drive(python), *arguments], environment, folder="/build/source")
    folder = work / "windows" / NAME
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(build / "dist" / NAME, folder)
    (folder / "VERSION").write_text(commit.version + "\n", "utf-8")
    return folder


def make_zip(folder: Path, commit: Commit, out: Path) -> Path:
    """Make the portable ZIP: sorted, with the commit's time."""
    settle_times(folder, commit)
    target = out / f"{NAME}-{commit.version}-windows-x86_64.zip"
    at = datetime.fromtimestamp(commit.time, UTC).timetuple()[:6]
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(f"{NAME}/{path.relative_to(folder).as_posix()}", at)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    return target


def make_installer(folder: Path, commit: Commit, out: Path) -> Path:
    """Make the installer by NSIS (Debian's package nsis)."""
    settle_times(folder, commit)
    target = out / f"{NAME}-{commit.version}-setup.exe"
    icon = folder.parent / "application.ico"
    write_ico(_DRAWING, icon)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) // 1024
    numbers = f"{commit.version}.0"
    files = folder.parent / "files.nsh"
    files.write_text(_laid_out(folder), "utf-8")
    defines = {"VERSION": commit.version, "NUMBERS": numbers, "FILES": files, "ICON": icon, "TARGET": target,
               "KILOBYTES": size}  # fmt: skip
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8"]
    command += [f"-D{name}={value}" for name, value in defines.items()]
    subprocess.run([*command, str(_FILES / "installer.nsi")], env={**os.environ, **commit.environment}, check=True)
    return target


def _laid_out(folder: Path) -> str:
    """Return the commands that lay the folder out, sorted: left to itself, NSIS takes files as the disk lists them."""
    lines = []
    for place in sorted({path.parent for path in folder.rglob("*") if path.is_file()}):
        inside = "".join(f"\\{part}" for part in place.relative_to(folder).parts)
        lines.append(f'SetOutPath "$INSTDIR{inside}"')
        lines += [f'File "{path}"' for path in sorted(place.iterdir()) if path.is_file()]
    return "".join(f"{line}\n" for line in lines)
