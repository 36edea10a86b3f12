"""What can go wrong with the register's file, each with its own message; nothing was changed in any of them."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from pmedia_desktop.errors import EnvironmentProblem, InputError
from pmedia_desktop.texts import translate

_CONTEXT = "register.problems"


class RegisterMissing(InputError):
    """There is no register in the folder."""


class NotARegister(InputError):
    """The file is something else."""


class AlteredBackup(InputError):
    """A backup holds a trigger or view that this program has not made."""


class NewerRegister(InputError):
    """A newer version of the program has written it."""


class RegisterDamaged(EnvironmentProblem):
    """The file's content does not hold together. ``detail`` is what was found."""

    detail = ""


class RegisterReadOnly(EnvironmentProblem):
    """The file or its folder cannot be written."""


class RegisterLocked(EnvironmentProblem):
    """Another program holds the file."""


class DiskFull(EnvironmentProblem):
    """There is no space left for what has to be written."""


class DiskFailure(EnvironmentProblem):
    """The disk refuses to read or write."""


class PathProblem(EnvironmentProblem):
    """A folder or file that was named cannot be used."""


class MigrationFailed(EnvironmentProblem):
    """A register of an older version could not be brought up to date."""


def missing(path: Path) -> RegisterMissing:
    """Return the answer to a folder without a register."""
    return RegisterMissing(
        translate(_CONTEXT, "没有找到登记册：{path}。").format(path=path),
        translate(_CONTEXT, "请核对数据文件夹；第一次使用时请新建登记。"),
    )


def lost(path: Path) -> RegisterMissing:
    """Return the answer to a folder in which backups lie and no register: it was there, and a new one is not wanted."""
    return RegisterMissing(
        translate(_CONTEXT, "登记册不见了：{path}。数据文件夹里还有它的备份。").format(path=path),
        translate(
            _CONTEXT,
            "请先找一找（杀毒软件的隔离区、回收站），找不到的，用备份恢复；确实要从头登记的，先把备份文件夹移走。",
        ),
    )


def no_backup(path: Path) -> PathProblem:
    """Return the answer to a backup that was named and is not there."""
    return PathProblem(
        translate(_CONTEXT, "没有找到备份文件：{path}。").format(path=path),
        translate(_CONTEXT, "请核对文件名和位置；登记册没有改动。"),
    )


def not_a_register(path: Path) -> NotARegister:
    """Return the answer to a file that is something else."""
    return NotARegister(
        translate(_CONTEXT, "这个文件不是本程序的登记册：{path}。").format(path=path),
        translate(_CONTEXT, "文件未作任何改动，请另选数据文件夹或从备份恢复。"),
    )


def not_a_backup(path: Path) -> NotARegister:
    """Return the answer to a file that was chosen for a backup and is something else."""
    return NotARegister(
        translate(_CONTEXT, "这个文件不是本程序的登记册，也不是它的备份：{path}。").format(path=path),
        translate(_CONTEXT, "什么也没有改动，请另选一份备份文件。"),
    )


def altered_backup(path: Path, name: str) -> AlteredBackup:
    """Return the answer to a backup into which somebody has built what would act by itself."""
    return AlteredBackup(
        translate(_CONTEXT, "这份备份的数据库结构被人改动过（{name}），没有恢复：{path}。").format(
            name=name, path=path
        ),
        translate(_CONTEXT, "什么也没有改动，请换一份备份，并查清这份是从哪里来的。"),
    )


def newer(path: Path, version: int, known: int) -> NewerRegister:
    """Return the answer to a register whose schema ``version`` lies above the ``known`` one."""
    return NewerRegister(
        translate(_CONTEXT, "登记册由更新版本的程序建立（文件版本 {version}，本程序支持到 {known}）：{path}。").format(
            version=version, known=known, path=path
        ),
        translate(
            _CONTEXT,
            "文件未作任何改动，请安装新版程序后再打开；一定要用这个旧版的，请从“升级前备份”恢复，"
            "升级以后登记的内容不在里面。",
        ),
    )


def damaged(path: Path, detail: str = "") -> RegisterDamaged:
    """Return the answer to a damaged file; ``detail`` is what was found."""
    message = translate(_CONTEXT, "登记册已损坏：{path}。").format(path=path)
    return _damaged(message, detail, translate(_CONTEXT, "程序未改动它；请复制一份留存，再从最近的备份恢复。"))


def _damaged(message: str, detail: str, remedy: str) -> RegisterDamaged:
    if detail:
        message += translate(_CONTEXT, "（{detail}）").format(detail=" ".join(detail.split()))
    problem = RegisterDamaged(message, remedy)
    problem.detail = detail
    return problem


@contextmanager
def of_backup(path: Path) -> Iterator[None]:
    """Say of the backup ``path``, and not of a register, that it is damaged."""
    try:
        yield
    except RegisterDamaged as problem:
        message = translate(_CONTEXT, "这份备份已损坏，没有用它恢复：{path}。").format(path=path)
        remedy = translate(_CONTEXT, "现在的登记册没有改动；请换一份备份。")
        raise _damaged(message, problem.detail, remedy) from problem


def read_only(path: Path) -> RegisterReadOnly:
    """Return the answer to a file or folder that refuses writing."""
    return RegisterReadOnly(
        translate(_CONTEXT, "登记册或它所在的文件夹是只读的，或者没有写入权限：{path}。").format(path=path),
        translate(_CONTEXT, "请取消只读属性或更换数据文件夹；现有内容没有变化。"),
    )


