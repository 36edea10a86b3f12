from concurrent.futures import ThreadPoolExecutor

import pytest

from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.filling import fill
from pmedia_desktop.paper.preview import page_count, render_page
from tests.paper.samples import filing_form, values_for


def _form() -> bytes:
    return fill(filing_form(), values_for("opening"), variant="opening").pdf


def test_pages_are_counted() -> None:
    options = frozenset({"propaganda"})
    assert page_count(_form()) == 1
    assert page_count(fill(filing_form(), {}, variant="opening", options=options).pdf) == 2


@pytest.mark.parametrize(("dpi", "width", "height"), [(72, 596, 842), (150, 1241, 1754), (300, 2481, 3508)])
def test_a_page_is_painted_at_true_size(dpi: float, width: int, height: int) -> None:
    image = render_page(_form(), 0, dpi)
    assert abs(image.width - width) <= 1
    assert abs(image.height - height) <= 1
    assert len(image.bgrx) == image.stride * image.height


def test_a_page_is_painted_on_white() -> None:
    image = render_page(_form(), 0, 50)
    assert set(image.bgrx[:3]) == {255}
    assert min(image.bgrx) < 100


def test_pages_can_be_asked_for_from_several_threads() -> None:
    pdf = _form()
    with ThreadPoolExecutor(4) as pool:
        images = list(pool.map(lambda _: render_page(pdf, 0, 40), range(12)))
    assert len({image.bgrx for image in images}) == 1


def test_what_is_no_pdf_is_wrong_input() -> None:
    with pytest.raises(InputError):
        page_count(b"")
    with pytest.raises(InputError):
        render_page(b"%PDF-1.7 torn", 0, 72)
