"""The manual in the window: F1 at the right place, searching, its pictures and its PDF."""

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QTextBrowser
from pytestqt.qtbot import QtBot

from pmedia_desktop.errors import EnvironmentProblem
from pmedia_desktop.gui.doors import opened
from pmedia_desktop.gui.editors.person_editor import PersonEditor
from pmedia_desktop.gui.help.dialog import HelpDialog
from pmedia_desktop.gui.help.manual import Chapter, chapters, told_at, with_present_pictures
from pmedia_desktop.gui.help.pictures import place_of, wanted_pictures
from pmedia_desktop.gui.help.printed import blocks_of, write_pdf
from pmedia_desktop.gui.help.rendering import filled_in
from pmedia_desktop.gui.help.scenes import SCENES
from pmedia_desktop.gui.help.text_view import ManualText
from pmedia_desktop.gui.pages import help as help_page
from pmedia_desktop.gui.pages import pages, sections
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.paper.booklet.content import Figure, Grid, Heading, Piece, Prose
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.sample.pictured import PAPERS
from tests.gui.hands import click_words, find, open_dialog, settle
from tests.gui.queued_dialogs import QueuedDialogs
from tests.paper.samples import packed, text_by_pdfium

DAY = date(2020, 1, 2)


def test_every_picture_of_the_manual_is_one_that_the_program_takes() -> None:
    known = {entry.key: entry for entry in pages()}
    for name in wanted_pictures():
        if name in SCENES or name in PAPERS:
            continue
        place = place_of(name)
        assert place.page in known, name
        assert bool(place.record) == bool(known[place.page].takes), name
        assert not place.field or place.page == "workshop" or place.field in known[place.page].parts, name
    assert set(SCENES) | set(PAPERS) <= set(wanted_pictures()), "a picture that no chapter shows"


def test_every_chapter_is_about_pages_that_there_are_and_every_link_leads_to_a_chapter() -> None:
    known = {entry.key: entry.parts for entry in pages()}
    for chapter in chapters():
        for about in chapter.abouts:
            page, _, part = about.partition("/")
            assert page in known or about[0].isupper(), about  # dialogs: tests/house/test_manual.py
            assert not part or part in known[page], about
        linked = {piece.partition(")")[0].partition("#")[0] for piece in chapter.text.split("](")[1:]}
        assert {link for link in linked if link.endswith(".md")} <= {one.file for one in chapters()}


@pytest.mark.parametrize(
    ("place", "title", "heading"),
    [
        (Place("today"), "今日", ""),
        (Place("account", 1), "登记账号", ""),
        (Place("opening"), "办一份备案", "开设新账号"),
        (Place("self_inspection", 0, "problems"), "留言和自查", "每季度自查"),
        (Place("self_inspection", 0, "sanctions"), "留言和自查", "事件、上级处置和管理制度"),
        (Place("publications", 0, "clocks"), "信息发布", "更新计时"),
        (Place("settings", 0, "backups"), "备份和恢复", ""),
        (Place("settings", 0, "changes"), "办一份备案", "变更"),
        (Place("settings", 0, "journal"), "设置和提醒", "操作记录和回收站"),
    ],
)
def test_f1_opens_the_place_about_the_page_in_view(
    qtbot: QtBot, window: Window, place: Place, title: str, heading: str
) -> None:
    window.go(place)
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_F1)
    settle(qtbot, window)
    assert window.here is not None
    assert window.here.page == "help"
    text = find(window, QTextBrowser, "text")
    assert text.toPlainText().startswith(title)
    assert first_line_in_view(text) == (heading or title)
    window.go_back()
    assert window.here == place


def first_line_in_view(text: QTextBrowser) -> str:
    """Return the paragraph at the top, or what was asked for where the chapter ends before the view does."""
    bar, asked = text.verticalScrollBar(), text.textCursor().block().text()
    seen: str = text.cursorForPosition(QPoint(20, 12)).block().text()
    return asked if bar.value() == bar.maximum() else seen


