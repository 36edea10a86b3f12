"""密码保管 as its user does it: appoint, deposit, lend, take back, deputy, leak, retire, passphrases, terminals."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QTableView, QToolButton, QWidget

from pmedia_desktop.gui.custody import look_dialog
from pmedia_desktop.gui.custody.first_passphrase import FirstPassphraseDialog
from pmedia_desktop.gui.custody.look_dialog import LookDialog
from pmedia_desktop.gui.custody.unlock_dialog import UnlockDialog
from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.settings.custody import CustodyTab
from pmedia_desktop.model.custody import ChangeReason, Credential, CredentialKind, CredentialStatus
from pmedia_desktop.services.custody.appointing import appoint
from pmedia_desktop.services.custody.qr_codes import qr_picture
from pmedia_desktop.services.custody.terminals import list_terminals
from tests.gui.custody.conftest import HOLDER, LEADER, SECRET, TAKER, WITNESS, CustodyWindow
from tests.gui.custody.passwords import type_secret
from tests.gui.hands import fill, find, texts
from tests.gui.queued_dialogs import QueuedDialogs
from tests.services.custody.conftest import passphrase_of
from tests.services.custody.who_reads import readers


def menu_action(page: QWidget, words: str, name: str = "more") -> QAction:
    menu = find(page, QToolButton, name).menu()
    menu.aboutToShow.emit()
    return next(action for action in menu.actions() if action.text() == words)


def terminals_tab(desk: CustodyWindow) -> CustodyTab:
    return next(iter(desk.go("settings", 0, "custody").findChildren(CustodyTab)))


def test_the_page_lists_who_holds_what_and_says_what_the_program_is_not(desk: CustodyWindow) -> None:
    page = desk.go("custody")
    assert find(page, QTableView, "table").model().rowCount() == 2
    assert "采用通用加密技术，未经商用密码检测认证；不得存放国家秘密、工作秘密；涉密计算机不得安装。" in texts(page)


def test_a_holder_is_appointed_and_a_second_one_for_the_same_login_is_refused(desk: CustodyWindow) -> None:
    page = desk.go("custody")
    desk.press(page, "appoint")
    dialog = desk.dialog()
    fill(dialog, "account_id", "新浪微博")
    fill(dialog, "kind", "登录密码")
    fill(dialog, "login_name", "13800000000")
    fill(dialog, "holder_id", TAKER)
    desk.press(dialog, "save")
    assert "已经登记了登录密码" in texts(dialog)
    fill(dialog, "login_name", "pengshan02")
    fill(dialog, "deputy_id", TAKER)
    desk.press(dialog, "save")
    assert "保管人和B岗是同一个人" in texts(dialog)
    fill(dialog, "deputy_id", WITNESS)
    desk.press(dialog, "save")
    desk.no_dialog()
    made = desk.known.credentials[-1]
    assert desk.window.here == Place("credential", made.id)
    assert (made.holder_id, made.deputy_id) == (desk.number_of(TAKER), desk.number_of(WITNESS))
    assert made.status is CredentialStatus.EMPTY


def test_only_the_holder_is_registered_where_no_password_is_to_be_kept(desk: CustodyWindow) -> None:
    page = desk.go("custody")
    desk.press(page, "appoint")
    dialog = desk.dialog()
    fill(dialog, "account_id", "新浪微博")
    fill(dialog, "login_name", "pengshan03")
    fill(dialog, "holder_id", HOLDER)
    find(dialog, QCheckBox, "holder_only").setChecked(True)
    desk.press(dialog, "save")
    desk.no_dialog()
    made = desk.known.credentials[-1]
    assert (made.kind, made.status) == (CredentialKind.PASSWORD, CredentialStatus.HOLDER_ONLY)
    page = desk.window.page("credential")
    assert "只登记保管人，不存密码" in texts(page)
    assert not find(page, QPushButton, "look").isVisible()


def test_what_is_shown_goes_after_its_seconds(desk: CustodyWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_dialog, "_SECOND", 5)
    page = desk.go("custody")
    desk.row(page, 0)
    desk.press(page, "look")
    desk.unlock(HOLDER)
    dialog = desk.dialog()
    assert isinstance(dialog, LookDialog)
    fill(dialog, "reason", "其他")
    desk.press(dialog, "save")
    assert "还没有说明为什么查看" in texts(dialog)
    fill(dialog, "reason", "登录平台发布信息")
    desk.press(dialog, "save")
    desk.qtbot.waitUntil(lambda: not desk.window.findChildren(LookDialog), timeout=5000)
    assert SECRET not in texts(desk.window)


def test_a_password_is_lent_until_a_day_and_has_to_be_changed_when_it_comes_back(desk: CustodyWindow) -> None:
    page = desk.go("credential", 1)
    desk.press(page, "lend")
    desk.unlock(HOLDER)
    dialog = desk.dialog()
    desk.press(dialog, "save")
    assert "还没有填完借给谁" in texts(dialog)
    fill(dialog, "person_id", TAKER)
    fill(dialog, "day", "2020-01-01")
    desk.press(dialog, "save")
    assert "应还时间已经过去" in texts(dialog)
    fill(dialog, "day", "2099-01-05")
    fill(dialog, "reason", "防汛值班")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert desk.number_of(TAKER) in readers(desk.window.desk.office, desk.vault(), 1)
    assert f"{TAKER}，应在2099年1月5日前归还" in texts(page)
    assert find(page, QPushButton, "lend").text() == "归还"
    desk.press(page, "lend")
    desk.no_dialog()
    credential = desk.credential()
    assert credential.loan is None
    assert credential.change_reason is ChangeReason.LOAN_RETURNED
    assert desk.number_of(TAKER) not in readers(desk.window.desk.office, desk.vault(), 1)
    assert "该更换密码了" in texts(page)


def test_a_deputy_comes_and_goes(desk: CustodyWindow) -> None:
    page = desk.go("credential", 1)
    menu_action(page, "调整B岗…").trigger()
    desk.unlock(HOLDER)
    dialog = desk.dialog()
    fill(dialog, "deputy_id", TAKER)
    desk.press(dialog, "save")
    desk.no_dialog()
    assert set(readers(desk.window.desk.office, desk.vault(), 1)) == {desk.number_of(HOLDER), desk.number_of(TAKER)}
    menu_action(page, "调整B岗…").trigger()
    dialog = desk.dialog()
    fill(dialog, "deputy_id", "未指定")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert desk.credential().change_reason is ChangeReason.DEPUTY_REMOVED
    assert set(readers(desk.window.desk.office, desk.vault(), 1)) == {desk.number_of(HOLDER)}


def test_a_suspected_leak_needs_a_word_and_makes_the_change_urgent(desk: CustodyWindow) -> None:
    page = desk.go("credential", 1)
    menu_action(page, "报告疑似泄露…").trigger()
    dialog = desk.dialog()
    desk.press(dialog, "save")
    assert "还没有写原因" in texts(dialog)
    fill(dialog, "reason", "有人在群里发过截图")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert desk.credential().status is CredentialStatus.SUSPECTED
    assert "有人在群里发过截图" in texts(page)


def give_reason(desk: CustodyWindow, page: QWidget, words: str, reason: str) -> None:
    menu_action(page, words).trigger()
    desk.settle()
    if desk.window.findChildren(UnlockDialog):
        desk.unlock(HOLDER)
    dialog = desk.dialog()
    fill(dialog, "reason", reason)
    desk.press(dialog, "save")
    desk.no_dialog()


def test_a_way_in_that_was_retired_by_mistake_comes_back_with_its_secret(desk: CustodyWindow) -> None:
    page = desk.go("credential", 1)
    assert not menu_action(page, "恢复使用…").isVisible()
    give_reason(desk, page, "停用…", "看错了账号")
    assert desk.credential().status is CredentialStatus.RETIRED
    assert len(desk.keyring.kept) == 1
    assert not menu_action(page, "停用…").isEnabled()
    give_reason(desk, page, "恢复使用…", "停用错了")
    assert desk.credential().status is CredentialStatus.IN_USE


def test_what_a_retired_way_in_keeps_is_destroyed_by_its_holder(desk: CustodyWindow) -> None:
    page = desk.go("credential", 1)
    give_reason(desk, page, "停用…", "账号不用了")
    give_reason(desk, page, "销毁存着的密码…", "平台已注销")
    assert desk.keyring.kept == {}
    assert not menu_action(page, "恢复使用…").isEnabled()
    assert find(desk.go("custody"), QTableView, "table").model().rowCount() == 1


def test_a_passphrase_is_changed_and_the_old_one_opens_nothing(desk: CustodyWindow) -> None:
    page = desk.go("custody")
    desk.row(page, 0)
    desk.press(page, "look")
    desk.unlock(HOLDER)
    desk.dialog().reject()
    menu_action(page, "更换开锁口令…").trigger()
    dialog = desk.dialog()
    assert isinstance(dialog, FirstPassphraseDialog)
    assert HOLDER in texts(dialog)
    type_secret(dialog, "old", "not the old one at all")
    assert dialog._words.drawn is not None
    new = dialog._words.drawn.typed.reveal()
    type_secret(dialog, "passphrase", new)
    desk.press(dialog, "save")
    assert "口令不对" in texts(dialog)
    type_secret(dialog, "old", passphrase_of(HOLDER).reveal())
    type_secret(dialog, "passphrase", new)
    desk.press(dialog, "save")
    desk.no_dialog()
    desk.window.desk.safe.lock()
    desk.row(page, 0)
    desk.press(page, "look")
    dialog = desk.dialog()
    type_secret(dialog, "passphrase", passphrase_of(HOLDER).reveal())
    desk.press(dialog, "save")
    assert "口令不对" in texts(dialog)
    type_secret(dialog, "passphrase", new)
    desk.press(dialog, "save")
    assert isinstance(desk.dialog(), LookDialog)
    desk.dialog().reject()


def test_a_passphrase_that_may_be_known_makes_every_password_due_today(
    desk: CustodyWindow, dialogs: QueuedDialogs
) -> None:
    page = desk.go("custody")
    dialogs.press_next(HOLDER)
    menu_action(page, "开锁口令可能泄露…").trigger()
    dialog = desk.dialog()
    assert isinstance(dialog, FirstPassphraseDialog)
    type_secret(dialog, "old", passphrase_of(HOLDER).reveal())
    assert dialog._words.drawn is not None
    type_secret(dialog, "passphrase", dialog._words.drawn.typed.reveal())
    desk.press(dialog, "save")
    desk.no_dialog()
    assert desk.credential().change_reason is ChangeReason.PASSPHRASE_LEAKED
    assert readers(desk.window.desk.office, desk.vault(), 1) == {desk.number_of(HOLDER): SECRET}


def test_ctrl_l_locks_from_anywhere(desk: CustodyWindow) -> None:
    page = desk.go("custody")
    desk.row(page, 0)
    desk.press(page, "look")
    desk.unlock(HOLDER)
    desk.dialog().reject()
    assert f"已开锁：{HOLDER}" in texts(desk.window)
    desk.go("accounts")
    lock = find(desk.window, QPushButton, "lock")
    assert lock.shortcut().toString() == "Ctrl+L"
    QTest.mouseClick(lock, Qt.MouseButton.LeftButton)
    desk.settle()
    assert desk.window.desk.safe.person is None


def test_without_a_registered_pc_nothing_is_shown_before_somebody_stands_for_it(
    desk: CustodyWindow, dialogs: QueuedDialogs
) -> None:
    tab = terminals_tab(desk)
    desk.row(tab, 0)
    dialogs.press_next("停用")
    desk.press(tab, "retire")
    page = desk.go("custody")
    assert "本机还不是登记过的登录终端" in texts(page)
    desk.row(page, 0)
    desk.press(page, "look")
    dialog = desk.dialog()
    desk.press(dialog, "save")
    assert "还没有确认" in texts(dialog)
    fill(dialog, "asset_number", "彭镇-0071")
    fill(dialog, "vouched_by", WITNESS)
    find(dialog, QCheckBox, "confirmed").setChecked(True)
    desk.press(dialog, "save")
    desk.unlock(HOLDER)
    assert isinstance(desk.dialog(), LookDialog)
    desk.dialog().reject()
    here = list_terminals(desk.window.desk.office)[-1]
    assert (here.asset_number, here.vouched_by, here.is_in_use) == ("彭镇-0071", WITNESS, True)


def test_another_device_is_entered_and_corrected(desk: CustodyWindow) -> None:
    tab = terminals_tab(desk)
    desk.press(tab, "add")
    dialog = desk.dialog()
    desk.press(dialog, "save")
    assert "还没有填写设备名称" in texts(dialog)
    fill(dialog, "kind", "手机")
    fill(dialog, "name", "党政办公用手机")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert [one.name for one in list_terminals(desk.window.desk.office)][-1] == "党政办公用手机"
    desk.row(tab, 1)
    desk.press(tab, "edit")
    dialog = desk.dialog()
    fill(dialog, "place", "值班室")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert list_terminals(desk.window.desk.office)[-1].place == "值班室"


def test_who_has_no_key_and_is_no_holder_is_not_offered_for_a_look(desk: CustodyWindow) -> None:
    page = desk.go("custody")
    desk.row(page, 0)
    desk.press(page, "look")
    dialog = desk.dialog()
    offered = find(dialog, QWidget, "person_id")
    assert [offered.itemText(n) for n in range(offered.count())] == [HOLDER]  # type: ignore[attr-defined]
    assert LEADER not in texts(dialog)
    assert find(dialog, QLabel, "hint").text()
    dialog.reject()


def test_a_one_time_setup_is_read_from_its_picture(desk: CustodyWindow, dialogs: QueuedDialogs, tmp_path: Path) -> None:
    office = desk.window.desk.office
    wanted = Credential(account_id=1, kind=CredentialKind.ONE_TIME_CODE, holder_id=desk.number_of(HOLDER))
    made = appoint(office, wanted).value
    picture = tmp_path / "设置.png"
    page = desk.go("credential", made.id)
    desk.press(page, "deposit")
    dialog = desk.dialog()
    dialogs.choose_next(picture)
    dialogs.press_next("知道了")
    desk.press(dialog, "picture")
    assert dialogs.shown[-1].startswith("读不到文件“设置.png”")
    picture.write_bytes(qr_picture("otpauth://totp/示例发布?secret=GEZDGNBVGY3TQOJQ"))
    dialogs.choose_next(picture)
    desk.press(dialog, "picture")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert desk.credential(made.id).version is not None
