"""Secrets come in on standard input, line by line, and are never an argument: other programs see arguments."""

import sys
from getpass import getpass
from typing import NoReturn

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate
from pmedia_desktop.vault.secret import Secret

_CONTEXT = "cli.secret_input"


def read_line(prompt: str) -> Secret:
    """Return the next line without its end, everything else in it kept; at a terminal it is typed unseen."""
    if sys.stdin is not None and sys.stdin.isatty():
        return Secret(getpass(prompt))
    line = _read("line")
    if not line:
        raise InputError(
            translate(_CONTEXT, "标准输入里没有内容，"), translate(_CONTEXT, "请把密码或口令从标准输入送进来。")
        )
    return Secret(line.removesuffix("\n").removesuffix("\r"))


def read_rest(prompt: str) -> Secret:
    """Return all that follows (recovery codes come one per line); at a terminal one line typed unseen."""
    if sys.stdin is not None and sys.stdin.isatty():
        return Secret(getpass(prompt))
    return Secret(_read("rest"))


def _read(how_much: str) -> str:
    stream = sys.stdin
    if stream is None:  # a program without a console
        return ""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure and getattr(stream, "encoding", "").lower() != "utf-8":
        reconfigure(encoding="utf-8")
    try:
        return stream.readline() if how_much == "line" else stream.read()
    except UnicodeDecodeError:
        _refuse()


def _refuse() -> NoReturn:
    # Outside the handler, so that the error, which quotes what was read, is not chained to this one.
    raise InputError(
        translate(_CONTEXT, "标准输入不是UTF-8编码的文字，"), translate(_CONTEXT, "请改用UTF-8后再试。")
    ) from None
