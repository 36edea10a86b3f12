"""Pages that are drawn, not set (a chart), as a Word file: each page is a picture, between the margins of its own."""

import io

from pmedia_desktop.paper.preview import page_count, page_picture
from pmedia_desktop.paper.word.documents import saved_word

_DPI = 200
_WIDTH, _HEIGHT = 210, 297
_MARGIN = 5  # mm; what Word needs below a picture that fills the page
_SHRUNK = _WIDTH - 2 * _MARGIN


def pictured_word(pdf: bytes) -> bytes:
    """Return a .docx with a PDF's pages (A4) as pictures in shades of grey."""
    from docx import Document
    from docx.shared import Mm, Pt

    document = Document()
    [section] = document.sections
    section.page_width, section.page_height = Mm(_WIDTH), Mm(_HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    for page in range(page_count(pdf)):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run().add_picture(io.BytesIO(page_picture(pdf, page, _DPI)), width=Mm(_SHRUNK))
    document.core_properties.author = document.core_properties.comments = ""
    return saved_word(document)
