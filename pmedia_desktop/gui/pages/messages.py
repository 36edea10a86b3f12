"""留言: the reply ledger (Article 11): what citizens ask, by when it is answered, and the papers of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton, QTableView, QToolButton

from pmedia_desktop.gui.allowing import allow
from pmedia_desktop.gui.columns_menu import ColumnsMenu
from pmedia_desktop.gui.editors.choices import words_of
from pmedia_desktop.gui.empty import EmptyState
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.fields.dates import write_date
from pmedia_desktop.gui.looks import DUE_TONES, MESSAGE_TONES
from pmedia_desktop.gui.matters import days_left_words
from pmedia_desktop.gui.menu_button import menu_button
from pmedia_desktop.gui.messages.message_editor import MessageEditor
from pmedia_desktop.gui.messages.snippets_dialog import SnippetsDialog
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.period_dialog import PeriodDialog
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.inspection_jobs import message_sheet_job, reply_ledger_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.record_history import offer_history
from pmedia_desktop.gui.saved_views import SavedViews
from pmedia_desktop.gui.tables import Column, RowsModel, chosen_rows, set_up_table, show_rows, speaks_of
from pmedia_desktop.gui.theme import Tone
from pmedia_desktop.gui.ui_files import load_ui, part
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.message import Message, MessageChannel, MessageKind, MessageState
from pmedia_desktop.model.words import word
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from datetime import date

    from pmedia_desktop.gui.desk import Desk
    from pmedia_desktop.services.message.messages import MessageDesk, MessageLine
    from pmedia_desktop.services.office import Office

_CONTEXT = "gui.pages.messages"
_TYPING_PAUSE = 150
#: What a place's field begins anew.
_NEW = {"new": MessageChannel.COMMENT, "new_call": MessageChannel.TELEPHONE}
_OPEN, _LATE, _SETTLED = "open", "late", "settled"


class MessagesPage(Page):
    """The ledger, newest first; a message opens in its editor."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        root = load_ui("messages", self)
        self._rows: tuple[MessageLine, ...] = ()
        self._open_at: Place | None = None
        self._search = part(root, QLineEdit, "search")
        self._progress = part(root, ChoiceBox, "progress")
        self._kind = part(root, ChoiceBox, "kind")
        self._account = part(root, ChoiceBox, "account")
        self._count = part(root, QLabel, "count")
        self._table = part(root, QTableView, "table")
        self._print = part(root, QPushButton, "print")
        self._model = RowsModel(_columns(desk))
        set_up_table(self._table, self._model, translate(_CONTEXT, "留言台账"))
        offer_history(self._table, desk, lambda row: Subject(SubjectKind.MESSAGE, row.message.id, row.message.nickname))
        self._empty = EmptyState(root, self._table, self._act_on_empty)
        self._progress.offer(
            [
                ("", translate(_CONTEXT, "全部情况")),
                (_OPEN, translate(_CONTEXT, "待办理")),
                (_LATE, translate(_CONTEXT, "超期")),
                (_SETTLED, translate(_CONTEXT, "已办结")),
            ]
        )
        self._kind.offer([(None, translate(_CONTEXT, "全部类别")), *words_of(MessageKind)])
        self._account.offer([("", translate(_CONTEXT, "全部账号"))])
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_PAUSE)
        self._typing.timeout.connect(self._filter)
        self._search.textChanged.connect(lambda _text: self._typing.start())
        for box in (self._progress, self._kind, self._account):
            box.currentIndexChanged.connect(lambda _index: self._filter())
        self._table.activated.connect(self._open)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._enable())
        self._print.clicked.connect(self._print_sheet)
        part(root, QPushButton, "add").clicked.connect(lambda: self._edit(None, MessageChannel.COMMENT))
        part(root, QPushButton, "add_call").clicked.connect(lambda: self._edit(None, MessageChannel.TELEPHONE))
        self._offer_more(part(root, QToolButton, "more"))
        boxes = {"progress": self._progress, "kind": self._kind, "account": self._account}
        SavedViews(root, desk, "messages", {"text": self._search, **boxes})
        ColumnsMenu(root, desk.memory, "messages", self._table)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._search.setFocus)
        self._enable()

    def visit(self, place: Place) -> None:
        """Show the ledger; a record of the place opens in its editor."""
        self._open_at = place if place.record or place.field else None
        self.refresh()

    def refresh(self) -> None:
        """Read the ledger."""
        self.desk.read(self, _list, self._show, replaces="rows")

    def _show(self, rows: tuple[MessageLine, ...]) -> None:
        self._rows = rows
        accounts = sorted({row.account for row in rows if row.account})
        self._account.offer([("", translate(_CONTEXT, "全部账号")), *((name, name) for name in accounts)])
        self._filter()
        place, self._open_at = self._open_at, None
        if place is None:
            return
        named = next((row.message for row in rows if row.message.id == place.record), None)
        if named is not None:
            self._edit(named, named.channel, place.field)
        elif place.field in _NEW:
            self._edit(None, _NEW[place.field])

    def _filter(self) -> None:
        progress, kind, account = self._progress.choice(), self._kind.choice(), self._account.choice()
        typed = self._search.text().strip()
        rows = [
            row
            for row in self._rows
            if _is_at(row, progress)
            and (kind is None or row.message.kind is kind)
            and (not account or row.account == account)
            and (not typed or speaks_of(_searched(row), typed))
        ]
        show_rows(self._table, rows, lambda row: row.message.id)
        self._count.setText(translate(_CONTEXT, "共{count}条").format(count=len(rows)))
        if rows:
            self._empty.show_table()
        elif self._rows:
            self._empty.nothing_fits(translate(_CONTEXT, "没有符合条件的留言"))
        else:
            self._empty.explain(
                translate(_CONTEXT, "还没有登记留言"),
                translate(
                    _CONTEXT,
                    "网民在账号上反映的问题，职责范围内的要及时解决、答复（第十一条）。登记以后，程序算好期限，到期前在“今日”提醒。",
                ),
                translate(_CONTEXT, "登记留言…"),
            )
        self._enable()

    def _enable(self) -> None:
        allow(self._print, bool(chosen_rows(self._table)), translate(_CONTEXT, "先在表里选一条留言。"))

    def _open(self, index: QModelIndex) -> None:
        message = self._model.rows[index.row()].message
        self._edit(message, message.channel)

    def _act_on_empty(self) -> None:
        if not self._rows:
            self._edit(None, MessageChannel.COMMENT)
            return
        self._search.clear()
        for box in (self._progress, self._kind, self._account):
            box.setCurrentIndex(0)

    def _edit(self, message: Message | None, channel: MessageChannel, field: str = "") -> None:
        edited = message or Message(channel=channel, received_on=self.desk.office.today())

        def show(offered: MessageDesk) -> None:
            editor = MessageEditor(self.desk, self.window(), edited, offered)
            editor.open()
            if field:
                editor.show_field(field)

        self.desk.read(self, lambda office: _desk(office, edited.id), show)

    def _print_sheet(self) -> None:
        rows: list[MessageLine] = chosen_rows(self._table)
        if rows:
            ask_to_print(self.desk, self, message_sheet_job(rows[0].message))

    def _print_ledger(self) -> None:
        def chosen(begin: date, end: date) -> None:
            ask_to_print(self.desk, self, reply_ledger_job(begin, end))

        PeriodDialog(self.desk, self.window(), translate(_CONTEXT, "打印哪一段时间的留言？"), chosen).open()

    def _offer_more(self, button: QToolButton) -> None:
        menu = QMenu(button)
        menu.addAction(translate(_CONTEXT, "导入…")).triggered.connect(lambda: self.desk.go(Place("importing")))
        menu.addAction(translate(_CONTEXT, "打印答复台账…")).triggered.connect(self._print_ledger)
        menu.addAction(translate(_CONTEXT, "常用答复…")).triggered.connect(
            lambda: SnippetsDialog.open_for(self.desk, self)
        )
        menu_button(button, menu)


