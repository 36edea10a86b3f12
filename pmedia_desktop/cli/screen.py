"""Is there a screen? Without one Qt would end the whole process instead of saying so."""

import os
import sys

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.texts import translate

_CONTEXT = "cli.screen"


def has_screen() -> bool:
    """Whether people can see a window: always on Windows and macOS, elsewhere with X11 or Wayland."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal", "vnc")):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def require_screen() -> None:
    """Raise ``EnvironmentProblem`` where no window can be opened; a chosen QT_QPA_PLATFORM is taken at its word."""
    if not has_screen() and not os.environ.get("QT_QPA_PLATFORM"):
        raise EnvironmentProblem(
            translate(_CONTEXT, "这台电脑没有屏幕，窗口打不开，"),
            translate(_CONTEXT, "不用窗口的命令见 pmedia-desktop --help。"),
        )
