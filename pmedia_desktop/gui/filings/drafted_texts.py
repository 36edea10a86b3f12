"""The texts that the program drafts for a closure: the notice into its field, the letter to be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.text_dialog import TextDialog
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.gui.filings.content_tab import ContentTab
    from pmedia_desktop.model.filing import Filing
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.filings.drafted_texts"


class DraftedTexts:
    """Answers the form's buttons for notice and letter."""

    def __init__(self, desk: Desk, owner: QWidget, content: ContentTab) -> None:
        self._desk = desk
        self._owner = owner
        self._content = content
        content.form.button("draft_notice").clicked.connect(self._draft_notice)
        content.form.button("copy_notice").clicked.connect(self._copy_notice)
        content.form.button("draft_letter").clicked.connect(self._draft_letter)

    def _draft_notice(self) -> None:
        filing = self._on_screen()
        if filing is None:
            return
        written = self._content.form.text("notice_text")
        if written.strip() and not self._desk.dialogs.confirm(
            translate(_CONTEXT, "重新起草公告？"),
            translate(_CONTEXT, "现在的公告内容会被新起草的文字替换。"),
            translate(_CONTEXT, "重新起草"),
        ):
            return
        self._desk.read(
            self._owner, lambda office: _notice(office, filing), lambda text: self._content.put("notice_text", text)
        )

    def _copy_notice(self) -> None:
        QGuiApplication.clipboard().setText(self._content.form.text("notice_text"))
        self._desk.say(translate(_CONTEXT, "公告已复制"))

    def _draft_letter(self) -> None:
        filing = self._on_screen()
        if filing is not None:
            self._desk.read(self._owner, lambda office: _letter(office, filing), self._show_letter)

    def _show_letter(self, text: str) -> None:
        TextDialog(self._desk, self._owner.window(), translate(_CONTEXT, "注销申请函"), text, is_letter=True).open()

    def _on_screen(self) -> Filing | None:
        try:
            return self._content.edited()
        except InputError as problem:
            self._desk.dialogs.advise(problem)
            return None


def _notice(office: Office, filing: Filing) -> str:
    from pmedia_desktop.services.filing.filings import notice_for

    return notice_for(office, filing)


def _letter(office: Office, filing: Filing) -> str:
    from pmedia_desktop.services.filing.filings import letter_for

    return letter_for(office, filing)
