"""Official documents: GB/T 9704's page, nothing lost between PDF and Word."""

import io

import docx
import pytest
from docx.shared import Mm
from pypdf import PdfReader

from pmedia_desktop.paper.official import LINES, OfficialDocument, Paragraph, Role, official_pdf
from pmedia_desktop.paper.setting import MissingCharacterError
from pmedia_desktop.paper.word.official import official_word
from tests.paper.samples import packed

DOCUMENT = OfficialDocument(
    title="示例镇人民政府关于政务新媒体有关问题整改情况的报告",
    paragraphs=[
        Paragraph("区政府办：", Role.ADDRESS),
        Paragraph("一、指出的问题", Role.HEADING),
        Paragraph("账号超过两周没有更新。\n标题有错别字。"),
    ],
    signer="示例镇人民政府",
    day_words="2026年11月28日",
    day="2026-11-28",
)


def pages(document: OfficialDocument) -> list[str]:
    return [packed(page.extract_text()) for page in PdfReader(io.BytesIO(official_pdf(document))).pages]


def test_the_pdf_says_everything_and_names_itself() -> None:
    (page,) = pages(DOCUMENT)
    for words in ("区政府办：", "一、指出的问题", "标题有错别字。", "示例镇人民政府2026年11月28日", "—1—"):
        assert words in page, words
    assert PdfReader(io.BytesIO(official_pdf(DOCUMENT))).metadata.title == DOCUMENT.title  # type: ignore[union-attr]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert official_pdf(DOCUMENT) == official_pdf(DOCUMENT)


def test_the_word_file_has_the_same_words_in_the_page_of_the_standard() -> None:
    word = docx.Document(io.BytesIO(official_word(DOCUMENT)))
    assert [paragraph.text for paragraph in word.paragraphs if paragraph.text] == [
        DOCUMENT.title,
        "区政府办：",
        "一、指出的问题",
        "账号超过两周没有更新。",
        "标题有错别字。",
        "示例镇人民政府",
        "2026年11月28日",
    ]
    section = word.sections[0]
    for length, wanted in ((section.page_width, 210), (section.top_margin, 37), (section.left_margin, 28)):
        assert length is not None
        assert abs(length - Mm(wanted)) < Mm(0.1), wanted
    assert word.core_properties.author == "示例镇人民政府"


def test_a_long_document_goes_on_over_pages_and_loses_no_line() -> None:
    lines = [f"第{number:03}段。" for number in range(3 * LINES)]
    told = pages(OfficialDocument("通知", [Paragraph(line) for line in lines]))
    assert len(told) > 3
    assert [line for line in lines if line not in "".join(told)] == []
    assert "—4—" in told[3]


def test_a_heading_never_stands_alone_at_the_foot_and_the_signature_stays_with_its_day() -> None:
    for filling in range(LINES - 6, LINES + 2):
        paragraphs = [Paragraph("正文。") for _ in range(filling)] + [
            Paragraph("二、结尾", Role.HEADING),
            Paragraph("完。"),
        ]
        told = pages(OfficialDocument("通知", paragraphs, "示例镇", "2026年11月28日"))
        assert any("二、结尾完。" in page for page in told), filling
        assert any("示例镇2026年11月28日" in page for page in told), filling


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(MissingCharacterError, match="U\\+E000"):
        official_pdf(OfficialDocument("通知", [Paragraph("有\ue000字")]))
