"""Several finished PDFs become one file, page after page."""

import io
from collections.abc import Sequence

from pmedia_desktop.paper.preview import PDFIUM, opened


def join(pdfs: Sequence[bytes]) -> bytes:
    """Return one PDF with the pages of all, in order; what was attached to the single ones stays behind."""
    import pypdfium2

    with PDFIUM:
        joined = pypdfium2.PdfDocument.new()
        try:
            for pdf in pdfs:
                with opened(pdf) as document:
                    joined.import_pages(document)
            buffer = io.BytesIO()
            joined.save(buffer)
        finally:
            joined.close()
        return buffer.getvalue()
