"""密封件 in the window: printed, typed back, put off, opened, made anew."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from pmedia_desktop.gui.custody.envelope_words import EnvelopeWordsDialog
from pmedia_desktop.gui.printing.print_dialog import PrintDialog
from pmedia_desktop.model.custody import ChangeReason
from pmedia_desktop.model.keys import RecoveryState
from pmedia_desktop.services import people
from tests.gui.custody.conftest import HOLDER, LEADER, NEWCOMER, SECRET, WITNESS, CustodyWindow
from tests.gui.custody.passwords import type_secret
from tests.gui.hands import click_words, fill, find, open_dialog, texts
from tests.gui.queued_dialogs import QueuedDialogs
from tests.services.custody.who_reads import readers


def printed(desk: CustodyWindow) -> tuple[QWidget, EnvelopeWordsDialog]:
    """Unlock, let the sheet be made, and put the print dialog away."""
    page = desk.go("envelope")
    click_words(page, "打印密封件…")
    desk.settle()
    desk.unlock(HOLDER)
    dialog = desk.dialog()
    assert isinstance(dialog, PrintDialog)
    dialog.reject()
    desk.settle()
    words = open_dialog(desk.window, EnvelopeWordsDialog)
    assert isinstance(words, EnvelopeWordsDialog)
    return page, words


def put_away(desk: CustodyWindow) -> str:
    """Print the envelope, type the groups back, and return the six words that the leader has written down."""
    _, dialog = printed(desk)
    words = next(text for text, _ in reversed(list(desk.lockers.printer.printed.values())))
    key = desk.known.recovery_keys[-1]
    for group in key.check_groups:
        number, _, letters = group.partition(":")
        fill(dialog, f"group_{number}", letters.lower())
    desk.press(dialog, "save")
    desk.no_dialog()
    return words


def test_the_sheet_is_confirmed_by_groups_typed_back_and_the_key_is_gone(desk: CustodyWindow) -> None:
    page, dialog = printed(desk)
    key = desk.known.recovery_keys[-1]
    groups = dict(group.split(":") for group in key.check_groups)
    assert {find(dialog, QLineEdit, f"group_{number}").accessibleName() for number in groups} == {
        f"第{number}组" for number in groups
    }
    for number in groups:
        fill(dialog, f"group_{number}", "AAAAAA")
    desk.press(dialog, "save")
    assert "与打印的不一致" in texts(dialog)
    for number, letters in groups.items():
        fill(dialog, f"group_{number}", letters)
    fill(dialog, "place", "党政办保险柜")
    desk.press(dialog, "save")
    desk.no_dialog()
    key = desk.known.recovery_keys[-1]
    assert (key.state, key.place, key.check_groups) == (RecoveryState.IN_ENVELOPE, "党政办保险柜", ())
    with desk.window.desk.office.register.read() as reader:
        assert reader.text(key.text_name) is None
    assert desk.window.desk.safe.person is None
    assert "放在：党政办保险柜" in texts(page)


def test_the_six_words_are_painted_and_stand_in_no_widget(desk: CustodyWindow) -> None:
    _, dialog = printed(desk)
    words = next(text for text, _ in reversed(list(desk.lockers.printer.printed.values())))
    assert words not in texts(dialog)
    assert words not in dialog.windowTitle()
    dialog.reject()


def test_the_print_is_put_off_for_a_week_once(desk: CustodyWindow) -> None:
    page = desk.go("envelope")
    click_words(page, "推迟七天")
    desk.settle()
    assert desk.known.recovery_keys[-1].postponed_until is not None
    assert "今天办不了" not in texts(page)


def test_a_sheet_that_was_printed_can_be_typed_back_later_or_printed_again(desk: CustodyWindow) -> None:
    page, dialog = printed(desk)
    dialog.reject()
    desk.settle()
    assert "照着纸上的字母组输入几组" in texts(page)
    click_words(page, "核对…")
    desk.settle()
    assert isinstance(desk.dialog(), EnvelopeWordsDialog)
    desk.dialog().reject()
    desk.settle()
    click_words(page, "重新打印…")
    desk.settle()
    dialog = desk.dialog()
    assert isinstance(dialog, PrintDialog)
    dialog.reject()
    desk.settle()


def test_when_the_holder_is_gone_the_envelope_gives_a_newcomer_the_password(
    desk: CustodyWindow, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    words = put_away(desk)
    office = desk.window.desk.office
    people.person_leaves(office, desk.number_of(HOLDER), office.today(), reason="调离")
    file = tmp_path / "密封件扫描.txt"
    file.write_text(next(text for text in reversed(desk.lockers.printer.printed) if text.startswith("-----")), "utf-8")
    page = desk.go("envelope")
    click_words(page, "启封…")
    dialog = desk.dialog()
    dialogs.choose_next(file)
    desk.press(dialog, "picture")
    type_secret(dialog, "words", words)
    fill(dialog, "holder_id", NEWCOMER)
    fill(dialog, "reason", "保管人调离，未办交接")
    fill(dialog, "opened_by", LEADER)
    fill(dialog, "opened_with", LEADER)
    desk.press(dialog, "save")
    assert "接收人还没有开锁口令" in texts(dialog)
    desk.press(dialog, "offer")
    desk.press(dialog, "save")
    assert "同一个人" in texts(dialog)
    fill(dialog, "opened_with", WITNESS)
    dialogs.press_next("知道了")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert readers(office, desk.vault(), 1) == {desk.number_of(NEWCOMER): SECRET}
    opened, renewed = desk.known.recovery_keys
    assert (opened.state, renewed.state) == (RecoveryState.OPENED, RecoveryState.PENDING)
    assert (opened.opened_by, opened.opened_with) == (LEADER, WITNESS)
    assert desk.credential().change_reason is ChangeReason.ENVELOPE_OPENED


def test_a_lost_envelope_is_made_anew_and_every_password_is_due(desk: CustodyWindow) -> None:
    put_away(desk)
    page = desk.go("envelope")
    click_words(page, "重新制作…")
    desk.settle()
    desk.unlock(HOLDER)
    dialog = desk.dialog()
    fill(dialog, "reason", "保险柜钥匙交接时发现封口破损")
    desk.press(dialog, "save")
    desk.no_dialog()
    assert desk.known.recovery_keys[-1].state is RecoveryState.PENDING
    assert desk.credential().change_reason is ChangeReason.ENVELOPE_OPENED
    assert "打印密封件…" in [button.text() for button in page.findChildren(type(dialog.button)) if button.isVisible()]


def test_who_forgot_the_passphrase_is_led_from_unlocking_to_the_envelope(desk: CustodyWindow) -> None:
    page = desk.go("custody")
    desk.row(page, 0)
    desk.press(page, "look")
    dialog = desk.dialog()
    desk.press(dialog, "forgotten")
    assert desk.window.here.page == "envelope"
