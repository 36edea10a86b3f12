"""Shows a PDF's pages as pictures, for the window and for printing at true size."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pmedia_desktop.errors import InputError
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_CONTEXT = "paper.preview"
_POINTS_PER_INCH = 72
# PDFium may be called from one thread at a time only.
PDFIUM = threading.RLock()


@dataclass(frozen=True)
class PageImage:
    """A page painted on white: ``stride`` bytes a line, four bytes a pixel in the order blue, green, red, unused."""

    width: int
    height: int
    stride: int
    bgrx: bytes


@contextmanager
def opened(pdf: bytes) -> Iterator["PdfDocument"]:
    """Open a PDF and close it again. Raises ``InputError`` when it is none."""
    from pypdfium2 import PdfDocument, PdfiumError

    with PDFIUM:
        try:
            document = PdfDocument(pdf)
        except PdfiumError as problem:
            raise InputError(translate(_CONTEXT, "这个文件不是可以打开的 PDF。")) from problem
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with opened(pdf) as document:
        return len(document)


def render_page(pdf: bytes, page: int, dpi: float) -> PageImage:
    """Paint one page, counted from 0, at ``dpi`` pixels to the inch: A4 at 300 dpi takes 35 MB."""
    with opened(pdf) as document:
        bitmap = document[page].render(
            scale=dpi / _POINTS_PER_INCH, fill_color=(255, 255, 255, 255), prefer_bgrx=True, maybe_alpha=False
        )
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


def page_picture(pdf: bytes, page: int, dpi: float) -> bytes:
    """Return one page, counted from 0, as a PNG in shades of grey, to be read by programs."""
    with opened(pdf) as document:
        image = document[page].render(scale=dpi / _POINTS_PER_INCH, fill_color=(255, 255, 255, 255), grayscale=True)
        file = io.BytesIO()
        image.to_pil().save(file, "PNG")
    return file.getvalue()
