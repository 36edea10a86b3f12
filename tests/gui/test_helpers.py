"""The small helpers: command palette, undo by name, saved views, letters, the note with a filing."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pypdf
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from benchmarks.drawn_forms import as_word
from benchmarks.office_forms import FORMS
from pmedia_desktop.errors import InputError
from pmedia_desktop.gui.command_palette import CommandPalette
from pmedia_desktop.gui.fields.code_reading import offer_code_reading
from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.saved_views import SavedViews
from pmedia_desktop.gui.text_dialog import TextDialog
from pmedia_desktop.gui.undo_dialog import UndoDialog
from pmedia_desktop.gui.window import Window
from pmedia_desktop.paper.qr import qr_picture
from pmedia_desktop.progress import Silent
from pmedia_desktop.services import accounts
from pmedia_desktop.services.paper import form_workshop
from pmedia_desktop.services.paper.homepage_codes import homepage_in
from tests.gui.hands import click, find, open_dialog, settle, type_text
from tests.gui.queued_dialogs import QueuedDialogs


def _palette(qtbot: QtBot, window: Window) -> CommandPalette:
    window._open_palette()
    settle(qtbot, window)
    palette = open_dialog(window, CommandPalette)
    assert isinstance(palette, CommandPalette)
    return palette


def _titles(palette: CommandPalette) -> list[str]:
    found = find(palette, QListWidget, "found")
    return [found.item(row).text() for row in range(found.count())]


def _run(qtbot: QtBot, window: Window, letters: str) -> None:
    palette = _palette(qtbot, window)
    text = find(palette, QLineEdit, "text")
    type_text(text, letters)
    QTest.keyClick(text, Qt.Key.Key_Return)
    settle(qtbot, window)


def _choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if words in action.text()).trigger()


def test_an_account_is_found_by_initials_and_opened(qtbot: QtBot, window: Window) -> None:
    palette = _palette(qtbot, window)
    text = find(palette, QLineEdit, "text")
    type_text(text, "slzfb")
    assert "示例镇发布" in _titles(palette)[0]
    QTest.keyClick(text, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.here is not None
    assert window.here.page == "account"


def test_what_was_open_last_stands_first(qtbot: QtBot, window: Window) -> None:
    window.go(Place("filing", 2))
    settle(qtbot, window)
    palette = _palette(qtbot, window)
    filing = _titles(palette)[0]
    palette.reject()
    window.go(Place("settings"))
    settle(qtbot, window)
    palette = _palette(qtbot, window)
    assert _titles(palette)[:2] == ["设置", filing]
    palette.reject()


def test_arrows_walk_through_the_list_while_typing(qtbot: QtBot, window: Window) -> None:
    palette = _palette(qtbot, window)
    QTest.keyClick(find(palette, QLineEdit, "text"), Qt.Key.Key_Down)
    assert find(palette, QListWidget, "found").currentRow() == 1
    palette.reject()


def test_a_change_is_undone_by_name(qtbot: QtBot, window: Window) -> None:
    office = window.desk.office
    account = accounts.account_page(office, 1).account
    accounts.correct_account(office, replace(account, name="打错的名称"))
    _run(qtbot, window, "撤销")
    dialog = open_dialog(window, UndoDialog)
    assert dialog is not None
    model = find(dialog, QTableView, "table").model()
    assert model.index(0, 1).data() == "更正账号录入 打错的名称"
    click(dialog, "undo_it")
    settle(qtbot, window)
    assert accounts.account_page(office, 1).account.name == account.name
    assert model.index(1, 3).data() == "已撤销"
    dialog.reject()


def test_what_cannot_be_undone_says_why(qtbot: QtBot, window: Window) -> None:
    _run(qtbot, window, "撤销")
    dialog = open_dialog(window, UndoDialog)
    assert dialog is not None
    table = find(dialog, QTableView, "table")
    model = table.model()
    row = next(row for row in range(model.rowCount()) if model.index(row, 3).data() == "不能")
    table.selectRow(row)
    assert find(dialog, QLabel, "reason").text()
    dialog.reject()


def test_a_search_is_kept_and_comes_back_with_a_click(qtbot: QtBot, window: Window) -> None:
    window.go(Place("accounts"))
    settle(qtbot, window)
    page = window.page("accounts")
    search = find(page, QLineEdit, "search")
    type_text(search, "slz")
    settle(qtbot, window)
    menu = find(page, QToolButton, "views").menu()
    assert isinstance(menu, SavedViews)
    menu.aboutToShow.emit()
    _choose(menu, "保存现在的筛选：slz")
    search.clear()
    menu.aboutToShow.emit()
    _choose(menu, "slz")
    settle(qtbot, window)
    assert search.text() == "slz"


def _views(page: Page) -> SavedViews:
    menu = find(page, QToolButton, "views").menu()
    assert isinstance(menu, SavedViews)
    menu.aboutToShow.emit()
    return menu


def test_every_list_keeps_its_searches_and_filters_and_lets_choose_its_columns(qtbot: QtBot, window: Window) -> None:
    lists = {"filings": "search", "publications": "search", "messages": "search", "custody": "search"}
    for key, name in {**lists, "people": "search", "settings": "text"}.items():
        window.go(Place(key, 0, "journal" if key == "settings" else ""))
        settle(qtbot, window)
        page = window.page(key)
        search = find(page, QLineEdit, name)
        type_text(search, "slz")
        settle(qtbot, window)
        _choose(_views(page), "保存现在的筛选：slz")
        search.clear()
        _choose(_views(page), "slz")
        settle(qtbot, window)
        assert search.text() == "slz", key
        _choose(_views(page).findChildren(QMenu)[-1], "slz")
        assert [action.text() for action in _views(page).actions()] == ["保存现在的筛选：slz"], key
        search.clear()
        settle(qtbot, window)
        _hide_last_column(window, find(page, QToolButton, "columns"), key)


def _hide_last_column(window: Window, button: QToolButton, key: str) -> None:
    """Hide the last column that a list's menu offers; the first is never offered."""
    table = button.parentWidget().findChild(QTableView, "items" if key == "publications" else "table")
    actions = button.menu().actions()
    titles = [column.title for column in table.model().columns]
    assert titles[0] not in [action.text() for action in actions], key
    number = titles.index(actions[-1].text())
    actions[-1].trigger()
    assert table.isColumnHidden(number), key
    hidden = window.desk.memory.hidden_columns("journal" if key == "settings" else key, frozenset())
    name = table.model().columns[number].key or titles[number]
    assert name in hidden, f"{key}: by a name that no column put in before it changes"


