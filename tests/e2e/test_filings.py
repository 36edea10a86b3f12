"""An opening, a change and a closure, from the first click to the filed form, as a user does them.

Run offscreen like every test, and once more on a real X server by ``test_real_screen.py``.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QListWidget,
    QPushButton,
    QRadioButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmedia_desktop.gui.page import Page
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.window import Window
from pmedia_desktop.model.account import Account, AccountState, Baseline
from pmedia_desktop.model.attachment import AttachmentKind
from pmedia_desktop.model.filing import Filing, FilingKind, FilingState
from pmedia_desktop.services import accounts
from pmedia_desktop.services.filing import filings
from pmedia_desktop.services.office import snapshot
from tests.gui.conftest import OpenWindow
from tests.gui.hands import click, click_words, fill, find, open_dialog, settle, texts, type_text
from tests.gui.queued_dialogs import QueuedDialogs
from tests.services.kept import kept_pdf

_OLD_ACCOUNT = Account(
    platform="wechat_official",
    name="示例镇旧公众号",
    platform_id="slzjgzh",
    subject="眉山市彭山区示例镇人民政府",
    opened_on=date(2019, 3, 1),
    baseline=Baseline.FILED_BEFORE,
    followers=860,
    holder_id=2,
)


class User:
    """One person in front of one window."""

    def __init__(self, qtbot: QtBot, window: Window, dialogs: QueuedDialogs, folder: Path) -> None:
        self.qtbot = qtbot
        self.window = window
        self.dialogs = dialogs
        self.folder = folder

    @property
    def page(self) -> Page:
        assert self.window.here is not None
        return self.window.page(self.window.here.page)

    @property
    def dialog(self) -> QDialog:
        dialog = open_dialog(self.window)
        assert dialog is not None, texts(self.window)
        return dialog

    @property
    def filing(self) -> Filing:
        assert self.window.here is not None
        assert self.window.here.page == "filing"
        return filings.filing_page(self.window.desk.office, self.window.here.record).filing

    def wait(self) -> None:
        settle(self.qtbot, self.window)

    def press(self, key: Qt.Key) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key)
        self.wait()

    def tab_to(self, name: str) -> None:
        for _ in range(80):
            focus = QApplication.focusWidget()
            if focus is not None and name in (focus.objectName(), focus.accessibleName()):
                return
            QTest.keyClick(focus or self.window, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reached {name}")

    def go(self, section: str) -> None:
        """Click a section of the navigation."""
        places = find(self.window, QListWidget, "places")
        item = next(places.item(row) for row in range(places.count()) if places.item(row).text() == section)
        QTest.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=places.visualItemRect(item).center())
        self.wait()

    def choose_from_menu(self, button: QPushButton, downs: int) -> None:
        """Open a button's menu by keyboard and choose the entry so many arrows down."""
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        self.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        for _ in range(downs):
            QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        self.wait()
        # Without a window manager nobody gives the focus back when a menu closes.
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def enter(self, button: str, scan: str = "", **fields: str) -> None:
        """Press a step's button and fill its dialog; ``scan`` is a file to attach."""
        click_words(self.page, button)
        self.wait()
        dialog = self.dialog
        for name, text in fields.items():
            fill(dialog, name, text)
        if scan:
            path = self.folder / scan
            path.write_bytes(b"%PDF-1.4 " + scan.encode())
            self.dialogs.choose_next(path)
            click(dialog, "browse_scan")
        click(dialog, "save")
        self.wait()

    def save_as_pdf(self, button: str, name: str, reason: str = "") -> str:
        """Print to a file and return what the file says."""
        click_words(self.page, button)
        self.wait()
        dialog = self.dialog
        fill(dialog, "printer", "存为PDF")
        if find(dialog, QWidget, "print_reason").isVisible():
            assert reason, texts(dialog)
            fill(dialog, "print_reason", reason)
        self.dialogs.choose_next(self.folder / name)
        click(dialog, "accept")
        self.wait()
        pages = pypdf.PdfReader(self.folder / name).pages
        return "".join(page.extract_text() for page in pages).replace("\n", "")

    def account_state(self) -> AccountState:
        return accounts.account_page(self.window.desk.office, self.filing.account_id).account.state


def _user(
    qtbot: QtBot, open_window: OpenWindow, dialogs: QueuedDialogs, folder: Path, tmp_path: Path
) -> Callable[[date], User]:
    def sit_down(on: date) -> User:
        window = open_window(folder, on)
        window.activateWindow()
        return User(qtbot, window, dialogs, tmp_path)

    return sit_down


