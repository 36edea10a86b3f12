"""The form workshop: saved among the unit's forms, taken up again, given to another unit, filled for an account."""

import io
from dataclasses import replace
from pathlib import Path

import docx
import pypdf
import pytest

from benchmarks.drawn_forms import as_pdf, as_word
from benchmarks.office_forms import FORMS
from pmedia_desktop.errors import InputError
from pmedia_desktop.model.filing import FilingKind
from pmedia_desktop.progress import Silent
from pmedia_desktop.services.paper import form_workshop, papers
from pmedia_desktop.services.paper.filled_forms import fill_for_account, forms_for_accounts, word_for_account


def _draft(tmp_path: Path, *, word: bool = False):
    path = tmp_path / ("表.docx" if word else "表.pdf")
    path.write_bytes((as_word if word else as_pdf)(FORMS[0]))
    return form_workshop.open_office_form(path, Silent())


def test_a_form_is_called_by_its_title_in_pinyin(tmp_path):
    [form] = form_workshop.save(tmp_path, _draft(tmp_path))
    assert (form.name, form.title) == ("own_zheng_wu_xin_mei_ti_bei_an_biao", "政务新媒体备案表")


def test_one_kind_of_filing_can_have_a_form_of_its_own(tmp_path):
    form_workshop.save(tmp_path, _draft(tmp_path), for_filings=(FilingKind.CLOSURE,))
    assert papers.filing_form_in(tmp_path, "closure").background is not None
    assert papers.filing_form_in(tmp_path, "opening").background is None


def test_a_form_given_to_another_unit_works_there(tmp_path):
    form_workshop.save(tmp_path / "here", _draft(tmp_path))
    [file] = (tmp_path / "here" / "forms").glob("*.toml")
    (tmp_path / "there" / "forms").mkdir(parents=True)
    (tmp_path / "there" / "forms" / file.name).write_bytes(file.read_bytes())
    filled = papers.fill_any_form(tmp_path / "there", file.stem, {"unit_full_name": "另一个镇"})
    assert "另一个镇" in pypdf.PdfReader(io.BytesIO(filled.pdf)).pages[0].extract_text()


def test_a_saved_form_is_taken_up_again_with_its_places(tmp_path):
    draft = _draft(tmp_path)
    [form] = form_workshop.save(tmp_path, draft)
    again = form_workshop.reopen(tmp_path, form.name)
    used = [(place.source, place.stamp) for place in draft.places if place.is_used]
    assert [(place.source, place.stamp) for place in again.places if place.is_used] == used


def test_nothing_is_saved_without_a_title_or_a_field(tmp_path):
    draft = _draft(tmp_path)
    with pytest.raises(InputError, match="名称"):
        form_workshop.save(tmp_path, replace(draft, title=" "))
    empty = replace(draft, places=tuple(replace(place, source="", stamp=False) for place in draft.places))
    with pytest.raises(InputError, match="还没有给任何一格选内容"):
        form_workshop.save(tmp_path, empty)
    assert not (tmp_path / "forms").exists()


def test_an_own_form_is_filled_for_an_account(started, tmp_path):
    office = started.office
    [form] = form_workshop.save(office.folder, _draft(tmp_path))
    assert forms_for_accounts(office) == ((form.name, form.title, False),)
    text = pypdf.PdfReader(io.BytesIO(fill_for_account(office, form.name, started.account.id).pdf)).pages[0]
    assert started.account.name in text.extract_text()


def test_a_word_form_is_filled_for_an_account_as_the_offices_file(started, tmp_path):
    office = started.office
    [form] = form_workshop.save(office.folder, _draft(tmp_path, word=True))
    assert forms_for_accounts(office) == ((form.name, form.title, True),)
    filled = docx.Document(io.BytesIO(word_for_account(office, form.name, started.account.id)))
    assert started.account.name in [cell.text for row in filled.tables[0].rows for cell in row.cells]
