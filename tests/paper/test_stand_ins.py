import io

import pypdf
import pytest

from pmedia_desktop.paper.filling import fill
from pmedia_desktop.paper.loading import list_forms, load_form
from pmedia_desktop.paper.official import OfficialDocument, Paragraph, official_pdf
from pmedia_desktop.paper.stand_ins import with_stand_ins

REFUSING = {
    "desk_card",
    "envelope_cover",
    "envelope_key",
    "filing",
    "handover",
    "homepage_codes",
    "inventory",
}


def text_of(pdf: bytes) -> str:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return "".join(text.split())


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("好👍", "好〔表情U+1F44D〕"),
        ("👍🏻", "〔表情U+1F44D〕"),
        ("👨\u200d👩", "〔表情U+1F468〕〔表情U+1F469〕"),
        ("1\ufe0f\u20e3", "1"),
        ("张\U000323b0\n\x07明", "张〔U+323B0〕\n明"),
        ("䶮☑，“a”", "䶮☑，“a”"),
    ],
)
def test_only_what_no_font_draws_is_replaced_and_the_invisible_is_left_out(written: str, printed: str) -> None:
    assert with_stand_ins(written) == printed


def test_only_papers_that_quote_others_print_stand_ins() -> None:
    assert {form.name for form in list_forms() if not form.quotes} == REFUSING


def test_a_citizens_emoji_stand_on_the_sheet_and_in_the_ledger() -> None:
    sheet = text_of(fill(load_form("message_sheet"), {"nickname": "小花🌸", "text": "谢谢👍\n再见"}).pdf)
    assert "小花〔表情U+1F338〕" in sheet
    assert "谢谢〔表情U+1F44D〕" in sheet
    ledger = text_of(fill(load_form("reply_ledger"), {"texts": ["好👍", "不好👎"]}).pdf)
    assert "不好〔表情U+1F44E〕" in ledger


def test_a_report_that_quotes_a_headline_can_be_printed() -> None:
    document = OfficialDocument("报告", [Paragraph("标题是“🔥森林防火”。")], quotes=True)
    assert "“〔表情U+1F525〕森林防火”" in text_of(official_pdf(document))
