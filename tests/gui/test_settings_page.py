"""设置: terms, the table of changes, ticked holidays, backups and restore, the journal."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableView,
    QTableWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.exchange.delimited import read_delimited
from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.settings.holiday_notice import HolidayNoticeDialog
from pmedia_desktop.gui.settings.year_calendar import YearCalendar
from pmedia_desktop.gui.theme import Theme
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.message import Message
from pmedia_desktop.model.settings import ChangeDuty, ClosureReading, OpinionBox
from pmedia_desktop.services.backup.backups import verify
from pmedia_desktop.services.journal.history import read_history
from pmedia_desktop.services.message.messages import save_message
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.services.people import save_person
from pmedia_desktop.services.settings import calendar_of, read_settings, read_year
from tests.gui.conftest import OpenTab
from tests.gui.hands import click, fill, find, open_dialog, pause, press_key, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs


def test_terms_and_readings_are_saved_and_today_counts_by_them(qtbot: QtBot, window: Window, open_tab: OpenTab) -> None:
    tab = open_tab("terms")
    find(tab, QSpinBox, "closure_days").setValue(3)
    fill(tab, "closure_reading", "从申请注销之日起算")
    fill(tab, "certification_warning_days", "60，15")
    click(tab, "save")
    settle(qtbot, window)
    settings = read_settings(window.desk.office)
    assert settings.closure_days == 3
    assert settings.closure_reading is ClosureReading.REQUEST
    assert settings.certification_warning_days == (60, 15)
    window.go(Place("today"))
    settle(qtbot, window)
    assert "第3个工作日" in texts(window.page("today"))


def test_a_freeze_table_that_makes_no_sense_is_refused(qtbot: QtBot, window: Window, open_tab: OpenTab) -> None:
    tab = open_tab("terms")
    table = find(tab, QTableWidget, "freeze_tiers")
    item = table.item(1, 0)
    assert item is not None
    as_shown = item.text()
    item.setText("10")
    click(tab, "save")
    settle(qtbot, window)
    assert "粉丝数须从小到大" in texts(tab)
    item.setText("很多")
    click(tab, "save")
    assert "冻结期第2档不是数字" in texts(tab)
    item.setText(as_shown)


def test_the_table_of_changes_is_the_units_own_and_can_be_reset(
    qtbot: QtBot, window: Window, open_tab: OpenTab
) -> None:
    tab = open_tab("changes")
    boxes = {box.accessibleName(): box for box in tab.findChildren(ChoiceBox)}
    assert boxes["账号管理员"].choice() is ChangeDuty.FILE
    boxes["账号管理员"].setCurrentText("内部记录")
    click(tab, "save")
    settle(qtbot, window)
    assert read_settings(window.desk.office).change_duties == (("holder_id", ChangeDuty.INTERNAL),)
    click(tab, "defaults")
    assert boxes["账号管理员"].choice() is ChangeDuty.FILE
    click(tab, "save")
    settle(qtbot, window)
    assert read_settings(window.desk.office).change_duties == ()


def test_a_year_without_a_notice_is_marked_and_ticked_by_mouse_and_keys(
    qtbot: QtBot, window: Window, open_tab: OpenTab
) -> None:
    tab = open_tab("holidays")
    assert find(tab, QLabel, "year").text() == "2027年"
    assert "按法定节日推算" in texts(tab)
    calendar = find(tab, YearCalendar, "calendar")
    spring_festival = date(2027, 2, 11)
    QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=calendar.cell_of(spring_festival).center())
    assert spring_festival in calendar.days_off()
    calendar.setFocus()
    press_key(calendar, Qt.Key.Key_Right)
    press_key(calendar, Qt.Key.Key_Right)
    press_key(calendar, Qt.Key.Key_Space)
    assert date(2027, 2, 13) in calendar.makeup_workdays()
    assert calendar.accessibleDescription() == "2027年2月13日　调休上班"
    fill(tab, "source", "国务院办公厅关于2027年部分节假日安排的通知")
    click(tab, "save")
    settle(qtbot, window)
    schedule, estimated = read_year(window.desk.office, 2027)
    assert not estimated
    assert spring_festival in schedule.days_off
    assert schedule.makeup_workdays == (date(2027, 2, 13),)
    assert "已公布" in texts(tab)


def test_a_pasted_notice_is_ticked_and_saved_after_a_look(qtbot: QtBot, window: Window, open_tab: OpenTab) -> None:
    tab = open_tab("holidays")
    click(tab, "from_notice")
    dialog = window.findChild(HolidayNoticeDialog)
    find(dialog, QPlainTextEdit, "text").setPlainText("明年放假再说")
    click(dialog, "read")
    settle(qtbot, window)
    assert "请粘贴" in find(dialog, QLabel, "problem").text()
    find(dialog, QPlainTextEdit, "text").setPlainText(
        "国务院办公厅关于2028年部分节假日安排的通知\n"
        "一、元旦：2027年12月31日（周五）至2028年1月2日（周六）放假，共3天。1月8日（周六）上班。"
    )
    click(dialog, "read")
    settle(qtbot, window)
    assert "1月2日不是周六" in find(dialog, QLabel, "problem").text()
    click(dialog, "read")
    settle(qtbot, window)
    assert find(tab, QLabel, "year").text() == "2028年"
    assert read_year(window.desk.office, 2028)[1], "nothing is saved before the look"
    click(tab, "save")
    settle(qtbot, window)
    assert not calendar_of(window.desk.office).is_working_day(date(2027, 12, 31))
    schedule, estimated = read_year(window.desk.office, 2028)
    assert not estimated
    assert schedule.makeup_workdays == (date(2028, 1, 8),)
    assert schedule.source == "国务院办公厅关于2028年部分节假日安排的通知"


def test_a_second_click_takes_a_tick_back(qtbot: QtBot, theme: Theme) -> None:
    calendar = YearCalendar()
    qtbot.addWidget(calendar)
    calendar.resize(calendar.sizeHint())
    calendar.show_year(2026, [], [])
    for day in (date(2026, 3, 4), date(2026, 3, 7), date(2026, 12, 31)):
        for _ in range(2):
            QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=calendar.cell_of(day).center())
    assert calendar.days_off() == calendar.makeup_workdays() == ()


def test_copies_boxes_and_colours_are_saved(qtbot: QtBot, window: Window, open_tab: OpenTab, theme: Theme) -> None:
    tab = open_tab("printing")
    find(tab, QSpinBox, "copies").setValue(3)
    find(tab, QWidget, "box_cyberspace").setFocus()
    QTest.keyClick(find(tab, QWidget, "box_cyberspace"), Qt.Key.Key_Space)
    fill(tab, "theme", "深色")
    click(tab, "save")
    settle(qtbot, window)
    try:
        settings = read_settings(window.desk.office)
        assert settings.copies == 3
        assert settings.opinion_boxes == (OpinionBox.CYBERSPACE,)
        assert theme.is_dark
    finally:
        theme.choose("light")


def test_the_register_is_verified_in_words(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs
) -> None:
    dialogs.press_next("知道了")
    click(open_tab("backups"), "verify")
    settle(qtbot, window)
    assert "登记册没有问题" in dialogs.shown[-1]


def test_the_journal_speaks_plain_words_without_hash_values(window: Window, open_tab: OpenTab) -> None:
    tab = open_tab("journal")
    table = find(tab, QTableView, "table")
    model = table.model()
    words = " ".join(
        str(model.index(row, column).data()) for row in range(model.rowCount()) for column in range(model.columnCount())
    )
    assert "登记账号" in words
    assert "账号管理员：“李𬱖”改为“陈𣲗”" in words
    assert not [word for word in words.split() if len(word) >= 32 and all(c in "0123456789abcdef" for c in word)]
    table.selectRow(0)
    assert find(tab, QLabel, "details").text()
    assert not find(tab, QPushButton, "older").isEnabled()


def test_leaving_with_something_unsaved_asks(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs
) -> None:
    tab = open_tab("terms")
    before = read_settings(window.desk.office).closure_days
    find(tab, QSpinBox, "closure_days").setValue(before + 1)
    dialogs.press_next("取消")
    window.go(Place("today"))
    assert window.here == Place("settings", 0, "terms")
    assert find(tab, QSpinBox, "closure_days").value() == before + 1
    dialogs.press_next("不保存")
    window.go(Place("today"))
    settle(qtbot, window)
    assert window.here == Place("today")
    tab = open_tab("terms")
    assert find(tab, QSpinBox, "closure_days").value() == before
    find(tab, QSpinBox, "closure_days").setValue(before + 2)
    dialogs.press_next("保存")
    window.go(Place("today"))
    settle(qtbot, window)
    assert read_settings(window.desk.office).closure_days == before + 2


def test_ticks_of_a_year_are_asked_about_before_another_year_is_shown(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs
) -> None:
    tab = open_tab("holidays")
    calendar = find(tab, YearCalendar, "calendar")
    day = date(2027, 2, 11)
    calendar.toggle(day)
    dialogs.press_next("取消")
    click(tab, "later")
    assert find(tab, QLabel, "year").text() == "2027年"
    assert day in calendar.days_off()
    dialogs.press_next("保存")
    fill(tab, "source", "国务院办公厅关于2027年部分节假日安排的通知")
    click(tab, "later")
    settle(qtbot, window)
    assert find(tab, QLabel, "year").text() == "2028年"
    assert day in read_year(window.desk.office, 2027)[0].days_off
    click(tab, "earlier")
    settle(qtbot, window)
    assert day in calendar.days_off()


def test_an_entry_of_the_journal_is_read_whole_in_a_dialog(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs
) -> None:
    tab = open_tab("journal")
    table = find(tab, QTableView, "table")
    row = next(n for n in range(table.model().rowCount()) if len(str(table.model().index(n, 4).data())) > 20)
    table.setCurrentIndex(table.model().index(row, 0))
    dialogs.press_next("知道了")
    press_key(table, Qt.Key.Key_Return)
    for part in str(table.model().index(row, 4).data()).split("；"):
        assert part in dialogs.shown[-1]


def test_the_journal_is_searched_exported_whole_and_printed_as_an_extract(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    tab = open_tab("journal")
    everything = find(tab, QTableView, "table").model().rowCount()
    fill(tab, "action", "登记账号")
    settle(qtbot, window)
    accounts = find(tab, QTableView, "table").model().rowCount()
    assert 0 < accounts < everything
    fill(tab, "text", "示例镇微政务")
    pause(qtbot, window)
    assert find(tab, QTableView, "table").model().rowCount() == 1
    file = tmp_path / "操作记录.csv"
    dialogs.choose_next(file)
    find(tab, QToolButton, "export_table").menu().actions()[1].trigger()
    settle(qtbot, window)
    lines = read_delimited(file.read_bytes()).rows
    assert len(lines) == 2
    assert len(str(lines[1].cells[7])) == 64, "the chain value"
    click(tab, "print_extract")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    assert dialog.windowTitle() == "操作记录摘录"
    dialog.reject()


def test_filters_of_the_journal_that_nothing_fits_say_so_and_are_cleared(
    qtbot: QtBot, window: Window, open_tab: OpenTab
) -> None:
    tab = open_tab("journal")
    table = find(tab, QTableView, "table")
    everything = table.model().rowCount()
    fill(tab, "since", "2026-12-01")
    fill(tab, "until", "2026-11-01")
    pause(qtbot, window)
    assert "开始日期晚于结束日期" in texts(tab)
    fill(tab, "since", "")
    fill(tab, "text", "没有这样的字")
    pause(qtbot, window)
    assert "没有符合条件的操作记录" in texts(tab)
    click(tab, "empty_button")
    settle(qtbot, window)
    assert (table.isVisible(), table.model().rowCount()) == (True, everything)


def test_old_entries_of_the_journal_are_archived_and_exported_with_the_others(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    tab = open_tab("journal")
    entries = len(read_history(window.desk.office, limit=1000))
    dialogs.press_next("2023年以前的", "知道了")
    click(tab, "archive")
    settle(qtbot, window)
    assert "不需要归档" in dialogs.shown[-1]
    assert find(tab, QTableView, "table").model().rowCount() > 2
    window.desk.sit_down(replace(window.desk.office, fixed_day=date(2099, 1, 1)))
    dialogs.press_next("2098年以前的", "知道了")
    click(tab, "archive")
    settle(qtbot, window)
    (file,) = (window.desk.office.folder / "archives").iterdir()
    assert str(file) in dialogs.shown[-1]
    assert find(tab, QTableView, "table").model().rowCount() == 2
    assert verify(window.desk.office).notes == ()
    for label, rows in (("连同归档的", entries + 2), ("只要登记册里的", 3)):
        dialogs.press_next(label)
        dialogs.choose_next(tmp_path / f"{label}.csv")
        find(tab, QToolButton, "export_table").menu().actions()[1].trigger()
        settle(qtbot, window)
        assert len(read_delimited((tmp_path / f"{label}.csv").read_bytes()).rows) == rows


def test_personal_data_is_erased_after_the_term_that_is_set(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs
) -> None:
    (left,) = [person for person in snapshot(window.desk.office).people if person.until is not None]
    save_person(window.desk.office, replace(left, until=date(2026, 10, 1)))
    tab = open_tab("personal_data")
    assert "没有到期的" in texts(tab)
    find(tab, QSpinBox, "people_kept_months").setValue(1)
    click(tab, "save")
    settle(qtbot, window)
    table = find(tab, QTableView, "table")
    assert table.model().index(0, 1).data() == left.name
    dialogs.press_next("清除")
    click(tab, "erase")
    settle(qtbot, window)
    assert "没有到期的" in texts(tab)
    (person,) = [person for person in snapshot(window.desk.office).people if person.id == left.id]
    assert (person.mobile_phone, person.office_phone) == ("", "")


def test_earlier_messages_keep_their_terms_until_the_unit_says_otherwise(
    qtbot: QtBot, window: Window, open_tab: OpenTab, dialogs: QueuedDialogs
) -> None:
    account, before = snapshot(window.desk.office).accounts[0], date(2026, 11, 19)
    save_message(window.desk.office, Message(account_id=account.id, received_on=before, text="几点上班？"))
    tab = open_tab("replies")
    assert not find(tab, QWidget, "earlier_terms").isVisible()
    find(tab, QSpinBox, "inquiry_days").setValue(3)
    click(tab, "save")
    settle(qtbot, window)
    assert find(tab, QWidget, "earlier_terms").isVisible()
    assert "及以前收到的留言：咨询5、" in find(tab, QLabel, "earlier_words").text()
    find(tab, QSpinBox, "help_days").setValue(4)
    dialogs.press_next("按现在的天数算")
    click(tab, "forget_earlier")
    settle(qtbot, window)
    assert not find(tab, QWidget, "earlier_terms").isVisible()
    kept = read_settings(window.desk.office)
    assert (kept.inquiry_days, kept.help_days, kept.earlier_reply_terms) == (3, 5, ())
    assert find(tab, QSpinBox, "help_days").value() == 4, "what is typed and not saved stays"
    dialogs.press_next("不保存")
