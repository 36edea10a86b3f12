"""Word files: marks, wherever Word has cut them, and papers saved as Word."""

import base64
import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from benchmarks.drawn_forms import as_word as drawn_word
from benchmarks.office_forms import FORMS
from pmedia_desktop.errors import InputError
from pmedia_desktop.paper.form_writing import form_file
from pmedia_desktop.paper.loading import list_forms, load_form
from pmedia_desktop.paper.qr import qr_picture
from pmedia_desktop.paper.recognition.draft import drafted, form_of, sample_values
from pmedia_desktop.paper.recognition.opening import recognised
from pmedia_desktop.paper.word.documents import opened_word, saved_word
from pmedia_desktop.paper.word.marks import Mark, marks_in, replace_marks
from pmedia_desktop.paper.word.writing import as_word
from pmedia_desktop.progress import Silent
from tests.paper.samples import filing_form, values_for

_KINDS = {"opening": "开设", "change": "变更", "closure": "关停"}


def _words(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    return "\n".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )


def _office_form(number: int, folder: Path):
    draft = replace(drafted(recognised(drawn_word(FORMS[number]), Silent())), name="office")
    (folder / "office.toml").write_bytes(form_file(form_of(draft, _KINDS)))
    return load_form("office", [folder]), sample_values(draft, _KINDS)


def _in_runs(*runs: str):
    document = docx.Document()
    paragraph = document.add_paragraph()
    for number, text in enumerate(runs):
        paragraph.add_run(text).bold = number % 2 == 0
    return document, paragraph


@pytest.mark.parametrize(
    "runs",
    [
        ("前{{name}}后",),
        ("前{", "{na", "me}", "}后"),
        ("前", "{{", "name", "}}", "后"),
        ("前{{name", "}}后"),
    ],
)
def test_a_mark_split_over_runs_is_found_and_what_stands_around_it_stays(runs):
    document, paragraph = _in_runs(*runs)
    assert marks_in(document) == [Mark("name")]
    replace_marks(document, lambda mark, run: "值")
    assert paragraph.text == "前值后"
    assert paragraph.runs[0].bold


def test_two_marks_in_one_paragraph_are_both_filled():
    document, paragraph = _in_runs("{{first}}和{{sec", "ond}}。")
    replace_marks(document, lambda mark, run: mark.name.upper())
    assert paragraph.text == "FIRST和SECOND。"


def test_a_value_that_looks_like_a_mark_is_left_as_it_is():
    document, paragraph = _in_runs("{{first}}")
    replace_marks(document, lambda mark, run: "{{second}}")
    assert paragraph.text == "{{second}}"


def test_marks_are_found_in_nested_tables_heads_and_feet():
    document = docx.Document()
    inner = document.add_table(1, 1).cell(0, 0).add_table(1, 1)
    inner.cell(0, 0).text = "{{inner}}"
    document.sections[0].header.paragraphs[0].text = "{{head}}"
    document.sections[0].footer.paragraphs[0].text = "{{foot}}"
    assert {mark.name for mark in marks_in(document)} == {"inner", "head", "foot"}


def test_the_offices_file_keeps_its_layout_when_it_is_filled(tmp_path):
    form, values = _office_form(1, tmp_path)
    filled = as_word(form, values)
    before, after = (opened_word(content) for content in (drawn_word(FORMS[1]), filled))
    [old], [new] = before.tables, after.tables
    assert [row.height for row in old.rows] == [row.height for row in new.rows]
    assert [column.width for column in old.columns] == [column.width for column in new.columns]
    assert len(old._tbl.xpath(".//w:tc")) == len(new._tbl.xpath(".//w:tc"))
    assert "李小红" in _words(filled)
    assert "{{" not in _words(filled)


def test_boxes_and_dates_of_a_word_form_are_filled_where_they_stand(tmp_path):
    form, values = _office_form(8, tmp_path)
    words = _words(as_word(form, {**values, "account_platform": "微博"}))
    assert "□微信公众号　☑微博　□抖音短视频　□其他" in words
    assert "2026年11月23日" in words.replace("　", "").replace(" ", "")


def test_a_mark_without_a_field_is_named(tmp_path):
    form, _ = _office_form(0, tmp_path)
    document = opened_word(form.background.content)
    document.add_paragraph("{{unknown}}")
    broken = replace(form, background=replace(form.background, content=saved_word(document)))
    with pytest.raises(InputError, match=r"\{\{unknown\}\}"):
        as_word(broken, {})


@pytest.mark.parametrize("variant", ["opening", "change", "closure"])
def test_the_filing_form_says_in_word_what_its_pdf_says(variant):
    values = values_for(variant)
    words = _words(as_word(filing_form(), values, variant=variant))
    for name in ("full_name", "principal_name", "account_name", "platform_id"):
        assert values[name] in words


def test_every_paper_of_the_program_can_be_saved_as_word():
    picture = base64.b64encode(qr_picture("https://www.example.com")).decode()
    for form in list_forms():
        values = {field.name: picture for field in form.fields if field.kind == "picture"}
        content = as_word(form, values, variant=form.variants[0] if form.variants else "")
        assert form.title in _words(content)
        assert len(docx.Document(io.BytesIO(content)).inline_shapes) == len(values)
        for table in docx.Document(io.BytesIO(content)).tables:
            widths = {sum(cell.grid_span for cell in row._tr.tc_lst) for row in table.rows}
            assert widths == {len(table.columns)}, form.name


def test_a_list_of_accounts_has_a_row_for_each_in_word():
    form = load_form("ledger")
    entries = {field.name: ["甲", "乙", "丙"] for field in form.fields if field.source.startswith("ledger.n")}
    words = _words(as_word(form, entries)).split("\n")
    assert {"甲", "乙", "丙"} <= set(words)


def test_what_stands_above_a_list_has_no_frame_and_its_heading_is_repeated():
    form = load_form("ledger")
    document = docx.Document(io.BytesIO(as_word(form, {"names": [f"账号{number}" for number in range(60)]})))
    above, ledger = document.tables
    assert {border.get(qn("w:val")) for border in above._tbl.xpath("./w:tblPr/w:tblBorders/*")} == {"nil"}
    assert above._tbl.getnext().tag == qn("w:p"), "Word would join two tables that touch"
    heads = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in ledger.rows]
    assert heads == [True, *[False] * 61]


def test_an_entry_of_two_lines_stays_one_entry_in_word():
    form = load_form("problem_ledger")
    values = {"found": ["11月3日\n日常发现", "11月4日\n自查"], "whats": ["链接失效", "没有更新"]}
    ledger = docx.Document(io.BytesIO(as_word(form, values))).tables[1]
    rows = [[cell.text for cell in row.cells] for row in ledger.rows]
    assert any("11月4日\n自查" in row and "没有更新" in row for row in rows)
