"""单位与人员: entered, corrected, really changed, leaving."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QPushButton, QRadioButton, QTableView
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.unit import Role
from pmedia_desktop.services.office import snapshot
from tests.gui.hands import click, click_words, fill, find, open_dialog, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Page:
    window.go(Place("people"))
    settle(qtbot, window)
    return window.page("people")


def _names(page: Page) -> list[str]:
    model = find(page, QTableView, "table").model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def _choose(page: Page, name: str) -> None:
    find(page, QTableView, "table").selectRow(_names(page).index(name))


def test_the_unit_and_its_people_are_shown_those_who_left_on_request(page: Page) -> None:
    assert "眉山市彭山区示例镇人民政府" in texts(page)
    assert "王䶮" in _names(page)
    assert "周喆" not in _names(page)
    find(page, QCheckBox, "show_left").click()
    assert "周喆" in _names(page)


def test_a_person_is_added_with_a_rare_name_and_roles(qtbot: QtBot, window: Window, page: Page) -> None:
    click(page, "add")
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "name", "吴𬭎")
    fill(dialog, "post", "工作人员")
    fill(dialog, "office_phone", "０２８－３７６０００１０")
    find(dialog, QCheckBox, "role_reviewer").click()
    click(dialog, "save")
    settle(qtbot, window)
    assert "吴𬭎" in _names(page)
    person = next(p for p in snapshot(window.desk.office).people if p.name == "吴𬭎")
    assert person.office_phone == "028-37600010"
    assert person.roles == (Role.REVIEWER,)


def test_a_wrong_telephone_is_said_at_its_field(qtbot: QtBot, window: Window, page: Page) -> None:
    click(page, "add")
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "name", "吴一")
    fill(dialog, "mobile_phone", "abc")
    click(dialog, "save")
    settle(qtbot, window)
    assert "不像电话号码" in texts(dialog)
    assert dialog.isVisible()


def test_a_new_telephone_of_the_principal_is_asked_about_and_may_be_a_correction(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    _choose(page, "王䶮")
    click(page, "edit")
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "office_phone", "028-37600099")
    click(dialog, "save")
    settle(qtbot, window)
    kind = open_dialog(window)
    assert kind is not None
    assert kind is not dialog
    click(kind, "save")
    settle(qtbot, window)
    person = next(p for p in snapshot(window.desk.office).people if p.name == "王䶮")
    assert person.office_phone == "028-37600099"


def test_a_new_principal_raises_a_change_filing_for_every_open_account(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    before = {filing.id for filing in snapshot(window.desk.office).filings}
    click_words(page, "修改单位信息")
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "principal_id", "赵㛃")
    click(dialog, "save")
    settle(qtbot, window)
    kind = open_dialog(window)
    assert kind is not None
    QTest.mouseClick(find(kind, QRadioButton, "real_change"), Qt.MouseButton.LeftButton)
    fill(kind, "effective_on", "2026-11-18")
    fill(kind, "reason", "人事调整")
    click(kind, "save")
    settle(qtbot, window)
    assert open_dialog(window) is None
    known = snapshot(window.desk.office)
    raised = [filing for filing in known.filings if filing.id not in before]
    opened = {account.id for account in known.accounts if account.state.is_open}
    assert {filing.account_id for filing in raised} == opened
    assert all(filing.state is FilingState.DRAFT for filing in raised)


def test_a_person_leaves_with_a_last_day_and_the_record_is_kept(qtbot: QtBot, window: Window, page: Page) -> None:
    _choose(page, "陈𣲗")
    click(page, "leave")
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "until", "2026-11-20")
    click(dialog, "save")
    settle(qtbot, window)
    assert "陈𣲗" not in _names(page)
    find(page, QCheckBox, "show_left").click()
    assert "陈𣲗" in _names(page)
    _choose(page, "陈𣲗")
    assert not find(page, QPushButton, "leave").isEnabled()


def test_a_person_entered_by_mistake_goes_into_the_recycle_bin_and_one_in_office_does_not(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs
) -> None:
    find(page, QCheckBox, "show_left").click()
    _choose(page, "周喆")
    dialogs.press_next("移入回收站")
    click(page, "recycle")
    settle(qtbot, window)
    assert "周喆" not in _names(page)
    _choose(page, "王䶮")
    dialogs.press_next("移入回收站", "知道了")
    click(page, "recycle")
    settle(qtbot, window)
    assert "王䶮" in _names(page)


def test_a_wrong_credit_code_is_refused_at_its_field(qtbot: QtBot, window: Window, page: Page) -> None:
    window.go(Place("people", 0, "credit_code"))
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "credit_code", "11511422MB00000011")
    click(dialog, "save")
    settle(qtbot, window)
    assert "统一社会信用代码" in texts(dialog)
    assert "校验码" in texts(dialog)
