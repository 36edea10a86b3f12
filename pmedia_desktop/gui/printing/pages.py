"""A PDF's page as a Qt image, painted off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QImage


@dataclass(frozen=True)
class Sheet:
    """A painted page. The bytes stay with the image, which only looks at them."""

    image: QImage
    number: int
    count: int


def paint_sheet(pdf: bytes, number: int, dpi: float) -> Sheet:
    """Paint page ``number`` (from 0) at ``dpi``. Called in a lane."""
    from pmedia_desktop.services.paper.forms import page_count, render_page

    page = render_page(pdf, number, dpi)
    looked_at = QImage(page.bgrx, page.width, page.height, page.stride, QImage.Format.Format_RGB32)
    # A copy owns its pixels; the bytes of ``page`` may go.
    return Sheet(looked_at.copy(), number, page_count(pdf))
