"""交接、离任、盘点 in the window: the guide, the sheet, the boxes, who is absent, what closes itself."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QStackedWidget, QTableView, QWidget

from pmedia_desktop.gui.place import Place
from pmedia_desktop.gui.printing.print_dialog import PrintDialog
from pmedia_desktop.model.attachment import AttachmentKind, SubjectKind
from pmedia_desktop.model.custody import ChangeReason
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.model.handover import HandoverState
from pmedia_desktop.services.custody import deposits, envelopes, keys, looking
from pmedia_desktop.services.office import Office
from pmedia_desktop.vault.secret import Secret
from tests.gui.custody.conftest import HOLDER, LEADER, NEWCOMER, SECRET, TAKER, WITNESS, CustodyWindow
from tests.gui.custody.passwords import type_secret
from tests.gui.custody.test_holding import menu_action
from tests.gui.hands import fill, find, texts
from tests.gui.queued_dialogs import QueuedDialogs
from tests.services.custody.conftest import passphrase_of
from tests.services.custody.who_reads import readers


def prepared(desk: CustodyWindow, taker: str = TAKER, leader: str = "") -> QWidget:
    """Go through the guide, and return the page of the hand-over."""
    page = desk.go("custody")
    desk.press(page, "hand_over")
    guide = desk.window.page("handing_over")
    fill(guide, "outgoing_id", HOLDER)
    fill(guide, "incoming_id", taker)
    fill(guide, "witness_id", WITNESS)
    fill(guide, "reason", "岗位调整")
    if leader:
        find(guide, QCheckBox, "alone").setChecked(True)
        fill(guide, "leader_id", leader)
    desk.press(guide, "next")
    assert find(guide, QStackedWidget, "stack").currentWidget().accessibleName() == "交接哪些", texts(guide)
    assert find(guide, QTableView, "credentials").model().rowCount() == 2
    desk.press(guide, "next")
    fill(guide, "unfinished", "视频号认证12月到期")
    fill(guide, "contact", "13800000001")
    desk.press(guide, "finish")
    assert desk.window.here.page == "handover", texts(guide)
    return desk.window.page("handover")


def close_print_dialog(desk: CustodyWindow) -> None:
    dialog = desk.dialog()
    assert isinstance(dialog, PrintDialog), texts(dialog)
    dialog.reject()
    desk.settle()


def changed_and_confirmed(office: Office, desk: CustodyWindow, name: str) -> None:
    """Change the password on the platform, as the taker does."""
    vault = desk.vault()
    deposits.deposit(office, vault, 1, Secret("Xinde-2027-mima"))
    keys.unlock(office, vault, desk.number_of(name), passphrase_of(name))
    looking.show(office, vault, 1, "登录验证")
    deposits.confirm_login(office, vault, 1)


def test_the_guide_says_who_is_missing_and_refuses_one_person_in_two_places(desk: CustodyWindow) -> None:
    desk.press(desk.go("custody"), "hand_over")
    guide = desk.window.page("handing_over")
    desk.press(guide, "next")
    assert find(guide, QLabel, "problem").text()
    fill(guide, "outgoing_id", HOLDER)
    fill(guide, "incoming_id", TAKER)
    fill(guide, "witness_id", TAKER)
    for _ in range(2):
        desk.press(guide, "next")
    desk.press(guide, "finish")
    assert f"{TAKER}既是" in find(guide, QLabel, "problem").text()
    assert desk.known.handovers == ()


def test_a_hand_over_runs_from_the_guide_to_the_last_box(desk: CustodyWindow) -> None:
    page = prepared(desk)
    assert f"{HOLDER}交给{TAKER}，{WITNESS}监交" in texts(page)
    desk.press(page, "print")
    dialog = desk.dialog()
    assert isinstance(dialog, PrintDialog)
    assert "一式三份" in texts(page)
    dialog.reject()
    desk.press(page, "hand_over")
    desk.unlock(HOLDER)
    desk.no_dialog()
    office = desk.window.desk.office
    assert readers(office, desk.vault(), 1) == {desk.number_of(TAKER): SECRET}
    assert desk.credential().change_reason is ChangeReason.HANDED_OVER
    account = desk.known.accounts[0]
    assert account.holder_id == desk.number_of(TAKER)
    assert [filing.kind for filing in desk.known.filings] == [FilingKind.CHANGE]
    assert not find(page, QPushButton, "hand_over").isVisible()
    table = find(page, QTableView, "table")
    steps = [table.model().index(row, 1).data() for row in range(table.model().rowCount())]
    assert steps[0] == "更换或移交绑定手机卡"
    assert steps.index("修改密码") < steps.index("接收人登录验证")
    assert steps.count("接收人取得扫码登录权限") == 1
    desk.row(page, 0)
    desk.press(page, "tick")
    assert "已办" in table.model().index(0, 2).data()
    desk.row(page, 1)
    desk.press(page, "later")
    dialog = desk.dialog()
    fill(dialog, "due_on", "2099-12-01")
    fill(dialog, "remark", "等运营商")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert table.model().index(1, 3).data() == "2099-12-01"
    desk.press(page, "close_it")
    assert desk.known.handovers[0].state is HandoverState.CLOSED
    assert "交接已办结" in texts(page)


def test_what_is_not_needed_goes_from_the_list_and_can_be_brought_back(desk: CustodyWindow) -> None:
    page = prepared(desk)
    table = find(page, QTableView, "table")
    count = table.model().rowCount()
    first = table.model().index(0, 1).data()
    desk.row(page, 0)
    desk.press(page, "not_needed")
    assert table.model().rowCount() == count - 1
    menu_action(page, "显示不需要办的事项").trigger()
    desk.settle()
    row = next(row for row in range(table.model().rowCount()) if table.model().index(row, 1).data() == first)
    assert table.model().index(row, 2).data() == "不需要"
    desk.row(page, row)
    desk.press(page, "not_needed")
    assert table.model().index(row, 2).data() == "还没有办"


def test_a_box_ticked_by_hand_is_entered_with_its_day(desk: CustodyWindow) -> None:
    page = prepared(desk)
    desk.row(page, 0)
    desk.press(page, "later")
    dialog = desk.dialog()
    fill(dialog, "done_on", "2099-01-01")
    desk.press(dialog, "save")
    assert "在今天以后" in texts(dialog)
    fill(dialog, "done_on", "2026-11-20")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert find(page, QTableView, "table").model().index(0, 2).data() == "2026-11-20已办"


def test_without_the_holders_passphrase_nothing_goes_over(desk: CustodyWindow) -> None:
    page = prepared(desk)
    desk.press(page, "hand_over")
    dialog = desk.dialog()
    type_secret(dialog, "passphrase", passphrase_of(TAKER).reveal())
    desk.press(dialog, "save")
    assert "口令不对" in texts(dialog)
    dialog.reject()
    desk.settle()
    assert desk.credential().holder_id == desk.number_of(HOLDER)


def test_a_taker_without_a_passphrase_is_told_to_set_one_first(desk: CustodyWindow, dialogs: QueuedDialogs) -> None:
    page = prepared(desk, taker=NEWCOMER)
    dialogs.press_next("知道了")
    desk.press(page, "hand_over")
    desk.unlock(HOLDER)
    desk.settle()
    assert f"{NEWCOMER}还没有设置开锁口令" in dialogs.shown[-1]
    assert desk.credential().holder_id == desk.number_of(HOLDER)


def test_an_absent_holder_is_taken_over_from_with_leader_witness_and_envelope(
    desk: CustodyWindow, dialogs: QueuedDialogs
) -> None:
    office, vault = desk.window.desk.office, desk.vault()
    keys.unlock(office, vault, desk.number_of(HOLDER), passphrase_of(HOLDER))
    printed = envelopes.print_envelope(office, vault, place="党政办保险柜").value
    envelopes.confirm_envelope(office, vault, envelopes.asked_groups(printed.key))
    groups = next(text for text in reversed(desk.lockers.printer.printed) if not text.startswith("-----"))
    page = prepared(desk, leader=LEADER)
    assert find(page, QPushButton, "hand_over").text() == "用密封件接管…"
    desk.press(page, "hand_over")
    dialog = desk.dialog()
    assert find(dialog, QWidget, "opened_by").text() == LEADER  # type: ignore[attr-defined]
    assert find(dialog, QWidget, "opened_with").text() == WITNESS  # type: ignore[attr-defined]
    fill(dialog, "sheet", groups)
    type_secret(dialog, "words", "yi er san si wu liu")
    desk.press(dialog, "save")
    assert "六个词不对" in texts(dialog)
    type_secret(dialog, "words", printed.words.typed.reveal())
    dialogs.press_next("知道了")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert "2项已交给新的保管人" in dialogs.shown[-1]
    assert desk.window.here == Place("envelope")
    assert readers(office, desk.vault(), 1) == {desk.number_of(TAKER): SECRET}
    handover = desk.known.handovers[0]
    assert (handover.alone, handover.leader_id) == (True, desk.number_of(LEADER))
    assert handover.handed_over_on is not None


def test_the_signed_sheet_is_attached(desk: CustodyWindow, dialogs: QueuedDialogs, tmp_path: Path) -> None:
    page = prepared(desk)
    scan = tmp_path / "交接单扫描.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    menu_action(page, "添加签字的交接单…").trigger()
    dialog = desk.dialog()
    dialogs.choose_next(scan)
    desk.press(dialog, "browse")
    desk.press(dialog, "save")
    desk.no_dialog()
    with desk.window.desk.office.register.read() as reader:
        kept = reader.attachments(SubjectKind.HANDOVER, desk.window.here.record)
    assert [one.kind for one in kept] == [AttachmentKind.HANDOVER_SHEET]
    assert kept[0].file_name == "交接单扫描.pdf"


def test_a_prepared_hand_over_can_be_given_up(desk: CustodyWindow, dialogs: QueuedDialogs) -> None:
    page = prepared(desk)
    dialogs.press_next("作废")
    menu_action(page, "作废…").trigger()
    desk.settle()
    assert desk.known.handovers[0].state is HandoverState.ABANDONED
    assert "这次交接已作废" in texts(page)


def test_the_leaving_list_closes_row_by_row_as_passwords_change(desk: CustodyWindow, dialogs: QueuedDialogs) -> None:
    page = desk.go("leaving_list", desk.number_of(HOLDER))
    table = find(page, QTableView, "table")
    assert table.model().rowCount() >= 2
    handing = prepared(desk)
    desk.press(handing, "hand_over")
    desk.unlock(HOLDER)
    desk.no_dialog()
    page = desk.go("leaving_list", desk.number_of(HOLDER))
    dialogs.press_next("登记离任")
    desk.press(page, "leave")
    left = find(page, QLabel, "count").text()
    changed_and_confirmed(desk.window.desk.office, desk, TAKER)
    page = desk.go("leaving_list", desk.number_of(HOLDER))
    states = [table.model().index(row, 3).data() for row in range(table.model().rowCount())]
    assert any("已办" in state for state in states)
    assert find(page, QLabel, "count").text() != left
    assert not find(page, QPushButton, "leave").isEnabled()


def test_an_inventory_is_confirmed_by_the_holders_and_printed(desk: CustodyWindow) -> None:
    page = desk.go("inventory")
    desk.press(page, "begin")
    assert not find(page, QPushButton, "close_it").isEnabled()
    assert "还有2项没有确认" in texts(page)
    desk.press(page, "confirm")
    desk.unlock(HOLDER)
    desk.no_dialog()
    assert "还有0项没有确认" in texts(page)
    assert all(row.proved and row.confirmed_by == HOLDER for row in desk.known.inventories[0].rows)
    desk.press(page, "close_it")
    close_print_dialog(desk)
    assert desk.known.inventories[0].closed_on is not None
    assert "上次盘点" in texts(page)


@pytest.mark.parametrize("name", ["custody", "handing_over", "leaving_list", "envelope", "inventory", "transfers"])
def test_pages_of_custody_open_on_a_register_with_nothing_in_it(
    qtbot: object, open_window: object, empty_folder: Path, name: str
) -> None:
    assert callable(open_window)
    window = open_window(empty_folder)
    window.go(Place(name))
    assert window.page(name) is not None
