import io

import pypdfium2
from pypdf import PdfReader

from pmedia_desktop.paper.attached_values import read_attached
from pmedia_desktop.paper.filling import fill
from pmedia_desktop.paper.joining import JoinedPdf, join
from tests.paper.samples import VARIANTS, filing_form, packed


def _parts() -> list[JoinedPdf]:
    return [
        JoinedPdf(number, fill(filing_form(), {"holder_name": f"李𬱖{variant}"}, variant=variant).pdf)
        for number, variant in enumerate(VARIANTS, 7)
    ]


def test_joined_pages_keep_their_order_and_their_words() -> None:
    joined = join(_parts(), "备案表", attach_values=True)
    pages = [packed(page.extract_text()) for page in PdfReader(io.BytesIO(joined)).pages]
    assert [f"李𬱖{variant}" in page for variant, page in zip(VARIANTS, pages, strict=True)] == [True] * 3


def test_every_forms_values_come_along_under_its_number() -> None:
    joined = join(_parts(), "备案表", attach_values=True)
    assert [(found.variant, found.values["holder_name"]) for found in read_attached(joined)] == [
        (variant, f"李𬱖{variant}") for variant in VARIANTS
    ]
    names = ["filing-values-0007.json", "filing-values-0008.json", "filing-values-0009.json"]
    assert list(PdfReader(io.BytesIO(joined)).attachments) == names
    document = pypdfium2.PdfDocument(joined)
    assert [document.get_attachment(n).get_name() for n in range(document.count_attachments())] == names
    document.close()


def test_values_that_are_not_wanted_or_were_never_there_do_not_come_along() -> None:
    assert read_attached(join(_parts(), "备案表", attach_values=False)) == []
    bare = JoinedPdf(1, fill(filing_form(), {}, variant="change", attach_values=False).pdf)
    assert [found.variant for found in read_attached(join([*_parts()[:1], bare], "备案表", attach_values=True))] == [
        VARIANTS[0]
    ]


def test_the_joined_file_has_a_title_a_language_and_is_printed_unscaled() -> None:
    reader = PdfReader(io.BytesIO(join(_parts(), "备案表3份", attach_values=True)))
    assert reader.metadata is not None
    assert reader.metadata.title == "备案表3份"
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/ViewerPreferences"]["/PrintScaling"] == "/None"
