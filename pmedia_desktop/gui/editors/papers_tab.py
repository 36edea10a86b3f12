"""The tab 附件 of a record's dialog: there once the record is saved, read again when something is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QTabWidget, QWidget

from pmedia_desktop.gui.attachments_panel import AttachmentsPanel
from pmedia_desktop.gui.page_tabs import hide_bar
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import Attachment, AttachmentKind, Subject, SubjectKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.editors.record_dialog import RecordDialog
    from pmedia_desktop.services.office import Office


class PapersTab(QObject):
    """Works the parts of an attachments panel in a dialog with ``tabs`` and ``attachments_tab``."""

    def __init__(self, desk: Desk, dialog: RecordDialog, subject: Subject, kinds: Sequence[AttachmentKind]) -> None:
        super().__init__(dialog)
        self._desk = desk
        self._subject = subject
        tabs = part(dialog.root, QTabWidget, "tabs")
        tabs.setTabVisible(tabs.indexOf(part(dialog.root, QWidget, "attachments_tab")), bool(subject.id))
        if sum(tabs.isTabVisible(number) for number in range(tabs.count())) == 1:
            hide_bar(tabs)
        self._panel = AttachmentsPanel(desk, dialog.root, kinds)
        self._panel.show(subject, ())
        if subject.id:
            desk.changed.connect(self._read_if_attached)
            self._read()

    def _read_if_attached(self, changed: frozenset[SubjectKind]) -> None:
        if SubjectKind.ATTACHMENT in changed:
            self._read()

    def _read(self) -> None:
        subject = self._subject
        self._desk.read(
            self,
            lambda office: _papers(office, subject),
            lambda papers: self._panel.show(subject, papers),
            replaces="papers",
        )


def _papers(office: Office, subject: Subject) -> tuple[Attachment, ...]:
    from pmedia_desktop.services.attachments import attachments_of

    return attachments_of(office, subject)
