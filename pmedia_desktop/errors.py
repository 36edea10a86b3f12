"""The three kinds of exception that people meet; whatever else is raised is a defect.

Every message is a finished Chinese sentence (through ``texts``) that says what is wrong and how to
mend it. Environment problems, wrong input and the user's cancel are told apart by class, because the
window and the command line answer each of them differently.
"""

import errno

from pmedia_desktop.texts import translate

_CONTEXT = "errors"
_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是一个文件夹",
    errno.EACCES: "没有权限，或文件正被占用",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
}


class SpokenError(Exception):
    """Base of the exceptions whose message is written for the user. Not raised itself.

    ``field`` names the record's or form's field that has to be mended, so that the window can lead there.
    """

    def __init__(self, message: str, remedy: str = "", *, field: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.field = field

    def __str__(self) -> str:
        return f"{self.message}{self.remedy}"


class InputError(SpokenError):
    """What the user gave is wrong: one sentence says what, the remedy says how to mend it. Exit code 2."""


class EnvironmentProblem(SpokenError):
    """The surroundings failed (disk full, file locked, no printer): calm advice, nothing is lost. Exit code 2."""


class Cancelled(Exception):
    """The user cancelled; whatever was under way has been taken back."""


def reason_of(error: OSError) -> str:
    """Return in Chinese why the system refused; in the system's own words where ours know nothing."""
    known = _REASONS.get(error.errno or 0)
    return translate(_CONTEXT, known) if known else error.strerror or str(error)
