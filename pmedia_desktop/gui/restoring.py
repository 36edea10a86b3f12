"""Asking before a backup takes the register's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk

_CONTEXT = "gui.restoring"


def offer_restore(desk: Desk, file: Path) -> None:
    """Ask whether the backup shall take the register's place; the window leads through it."""
    if desk.dialogs.confirm(
        translate(_CONTEXT, "用这份备份恢复？"),
        translate(
            _CONTEXT, "{file}\n\n程序先校验备份。现在的登记册会另外保存，不会删除；备份以后登记的内容要重新登记。"
        ).format(file=file),
        translate(_CONTEXT, "恢复"),
    ):
        desk.restore(file)
