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
from pmedia_desktop.services.office import complete_snapshot
from pmedia_desktop.services.paper import form_sharing, form_workshop, forms
from pmedia_desktop.services.paper.filled_forms import fill_for_account, forms_for_accounts, word_for_account


def _draft(tmp_path: Path, *, word: bool = False):
    path = tmp_path / ("表.docx" if word else "表.pdf")
    path.write_bytes((as_word if word else as_pdf)(FORMS[0]))
    return form_workshop.open_office_form(path, Silent())


def test_a_form_is_called_by_its_title_in_pinyin(tmp_path):
    [form] = form_workshop.save(tmp_path, _draft(tmp_path))
    assert (form.name, form.title) == ("own_zheng_wu_xin_mei_ti_bei_an_biao_a51a146d", "政务新媒体备案表")


def test_one_kind_of_filing_can_have_a_form_of_its_own(tmp_path):
    form_workshop.save(tmp_path, _draft(tmp_path), for_filings=(FilingKind.CLOSURE,))
    assert forms.filing_form_in(tmp_path, "closure").background is not None
    assert forms.filing_form_in(tmp_path, "opening").background is None


def test_a_form_given_to_another_unit_works_there(tmp_path):
    form_workshop.save(tmp_path / "here", _draft(tmp_path))
    [file] = (tmp_path / "here" / "forms").glob("*.toml")
    (tmp_path / "there" / "forms").mkdir(parents=True)
    (tmp_path / "there" / "forms" / file.name).write_bytes(file.read_bytes())
    filled = forms.fill_any_form(tmp_path / "there", file.stem, {"unit_full_name": "另一个镇"})
    assert "另一个镇" in pypdf.PdfReader(io.BytesIO(filled.pdf)).pages[0].extract_text()


def test_a_saved_form_is_taken_up_again_with_its_places(tmp_path):
    draft = _draft(tmp_path)
    [form] = form_workshop.save(tmp_path, draft)
    again = form_workshop.reopen(tmp_path, form.name, Silent())
    used = [(place.source, place.stamp) for place in draft.places if place.is_used]
    assert [(place.source, place.stamp) for place in again.places if place.is_used] == used


def test_a_saved_word_form_is_taken_up_again_and_marked_only_once(tmp_path):
    [form] = form_workshop.save(tmp_path, _draft(tmp_path, word=True))
    again = form_workshop.reopen(tmp_path, form.name, Silent())
    assert {field.source for field in form.fields} == {place.source for place in again.places if place.source}
    changed = again
    for number, place in enumerate(again.places):
        if place.source == "unit.full_name":
            changed = changed.with_place(number, replace(place, source="account.name"))
    [saved] = form_workshop.save(tmp_path, changed)
    assert saved.version == "2"
    assert "unit.full_name" not in {field.source for field in saved.fields}
    filled = forms.any_form_as_word(tmp_path, saved.name, {"account_name": "示例发布"})
    cells = [cell.text for row in docx.Document(io.BytesIO(filled)).tables[0].rows for cell in row.cells]
    assert "示例发布" in cells
    assert "示例发布示例发布" not in cells


def test_marks_typed_into_a_letter_without_tables_are_understood_by_their_words(tmp_path):
    path = tmp_path / "函.docx"
    letter = docx.Document()
    letter.add_paragraph(
        "{{单位名称}}：现报送“{{账号名称}}”的情况，联系人{{经办人姓名}}｛｛联系电话｝｝，分管{{分管领导}}，{{现场情况}}。"
    )
    letter.sections[0].header.paragraphs[0].text = "{{account_platform}}"
    letter.save(str(path))
    draft = form_workshop.open_office_form(path, Silent())
    assert [place.source for place in draft.places] == [
        "unit.full_name",
        "account.name",
        "filing.preparer_name",
        "filing.preparer_phone",
        "deputy.name",
        "own.现场情况",
        "account.platform",
    ]
    assert all(place.area.width for place in draft.places[:-1]), "each is shown where it stands"
    dropped = draft.with_place(2, replace(draft.places[2], source=""))
    [form] = form_workshop.save(tmp_path, dropped)
    values = {"unit_full_name": "示例镇", "account_name": "示例发布", "own_1": "正常", "account_platform": "微博"}
    values |= {"filing_preparer_phone": "028-1", "deputy_name": "李"}
    filled = docx.Document(io.BytesIO(forms.any_form_as_word(tmp_path, form.name, values)))
    assert filled.paragraphs[0].text == "示例镇：现报送“示例发布”的情况，联系人028-1，分管李，正常。"
    assert filled.sections[0].header.paragraphs[0].text == "微博"


