"""The attachments of an account or a filing: added, opened in the system's viewer, saved, recycled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QTableView, QWidget

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.editors.attach_dialog import AttachDialog
from pmedia_desktop.gui.empty import EmptyWords
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table, show_rows
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import Attachment, AttachmentKind, Subject
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.attachments_panel"


class AttachmentsPanel:
    """Works the parts ``attachments``, ``attach``, ``open_attachment`` ... of a page's Designer file."""

    def __init__(self, desk: Desk, root: QWidget, kinds: Sequence[AttachmentKind]) -> None:
        self._desk = desk
        self._root = root
        self._kinds = tuple(kinds)
        self._subject: Subject | None = None
        self._table = part(root, QTableView, "attachments")
        self._model = RowsModel(_columns())
        set_up_table(self._table, self._model, translate(_CONTEXT, "附件"))
        EmptyWords(
            self._table,
            translate(_CONTEXT, "还没有附件。点“添加附件…”，放进批示、截图、扫描件，随登记册一起备份。"),
        )
        self._needs_row = [part(root, QPushButton, f"{what}_attachment") for what in ("open", "save", "recycle")]
        for button, act in zip(self._needs_row, (self._open, self._save, self._recycle), strict=True):
            button.clicked.connect(act)
        part(root, QPushButton, "attach").clicked.connect(self._attach)
        self._table.activated.connect(lambda _index: self._open())
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())

    def show(self, subject: Subject, attachments: Sequence[Attachment]) -> None:
        """Show the attachments; new ones are kept with ``subject``."""
        self._subject = subject
        show_rows(self._table, attachments, key=lambda attachment: attachment.id)
        self._enable()

    def _enable(self) -> None:
        for button in self._needs_row:
            allow(button, bool(chosen_rows(self._table)), translate(_CONTEXT, "先在表里选一个附件。"))

    def _attach(self) -> None:
        subject = self._subject
        if subject is None:
            return

        def keep(kind: AttachmentKind, path: Path) -> None:
            self._desk.change(self._root, lambda office: _attach(office, subject, kind, path), self._attached)

        AttachDialog(self._desk.dialogs, self._root.window(), self._kinds, keep).open()

    def _attached(self, attachment: Attachment) -> None:
        self._desk.say(translate(_CONTEXT, "已添加“{name}”").format(name=attachment.file_name))

    def _open(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        viewer = self._desk.viewer
        self._desk.read(
            self._root,
            lambda office: viewer.copy(chosen.file_name, _content(office, chosen.id)),
            self._desk.open_file,
        )

    def _save(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        title, every = translate(_CONTEXT, "另存附件"), translate(_CONTEXT, "所有文件 (*)")
        path = self._desk.dialogs.save_file(title, chosen.file_name, every)
        if path is not None:
            self._desk.read(
                self._root,
                lambda office: _save_to(office, chosen.id, path),
                lambda saved: self._desk.say(translate(_CONTEXT, "已保存到 {path}").format(path=saved)),
            )

    def _recycle(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._desk.change(self._root, lambda office: _recycle(office, chosen))

    def _chosen(self) -> Attachment | None:
        rows = chosen_rows(self._table)
        return rows[0] if rows else None


def _columns() -> tuple[Column[Attachment], ...]:
    return (
        Column(translate(_CONTEXT, "文件名"), lambda row: row.file_name),
        Column(translate(_CONTEXT, "材料"), lambda row: word(row.kind), 200),
        Column(translate(_CONTEXT, "大小"), lambda row: _size_words(row.size), 96),
        Column(
            translate(_CONTEXT, "添加时间"),
            lambda row: f"{row.added_at.astimezone():%Y-%m-%d %H:%M}" if row.added_at else "",
            152,
        ),
    )


def _size_words(size: int) -> str:
    return f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, round(size / 1024))} KB"


def _attach(office: Office, subject: Subject, kind: AttachmentKind, path: Path) -> Outcome[Attachment]:
    from pmedia_desktop.services.attachments import attach_file

    return attach_file(office, subject, kind, path)


def _content(office: Office, attachment_id: int) -> bytes:
    from pmedia_desktop.services.attachments import read_attachment

    return read_attachment(office, attachment_id)[1]


def _save_to(office: Office, attachment_id: int, path: Path) -> Path:
    from pmedia_desktop.services.files import write_file

    write_file(path, _content(office, attachment_id))
    return path


def _recycle(office: Office, attachment: Attachment) -> Outcome[None]:
    from pmedia_desktop.services.attachments import recycle_attachment

    return recycle_attachment(office, attachment)
