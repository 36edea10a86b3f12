"""A filing's own page: its steps, its form, what leads where, and that nothing typed is lost."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QTableWidget,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.filings.step_dialog import (
    NATIONAL_CHECK,
    PAPER_STEPS,
    PLATFORM_STAGES,
    StepDialog,
    StepEntry,
)
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.filing import Approval, Filing, FilingState
from pmedia_desktop.services import accounts, attachments, filing_process, filings, papers
from pmedia_desktop.services.office import Office, snapshot
from tests.gui.conftest import TODAY, OpenWindow
from tests.gui.hands import click, click_words, fill, find, open_dialog, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs

_OPENING, _CHANGE, _CLOSURE = 1, 2, 3


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Page:
    return _visit(qtbot, window, _OPENING)


def _visit(qtbot: QtBot, window: Window, filing_id: int, field: str = "") -> Page:
    window.go(Place("filing", filing_id, field))
    settle(qtbot, window)
    return window.page("filing")


def _filing(window: Window, filing_id: int) -> Filing:
    return filings.filing_page(window.desk.office, filing_id).filing


def _dialog(window: Window) -> StepDialog:
    dialog = open_dialog(window, StepDialog)
    assert isinstance(dialog, StepDialog)
    return dialog


def _enter(qtbot: QtBot, window: Window, page: Page, button: str, **fields: str) -> None:
    """Press a step's button, fill its dialog, and let it be entered."""
    click_words(page, button)
    settle(qtbot, window)
    dialog = _dialog(window)
    for name, text in fields.items():
        fill(dialog, name, text)
    click(dialog, "save")
    settle(qtbot, window)


def _tab(page: Page) -> str:
    return find(page, QTabWidget, "tabs").currentWidget().objectName()


def _printed(window: Window, filing_id: int) -> Filing:
    return papers.print_filing(window.desk.office, filing_id, "送签").value.filing


def _taken_to(office: Office, filing_id: int, state: FilingState) -> Filing:
    """Take a filing to a state by the services, every step today."""
    filing = papers.print_filing(office, filing_id, "送签").value.filing
    for step in (FilingState.SIGNED, FilingState.SEALED, FilingState.SUBMITTED):
        if filing.state is state:
            break
        filing = filing_process.advance_filing(office, filing, step, TODAY).value
    return filing


def test_the_page_says_until_when_from_which_day_and_how_else_it_could_be_counted(page: Page) -> None:
    said = texts(find(page, QFrame, "term"))
    assert "报送期限：最迟2026年12月1日（还有8天）" in said
    assert "从主要领导批准之日起算：11月17日为第0天，第10个工作日是12月1日" in said
    assert "从开通或变更生效之日起算：到2026年12月3日" in said


def test_the_steps_are_walked_from_signature_to_the_national_system(qtbot: QtBot, window: Window, page: Page) -> None:
    papers.print_filing(window.desk.office, _OPENING)
    page.refresh(frozenset())
    settle(qtbot, window)
    _enter(qtbot, window, page, "登记签字…", signed_on="2026-11-20")
    _enter(qtbot, window, page, "登记用印…", sealed_on="2026-11-20")
    _enter(
        qtbot, window, page, "登记报送…", submitted_on="2026-11-21", submitted_how="当面送交", receiver="区政府办张三"
    )
    assert "2026年11月21日已经报送" in texts(find(page, QFrame, "term"))
    _enter(qtbot, window, page, "登记收悉…", received_on="2026-11-22")
    _enter(qtbot, window, page, "登记备案…", number="彭政媒备〔2026〕7号")
    _enter(qtbot, window, page, "登记核对…", national_state="正常")
    filing = _filing(window, _OPENING)
    assert filing.state is FilingState.FILED
    assert (filing.signed_on, filing.sealed_on) == (date(2026, 11, 20), date(2026, 11, 20))
    assert (filing.submitted_on, filing.submitted_how, filing.receiver) == (
        date(2026, 11, 21),
        "当面送交",
        "区政府办张三",
    )
    assert (filing.received_on, filing.filed_on) == (date(2026, 11, 22), TODAY)
    assert (filing.number, filing.national_state) == ("彭政媒备〔2026〕7号", "正常")