def test_a_form_is_given_taken_in_and_no_longer_used(tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    [form] = form_workshop.save(here, _draft(tmp_path), for_filings=(FilingKind.CLOSURE,))
    received = tmp_path / "表样 (1).toml"
    received.write_bytes(form_sharing.file_of(here, form.name))
    taken = form_sharing.take_in(there, received)
    assert taken.words() == "政务新媒体备案表（关停备案用，第1版）"
    assert [own.name for own in form_sharing.own_forms(there)] == [form.name]
    form_sharing.retire(there, form.name)
    assert form_sharing.own_forms(there) == ()
    assert (there / "forms" / "earlier" / f"{form.name}-1.toml").is_file()


def test_what_is_no_form_is_not_taken_in_and_a_broken_one_can_be_put_away(tmp_path):
    path = tmp_path / "别的.toml"
    for content in (b"name = 1", b"\xff", b'name = "../x"', b'name = "office"\ntitle = "x"'):
        path.write_bytes(content)
        with pytest.raises(InputError):
            form_sharing.take_in(tmp_path, path)
    assert not (tmp_path / "forms").exists()
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "filing.toml").write_text("title = ", "utf-8")
    [own] = form_sharing.own_forms(tmp_path)
    assert own.words() == "filing.toml（有错误，用不了）"
    form_sharing.retire(tmp_path, own.name)
    assert forms.filing_form_in(tmp_path, "opening").background is None


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


def test_two_things_that_one_cell_asks_for_are_both_filled(started, tmp_path):
    office, account = started.office, started.account
    path = tmp_path / "表.docx"
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 0).text = "账号名称及ID", "主要领导姓名及电话"
    document.save(str(path))
    [form] = form_workshop.save(office.folder, form_workshop.open_office_form(path, Silent()))
    [filled] = docx.Document(io.BytesIO(word_for_account(office, form.name, account.id))).tables
    with office.register.read() as reader:
        known = complete_snapshot(office, reader)
    leader = known.person(known.unit.principal_id)
    assert filled.cell(0, 1).text == f"{account.name}，{account.platform_id}"
    assert filled.cell(1, 1).text == "，".join(filter(None, (leader.name, leader.phone)))


def _titled(tmp_path: Path, title: str):
    return replace(_draft(tmp_path), title=title)


def test_titles_that_begin_or_sound_the_same_are_forms_of_their_own(tmp_path):
    titles = (
        "示例县网信办政务新媒体账号开设变更登记表",
        "示例县网信办政务新媒体账号开设变更登记簿",
        "登记表",
        "等级表",
    )
    for title in titles:
        form_workshop.save(tmp_path, _titled(tmp_path, title))
    assert {own.title for own in form_sharing.own_forms(tmp_path)} == set(titles)


def test_another_form_gives_way_only_when_that_is_wanted(tmp_path):
    form_workshop.save(tmp_path, _titled(tmp_path, "甲"), for_filings=(FilingKind.OPENING,))
    other = _titled(tmp_path, "乙")
    with pytest.raises(InputError, match="已经有表样甲"):
        form_workshop.save(tmp_path, other, for_filings=(FilingKind.OPENING,))
    with pytest.raises(InputError, match="已经有表样甲"):
        form_workshop.save(tmp_path, other, for_filings=tuple(FilingKind))
    received = tmp_path / "给我们的.toml"
    form_workshop.save(tmp_path / "there", other, for_filings=(FilingKind.OPENING,))
    received.write_bytes(form_sharing.file_of(tmp_path / "there", "filing_opening"))
    with pytest.raises(InputError, match="已经有表样甲"):
        form_sharing.take_in(tmp_path, received)
    assert forms.filing_form_in(tmp_path, "opening").title == "甲"
    assert form_sharing.take_in(tmp_path, received, replacing=True).title == "乙"