def _is_at(row: MessageLine, progress: str) -> bool:
    is_open = row.message.state is MessageState.OPEN
    if progress == _LATE:
        return row.late
    return not progress or is_open == (progress == _OPEN)


def _searched(row: MessageLine) -> str:
    message = row.message
    return f"{message.nickname} {message.text} {message.reply} {message.phone} {row.account}"


def _columns(desk: Desk) -> tuple[Column[MessageLine], ...]:
    return (
        Column(translate(_CONTEXT, "网名"), lambda row: row.message.nickname, 110),
        Column(translate(_CONTEXT, "内容"), lambda row: " ".join(row.message.text.split())),
        Column(translate(_CONTEXT, "类别"), lambda row: word(row.message.kind), 72),
        Column(translate(_CONTEXT, "账号"), lambda row: row.account or word(row.message.channel), 160),
        Column(
            translate(_CONTEXT, "留言时间"),
            lambda row: " ".join((write_date(row.message.received_on), row.message.received_time)).strip(),
            138,
        ),
        Column(translate(_CONTEXT, "承办人"), lambda row: row.handler, 84),
        Column(
            translate(_CONTEXT, "期限"),
            lambda row: _due_words(row, desk.office.today()),
            116,
            tone=lambda row: DUE_TONES[row.state] if row.state else None,
        ),
        Column(translate(_CONTEXT, "情况"), _state_words, 136, tone=_state_tone),
    )


def _due_words(row: MessageLine, today: date) -> str:
    if row.due is None:
        return ""
    return write_date(row.due.due) if row.state is None else days_left_words((row.due.due - today).days)


def _state_words(row: MessageLine) -> str:
    words = word(row.message.state)
    late = row.late and row.message.state is not MessageState.OPEN
    return translate(_CONTEXT, "{state}（超期）").format(state=words) if late else words


def _state_tone(row: MessageLine) -> Tone:
    return Tone.DANGER if row.late else MESSAGE_TONES[row.message.state]


def _list(office: Office) -> tuple[MessageLine, ...]:
    from pmedia_desktop.services.message.messages import list_messages

    return list_messages(office)


def _desk(office: Office, message_id: int) -> MessageDesk:
    from pmedia_desktop.services.message.messages import message_desk

    return message_desk(office, message_id)
