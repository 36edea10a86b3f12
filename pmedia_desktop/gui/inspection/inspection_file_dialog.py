"""The inspection file (迎检包): for which period, masked or not, where to; made with progress and cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pmedia_desktop.gui.period_dialog import PeriodDialog
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.inspection_file.making import InspectionFile
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.inspection.inspection_file_dialog"


class InspectionFileDialog(PeriodDialog):
    """Asks for the period and whether what is personal is masked; then where to put the file."""

    def __init__(self, desk: Desk, owner: QWidget, mask: bool) -> None:
        self._owner = owner
        super().__init__(
            desk,
            owner.window(),
            translate(
                _CONTEXT,
                "把检查要看的材料收成一个文件夹和一个ZIP：账号台账、备案表和回执、保管台账（不含密码）、发布审核、更新情况、留言答复、自查和整改、事件、管理制度、上级任务和月报，附目录和每个文件的校验值。",
            ),
            self._where_to,
            "self_inspection/inspection_file",
            ("mask_numbers",),
        )
        self.form.show({"mask_numbers": mask})

    def _where_to(self, begin: date, end: date) -> None:
        mask = bool(self.form.values()["mask_numbers"])
        desk, owner = self.desk, self._owner

        def ask(name: str) -> None:
            path = desk.dialogs.save_file(
                translate(_CONTEXT, "迎检包存放到"), name, translate(_CONTEXT, "ZIP文件 (*.zip)")
            )
            if path is not None:
                _make(desk, owner, begin, end, path, mask)

        desk.read(owner, lambda office: _name(office, begin, end), ask)


def ask_for_inspection_file(desk: Desk, owner: QWidget) -> None:
    """Open the dialog with the unit's setting."""
    desk.read(owner, _mask, lambda mask: InspectionFileDialog(desk, owner, mask).open())


def _make(desk: Desk, owner: QWidget, begin: date, end: date, path: Path, mask: bool) -> None:
    def done(made: InspectionFile) -> None:
        text = translate(_CONTEXT, "共{count}个文件。\n文件夹：{folder}\nZIP：{archive}\nZIP的SHA-256：{sum}")
        desk.dialogs.tell(
            translate(_CONTEXT, "迎检包已经做好"),
            text.format(count=len(made.pieces), folder=made.folder, archive=made.archive, sum=made.sha256),
        )

    run_long(
        desk,
        owner,
        translate(_CONTEXT, "正在生成迎检包"),
        lambda office, progress: _made(office, begin, end, path, progress, mask),
        done,
    )


def _mask(office: Office) -> bool:
    from pmedia_desktop.services.settings import read_settings

    return read_settings(office).mask_numbers


def _name(office: Office, begin: date, end: date) -> str:
    from pmedia_desktop.services.inspection_file.making import suggested_name

    return suggested_name(office, begin, end)


def _made(office: Office, begin: date, end: date, path: Path, progress: Progress, mask: bool) -> InspectionFile:
    from pmedia_desktop.services.inspection_file.making import make_inspection_file

    return make_inspection_file(office, begin, end, path, progress, mask=mask)