def test_f1_in_a_dialog_opens_the_manual_above_it_and_escape_leads_back(qtbot: QtBot, window: Window) -> None:
    window.go(Place("people"))
    settle(qtbot, window)
    click_words(window, "添加人员…")
    editor = open_dialog(window, PersonEditor)
    assert editor is not None
    QTest.keyClick(find(editor, QLineEdit, "name"), Qt.Key.Key_F1)
    manual = open_dialog(window, HelpDialog)
    assert manual is not None
    assert find(manual, QTextBrowser, "text").textCursor().block().text() == "单位与人员"
    assert not any(button.isVisible() for button in manual.findChildren(QPushButton))
    QTest.keyClick(manual, Qt.Key.Key_F1)
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not [one for one in opened() if isinstance(one, HelpDialog)]
    assert editor.isVisible()
    editor.reject()


def test_f1_tells_what_to_do_where_the_register_cannot_be_opened(qtbot: QtBot, shut_out: Window) -> None:
    shut_out.show()
    shut_out.load()
    settle(qtbot, shut_out)
    QTest.keyClick(shut_out, Qt.Key.Key_F1)
    manual = open_dialog(shut_out, HelpDialog)
    assert manual is not None
    assert find(manual, QTextBrowser, "text").toPlainText().startswith("遇到问题")
    manual.reject()


def test_what_no_chapter_is_about_leads_to_that_of_its_section() -> None:
    assert chapters()[told_at("unheard_of", "filings")[0]].title == "办一份备案"
    assert {section.key for section in sections()} - {"help"} <= {about for one in chapters() for about in one.abouts}


def test_words_looked_for_leave_the_chapters_that_hold_them_and_show_the_place(qtbot: QtBot, window: Window) -> None:
    window.go(Place("help"))
    settle(qtbot, window)
    search, text = find(window, QLineEdit, "search"), find(window, QTextBrowser, "text")
    search.setText("fcitx 4")
    shown = find(window, QListWidget, "chapters")
    assert [shown.item(row).text() for row in range(shown.count()) if not shown.item(row).isHidden()] == ["输入法"]
    assert text.textCursor().selectedText() == "fcitx 4"
    search.clear()
    assert not any(shown.item(row).isHidden() for row in range(shown.count()))


def test_the_chapter_on_input_methods_tells_how_it_stands_on_this_pc(qtbot: QtBot, window: Window) -> None:
    window.go(Place("help"))
    find(window, QListWidget, "chapters").setCurrentRow(chapter_titles().index("输入法"))
    settle(qtbot, window)
    shown = find(window, QTextBrowser, "text").toPlainText()
    assert "{" not in shown
    assert ("使用系统自带的输入法" if sys.platform == "win32" else "offscreen") in shown