def test_an_opening_from_the_idea_to_the_filed_form(
    qtbot: QtBot, open_window: OpenWindow, dialogs: QueuedDialogs, sample_folder: Path, tmp_path: Path
) -> None:
    user = _user(qtbot, open_window, dialogs, sample_folder, tmp_path)(date(2026, 11, 23))
    QTest.keyClick(user.window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    user.wait()
    user.choose_from_menu(find(user.page, QPushButton, "start"), downs=1)
    assert user.window.here == Place("opening")
    # Keyboard alone through the guide's first page.
    fill(user.page, "platform", "快手")
    for name, text in (("name", "示例镇䶮发布"), ("platform_id", "slz511403"), ("homepage", "https://kuaishou.cn/slz")):
        user.tab_to(name)
        focus = QApplication.focusWidget()
        assert focus is not None
        type_text(focus, text)
    user.tab_to("next")
    user.press(Qt.Key.Key_Space)
    for name, text in (("purpose", "发布本镇政务信息"), ("certification", "已认证")):
        fill(user.page, name, text)
    fill(user.page, "certification_subject", "眉山市彭山区示例镇人民政府")
    click(user.page, "next")
    fill(user.page, "holder_id", "李")
    fill(user.page, "bound_phone_owner", "单位")
    click(user.page, "next")
    fill(user.page, "reason", "方便群众了解办事流程")
    fill(user.page, "event_on", "2026-11-23")
    click(user.page, "finish")
    user.wait()
    # The form is complete: it is printed, approved by signature, sealed and handed in.
    assert "内容已填齐" in texts(user.page)
    assert "未起算" in texts(find(user.page, QFrame, "term"))
    said = user.save_as_pdf("打印送签稿…", "送签稿.pdf", "领导今天出差前签")
    for words in ("示例镇䶮发布", "快手", "slz511403", "方便群众了解办事流程", "王䶮"):
        assert words in said
    user.enter("登记签字…", scan="签字.pdf", signed_on="2026-11-23")
    assert "第10个工作日是12月7日" in texts(find(user.page, QFrame, "term"))
    user.enter("登记用印…", sealed_on="2026-11-23")
    user.enter("登记报送…", submitted_on="2026-11-23", submitted_how="当面送交", receiver="区政府办张三")
    user.enter("登记备案…", filed_on="2026-11-23", number="〔2026〕12号")
    user.enter("登记核对…", national_state="正常")
    filing = user.filing
    assert (filing.kind, filing.state, filing.number) == (FilingKind.OPENING, FilingState.FILED, "〔2026〕12号")
    assert (filing.approval.by, filing.approval.on) == ("王䶮", date(2026, 11, 23))
    assert user.account_state() is AccountState.NORMAL
    kinds = {attachment.kind for attachment in filings.filing_page(user.window.desk.office, filing.id).attachments}
    assert {AttachmentKind.PRINTED_FORM, AttachmentKind.SIGNED_FORM} <= kinds
    assert kept_pdf(user.window.desk.office, filing.id) == (tmp_path / "送签稿.pdf").read_bytes()


def test_a_change_returned_once_and_filed_in_the_end(
    qtbot: QtBot, open_window: OpenWindow, dialogs: QueuedDialogs, sample_folder: Path, tmp_path: Path
) -> None:
    user = _user(qtbot, open_window, dialogs, sample_folder, tmp_path)(date(2026, 11, 23))
    user.go("账号")
    table = find(user.page, QTableView, "table")
    row = next(n for n in range(table.model().rowCount()) if table.model().index(n, 1).data() == "新浪微博")
    table.setCurrentIndex(table.model().index(row, 0))
    table.setFocus()
    user.press(Qt.Key.Key_Return)
    click(user.page, "edit")
    user.wait()
    editor = user.dialog
    fill(editor, "name", "示例镇政务发布")
    click(editor, "save")
    user.wait()
    kind = user.dialog
    find(kind, QRadioButton, "real_change").click()
    fill(kind, "effective_on", "2026-11-20")
    fill(kind, "reason", "规范名称")
    click(kind, "save")
    user.wait()
    # The program has drafted the filing with the values before and after; a draft of the same day is continued.
    first = user.filing
    assert ("示例镇发布", "示例镇政务发布") in [(row.before, row.after) for row in first.changes]
    said = user.save_as_pdf("打印送签稿…", "变更.pdf", "先送签")
    assert "示例镇政务发布" in said
    user.enter("登记签字…", signed_on="2026-11-23")
    user.enter("登记用印…", sealed_on="2026-11-23")
    user.enter("登记报送…", submitted_how="电子公文", receiver="区政府办")
    user.enter("被退回…", return_reason="缺单位公章")
    click_words(user.page, "更正后重报")
    user.wait()
    correction = user.filing
    assert correction.follows_id == first.id
    fill(user.page, "reason", "规范名称，已补盖公章。")
    user.save_as_pdf("打印送签稿…", "变更更正.pdf", "更正后重报")
    assert user.filing.reason == "规范名称，已补盖公章。"
    user.enter("登记签字…", signed_on="2026-11-23")
    user.enter("登记用印…")
    user.enter("登记报送…", submitted_how="电子公文", receiver="区政府办")
    user.enter("登记收悉…")
    user.enter("登记备案…")
    states = {filing.id: filing.state for filing in snapshot(user.window.desk.office).filings}
    assert (states[first.id], states[correction.id]) == (FilingState.RETURNED, FilingState.FILED)


def test_a_closure_over_the_weeks_that_it_takes(
    qtbot: QtBot, open_window: OpenWindow, dialogs: QueuedDialogs, sample_folder: Path, tmp_path: Path
) -> None:
    sit_down = _user(qtbot, open_window, dialogs, sample_folder, tmp_path)
    user = sit_down(date(2026, 11, 23))
    # Accounts are entered in a journey of their own.
    accounts.register_account(user.window.desk.office, _OLD_ACCOUNT)
    user.go("备案")
    user.choose_from_menu(find(user.page, QPushButton, "start"), downs=3)
    assert user.window.here == Place("closing")
    fill(user.page, "account_id", "示例镇旧公众号")
    user.wait()
    assert "第五条" in texts(user.page)
    click(user.page, "next")
    fill(user.page, "closure_reason", "功能相近整合")
    fill(user.page, "reason", "与微博功能相近，整合发布")
    fill(user.page, "successor", "示例镇发布（微博）")
    click(user.page, "next")
    click(user.page, "finish")
    user.wait()
    # The leader approves by a memo, before anything happens on the platform.
    user.enter(
        "登记批准…", approval_on="2026-11-23", approval_form="呈批件", approval_document="呈批件第9号", scan="批准.pdf"
    )
    user.enter("登记公告…", notice_on="2026-11-23", notice_place="本账号", scan="公告.pdf")
    assert user.account_state() is AccountState.CLOSURE_ANNOUNCED
    user.enter("登记申请…", requested_on="2026-11-23", scan="申请.pdf")
    filing_id = user.filing.id
    assert user.account_state() is AccountState.FROZEN
    assert "冻结期满：2026年11月30日" in texts(user.page)

    # Weeks later the freeze is over; the day's page says so and leads back to the filing.
    user = sit_down(date(2026, 12, 4))
    assert "登录确认注销：示例镇旧公众号（微信公众号）" in texts(user.page)
    buttons = user.page.findChildren(QPushButton)
    next(button for button in buttons if "登录确认注销：示例镇旧公众号" in button.accessibleName()).click()
    user.wait()
    assert user.window.here == Place("filing", filing_id)
    user.enter("登记确认…", confirmed_on="2026-12-02")
    user.enter("登记注销…", completed_on="2026-12-03", archived_at="党政办档案柜", scan="注销成功.pdf")
    assert user.account_state() is AccountState.CANCELLED
    assert "第5个工作日是12月10日" in texts(find(user.page, QFrame, "term"))
    # Everything that happened is on the sheet.
    said = user.save_as_pdf("打印送签稿…", "报送.pdf", "先送签")
    for words in ("2026年12月3日", "与微博功能相近，整合发布", "本账号"):
        assert words in said
    user.enter("登记签字…", signed_on="2026-12-04")
    user.enter("登记用印…", sealed_on="2026-12-04")
    user.enter("登记报送…", submitted_on="2026-12-04", submitted_how="当面送交", receiver="区政府办")
    user.enter("登记备案…")
    user.enter("登记核对…", national_state="注销")
    filing = user.filing
    assert (filing.state, filing.national_state) == (FilingState.FILED, "注销")
    assert filing.event_on == date(2026, 12, 3)
