"""Why a keyring does not answer, told from its many exceptions, and what the user can do about each."""

import os
import sys
from collections.abc import Iterator

from pmedia_desktop.texts import translate
from pmedia_desktop.vault.problems import KeyringTrouble, KeyringUnavailable

_CONTEXT = "vault.keyring_troubles"


def unavailable(trouble: KeyringTrouble) -> KeyringUnavailable:
    """Return the exception for a trouble, with what it means and what to do."""
    message, remedy = _sentences(trouble)
    return KeyringUnavailable(trouble, message, remedy)


def trouble_of(error: BaseException) -> KeyringTrouble | None:
    """Return what an exception of keyring, SecretStorage or D-Bus means; None when it is none of theirs.

    keyring wraps some of them and lets others through (KWallet: a raw D-Bus error), so the whole chain is read.
    """
    links = list(_chain(error))
    names = {name for link in links for name in _names(link)}
    if names & _NEVER_UNLOCKED:
        # A prompt that was dismissed without any screen was never shown: the keyring is simply locked.
        return KeyringTrouble.DISMISSED if _has_screen() else KeyringTrouble.LOCKED
    if "SecretServiceNotAvailableException" in names and isinstance(links[-1], (KeyError, ValueError, ConnectionError)):
        return KeyringTrouble.NO_SESSION  # no address of a bus, one that is none, or nobody there
    for name, trouble in _TROUBLES:
        if name in names:
            return trouble
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = error
    while link is not None:
        yield link
        link = link.__cause__


def _names(link: BaseException) -> Iterator[str]:
    """Yield the names of an exception's classes, and for D-Bus' own errors the name that the bus gave."""
    yield from (kind.__name__ for kind in type(link).__mro__)
    dbus_name = getattr(link, "name", None)
    if isinstance(dbus_name, str):
        yield dbus_name


_NEVER_UNLOCKED = {
    "KeyringLocked",
    "LockedException",
    "PromptDismissedException",
    "org.freedesktop.Secret.Error.IsLocked",
}

# The first name that is found anywhere in the chain decides.
_TROUBLES = (
    ("FileNotFoundError", KeyringTrouble.NO_SESSION),
    ("ConnectionRefusedError", KeyringTrouble.NO_SESSION),
    ("org.freedesktop.DBus.Error.NoReply", KeyringTrouble.BROKEN_OFF),
    ("org.freedesktop.DBus.Error.Disconnected", KeyringTrouble.BROKEN_OFF),
    ("ConnectionError", KeyringTrouble.BROKEN_OFF),
    ("EOFError", KeyringTrouble.BROKEN_OFF),
    ("SecretServiceNotAvailableException", KeyringTrouble.NO_SERVICE),
    ("org.freedesktop.DBus.Error.ServiceUnknown", KeyringTrouble.NO_SERVICE),
    ("ItemNotFoundException", KeyringTrouble.BROKEN_OFF),
    ("TimeoutError", KeyringTrouble.TIMED_OUT),
    ("SecretStorageException", KeyringTrouble.REFUSED),
    ("DBusErrorResponse", KeyringTrouble.REFUSED),
    ("KeyringError", KeyringTrouble.REFUSED),
    ("OSError", KeyringTrouble.REFUSED),  # win32ctypes' errors are OSErrors ...
    ("error", KeyringTrouble.REFUSED),  # ... and pywin32's have this name
)


def _has_screen() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _sentences(trouble: KeyringTrouble) -> tuple[str, str]:
    return {
        KeyringTrouble.LOCKED: (
            translate(_CONTEXT, "系统密码库还锁着，"),
            translate(_CONTEXT, "请先登录桌面，或打开系统的密码管理程序（Seahorse、钱包管理器）解锁，然后再试。"),
        ),
        KeyringTrouble.DISMISSED: (
            translate(_CONTEXT, "系统密码库的解锁窗口被取消了，"),
            translate(_CONTEXT, "没有读取也没有写入任何内容；再试一次，并在弹出的窗口中输入电脑的登录口令。"),
        ),
        KeyringTrouble.NO_SERVICE: (
            translate(_CONTEXT, "这台电脑上没有可用的系统密码库，"),
            translate(
                _CONTEXT, "请管理员安装并启动gnome-keyring或KWallet（Secret Service）；本程序不会改用文件保存密码。"
            ),
        ),
        KeyringTrouble.NO_SESSION: (
            translate(_CONTEXT, "现在不在桌面会话中，找不到系统密码库（没有D-Bus会话），"),
            translate(_CONTEXT, "请在登录桌面后的终端或窗口中运行本程序；远程终端和计划任务中不能存取账号密码。"),
        ),
        KeyringTrouble.BROKEN_OFF: (
            translate(_CONTEXT, "系统密码库中途停止了，"),
            translate(_CONTEXT, "请注销后重新登录（或重新启动密码库），再试一次；程序启动时会核对没有写完的内容。"),
        ),
        KeyringTrouble.TIMED_OUT: (
            translate(_CONTEXT, "系统密码库很久没有回应，已停止等待，"),
            translate(_CONTEXT, "请看看是否有一个等待解锁的窗口被挡住了，处理后再试。"),
        ),
        KeyringTrouble.FOREIGN_BACKEND: (
            translate(_CONTEXT, "这台电脑指定了本程序不允许的密码库，"),
            translate(_CONTEXT, "请管理员去掉环境变量PYTHON_KEYRING_BACKEND和keyringrc.cfg中的default-keyring。"),
        ),
        KeyringTrouble.UNSUPPORTED_SYSTEM: (
            translate(_CONTEXT, "这种操作系统没有本程序支持的系统密码库，"),
            translate(_CONTEXT, "请在Windows、macOS或带gnome-keyring、KWallet的Linux上存取账号密码。"),
        ),
        KeyringTrouble.NOT_KEPT: (
            translate(_CONTEXT, "系统密码库答应保存，但读回来的内容不一致，"),
            translate(_CONTEXT, "这一次没有存成，原来的一版仍在；请重新启动电脑后再试。"),
        ),
        KeyringTrouble.REFUSED: (
            translate(_CONTEXT, "系统密码库拒绝了这次操作，"),
            translate(_CONTEXT, "请注销后重新登录再试；仍不行时请管理员检查密码库。"),
        ),
    }[trouble]
