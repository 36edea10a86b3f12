"""A closure on the filing's page: the platform's way beside the paper's."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.account import Account, AccountState
from pmedia_desktop.model.filing import Approval, Filing, FilingState
from pmedia_desktop.services import accounts
from pmedia_desktop.services.filing import process
from tests.gui.filing_hands import (
    CLOSURE,
    enter_step,
    filing_of,
    step_dialog,
    tab_of,
    taken_to,
    visit_filing,
)
from tests.gui.hands import click, click_words, fill, find, open_dialog, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs


@pytest.fixture
def closing(window: Window) -> Filing:
    """Return the new closure of a WeChat official account."""
    office = window.desk.office
    account = accounts.register_account(
        office, Account(platform="wechat_official", name="示例镇旧号", platform_id="old1", followers=860)
    ).value
    return process.start_closure(office, account.id).value


def _state(window: Window, filing: Filing) -> AccountState:
    return accounts.account_page(window.desk.office, filing.account_id).account.state


def test_after_the_signature_only_what_follows_it_can_be_entered(qtbot: QtBot, window: Window, closing: Filing) -> None:
    office = window.desk.office
    process.save_filing(office, replace(closing, reason="整合"))
    taken_to(office, closing.id, FilingState.SIGNED)
    page = visit_filing(qtbot, window, closing.id)
    assert "已经签字" in find(page, QLabel, "fixed_note").text()
    assert find(page, QPlainTextEdit, "reason").isReadOnly()
    fill(page, "notice_on", "2026-11-23")
    fill(page, "notice_place", "本账号")
    click(page, "save")
    settle(qtbot, window)
    closure = filing_of(window, closing.id).closure
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
    process.save_filing(office, replace(closing, reason="整合"))
    page = visit_filing(qtbot, window, closing.id)
    assert "现在打印" in texts(find(page, QWidget, "steps"))
    enter_step(qtbot, window, page, "登记批准…", approval_on="2026-11-20", approval_form="会议纪要")
    said = texts(find(page, QWidget, "steps"))
    assert "现在打印" not in said
    assert "还缺3项" in said


def test_a_closure_is_walked_on_the_platform_beside_the_paper(
    qtbot: QtBot, window: Window, closing: Filing, tmp_path: Path, dialogs: QueuedDialogs
) -> None:
    page = visit_filing(qtbot, window, closing.id)
    enter_step(qtbot, window, page, "登记批准…", approval_on="2026-10-08")
    click_words(page, "登记公告…")
    settle(qtbot, window)
    dialog = step_dialog(window)
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
    dialog = step_dialog(window)
    fill(dialog, "requested_on", "2026-10-20")
    dialogs.choose_next(shot)
    click(dialog, "browse_scan")
    click(dialog, "save")
    settle(qtbot, window)
    assert _state(window, closing) is AccountState.FROZEN
    assert "冻结期满：2026年10月27日" in texts(page)
    enter_step(qtbot, window, page, "登记确认…", confirmed_on="2026-10-29")
    enter_step(qtbot, window, page, "登记注销…", completed_on="2026-11-19", archived_at="档案柜")
    assert _state(window, closing) is AccountState.CANCELLED
    closure = filing_of(window, closing.id).closure
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
    process.save_filing(window.desk.office, replace(closing, approval=Approval(on=date(2026, 9, 1)), closure=late))
    page = visit_filing(qtbot, window, closing.id)
    dialogs.press_next("重新申请")
    click_words(page, "重新申请…")
    settle(qtbot, window)
    closure = filing_of(window, closing.id).closure
    assert closure is not None
    assert (closure.request_round, closure.requested_on) == (2, None)
    assert "第2次申请" in texts(page)


def test_notice_and_letter_are_drafted_from_what_stands_on_the_screen(
    qtbot: QtBot, window: Window, closing: Filing, dialogs: QueuedDialogs
) -> None:
    page = visit_filing(qtbot, window, closing.id)
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
    process.save_filing(office, replace(closing, approval=Approval(on=date(2026, 11, 1)), closure=requested))
    taken_to(office, closing.id, FilingState.SUBMITTED)
    page = visit_filing(qtbot, window, closing.id)
    enter_step(qtbot, window, page, "登记确认…", confirmed_on="2026-11-12")
    enter_step(qtbot, window, page, "登记注销…", completed_on="2026-11-20")
    filing = filing_of(window, closing.id)
    assert filing.closure is not None
    assert (filing.closure.completed_on, filing.state) == (date(2026, 11, 20), FilingState.SUBMITTED)


def test_attachments_are_led_to_from_the_checks(qtbot: QtBot, window: Window, closing: Filing) -> None:
    page = visit_filing(qtbot, window, closing.id, "attachments")
    assert tab_of(page) == "attachments_tab"
    assert QApplication.focusWidget() is find(page, QPushButton, "attach")


def test_paper_and_platform_stand_beside_each_other_only_where_there_is_room(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, CLOSURE)
    heading = {label.text(): label for label in page.findChildren(QLabel) if label.text() in ("备案表", "平台上")}

    def tops() -> list[int]:
        return [heading[text].mapTo(page, QPoint(0, 0)).y() for text in ("备案表", "平台上")]

    assert tops()[0] == tops()[1]
    window.resize(window.minimumWidth(), 640)
    settle(qtbot, window)
    assert window.width() == window.minimumWidth()
    assert tops()[0] < tops()[1]
