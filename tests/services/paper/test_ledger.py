"""The ledger on one page."""

import io

import docx
import pypdf
import zxingcpp

from pmedia_desktop.model.account import Account, Baseline
from pmedia_desktop.paper.preview import opened
from pmedia_desktop.services import accounts
from pmedia_desktop.services.office import Office, snapshot
from pmedia_desktop.services.paper.forms import word_of
from pmedia_desktop.services.paper.homepage_sheet import fill_homepage_codes
from pmedia_desktop.services.paper.ledger import fill_ledger
from pmedia_desktop.services.sample.making import Sample
from tests.services.conftest import Started


def _text(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).replace("\n", "")


def test_the_ledger_lists_every_account_with_holder_state_and_filing(office: Office, sample: Sample) -> None:
    filled = fill_ledger(office)
    text = _text(filled.pdf)
    assert filled.pages == 1
    words = (
        "新浪微博",
        "抖音",
        "微信公众号",
        "微信视频号",
        "示例镇微政务",
        "陈𣲗",
        "关停：草稿",
        "待补报",
        "注销",
        "王䶮",
    )
    assert [word for word in words if word not in text] == []
    assert text.index("示例镇视频号") < text.index("示例镇微政务"), "open accounts stand first"


def test_homepages_are_codes_beside_the_accounts_on_paper_and_in_word(office: Office, sample: Sample) -> None:
    filled = fill_ledger(office)
    homepages = {account.homepage for account in snapshot(office).accounts if account.homepage}
    with opened(filled.pdf) as document:
        picture = document[0].render(scale=300 / 72).to_pil()
    assert {code.text for code in zxingcpp.read_barcodes(picture)} == homepages
    word = docx.Document(io.BytesIO(word_of(filled)))
    assert len(word.inline_shapes) == len(homepages)


def test_a_unit_without_accounts_has_an_empty_ledger(started: Started) -> None:
    assert fill_ledger(started.office).pages == 1


def test_more_accounts_than_a_page_holds_go_on_to_the_continuation_sheet(started: Started) -> None:
    for number in range(60):
        accounts.register_account(
            started.office,
            Account(
                platform="douyin",
                name=f"示例账号{number:02}",
                platform_id=f"id{number:02}",
                homepage=f"https://www.example.com/{number}",
                baseline=Baseline.UNCLEAR,
            ),
        )
    filled = fill_ledger(started.office)
    text = _text(filled.pdf)
    assert filled.pages > 1
    assert [number for number in range(60) if f"示例账号{number:02}" not in text] == []
    assert "账号名称：" not in text, "rows stay rows"
    with opened(filled.pdf) as document:
        codes_read = zxingcpp.read_barcodes(document[filled.pages - 1].render(scale=300 / 72).to_pil())
    assert "https://www.example.com/59" in {code.text for code in codes_read}
    codes = fill_homepage_codes(started.office)
    assert codes.pages == 5
    assert len(docx.Document(io.BytesIO(word_of(codes))).inline_shapes) == 60
