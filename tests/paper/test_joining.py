import io

from pypdf import PdfReader

from pmedia_desktop.paper.filling import fill
from pmedia_desktop.paper.joining import join
from tests.paper.samples import VARIANTS, filing_form, packed


def test_joined_pages_keep_their_order_and_their_words() -> None:
    pdfs = [fill(filing_form(), {"holder_name": f"李𬱖{variant}"}, variant=variant).pdf for variant in VARIANTS]
    pages = [packed(page.extract_text()) for page in PdfReader(io.BytesIO(join(pdfs))).pages]
    assert [f"李𬱖{variant}" in page for variant, page in zip(VARIANTS, pages, strict=True)] == [True] * 3