def test_what_was_saved_last_for_a_kind_is_what_prints_for_it(tmp_path):
    form_workshop.save(tmp_path, _titled(tmp_path, "甲"), for_filings=(FilingKind.OPENING,))
    form_workshop.save(tmp_path, _titled(tmp_path, "乙"), for_filings=tuple(FilingKind), replacing=True)
    assert {forms.filing_form_in(tmp_path, kind.value).title for kind in FilingKind} == {"乙"}
    again = form_workshop.reopen(tmp_path, "filing", Silent())
    assert set(form_workshop.uses_of_saved(tmp_path, "filing")) == set(FilingKind)
    form_workshop.save(tmp_path, again, for_filings=(FilingKind.CHANGE, FilingKind.CLOSURE))
    assert forms.filing_form_in(tmp_path, "opening").background is None
    [own] = form_sharing.own_forms(tmp_path)
    assert own.words() == "乙（变更、关停备案用，第2版）"


def test_a_form_for_two_kinds_is_changed_put_away_and_taken_from_filings_as_one(tmp_path):
    two = (FilingKind.OPENING, FilingKind.CLOSURE)
    form_workshop.save(tmp_path, _titled(tmp_path, "甲"), for_filings=two)
    again = form_workshop.reopen(tmp_path, "filing_closure", Silent())
    assert form_workshop.uses_of_saved(tmp_path, "filing_closure") == two
    form_workshop.save(tmp_path, replace(again, title="甲（新）"), for_filings=two)
    assert {forms.filing_form_in(tmp_path, kind.value).title for kind in two} == {"甲（新）"}
    again = form_workshop.reopen(tmp_path, "filing_opening", Silent())
    [form] = form_workshop.save(tmp_path, again)
    assert [own.name for own in form_sharing.own_forms(tmp_path)] == [form.name]
    assert forms.filing_form_in(tmp_path, "opening").background is None


def test_no_earlier_version_is_ever_written_over(tmp_path):
    contents = []
    for title in ("甲", "乙", "丙"):
        form_workshop.save(tmp_path, _titled(tmp_path, title), for_filings=tuple(FilingKind))
        contents.append(form_sharing.file_of(tmp_path, "filing"))
        form_sharing.retire(tmp_path, "filing")
    kept = tmp_path / "forms" / "earlier"
    assert {path.read_bytes() for path in kept.iterdir()} == set(contents)
    received = tmp_path / "给我们的.toml"
    for number in range(2):
        received.write_bytes(contents[0] + b"# %d\n" % number)
        form_sharing.take_in(tmp_path, received)
        form_sharing.retire(tmp_path, "filing")
    assert len(list(kept.iterdir())) == 5


def test_a_received_form_is_checked_whole_and_the_refusal_names_line_or_field(tmp_path):
    form_workshop.save(tmp_path / "there", _titled(tmp_path, "甲"), for_filings=(FilingKind.OPENING,))
    content = form_sharing.file_of(tmp_path / "there", "filing_opening")
    received = tmp_path / "给我们的.toml"
    for wrong, said in (
        (content.replace(b'"account.name"', b'"account.nmae"'), "写的“account.nmae”不存在"),
        (content.replace(b"title = ", b"title ", 1), r"给我们的.toml 第 \d+ 行第 \d+ 列写法不对"),
    ):
        assert wrong != content
        received.write_bytes(wrong)
        with pytest.raises(InputError, match=said):
            form_sharing.take_in(tmp_path, received)
    assert not (tmp_path / "forms").exists()
