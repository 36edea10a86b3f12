"""The print dialog: target, copies, attached values, and printing all the same with a reason."""

import io
import sys
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QLabel, QLineEdit, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.jobs import Wishes, filing_job, pdf_name
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.printing.running import Target, run_print_job
from pmedia_desktop.gui.printing.spooling import spool
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.filing import FilingState
from pmedia_desktop.progress import Progress, Silent
from pmedia_desktop.services import settings
from pmedia_desktop.services.filing import filings, process
from pmedia_desktop.services.journal import history
from pmedia_desktop.services.office import Office
from pmedia_desktop.services.outcome import Outcome
from pmedia_desktop.services.paper import filing_papers
from tests.gui.hands import click, fill, find, open_dialog, settle, texts
from tests.gui.queued_dialogs import QueuedDialogs
from tests.services.kept import kept_pdf

_OPENING = 1


def _ask(qtbot: QtBot, window: Window, filing_id: int = _OPENING) -> QDialog:
    window.go(Place("filing", filing_id))
    settle(qtbot, window)
    click(window.page("filing"), "print")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "printer", "存为PDF")
    return dialog


def _unfinished(window: Window) -> None:
    office = window.desk.office
    filing = filings.filing_page(office, _OPENING).filing
    process.save_filing(office, replace(filing, reason=""))


def test_the_dialog_offers_two_copies_and_says_what_the_pdf_carries(qtbot: QtBot, window: Window) -> None:
    dialog = _ask(qtbot, window)
    assert find(dialog, QSpinBox, "copies").value() == 2
    assert find(dialog, QCheckBox, "attach_values").isChecked()
    assert "区政府办收到PDF后可以直接读取" in texts(dialog)
    assert not find(dialog, QFrame, "findings").isVisible()
    dialog.reject()


