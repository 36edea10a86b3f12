"""Putting finished files in their place so that a power cut leaves the old one or the new one, never half of one."""

import hashlib
import os
from pathlib import Path


def flush_to_disk(path: Path) -> None:
    """Wait until a file's bytes are on the disk. Not for a database that is in use."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk; Windows does so by itself and has no call for it."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def link_or_move(source: Path, target: Path) -> None:
    """Give a file its name ``target``, which must be free (``FileExistsError``); ``source`` may remain beside it.

    A hard link is atomic and never overwrites; where the file system has none (FAT on a USB stick) the file is moved.
    """
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:
        if target.exists():
            raise FileExistsError(target) from None
        source.rename(target)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal. Not for a database that is in use."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
