"""Forms over an office's own page: the file, its checks, the overlay, the preprinted sheet."""

import io
from dataclasses import replace

import pypdfium2
import pytest

from benchmarks.drawn_forms import as_pdf, as_word
from benchmarks.office_forms import FORMS
from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.declaration import Form
from pmedia_desktop.paper.filling import fill, seal_spaces
from pmedia_desktop.paper.form_writing import form_file
from pmedia_desktop.paper.loading import load_form
from pmedia_desktop.paper.overlay import Measured
from pmedia_desktop.paper.placing import ticked_word
from pmedia_desktop.paper.recognition.draft import Draft, drafted, form_of, sample_values
from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.paper.recognition.vocabulary import known_fields
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.paper.form_workshop import look_at

_KINDS = {"opening": "开设", "change": "变更", "closure": "关停"}
_MM = 72 / 25.4


def _draft(number: int, *, word: bool = False) -> Draft:
    content = (as_word if word else as_pdf)(FORMS[number])
    return replace(drafted(recognised(content, Silent())), name="office")


def _saved(draft: Draft, folder) -> Form:
    (folder / "office.toml").write_bytes(form_file(form_of(draft, _KINDS)))
    return load_form("office", [folder])


def _words_at(pdf: bytes, page: int = 0) -> dict[str, tuple[float, float]]:
    """Return each character with its place in mm from the upper left corner, the last of equal ones."""
    with pypdfium2.PdfDocument(pdf) as document:
        text = document[page].get_textpage()
        height = document[page].get_height()
        found = {}
        for number in range(text.count_chars()):
            left, _, _, top = text.get_charbox(number)
            found[text.get_text_range(number, 1)] = (left / _MM, (height - top) / _MM)
        text.close()
    return found


@pytest.fixture
def form(tmp_path):
    return _saved(_draft(0), tmp_path)


def test_a_saved_form_is_read_as_it_was_set_up(tmp_path):
    draft = _draft(8)
    made, read = form_of(draft, _KINDS), _saved(draft, tmp_path)
    assert read.background == made.background
    assert [replace(place, key="") for place in read.places] == list(made.places)
    assert (read.fields, read.variants, read.variant_field) == (made.fields, made.variants, "filing_kind")


def test_values_stand_in_their_cells_over_the_offices_page(form):
    pdf = fill(form, {"unit_full_name": "鑫"}, variant="opening").pdf
    words = _words_at(pdf)
    places = [one for one in form.places if one.field == "unit_full_name"]
    x, y = words["鑫"]
    assert any(one.x <= x <= one.x + one.width and one.y <= y <= one.y + one.height for one in places)
    assert "备" in words, "the office's own words stay readable"
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert document.get_metadata_value("Title") == "政务新媒体备案表（开设）"
        assert document.count_attachments() == 1


def test_the_same_values_give_the_same_bytes(form):
    assert fill(form, {"unit_full_name": "甲"}).sha256 == fill(form, {"unit_full_name": "甲"}).sha256


def test_a_value_too_long_goes_to_the_continuation_sheet_behind_the_office_page(form):
    filled = fill(form, {"filing_reason": "很长的理由" * 150})
    assert filled.continued == ("filing_reason",)
    assert filled.pages == 2
    assert "续" in _words_at(filled.pdf)


def test_a_preprinted_sheet_gets_the_values_alone(form):
    words = _words_at(fill(form, {"unit_full_name": "鑫"}, preprinted=Measured()).pdf)
    assert {word for word in words if word.strip()} == {"鑫"}


def test_what_the_ruler_shows_moves_and_scales_the_values(form):
    values = {"unit_full_name": "鑫"}
    true = _words_at(fill(form, values, preprinted=Measured()).pdf)["鑫"]
    # This printer prints 1 % too large and, at the ruler's beginning, 2 mm too far right and 3 mm too high.
    measured = Measured(across=101, down=101, left=57, bottom=98)
    moved = _words_at(fill(form, values, preprinted=measured).pdf)["鑫"]
    x = 57 + (moved[0] - 55) * 1.01
    y = 297 - (98 + (297 - moved[1] - 95) * 1.01)
    assert (x, y) == pytest.approx(true, abs=0.1)


@pytest.mark.parametrize("slip", [Measured(across=10), Measured(left=255), Measured(bottom=0)])
def test_a_slip_of_the_ruler_is_refused(form, slip):
    with pytest.raises(InputError):
        fill(form, {}, preprinted=slip)


def test_the_chosen_word_is_ticked_and_no_other(tmp_path):
    form = _saved(_draft(8), tmp_path)
    boxes = {place.tick: place for place in form.places if place.field == "account_platform"}
    words = _words_at(fill(form, {"account_platform": "微博"}, preprinted=Measured()).pdf)
    assert set(words) == {"√"}
    x, _ = words["√"]
    assert boxes["微博"].x - 2 <= x <= boxes["微博"].x + boxes["微博"].width


