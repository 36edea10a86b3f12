"""Keeps a window out of screen captures, where the system has a way."""

import sys

from PySide6.QtWidgets import QWidget

# SetWindowDisplayAffinity (user32): Windows 10 2004 and later leave the window out; older ones show it black.
_WDA_MONITOR, _WDA_EXCLUDEFROMCAPTURE = 0x01, 0x11


def can_block_capture() -> bool:
    """Whether this system can; neither X11, Wayland nor macOS has a call that holds."""
    return sys.platform == "win32"


def block_capture(window: QWidget) -> bool:
    """Leave a shown window out of screenshots and recordings; False where that is not possible."""
    if sys.platform == "win32":
        import ctypes

        handle = int(window.winId())
        affinity = ctypes.windll.user32.SetWindowDisplayAffinity
        return bool(affinity(handle, _WDA_EXCLUDEFROMCAPTURE) or affinity(handle, _WDA_MONITOR))
    return False
