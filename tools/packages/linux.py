"""The packages for Linux from the program's folder: a .deb for an administrator, a .tar.xz for everybody else."""

import gzip
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.packages.icons import LINUX_SIZES, draw_png
from tools.packages.program import NAME, REPOSITORY, Commit, settle_times

_FILES = Path(__file__).with_name("linux_files")
_DRAWING = REPOSITORY / "resources" / "icons" / "application.svg"
_PLACE = f"opt/{NAME}"
#: What is not linked but called: the keyring's service, and a Chinese font for the screen.
_RECOMMENDED = ("gnome-keyring | org.freedesktop.secrets", "fonts-wqy-microhei | fonts-noto-cjk", "cups-client")
#: Every Linux has them.
_ALWAYS_THERE = re.compile(r"^(ld-linux|linux-vdso)")


def linked_from_outside(folder: Path) -> list[str]:
    """Return the shared libraries that the folder's binaries ask for and that are not in it."""
    binaries = [path for path in folder.rglob("*") if path.is_file() and _is_elf(path)]
    inside = {path.name for path in folder.rglob("*.so*")}
    needed = set()
    for path in binaries:
        shown = subprocess.run(["readelf", "-d", str(path)], capture_output=True, text=True, check=True).stdout
        needed |= set(re.findall(r"\(NEEDED\).*\[(.+)]", shown))
    return sorted(name for name in needed - inside if not _ALWAYS_THERE.match(name))


def newest_glibc(folder: Path) -> str:
    """Return the newest version of the C library that any binary of the folder asks for."""
    found = {(2, 0)}
    for path in folder.rglob("*"):
        if path.is_file() and _is_elf(path):
            shown = subprocess.run(["readelf", "-V", str(path)], capture_output=True, text=True, check=True).stdout
            found |= {(int(major), int(minor)) for major, minor in re.findall(r"GLIBC_(\d+)\.(\d+)", shown)}
    return ".".join(map(str, max(found)))


def make_archive(folder: Path, commit: Commit, work: Path, out: Path) -> Path:
    """Make the .tar.xz: the program, what the menu needs, and scripts that install and remove it for one user."""
    name = f"{NAME}-{commit.version}-linux-x86_64"
    top = work / "archive" / name
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(folder, top / "program", symlinks=True)
    (top / "program" / "VERSION").write_text(commit.version + "\n", "utf-8")
    _lay_shared(top / "share", NAME)
    for script, chinese in (("install.sh", "安装.sh"), ("uninstall.sh", "卸载.sh")):
        shutil.copyfile(_FILES / script, top / chinese)
        (top / chinese).chmod(0o755)
    settle_times(top, commit)
    target = out / f"{name}.tar.xz"
    sorted_and_nobodys = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=posix"]
    sorted_and_nobodys += ["--pax-option=exthdr.name=%d/PaxHeaders/%f,delete=atime,delete=ctime"]
    subprocess.run(
        ["tar", *sorted_and_nobodys, f"--mtime=@{commit.time}", "-cJf", str(target), name],
        cwd=top.parent, env={**os.environ, "XZ_OPT": "-6 -T1"}, check=True,
    )  # fmt: skip
    return target


def make_deb(folder: Path, commit: Commit, depends: Sequence[str], work: Path, out: Path) -> Path:
    """Make the .deb with its dependencies, menu entry, icons and the backup files' type."""
    top = work / "deb"
    shutil.rmtree(top, ignore_errors=True)
    shutil.copytree(folder, top / _PLACE, symlinks=True)
    (top / _PLACE / "VERSION").write_text(commit.version + "\n", "utf-8")
    _lay_shared(top / "usr" / "share", NAME)
    (top / "usr" / "bin").mkdir()
    (top / "usr" / "bin" / NAME).symlink_to(f"/{_PLACE}/{NAME}")
    documents = top / "usr" / "share" / "doc" / NAME
    documents.mkdir(parents=True)
    (documents / "copyright").write_text(f"Apache-2.0; /{_PLACE}/licences holds the texts of all that is shipped.\n")
    with gzip.GzipFile(documents / "changelog.gz", "wb", mtime=commit.time) as file:
        file.write((REPOSITORY / "CHANGELOG.md").read_bytes())
    size = sum(path.stat().st_size for path in top.rglob("*") if path.is_file() and not path.is_symlink()) // 1024
    control = top / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(_control(commit.version, depends, size), "utf-8")
    script = (_FILES / "maintainer.sh").read_text("utf-8").replace("@version@", commit.version)
    for name in ("preinst", "prerm"):
        control.with_name(name).write_text(script, "utf-8")
        control.with_name(name).chmod(0o755)
    settle_times(top, commit)
    target = out / f"{NAME}_{commit.version}_amd64.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(top), str(target)],
        env={**os.environ, **commit.environment}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return target


def _control(version: str, depends: Sequence[str], size: int) -> str:
    lines = {
        "Package": NAME,
        "Version": version,
        "Architecture": "amd64",
        "Maintainer": f"{NAME} <{NAME}@localhost>",
        "Installed-Size": str(size),
        "Depends": ", ".join(depends),
        "Recommends": ", ".join(_RECOMMENDED),
        "Section": "misc",
        "Priority": "optional",
        "Description": "政务新媒体账号管理\n 登记政务新媒体账号，打印备案表，保管账号密码，提醒期限；离线运行。",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items())


def _lay_shared(share: Path, program: str) -> None:
    """Lay menu entry, icons and file type below ``share``."""
    entry = (_FILES / f"{NAME}.desktop").read_text("utf-8")
    _write(share / "applications" / f"{NAME}.desktop", entry.replace("@program@", program).replace("@icon@", NAME))
    _write(share / "mime" / "packages" / f"{NAME}.xml", (_FILES / f"{NAME}.xml").read_text("utf-8"))
    icons = share / "icons" / "hicolor"
    _write(icons / "scalable" / "apps" / f"{NAME}.svg", _DRAWING.read_text("utf-8"))
    for size in LINUX_SIZES:
        place = icons / f"{size}x{size}" / "apps" / f"{NAME}.png"
        place.parent.mkdir(parents=True)
        place.write_bytes(draw_png(_DRAWING, size))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"
