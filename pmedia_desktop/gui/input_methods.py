"""How Chinese is typed here: what the session asks for, what Qt brings along, and what to do when nothing comes.

On Windows and macOS Qt speaks to the system's own input methods. On Linux a plugin does; the program has one for ibus,
and fcitx5 answers to it as well (``environment.prepare_input_method``, before the application is made).
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLibraryInfo
from PySide6.QtGui import QGuiApplication

from pmedia_desktop.texts import translate

_CONTEXT = "gui.input_methods"
_VARIABLES = ("QT_IM_MODULES", "QT_IM_MODULE", "XMODIFIERS", "GTK_IM_MODULE")
#: Qt's own: dead keys, and a keyboard on the screen. Neither writes Chinese.
_NOT_CHINESE = frozenset(("compose", "qtvirtualkeyboard"))


@dataclass(frozen=True)
class InputMethods:
    """``offered`` are the input methods that Qt can speak to here; ``works`` whether Chinese can be typed by one."""

    offered: tuple[str, ...]
    settings: tuple[str, ...]
    platform: str
    works: bool

    @property
    def sentence(self) -> str:
        """Say what is offered, and by which setting one of them is chosen."""
        if sys.platform in ("win32", "darwin"):
            return translate(_CONTEXT, "使用系统自带的输入法设置")
        offered = translate(_CONTEXT, "、").join(self.offered) or translate(_CONTEXT, "没有")
        settings = " ".join(self.settings) or translate(_CONTEXT, "没有设置")
        return translate(_CONTEXT, "可用：{offered}；会话设置：{settings}；显示方式：{platform}").format(
            offered=offered, settings=settings, platform=self.platform
        )


def look_up_input_methods(environment: Mapping[str, str] = os.environ) -> InputMethods:
    """Return how Chinese is typed in this session. There must be an application."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforminputcontexts")
    names = {file.name.removeprefix("lib").partition("platforminputcontext")[0] for file in folder.glob("*.*")}
    offered = sorted(names - _NOT_CHINESE - {""})
    settings = tuple(f"{name}={environment[name]}" for name in _VARIABLES if environment.get(name))
    works = sys.platform in ("win32", "darwin") or bool(offered)
    return InputMethods(tuple(offered), settings, QGuiApplication.platformName(), works)


def advice(methods: InputMethods, environment: Mapping[str, str] = os.environ) -> str:
    """Return in plain words what to do when typing brings letters and no Chinese."""
    if sys.platform == "win32":
        return translate(_CONTEXT, "按 Win+空格 换到中文输入法；仍不行时请在“设置→时间和语言→语言”里添加中文（简体）。")
    module = environment.get("QT_IM_MODULES") or environment.get("QT_IM_MODULE", "")
    if methods.platform.startswith("wayland") and not module:
        return translate(
            _CONTEXT,
            "输入法由桌面（Wayland）直接提供，不必设置。按 Ctrl+空格 或 Super+空格 切换；不行时请确认输入法已经打开。",
        )
    if not module and not environment.get("XMODIFIERS"):
        return translate(
            _CONTEXT,
            "这次登录没有告诉程序用哪个输入法。请在“输入法”设置里选好 fcitx5 或 ibus，"
            "注销后重新登录；统信和麒麟系统装好系统后已经设好。",
        )
    if environment.get("GTK_IM_MODULE", "").startswith("fcitx") or "fcitx" in environment.get("XMODIFIERS", ""):
        return translate(
            _CONTEXT,
            "fcitx5 通过 ibus 接口为本程序服务，不必另外安装。按 Ctrl+空格 切换中英文。"
            "老的 fcitx 4 没有这个接口，请升级到 fcitx5。",
        )
    return translate(_CONTEXT, "按 Ctrl+空格 或 Super+空格 切换中英文；仍不行时请确认输入法正在运行。")
