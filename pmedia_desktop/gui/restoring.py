"""A backup in the register's place while the window is open: chosen, looked at in the guide, restored, begun again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pmedia_desktop.errors import Cancelled
from pmedia_desktop.gui.tasks import Lane
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from PySide6.QtWidgets import QWidget

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.model.upkeep import SalvageReport
    from pmedia_desktop.progress import Progress

_CONTEXT = "gui.restoring"


class Restoring(QObject):
    """``step_aside`` shows a message in place of the pages, ``begin_again`` opens the register that is there then."""

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        folder: Path,
        step_aside: Callable[[str], None],
        begin_again: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._folder = folder
        self._step_aside = step_aside
        self._begin_again = begin_again

    def choose(self) -> None:
        """Ask for the backup that takes the place of a register that can't be opened."""
        from pmedia_desktop.services.backup.repairs import backups_beside

        path = self._desk.dialogs.open_file(
            translate(_CONTEXT, "选择备份文件"),
            translate(_CONTEXT, "登记册备份 (*.db *.sealed)"),
            folder=backups_beside(self._folder),
        )
        if path is not None:
            self.guide(path)

    def guide(self, file: Path) -> None:
        """Show what the backup holds and what would change; the user decides there."""
        from pmedia_desktop.gui.restore_guide import RestoreGuide

        RestoreGuide(self._desk, self._window, file, self._folder, self._restore).open()

    def save_readable(self) -> None:
        """Save what can be read of a damaged register into a file beside it, and offer that."""
        folder = self._folder
        self._step_aside(translate(_CONTEXT, "正在读取受损的登记册……"))

        def saved(report: SalvageReport) -> None:
            self._begin_again()
            if report.lost or report.unknown:
                from pmedia_desktop.services.backup.repairs import saved_words

                self._desk.dialogs.tell(translate(_CONTEXT, "有的内容读不出来"), saved_words(report))
            self.guide(report.path)

        self._desk.tasks.run(
            Lane.LONG, lambda progress: _save_readable(folder, progress), self._window, saved, self._failed
        )

    def _restore(self, file: Path, opened: TemporaryDirectory[str] | None = None) -> None:
        """Close the register, put the backup in its place, and begin again; also when it was refused or cancelled."""
        office = self._desk.office if self._desk.is_open else None
        folder = self._folder

        def restore(progress: Progress) -> None:
            from pmedia_desktop.services.backup.backups import restore

            if office is None:
                restore(file, folder, progress)
            else:
                office.close()
                restore(file, folder, progress, user=office.actor.name, locked_already=True)

        self._desk.safe.lock()
        self._desk.stand_up()
        title = translate(_CONTEXT, "正在从备份恢复……")
        self._step_aside(title)
        from pmedia_desktop.gui.waiting import Waiting

        waiting = Waiting(self._window, title)

        def ended() -> None:
            waiting.end()
            if opened is not None:
                opened.cleanup()

        def restored(_report: object) -> None:
            ended()
            self._desk.say(translate(_CONTEXT, "已从备份恢复；原来的登记册另外保存在数据文件夹里"))
            self._begin_again()

        def failed(failure: BaseException) -> None:
            ended()
            if office is not None:
                office.close()  # cancelled before it began
            if isinstance(failure, Cancelled):
                self._desk.say(translate(_CONTEXT, "没有恢复，登记册没有改动"))
            self._failed(failure)

        waiting.follow(
            self._desk.tasks.run(Lane.WRITE, restore, self._window, restored, failed, progressed=waiting.progressed)
        )

    def _failed(self, failure: BaseException) -> None:
        self._desk.answer_failure(failure)
        self._begin_again()


def _save_readable(folder: Path, progress: Progress) -> SalvageReport:
    from pmedia_desktop.services.backup.repairs import save_what_can_be_read

    return save_what_can_be_read(folder, progress)
