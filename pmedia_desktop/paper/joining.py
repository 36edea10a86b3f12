"""Several finished PDFs become one file, page after page, with the values that travelled in each."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from pmedia_desktop.paper.attached_values import MANY_FILE_NAME, attached_files, parsed
from pmedia_desktop.paper.drawing import AttachedFile, DocumentInfo, Drawing
from pmedia_desktop.paper.fonts import BUILDING
from pmedia_desktop.paper.preview import PDFIUM, opened


@dataclass(frozen=True)
class JoinedPdf:
    """One of the PDFs that are joined; ``number`` tells its values' file from the others'."""

    number: int
    pdf: bytes


def join(parts: Iterable[JoinedPdf], title: str, *, attach_values: bool) -> bytes:
    """Return one PDF named ``title`` with the pages of all, in order.

    With ``attach_values`` the values of every form that carries them come along, one file for each form, named by
    its number; without, none do.
    """
    parts = tuple(parts)
    files = [
        AttachedFile(MANY_FILE_NAME.format(form=parsed(content).form, number=part.number), title, content)
        for part in parts
        if attach_values
        for content in attached_files(part.pdf)
    ]
    with BUILDING:
        # PDFium keeps of a new document neither title, language nor scaling; of one that was opened, all.
        cover = Drawing(DocumentInfo(title=title))
        cover.page(())
        base = cover.finish(files)
    with PDFIUM, opened(base) as joined:
        for part in parts:
            with opened(part.pdf) as document:
                joined.import_pages(document)
        joined.del_page(0)
        buffer = io.BytesIO()
        joined.save(buffer)
    return buffer.getvalue()