def test_a_saved_pdf_is_the_kept_one_and_takes_the_filing_on(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    dialog = _ask(qtbot, window)
    target = tmp_path / "送签.pdf"
    dialogs.choose_next(target)
    click(dialog, "accept")
    settle(qtbot, window)
    assert target.read_bytes() == kept_pdf(window.desk.office, _OPENING)
    assert "送签中" in texts(window.page("filing"))
    assert str(target) in window.statusBar().currentMessage()


def test_the_switch_for_the_attached_values_concerns_this_print_alone(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    dialog = _ask(qtbot, window)
    find(dialog, QCheckBox, "attach_values").click()
    dialogs.choose_next(tmp_path / "无数据.pdf")
    click(dialog, "accept")
    settle(qtbot, window)
    assert list(pypdf.PdfReader(tmp_path / "无数据.pdf").attachments) == []
    assert settings.read_settings(window.desk.office).attach_values is True
    dialog = _ask(qtbot, window, 2)
    assert find(dialog, QCheckBox, "attach_values").isChecked()
    dialogs.choose_next(tmp_path / "有数据.pdf")
    click(dialog, "accept")
    settle(qtbot, window)
    assert len(pypdf.PdfReader(tmp_path / "有数据.pdf").attachments) == 1


def test_the_switch_begins_as_the_unit_has_set_it(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    settings.save_settings(office, replace(settings.read_settings(office), attach_values=False))
    dialog = _ask(qtbot, window)
    assert not find(dialog, QCheckBox, "attach_values").isChecked()
    dialog.reject()


def test_what_was_found_is_printed_all_the_same_with_a_reason_that_the_journal_keeps(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    _unfinished(window)
    dialog = _ask(qtbot, window)
    assert "还没有填写事由" in texts(find(dialog, QFrame, "findings"))
    assert find(dialog, QPushButton, "accept").text() == "仍要存为PDF…"
    click(dialog, "accept")
    assert "还没有填写仍要打印的原因" in find(dialog, QLabel, "problem").text()
    fill(dialog, "print_reason", "领导要求先送签")
    dialogs.choose_next(tmp_path / "送签.pdf")
    click(dialog, "accept")
    settle(qtbot, window)
    newest = history.read_history(window.desk.office)[0]
    assert (newest.what, newest.note) == ("打印备案表", "领导要求先送签")


def test_a_dismissed_file_dialog_prints_nothing(qtbot: QtBot, window: Window, dialogs: QueuedDialogs) -> None:
    dialog = _ask(qtbot, window)
    dialogs.choose_next(None)
    click(dialog, "accept")
    settle(qtbot, window)
    assert dialog.isVisible()
    assert filings.filing_page(window.desk.office, _OPENING).filing.state is FilingState.DRAFT
    dialog.reject()


def test_a_folder_that_cannot_be_written_to_gets_calm_advice(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("x")
    dialog = _ask(qtbot, window)
    dialogs.choose_next(tmp_path / "文件" / "送签.pdf")
    dialogs.press_next("知道了")
    click(dialog, "accept")
    settle(qtbot, window)
    assert "写不了文件" in dialogs.shown[-1]
    assert filings.filing_page(window.desk.office, _OPENING).filing.state is FilingState.DRAFT


def test_a_character_in_no_font_stops_the_print_and_is_named(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    office = window.desk.office
    filing = filings.filing_page(office, _OPENING).filing
    process.save_filing(office, replace(filing, reason="测试\ue123"))
    dialog = _ask(qtbot, window)
    if find(dialog, QLineEdit, "print_reason").isVisible():
        fill(dialog, "print_reason", "试一试")
    dialogs.choose_next(tmp_path / "送签.pdf")
    dialogs.press_next("知道了")
    click(dialog, "accept")
    settle(qtbot, window)
    assert "U+E123" in dialogs.shown[-1]
    assert not (tmp_path / "送签.pdf").exists()
    assert filings.filing_page(office, _OPENING).filing.state is FilingState.DRAFT


def test_a_printer_that_is_not_there_is_named(qtbot: QtBot, window: Window, dialogs: QueuedDialogs) -> None:
    with pytest.raises(EnvironmentProblem, match="没有这台"):
        spool(b"", "没有这台", 1, "", Silent())
    dialogs.press_next("知道了")
    job = filing_job(filings.filing_page(window.desk.office, _OPENING).filing, "", ())
    run_print_job(
        window.desk,
        window,
        job,
        Target("没有这台"),
        Wishes(),
        done=None,
        print_again=lambda _job: None,
    )
    settle(qtbot, window)
    assert "找不到打印机" in dialogs.shown[-1]
    assert filings.filing_page(window.desk.office, _OPENING).filing.state is FilingState.DRAFT


def test_a_form_that_was_made_but_not_saved_is_kept_and_offered_again(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    job = filing_job(filings.filing_page(window.desk.office, _OPENING).filing, "备案表", ())

    def pull_the_stick(office: Office, progress: Progress, wishes: Wishes) -> Outcome[bytes | None]:
        made = job.make(office, progress, wishes)
        stick.rmdir()
        stick.write_text("")
        return made

    dialogs.press_next("重新保存…")
    run_print_job(
        window.desk,
        window,
        replace(job, make=pull_the_stick),
        Target(path=stick / "送签.pdf"),
        Wishes(),
        done=None,
        print_again=lambda made: ask_to_print(window.desk, window, made, to_file=True),
    )
    settle(qtbot, window)
    assert "送签稿已生成并留存" in dialogs.shown[-1]
    assert filings.filing_page(window.desk.office, _OPENING).filing.state is FilingState.PRINTED
    again = open_dialog(window)
    assert again is not None
    dialogs.choose_next(tmp_path / "送签.pdf")
    click(again, "accept")
    settle(qtbot, window)
    assert (tmp_path / "送签.pdf").read_bytes() == kept_pdf(window.desk.office, _OPENING)


@pytest.mark.skipif(sys.platform == "win32", reason="the file dialog of Windows takes no such name")
def test_a_file_name_that_is_too_long_gets_calm_advice_before_anything_is_made(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    dialog = _ask(qtbot, window)
    dialogs.choose_next(tmp_path / f"{'长' * 100}.pdf")
    dialogs.press_next("知道了")
    click(dialog, "accept")
    settle(qtbot, window)
    assert "写不了文件" in dialogs.shown[-1]
    assert filings.filing_page(window.desk.office, _OPENING).filing.state is FilingState.DRAFT


def test_a_pc_without_a_printer_is_told_so(qtbot: QtBot, window: Window) -> None:
    dialog = _ask(qtbot, window)
    assert "没有找到打印机" in texts(dialog)
    calibrate = find(dialog, QPushButton, "calibrate")
    assert calibrate.isVisible()
    assert not calibrate.isEnabled()
    assert "没有找到打印机" in calibrate.toolTip()
    dialog.reject()


def test_the_kept_pdf_of_a_submitted_filing_is_what_is_printed_again(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    office = window.desk.office
    filing = filing_papers.print_filing(office, _OPENING).value.filing
    for state in (FilingState.SIGNED, FilingState.SEALED, FilingState.SUBMITTED):
        filing = process.advance_filing(office, filing, state, office.today()).value
    kept = kept_pdf(office, _OPENING)
    dialog = _ask(qtbot, window)
    assert not find(dialog, QLineEdit, "print_reason").isVisible()
    assert not find(dialog, QCheckBox, "attach_values").isVisible()
    dialogs.choose_next(tmp_path / "再印.pdf")
    click(dialog, "accept")
    settle(qtbot, window)
    assert (tmp_path / "再印.pdf").read_bytes() == kept
    assert pypdf.PdfReader(io.BytesIO(kept)).pages


def test_file_names_hold_nothing_that_a_system_forbids() -> None:
    assert pdf_name("开设备案：甲/乙（抖音）") == "开设备案-甲-乙（抖音）.pdf"
