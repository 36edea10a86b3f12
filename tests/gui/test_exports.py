"""What the window shows is taken out as files: every table, the ledger in the unit's own columns, the deadlines."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QPushButton, QTableView, QToolButton
from pytestqt.qtbot import QtBot

from pmedia_desktop.exchange.delimited import read_delimited
from pmedia_desktop.exchange.reading import read_tables
from pmedia_desktop.gui.pages import pages
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.table_export import TableExport
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.message import Message, MessageChannel
from pmedia_desktop.services.importing.plan import RowOutcome, plan_import
from pmedia_desktop.services.message.messages import save_message
from pmedia_desktop.services.office import snapshot
from tests.gui.hands import click, find, open_dialog, settle
from tests.gui.queued_dialogs import QueuedDialogs


def visit(qtbot: QtBot, window: Window, place: Place) -> QTableView:
    window.go(place)
    settle(qtbot, window)
    return find(window.page(place.page), QTableView, "table")


def choose_in_menu(button: QPushButton | QToolButton, words: str) -> None:
    action = next(action for action in button.menu().actions() if action.text() == words)
    action.trigger()


def test_a_table_is_exported_as_it_stands_on_the_screen(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    table = visit(qtbot, window, Place("accounts"))
    file = tmp_path / "账号.xlsx"
    dialogs.choose_next(file)
    choose_in_menu(find(table, QToolButton, "export_table"), "导出为Excel表格…")
    settle(qtbot, window)
    (sheet,) = read_tables(file)
    assert sheet.name == "账号列表"
    headings, *lines = (row.cells for row in sheet.rows)
    assert headings[:3] == ("账号名称", "平台", "账号ID")
    assert "粉丝数" not in headings, "a column that is not shown is not exported"
    assert ("示例镇发布", "新浪微博", "7300000001") in [line[:3] for line in lines]
    assert len(lines) == table.model().rowCount()


def test_a_table_is_exported_by_the_keyboard_as_csv_in_utf_8_with_its_mark(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    table = visit(qtbot, window, Place("people"))
    table.setFocus()
    file = tmp_path / "人员.xlsx"
    dialogs.choose_next(file)
    qtbot.keyClick(table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, window)
    assert file.exists()
    text = tmp_path / "人员.csv"
    dialogs.choose_next(text)
    choose_in_menu(find(table, QToolButton, "export_table"), "导出为csv…")
    settle(qtbot, window)
    content = text.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert read_delimited(content).rows[0].cells[0] == "姓名"


def test_exported_messages_are_known_again_when_they_are_imported_also_calls(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    office = window.desk.office
    account = snapshot(office).accounts[0]
    said = Message(received_on=date(2026, 11, 20), received_time="09:05", nickname="大山", text="几点上班？")
    save_message(office, replace(said, account_id=account.id))
    save_message(office, replace(said, channel=MessageChannel.TELEPHONE, text="来电\n问路"))
    table = visit(qtbot, window, Place("messages"))
    file = tmp_path / "留言.xlsx"
    dialogs.choose_next(file)
    choose_in_menu(find(table, QToolButton, "export_table"), "导出为Excel表格…")
    settle(qtbot, window)
    plan = plan_import(office, file)
    assert [(row.what, row.outcome, row.why) for row in plan.rows] == [
        ("来电 问路", RowOutcome.UNCHANGED, ""),
        ("几点上班？", RowOutcome.UNCHANGED, ""),
    ]


def test_every_table_of_every_page_offers_its_export(qtbot: QtBot, window: Window) -> None:
    for entry in pages():
        if entry.takes or entry.key == "first_start":
            continue
        window.go(Place(entry.key))
        settle(qtbot, window)
        for table in window.page(entry.key).findChildren(QTableView):
            if type(table) is QTableView:
                assert table.findChild(TableExport) is not None, (entry.key, table.objectName())


def test_a_file_that_cannot_be_written_is_explained(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    table = visit(qtbot, window, Place("accounts"))
    (tmp_path / "是文件").write_bytes(b"")
    dialogs.choose_next(tmp_path / "是文件" / "账号.xlsx")
    dialogs.press_next("知道了")
    choose_in_menu(find(table, QToolButton, "export_table"), "导出为Excel表格…")
    settle(qtbot, window)
    assert "写不了文件" in dialogs.shown[-1]


def test_the_ledger_is_exported_in_the_national_columns_and_then_in_the_units_own(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    visit(qtbot, window, Place("accounts"))
    page = window.page("accounts")
    button = find(page, QPushButton, "export_ledger")
    national, own = tmp_path / "台账.xlsx", tmp_path / "own.csv"
    dialogs.choose_next(national)
    choose_in_menu(button, "台账（Excel）…")
    settle(qtbot, window)
    assert read_tables(national)[0].rows[0].cells[:3] == ("填报单位标识码", "账号类型", "账号类型名称")
    choose_in_menu(button, "台账的列…")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    columns = find(dialog, QListWidget, "columns")
    for words in ("账号名称", "平台", "账号管理员手机"):
        (item,) = columns.findItems(words, Qt.MatchFlag.MatchExactly)
        item.setCheckState(Qt.CheckState.Checked)
        settle(qtbot, window)
    click(dialog, "save")
    settle(qtbot, window)
    dialogs.choose_next(own)
    choose_in_menu(button, "台账（csv）…")
    settle(qtbot, window)
    assert read_delimited(own.read_bytes()).rows[0].cells == ("账号名称", "平台", "账号管理员手机")


def test_the_days_deadlines_are_exported_for_the_calendar_with_their_reasons(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    window.go(Place("today"))
    settle(qtbot, window)
    file = tmp_path / "期限.ics"
    dialogs.choose_next(file)
    click(window.page("today"), "export_deadlines")
    settle(qtbot, window)
    text = file.read_bytes().decode().replace("\r\n ", "")
    assert "BEGIN:VEVENT" in text
    assert "DESCRIPTION:" in text
    assert "第七条" in text
