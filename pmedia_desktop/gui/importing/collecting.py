"""汇总: a folder of what other units have handed in, collected into one workbook; this register stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.page import Page
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.collecting.summary import Collection
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.importing.collecting"


def collect_folder(page: Page, said: Callable[[str], None]) -> None:
    """Ask for the folder and the workbook's name, collect, and hand what came of it to ``said``."""
    desk = page.desk
    folder = desk.dialogs.choose_folder(translate(_CONTEXT, "各单位的文件所在的文件夹"))
    if folder is None:
        return
    suggested = translate(_CONTEXT, "政务新媒体汇总 {day}.xlsx").format(day=desk.office.today().isoformat())
    path = desk.dialogs.save_file(
        translate(_CONTEXT, "汇总表存到"), suggested, translate(_CONTEXT, "Excel表格 (*.xlsx)")
    )
    if path is not None:
        title = translate(_CONTEXT, "正在汇总……")
        run_long(
            desk,
            page,
            title,
            lambda office, progress: _collect(office, folder, path, progress),
            lambda collection: said(_words(collection, path)),
        )


def _words(collection: Collection, path: Path) -> str:
    return translate(
        _CONTEXT,
        "已汇总到 {path}：{files}个文件，{units}个单位，{accounts}个账号；"
        "需要核对{findings}处，没有收的{unread}处，表里都写明了。",
    ).format(
        path=path,
        files=collection.files,
        units=len(collection.units),
        accounts=collection.accounts,
        findings=len(collection.findings),
        unread=len(collection.unread),
    )


def _collect(office: Office, folder: Path, path: Path, progress: Progress) -> Collection:
    from pmedia_desktop.services.collecting.collect import collect
    from pmedia_desktop.services.collecting.summary import workbook
    from pmedia_desktop.services.files import write_file

    collection = collect(folder, office.folder, office.today(), progress)
    write_file(path, workbook(collection))
    return collection
