"""帮助: the manual in the window. F1 leads to the chapter about the page in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QResizeEvent, QShowEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton

from pmedia_desktop.gui.help.manual import chapters, picture_folder, told_at
from pmedia_desktop.gui.help.printed import write_pdf
from pmedia_desktop.gui.help.rendering import facts_of_this_pc, fill_document, filled_in
from pmedia_desktop.gui.help.text_view import ManualText
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.printing.jobs import desk_card_job
from pmedia_desktop.gui.printing.preview_dialog import PreviewDialog
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.gui.waiting import run_long
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pathlib import Path

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.place import Place

_CONTEXT = "gui.pages.help"


class HelpPage(Page):
    """A place's field names what help was asked for, best first: "settings/backups settings"."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("help", self)
        self._list = part(root, QListWidget, "chapters")
        self._text = part(root, ManualText, "text")
        self._search = part(root, QLineEdit, "search")
        self._facts = facts_of_this_pc()
        self._heading = ""
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._show_chapter)
        for chapter in chapters():
            self._list.addItem(chapter.title)
        self._list.currentRowChanged.connect(lambda row: self._turn_to(row, ""))
        self._text.setOpenLinks(False)
        self._text.anchorClicked.connect(self._follow)
        self._search.textChanged.connect(self._filter)
        self._search.returnPressed.connect(self._find_next)
        self._card, self._save_button = part(root, QPushButton, "card"), part(root, QPushButton, "save")
        self._card.clicked.connect(self._show_card)
        self._save_button.clicked.connect(self._save)

    def visit(self, place: Place) -> None:
        """Show the place about what the field names; without one what was read last stays open."""
        if place.field:
            self._search.clear()
            self._turn_to(*told_at(*place.field.split()))
        elif self._list.currentRow() < 0:
            self._turn_to(0, "")
        self._text.setFocus()

    def offer_reading_only(self) -> None:
        """Hide what leads on from here: it needs an open register, or would open above a dialog."""
        self._card.hide()
        self._save_button.hide()

    def refresh(self) -> None:
        """Nothing: the manual knows no record."""

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the chapters out anew: their first measures were taken before the style sheet reached them."""
        super().showEvent(event)
        self._list.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the pictures to the new width."""
        super().resizeEvent(event)
        self._again.start()

    def _turn_to(self, row: int, heading: str) -> None:
        """Open a chapter at a heading ("": at its beginning)."""
        self._heading = heading
        self._list.blockSignals(True)
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        self._show_chapter()

    def _show_chapter(self) -> None:
        row = self._list.currentRow()
        if row >= 0:
            text = filled_in(chapters()[row].text, self._facts)
            fill_document(self._text.document(), text, self._text.picture_room(), picture_folder())
            self._show_heading()

    def _show_heading(self) -> None:
        """Have the heading that was asked for at the top of what is seen."""
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        block = self._text.document().begin()
        while self._heading and block.isValid():
            if block.blockFormat().headingLevel() and block.text() == self._heading:
                self._text.setTextCursor(QTextCursor(block))
                top = self._text.document().documentLayout().blockBoundingRect(block).top()
                self._text.verticalScrollBar().setValue(round(top))
                return
            block = block.next()

    def _follow(self, link: QUrl) -> None:
        for number, chapter in enumerate(chapters()):
            if chapter.file == link.fileName():
                self._turn_to(number, link.fragment())

    def _filter(self, words: str) -> None:
        """Leave the chapters in the list that hold the words, and open the first of them."""
        found = [words.strip() in chapter.text for chapter in chapters()]
        for row, holds in enumerate(found):
            self._list.item(row).setHidden(not holds)
        if words.strip() and any(found):
            if not found[max(0, self._list.currentRow())]:
                self._list.setCurrentRow(found.index(True))
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            self._text.find(words.strip())

    def _find_next(self) -> None:
        words = self._search.text().strip()
        if words and not self._text.find(words):
            self._text.moveCursor(QTextCursor.MoveOperation.Start)
            self._text.find(words, QTextDocument.FindFlag(0))

    def _show_card(self) -> None:
        note = translate(_CONTEXT, "打印一张放在桌上：每件事从哪里进，找谁，文件在哪里。")
        PreviewDialog(self.desk, self, desk_card_job(), note).open()

    def _save(self) -> None:
        target = self.desk.dialogs.save_file(
            translate(_CONTEXT, "另存用户手册"), translate(_CONTEXT, "用户手册.pdf"), translate(_CONTEXT, "PDF (*.pdf)")
        )
        if target is not None:
            self._write(target)

    def _write(self, target: Path) -> None:
        facts = self._facts
        run_long(
            self.desk,
            self,
            translate(_CONTEXT, "正在生成用户手册……"),
            lambda office, progress: write_pdf(target, facts, picture_folder(), office.today(), progress),
            lambda _done: self.desk.say(translate(_CONTEXT, "已保存用户手册")),
        )
