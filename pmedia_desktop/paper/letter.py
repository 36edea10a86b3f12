"""A letter on plain paper, set as official papers are (GB/T 9704): 22 pt title, 16 pt 仿宋, 28 characters a line."""

import io

from pmedia_desktop.paper.arrangement import POINTS_PER_MM
from pmedia_desktop.paper.declaration import Align
from pmedia_desktop.paper.drawing import A4, DocumentInfo, Drawing
from pmedia_desktop.paper.fitting import Text, breakables, lines_at, set_aligned
from pmedia_desktop.paper.fonts import BUILDING, Typeface
from pmedia_desktop.paper.setting import naming
from pmedia_desktop.texts import translate

_CONTEXT = "paper.letter"
_LEFT, _TOP, _BOTTOM = 28.0, 37.0, 35.0  # mm
_WIDTH = 156.0
_SIZE, _PITCH = 16.0, 29.0  # points: 22 lines a page
_TITLE, _TITLE_PITCH = 22.0, 34.0


def letter_pdf(text: str) -> bytes:
    """Return a letter as a PDF: its first line is the title, the others are set as they are written."""
    title, lines = _parts(text)
    left, width = _LEFT * POINTS_PER_MM, _WIDTH * POINTS_PER_MM
    edges = (left, left + width)
    with BUILDING, naming(translate(_CONTEXT, "正文")):
        drawing = Drawing(DocumentInfo(title=title))
        page: list[Text] = []
        y = A4[1] - _TOP * POINTS_PER_MM - _TITLE
        for line in lines_at(breakables(title, Typeface.TITLE), width, _TITLE):
            page += set_aligned(line, Typeface.TITLE, _TITLE, edges, y, Align.CENTER)
            y -= _TITLE_PITCH
        for paragraph in lines:
            for line in lines_at(breakables(paragraph, Typeface.BODY), width, _SIZE):
                if y < _BOTTOM * POINTS_PER_MM:
                    drawing.page([page])
                    page, y = [], A4[1] - _TOP * POINTS_PER_MM - _SIZE
                page += set_aligned(line, Typeface.BODY, _SIZE, edges, y, Align.LEFT)
                y -= _PITCH
        drawing.page([page])
        return drawing.finish()


def letter_word(text: str) -> bytes:
    """Return a letter as a Word file, to be edited further."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    title, lines = _parts(text)
    document = docx.Document()
    [section] = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(210 - _LEFT - _WIDTH)
    section.top_margin, section.bottom_margin = Mm(_TOP), Mm(_BOTTOM)
    for number, line in enumerate([title, *lines]):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.line_spacing = Pt(_TITLE_PITCH if number == 0 else _PITCH)
        run = paragraph.add_run(line)
        run.font.name, run.font.size = "Times New Roman", Pt(_TITLE if number == 0 else _SIZE)
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - the only way to a Chinese font
        fonts.set(qn("w:eastAsia"), "方正小标宋简体" if number == 0 else "仿宋")
        if number == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.core_properties.title, document.core_properties.author = title, ""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _parts(text: str) -> tuple[str, list[str]]:
    title, *lines = text.strip("\n").split("\n")
    return title.strip(), lines
