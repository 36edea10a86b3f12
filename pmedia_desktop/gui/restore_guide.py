"""The guide to a restore: what the backup holds, what would change, then the user decides. Nothing is written before.

A sealed backup asks for a holder's passphrase first, or for the envelope. It works without an open register too.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from pmedia_desktop.errors import Cancelled, SpokenError
from pmedia_desktop.gui.custody.secret_line import SecretLine
from pmedia_desktop.gui.fitting import FittingDialog
from pmedia_desktop.gui.tables import Column, RowsModel, set_up_table
from pmedia_desktop.gui.tasks import Lane
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    import tempfile

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.tasks import Task
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.backup.restore_preview import RestoredRecord, RestorePreview
    from pmedia_desktop.vault.secret import Secret

_CONTEXT = "gui.restore_guide"
_SMALLEST = (680, 440)


class RestoreGuide(FittingDialog):
    """``restore`` is called once the user has decided: with the readable file, and the folder that holds an opened one.

    Whoever has that folder lets it go when the restore has ended.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        file: Path,
        folder: Path,
        restore: Callable[[Path, tempfile.TemporaryDirectory[str] | None], None],
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._file = self._readable = file
        self._folder = folder
        self._restore = restore
        self._task: Task | None = None
        self._work: tempfile.TemporaryDirectory[str] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(translate(_CONTEXT, "从备份恢复"))
        self.setMinimumSize(*_SMALLEST)
        self._heading = _label(translate(_CONTEXT, "备份文件：{name}").format(name=file.name), "hint")
        self._summary = _label("", "")
        self._changes = _label("", "hint")
        self._problem = _label("", "problem")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._table = QTableView()
        self._model: RowsModel[RestoredRecord] = RowsModel(
            (
                Column(translate(_CONTEXT, "类别"), lambda record: record.kind, 96),
                Column(translate(_CONTEXT, "名称"), lambda record: record.name),
                Column(translate(_CONTEXT, "恢复以后"), lambda record: _effect(record), 240),
            )
        )
        set_up_table(self._table, self._model, translate(_CONTEXT, "恢复会改变的内容"))
        self._unlocking = self._make_unlocking()
        self._button = QPushButton(translate(_CONTEXT, "恢复"))
        self._button.setObjectName("restore")
        self._button.setProperty("role", "primary")
        self._button.clicked.connect(self._decide)
        buttons = QDialogButtonBox()
        buttons.addButton(self._button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(translate(_CONTEXT, "取消"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        parts = (self._heading, self._summary, self._problem, self._unlocking, self._bar, self._changes)
        for widget in parts:
            layout.addWidget(widget)
        layout.addWidget(self._table, 100)
        layout.addStretch(1)
        layout.addWidget(buttons)
        self._begin()

    def done(self, result: int) -> None:
        """Stop what is under way; nothing has been written."""
        if self._task is not None:
            self._task.cancel()
        if self._work is not None:
            self._work.cleanup()
        super().done(result)

    def _begin(self) -> None:
        from pmedia_desktop.services.backup.sealing import is_sealed

        self._button.setEnabled(False)
        sealed = is_sealed(self._file)
        for widget in (self._table, self._bar, self._problem):
            widget.hide()
        self._unlocking.setVisible(sealed)
        if sealed:
            self._summary.setText(
                translate(_CONTEXT, "这份备份是加密的。任何一位保管人的开锁口令，或者密封件，都能打开。")
            )
            self._passphrase.setFocus()
        else:
            self._preview()

    def _make_unlocking(self) -> QWidget:
        box = QWidget()
        self._passphrase = SecretLine()
        self._passphrase.setPlaceholderText(translate(_CONTEXT, "开锁口令；用密封件时填手写的六个词"))
        self._passphrase.setAccessibleName(translate(_CONTEXT, "开锁口令或六个词"))
        self._sheet = QLineEdit()
        self._sheet.setPlaceholderText(translate(_CONTEXT, "密封件的照片、扫描件（只在用密封件时选）"))
        self._sheet.setAccessibleName(translate(_CONTEXT, "密封件文件"))
        self._sheet.setReadOnly(True)
        choose = QPushButton(translate(_CONTEXT, "选择密封件…"))
        choose.clicked.connect(self._choose_sheet)
        unlock = QPushButton(translate(_CONTEXT, "打开"))
        unlock.setObjectName("unlock")
        unlock.clicked.connect(self._unlock)
        self._passphrase.returnPressed.connect(self._unlock)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        for row in ((self._passphrase, unlock), (self._sheet, choose)):
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(row[0], 1)
            line.addWidget(row[1])
            column.addLayout(line)
        return box

    def _choose_sheet(self) -> None:
        patterns = translate(_CONTEXT, "图片、PDF或文本 (*.png *.jpg *.jpeg *.pdf *.txt)")
        path = self._desk.dialogs.open_file(translate(_CONTEXT, "选择密封件"), patterns)
        if path is not None:
            self._sheet.setText(str(path))

    def _unlock(self) -> None:
        file, typed = self._file, self._passphrase.secret()
        sheet = Path(self._sheet.text()) if self._sheet.text() else None
        if self._work is not None:  # of a passphrase that was wrong
            self._work.cleanup()
        self._work = _work_folder(self._folder)
        target = Path(self._work.name) / file.name.removesuffix(".sealed")
        self._passphrase.forget()
        self._run(lambda progress: _open_sealed(file, target, typed, sheet, progress), self._opened)

    def _opened(self, readable: Path) -> None:
        self._readable = readable
        self._unlocking.hide()
        self._preview()

    def _preview(self) -> None:
        file, folder = self._readable, self._folder
        self._summary.setText(translate(_CONTEXT, "正在校验备份……"))
        self._run(lambda progress: _preview(file, folder, progress), self._show)

    def _run(self, work: Callable[[Progress], object], done: Callable[..., None]) -> None:
        self._problem.hide()
        self._bar.setRange(0, 0)
        self._bar.show()

        def finished(result: object) -> None:
            self._bar.hide()
            done(result)

        self._task = self._desk.tasks.run(Lane.LONG, work, self, finished, self._failed, progressed=self._progressed)

    def _progressed(self, done: int, total: int, _what: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _failed(self, failure: BaseException) -> None:
        self._bar.hide()
        if isinstance(failure, Cancelled):
            return
        if not isinstance(failure, SpokenError):
            self._desk.answer_failure(failure)
            self.reject()
            return
        self._summary.setText(translate(_CONTEXT, "没有恢复，现在的登记册没有改动。"))
        self._problem.setText(str(failure))
        self._problem.show()

    def _show(self, preview: RestorePreview) -> None:
        counts = translate(_CONTEXT, "，").join(f"{name}{count}" for name, count in preview.counts)
        last = f"{preview.last_change.astimezone():%Y-%m-%d %H:%M}" if preview.last_change else ""
        text = translate(_CONTEXT, "备份完好。{unit}，最后一次登记在{last}。共有{counts}。")
        self._summary.setText(text.format(unit=preview.unit, last=last, counts=counts) + preview.doubt)
        if preview.changes is None:
            self._changes.setText(translate(_CONTEXT, "现在没有可以比较的登记册；原有的文件会另外保存，不会删除。"))
        else:
            self._changes.setText(_difference(preview))
            self._model.show(preview.changes)
            self._table.setVisible(bool(preview.changes))
        self._button.setEnabled(True)
        self._button.setFocus()

    def _decide(self) -> None:
        work, self._work = self._work, None
        self.accept()
        self._restore(self._readable, work)


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def _difference(preview: RestorePreview) -> str:
    """Say what a restore takes away, also of what the table does not list (items, messages, passwords)."""
    if preview.later == 0 and not preview.changes:
        return translate(_CONTEXT, "与现在的登记册没有不同。")
    if preview.later is None:
        since = translate(
            _CONTEXT, "这份备份接不上现在的操作记录：它来自另一台电脑，或者是以前恢复时换下的，请先核对单位和时间。"
        )
    else:
        since = translate(_CONTEXT, "备份以后做过的{later}次操作都不会有，包括信息、留言和密码保管的。").format(
            later=preview.later
        )
    if preview.changes:
        since += translate(_CONTEXT, "账号、人员、备案里，下面{count}项会变。").format(count=len(preview.changes))
    else:
        since += translate(_CONTEXT, "账号、人员、备案没有不同。")
    return since + translate(_CONTEXT, "现在的登记册会另外保存，不会删除。")


def _effect(record: RestoredRecord) -> str:
    from pmedia_desktop.services.backup.restore_preview import Effect

    return {
        Effect.GONE: translate(_CONTEXT, "没有了（备份以后才登记）"),
        Effect.BACK: translate(_CONTEXT, "重新出现"),
        Effect.AS_BEFORE: translate(_CONTEXT, "回到备份时的内容"),
    }[record.effect]


def _preview(file: Path, folder: Path, progress: Progress) -> RestorePreview:
    from pmedia_desktop.services.backup.restore_preview import preview_restore

    return preview_restore(file, folder, progress)


def _work_folder(folder: Path) -> tempfile.TemporaryDirectory[str]:
    from pmedia_desktop.services.backup.sealing import work_folder

    return work_folder(folder)


def _open_sealed(file: Path, target: Path, typed: Secret, sheet: Path | None, progress: Progress) -> Path:
    from pmedia_desktop.services.backup.sealing import unlock_with_envelope, unlock_with_passphrase
    from pmedia_desktop.services.custody.qr_codes import sheet_in_file
    from pmedia_desktop.vault.client import Vault

    with Vault() as vault:
        if sheet is None:
            unlock_with_passphrase(file, vault, typed, progress)
        else:
            unlock_with_envelope(file, vault, sheet_in_file(sheet), typed, progress)
        vault.open_file(file, target, progress)
    return target