def locked(path: Path) -> RegisterLocked:
    """Return the answer to a file that somebody else holds."""
    return RegisterLocked(
        translate(_CONTEXT, "登记册正被另一个程序占用：{path}。").format(path=path),
        translate(_CONTEXT, "请关闭占用它的程序（备份、杀毒、同步或数据库工具）后再试；现有内容没有变化。"),
    )


def disk_full(path: Path) -> DiskFull:
    """Return the answer to a disk without space."""
    return DiskFull(
        translate(_CONTEXT, "磁盘空间不足，没有写入：{path}。").format(path=path),
        translate(_CONTEXT, "请清理出一些空间后再试；原有内容没有变化。"),
    )


def disk_failure(path: Path, detail: str) -> DiskFailure:
    """Return the answer to a read or write that the disk refused."""
    return DiskFailure(
        translate(_CONTEXT, "读写磁盘出错（{detail}）：{path}。").format(detail=detail, path=path),
        translate(_CONTEXT, "磁盘可能已满、超出配额、被拔出或有故障；原有内容没有变化，请检查磁盘后再试。"),
    )


def path_problem(path: Path, error: OSError) -> PathProblem:
    """Return the answer to a folder or file that the system refuses; it names what the system stumbled over."""
    place = error.filename if isinstance(error.filename, str) else path
    # What Windows means is in its own number; the C library's would be "no such file" and "invalid argument".
    match getattr(error, "winerror", None), error.errno:
        case (206, _) | (_, errno.ENAMETOOLONG):  # 206: ERROR_FILENAME_EXCED_RANGE
            message = translate(_CONTEXT, "路径或文件名太长：{path}。")
        case (123, _):  # ERROR_INVALID_NAME
            message = translate(_CONTEXT, "名称中有 Windows 不允许的字符，或者名称太长：{path}。")
        case (_, errno.ENOENT) if not any(folder.is_file() for folder in Path(place).parents):
            message = translate(_CONTEXT, "找不到这个文件夹或文件：{path}。")
        case (_, errno.ENOENT | errno.EEXIST | errno.ENOTDIR):
            message = translate(_CONTEXT, "路径中有一段不是文件夹：{path}。")
        case _:
            message = translate(_CONTEXT, "这个文件夹或文件无法使用（{detail}）：{path}。")
    detail = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return PathProblem(
        message.format(path=place, detail=detail),
        translate(_CONTEXT, "请核对路径，或者换一个文件夹后再试；原有内容没有变化。"),
    )


def migration_failed(path: Path, version: int, backup: Path) -> MigrationFailed:
    """Return the answer to a migration step that failed; the file is still at schema ``version``."""
    return MigrationFailed(
        translate(_CONTEXT, "登记册升级没有成功，仍是版本 {version}：{path}。").format(version=version, path=path),
        translate(_CONTEXT, "没有丢失内容，升级前的备份在 {backup}；请把日志交给技术人员。").format(backup=backup),
    )


@contextmanager
def spoken_problems(path: Path) -> Iterator[None]:
    """Turn what SQLite and the operating system report about ``path`` into the problems above.

    Whatever is no matter of the surroundings (a violated constraint, wrong SQL) passes through: a defect.
    """
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, sqlite3.Error):
            raise
        spoken = _of_sqlite(path, error.orig)
        if spoken is None:
            raise
        raise spoken from error
    except sqlite3.Error as error:
        spoken = _of_sqlite(path, error)
        if spoken is None:
            raise
        raise spoken from error
    except OSError as error:
        spoken = _of_system(path, error)
        if spoken is None:
            raise
        raise spoken from error


def _in_sqlites_words(error: sqlite3.Error) -> str:
    return translate(_CONTEXT, "SQLite的报告是：{words}").format(words=error)


def _of_sqlite(path: Path, error: sqlite3.Error) -> InputError | EnvironmentProblem | None:
    code = getattr(error, "sqlite_errorcode", None)
    # An altered byte of the header has a code of no meaning.
    if "unsupported file format" in str(error) or code is None:
        # Python's own complaint about bytes that are no UTF-8 carries no code.
        return damaged(path, _in_sqlites_words(error)) if code is not None or "decode to UTF-8" in str(error) else None
    match code & 0xFF:  # the upper bits only detail the primary code
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return locked(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_FULL:
            return disk_full(path)
        case sqlite3.SQLITE_IOERR:
            return disk_failure(path, getattr(error, "sqlite_errorname", str(error)))
        case sqlite3.SQLITE_ERROR if "no such table" in str(error) and not _has_our_header(path):
            return damaged(path, _in_sqlites_words(error))  # somebody has put another file in its place meanwhile
        case sqlite3.SQLITE_CORRUPT:
            return damaged(path, _in_sqlites_words(error))
        case sqlite3.SQLITE_NOTADB:
            return not_a_register(path)
        case sqlite3.SQLITE_CANTOPEN:
            # The file is there but its rollback journal cannot be made beside it: the folder is read-only.
            return read_only(path) if path.exists() else missing(path)
    return None


def _has_our_header(path: Path) -> bool:
    """Whether the file is a register at first sight. Only for one that has already proved to be none."""
    try:
        with path.open("rb") as file:
            return file.read(72)[68:] == b"PMDR"
    except OSError:
        return False


def _of_system(path: Path, error: OSError) -> EnvironmentProblem | None:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return disk_full(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return read_only(path)
    if error.errno == errno.EIO:
        return disk_failure(path, error.strerror or str(error))
    if error.errno in (None, errno.EBADF) or isinstance(error, (ConnectionError, ChildProcessError)):
        return None  # nothing that a folder or file has done
    return path_problem(path, error)
