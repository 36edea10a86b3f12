"""Tells what an office's form is, whatever file it comes as, and finds its cells. It takes seconds (see ``apart``)."""

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import POINTS_PER_MM
from pmedia_desktop.paper.declaration import Medium
from pmedia_desktop.paper.preview import PDFIUM, opened
from pmedia_desktop.paper.recognition.found import Area, FoundCell, FoundForm, FoundPage
from pmedia_desktop.paper.recognition.grid import DRAWN, SCANNED, cells_of, loose_lines
from pmedia_desktop.paper.recognition.pdf_pages import characters_of, has_pictures, rules_of
from pmedia_desktop.paper.recognition.reading_cells import lines_outside, with_words
from pmedia_desktop.paper.recognition.scans import WORKING_DPI, ScannedPage, scanned_page
from pmedia_desktop.paper.recognition.upright import upright
from pmedia_desktop.progress import Progress
from pmedia_desktop.texts import translate

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage

_CONTEXT = "paper.recognition.opening"
_MOST_PIXELS = 80_000_000  # A3 at 600 dpi
_FEWEST_CHARACTERS = 8
_A4 = (210.0, 297.0)
_A4_SIDES = 297 / 210
_SIDES_TOLERANCE = 0.06
_QUALITY = 88
_MARGIN = 25.0


def recognised(content: bytes, progress: Progress) -> FoundForm:
    """Return what the file shows, told apart by its first bytes, not by its name."""
    if content.startswith(b"%PDF"):
        return _from_pdf(content, progress)
    if content.startswith(b"PK\x03\x04"):
        from pmedia_desktop.paper.recognition.word_tables import from_word

        return from_word(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            translate(_CONTEXT, "这是旧格式的文件（doc 或 wps），"),
            translate(_CONTEXT, "请用 Word 或 WPS 打开，另存为 docx 后再打开。"),
        )
    return _from_pictures([_picture(content)], 1, progress)


def _from_pdf(pdf: bytes, progress: Progress) -> FoundForm:
    kept = upright(pdf)
    with PDFIUM, opened(kept) as document:
        count = len(document)
        scanned = all(
            len(characters_of(document[number])) < _FEWEST_CHARACTERS and has_pictures(document[number])
            for number in range(count)
        )
        if scanned:
            return _from_pictures(_rendered(document), count, progress)
        pages = []
        for number in range(count):
            progress.step(number, count, translate(_CONTEXT, "正在找表格"))
            pages.append(_drawn_page(document[number]))
    return FoundForm(Medium.PDF, kept, kept, tuple(pages))


def _rendered(document: "PdfDocument") -> Iterator[tuple["Image", float]]:
    """Yield each page as a picture and its width in mm: one at a time, for twenty would not fit into memory."""
    for page in document:
        picture = page.render(scale=WORKING_DPI / 72, maybe_alpha=False).to_pil()
        yield picture, page.get_width() / POINTS_PER_MM


def _drawn_page(page: "PdfPage") -> FoundPage:
    width, height = page.get_size()
    rules = rules_of(page)
    areas = cells_of(rules, DRAWN)
    cells, outside = with_words(areas, characters_of(page))
    return FoundPage(
        width / POINTS_PER_MM,
        height / POINTS_PER_MM,
        cells,
        outside,
        tuple(loose_lines(rules, areas, DRAWN)),
        lines=lines_outside(outside, max((area.right for area in areas), default=width / POINTS_PER_MM - _MARGIN)),
    )


def _picture(content: bytes) -> tuple["Image", float]:
    """Return a picture and its page's width in mm: its own if it tells it, A4 if it has its sides."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise InputError(
                    translate(_CONTEXT, "这张扫描件的像素太多，"), translate(_CONTEXT, "请用 300 dpi 以下扫描。")
                )
            picture = ImageOps.exif_transpose(image).convert("RGB")
            dpi = float(image.info.get("dpi", (0, 0))[0] or 0)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, ValueError, SyntaxError) as problem:
        raise InputError(
            translate(_CONTEXT, "这个文件不是可以打开的表格，"),
            translate(_CONTEXT, "能打开的有：Word 文件（docx）、PDF、扫描件（PNG、JPEG）。"),
        ) from problem
    return picture, _page_width(picture.width, picture.height, dpi)


def _page_width(width: int, height: int, dpi: float) -> float:
    sides = max(width, height) / min(width, height)
    if abs(sides / _A4_SIDES - 1) <= _SIDES_TOLERANCE:
        return _A4[0] if height >= width else _A4[1]
    measured = width / dpi * 25.4 if dpi >= 72 else 0.0
    return measured if 60 <= measured <= 420 else _A4[0]


def _from_pictures(pictures: Iterable[tuple["Image", float]], count: int, progress: Progress) -> FoundForm:
    """Lay the pictures straight and find what they frame; which words stand there is not known."""
    import pypdfium2

    pages = []
    file = io.BytesIO()
    with PDFIUM:
        straight = pypdfium2.PdfDocument.new()
        for number, (picture, width) in enumerate(pictures):
            progress.step(number, count, translate(_CONTEXT, "正在摆正扫描件"))
            page = scanned_page(picture, width)
            pages.append(_found_on(page, width))
            with opened(_as_pdf(page.picture)) as single:
                straight.import_pages(single)
        straight.save(file)
        straight.close()
    pdf = file.getvalue()
    return FoundForm(Medium.PDF, pdf, pdf, tuple(pages))


def _found_on(page: ScannedPage, width: float) -> FoundPage:
    areas = cells_of(page.rules, SCANNED)
    cells = tuple(FoundCell(area, printed=page.is_printed(area)) for area in areas)
    height = width * page.picture.height / page.picture.width
    blanks = tuple(area for area in loose_lines(page.rules, areas, SCANNED) if _is_free(page, area))
    return FoundPage(width, height, cells, blanks=blanks, words_known=False)


def _is_free(page: ScannedPage, area: Area) -> bool:
    return not page.is_printed(Area(area.x, area.y, area.width, area.height - 1.5))


def _as_pdf(picture: "Image") -> bytes:
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=WORKING_DPI, quality=_QUALITY)
    return file.getvalue()
