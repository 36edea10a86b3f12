"""Printing a filing on the office's own form: over its page, alone on its sheet, or as a Word file."""

import io
from pathlib import Path

import docx
import pypdf
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QDoubleSpinBox, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchmarks.drawn_forms import as_pdf, as_word
from benchmarks.office_forms import FORMS
from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.jobs import form_job
from pmedia_desktop.gui.printing.print_dialog import ask_to_print
from pmedia_desktop.gui.printing.spooling import _upright
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.filing import filings
from pmedia_desktop.services.paper import form_workshop
from pmedia_desktop.services.paper.filled_forms import fill_for_account
from pmedia_desktop.services.paper.forms import Measured
from pmedia_desktop.services.paper.office_sheets import values_alone
from tests.gui.hands import click, fill, find, open_dialog, settle
from tests.gui.queued_dialogs import QueuedDialogs

_OPENING = 1


@pytest.fixture
def office_form(sample_folder: Path, tmp_path: Path) -> None:
    """Give the unit the district's form for every kind of filing."""
    path = tmp_path / "district.pdf"
    path.write_bytes(as_pdf(FORMS[0]))
    draft = form_workshop.open_office_form(path, Silent())
    form_workshop.save(sample_folder, draft, for_filings=tuple(FilingKind))


def _ask(qtbot: QtBot, window: Window, target: str) -> QDialog:
    window.go(Place("filing", _OPENING))
    settle(qtbot, window)
    click(window.page("filing"), "print")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "printer", target)
    return dialog


def _text(path: Path) -> str:
    return pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages[0].extract_text()


def test_the_programs_own_form_offers_no_preprinted_sheet(qtbot: QtBot, window: Window) -> None:
    dialog = _ask(qtbot, window, "存为PDF")
    assert not find(dialog, QFrame, "preprinted").isVisible()
    dialog.reject()


def test_a_filing_on_the_offices_word_file_is_looked_at_and_saved_as_word_alone(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, sample_folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "district.docx"
    path.write_bytes(as_word(FORMS[0]))
    draft = form_workshop.open_office_form(path, Silent())
    form_workshop.save(sample_folder, draft, for_filings=(FilingKind.OPENING,))
    window.go(Place("filing", _OPENING, "preview"))
    settle(qtbot, window)
    page = window.page("filing")
    assert "Word表样" in find(page, QLabel, "preview_problem").text()
    assert find(page, QLabel, "page_number").text() == "1 / 1", "the sketch is shown below the note"
    click(page, "print")
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    target = find(dialog, QComboBox, "printer")
    assert [target.itemText(row) for row in range(target.count())] == ["存为Word文件（docx）"]
    assert "登记“签字”" in find(dialog, QLabel, "true_size").text()
    dialogs.choose_next(tmp_path / "filled.docx")
    click(dialog, "accept")
    settle(qtbot, window)
    cells = [cell.text for row in docx.Document(str(tmp_path / "filled.docx")).tables[0].rows for cell in row.cells]
    assert "眉山市彭山区示例镇人民政府" in cells
    assert filings.filing_page(window.desk.office, _OPENING).filing.printing is None


@pytest.mark.usefixtures("office_form")
def test_a_filing_is_printed_over_the_offices_page(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    dialog = _ask(qtbot, window, "存为PDF")
    path = tmp_path / "out.pdf"
    dialogs.choose_next(path)
    if find(dialog, QFrame, "findings").isVisible():
        fill(dialog, "print_reason", "试打")
    click(dialog, "accept")
    settle(qtbot, window)
    assert "开设理由" in _text(path)
    printing = filings.filing_page(window.desk.office, _OPENING).filing.printing
    assert printing is not None
    assert printing.form_name == "filing"


@pytest.mark.usefixtures("office_form")
def test_the_values_alone_go_onto_the_preprinted_sheet_as_measured(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    dialog = _ask(qtbot, window, "存为PDF")
    find(dialog, QCheckBox, "values_only").setChecked(True)
    find(dialog, QDoubleSpinBox, "left").setValue(57)
    path = tmp_path / "alone.pdf"
    dialogs.choose_next(path)
    if find(dialog, QFrame, "findings").isVisible():
        fill(dialog, "print_reason", "试打")
    click(dialog, "accept")
    settle(qtbot, window)
    assert "开设理由" not in _text(path)
    assert path.read_bytes() == values_alone(window.desk.office, _OPENING, Measured(left=57))
    assert window.desk.memory.measured("") == (100, 100, 57, 95)


def test_an_own_form_for_an_account_goes_alone_onto_its_preprinted_sheet_too(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, sample_folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "district.pdf").write_bytes(as_pdf(FORMS[6]))
    [form] = form_workshop.save(sample_folder, form_workshop.open_office_form(tmp_path / "district.pdf", Silent()))
    ask_to_print(window.desk, window, form_job(form.name, form.title, 1, is_word=False))
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    fill(dialog, "printer", "存为PDF")
    assert find(dialog, QPushButton, "calibrate").isVisible(), "the sheet is measured on the calibration page"
    find(dialog, QCheckBox, "values_only").setChecked(True)
    find(dialog, QDoubleSpinBox, "left").setValue(57)
    path = tmp_path / "alone.pdf"
    dialogs.choose_next(path)
    click(dialog, "accept")
    settle(qtbot, window)
    assert "单位全称" not in _text(path)
    assert path.read_bytes() == fill_for_account(window.desk.office, form.name, 1, Measured(left=57)).pdf


@pytest.mark.usefixtures("office_form")
def test_a_slip_of_the_ruler_is_said_and_nothing_is_printed(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    dialog = _ask(qtbot, window, "存为PDF")
    find(dialog, QCheckBox, "values_only").setChecked(True)
    find(dialog, QDoubleSpinBox, "across").setValue(10)
    dialogs.choose_next(tmp_path / "none.pdf")
    dialogs.press_next("知道了")
    if find(dialog, QFrame, "findings").isVisible():
        fill(dialog, "print_reason", "试打")
    click(dialog, "accept")
    settle(qtbot, window)
    assert filings.filing_page(window.desk.office, _OPENING).filing.printing is None
    dialog.reject()


def test_a_filing_is_saved_as_a_word_file_and_stays_a_draft(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    path = tmp_path / "out.docx"
    dialog = _ask(qtbot, window, "存为Word")
    dialogs.choose_next(path)
    click(dialog, "accept")
    settle(qtbot, window)
    cells = [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
    assert "开设理由" in cells
    assert filings.filing_page(window.desk.office, _OPENING).filing.printing is None


def test_a_page_that_lies_across_is_turned_and_a_larger_one_refused() -> None:
    across = QImage(3508, 2480, QImage.Format.Format_RGB32)
    where, turned = _upright(across)
    assert (turned.width(), turned.height()) == (2480, 3508)
    assert where.width() < where.height()
    with pytest.raises(EnvironmentProblem, match="比A4纸大"):
        _upright(QImage(3508, 4961, QImage.Format.Format_RGB32))
