"""表样工坊: opening an office's form, choosing fields by mouse and keys, undoing, saving, printing filings on it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QLineEdit, QListWidget, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from benchmarks.drawn_forms import as_file, as_pdf, as_word, scanned
from benchmarks.office_forms import FORMS
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.gui.workshop.own_forms import OwnForms
from pmedia_desktop.gui.workshop.page_view import PageView
from pmedia_desktop.services.paper.filing_papers import preview_filing
from pmedia_desktop.services.paper.forms import filing_form_in
from tests.gui.hands import click, find, press_key, settle, texts, type_text
from tests.gui.queued_dialogs import QueuedDialogs

_BOXES = next(form for form in FORMS if form.name == "boxes_and_dates")
_FILING = next(form for form in FORMS if form.name == "district_filing")


@pytest.fixture
def page(qtbot: QtBot, window: Window) -> Page:
    window.go(Place("workshop"))
    settle(qtbot, window)
    return window.page("workshop")


def _open(page: Page, qtbot: QtBot, window: Window, dialogs: QueuedDialogs, path: Path) -> None:
    dialogs.choose_next(path)
    click(page, "open")
    settle(qtbot, window)


@pytest.fixture
def opened(page: Page, qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path) -> Page:
    path = tmp_path / "备案表.pdf"
    path.write_bytes(as_pdf(_FILING))
    _open(page, qtbot, window, dialogs, path)
    return page


def _hint(page: Page) -> str:
    return find(page, QLabel, "place_hint").text()


def _pick(page: Page, x: float, y: float) -> None:
    """Click at a place of the paper, in mm."""
    view = page.findChild(PageView)
    point = view.mapFromScene(x, y)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(point.x(), point.y()))


def test_an_empty_workshop_says_what_it_is_for(page: Page) -> None:
    assert find(page, QFrame, "empty").isVisibleTo(page)
    assert "只在这台电脑上处理" in "".join(texts(page))


def test_a_click_on_a_cell_shows_what_was_proposed_for_it(opened: Page) -> None:
    _pick(opened, 100, 45)
    assert (find(opened, QLabel, "place_title").text(), _hint(opened)) == ("单位名称", "填：单位名称")


def test_a_field_is_looked_for_by_initials_and_chosen_with_return(opened: Page, qtbot: QtBot, window: Window) -> None:
    _pick(opened, 100, 45)
    press_key(opened.findChild(PageView), Qt.Key.Key_Tab)
    search = find(opened, QLineEdit, "search")
    type_text(search, "fgfzrxm")
    fields = find(opened, QListWidget, "fields")
    assert [fields.item(row).text() for row in range(fields.count())] == ["分管负责人姓名"]
    number = opened.editing.chosen
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle(qtbot, window)
    opened.editing.choose(number)
    assert _hint(opened) == "填：分管负责人姓名"


def test_what_was_chosen_can_be_undone_and_done_again(opened: Page, qtbot: QtBot, window: Window) -> None:
    _pick(opened, 100, 45)
    click(opened, "clear")
    assert "还没有选内容" in _hint(opened)
    click(opened, "undo")
    assert _hint(opened) == "填：单位名称"
    click(opened, "redo")
    settle(qtbot, window)
    assert "还没有选内容" in _hint(opened)


def test_a_place_that_was_not_found_is_drawn_on_the_paper(opened: Page, qtbot: QtBot, window: Window) -> None:
    view = opened.findChild(PageView)
    view.drawn.emit(QRectF(30, 250, 60, 8))
    type_text(find(opened, QLineEdit, "search"), "附注")
    click(opened, "own")
    settle(qtbot, window)
    assert _hint(opened) == "填：附注"


def test_arrows_with_alt_move_the_place(opened: Page, qtbot: QtBot, window: Window) -> None:
    _pick(opened, 100, 45)
    before = opened.editing.draft.places[opened.editing.chosen].area
    press_key(opened.findChild(PageView), Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window)
    after = opened.editing.draft.places[opened.editing.chosen].area
    assert (after.x, after.y) == (before.x + 0.5, before.y)


def test_a_form_saved_for_filings_is_what_filings_are_printed_on(
    opened: Page, qtbot: QtBot, window: Window, sample_folder: Path
) -> None:
    for name in ("use_opening", "use_change", "use_closure"):
        find(opened, QCheckBox, name).setChecked(True)
    click(opened, "save")
    settle(qtbot, window)
    form = filing_form_in(sample_folder, "opening")
    assert (form.title, form.version) == ("政务新媒体备案表", "1")
    filled = preview_filing(window.desk.office, 1)
    assert filled.job is not None
    assert filled.job.form.background is not None
    click(opened, "save")
    settle(qtbot, window)
    assert filing_form_in(sample_folder, "opening").version == "2"
    assert (sample_folder / "forms" / "earlier" / "filing-1.toml").is_file()


def test_a_scan_asks_for_every_cell(
    page: Page, qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    path = tmp_path / "扫描.png"
    path.write_bytes(as_file(scanned(_FILING, 150, 1.0), 150))
    _open(page, qtbot, window, dialogs, path)
    assert "扫描件上的字程序不认" in find(page, QLabel, "legend").text()
    assert "0格有内容" in find(page, QLabel, "legend").text()
    for initials in ("dwmc", "zhmc"):
        type_text(page.findChild(PageView), initials[:1])
        type_text(find(page, QLineEdit, "search"), initials[1:])
        QTest.keyClick(find(page, QLineEdit, "search"), Qt.Key.Key_Return)
    settle(qtbot, window)
    assert [place.source for place in page.editing.draft.places[:2]] == ["unit.full_name", "account.name"]


def test_a_word_form_keeps_its_own_look(
    page: Page, qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(as_word(_BOXES))
    _open(page, qtbot, window, dialogs, path)
    assert "Word文件和原来的版面一样" in find(page, QLabel, "legend").text()
    assert not find(page, QToolButton, "draw_place").isVisibleTo(page)


def test_a_saved_form_is_given_away_changed_and_put_away(
    opened: Page, qtbot: QtBot, window: Window, dialogs: QueuedDialogs, sample_folder: Path, tmp_path: Path
) -> None:
    click(opened, "save")
    settle(qtbot, window)
    given, forms = tmp_path / "给邻镇.toml", opened.findChild(OwnForms)

    def choose(words: str, *, of_form: bool = True) -> None:
        menu = forms.findChildren(QMenu)[-1] if of_form else forms
        next(action for action in menu.actions() if words in action.text()).trigger()
        settle(qtbot, window)

    assert forms.actions()[0].text() == "政务新媒体备案表（第1版）"
    dialogs.choose_next(given)
    choose("交给其他单位")
    choose("修改")
    _pick(opened, 100, 45)
    assert (find(opened, QLabel, "place_title").text(), _hint(opened)) == ("单位名称", "填：单位名称")
    dialogs.press_next("不再使用")
    choose("不再使用")
    assert [action.text() for action in forms.actions()] == ["载入其他单位给的表样…"]
    assert not list((sample_folder / "forms").glob("*.toml"))
    dialogs.choose_next(given)
    choose("载入", of_form=False)
    assert forms.actions()[0].text() == "政务新媒体备案表（第1版）"


def test_what_cannot_be_opened_is_said(
    page: Page, qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    path = tmp_path / "表.pdf"
    path.write_bytes(b"nothing")
    dialogs.press_next("知道了")
    _open(page, qtbot, window, dialogs, path)
    assert find(page, QFrame, "empty").isVisibleTo(page)


def test_unsaved_work_is_not_left_by_chance(opened: Page, qtbot: QtBot, window: Window, dialogs: QueuedDialogs) -> None:
    _pick(opened, 100, 45)
    click(opened, "clear")
    settle(qtbot, window)
    dialogs.press_next("取消")
    window.go(Place("today"))
    settle(qtbot, window)
    assert window.page("workshop").isVisibleTo(window)


def test_another_form_gives_way_only_after_a_question(
    opened: Page, qtbot: QtBot, window: Window, dialogs: QueuedDialogs, sample_folder: Path, tmp_path: Path
) -> None:
    find(opened, QCheckBox, "use_opening").setChecked(True)
    click(opened, "save")
    settle(qtbot, window)
    _open(opened, qtbot, window, dialogs, tmp_path / "备案表.pdf")
    assert not find(opened, QCheckBox, "use_opening").isChecked()
    find(opened, QLineEdit, "form_title").setText("另一张")
    find(opened, QCheckBox, "use_opening").setChecked(True)
    dialogs.press_next("取消")
    click(opened, "save")
    settle(qtbot, window)
    assert filing_form_in(sample_folder, "opening").title == "政务新媒体备案表"
    dialogs.press_next("换下原来的")
    click(opened, "save")
    settle(qtbot, window)
    assert filing_form_in(sample_folder, "opening").title == "另一张"


def test_unsaved_work_is_given_up_only_after_a_true_word(
    opened: Page, qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    _pick(opened, 100, 45)
    click(opened, "clear")
    settle(qtbot, window)
    draft = opened.editing.draft
    dialogs.press_next("取消")
    _open(opened, qtbot, window, dialogs, tmp_path / "备案表.pdf")
    assert "没有保存的改动就丢失了" in dialogs.shown[-1]
    assert opened.editing.draft == draft
    dialogs.press_next("先离开")
    window.go(Place("today"))
    settle(qtbot, window)
    dialogs.press_next("取消")
    assert not window.close()
    assert "“政务新媒体备案表”还没有保存" in dialogs.shown[-1]
    dialogs.press_next("不保存，关闭")
    assert window.close()
