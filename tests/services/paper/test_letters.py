"""Letters, notes, who can log in, and the page of homepages, from the sample register."""

import io
from dataclasses import replace

import pypdf
import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.exchange.qr_pictures import read_qr
from pmedia_desktop.model.account import Account, AccountState, Baseline
from pmedia_desktop.paper.preview import page_picture
from pmedia_desktop.services import accounts
from pmedia_desktop.services.office import snapshot
from pmedia_desktop.services.paper.homepage_sheet import fill_homepage_codes
from pmedia_desktop.services.paper.letters import Letter, as_pdf, letter_about, note_with, who_can_log_in


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("letter", "words"),
    [
        (Letter.CERTIFICATION, "申请办理账号认证"),
        (Letter.RENAMING, "申请将账号名称变更为"),
        (Letter.CLOSURE_NOTICE, "停止更新"),
        (Letter.CANCELLATION, "申请贵平台注销"),
    ],
)
def test_a_letter_names_account_unit_and_day_and_becomes_a_page(office, letter, words):
    account = snapshot(office).accounts[0]
    text = letter_about(office, letter, account.id)
    for said in (words, account.name, "眉山市彭山区示例镇人民政府", "2026年11月23日"):
        assert said in text
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(text)))
    assert words in reader.pages[0].extract_text().replace("\n", "")


@pytest.mark.usefixtures("sample")
def test_a_renaming_that_is_registered_already_is_told_from_the_old_name_to_the_new(office):
    account = next(
        one for one in snapshot(office).accounts if one.baseline is Baseline.FILED_BEFORE and one.state.is_open
    )
    accounts.change_account(office, replace(account, name="示例新名"), office.today())
    text = letter_about(office, Letter.RENAMING, account.id)
    assert f"“{account.name}”更名的说明" in text
    assert "变更为“示例新名”" in text


def test_what_an_empty_register_does_not_know_is_left_to_be_filled_in(office):
    account = accounts.register_account(office, Account(platform="weibo", name="示例")).value
    for letter in Letter:
        text = letter_about(office, letter, account.id)
        assert "：）" not in text
        if letter is not Letter.CLOSURE_NOTICE:
            assert "电话：（填写电话）" in text
            assert "（填写单位名称）" in text


@pytest.mark.usefixtures("sample")
def test_a_letter_about_nothing_is_refused(office):
    with pytest.raises(InputError):
        letter_about(office, Letter.CERTIFICATION, 999)


def test_a_long_letter_goes_on_to_the_next_page():
    text = "标题\n" + "\n".join(f"　　第{number}段。" for number in range(60))
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(text)))
    assert len(reader.pages) == 3
    assert "第59段" in reader.pages[2].extract_text()


def test_the_note_says_what_is_handed_in_and_whom_to_ask(office, sample):
    note = note_with(office, sample.opening_id)
    assert "现报送" in note
    assert "开设备案表" in note
    assert "联系人：" in note


@pytest.mark.usefixtures("sample")
def test_every_open_account_has_somebody_or_says_that_nobody_can(office):
    open_ones = {account.id for account in snapshot(office).accounts if account.state.is_open}
    assert {way.account_id for way in who_can_log_in(office)} == open_ones


@pytest.mark.usefixtures("sample")
def test_who_has_left_cannot_log_in(office):
    known = snapshot(office)
    account = next(one for one in known.accounts if one.state.is_open)
    accounts.correct_account(office, replace(account, holder_id=None))
    lines = [way for way in who_can_log_in(office) if way.account_id == account.id]
    assert all("没有存在程序里" not in way.how for way in lines)


@pytest.mark.usefixtures("sample")
def test_the_homepages_are_printed_as_codes_that_can_be_read(office):
    for account in snapshot(office).accounts:
        accounts.correct_account(
            office, replace(account, homepage="" if account.id > 1 else "https://www.example.com/1")
        )
    assert any(account.state is not AccountState.CANCELLED for account in snapshot(office).accounts)
    assert read_qr(page_picture(fill_homepage_codes(office).pdf, 0, 150)) == "https://www.example.com/1"
