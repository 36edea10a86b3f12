"""What is found on forms as offices make them, as PDF, Word file and scan."""

import pytest

from benchmarks.drawn_forms import as_file, as_pdf, as_word, scanned
from benchmarks.office_forms import FORMS, STAMP, OfficeForm
from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.paper.recognition.proposing import proposals
from pmedia_desktop.progress import Silent

_FORMS = {form.name: form for form in FORMS}


@pytest.fixture(params=_FORMS.values(), ids=_FORMS)
def form(request: pytest.FixtureRequest) -> OfficeForm:
    return request.param


def test_every_cell_of_a_pdf_is_found_and_its_field_proposed(form):
    pages = recognised(as_pdf(form), Silent()).pages
    proposed = proposals(pages)
    for cell, area, _ in form.placed():
        [mine] = [other for other in pages[0].cells if other.area.shared(area) > 0.8]
        named = {STAMP if one.stamp else one.source for one in proposed if one.cell is mine}
        assert cell.source is None or named == {cell.source}, cell
    assert [one.source for one in proposed if one.cell is None] == list(form.asked), "the lines outside the table"


def test_every_cell_of_a_word_file_is_found_and_its_field_proposed(form):
    pages = recognised(as_word(form), Silent()).pages
    proposed = proposals(pages)
    cells = {cell.table_place[1:]: cell for cell in pages[0].cells}
    for cell, _, place in form.placed():
        named = {STAMP if one.stamp else one.source for one in proposed if one.cell is cells[place]}
        assert cell.source is None or named == {cell.source}, cell
    assert [one.source for one in proposed if one.cell is None] == list(form.asked), "the lines outside the table"


@pytest.mark.parametrize(
    ("name", "dpi", "degrees"), [("dotted_table", 150, 1.9), ("vertical_groups", 200, -2.0), ("uneven", 300, 0.6)]
)
def test_a_skewed_scan_gives_its_cells_and_says_which_are_blank(name, dpi, degrees):
    form = _FORMS[name]
    found = recognised(as_file(scanned(form, dpi, degrees), dpi), Silent())
    [page] = found.pages
    assert not page.words_known
    places = form.placed()
    same = [(cell, other) for cell, area, _ in places for other in page.cells if other.area.shared(area) > 0.8]
    assert len(same) >= 0.9 * len(places)
    assert sum(other.printed == bool(cell.words) for cell, other in same) >= 0.9 * len(same)
    assert not any(one.source for one in proposals(found.pages)), "what no one can read is asked for"


def test_check_boxes_are_places_of_their_own_with_the_word_behind_them():
    pages = recognised(as_pdf(_FORMS["boxes_and_dates"]), Silent()).pages
    ticks = [one.tick for one in proposals(pages) if one.source == "account.platform"]
    assert ticks == ["微信公众号", "微博", "抖音短视频", "其他"]


def test_the_blanks_before_year_month_and_day_are_places_of_their_own():
    pages = recognised(as_pdf(_FORMS["boxes_and_dates"]), Silent()).pages
    parts = [one for one in proposals(pages) if one.source == "filing.filled_on"]
    assert [one.part for one in parts] == ["year", "month", "day"]
    assert parts[0].area.right <= parts[1].area.x <= parts[1].area.right <= parts[2].area.x


def test_the_label_of_an_opinion_is_no_place_for_a_seal_itself():
    pages = recognised(as_pdf(_FORMS["boxes_and_dates"]), Silent()).pages
    [seal] = [one for one in proposals(pages) if one.stamp]
    assert seal.area.width > 100
