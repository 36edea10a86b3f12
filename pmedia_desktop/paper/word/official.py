"""The same official document as a Word file (.docx), to be edited and issued; python-docx, imported when it is used."""

from datetime import datetime
from typing import Any

from pmedia_desktop.paper.official import (
    BODY_SIZE,
    HEIGHT,
    LEFT,
    LINES,
    TITLE_SIZE,
    TOP,
    WIDTH,
    OfficialDocument,
    Role,
)
from pmedia_desktop.paper.word.documents import saved_word

#: Fonts by the names under which Chinese Windows, UOS and Kylin know them; Word substitutes what is missing.
_TITLE_FONT, _HEADING_FONT, _BODY_FONT, _LATIN_FONT = "方正小标宋简体", "黑体", "仿宋", "Times New Roman"
_PITCH = HEIGHT / LINES / 25.4 * 72  # points


def official_word(document: OfficialDocument) -> bytes:
    """Return the document as a .docx with the same page, type sizes and line pitch as its PDF."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(210 - LEFT - WIDTH)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(297 - TOP - HEIGHT)
    _describe(word, document)
    _add(word, document.title, _TITLE_FONT, TITLE_SIZE, align=WD_ALIGN_PARAGRAPH.CENTER)
    _add(word, "", _BODY_FONT, BODY_SIZE)
    for paragraph in document.paragraphs:
        font = _HEADING_FONT if paragraph.role is Role.HEADING else _BODY_FONT
        indented = paragraph.role is not Role.ADDRESS
        for text in paragraph.text.split("\n"):
            added = _add(word, text, font, BODY_SIZE, indent=2 if indented else 0)
            added.paragraph_format.keep_with_next = paragraph.role is Role.HEADING
    signed = [words for words in (document.signer, document.day_words) if words]
    if signed:
        _add(word, "", _BODY_FONT, BODY_SIZE).paragraph_format.keep_with_next = True
    for words in signed:
        added = _add(word, words, _BODY_FONT, BODY_SIZE, align=WD_ALIGN_PARAGRAPH.RIGHT, from_right=4)
        added.paragraph_format.keep_with_next = words != signed[-1]
    return saved_word(word)


def _describe(word: Any, document: OfficialDocument) -> None:
    """Say what the file is; python-docx's own template names its maker and a day of 2013."""
    properties = word.core_properties
    properties.title, properties.author, properties.comments = document.title, document.signer, ""
    if document.day:
        properties.created = properties.modified = datetime.fromisoformat(document.day)


def _add(
    word: Any, text: str, font: str, size: float, *, align: Any = None, indent: int = 0, from_right: int = 0
) -> Any:
    """Add a paragraph; ``indent`` and ``from_right`` in characters."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = word.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_PITCH)
    if align is not None:
        paragraph.alignment = align
    if indent:
        layout.first_line_indent = Pt(indent * size)
    if from_right:
        layout.right_indent = Pt(from_right * size)
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), _LATIN_FONT
    run.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    return paragraph
