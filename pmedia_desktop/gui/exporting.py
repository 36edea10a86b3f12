"""A file made by a service and saved where the user wishes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.exporting"


def save_made(desk: Desk, owner: QWidget, suggested: str, make: Callable[[Office, Progress], bytes]) -> None:
    """Ask where to save, have the file made in the lane of long jobs, and say where it lies.

    ``suggested`` is a file name whose ending says what kind of file it is.
    """
    path = desk.dialogs.save_file(translate(_CONTEXT, "导出到"), suggested, _kinds()[suggested.rpartition(".")[2]])
    if path is not None:
        run_long(
            desk,
            owner,
            translate(_CONTEXT, "正在导出……"),
            lambda office, progress: _write(path, make(office, progress)),
            lambda _none: desk.say(translate(_CONTEXT, "已导出到 {path}").format(path=path)),
        )


def _kinds() -> dict[str, str]:
    return {
        "xlsx": translate(_CONTEXT, "Excel表格 (*.xlsx)"),
        "csv": translate(_CONTEXT, "csv表格 (*.csv)"),
        "ics": translate(_CONTEXT, "日历 (*.ics)"),
        "pdf": translate(_CONTEXT, "PDF文件 (*.pdf)"),
        "toml": translate(_CONTEXT, "表样 (*.toml)"),
    }


def _write(path: Path, content: bytes) -> None:
    from pmedia_desktop.services.files import write_file

    write_file(path, content)