def test_a_kept_tick_comes_back_and_a_choice_that_is_gone_is_said(qtbot: QtBot, window: Window) -> None:
    window.go(Place("custody"))
    settle(qtbot, window)
    page = window.page("custody")
    tick = find(page, QCheckBox, "only_needs")
    tick.setChecked(True)
    _choose(_views(page), "保存现在的筛选：只看还有事要办的")
    tick.setChecked(False)
    _choose(_views(page), "只看还有事要办的")
    assert tick.isChecked()
    window.desk.memory.keep_views("messages", {"旧": {"account": "注销了的账号", "text": "灯"}})
    window.go(Place("messages"))
    settle(qtbot, window)
    _choose(_views(window.page("messages")), "旧")
    assert find(window.page("messages"), QLineEdit, "search").text() == "灯"
    assert "注销了的账号" in window.statusBar().currentMessage()


def test_the_palette_leads_to_tabs_and_people_and_says_what_it_does_not_know(qtbot: QtBot, window: Window) -> None:
    _run(qtbot, window, "hsz")
    assert window.here == Place("settings", 0, "recycle_bin")
    palette = _palette(qtbot, window)
    text = find(palette, QLineEdit, "text")
    type_text(text, "zhangzhen")
    assert "开始使用" not in _titles(palette)
    text.clear()
    type_text(text, "王䶮")
    assert _titles(palette)[0].startswith("王䶮")
    text.clear()
    type_text(text, "qqqqqq")
    assert _titles(palette) == ["没有找到。可以输名称、拼音首字母，例如 bf（备份）"]
    QTest.keyClick(text, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert palette.isVisible()
    palette.reject()


def test_an_own_form_is_chosen_and_filled_from_the_account_page(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, sample_folder: Path, tmp_path: Path
) -> None:
    window.go(Place("account", 1))
    settle(qtbot, window)
    more = find(window.page("account"), QToolButton, "more").menu()
    dialogs.press_next("知道了")
    _choose(more, "上级的表")
    settle(qtbot, window)
    path = tmp_path / "表.docx"
    path.write_bytes(as_word(FORMS[0]))
    form_workshop.save(sample_folder, form_workshop.open_office_form(path, Silent()))
    _choose(more, "上级的表")
    settle(qtbot, window)
    menu = next(menu for menu in window.page("account").findChildren(QMenu) if menu.isVisible())
    _choose(menu, "政务新媒体备案表")
    menu.close()
    settle(qtbot, window)
    dialog = open_dialog(window)
    assert dialog is not None
    target = find(dialog, QComboBox, "printer")
    assert [target.itemText(row) for row in range(target.count())] == ["存为Word文件（docx）"]
    dialogs.choose_next(tmp_path / "out.docx")
    click(dialog, "accept")
    settle(qtbot, window)
    cells = [cell.text for row in docx.Document(str(tmp_path / "out.docx")).tables[0].rows for cell in row.cells]
    assert "示例镇发布" in "".join(cells)


def test_a_letter_is_drafted_edited_and_saved_as_pdf_and_word(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    window.go(Place("account", 1))
    settle(qtbot, window)
    _choose(find(window.page("account"), QToolButton, "more").menu(), "认证公函")
    settle(qtbot, window)
    dialog = open_dialog(window, TextDialog)
    assert dialog is not None
    text = find(dialog, QPlainTextEdit, "text")
    assert "申请认证" in text.toPlainText()
    text.appendPlainText("补充一句。")
    for name, suffix in (("save_pdf", "pdf"), ("save_word", "docx")):
        dialogs.choose_next(tmp_path / f"letter.{suffix}")
        click(dialog, name)
        settle(qtbot, window)
    pdf = pypdf.PdfReader(io.BytesIO((tmp_path / "letter.pdf").read_bytes()))
    assert "补充一句" in pdf.pages[0].extract_text()
    assert docx.Document(str(tmp_path / "letter.docx")).paragraphs[-1].text == "补充一句。"
    dialog.reject()


def test_the_note_with_a_filing_is_copied(qtbot: QtBot, window: Window) -> None:
    window.go(Place("filing", 1))
    settle(qtbot, window)
    _choose(find(window.page("filing"), QToolButton, "more").menu(), "报送说明")
    settle(qtbot, window)
    dialog = open_dialog(window, TextDialog)
    assert dialog is not None
    click(dialog, "copy")
    assert "现报送" in QGuiApplication.clipboard().text()
    dialog.reject()


def test_who_can_log_in_today_is_shown_for_every_account_in_use(qtbot: QtBot, window: Window) -> None:
    _run(qtbot, window, "谁能登录")
    dialog = open_dialog(window, TextDialog)
    assert dialog is not None
    assert "示例镇发布" in find(dialog, QPlainTextEdit, "text").toPlainText()
    dialog.reject()


def test_a_homepage_is_read_from_a_picture_and_from_the_clipboard(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    address = "https://www.example.com/shilizhen"
    path = tmp_path / "code.png"
    path.write_bytes(qr_picture(address))
    window.go(Place("account", 1))
    settle(qtbot, window)
    click(window.page("account"), "edit")
    settle(qtbot, window)
    editor = open_dialog(window)
    assert editor is not None
    line = find(editor, QLineEdit, "homepage")
    menu = line.findChild(QMenu)
    for words, prepare in (
        ("从图片", lambda: dialogs.choose_next(path)),
        ("剪贴板", lambda: QGuiApplication.clipboard().setImage(QImage(str(path)))),
    ):
        line.clear()
        prepare()
        _choose(menu, words)
        settle(qtbot, window)
        assert line.text() == address
    dialogs.press_next("放弃修改")
    editor.reject()


def test_a_copied_file_and_a_copied_address_are_taken_too(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    address = "https://www.example.com/shilizhen"
    path = tmp_path / "code.png"
    path.write_bytes(qr_picture(address))
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = offer_code_reading(line, window.desk)
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(path))])
    clipboard = QGuiApplication.clipboard()
    for put in (lambda: clipboard.setMimeData(copied), lambda: clipboard.setText(f" {address}\n")):
        line.clear()
        put()
        _choose(menu, "剪贴板")
        settle(qtbot, window)
        assert line.text() == address
    clipboard.setText("没有网址")
    dialogs.press_next("知道了")
    _choose(menu, "剪贴板")
    assert line.text() == address


def test_a_login_code_is_no_homepage_and_is_not_repeated() -> None:
    with pytest.raises(InputError) as refused:
        homepage_in(qr_picture("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"))
    assert "JBSWY3DPEHPK3PXP" not in str(refused.value)


def test_a_letter_is_found_among_the_things_to_do_and_asks_which_account(qtbot: QtBot, window: Window) -> None:
    palette = _palette(qtbot, window)
    text = find(palette, QLineEdit, "text")
    type_text(text, "关停公告")
    assert _titles(palette) == ["起草关停公告…"]
    QTest.keyClick(text, Qt.Key.Key_Return)
    assert "哪个账号" in text.placeholderText()
    type_text(text, "slzfb")
    QTest.keyClick(text, Qt.Key.Key_Return)
    settle(qtbot, window)
    dialog = open_dialog(window, TextDialog)
    assert "示例镇发布" in "".join(edit.toPlainText() for edit in dialog.findChildren(QPlainTextEdit))
    dialog.reject()