def test_the_manual_is_saved_as_a_pdf_with_all_its_chapters(
    qtbot: QtBot, window: Window, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    window.go(Place("help"))
    settle(qtbot, window)
    dialogs.choose_next(tmp_path / "手册.pdf")
    click_words(window, "手册存为PDF…")
    settle(qtbot, window)
    text = packed(text_by_pdfium((tmp_path / "手册.pdf").read_bytes()))
    for title in chapter_titles():
        assert packed(title) in text, title


def test_a_manual_that_cannot_be_written_is_told(qapp: QApplication, tmp_path: Path) -> None:
    in_the_way = tmp_path / "手册.pdf"
    in_the_way.mkdir()
    with pytest.raises(EnvironmentProblem, match=r"写不了文件.*（这是一个文件夹）"):
        written_elsewhere(in_the_way)


def test_the_manual_names_its_day_leads_to_every_chapter_and_is_the_same_each_time(
    qapp: QApplication, tmp_path: Path
) -> None:
    for name in ("a.pdf", "b.pdf"):
        written_elsewhere(tmp_path / name)
    written = (tmp_path / "a.pdf").read_bytes()
    assert written == (tmp_path / "b.pdf").read_bytes()
    assert re.findall(rb"Date \(D:(\d{8})", written) == [b"20200102"] * 2
    reader = PdfReader(tmp_path / "a.pdf")
    assert "2020年1月2日" in packed(reader.pages[0].extract_text())
    assert [entry["/Title"] for entry in reader.outline if not isinstance(entry, list)] == chapter_titles()


def test_pictures_that_are_there_are_in_it_and_missing_ones_leave_no_gap(
    qapp: QApplication, window: Window, tmp_path: Path
) -> None:
    window.grab().save(str(tmp_path / "today.png"))
    today = next(chapter for chapter in chapters() if "today.png" in chapter.pictures)
    accounts = next(chapter for chapter in chapters() if "accounts.png" in chapter.pictures)
    beside_words = Chapter("a.md", "题", "# 题\n\n1. 一\n![图](today.png)\n", {})
    _title, words, beside = blocks_of(beside_words, {}, tmp_path)
    assert isinstance(words, Prose)
    assert words.pieces[0].words.strip() == "一", "the words of a picture's paragraph are not lost"
    assert isinstance(beside, Figure)
    [figure] = [block for block in blocks_of(today, {}, tmp_path) if isinstance(block, Figure)]
    assert (figure.caption, figure.share) == ("今日", 1.0)
    assert not [block for block in blocks_of(accounts, {}, tmp_path) if isinstance(block, Figure)]
    assert "![" not in with_present_pictures(accounts.text, tmp_path)
    assert filled_in("a{input_methods}", {"input_methods": "b"}) == "ab"


def test_a_picture_is_made_for_the_room_there_is_framed_and_never_larger_than_it_is(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = QImage(900, 500, QImage.Format.Format_RGB32)
    plain.fill(QColor("white"))
    plain.save(str(tmp_path / "today.png"))
    monkeypatch.setattr(help_page, "picture_folder", lambda: tmp_path)
    window.go(Place("help", 0, "today"))
    settle(qtbot, window)
    text = find(window, ManualText, "text")

    def shown() -> QImage:
        return QImage(text.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl("today.png")))

    for width in (1366, 1000, 2000):
        window.resize(width, 768)
        settle(qtbot, window)
        assert shown().width() == min(text.picture_room(), 900)
        assert shown().pixelColor(0, 0) != shown().pixelColor(9, 9) == QColor("white")


def test_words_links_lists_and_tables_reach_the_paper_as_they_are_on_the_screen(
    qapp: QApplication, tmp_path: Path
) -> None:
    text = "# 题\n\n看**这里**，见[别处](b.md#节)。\n\n1. 一\n2. 二\n\n"
    text += "## 节\n\n- 点\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"
    assert list(blocks_of(Chapter("a.md", "题", text, {}), {}, tmp_path)) == [
        Heading(1, "题", "a.md"),
        Prose((Piece("看"), Piece("这里", strong=True), Piece("，见"), Piece("别处", leads_to="b.md#节"), Piece("。"))),
        Prose((Piece("一"),), "1."),
        Prose((Piece("二"),), "2."),
        Heading(2, "节", "a.md#节"),
        Prose((Piece("点"),), "•"),
        Grid(
            [
                [Prose((Piece("甲", strong=True),)), Prose((Piece("乙", strong=True),))],
                [Prose((Piece("1"),)), Prose((Piece("2"),))],
            ]
        ),
    ]


def written_elsewhere(target: Path) -> None:
    """Write the manual without pictures, as the window does: not on its own thread."""
    with ThreadPoolExecutor(1) as lane:
        lane.submit(write_pdf, target, {}, target.parent, DAY, Silent()).result()


def chapter_titles() -> list[str]:
    return [chapter.title for chapter in chapters()]