def test_a_form_signed_outside_the_program_is_entered_without_printing_it(
    qtbot: QtBot, window: Window, page: Page
) -> None:
    _enter(qtbot, window, page, "已签字，补登…", signed_on="2026-11-18")
    filing = _filing(window, _OPENING)
    assert (filing.state, filing.signed_on, filing.printing) == (FilingState.SIGNED, date(2026, 11, 18), None)


def test_a_step_on_an_impossible_day_is_refused_at_its_field(qtbot: QtBot, window: Window, page: Page) -> None:
    _printed(window, _OPENING)
    page.refresh(frozenset())
    settle(qtbot, window)
    click_words(page, "登记签字…")
    settle(qtbot, window)
    dialog = _dialog(window)
    fill(dialog, "signed_on", "2026-12-30")
    click(dialog, "save")
    settle(qtbot, window)
    assert "还没有到" in find(dialog, QLabel, "problem").text()
    fill(dialog, "signed_on", "")
    click(dialog, "save")
    assert "还没有填写签字日期" in find(dialog, QLabel, "problem").text()
    fill(dialog, "signed_on", "2026-11-20")
    click(dialog, "save")
    settle(qtbot, window)
    assert _filing(window, _OPENING).signed_on == date(2026, 11, 20)


def test_the_dialog_of_the_signature_says_what_the_term_will_be(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    filing = _filing(window, _CHANGE)
    filing_process.save_filing(office, replace(filing, approval=Approval()))
    page = _visit(qtbot, window, _CHANGE)
    click_words(page, "已签字，补登…")
    settle(qtbot, window)
    dialog = _dialog(window)
    fill(dialog, "signed_on", "2026-11-23")
    settle(qtbot, window)
    assert "第10个工作日是12月7日" in find(dialog, QLabel, "outlook").text()
    assert find(dialog, QLineEdit, "approval_by").text() == "王䶮"
    dialog.reject()


def test_a_scan_chosen_with_a_step_is_kept_with_the_filing(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    scan = tmp_path / "签字扫描.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    click_words(page, "已签字，补登…")
    settle(qtbot, window)
    dialog = _dialog(window)
    dialogs.choose_next(scan)
    click(dialog, "browse_scan")
    click(dialog, "save")
    settle(qtbot, window)
    kept = filings.filing_page(window.desk.office, _OPENING).attachments[-1]
    assert kept.file_name == "签字扫描.pdf"
    assert attachments.read_attachment(window.desk.office, kept.id)[1] == b"%PDF-1.4 scan"
    model = find(page, QTableView, "attachments").model()
    assert "签字扫描.pdf" in [model.index(row, 0).data() for row in range(model.rowCount())]


def test_what_is_missing_leads_to_its_field(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    filing_process.save_filing(office, replace(_filing(window, _OPENING), reason="", preparer_phone=""))
    page = _visit(qtbot, window, _OPENING)
    assert "还缺2项" in texts(page)
    need = next(label for label in page.findChildren(QLabel) if label.accessibleName() == "还没有填写事由。")
    need.linkActivated.emit("#")
    focus = window.focusWidget()
    assert focus is find(page, QPlainTextEdit, "reason")
    find(page, QTabWidget, "tabs").setCurrentIndex(2)
    assert "还没有填写填表人的电话" in texts(find(page, QWidget, "checks"))
    click_words(page, "去补充")
    assert _tab(page) == "content_tab"


def test_a_need_of_the_account_leads_to_the_account(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    known = accounts.account_page(office, 1).account
    accounts.correct_account(office, replace(known, homepage=""))
    page = _visit(qtbot, window, _OPENING)
    click_words(page, "继续填写")
    settle(qtbot, window)
    assert window.here == Place("account", 1, "homepage")
    dialog = open_dialog(window)
    assert dialog is not None
    dialog.reject()


def test_what_is_typed_is_saved_on_request(qtbot: QtBot, window: Window, page: Page) -> None:
    bar = find(page, QFrame, "save_bar")
    assert not bar.isVisible()
    fill(page, "reason", "另一个事由")
    assert bar.isVisible()
    click(page, "save")
    settle(qtbot, window)
    assert not bar.isVisible()
    assert _filing(window, _OPENING).reason == "另一个事由"


def test_what_is_typed_is_taken_back_on_request(qtbot: QtBot, window: Window, page: Page) -> None:
    before = _filing(window, _OPENING).reason
    fill(page, "reason", "另一个事由")
    click(page, "drop")
    settle(qtbot, window)
    assert find(page, QPlainTextEdit, "reason").toPlainText() == before
    assert not find(page, QFrame, "save_bar").isVisible()


def test_what_is_not_saved_is_there_again_after_leaving_and_after_a_restart(
    qtbot: QtBot, window: Window, page: Page, open_window: OpenWindow
) -> None:
    fill(page, "reason", "没有保存的事由")
    fill(page, "event_on", "下周")
    window.go(Place("filing", _CHANGE))
    settle(qtbot, window)
    assert find(page, QPlainTextEdit, "reason").toPlainText() != "没有保存的事由"
    again = open_window(window.desk.office.folder)
    page = _visit(qtbot, again, _OPENING)
    assert find(page, QPlainTextEdit, "reason").toPlainText() == "没有保存的事由"
    assert "还没有保存" in texts(find(page, QFrame, "save_bar"))
    click(page, "save")
    settle(qtbot, again)
    assert "不是日期" in find(page, QLabel, "problem").text()


def test_a_change_elsewhere_does_not_wipe_what_is_being_typed(qtbot: QtBot, window: Window, page: Page) -> None:
    fill(page, "reason", "正在填写")
    account = accounts.account_page(window.desk.office, 1).account
    window.desk.change(window, lambda office: accounts.correct_account(office, replace(account, remark="x")))
    settle(qtbot, window)
    assert find(page, QPlainTextEdit, "reason").toPlainText() == "正在填写"


def test_a_step_saves_what_was_typed_before_it(qtbot: QtBot, window: Window, page: Page) -> None:
    fill(page, "reason", "先保存再签字")
    _enter(qtbot, window, page, "已签字，补登…", signed_on="2026-11-20")
    filing = _filing(window, _OPENING)
    assert (filing.reason, filing.state) == ("先保存再签字", FilingState.SIGNED)


def test_a_submitted_filing_can_be_read_but_not_altered(qtbot: QtBot, window: Window) -> None:
    _taken_to(window.desk.office, _OPENING, FilingState.SUBMITTED)
    page = _visit(qtbot, window, _OPENING)
    assert find(page, QLabel, "fixed_note").isVisible()
    assert find(page, QPlainTextEdit, "reason").isReadOnly()
    assert not find(page, QWidget, "event_on").isEnabled()
    assert not find(page, QFrame, "save_bar").isVisible()


def test_after_the_signature_only_what_follows_it_can_be_entered(qtbot: QtBot, window: Window, closing: Filing) -> None:
    office = window.desk.office
    filing_process.save_filing(office, replace(closing, reason="整合"))
    _taken_to(office, closing.id, FilingState.SIGNED)
    page = _visit(qtbot, window, closing.id)
    assert "已经签字" in find(page, QLabel, "fixed_note").text()
    assert find(page, QPlainTextEdit, "reason").isReadOnly()
    fill(page, "notice_on", "2026-11-23")
    fill(page, "notice_place", "本账号")
    click(page, "save")
    settle(qtbot, window)
    closure = _filing(window, closing.id).closure
    assert closure is not None
    assert closure.notice_place == "本账号"
    assert find(page, QLineEdit, "notice_place").isReadOnly()
    assert "在纸面上补写" in texts(find(page, QWidget, "steps"))


def test_the_leader_may_sign_a_closure_before_its_notice_or_approve_by_memo_and_sign_last(
    qtbot: QtBot, window: Window, closing: Filing
) -> None:
    office = window.desk.office
    account = accounts.account_page(office, closing.account_id).account
    accounts.correct_account(office, replace(account, opened_on=date(2019, 3, 1), holder_id=2))
    filing_process.save_filing(office, replace(closing, reason="整合"))
    page = _visit(qtbot, window, closing.id)
    assert "现在打印" in texts(find(page, QWidget, "steps"))
    _enter(qtbot, window, page, "登记批准…", approval_on="2026-11-20", approval_form="会议纪要")
    said = texts(find(page, QWidget, "steps"))
    assert "现在打印" not in said
    assert "还缺3项" in said


@pytest.mark.parametrize(
    "entry", [*PAPER_STEPS.values(), NATIONAL_CHECK, *PLATFORM_STAGES.values()], ids=lambda entry: entry.file
)
def test_the_dialog_of_every_step_names_its_fields_and_fits_the_screen(
    qtbot: QtBot, window: Window, closing: Filing, entry: StepEntry
) -> None:
    dialog = StepDialog(window.desk, window, closing, entry, lambda _entered: None)
    dialog.open()
    settle(qtbot, window)
    fields = [
        widget
        for kind in (QLineEdit, QPlainTextEdit, QComboBox, QPushButton)
        for widget in dialog.findChildren(kind)
        if widget.isVisible()
    ]
    assert len(fields) > 2
    nameless = [
        widget.objectName()
        for widget in fields
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()
    ]
    assert not nameless
    assert dialog.height() <= 720
    dialog.reject()


def test_what_the_submission_still_lacks_is_entered_afterwards(qtbot: QtBot, window: Window) -> None:
    _taken_to(window.desk.office, _OPENING, FilingState.SUBMITTED)
    page = _visit(qtbot, window, _OPENING)
    need = next(label for label in page.findChildren(QLabel) if label.accessibleName() == "登记交给了谁。")
    need.linkActivated.emit("#")
    settle(qtbot, window)
    dialog = _dialog(window)
    assert window.focusWidget() is None or dialog.focusWidget() is find(dialog, QLineEdit, "receiver")
    fill(dialog, "receiver", "区政府办李四")
    click(dialog, "save")
    settle(qtbot, window)
    assert _filing(window, _OPENING).receiver == "区政府办李四"


def test_a_returned_filing_is_corrected_by_a_new_one(qtbot: QtBot, window: Window) -> None:
    _taken_to(window.desk.office, _OPENING, FilingState.SUBMITTED)
    page = _visit(qtbot, window, _OPENING)
    _enter(qtbot, window, page, "被退回…", return_reason="名称与公章不一致")
    assert "名称与公章不一致" in "".join(label.accessibleName() for label in page.findChildren(QLabel))
    click_words(page, "更正后重报")
    settle(qtbot, window)
    correction = snapshot(window.desk.office).filings[-1]
    assert window.here == Place("filing", correction.id)
    assert (correction.follows_id, correction.state) == (_OPENING, FilingState.DRAFT)
    page = _visit(qtbot, window, _OPENING)
    click_words(page, "打开更正的备案")
    settle(qtbot, window)
    assert window.here == Place("filing", correction.id)


def test_a_return_asks_for_its_reason(qtbot: QtBot, window: Window) -> None:
    _taken_to(window.desk.office, _OPENING, FilingState.SUBMITTED)
    page = _visit(qtbot, window, _OPENING)
    click_words(page, "被退回…")
    settle(qtbot, window)
    dialog = _dialog(window)
    click(dialog, "save")
    assert "还没有填写退回原因" in find(dialog, QLabel, "problem").text()
    dialog.reject()


def _menu_action(page: Page, words: str) -> None:
    menu = find(page, QToolButton, "more").menu()
    assert isinstance(menu, QMenu)
    action = next(action for action in menu.actions() if action.text() == words)
    assert action.isEnabled()
    action.trigger()


def test_a_printed_form_goes_back_to_the_draft_after_a_question(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs
) -> None:
    _taken_to(window.desk.office, _OPENING, FilingState.SEALED)
    page = _visit(qtbot, window, _OPENING)
    dialogs.press_next("取消", "退回草稿")
    _menu_action(page, "退回草稿修改…")
    settle(qtbot, window)
    assert _filing(window, _OPENING).state is FilingState.SEALED
    _menu_action(page, "退回草稿修改…")
    settle(qtbot, window)
    filing = _filing(window, _OPENING)
    assert (filing.state, filing.printing, filing.sealed_on) == (FilingState.DRAFT, None, None)


def test_a_filing_is_given_up_after_a_question(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs
) -> None:
    dialogs.press_next("作废")
    _menu_action(page, "作废…")
    settle(qtbot, window)
    assert _filing(window, _OPENING).state is FilingState.ABANDONED
    assert not [button for button in find(page, QWidget, "steps").findChildren(QPushButton) if button.isVisible()]


def test_a_form_changed_after_printing_is_spoken_of(qtbot: QtBot, window: Window) -> None:
    _printed(window, _OPENING)
    page = _visit(qtbot, window, _OPENING)
    fill(page, "reason", "打印以后改的事由")
    click(page, "save")
    settle(qtbot, window)
    sentences = [label.accessibleName() for label in page.findChildren(QLabel) if label.isVisible()]
    assert [sentence for sentence in sentences if "打印以后" in sentence and "请重新打印" in sentence]


def test_the_rows_of_a_change_are_typed_into_the_table(qtbot: QtBot, window: Window) -> None:
    page = _visit(qtbot, window, _CHANGE)
    table = find(page, QTableWidget, "changes")
    assert table.item(0, 0).text() == "账号管理员"
    click(page, "add_change")
    for column, text in enumerate(("绑定邮箱", "a@example.cn", "b@example.cn", "更换")):
        table.item(1, column).setText(text)
    click(page, "save")
    settle(qtbot, window)
    rows = _filing(window, _CHANGE).changes
    assert [(row.label, row.after) for row in rows] == [("账号管理员", "陈𣲗"), ("绑定邮箱", "b@example.cn")]
    assert rows[0].field == "holder_id"
    table.setCurrentCell(1, 0)
    click(page, "remove_change")
    click(page, "save")
    settle(qtbot, window)
    assert len(_filing(window, _CHANGE).changes) == 1


@pytest.fixture
def closing(window: Window) -> Filing:
    """Return the new closure of a WeChat official account."""
    office = window.desk.office
    account = accounts.register_account(
        office, Account(platform="wechat_official", name="示例镇旧号", platform_id="old1", followers=860)
    ).value
    return filing_process.start_closure(office, account.id).value


def _state(window: Window, filing: Filing) -> AccountState:
    return accounts.account_page(window.desk.office, filing.account_id).account.state


def test_a_closure_is_walked_on_the_platform_beside_the_paper(
    qtbot: QtBot, window: Window, closing: Filing, tmp_path: Path, dialogs: QueuedDialogs
) -> None:
    page = _visit(qtbot, window, closing.id)
    _enter(qtbot, window, page, "登记批准…", approval_on="2026-10-08")
    click_words(page, "登记公告…")
    settle(qtbot, window)
    dialog = _dialog(window)
    fill(dialog, "notice_on", "2026-10-10")
    fill(dialog, "notice_place", "本公众号")
    click(dialog, "draft_notice")
    settle(qtbot, window)
    notice = find(dialog, QPlainTextEdit, "notice_text").toPlainText()
    assert "示例镇旧号" in notice
    assert "2026年10月10日" in notice
    click(dialog, "copy_notice")
    assert QGuiApplication.clipboard().text() == notice
    click(dialog, "save")
    settle(qtbot, window)
    assert _state(window, closing) is AccountState.CLOSURE_ANNOUNCED
    shot = tmp_path / "申请.png"
    shot.write_bytes(b"\x89PNG")
    click_words(page, "登记申请…")
    settle(qtbot, window)
    dialog = _dialog(window)
    fill(dialog, "requested_on", "2026-10-20")
    dialogs.choose_next(shot)
    click(dialog, "browse_scan")
    click(dialog, "save")
    settle(qtbot, window)
    assert _state(window, closing) is AccountState.FROZEN
    assert "冻结期满：2026年10月27日" in texts(page)
    _enter(qtbot, window, page, "登记确认…", confirmed_on="2026-10-29")
    _enter(qtbot, window, page, "登记注销…", completed_on="2026-11-19", archived_at="档案柜")
    assert _state(window, closing) is AccountState.CANCELLED
    closure = _filing(window, closing.id).closure
    assert closure is not None
    assert (closure.freeze_days, closure.notice_text) == (7, notice)
    assert "第5个工作日是11月26日" in texts(find(page, QFrame, "term"))


def test_a_missed_window_leads_back_to_the_request(
    qtbot: QtBot, window: Window, closing: Filing, dialogs: QueuedDialogs
) -> None:
    assert closing.closure is not None
    late = replace(
        closing.closure, notice_on=date(2026, 9, 2), notice_place="本号", requested_on=date(2026, 9, 3), followers=10
    )
    filing_process.save_filing(
        window.desk.office, replace(closing, approval=Approval(on=date(2026, 9, 1)), closure=late)
    )
    page = _visit(qtbot, window, closing.id)
    dialogs.press_next("重新申请")
    click_words(page, "重新申请…")
    settle(qtbot, window)
    closure = _filing(window, closing.id).closure
    assert closure is not None
    assert (closure.request_round, closure.requested_on) == (2, None)
    assert "第2次申请" in texts(page)


def test_notice_and_letter_are_drafted_from_what_stands_on_the_screen(
    qtbot: QtBot, window: Window, closing: Filing, dialogs: QueuedDialogs
) -> None:
    page = _visit(qtbot, window, closing.id)
    fill(page, "successor", "示例镇发布（微博）")
    find(page, QPushButton, "draft_notice").click()
    settle(qtbot, window)
    text = find(page, QPlainTextEdit, "notice_text").toPlainText()
    assert "示例镇发布（微博）" in text
    assert find(page, QFrame, "save_bar").isVisible()
    dialogs.press_next("取消")
    find(page, QPushButton, "draft_notice").click()
    find(page, QPushButton, "copy_notice").click()
    assert QGuiApplication.clipboard().text() == text
    find(page, QPushButton, "draft_letter").click()
    settle(qtbot, window)
    letter = open_dialog(window)
    assert letter is not None
    assert "申请贵平台注销该账号" in find(letter, QPlainTextEdit, "text").toPlainText()
    click(letter, "copy")
    assert QGuiApplication.clipboard().text().startswith("关于申请注销")
    click(letter, "close")


def test_proof_of_completion_follows_a_submitted_closure(qtbot: QtBot, window: Window, closing: Filing) -> None:
    office = window.desk.office
    assert closing.closure is not None
    requested = replace(
        closing.closure, notice_on=date(2026, 11, 2), notice_place="本号", requested_on=date(2026, 11, 3), followers=10
    )
    filing_process.save_filing(office, replace(closing, approval=Approval(on=date(2026, 11, 1)), closure=requested))
    _taken_to(office, closing.id, FilingState.SUBMITTED)
    page = _visit(qtbot, window, closing.id)
    _enter(qtbot, window, page, "登记确认…", confirmed_on="2026-11-12")
    _enter(qtbot, window, page, "登记注销…", completed_on="2026-11-20")
    filing = _filing(window, closing.id)
    assert filing.closure is not None
    assert (filing.closure.completed_on, filing.state) == (date(2026, 11, 20), FilingState.SUBMITTED)


def test_the_preview_shows_the_form_with_what_was_typed(qtbot: QtBot, window: Window, page: Page) -> None:
    fill(page, "reason", "预览前改的事由")
    tabs = find(page, QTabWidget, "tabs")
    tabs.setCurrentWidget(find(page, QWidget, "preview_tab"))
    settle(qtbot, window)
    assert find(page, QLabel, "page_number").text() == "1 / 1"
    assert _filing(window, _OPENING).reason == "预览前改的事由"


def test_the_preview_zooms_by_button_key_and_wheel_and_fits_the_width(qtbot: QtBot, window: Window, page: Page) -> None:
    find(page, QTabWidget, "tabs").setCurrentWidget(find(page, QWidget, "preview_tab"))
    settle(qtbot, window)
    zoom, sheets = find(page, QLabel, "zoom"), find(page, QScrollArea, "sheets")
    fitting = zoom.text()
    for _ in range(3):
        click(page, "zoom_in")
    settle(qtbot, window)
    assert zoom.text() == "150%"
    assert sheets.horizontalScrollBar().maximum() > 0
    click(page, "zoom_out")
    settle(qtbot, window)
    assert zoom.text() == "125%"
    click(page, "fit_width")
    settle(qtbot, window)
    assert zoom.text() == fitting
    assert sheets.horizontalScrollBar().maximum() == 0


def test_a_form_of_two_pages_is_turned(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    filing_process.save_filing(office, replace(_filing(window, _OPENING), reason="为方便群众了解办事流程。" * 40))
    page = _visit(qtbot, window, _OPENING, "preview")
    assert find(page, QLabel, "page_number").text() == "1 / 2"
    click(page, "next_page")
    settle(qtbot, window)
    assert find(page, QLabel, "page_number").text() == "2 / 2"
    assert not find(page, QToolButton, "next_page").isEnabled()
    QTest.keyClick(find(page, QScrollArea, "sheets"), Qt.Key.Key_PageUp)


def test_a_character_in_no_font_is_named_instead_of_a_preview(qtbot: QtBot, window: Window) -> None:
    filing_process.save_filing(window.desk.office, replace(_filing(window, _OPENING), reason="测试\ue123"))
    page = _visit(qtbot, window, _OPENING, "preview")
    assert "U+E123" in find(page, QLabel, "preview_problem").text()


def test_the_history_is_told_in_plain_words(qtbot: QtBot, window: Window) -> None:
    _printed(window, _OPENING)
    page = _visit(qtbot, window, _OPENING, "history")
    model = find(page, QTableView, "history").model()
    assert "打印备案表" in [model.index(row, 2).data() for row in range(model.rowCount())]


def test_a_place_leads_to_a_field_of_the_form(qtbot: QtBot, window: Window) -> None:
    page = _visit(qtbot, window, _CLOSURE, "notice_place")
    assert QApplication.focusWidget() is find(page, QLineEdit, "notice_place")


def test_attachments_are_led_to_from_the_checks(qtbot: QtBot, window: Window, closing: Filing) -> None:
    page = _visit(qtbot, window, closing.id, "attachments")
    assert _tab(page) == "attachments_tab"
    assert QApplication.focusWidget() is find(page, QPushButton, "attach")


def test_long_names_widen_nothing(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    known = accounts.account_page(office, 3).account
    accounts.correct_account(office, replace(known, name="眉山市彭山区公义镇人民政府便民服务中心政务新媒体矩阵" * 4))
    page = _visit(qtbot, window, _CLOSURE)
    assert page.minimumSizeHint().width() < 816


def test_paper_and_platform_stand_beside_each_other_only_where_there_is_room(qtbot: QtBot, window: Window) -> None:
    page = _visit(qtbot, window, _CLOSURE)
    heading = {label.text(): label for label in page.findChildren(QLabel) if label.text() in ("备案表", "平台上")}

    def tops() -> list[int]:
        return [heading[text].mapTo(page, QPoint(0, 0)).y() for text in ("备案表", "平台上")]

    assert tops()[0] == tops()[1]
    window.resize(1000, 640)
    settle(qtbot, window)
    assert window.width() == 1000
    assert tops()[0] < tops()[1]
