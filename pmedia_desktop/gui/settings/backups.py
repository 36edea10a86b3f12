"""备份与恢复: backups made and verified, the register checked, a backup put in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QToolButton

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.elided_label import ElidedLabel
from pmedia_desktop.gui.settings.backup_places import BackupPlaces
from pmedia_desktop.gui.settings.tab import SettingsTab
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table, show_rows
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.model.upkeep import BackupFile, BackupPurpose
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.upkeep import BackupInfo, VerifyReport
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.settings.backups"


class BackupsTab(SettingsTab):
    """The tab."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "backups")
        self._last = part(self.root, QLabel, "last")
        self._table = part(self.root, QTableView, "table")
        self._model: RowsModel[BackupFile] = RowsModel(
            (
                Column(translate(_CONTEXT, "时间"), lambda file: f"{file.at.astimezone():%Y-%m-%d %H:%M}", 168),
                Column(translate(_CONTEXT, "来由"), lambda file: _purpose_words(file.purpose), 136),
                Column(translate(_CONTEXT, "大小"), lambda file: f"{file.size / 2**20:.1f} MB", 104),
                Column(translate(_CONTEXT, "文件"), lambda file: file.path.name),
            )
        )
        set_up_table(self._table, self._model, translate(_CONTEXT, "备份"))
        folder = desk.office.folder
        part(self.root, ElidedLabel, "folder").setText(
            translate(_CONTEXT, "数据文件夹：{folder}").format(folder=folder)
        )
        part(self.root, QToolButton, "open_folder").clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        self._places = BackupPlaces(desk, self, self.root)
        self._restore_chosen = part(self.root, QPushButton, "restore_chosen")
        self._restore_chosen.clicked.connect(self._restore_from_table)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        for name, act in (
            ("back_up", lambda: self._back_up(None)),
            ("back_up_to", self._back_up_elsewhere),
            ("verify", self._verify),
            ("restore_file", self._restore_from_file),
        ):
            part(self.root, QPushButton, name).clicked.connect(act)

    def read(self) -> None:
        """Read which backups there are, and how they are kept."""
        self._places.read()
        self.ask(_list, self._show, "backups")

    def _show(self, files: Sequence[BackupFile]) -> None:
        show_rows(self._table, files, key=lambda file: file.path)
        self._enable()
        if files:
            last = translate(_CONTEXT, "最近一次备份：{at}").format(at=f"{files[0].at.astimezone():%Y-%m-%d %H:%M}")
        else:
            last = translate(_CONTEXT, "还没有备份")
        self._last.setText(last)

    def _enable(self) -> None:
        allow(self._restore_chosen, bool(chosen_rows(self._table)), translate(_CONTEXT, "先在表里选一份备份。"))

    def _back_up(self, folder: Path | None) -> None:
        title = translate(_CONTEXT, "正在备份并校验……")
        run_long(self.desk, self, title, lambda office, progress: _back_up(office, folder, progress), self._backed_up)

    def _back_up_elsewhere(self) -> None:
        folder = self.desk.dialogs.choose_folder(translate(_CONTEXT, "备份到哪个文件夹"))
        if folder is not None:
            self._back_up(folder)

    def _backed_up(self, backup: BackupInfo) -> None:
        if backup.notes:
            self.desk.dialogs.tell(translate(_CONTEXT, "已备份"), "\n".join((str(backup.path), *backup.notes)))
        else:
            self.desk.say(translate(_CONTEXT, "已备份并校验：{path}").format(path=backup.path))
        self.read()

    def _verify(self) -> None:
        title = translate(_CONTEXT, "正在校验登记册……")
        run_long(self.desk, self, title, _verify, self._verified)

    def _verified(self, report: VerifyReport) -> None:
        if report.ok:
            text = translate(_CONTEXT, "文件完整，{count}条操作记录前后相连，没有被改动过。").format(
                count=report.entries
            )
            self.desk.dialogs.tell(translate(_CONTEXT, "登记册没有问题"), "\n".join((text, *report.notes)))
        else:
            told = "\n".join((*report.problems, *report.notes))
            self.desk.dialogs.tell(translate(_CONTEXT, "登记册有问题"), told)

    def _restore_from_table(self) -> None:
        for file in chosen_rows(self._table):
            self.desk.restore(file.path)

    def _restore_from_file(self) -> None:
        path = self.desk.dialogs.open_file(
            translate(_CONTEXT, "选择备份文件"), translate(_CONTEXT, "登记册备份 (*.db *.sealed)")
        )
        if path is not None:
            self.desk.restore(path)


def _purpose_words(purpose: BackupPurpose) -> str:
    return {
        BackupPurpose.DAILY: translate(_CONTEXT, "每日备份"),
        BackupPurpose.MANUAL: translate(_CONTEXT, "手动备份"),
        BackupPurpose.BEFORE_MIGRATION: translate(_CONTEXT, "升级前备份"),
        BackupPurpose.BEFORE_IMPORT: translate(_CONTEXT, "导入前备份"),
        BackupPurpose.BEFORE_RESTORE: translate(_CONTEXT, "恢复前备份"),
        BackupPurpose.DOUBTFUL: translate(_CONTEXT, "存疑备份"),
    }[purpose]


def _list(office: Office) -> tuple[BackupFile, ...]:
    from pmedia_desktop.services.backup.backups import list_backups

    return list_backups(office)


def _back_up(office: Office, folder: Path | None, progress: Progress) -> BackupInfo:
    from pmedia_desktop.services.backup.backups import back_up

    return back_up(office, folder, progress)


def _verify(office: Office, progress: Progress) -> VerifyReport:
    from pmedia_desktop.services.backup.backups import verify

    return verify(office, progress)
