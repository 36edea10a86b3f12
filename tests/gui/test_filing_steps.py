"""The steps of a filing's paper, entered one after the other, also afterwards and with their mistakes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
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
from pmedia_desktop.model.account import Account
from pmedia_desktop.model.filing import Approval, ApprovalForm, Filing, FilingState
from pmedia_desktop.services import accounts, attachments
from pmedia_desktop.services.filing import filings, process
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.services.paper import filing_papers
from tests.gui.conftest import TODAY
from tests.gui.filing_hands import (
    CHANGE,
    OPENING,
    choose_more,
    enter_step,
    filing_of,
    printed,
    step_dialog,
    taken_to,
    visit_filing,
)
from tests.gui.hands import click, click_words, fill, find, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Page:
    return visit_filing(qtbot, window, OPENING)


@pytest.fixture
def closing(window: Window) -> Filing:
    """Return the new closure of a WeChat official account."""
    office = window.desk.office
    account = accounts.register_account(
        office, Account(platform="wechat_official", name="示例镇旧号", platform_id="old1", followers=860)
    ).value
    return process.start_closure(office, account.id).value


def test_the_steps_are_walked_from_signature_to_the_national_system(qtbot: QtBot, window: Window, page: Page) -> None:
    filing_papers.print_filing(window.desk.office, OPENING)
    page.refresh()
    settle(qtbot, window)
    enter_step(qtbot, window, page, "登记签字…", signed_on="2026-11-20")
    enter_step(qtbot, window, page, "登记用印…", sealed_on="2026-11-20")
    enter_step(
        qtbot, window, page, "登记报送…", submitted_on="2026-11-21", submitted_how="当面送交", receiver="区政府办张三"
    )
    assert "2026年11月21日已经报送" in texts(find(page, QFrame, "term"))
    enter_step(qtbot, window, page, "登记收悉…", received_on="2026-11-22")
    enter_step(qtbot, window, page, "登记备案…", number="彭政媒备〔2026〕7号")
    enter_step(qtbot, window, page, "登记核对…", national_state="正常")
    filing = filing_of(window, OPENING)
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
    enter_step(qtbot, window, page, "已签字，补登…", signed_on="2026-11-18")
    filing = filing_of(window, OPENING)
    assert (filing.state, filing.signed_on, filing.printing) == (FilingState.SIGNED, date(2026, 11, 18), None)


def test_a_step_on_an_impossible_day_is_refused_at_its_field(qtbot: QtBot, window: Window, page: Page) -> None:
    printed(window, OPENING)
    page.refresh()
    settle(qtbot, window)
    click_words(page, "登记签字…")
    settle(qtbot, window)
    dialog = step_dialog(window)
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
    assert filing_of(window, OPENING).signed_on == date(2026, 11, 20)


def test_the_dialog_of_the_signature_says_what_the_term_will_be(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    filing = filing_of(window, CHANGE)
    process.save_filing(office, replace(filing, approval=Approval()))
    page = visit_filing(qtbot, window, CHANGE)
    click_words(page, "已签字，补登…")
    settle(qtbot, window)
    dialog = step_dialog(window)
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
    dialog = step_dialog(window)
    dialogs.choose_next(scan)
    click(dialog, "browse_scan")
    click(dialog, "save")
    settle(qtbot, window)
    kept = filings.filing_page(window.desk.office, OPENING).attachments[-1]
    assert kept.file_name == "签字扫描.pdf"
    assert attachments.read_attachment(window.desk.office, kept.id)[1] == b"%PDF-1.4 scan"
    model = find(page, QTableView, "attachments").model()
    assert "签字扫描.pdf" in [model.index(row, 0).data() for row in range(model.rowCount())]


def test_a_step_saves_what_was_typed_before_it(qtbot: QtBot, window: Window, page: Page) -> None:
    fill(page, "reason", "先保存再签字")
    enter_step(qtbot, window, page, "已签字，补登…", signed_on="2026-11-20")
    filing = filing_of(window, OPENING)
    assert (filing.reason, filing.state) == ("先保存再签字", FilingState.SIGNED)


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
    taken_to(window.desk.office, OPENING, FilingState.SUBMITTED)
    page = visit_filing(qtbot, window, OPENING)
    need = next(label for label in page.findChildren(QLabel) if label.accessibleName() == "登记交给了谁。")
    need.linkActivated.emit("#")
    settle(qtbot, window)
    dialog = step_dialog(window)
    assert dialog.focusWidget() is find(dialog, QLineEdit, "receiver")
    fill(dialog, "receiver", "区政府办李四")
    click(dialog, "save")
    settle(qtbot, window)
    assert filing_of(window, OPENING).receiver == "区政府办李四"


def test_a_mistyped_day_is_mended_at_its_step_and_a_later_number_entered(qtbot: QtBot, window: Window) -> None:
    filing = taken_to(window.desk.office, OPENING, FilingState.SUBMITTED)
    process.advance_filing(window.desk.office, filing, FilingState.FILED, TODAY)
    page = visit_filing(qtbot, window, OPENING)
    click_words(page, "更正…")
    settle(qtbot, window)
    dialog = step_dialog(window)
    fill(dialog, "submitted_on", "2026-12-30")
    click(dialog, "save")
    settle(qtbot, window)
    assert "还没有到" in find(dialog, QLabel, "problem").text()
    fill(dialog, "submitted_on", "2026-11-23")
    fill(dialog, "receiver", "区政府办张三")
    click(dialog, "save")
    settle(qtbot, window)
    submitted = filing_of(window, OPENING)
    assert (submitted.submitted_on, submitted.receiver) == (date(2026, 11, 23), "区政府办张三")
    enter_step(qtbot, window, page, "补登编号…", number="彭政媒备〔2026〕7号")
    filed = filing_of(window, OPENING)
    assert (filed.state, filed.number, filed.filed_on) == (FilingState.FILED, "彭政媒备〔2026〕7号", TODAY)


def test_the_day_of_a_signature_is_mended_before_the_form_is_handed_in(qtbot: QtBot, window: Window) -> None:
    taken_to(window.desk.office, CHANGE, FilingState.SEALED)
    printing = filing_of(window, CHANGE).printing
    page = visit_filing(qtbot, window, CHANGE)
    enter_step(qtbot, window, page, "更正…", signed_on="2026-11-20")
    mended = filing_of(window, CHANGE)
    assert (mended.signed_on, mended.sealed_on, mended.printing) == (date(2026, 11, 20), TODAY, printing)
    assert mended.state is FilingState.SEALED


def test_an_oral_consent_takes_the_form_on_and_its_signature_is_entered_later(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    process.save_filing(
        office, replace(filing_of(window, CHANGE), approval=Approval(by="王䶮", form=ApprovalForm.ORAL))
    )
    filing = taken_to(office, CHANGE, FilingState.SUBMITTED)
    assert filing.approval.awaits_signature
    page = visit_filing(qtbot, window, CHANGE, "approval_signed_later_on")
    fill(page, "approval_signed_later_on", TODAY.isoformat())
    click(page, "save")
    settle(qtbot, window)
    assert filing_of(window, CHANGE).approval.signed_later_on == TODAY


def test_a_returned_filing_is_corrected_by_a_new_one(qtbot: QtBot, window: Window) -> None:
    taken_to(window.desk.office, OPENING, FilingState.SUBMITTED)
    page = visit_filing(qtbot, window, OPENING)
    enter_step(qtbot, window, page, "被退回…", return_reason="名称与公章不一致")
    assert "名称与公章不一致" in "".join(label.accessibleName() for label in page.findChildren(QLabel))
    click_words(page, "更正后重报")
    settle(qtbot, window)
    correction = snapshot(window.desk.office).filings[-1]
    assert window.here == Place("filing", correction.id)
    assert (correction.follows_id, correction.state) == (OPENING, FilingState.DRAFT)
    page = visit_filing(qtbot, window, OPENING)
    click_words(page, "打开更正的备案")
    settle(qtbot, window)
    assert window.here == Place("filing", correction.id)


def test_a_return_asks_for_its_reason(qtbot: QtBot, window: Window) -> None:
    taken_to(window.desk.office, OPENING, FilingState.SUBMITTED)
    page = visit_filing(qtbot, window, OPENING)
    click_words(page, "被退回…")
    settle(qtbot, window)
    dialog = step_dialog(window)
    click(dialog, "save")
    assert "还没有填写退回原因" in find(dialog, QLabel, "problem").text()
    dialog.reject()


def test_a_printed_form_goes_back_to_the_draft_after_a_question(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs
) -> None:
    taken_to(window.desk.office, OPENING, FilingState.SEALED)
    page = visit_filing(qtbot, window, OPENING)
    dialogs.press_next("取消", "退回草稿")
    choose_more(page, "退回草稿修改…")
    settle(qtbot, window)
    assert filing_of(window, OPENING).state is FilingState.SEALED
    choose_more(page, "退回草稿修改…")
    settle(qtbot, window)
    filing = filing_of(window, OPENING)
    assert (filing.state, filing.printing, filing.sealed_on) == (FilingState.DRAFT, None, None)


def test_a_filing_is_given_up_after_a_question(
    qtbot: QtBot, window: Window, page: Page, dialogs: QueuedDialogs
) -> None:
    dialogs.press_next("作废")
    choose_more(page, "作废…")
    settle(qtbot, window)
    assert filing_of(window, OPENING).state is FilingState.ABANDONED
    assert not [button for button in find(page, QWidget, "steps").findChildren(QPushButton) if button.isVisible()]


def test_a_form_changed_after_printing_is_spoken_of(qtbot: QtBot, window: Window) -> None:
    printed(window, OPENING)
    page = visit_filing(qtbot, window, OPENING)
    fill(page, "reason", "打印以后改的事由")
    click(page, "save")
    settle(qtbot, window)
    sentences = [label.accessibleName() for label in page.findChildren(QLabel) if label.isVisible()]
    assert [sentence for sentence in sentences if "打印以后" in sentence and "请重新打印" in sentence]
