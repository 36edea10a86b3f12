"""带到另一台电脑 in the window: export to a public key or under words, import, the receipt that goes back."""

import io
import json
import shutil
from pathlib import Path

import pyrage
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QRadioButton

from pmedia_desktop.exchange.qr_pictures import read_qr
from pmedia_desktop.gui.custody.carry_out import CarryOutDialog
from pmedia_desktop.model.custody import ChangeReason
from pmedia_desktop.services.custody import keys, receiving, transfers
from pmedia_desktop.services.office import open_office
from tests.gui.custody.conftest import HOLDER, SECRET, TAKER, CustodyWindow, Kept
from tests.gui.custody.passwords import type_secret
from tests.gui.hands import click_words, fill, find, texts
from tests.gui.queued_dialogs import QueuedDialogs
from tests.services.custody.conftest import passphrase_of
from tests.services.custody.in_memory import InMemoryVault


def exporting(desk: CustodyWindow) -> CarryOutDialog:
    page = desk.go("transfers")
    click_words(page, "导出…")
    desk.settle()
    desk.unlock(HOLDER)
    dialog = desk.dialog()
    assert isinstance(dialog, CarryOutDialog)
    return dialog


def test_a_password_goes_out_for_a_public_key_and_any_age_program_opens_it(
    desk: CustodyWindow, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    identity = pyrage.x25519.Identity.generate()
    dialog = exporting(desk)
    fill(dialog, "taker", "区政府办 王五")
    desk.press(dialog, "save")
    assert "还没有接收人的公开钥匙" in texts(dialog)
    fill(dialog, "taker_recipient", str(identity.to_public()))
    file = tmp_path / "带走.age"
    dialogs.choose_next(file)
    desk.press(dialog, "save")
    desk.no_dialog()
    opened = json.loads(pyrage.decrypt(file.read_bytes(), [identity]))
    assert SECRET in json.dumps(opened, ensure_ascii=False)
    assert desk.credential().change_reason is ChangeReason.CARRIED_AWAY
    assert "等回执" in texts(desk.window.page("transfers"))


def test_nothing_goes_out_without_an_item_a_taker_and_a_place(
    desk: CustodyWindow, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    dialog = exporting(desk)
    items = find(dialog, QListWidget, "items")
    items.item(0).setCheckState(Qt.CheckState.Unchecked)
    desk.press(dialog, "save")
    assert "还没有选带哪些" in texts(dialog)
    items.item(0).setCheckState(Qt.CheckState.Checked)
    desk.press(dialog, "save")
    assert "还没有填写接收人" in texts(dialog)
    fill(dialog, "taker", "王五")
    fill(dialog, "taker_recipient", "age1notakey")
    dialogs.choose_next(None)
    desk.press(dialog, "save")
    assert dialog.isVisible()
    dialogs.choose_next(tmp_path / "带走.age")
    desk.press(dialog, "save")
    assert "公开钥匙" in find(dialog, QLabel, "problem").text()
    (tmp_path / "文件夹.age").mkdir()
    fill(dialog, "taker_recipient", transfers.public_key(desk.window.desk.office, desk.number_of(TAKER)))
    dialogs.choose_next(tmp_path / "文件夹.age")
    dialogs.press_next("知道了")
    desk.press(dialog, "save")
    assert "写不了文件" in dialogs.shown[-1]
    assert desk.known.transfers == ()
    assert desk.credential().change_reason is None
    dialog.reject()


def test_under_four_words_the_words_stay_on_the_screen_until_the_call_is_made(
    desk: CustodyWindow, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    dialog = exporting(desk)
    fill(dialog, "taker", "王五")
    find(dialog, QRadioButton, "by_words").setChecked(True)
    desk.settle()
    assert dialog._words.drawn is not None
    words = dialog._words.drawn.typed.reveal()
    assert len(words.split()) == 4
    file = tmp_path / "带走.age"
    dialogs.choose_next(file)
    desk.press(dialog, "save")
    assert dialog.isVisible()
    assert "现在打电话把四个词告诉接收人" in texts(dialog)
    assert words not in texts(dialog)
    assert not find(dialog, QPushButton, "save").isVisible()
    assert words.encode() not in file.read_bytes()
    assert SECRET in pyrage.passphrase.decrypt(_binary(file), words).decode("utf-8")
    desk.press(dialog, "cancel")
    desk.no_dialog()


def _binary(file: Path) -> bytes:
    """Return an armoured age file's content in its binary form."""
    import base64

    lines = file.read_text("ascii").strip().splitlines()[1:-1]
    return base64.b64decode("".join(lines))


def test_a_public_key_is_shown_as_a_code_and_saved_as_a_file(
    desk: CustodyWindow, dialogs: QueuedDialogs, tmp_path: Path
) -> None:
    click_words(desk.go("transfers"), "我的公开钥匙…")
    desk.settle()
    dialog = desk.dialog()
    fill(dialog, "person_id", TAKER)
    desk.settle()
    key = find(dialog, QLineEdit, "key").text()
    assert key == transfers.public_key(desk.window.desk.office, desk.number_of(TAKER))
    shown = find(dialog, QLabel, "picture").pixmap().toImage()
    shown.save(str(tmp_path / "码.png"))
    picture = Image.open(tmp_path / "码.png").convert("L")
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    assert read_qr(buffer.getvalue()) == key
    file = tmp_path / "公开钥匙.txt"
    dialogs.choose_next(file)
    desk.press(dialog, "save")
    assert file.read_text("ascii").strip() == key
    dialog.reject()


@pytest.mark.parametrize("under_words", [False, True])
def test_a_file_from_another_pc_is_taken_in_and_its_receipt_entered(
    desk: CustodyWindow, dialogs: QueuedDialogs, kept: Kept, tmp_path: Path, under_words: bool
) -> None:
    # The other PC: another copy of the office, in which nothing is kept of this account.
    dialog = exporting(desk)
    file = tmp_path / "带走.age"
    words = ""
    fill(dialog, "taker", TAKER)
    if under_words:
        find(dialog, QRadioButton, "by_words").setChecked(True)
        desk.settle()
        assert dialog._words.drawn is not None
        words = dialog._words.drawn.typed.reveal()
    else:
        fill(dialog, "taker_recipient", transfers.public_key(desk.window.desk.office, desk.number_of(TAKER)))
    dialogs.choose_next(file)
    desk.press(dialog, "save")
    if under_words:
        desk.press(dialog, "cancel")
    desk.no_dialog()
    receipt = _taken_in_elsewhere(kept, tmp_path / "另一台", file, words)
    page = desk.window.page("transfers")
    for number, answer in (("00000000", "不一致"), (receipt, "")):
        click_words(page, "登记回执…") if not answer or number == "00000000" else None
        dialog = desk.dialog()
        fill(dialog, "reason", number)
        desk.press(dialog, "save")
        if answer:
            assert answer in texts(dialog)
            dialog.reject()
            desk.settle()
    desk.no_dialog()
    assert "已回执" in texts(page)


def _taken_in_elsewhere(kept: Kept, folder: Path, file: Path, words: str) -> str:
    """Take the file in on another PC with the services, and return the receipt's number."""
    from pmedia_desktop.services.custody import retiring
    from pmedia_desktop.vault.secret import Secret

    shutil.copytree(kept.folder, folder)
    office, vault = open_office(folder), InMemoryVault(lockers=kept.lockers)
    retiring.retire(office, vault, 1, "另一台电脑上没有")
    with office.register.read() as reader:
        taker = next(person for person in reader.people() if person.name == TAKER)
    keys.unlock(office, vault, taker.id, passphrase_of(TAKER))
    text, under_words = receiving.read_transfer_file(file)
    assert under_words is bool(words)
    received = receiving.receive(office, vault, text, passphrase=Secret(words) if words else None).value
    office.close()
    return received.receipt


@pytest.mark.parametrize("under_words", [False, True])
def test_the_taker_takes_the_file_in_and_is_told_the_receipt(
    desk: CustodyWindow, dialogs: QueuedDialogs, kept: Kept, tmp_path: Path, under_words: bool
) -> None:
    from pmedia_desktop.services.custody import retiring
    from pmedia_desktop.vault.secret import Secret

    words = "dianhua gaosu mianbao tuzhang" if under_words else ""
    file = tmp_path / "带来.age"
    shutil.copytree(kept.folder, tmp_path / "那边")
    there, vault = open_office(tmp_path / "那边"), InMemoryVault(lockers=kept.lockers)
    vault.keyring.kept = dict(kept.keyring)
    keys.unlock(there, vault, desk.number_of(HOLDER), passphrase_of(HOLDER))
    key = "" if under_words else transfers.public_key(there, desk.number_of(TAKER))
    sent = transfers.send(
        there, vault, [1], TAKER, taker_key=key, passphrase=Secret(words) if under_words else None
    ).value
    file.write_text(sent.file, "ascii")
    there.close()
    retiring.retire(desk.window.desk.office, desk.vault(), 1, "这台电脑上没有")
    page = desk.go("transfers")
    dialogs.choose_next(file)
    click_words(page, "导入…")
    desk.settle()
    dialog = desk.dialog()
    fill(dialog, "person_id", TAKER)
    type_secret(dialog, "passphrase", passphrase_of(TAKER).reveal())
    dialogs.press_next("知道了")
    desk.press(dialog, "save")
    if under_words:
        dialog = desk.dialog()
        type_secret(dialog, "spoken", "cuode si ge ci")
        desk.press(dialog, "save")
        assert "口令不对" in texts(dialog)
        type_secret(dialog, "spoken", words)
        desk.press(dialog, "save")
    desk.no_dialog()
    assert "已导入1项，回执号码：" in dialogs.shown[-1]
    arrived = desk.known.credentials[-1]
    assert arrived.holder_id == desk.number_of(TAKER)
