"""An office's PDF as it is kept: pages as they are seen, unturned, their visible part beginning at the corner."""

import io
from typing import TYPE_CHECKING

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.preview import PDFIUM, opened
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_CONTEXT = "paper.recognition.upright"
MOST_PAGES = 20
_LARGEST_SIDE = 1200  # points, A2 and a little


def upright(pdf: bytes) -> bytes:
    """Return the PDF with every page upright; raises ``InputError`` for one that is no form."""
    import pypdfium2

    with PDFIUM, opened(pdf) as source:
        if not 0 < len(source) <= MOST_PAGES:
            raise InputError(
                translate(_CONTEXT, "这个 PDF 有 {count} 页，表样最多 {most} 页，").format(
                    count=len(source), most=MOST_PAGES
                ),
                translate(_CONTEXT, "请只留表格那几页再打开。"),
            )
        target = pypdfium2.PdfDocument.new()
        try:
            for number in range(len(source)):
                _take(source, number, target)
            buffer = io.BytesIO()
            target.save(buffer)
        finally:
            target.close()
    return buffer.getvalue()


def _take(source: "PdfDocument", number: int, target: "PdfDocument") -> None:
    page = source[number]
    width, height = page.get_size()
    if not 0 < max(width, height) <= _LARGEST_SIDE:
        raise InputError(
            translate(_CONTEXT, "第 {page} 页的纸张太大，不像是表格，").format(page=number + 1),
            translate(_CONTEXT, "请打印到 A4 或 A3 后再打开。"),
        )
    left, bottom, _, _ = page.get_bbox()
    if page.get_rotation() == 0 and page.get_mediabox()[:2] == (0, 0) == (left, bottom):
        target.import_pages(source, [number])
        return
    _lay(source, number, target, page)


def _lay(source: "PdfDocument", number: int, target: "PdfDocument", page: "PdfPage") -> None:
    """Draw what is seen of a page onto a new one of that size; pdfium turns and moves what it takes over."""
    seen = target.new_page(*page.get_size())
    seen.insert_obj(source.page_as_xobject(number, target).as_pageobject())
    seen.gen_content()
