"""The reply ledger in the window: entered, answered with a ready text, handed on, found again, printed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPlainTextEdit, QTableView
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.messages.message_editor import MessageEditor
from pmedia_desktop.gui.messages.snippets_dialog import SnippetsDialog
from pmedia_desktop.gui.period_dialog import PeriodDialog, usual_periods
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.print_dialog import PrintDialog
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.message import Message, MessageChannel, MessageState
from tests.gui.conftest import TODAY
from tests.gui.hands import click, fill, find, open_dialog, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

Opened = Callable[[type[QDialog]], QDialog]


@pytest.fixture
def ledger(window: Window, qtbot: QtBot) -> Window:
    window.go(Place("messages"))
    settle(qtbot, window)
    return window


@pytest.fixture
def opened(ledger: Window, qtbot: QtBot) -> Opened:
    """Return the dialog of a kind, once it is on the screen."""

    def wait(kind: type[QDialog]) -> QDialog:
        qtbot.waitUntil(lambda: open_dialog(ledger, kind) is not None, timeout=20_000)
        settle(qtbot, ledger)
        dialog = open_dialog(ledger, kind)
        assert dialog is not None
        return dialog

    return wait


def kept(window: Window) -> tuple[Message, ...]:
    with window.desk.office.register.read() as reader:
        return reader.messages()


def enter(window: Window, qtbot: QtBot, opened: Opened, text: str = "民生路的路灯坏了。", kind: str = "投诉") -> None:
    click(window, "add")
    editor = opened(MessageEditor)
    fill(editor, "account_id", "示例镇发布（新浪微博）")
    fill(editor, "nickname", "岷江渔火")
    fill(editor, "kind", kind)
    fill(editor, "text", text)
    click(editor, "save")
    settle(qtbot, window)


def test_an_empty_ledger_says_what_it_is_for(ledger: Window) -> None:
    assert "第十一条" in texts(ledger)
    assert find(ledger, QLabel, "empty_title").isVisible()


def test_a_message_is_entered_and_its_term_is_told_while_it_is_typed(
    ledger: Window, qtbot: QtBot, opened: Opened
) -> None:
    click(ledger, "add")
    editor = opened(MessageEditor)
    assert "2026年11月30日前答复" in find(editor, QLabel, "due").text()
    fill(editor, "kind", "投诉")
    settle(qtbot, ledger)
    assert "2026年12月2日前答复" in find(editor, QLabel, "due").text()
    fill(editor, "account_id", "示例镇发布（新浪微博）")
    fill(editor, "nickname", "岷江渔火")
    fill(editor, "text", "民生路的路灯坏了。")
    click(editor, "save")
    settle(qtbot, ledger)
    (message,) = kept(ledger)
    assert (message.nickname, message.received_on, message.state) == ("岷江渔火", TODAY, MessageState.OPEN)
    assert find(ledger, QLabel, "count").text() == "共1条"


def test_a_message_without_its_text_or_account_is_refused_at_the_field(
    ledger: Window, qtbot: QtBot, opened: Opened, dialogs: QueuedDialogs
) -> None:
    click(ledger, "add")
    editor = opened(MessageEditor)
    click(editor, "save")
    settle(qtbot, ledger)
    assert "还没有填写留言内容" in find(editor, QLabel, "problem").text()
    fill(editor, "text", "几点上班？")
    click(editor, "save")
    settle(qtbot, ledger)
    assert "还没有选择账号" in find(editor, QLabel, "problem").text()
    assert kept(ledger) == ()
    dialogs.press_next("放弃修改")
    editor.reject()


def test_a_ready_text_is_put_into_the_reply_and_the_message_is_settled(
    ledger: Window, qtbot: QtBot, opened: Opened
) -> None:
    enter(ledger, qtbot, opened)
    ledger.go(Place("messages", kept(ledger)[0].id, "reply"))
    editor = opened(MessageEditor)
    assert find(editor, QPlainTextEdit, "reply").isVisible(), "the tab with the field is in front"
    fill(editor, "snippet", "已办结")
    click(editor, "insert_snippet")
    assert "处理完毕" in find(editor, QPlainTextEdit, "reply").toPlainText()
    fill(editor, "within_duties", "是")
    said: list[str] = []
    ledger.desk.said.connect(said.append)
    click(editor, "save")
    settle(qtbot, ledger)
    assert said[-1] == "已保存；答复发出后请补上答复日期，现在仍是待办理"
    ledger.go(Place("messages", kept(ledger)[0].id, "reply"))
    editor = opened(MessageEditor)
    fill(editor, "replied_on", "2026-11-23")
    fill(editor, "reviewer_id", "王䶮")
    click(editor, "save")
    settle(qtbot, ledger)
    (message,) = kept(ledger)
    assert message.state is MessageState.ANSWERED
    assert message.reviewer_id is not None


def test_what_is_not_the_units_asks_to_whom_it_goes(ledger: Window, qtbot: QtBot, opened: Opened) -> None:
    enter(ledger, qtbot, opened)
    ledger.go(Place("messages", kept(ledger)[0].id, "within_duties"))
    editor = opened(MessageEditor)
    line = find(editor, QLabel, "transferred_to_label")
    assert not line.isVisible()
    fill(editor, "within_duties", "否")
    assert line.isVisible()
    fill(editor, "transferred_to", "区人社局")
    fill(editor, "transferred_on", "2026-11-23")
    click(editor, "save")
    settle(qtbot, ledger)
    assert kept(ledger)[0].state is MessageState.TRANSFERRED


def test_a_telephone_note_belongs_to_a_message_and_needs_no_account(
    ledger: Window, qtbot: QtBot, opened: Opened
) -> None:
    enter(ledger, qtbot, opened)
    click(ledger, "add_call")
    editor = opened(MessageEditor)
    assert editor.windowTitle() == "电话沟通记录"
    fill(editor, "about_id", "2026-11-23 岷江渔火")
    fill(editor, "nickname", "张先生")
    fill(editor, "phone", "13900001234")
    fill(editor, "text", "来电催问路灯。")
    click(editor, "save")
    settle(qtbot, ledger)
    note = kept(ledger)[-1]
    assert (note.channel, note.state, note.about_id) == (MessageChannel.TELEPHONE, MessageState.NOTED, 1)


def test_the_ledger_is_searched_and_filtered(ledger: Window, qtbot: QtBot, opened: Opened) -> None:
    enter(ledger, qtbot, opened)
    enter(ledger, qtbot, opened, "周六可以办社保卡吗？", "咨询")
    count = find(ledger, QLabel, "count")
    fill(ledger, "search", "社保")
    qtbot.waitUntil(lambda: count.text() == "共1条")
    fill(ledger, "kind", "投诉")
    assert count.text() == "共0条"
    click(ledger, "empty_button")
    qtbot.waitUntil(lambda: count.text() == "共2条")
    fill(ledger, "progress", "已办结")
    assert count.text() == "共0条"


def test_a_message_entered_by_mistake_goes_to_the_bin(
    ledger: Window, qtbot: QtBot, opened: Opened, dialogs: QueuedDialogs
) -> None:
    enter(ledger, qtbot, opened)
    ledger.go(Place("messages", kept(ledger)[0].id, "text"))
    editor = opened(MessageEditor)
    dialogs.press_next("移入回收站")
    click(editor, "recycle")
    settle(qtbot, ledger)
    assert kept(ledger) == ()


def test_ready_texts_are_the_units_own(ledger: Window, qtbot: QtBot, opened: Opened) -> None:
    SnippetsDialog.open_for(ledger.desk, ledger)
    dialog = opened(SnippetsDialog)
    click(dialog, "add")
    fill(dialog, "title", "停水通知")
    click(dialog, "save")
    settle(qtbot, ledger)
    assert "停水通知" in find(dialog, QLabel, "problem").text(), "its text is missing"
    fill(dialog, "text", "您好！停水安排见公告。")
    click(dialog, "save")
    settle(qtbot, ledger)
    with ledger.desk.office.register.read() as reader:
        own = reader.settings().reply_snippets
    assert own is not None
    assert own[-1].title == "停水通知"
    assert len(own) == 8


def test_the_handling_sheet_is_offered_to_the_printer(ledger: Window, qtbot: QtBot, opened: Opened) -> None:
    enter(ledger, qtbot, opened)
    find(ledger, QTableView, "table").selectRow(0)
    click(ledger, "print")
    assert "留言办理单" in texts(opened(PrintDialog))


def test_the_ledger_of_a_quarter_is_printed(
    ledger: Window, qtbot: QtBot, opened: Opened, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    enter(ledger, qtbot, opened)
    chosen: list[tuple[date, date]] = []
    PeriodDialog(ledger.desk, ledger, "哪一段？", lambda begin, end: chosen.append((begin, end))).open()
    dialog = opened(PeriodDialog)
    fill(dialog, "period", "2026年第3季度")
    click(dialog, "save")
    assert chosen == [(date(2026, 7, 1), date(2026, 9, 30))]


def test_the_quarter_before_the_first_is_the_last_of_the_year_before() -> None:
    _, begin, end = usual_periods(date(2026, 2, 3))["last_quarter"]
    assert (begin, end) == (date(2025, 10, 1), date(2025, 12, 31))
