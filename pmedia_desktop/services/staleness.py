"""Two pages, or a page and a command, on one record: the later one must not undo the earlier one unseen."""

from typing import TypeVar

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

_CONTEXT = "services.staleness"
R = TypeVar("R")


def refuse_stale(now: R, read: R | None) -> None:
    """Raise ``InputError`` when the record is no longer what the page read; None: nobody claims to have read it."""
    if read is not None and now != read:
        raise InputError(
            translate(_CONTEXT, "这里的内容在别处已经修改过，"), translate(_CONTEXT, "请重新打开后再改，以免覆盖。")
        )
