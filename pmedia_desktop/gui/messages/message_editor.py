"""Entering and handling a message of a citizen, or a telephone note (Article 11)."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget

from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.editors.choices import names_of, words_of, yes_or_no
from pmedia_desktop.gui.editors.papers_tab import PapersTab
from pmedia_desktop.gui.editors.record_dialog import RecordDialog
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.recycling import move_to_bin
from pmedia_desktop.gui.ui_files import part
from pmedia_desktop.model.attachment import AttachmentKind, Subject, SubjectKind
from pmedia_desktop.model.message import Message, MessageChannel, MessageKind, MessageState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.message.messages import MessageDesk
    from pmedia_desktop.services.office import Office
    from pmedia_desktop.services.outcome import Outcome

_CONTEXT = "gui.messages.message_editor"
_NAMES = tuple(field.name for field in fields(Message) if field.name != "id")
_PAPERS = (AttachmentKind.MESSAGE_PROOF, AttachmentKind.OTHER)
_SHORT = 24


class MessageEditor(RecordDialog):
    """The dialog; a message with an id is edited, one without is new."""

    def __init__(self, desk: Desk, parent: QWidget, message: Message, offered: MessageDesk) -> None:
        super().__init__(desk, parent, "message_editor", _NAMES)
        self._message = message
        self._offered = offered
        self._due = part(self.root, QLabel, "due")
        self._offer()
        self.form.show({name: getattr(message, name) for name in _NAMES})
        self.setWindowTitle(_title(message))
        self._set_up_snippets()
        PapersTab(desk, self, Subject(SubjectKind.MESSAGE, message.id, message.nickname), _PAPERS)
        recycle = part(self.root, QPushButton, "recycle")
        recycle.setVisible(bool(message.id))
        recycle.clicked.connect(self._recycle)
        for name in ("channel", "within_duties", "kind"):
            self._box(name).currentIndexChanged.connect(lambda _index: self._fit())
        self.form.on_change(self._tell_term)
        self.note_opened()
        self.keep_as(f"message.{message.id}" if message.id else f"message.new.{message.channel.value}")
        self._fit()

    def save(self, values: dict[str, Any]) -> None:
        """Save the message; one whose day nobody has typed came today."""
        if values["received_on"] is None:
            values["received_on"] = self.desk.office.today()
        edited = replace(self._message, **values)
        read = self._message if self._message.id else None
        self.change(lambda office: _save(office, edited, read), self._kept)

    def _kept(self, message: Message) -> None:
        self.saved()
        drafted = message.state is MessageState.OPEN and bool(message.reply)
        self.desk.say(
            translate(_CONTEXT, "已保存；答复发出后请补上答复日期，现在仍是{state}").format(state=word(message.state))
            if drafted
            else translate(_CONTEXT, "已保存：{state}").format(state=word(message.state))
        )

    def _offer(self) -> None:
        today, people = self.desk.office.today(), self._offered.people
        self.form.offer("channel", words_of(MessageChannel))
        self.form.offer("kind", words_of(MessageKind))
        self.form.offer("account_id", [(None, translate(_CONTEXT, "未选择")), *self._offered.accounts])
        self.form.offer("handler_id", names_of(people, today, self._message.handler_id))
        self.form.offer("reviewer_id", names_of(people, today, self._message.reviewer_id))
        self.form.offer("within_duties", yes_or_no())
        self.form.offer("is_public", yes_or_no())
        self.form.offer(
            "about_id",
            [
                (None, translate(_CONTEXT, "单独的来电")),
                *((one.id, _named(one)) for one in reversed(self._offered.messages)),
            ],
        )

    def _set_up_snippets(self) -> None:
        box = part(self.root, ChoiceBox, "snippet")
        box.offer([(one.text, one.title) for one in self._offered.snippets])
        reply = part(self.root, QPlainTextEdit, "reply")
        insert = part(self.root, QPushButton, "insert_snippet")
        insert.setEnabled(bool(self._offered.snippets))
        insert.clicked.connect(lambda: reply.insertPlainText(box.choice() or ""))

    def _box(self, name: str) -> ChoiceBox:
        return part(self.root, ChoiceBox, name)

    def _fit(self) -> None:
        """Show only what applies: a call has a number and may belong to a message; what is not ours is handed on."""
        is_call = self._box("channel").choice() is MessageChannel.TELEPHONE
        not_ours = self._box("within_duties").choice() is False
        for name, shown in (
            ("phone", is_call or bool(self._message.phone)),
            ("about_id", is_call),
            ("transferred_to", not_ours),
            ("transferred_on", not_ours),
        ):
            for each in (name, f"{name}_label"):
                part(self.root, QWidget, each).setVisible(shown)
        self._tell_term()

    def _tell_term(self) -> None:
        """Say by when the message is to be answered, as the fields stand."""
        try:
            values = self.form.values()
        except InputError:
            self._due.clear()
            return
        if values["received_on"] is None:
            self._due.clear()
            return
        asked = replace(self._message, **values)
        self.desk.read(self, lambda office: _term(office, asked), self._due.setText, replaces="term")

    def _recycle(self) -> None:
        message = self._message
        if self.desk.dialogs.confirm(
            translate(_CONTEXT, "把这条留言移入回收站？"),
            translate(_CONTEXT, "录错的、重复录的才移走；可以在“设置”里的回收站还原。"),
            translate(_CONTEXT, "移入回收站"),
        ):
            subject = Subject(SubjectKind.MESSAGE, message.id, message.nickname)
            self.change(lambda office: move_to_bin(office, subject), lambda _none: self.saved())


def _title(message: Message) -> str:
    if message.id:
        return translate(_CONTEXT, "第{id}号留言").format(id=message.id)
    if message.channel is MessageChannel.TELEPHONE:
        return translate(_CONTEXT, "电话沟通记录")
    return translate(_CONTEXT, "登记留言")


def _named(message: Message) -> str:
    return translate(_CONTEXT, "{day} {who}：{text}").format(
        day=write_date(message.received_on), who=message.nickname, text=" ".join(message.text.split())[:_SHORT]
    )


def _save(office: Office, message: Message, read: Message | None) -> Outcome[Message]:
    from pmedia_desktop.services.message.messages import save_message

    return save_message(office, message, read)


def _term(office: Office, message: Message) -> str:
    from pmedia_desktop.services.message.messages import term_sentence

    return term_sentence(office, message)
