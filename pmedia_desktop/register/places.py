"""Where the register lies, and what is wrong with that place: a network path, a USB stick, a synchronised folder.

SQLite's locks do not hold on many shares, a stick is pulled out in the middle of a write, and a synchronising program
copies half a write or brings back an older file.
"""

import os
import sys
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path, PurePath


class Place(Enum):
    """What kind of place a folder is."""

    LOCAL = auto()
    NETWORK = auto()
    REMOVABLE = auto()
    SYNCHRONISED = auto()


#: How folders are called that a program keeps the same on several PCs; the beginning of a name, in small letters.
_SYNCHRONISED = (
    "onedrive",
    "坚果云",
    "我的坚果云",
    "nutstore",
    "wps云",
    "wps cloud",
    "wpsdrive",
    "wps 云",
    "wps网盘",
    "百度网盘同步",
    "百度云同步",
    "阿里云盘同步",
    "天翼云盘同步",
    "baidusyncdisk",
    "微云同步",
    "dropbox",
    "icloud",
    "mobile documents",  # iCloud's folder on macOS
    "cloudstorage",  # where macOS keeps those of all providers
    "google drive",
    "googledrive",
    "我的云端硬盘",
    "seafile",
    "nextcloud",
    "owncloud",
    "腾讯微云",
    "synologydrive",
    "synology drive",
)
#: What synchronising programs lay into the folders that they keep the same.
_MARKS = (".stfolder", ".dropbox.cache", ".owncloudsync.log", ".nextcloudsync.log")
_NETWORK_FILE_SYSTEMS = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afpfs", "davfs", "ncpfs")
_MOUNTED_BY_USERS = ("/media/", "/run/media/", "/Volumes/")
#: Windows' own numbers for a drive's kind.
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4


def kind_of_place(folder: Path) -> Place:
    """Return what kind of place a folder is; one that is not there yet is judged by the folders above it."""
    path = Path(os.path.realpath(folder))
    if is_synchronised(folder) or is_synchronised(path) or _holds_mark(path):
        return Place.SYNCHRONISED
    if sys.platform == "win32":
        return _on_windows(path)
    return _by_mount(path, _mounts())


def is_synchronised(folder: PurePath) -> bool:
    """Whether one of the folders on the way bears the name of a synchronising program's folder."""
    return any(name.casefold().startswith(_SYNCHRONISED) for name in folder.parts)


def _holds_mark(path: Path) -> bool:
    """Whether a synchronising program has left its mark in the folder or one above; names anybody may choose."""
    try:
        return any((above / mark).exists() for above in (path, *path.parents) for mark in _MARKS)
    except OSError:
        return False


def _by_mount(path: PurePath, mounts: list[tuple[str, str]]) -> Place:
    """Judge by the mount that holds the path: ``mounts`` are mount points with the kinds of their file systems."""
    text = str(path)
    holding = [(point, system) for point, system in mounts if point == "/" or f"{text}/".startswith(f"{point}/")]
    point, system = max(holding, key=lambda mount: len(mount[0]), default=("/", ""))
    if system in _NETWORK_FILE_SYSTEMS:
        return Place.NETWORK
    if f"{point}/".startswith(_MOUNTED_BY_USERS):
        return Place.REMOVABLE
    return Place.LOCAL


def _mounts() -> list[tuple[str, str]]:
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:  # macOS tells volumes by their names
        return [(point, "") for point in _volumes()]
    fields = [line.split(" ") for line in lines]
    return [(point.replace("\\040", " "), system) for _device, point, system, *_rest in fields]


def _volumes() -> Iterator[str]:
    volumes = Path("/Volumes")
    yield "/"
    if volumes.is_dir():
        # The system's own disk is a link there.
        yield from (str(path) for path in volumes.iterdir() if not path.is_symlink())


def _on_windows(path: Path) -> Place:
    if str(path).startswith("\\\\"):
        return Place.NETWORK
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\")
        return {_DRIVE_REMOVABLE: Place.REMOVABLE, _DRIVE_REMOTE: Place.NETWORK}.get(kind, Place.LOCAL)
    return Place.LOCAL
