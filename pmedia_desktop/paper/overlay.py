"""Values over an office's page in one PDF, or alone for a preprinted sheet, moved as a test print asks for."""

import hashlib
import io
import re
from dataclasses import dataclass

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.arrangement import POINTS_PER_MM
from pmedia_desktop.paper.calibration import RULER, RULER_BOTTOM, RULER_LEFT
from pmedia_desktop.paper.drawing import Matrix
from pmedia_desktop.paper.preview import PDFIUM, opened
from pmedia_desktop.texts import translate

_CONTEXT = "paper.overlay"
_MOST_SCALE = 0.1
_MOST_SHIFT = 30.0
_IDENTITY = re.compile(rb"(/ID ?\[<[0-9A-F]{32}><)[0-9A-F]{32}(?=>\])")


@dataclass(frozen=True)
class Measured:
    """What a ruler shows on the printed calibration page, in mm.

    ``across`` and ``down`` are the lengths of the two rulers that should be 100 mm; ``left`` and ``bottom`` are the
    distances from the paper's left and lower edge to where they begin.
    """

    across: float = RULER
    down: float = RULER
    left: float = RULER_LEFT
    bottom: float = RULER_BOTTOM


def correction(measured: Measured) -> Matrix:
    """Return the matrix that makes this printer's sheet come out as drawn; raises ``InputError`` for a slip."""
    scale_x, scale_y = measured.across / RULER, measured.down / RULER
    right, up = measured.left - RULER_LEFT * scale_x, measured.bottom - RULER_BOTTOM * scale_y
    if max(abs(scale_x - 1), abs(scale_y - 1)) > _MOST_SCALE:
        raise InputError(
            translate(_CONTEXT, "两把尺量出来应接近 100 毫米，"),
            translate(_CONTEXT, "请确认量的是校准页上的横尺和竖尺，打印时选“实际大小”。"),
            field="across" if abs(scale_x - 1) > _MOST_SCALE else "down",
        )
    if max(abs(right), abs(up)) > _MOST_SHIFT:
        raise InputError(
            translate(_CONTEXT, "量出的位置偏得太多，"),
            translate(_CONTEXT, "左边应接近 {left} 毫米，下边应接近 {bottom} 毫米，请重新量。").format(
                left=RULER_LEFT, bottom=RULER_BOTTOM
            ),
            field="left" if abs(right) > _MOST_SHIFT else "bottom",
        )
    return 1 / scale_x, 0, 0, 1 / scale_y, -right / scale_x * POINTS_PER_MM, -up / scale_y * POINTS_PER_MM


def laid_over(background: bytes, values: bytes) -> bytes:
    """Return ``values`` with the pages of the background below its first ones.

    PDFium keeps of an opened document its title, language and attached files; so the pages go into that of the values.
    """
    with PDFIUM, opened(background) as below, opened(values) as above, opened(values) as joined:
        count = len(below)
        for number in range(count):
            joined.import_pages(below, [number], index=number)
            page = joined[number]
            page.insert_obj(above.page_as_xobject(number, joined).as_pageobject())
            page.gen_content()
        for _ in range(count):
            joined.del_page(count)
        buffer = io.BytesIO()
        joined.save(buffer)
    return _IDENTITY.sub(_of_content, buffer.getvalue())


def _of_content(found: "re.Match[bytes]") -> bytes:
    """Replace the part of a file's identity that pdfium draws by lot: the same values give the same bytes."""
    drawn = hashlib.sha256(found.string[: found.start()]).hexdigest()[:32].upper()
    return found.group(1) + drawn.encode("ascii")
