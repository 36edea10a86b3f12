"""Files of the user outside the register: written whole or not at all, read with a clear word when they are wrong."""

import errno
import json
import os
import re
import tempfile
from pathlib import Path
from typing import Any

from pmedia_desktop.errors import EnvironmentProblem, InputError, reason_of
from pmedia_desktop.texts import translate

_CONTEXT = "services.files"
#: Bytes of a file with values that are read at most: pictures for a form count in it, an endless device does not.
_LARGEST_VALUES = 100_000_000
_IS_FOLDER = IsADirectoryError(errno.EISDIR, "")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
#: Windows takes 255 characters for a name, and programs often only 260 for a whole path.
_LONGEST_NAME = 60
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def file_name(text: str) -> str:
    """Return a text as every system takes it for a file's name; the ending stays."""
    plain = _FORBIDDEN.sub("-", text).strip(" .") or translate(_CONTEXT, "未命名")
    stem, dot, ending = plain.rpartition(".")
    if not dot or len(ending) > 5:
        stem, ending = plain, ""
    stem = stem[:_LONGEST_NAME].rstrip(" .")
    name = f"{stem}.{ending}" if ending else stem
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def write_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file so that nobody ever sees half of it: temporary name, flush to disk, rename.

    A ``private`` one only its owner may read, as it is with the register.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if not private:
            Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        # Windows only says that it is not allowed.
        raise _unwritable(path, _IS_FOLDER if path.is_dir() else error) from error


def check_writable(path: Path) -> None:
    """Raise ``EnvironmentProblem`` when nothing can be written there, before anything else is done for it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        # A name that is too long for the disk is noticed here.
        is_folder = path.is_dir()
    except OSError as error:
        raise _unwritable(path, error) from error
    if is_folder:
        raise _unwritable(path, _IS_FOLDER)


def _unwritable(path: Path, error: OSError) -> EnvironmentProblem:
    return EnvironmentProblem(
        translate(_CONTEXT, "写不了文件“{path}”（{why}），").format(path=path, why=reason_of(error)),
        translate(_CONTEXT, "请检查文件夹是否存在、磁盘是否已满、文件是否正被打开。"),
    )


def read_json_object(path: Path) -> dict[str, Any]:
    """Read a JSON object (UTF-8, with or without BOM), or raise ``InputError`` naming the line."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_VALUES + 1)
        if len(content) > _LARGEST_VALUES:
            raise InputError(
                translate(_CONTEXT, "文件“{path}”超过{limit}MB，不会是填表的数据，").format(
                    path=path, limit=_LARGEST_VALUES // 1_000_000
                ),
                translate(_CONTEXT, "请检查文件名。"),
            )
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            translate(_CONTEXT, "读不到文件“{path}”，").format(path=path),
            translate(_CONTEXT, "请检查文件名和位置。"),
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            translate(_CONTEXT, "文件“{path}”不是UTF-8编码，").format(path=path),
            translate(_CONTEXT, "请另存为UTF-8后再试。"),
        ) from error
    try:
        values = json.loads(text, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError(
            translate(_CONTEXT, "文件“{path}”第{line}行不是正确的JSON，").format(path=path, line=line),
            translate(_CONTEXT, "请检查引号、逗号和括号。"),
        ) from error
    if not isinstance(values, dict):
        raise InputError(
            translate(_CONTEXT, "文件“{path}”里不是一个JSON对象，").format(path=path),
            translate(_CONTEXT, '请写成{"字段": "值"}的样子。'),
        )
    return values


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that stands twice: one of the two values would be lost unseen."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise InputError(
                translate(_CONTEXT, "JSON里“{key}”出现了两次，").format(key=key), translate(_CONTEXT, "请只保留一个。")
            )
        found[key] = value
    return found
