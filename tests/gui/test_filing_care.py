"""That nothing typed is lost and no other filing is taken on than the one that was asked for."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QPushButton, QScrollArea, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.filings.term_words import other_reading
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.attachment import Subject, SubjectKind
from pmedia_desktop.model.filing import Approval, FilingState
from pmedia_desktop.model.finding import Deadline, DueState, OtherReading
from pmedia_desktop.services.filing import process
from pmedia_desktop.services.paper.filing_papers import print_filing
from tests.gui.conftest import TODAY
from tests.gui.filing_hands import CHANGE, OPENING, filing_of, step_dialog, tab_of, visit_filing
from tests.gui.hands import click, click_words, fill, find, press_key, settle, texts
from tests.gui.held import held
from tests.gui.queued_dialogs import QueuedDialogs


def _break_the_form(folder: Path) -> None:
    (folder / "forms").mkdir(exist_ok=True)
    (folder / "forms" / "filing.toml").write_text("name = \n", encoding="utf-8")


def test_a_step_can_be_entered_after_the_register_was_locked(
    qtbot: QtBot, impatient: None, window: Window, dialogs: QueuedDialogs
) -> None:
    page = visit_filing(qtbot, window, OPENING)
    click_words(page, "已签字，补登…")
    settle(qtbot, window)
    dialog = step_dialog(window)
    with held(window.desk.office.folder):
        dialogs.press_next("知道了")
        click(dialog, "save")
        settle(qtbot, window)
    click(dialog, "save")
    settle(qtbot, window)
    assert filing_of(window, OPENING).state is FilingState.SIGNED


def test_escape_asks_before_it_throws_away_what_was_typed_into_a_step(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs
) -> None:
    page = visit_filing(qtbot, window, OPENING)
    click_words(page, "已签字，补登…")
    settle(qtbot, window)
    dialog = step_dialog(window)
    fill(dialog, "approval_document", "会议纪要第3期")
    dialogs.press_next("取消")
    press_key(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    dialogs.press_next("放弃修改")
    press_key(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_step_that_nothing_was_typed_into_is_left_without_a_question(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, OPENING)
    click_words(page, "已签字，补登…")
    settle(qtbot, window)
    dialog = step_dialog(window)
    press_key(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_wrong_form_of_the_units_own_is_said_and_the_filing_is_shown_all_the_same(
    qtbot: QtBot, window: Window
) -> None:
    office = window.desk.office
    print_filing(office, CHANGE, "送签")
    page = visit_filing(qtbot, window, OPENING)
    _break_the_form(office.folder)
    page = visit_filing(qtbot, window, CHANGE)
    assert "filing.toml" in find(page, QLabel, "form_problem").text()
    assert find(page, QPlainTextEdit, "reason").toPlainText() == filing_of(window, CHANGE).reason
    find(page, QTabWidget, "tabs").setCurrentWidget(find(page, QWidget, "preview_tab"))
    settle(qtbot, window)
    assert "filing.toml" in find(page, QLabel, "preview_problem").text()
    (office.folder / "forms" / "filing.toml").unlink()
    page = visit_filing(qtbot, window, CHANGE)
    assert not find(page, QLabel, "form_problem").isVisible()


def test_a_filing_that_cannot_be_opened_leaves_no_other_on_the_screen(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, OPENING)
    page = visit_filing(qtbot, window, 999)
    assert "打不开" in find(page, QLabel, "title").text()
    assert not find(page, QTabWidget, "tabs").isVisible()
    assert not find(page, QScrollArea, "steps_scroll").isVisible()
    assert not find(page, QPushButton, "print").isVisible()
    page = visit_filing(qtbot, window, OPENING)
    assert find(page, QTabWidget, "tabs").isVisible()


def test_no_step_is_entered_while_another_filing_is_still_being_read(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, OPENING)
    window.go(Place("filing", CHANGE))
    assert not find(page, QScrollArea, "steps_scroll").isVisible()
    page.enter_step(FilingState.SIGNED)  # type: ignore[attr-defined]
    assert not [dialog for dialog in window.findChildren(QWidget) if dialog.objectName() == "signed"]
    settle(qtbot, window)
    assert filing_of(window, OPENING).state is FilingState.DRAFT


def test_what_was_changed_elsewhere_is_taken_over_beside_what_is_being_typed(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, OPENING)
    fill(page, "reason", "正在填写的事由")
    known = filing_of(window, OPENING)
    window.desk.change(window, lambda office: process.save_filing(office, replace(known, remark="别处写的")))
    settle(qtbot, window)
    click(page, "save")
    settle(qtbot, window)
    saved = filing_of(window, OPENING)
    assert (saved.reason, saved.remark) == ("正在填写的事由", "别处写的")


def test_a_filing_changed_elsewhere_unseen_is_not_overwritten(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, OPENING)
    process.save_filing(window.desk.office, replace(filing_of(window, OPENING), remark="别处写的"))
    fill(page, "reason", "正在填写的事由")
    click(page, "save")
    settle(qtbot, window)
    assert "在别处已经修改过" in find(page, QLabel, "problem").text()
    assert filing_of(window, OPENING).remark == "别处写的"


def test_the_preview_saves_nothing(qtbot: QtBot, window: Window) -> None:
    before = filing_of(window, OPENING)
    page = visit_filing(qtbot, window, OPENING)
    fill(page, "reason", "只是看看的事由")
    find(page, QTabWidget, "tabs").setCurrentWidget(find(page, QWidget, "preview_tab"))
    settle(qtbot, window)
    assert find(page, QLabel, "page_number").text() == "1 / 1"
    assert filing_of(window, OPENING) == before
    find(page, QTabWidget, "tabs").setCurrentIndex(0)
    click(page, "drop")
    assert find(page, QPlainTextEdit, "reason").toPlainText() == before.reason


def test_what_keeps_the_preview_from_showing_leads_to_its_field(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, OPENING)
    fill(page, "event_on", "下周")
    find(page, QTabWidget, "tabs").setCurrentWidget(find(page, QWidget, "preview_tab"))
    assert "不是日期" in texts(find(page, QFrame, "problem_bar"))
    click(page, "mend_problem")
    assert tab_of(page) == "content_tab"


def test_a_form_signed_outside_the_program_says_so_in_the_preview(qtbot: QtBot, window: Window) -> None:
    process.advance_filing(
        window.desk.office,
        replace(filing_of(window, OPENING), approval=Approval(on=date(2026, 11, 17))),
        FilingState.SIGNED,
        TODAY,
    )
    page = visit_filing(qtbot, window, OPENING, "preview")
    assert "手工填表" in find(page, QLabel, "preview_problem").text()
    assert not find(page, QPushButton, "mend_problem").isVisible()


@pytest.mark.parametrize(
    ("due", "other", "said"),
    [
        (date(2026, 12, 1), date(2026, 12, 3), "按较早的一天办最稳妥"),
        (date(2026, 11, 27), date(2026, 10, 30), "稳妥口径的日期（2026年10月30日）已过；按注销完成之日起算仍在期限内"),
        (date(2026, 11, 20), date(2026, 11, 26), "仍在期限内，请尽快报送"),
        (date(2026, 11, 20), date(2026, 11, 18), "也已经过了"),
        (None, date(2026, 11, 18), "可以凭注销申请的截图先报送"),
    ],
)
def test_the_earlier_day_is_advised_only_while_it_has_not_passed(due: date | None, other: date, said: str) -> None:
    deadline = Deadline(
        rule="filing.closure",
        what="报送关停备案表",
        article="第七条",
        subject=Subject(SubjectKind.FILING, 1),
        account="",
        state=DueState.SOON,
        start=None,
        due=due,
        days_left=None,
        estimated=False,
        reason="",
        alternative=OtherReading(label="从提出注销申请之日起算", start=None, due=other, estimated=False),
    )
    sentence = other_reading(deadline, TODAY)
    assert said in sentence
    assert ("最稳妥" in sentence) == (said == "按较早的一天办最稳妥")


def test_the_day_of_a_later_signature_is_asked_for_an_oral_consent_only(qtbot: QtBot, window: Window) -> None:
    page = visit_filing(qtbot, window, OPENING)
    assert not find(page, QWidget, "approval_signed_later_on").isVisible()
    fill(page, "approval_form", "口头")
    assert find(page, QWidget, "approval_signed_later_on").isVisible()
    assert find(page, QLabel, "approval_signed_later_on_label").isVisible()