@pytest.mark.parametrize(
    ("value", "ticked"),
    [("微信公众号", "微信公众号"), ("微信公众号（订阅号）", "微信公众号"), ("快手", "其他"), ("", "")],
)
def test_the_nearest_word_is_ticked_else_the_other(value, ticked):
    assert ticked_word(["微信公众号", "微博", "其他"], value) == ticked


def test_year_month_and_day_stand_before_the_printed_words(tmp_path):
    form = _saved(_draft(8), tmp_path)
    words = fill(form, {"filing_filled_on": "2026-03-05"}, preprinted=Measured()).pdf
    with pypdfium2.PdfDocument(words) as document:
        text = document[0].get_textpage()
        assert text.get_text_range().split() == ["2026", "3", "5"]
        text.close()


def test_seals_have_their_space(form):
    [space] = seal_spaces(form)
    assert space.box.width > 100 * _MM


def _rewritten(tmp_path, old: str, new: str) -> None:
    path = tmp_path / "office.toml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('medium = "pdf"', 'medium = "odt"', "background.medium"),
        ('sha256 = "', 'sha256 = "0', "background.sha256"),
        ("content = '''\n", "content = '''\n*", "background.content"),
        ("width = 210, height = 297", "width = 2, height = 297", "background.pages[1].width"),
        ('field = "unit_full_name"', 'field = "unit_name"', "places[1].field"),
        ("x = 78", "x = 178", "places[1]"),
    ],
)
def test_a_wrong_key_is_named_with_what_is_allowed(tmp_path, old, new, place):
    _saved(_draft(0), tmp_path)
    _rewritten(tmp_path, old, new)
    with pytest.raises(InputError) as refused:
        load_form("office", [tmp_path])
    assert f"“{place}”" in refused.value.message
    assert refused.value.remedy


def test_a_field_without_a_place_is_named(tmp_path):
    _saved(_draft(0), tmp_path)
    _rewritten(tmp_path, "[sizes]", '[fields.lost]\nlabel = "丢失"\nkind = "text"\n\n[sizes]')
    with pytest.raises(InputError, match=r"fields\.lost"):
        load_form("office", [tmp_path])


def test_a_word_form_is_no_pdf_and_says_what_to_do(tmp_path):
    form = _saved(_draft(0, word=True), tmp_path)
    with pytest.raises(InputError, match="Word"):
        fill(form, {})


def test_a_form_with_several_pages_keeps_them_in_order(tmp_path):
    joined = pypdfium2.PdfDocument(as_pdf(FORMS[0]))
    joined.import_pages(pypdfium2.PdfDocument(as_pdf(FORMS[1])))
    file = io.BytesIO()
    joined.save(file)
    joined.close()
    draft = drafted(recognised(file.getvalue(), Silent()))
    form = _saved(replace(draft, name="office"), tmp_path)
    pdf = fill(form, sample_values(draft, _KINDS)).pdf
    assert "案" in _words_at(pdf, 0)
    assert "登" in _words_at(pdf, 1)


def _with_date_gap(draft: Draft, width: float) -> Draft:
    places = [
        replace(place, area=replace(place.area, width=width)) if place.part in ("month", "day") else place
        for place in draft.places
    ]
    return replace(draft, places=tuple(places))


@pytest.mark.parametrize("gap", [1.8, 2.4, 3.2])
def test_a_date_is_printed_whole_into_narrow_gaps(gap, tmp_path):
    form = _saved(_with_date_gap(_draft(8), gap), tmp_path)
    words = fill(form, {"filing_filled_on": "2026-10-24"}, variant="opening")
    assert (words.pages, words.continued) == (1, ())
    places = {place.part: place for place in form.places if place.part}
    found = _words_at(words.pdf)
    day = places["day"]
    assert day.x - 0.4 <= found["4"][0] <= day.x + day.width + 0.4
    assert day.y <= found["4"][1] <= day.y + day.height


def test_a_page_is_shown_with_samples_also_when_a_place_is_much_too_small(tmp_path):
    draft = _with_date_gap(_draft(8), 1.0)
    form = _saved(draft, tmp_path)
    with pytest.raises(InputError, match="位置太小"):
        fill(form, sample_values(draft, _KINDS))
    with pypdfium2.PdfDocument(look_at(draft)) as document:
        assert len(document) == 1


def test_the_samples_of_dates_need_the_room_that_any_date_may_need():
    for known in known_fields().values():
        if known.kind == "date":
            assert all(int(part) > 9 for part in known.sample.split("-")), known.source
