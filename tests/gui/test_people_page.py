"""单位与人员: entered, corrected, really changed, leaving."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QRadioButton, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.fields.choice_box import ChoiceBox
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.model.unit import Role
from pmedia_desktop.services.drafts import list_drafts
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.services.people import save_person
from tests.gui.conftest import TODAY
from tests.gui.hands import click, click_words, edit, fill, find, open_dialog, settle, texts
from tests.gui.held import held
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
    kind = edit(qtbot, window, page, office_phone="028-37600099")
    click(kind, "save")
    settle(qtbot, window)
    person = next(p for p in snapshot(window.desk.office).people if p.name == "王䶮")
    assert person.office_phone == "028-37600099"


#: The sample's account whose opening is only drafted: the opening's form says what is new.
_NOT_FILED_YET = 1


def test_a_new_principal_raises_a_change_filing_for_every_open_account(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    before = {filing.id for filing in snapshot(window.desk.office).filings}
    click_words(page, "修改单位信息…")
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
    assert {filing.account_id for filing in raised} == opened - {_NOT_FILED_YET}
    assert "1份开设备案还没有报送，表上直接按新的内容填写" in window.statusBar().currentMessage()
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


def test_a_register_held_by_another_program_costs_nothing_typed_and_saving_works_afterwards(
    qtbot: QtBot, impatient: None, sample_folder: Path, window: Window, page: Page, dialogs: QueuedDialogs
) -> None:
    click(page, "add")
    dialog = open_dialog(window)
    assert dialog is not None
    settle(qtbot, window)  # the dialog has looked for a draft
    fill(dialog, "name", "吴𬭎")
    dialogs.press_next("知道了")
    with held(sample_folder):
        click(dialog, "save")
        settle(qtbot, window)
    assert dialog.isVisible()
    assert find(dialog, QLineEdit, "name").text() == "吴𬭎"
    click(dialog, "save")
    settle(qtbot, window)
    assert "吴𬭎" in _names(page)


def test_a_person_changed_elsewhere_meanwhile_is_not_overwritten(qtbot: QtBot, window: Window, page: Page) -> None:
    _choose(page, "王䶮")
    click(page, "edit")
    dialog = open_dialog(window)
    assert dialog is not None
    office = window.desk.office
    person = next(p for p in snapshot(office).people if p.name == "王䶮")
    save_person(office, replace(person, department="党政办公室"))
    fill(dialog, "email", "wang@example.cn")
    click(dialog, "save")
    settle(qtbot, window)
    assert "在别处已经修改过" in texts(dialog)
    assert next(p for p in snapshot(office).people if p.id == person.id).department == "党政办公室"


def test_an_edit_that_was_cut_off_is_there_again_and_today_leads_to_it(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    _choose(page, "王䶮")
    click(page, "edit")
    dialog = open_dialog(window)
    assert dialog is not None
    with qtbot.waitSignal(window.desk.drafts_kept, timeout=5000):
        fill(dialog, "email", "wang@example.cn")
    dialog.done(0)
    window.go(Place("today"))
    settle(qtbot, window)
    assert "接着填：修改“王䶮”的信息" in texts(window)
    click_words(window.page("today"), "继续")
    settle(qtbot, window)
    again = open_dialog(window)
    assert again is not None
    assert find(again, QLineEdit, "email").text() == "wang@example.cn"
    click(again, "save")
    settle(qtbot, window)
    assert list_drafts(window.desk.office) == {}


def test_an_edit_given_up_is_not_offered_again(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs
) -> None:
    _choose(page, "王䶮")
    click(page, "edit")
    dialog = open_dialog(window)
    assert dialog is not None
    with qtbot.waitSignal(window.desk.drafts_kept, timeout=5000):
        fill(dialog, "email", "wang@example.cn")
    dialogs.press_next("放弃修改")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert list_drafts(window.desk.office) == {}


def test_a_holder_who_leaves_names_a_successor_and_every_account_gets_its_change_form(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    known = snapshot(window.desk.office)
    held_before = [a for a in known.accounts if a.state.is_open and a.holder_id]
    leaving = next(p for p in known.people if p.id == held_before[0].holder_id)
    held_accounts = [a for a in held_before if a.holder_id == leaving.id]
    successor = next(p for p in known.people if p.id != leaving.id and not p.has_left(TODAY))
    _choose(page, leaving.name)
    click(page, "leave")
    dialog = open_dialog(window)
    assert dialog is not None
    assert held_accounts[0].name in texts(dialog)
    fill(dialog, "holder_id", successor.name)
    click(dialog, "save")
    settle(qtbot, window)
    after = snapshot(window.desk.office)
    assert {a.holder_id for a in after.accounts if a.id in {h.id for h in held_accounts}} == {successor.id}
    raised = {filing.account_id for filing in after.filings[len(known.filings) :]}
    assert raised == {account.id for account in held_accounts} - {_NOT_FILED_YET}
    gone = after.person(leaving.id)
    assert gone is not None
    assert gone.until == TODAY


def test_somebody_without_accounts_leaves_without_a_question_about_a_successor(window: Window, page: Page) -> None:
    known = snapshot(window.desk.office)
    holders = {a.holder_id for a in known.accounts}
    person = next(p for p in known.people if p.id not in holders and p.until is None and p.name in _names(page))
    _choose(page, person.name)
    click(page, "leave")
    dialog = open_dialog(window)
    assert dialog is not None
    assert not find(dialog, ChoiceBox, "holder_id").isVisible()


def test_the_units_rules_are_kept_with_the_unit(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    rules = tmp_path / "政务新媒体管理制度.docx"
    rules.write_bytes(b"rules")
    window.go(Place("people", 0, "attachments"))
    settle(qtbot, window)
    assert open_dialog(window) is None
    click(page, "attach")
    dialog = open_dialog(window)
    assert dialog is not None
    dialogs.choose_next(rules)
    click(dialog, "browse")
    fill(dialog, "attachment_kind", "管理制度")
    click(dialog, "save")
    settle(qtbot, window)
    (kept,) = (a for a in snapshot(window.desk.office).attachments if a.subject_kind is SubjectKind.UNIT)
    assert (kept.file_name, kept.kind) == (rules.name, AttachmentKind.RULES)
    model = find(page, QTableView, "attachments").model()
    assert [model.index(0, column).data() for column in (0, 1)] == [rules.name, "管理制度"]
    tabs = find(page, QTabWidget, "tabs")
    assert tabs.tabText(tabs.currentIndex()) == "单位附件（1）"
