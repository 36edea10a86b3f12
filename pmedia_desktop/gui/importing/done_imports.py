"""What was imported before, each of it to be taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.importing.rows_table import imports_done_rows
from pmedia_desktop.gui.tables import chosen_rows
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.page import Page
    from pmedia_desktop.progress import Progress
    from pmedia_desktop.services.importing.undoing import ImportDone, Undone
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.importing.done_imports"


class DoneImports:
    """The table and its button on a page; hidden while nothing was imported. ``said`` shows what came of it."""

    def __init__(self, page: Page, root: QWidget, said: Callable[[str], None]) -> None:
        self._page = page
        self._desk = page.desk
        self._said = said
        self._undo = part(root, QPushButton, "undo")
        self._table = part(root, QTableView, "done_table")
        self._rows = imports_done_rows(self._table)
        self._parts = [self._table, self._undo, *(part(root, QLabel, f"done_{of}") for of in ("title", "hint"))]
        for hidden in self._parts:
            hidden.hide()
        self._undo.clicked.connect(self._ask)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def read(self) -> None:
        """Read what was imported."""
        self._desk.read(self._page, _done, self._show, replaces="done")

    def _show(self, done: tuple[ImportDone, ...]) -> None:
        self._rows.show(done)
        for shown in self._parts:
            shown.setVisible(bool(done))
        if done:
            self._table.selectRow(0)
        self._enable()

    def _enable(self) -> None:
        chosen = chosen_rows(self._table)
        can_go_back = bool(chosen) and not chosen[0].undone
        why_not = translate(_CONTEXT, "这次导入已经撤回。") if chosen else translate(_CONTEXT, "先在表里选一次导入。")
        allow(self._undo, can_go_back, why_not)

    def _ask(self) -> None:
        for done in chosen_rows(self._table)[:1]:
            self._undo_if_sure(done)

    def _undo_if_sure(self, done: ImportDone) -> None:
        if self._desk.dialogs.confirm(
            translate(_CONTEXT, "撤回“{file}”的导入？").format(file=done.file),
            translate(_CONTEXT, "它新增的{created}项移入回收站，改动的{changed}项恢复原样。先自动备份一次。").format(
                created=done.created, changed=done.changed
            ),
            translate(_CONTEXT, "撤回"),
        ):
            title = translate(_CONTEXT, "正在备份并撤回……")
            run_long(
                self._desk,
                self._page,
                title,
                lambda office, progress: _take_back(office, done.number, progress),
                self._undone,
            )

    def _undone(self, outcome: Outcome[Undone]) -> None:
        undone = outcome.value
        self._desk.announce(outcome.changed)
        self._said(
            translate(_CONTEXT, "已撤回：移入回收站{removed}项，恢复原样{reverted}项。").format(
                removed=undone.removed, reverted=undone.reverted
            )
        )
        self.read()


def _done(office: Office) -> tuple[ImportDone, ...]:
    from pmedia_desktop.services.importing.undoing import imports_done

    return imports_done(office)


def _take_back(office: Office, number: int, progress: Progress) -> Outcome[Undone]:
    from pmedia_desktop.services.importing.undoing import import_undo

    return import_undo(office, number, progress)
