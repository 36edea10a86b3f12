"""Opens copies of kept files in the system's viewer. The copies go when the program ends."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6 import QtCore, QtGui

from pmedia_desktop.errors import EnvironmentProblem, reason_of
from pmedia_desktop.texts import translate

_CONTEXT = "gui.viewer"


class Viewer:
    """What a viewer does to a copy never reaches the register."""

    def __init__(self) -> None:
        self._folder: QtCore.QTemporaryDir | None = None

    def copy(self, name: str, content: bytes) -> Path:
        """Write a copy and return where it lies. Called off the UI thread."""
        if self._folder is None:
            self._folder = QtCore.QTemporaryDir()
        try:
            path = Path(tempfile.mkdtemp(dir=self._folder.path())) / name
            path.write_bytes(content)
        except OSError as error:
            raise EnvironmentProblem(
                translate(_CONTEXT, "临时文件写不进去（{why}），").format(why=reason_of(error)),
                translate(_CONTEXT, "请检查磁盘空间，或者用“另存为”。"),
            ) from error
        return path

    def open(self, path: Path) -> None:
        """Open a file in the system's viewer, or raise ``EnvironmentProblem`` when there is none."""
        if not QtGui.QDesktopServices.openUrl(QtCore.QUrl.fromLocalFile(str(path))):
            raise EnvironmentProblem(
                translate(_CONTEXT, "系统里没有能打开“{name}”的程序，").format(name=path.name),
                translate(_CONTEXT, "请用“另存为”保存后在别的电脑上打开。"),
            )
